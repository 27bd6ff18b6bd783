package noticetext

import (
	"strings"
	"testing"

	"shixian/holidays"
)

// given is an entry as a sentence of an item gives it, with all days named there.
type given struct {
	row            string
	sentence, item int
	mentioned      string // days, if others than those of the entry
}

func describeEntries(es []placedEntry) string {
	var out []string
	for _, e := range es {
		out = append(out, e.Festival+" "+string(e.Kind)+" "+e.From.String()+" "+e.To.String())
	}
	return strings.Join(out, "; ")
}

// Days that go on from the sentence before, in the same item, or from a span
// that the sentence names again, lengthen that span.
func TestEntriesGoOn(t *testing.T) {
	first := given{"清明节 off 2019-04-05 2019-04-05", 3, 1, ""}
	for _, c := range []struct {
		name string
		rows []given
		want string
	}{
		{"the next day, the next sentence", []given{first, {"清明节 off 2019-04-06 2019-04-06", 5, 1, ""}}, "清明节 off 2019-04-05 2019-04-06"},
		{"the day before, the same sentence", []given{first, {"清明节 off 2019-04-04 2019-04-04", 3, 1, ""}}, "清明节 off 2019-04-04 2019-04-05"},
		{"a day between", []given{first, {"清明节 off 2019-04-07 2019-04-07", 5, 1, ""}}, "清明节 off 2019-04-05 2019-04-05; 清明节 off 2019-04-07 2019-04-07"},
		{"two days before", []given{first, {"清明节 off 2019-04-03 2019-04-03", 5, 1, ""}}, "清明节 off 2019-04-05 2019-04-05; 清明节 off 2019-04-03 2019-04-03"},
		{"another item", []given{first, {"清明节 off 2019-04-06 2019-04-06", 5, 2, ""}}, "清明节 off 2019-04-05 2019-04-05; 清明节 off 2019-04-06 2019-04-06"},
		{"a sentence between", []given{{"清明节 off 2019-04-05 2019-04-05", 1, 1, ""}, {"清明节 off 2019-04-06 2019-04-06", 9, 1, ""}}, "清明节 off 2019-04-05 2019-04-05; 清明节 off 2019-04-06 2019-04-06"},
		{"a sentence between, named again", []given{{"清明节 off 2019-04-05 2019-04-05", 1, 1, ""}, {"清明节 off 2019-04-06 2019-04-06", 9, 1, "2019-04-05"}}, "清明节 off 2019-04-05 2019-04-06"},
		{"another item, named again", []given{first, {"清明节 off 2019-04-06 2019-04-06", 5, 2, "2019-04-05"}}, "清明节 off 2019-04-05 2019-04-06"},
		{"another festival", []given{first, {"端午节 off 2019-04-06 2019-04-06", 5, 1, ""}}, "清明节 off 2019-04-05 2019-04-05; 端午节 off 2019-04-06 2019-04-06"},
		{"worked", []given{first, {"清明节 work 2019-04-06 2019-04-06", 5, 1, ""}}, "清明节 off 2019-04-05 2019-04-05; 清明节 work 2019-04-06 2019-04-06"},
		{"the gap between two is filled", []given{first, {"清明节 off 2019-04-07 2019-04-08", 5, 1, ""}, {"清明节 off 2019-04-06 2019-04-06", 5, 1, ""}}, "清明节 off 2019-04-05 2019-04-08"},
		{"three become one", []given{first, {"端午节 off 2019-06-07 2019-06-07", 3, 1, ""}, {"清明节 off 2019-04-07 2019-04-07", 5, 1, ""}, {"清明节 off 2019-04-09 2019-04-09", 5, 1, ""}, {"清明节 off 2019-04-06 2019-04-08", 5, 1, ""}}, "清明节 off 2019-04-05 2019-04-09; 端午节 off 2019-06-07 2019-06-07"},
		{"inside", []given{{"清明节 off 2019-04-04 2019-04-08", 3, 1, ""}, {"清明节 off 2019-04-05 2019-04-06", 5, 1, ""}}, "清明节 off 2019-04-04 2019-04-08"},
	} {
		r := &reader{previous: 3}
		for _, g := range c.rows {
			e := known("", "", 0, "2019-01-01", g.row).Entries[0]
			said := daysOf([]holidays.Span{e.Span})
			if g.mentioned != "" {
				said = append(said, on(g.mentioned))
			}
			r.item = g.item
			r.addEntry(e, said, g.sentence)
		}
		if got := describeEntries(r.entries); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Festivals come as the text first names them, days off before days worked.
func TestEntriesInOrder(t *testing.T) {
	r := &reader{}
	for i, row := range []string{
		"端午节 work 2019-06-02 2019-06-02", "清明节 off 2019-04-05 2019-04-05", "端午节 off 2019-06-07 2019-06-07",
		"清明节 work 2019-04-28 2019-04-28", "端午节 off 2019-06-09 2019-06-09",
	} {
		r.addEntry(known("", "", 0, "2019-01-01", row).Entries[0], nil, i)
	}
	r.ordered()
	want := "端午节 off 2019-06-07 2019-06-07; 端午节 off 2019-06-09 2019-06-09; 端午节 work 2019-06-02 2019-06-02; 清明节 off 2019-04-05 2019-04-05; 清明节 work 2019-04-28 2019-04-28"
	if got := describeEntries(r.entries); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestSpansOf(t *testing.T) {
	for in, want := range map[string]string{
		"":                                  "",
		"2019-05-01":                        "2019-05-01..2019-05-01",
		"2019-05-03 2019-05-01 2019-05-02":  "2019-05-01..2019-05-03",
		"2019-05-01 2019-05-03":             "2019-05-01..2019-05-01 2019-05-03..2019-05-03",
		"2019-04-30 2019-05-01 2019-05-01":  "2019-04-30..2019-05-01",
		"2019-12-31 2020-01-01 2020-01-03 ": "2019-12-31..2020-01-01 2020-01-03..2020-01-03",
	} {
		var days []holidays.Date
		for _, s := range strings.Fields(in) {
			days = append(days, on(s))
		}
		var out []string
		for _, s := range spansOf(days) {
			out = append(out, s.From.String()+".."+s.To.String())
		}
		if got := strings.Join(out, " "); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// The enclosing span reaches from the first day to the last, in whatever order.
func TestEnclosingSpan(t *testing.T) {
	span := func(from, to string) holidays.Span { return holidays.Span{From: on(from), To: on(to)} }
	want := span("2019-05-01", "2019-05-09")
	for _, spans := range [][]holidays.Span{
		{want},
		{span("2019-05-01", "2019-05-02"), span("2019-05-08", "2019-05-09")},
		{span("2019-05-08", "2019-05-09"), span("2019-05-01", "2019-05-02")},
		{span("2019-05-03", "2019-05-04"), span("2019-05-01", "2019-05-09"), span("2019-05-05", "2019-05-05")},
	} {
		if got := enclosingSpan(spans); got != want {
			t.Errorf("%v: %v", spans, got)
		}
	}
}
