package noticetext

import (
	"cmp"
	"maps"
	"slices"

	"shixian/holidays"
)

// record brings what a sentence arranges into the notice: off before worked,
// days in a row as one span. Days that go on from the sentence before, in the
// same item, or from a span that the sentence names again, lengthen that span.
func (c *effect) record() {
	r := c.r
	maps.Copy(r.days, c.days)
	maps.Copy(r.quotes, c.quotes)
	slices.SortStableFunc(c.groups, func(a, b dayGroup) int { return cmp.Compare(a.kind, b.kind) })
	out := &r.out.Sentences[c.sentence]
	for _, s := range c.groups {
		for _, span := range spansOf(s.days) {
			e := holidays.Entry{Festival: s.festival, Kind: s.kind, Span: span}
			out.Entries = append(out.Entries, e)
			r.addEntry(e, s.mentioned, c.sentence)
		}
	}
	out.Status = StatusReference
	if c.arranged {
		out.Status = StatusRead
	}
	if c.note.Code != "" && len(out.Entries) == 0 {
		out.Reason = &c.note
	}
}

// spansOf returns the runs of consecutive days, in order.
func spansOf(days []holidays.Date) []holidays.Span {
	days = slices.Clone(days)
	slices.SortFunc(days, holidays.Date.Compare)
	var out []holidays.Span
	for _, d := range days {
		if n := len(out); n > 0 && out[n-1].To.DaysUntil(d) <= 1 {
			out[n-1].To = d
			continue
		}
		out = append(out, holidays.Span{From: d, To: d})
	}
	return out
}

// addEntry adds an entry to the notice, or lengthens the one that it goes on from.
func (r *reader) addEntry(e holidays.Entry, said []holidays.Date, sentence int) {
	at := -1
	for i := 0; i < len(r.entries); i++ {
		p := &r.entries[i]
		if p.Festival != e.Festival || p.Kind != e.Kind || !adjoins(p.Span, e.Span) {
			continue
		}
		follows := p.item == r.item && (p.sentence == sentence || p.sentence == r.previous)
		if !follows && !slices.ContainsFunc(said, p.Contains) {
			continue
		}
		p.Span = enclosingSpan([]holidays.Span{p.Span, e.Span})
		if p.sentence = sentence; at >= 0 {
			r.entries[at].Span = p.Span
			r.entries = slices.Delete(r.entries, i, i+1)
			i--
			continue
		}
		at, e.Span = i, p.Span
	}
	if at < 0 {
		r.entries = append(r.entries, placedEntry{Entry: e, sentence: sentence, item: r.item})
	}
}

func adjoins(a, b holidays.Span) bool {
	return !a.To.AddDays(1).Before(b.From) && !b.To.AddDays(1).Before(a.From)
}

// finishNotice puts the entries in order and reports what is missing.
func (r *reader) finishNotice() {
	n := &r.out.Notice
	n.Entries = r.ordered()
	r.checkEffective()
	r.readAmendment()
	r.checkMetadata()
	r.checkEntries()
	for _, f := range r.missing() {
		r.problem(problemMissing, f)
	}
	r.checkComplete()
	r.out.Nothing = r.nothing()
}

// ordered returns the entries by festival, as they first come in the text, the
// days off of each before the days worked.
func (r *reader) ordered() []holidays.Entry {
	first := map[string]int{}
	for i, p := range r.entries {
		if _, ok := first[p.Festival]; !ok {
			first[p.Festival] = i
		}
	}
	slices.SortStableFunc(r.entries, func(a, b placedEntry) int {
		return cmp.Or(cmp.Compare(first[a.Festival], first[b.Festival]), cmp.Compare(a.Kind, b.Kind))
	})
	out := make([]holidays.Entry, len(r.entries))
	for i, p := range r.entries {
		out[i] = p.Entry
	}
	return out
}
