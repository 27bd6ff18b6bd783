package noticetext

import (
	"regexp"
	"slices"
	"strings"
)

// startsHeading reports whether a clause is a heading (春节：): in the middle of a
// sentence it means that two items have run together.
func (p *parser) startsHeading(ts []token) bool {
	if len(ts) == 0 || anyKind(ts, tOffLabel) || anyKind(ts, tWorkLabel) {
		return false
	}
	last := ts[len(ts)-1]
	if strings.HasSuffix(last.text(p.r), "如下") || last.kind == tCount && !hasDate(ts) {
		return false // 放假安排如下：, 放假2天：
	}
	end := last.to
	return end < len(p.r) && p.r[end] == '：' && anyKind(ts, tFestival)
}

func citesNation(ts []token) bool {
	return slices.ContainsFunc(ts, func(t token) bool { return t.kind == tCite && t.nation })
}

// falls reports whether a clause says what a day named before falls on (恰逢星期日).
func falls(ts []token) bool {
	return ts[0].kind == tFalls && !slices.ContainsFunc(ts[1:], func(t token) bool {
		return !slices.Contains([]kind{tWeekday, tFestival, tFiller, tOff, tList, tBracket}, t.kind) || len(t.inner) > 0
	})
}

// isFestivalDay reports whether the token at i links a festival to its date
// ("壮族三月三"(农历三月初三)为4月19日).
func isFestivalDay(ts []token, i int, r []rune) bool {
	before := i - 1
	if before > 0 && ts[before].kind == tBracket && len(ts[before].inner) == 0 {
		before--
	}
	return before >= 0 && ts[before].kind == tFestival && i+1 < len(ts) && ts[i+1].kind == tDate &&
		slices.Contains(linkWords, ts[i].text(r))
}

// linkWords are the words that say what a day is.
var linkWords = []string{"为", "是", "系"}

// clauses splits tokens at commas and colons.
func clauses(ts []token) [][]token {
	var out [][]token
	from := 0
	for i, t := range ts {
		if t.kind == tComma {
			out = append(out, ts[from:i])
			from = i + 1
		}
	}
	return append(out, ts[from:])
}

// clauseFacts are what a clause says about all of its dates.
type clauseFacts struct {
	quoted, local bool
	festivals     []string
}

func (p *parser) facts(ts []token) clauseFacts {
	var f clauseFacts
	for _, t := range ts {
		switch t.kind {
		case tNational:
			f.quoted = p.ctx.region
		case tLocal:
			f.local, p.quoting = true, false
		case tCancel, tNotOff:
			p.cancel = true
		case tFestival:
			f.festivals = appendNew(f.festivals, t.name)
		}
	}
	return f
}

// preambleStarts are how a clause begins that gives a reason, an authority or an
// admonition and arranges nothing. Next to a date it is not accepted.
var preambleStarts = []string{"为", "经", "根据", "按照", "依据", "依照", "遵照", "鉴于", "结合", "考虑", "由于", "因", "现将", "现就", "各地", "各部门", "各单位", "各市", "请", "特通知", "统筹"}

var exceptions = []string{"除", "不含", "不包括", "例外", "另行", "不适用"}

// preamble reads a clause with words that are not known: the reasons and the
// authority that stand before an arrangement.
func (p *parser) preamble(ts []token) *Reason {
	s := string(p.r[ts[0].from:ts[len(ts)-1].to])
	idle := p.ctx.region && (len(p.statements) > 0 || len(p.cur.spans) > 0) && !hasDate(ts) && saysNothing(s)
	if unknown := firstUnknown(ts); unknown != nil && !idle && (hasDate(ts) || !beginsWith(s, preambleStarts) || containsAny(strings.ReplaceAll(s, "除夕", ""), exceptions)) {
		return newReason(reasonUnknownText, unknown.text(p.r))
	}
	switch {
	case !p.ctx.region:
	case strings.Contains(s, "我区") || strings.Contains(s, "实际"):
		p.quoting = false
	case ts[0].kind == tBasis && (strings.Contains(s, "国务院") || strings.Contains(s, "国办") || strings.Contains(s, "国家")):
		p.quoting = true
	}
	return nil
}

// arrangesDays are signs of a clause that may arrange days: numbers, words for days, for
// being off or at work, and for changing or excepting either.
var arrangesDays = regexp.MustCompile(`[0-9一二三四五六七八九十两日月周班休假天节]|不|除|另|取消|调|改|延|提前|推|补|外|仅|只|限`)

// saysNothing reports whether a clause behind an arrangement is none, whatever it says
// (期间高速公路免费通行).
func saysNothing(s string) bool { return !arrangesDays.MatchString(s) }

func firstUnknown(ts []token) *token {
	for i := range ts {
		if ts[i].kind == tUnknown {
			return &ts[i]
		}
	}
	return nil
}
