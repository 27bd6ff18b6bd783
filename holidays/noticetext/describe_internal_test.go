package noticetext

import (
	"fmt"
	"strings"
	"testing"
)

// row is one line of a table: what goes in and, written out, what comes out.
type row struct{ in, want string }

func checkRows(t *testing.T, f func(string) string, rows []row) {
	t.Helper()
	for _, r := range rows {
		if got := f(r.in); got != r.want {
			t.Errorf("%q\ngot  %s\nwant %s", r.in, got, r.want)
		}
	}
}

var kindNames = map[kind]string{
	tUnknown: "unknown", tDate: "date", tYear: "year", tPart: "part", tRange: "range", tList: "list", tComma: "comma",
	tBracket: "bracket", tWeekday: "weekday", tOff: "off", tWork: "work", tCount: "count", tFestival: "festival",
	tCite: "cite", tFiller: "filler", tAmong: "among", tThatIs: "that is", tLocal: "local", tNational: "national",
	tBasis: "basis", tFrom: "from", tCancel: "cancel", tNotOff: "not off", tExtend: "extend", tMove: "move",
	tSwap: "swap", tOffLabel: "off label", tWorkLabel: "work label", tJoin: "join", tBecome: "become",
	tUsual: "usual", tWas: "was",
}

// describeTokens writes the tokens of a sentence, those that say nothing more
// than their text by kind alone.
func describeTokens(s string) string {
	r := normalize(s).r
	return describeList(r, lex(r, []string{"花山节"}))
}

func describeList(r []rune, ts []token) string {
	var parts []string
	for _, t := range ts {
		d := kindNames[t.kind] + " " + t.text(r)
		switch t.kind {
		case tDate, tYear:
			d += fmt.Sprintf(" %d-%d-%d", t.date.y, t.date.m, t.date.d)
		case tCount:
			d += fmt.Sprintf(" %d off=%t runs=%t", t.count, t.off, t.weekend)
		case tFestival:
			d += "=" + t.name
		case tCite:
			d += fmt.Sprintf(" nation=%t", t.nation)
		case tJoin:
			d += fmt.Sprintf(" weekend=%t", t.weekend)
		}
		for _, w := range t.days {
			d += " " + weekdayName(w)
		}
		if t.ranged {
			d += " to"
		}
		if len(t.inner) > 0 {
			d += fmt.Sprintf(" with %d", len(t.inner))
		}
		parts = append(parts, d)
	}
	return strings.Join(parts, "; ")
}

// describeLines writes the logical lines of a text.
func describeLines(s string) string {
	var out []string
	for _, l := range logicalLines(normalize(s)) {
		out = append(out, string(l.r))
	}
	return strings.Join(out, " | ")
}

// describeSentences writes the sentences of a text, a + before those that do not
// start a line.
func describeSentences(s string) string {
	var out []string
	for _, p := range splitSentences(normalize(s)) {
		if p.first {
			out = append(out, p.s)
		} else {
			out = append(out, "+"+p.s)
		}
	}
	return strings.Join(out, " | ")
}

// describeTitle writes what the title says by itself.
func describeTitle(s string) string {
	r := &reader{}
	s = string(normalize(s).r)
	if !isTitle(s) {
		return "no title"
	}
	r.readTitle(s)
	r.titleFacts()
	m := r.meta
	return fmt.Sprintf("%s: %s cancels=%t amends=%t number=%q", r.out.Title, strings.Join(m.festivals, "、"), m.cancels, m.amends, m.numberLike)
}

// describeLine writes what a line is that stands by itself.
func describeLine(s string) string {
	s = string(normalize(s).r)
	var is []string
	for _, c := range []struct {
		name string
		ok   bool
	}{
		{"furniture", isFurniture(s)}, {"closing", closingLine.MatchString(s)}, {"number", numberLine.MatchString(s)},
		{"addressee", addressee.MatchString(s)}, {"opening", announced.MatchString(s)}, {"item", itemStart.MatchString(s)},
		{"inner item", innerItem.MatchString(s)}, {"arranges", arranges(s)}, {"date", dateIn([]rune(s))},
		{"effective", effective.MatchString(s)}, {"relative", relative.MatchString(s)}, {"page", pageNumber.MatchString(s)},
		{"alone", standsAlone(s)}, {"like a number", isNumberLike(s)},
	} {
		if c.ok {
			is = append(is, c.name)
		}
	}
	return strings.Join(is, ", ")
}

// describeHeading writes the festivals that a sentence's heading names, the
// number of items met, and what is left to be read.
func describeHeading(s string) string {
	r := &reader{heading: []string{"前一节日"}}
	sentences := splitSentences(normalize(s))
	p := sentences[len(sentences)-1]
	body, headed := r.itemHeading(p)
	return fmt.Sprintf("%s item=%d headed=%t: %s", strings.Join(r.heading, "、"), r.item, headed, string(body))
}

// describeYear writes the first year in a text.
func describeYear(s string) string { return fmt.Sprint(firstYear(string(normalize(s).r))) }

// describeNumber writes the number at the start of a text and its length.
func describeNumber(s string) string {
	v, n := number([]rune(s))
	return fmt.Sprintf("%d in %d", v, n)
}

// describeFestival writes the name of a festival and the list that a text is.
func describeFestival(s string) string {
	s = string(normalize(s).r)
	name, ok := festivalName(s)
	names, list := festivals(s)
	return fmt.Sprintf("name %q %t, list %s %t", name, ok, strings.Join(names, "、"), list)
}
