package noticetext

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"shixian/holidays"
)

// recommendStarts are how a sentence begins that asks for something and does not
// arrange it (安排职工在除夕休息).
var recommendStarts = []string{"鼓励", "提倡", "倡导", "建议"}

var (
	effective = regexp.MustCompile(`^(?:本通知|本办法|以上安排|上述安排|本安排)?自.{4,12}日起(?:施行|执行|实施|生效)[。；]?$`)
	// history is what is said of a regulation: how it came about and since when it is in force.
	history = regexp.MustCompile(`^《[^》]*》.*(?:通过|公布|发布|印发|施行|实施|执行|生效)[。；]?$`)
	// reports asks for something by a day.
	reports = regexp.MustCompile(`于.{3,16}日?前.{0,20}(?:报送|上报|反馈|报告)`)
	// attributes are uses of the verbs that say nothing about days.
	attributes = regexp.MustCompile(`放假(?:期间|时间|前|后|的?通知|工作|办法|安排|有关)|带薪年?休假|年休假|休假制度|不能休假|未休假|休假的|调休放假的|假日期间|安排补休|上班(?:人员|时间|族)|现将.*通知如下|《[^》]*》?`)
	// dayLike are remains of dates: 4月, 5曰, 5/1.
	dayLike = regexp.MustCompile(`[0-9一二三四五六七八九十]+(?:月|日|号|曰|[./-][0-9])|\x{FFFD}[月日]|[月日]\x{FFFD}`)
	// spoiltDate is a date of which the day is lost.
	spoiltDate = regexp.MustCompile(`[0-9](?:月|曰)|\x{FFFD}[月日]|[月日]\x{FFFD}`)
	// lastVerb is a verb that ends a clause: it says what is done, not which
	// days are meant (放假的通知).
	lastVerb = regexp.MustCompile(`(?:放假|上班|补班|补休|调休|公休)(?:，|$)`)
	// asTheNation says of a festival that the nation's arrangement holds.
	asTheNation = regexp.MustCompile(`(?:按照?|依照|遵照|执行)(?:国家|国务院办公厅|国务院)(?:统一)?的?(?:有关)?(?:规定|通知|安排|放假安排)(?:精神)?(?:执行|放假)?$`)
	// limits are words by which a sentence without dates takes something from the days
	// of others: from some people or places, half of a day, or all of another notice.
	limits = regexp.MustCompile(`半天|半日|除外|例外|[仅只]限|适用|不含|不包括|不包含|不执行|停止执行|废止|作废|试行[0-9一二两三半]|预告|建议日期|[二两三]种方案|方案[^，。；]{0,6}[二两三]种|(?:均[为是]|以|按|与)农历|另(?:加|放|增)[0-9一二两三]天|增加放假|视同周|自行(?:确定|决定|调整)|自主(?:确定|决定|调整|安排)|酌情|如有(?:调整|变化|变动)|可(?:适当|灵活|视情况?|结合实际|自行)?(?:调整|变动)|可[^，。；]{0,16}(?:适当|灵活)(?:安排|调整)|[0-9]{4}年起|(?:自治区|正式|政府|地方|公布|规定)(?:的)?(?:通知|公告|文件|安排)?为准|(?:错[时峰]|分批|轮流)(?:放假|休假|调休|上班)|(?:放假|上班|补班|调休|假期|[上所]述安排|以上安排)[^，。；]{0,16}另(?:行(?:公布|发布|通知|确定|规定|安排|调整)|发|定)`)
	// remark is a sentence or a bracket around the body, as an office writes it and a page does not.
	remark  = regexp.MustCompile(`^[^网页站]*[。)]$`)
	ordinal = regexp.MustCompile(`第[0-9一二三四五六七八九十]+号|〔[0-9]{4}〕[0-9]+号|[0-9]+号令`)
)

// readNoDates reads a sentence without dates. It moves no day by itself; if it
// speaks of days off or worked in a way that would, it is not understood.
func (r *reader) readNoDates(i int, body []rune, toks []token, headed bool) {
	s := string(body)
	plain := attributes.ReplaceAllString(ordinal.ReplaceAllString(s, ""), "")
	plain = strings.ReplaceAll(plain, "三月三", "") // a name, no month
	cancels := anyKind(toks, tNotOff) || anyKind(toks, tCancel) && (hasVerb(s) || strings.Contains(s, "假期"))
	lengthens := anyKind(toks, tExtend) && anyKind(toks, tCount)
	spoilt := spoiltDate.MatchString(plain)
	if limit := limits.FindString(s); limit != "" && r.ofOffice(i) {
		r.setStatus(i, StatusUnparsed, newReason(reasonUnknownText, limit))
		return
	}
	if !r.inBody(i) || strings.Contains(s, "通知如下") || beginsWith(s, recommendStarts) || !hasVerb(plain) && !cancels && !spoilt && !headed && !lengthens {
		return
	}
	works := anyKind(toks, tWork)
	u := pendingSentence{sentence: i, cancel: cancels, works: works && !anyKind(toks, tNotOff), festivals: namesIn(toks)}
	for _, t := range toks {
		if t.kind == tCount {
			u.counts = append(u.counts, t.count)
		}
	}
	switch {
	case r.region && asTheNation.MatchString(s) && len(u.festivals) > 0 && r.newEffect(i).namesOthers(u.festivals):
		r.setStatus(i, StatusReference, newReason(noteQuoted, ""))
	case relative.MatchString(plain):
		r.setStatus(i, StatusUnparsed, newReason(reasonRelative, relative.FindString(plain)))
	case dayLike.MatchString(plain):
		r.setStatus(i, StatusUnparsed, newReason(reasonNoDate, dayLike.FindString(plain)))
	case cancels:
		r.pending = append(r.pending, u)
	case len(u.counts) > 0 && (works || lengthens):
		r.setStatus(i, StatusUnparsed, newReason(reasonCountOnly, ""))
	case len(u.counts) > 0:
		r.pending = append(r.pending, u)
	case beginsWith(s, preambleStarts):
	case headed, lastVerb.MatchString(plain), !anyKind(toks, tUnknown) && (works || anyKind(toks, tOff) || anyKind(toks, tMove)):
		r.setStatus(i, StatusUnparsed, newReason(reasonNoDate, ""))
	}
}

// takesEffect keeps the day since when a sentence says that the notice is in force.
func (r *reader) takesEffect(i int, toks []token) {
	for _, t := range toks {
		if t.kind == tDate {
			w := t.date
			if w.y == 0 {
				w.y = r.out.Notice.Year
			}
			r.effective, _ = w.date()
			r.effectiveAt = i
		}
	}
}

// checkEffective shows the sentence with that day if the notice arranges days before it.
func (r *reader) checkEffective() {
	if slices.ContainsFunc(r.entries, func(e placedEntry) bool { return e.From.Before(r.effective) }) {
		r.setStatus(r.effectiveAt, StatusUnparsed, newReason(reasonUnknownText, r.effective.String()))
	}
}

// ofOffice reports whether a sentence is the office's own, in the body or a remark around it,
// and not the page's.
func (r *reader) ofOffice(i int) bool { return r.inBody(i) || remark.MatchString(r.sentences[i].s) }

// inBody reports whether a sentence stands between the addressee and the
// closing date; if no beginning was found, any may.
func (r *reader) inBody(i int) bool {
	return (i >= r.meta.body || r.meta.body == len(r.sentences)) && i < r.meta.closing
}

// settlePending decides on the sentences that only the whole notice explains.
func (r *reader) settlePending() {
	for _, u := range r.pending {
		switch {
		case u.cancel:
			r.settleCancelled(u)
		case r.matchesTotals(u.counts):
			r.setStatus(u.sentence, StatusReference, newReason(noteSummary, ""))
		default:
			r.setStatus(u.sentence, StatusUnparsed, newReason(reasonCountOnly, ""))
		}
	}
}

// restRun returns the length of the run of days without work that has all days off
// of the notice, 0 if they are not in one run.
func (r *reader) restRun() int {
	off := offIn(r.days)
	if len(off) == 0 {
		return 0
	}
	run, unbroken := r.newEffect(0).daysOffAround(enclosingSpan(spansOf(off)))
	if !unbroken {
		return 0
	}
	return run.Days()
}

// matchesTotals reports whether each number of days off is that of the notice: all
// days off, those of them that are worked elsewhere, these less the days that are
// made up, or the run of days without work that they are in.
func (r *reader) matchesTotals(counts []int) bool {
	var off, extra, work int
	for d, k := range r.days {
		switch {
		case k != holidays.Off:
			work++
		case r.earlier.nationalOff(d):
			off++
		default:
			off, extra = off+1, extra+1
		}
	}
	run := r.restRun()
	return !slices.ContainsFunc(counts, func(n int) bool { return n != off && n != extra && n != extra-work && n != run })
}

// settleCancelled reads 取消…放假 without dates. It is understood if the notice names
// the days elsewhere, or if the earlier notice gave the festival days off
// and made up none of them.
func (r *reader) settleCancelled(u pendingSentence) {
	if u.works { // 上述补班取消: which?
		r.setStatus(u.sentence, StatusUnparsed, newReason(reasonCancelNoDate, ""))
		return
	}
	if slices.Contains(slices.Collect(maps.Values(r.days)), holidays.Work) {
		r.setStatus(u.sentence, StatusReference, newReason(noteSummary, ""))
		return
	}
	names := firstOf(u.festivals, r.meta.festivals)
	days, ok := r.earlier.cancelled(names)
	if !ok {
		r.setStatus(u.sentence, StatusUnparsed, newReason(reasonCancelNoDate, ""))
		return
	}
	c := r.newEffect(u.sentence)
	if why := c.add(strings.Join(names, "、"), holidays.Work, days); why != nil {
		r.setStatus(u.sentence, StatusUnparsed, why)
		return
	}
	c.record()
}
