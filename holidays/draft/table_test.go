package draft_test

import (
	"fmt"
	"slices"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/draft"
)

// without returns the embedded table without some notices.
func without(t *testing.T, ids ...string) *holidays.Table {
	t.Helper()
	src := embedded(t)
	src.Notices = slices.DeleteFunc(src.Notices, func(n holidays.Notice) bool { return slices.Contains(ids, n.ID) })
	tab, err := holidays.NewTable(src, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// TestJudgeTable: what is withdrawn is told by the days of the calendar whose own notice it
// is, not by those of the regions that follow it.
func TestJudgeTable(t *testing.T) {
	for _, c := range []struct {
		name      string
		gone      []string
		calendars []string
		last      string // the last day that changes: the principles arrange the autumn as the notice does
		failed    []string
	}{
		{"nothing", nil, nil, "", nil},
		{"the nation's year", []string{"CN-2026"}, []string{"CN"}, "2026-05-09", []string{"not_past"}},
		{"a region's", []string{"CN-GX-2026"}, []string{"CN-GX"}, "", []string{"not_past"}},
		{"both", []string{"CN-2026", "CN-GX-2026"}, []string{"CN", "CN-GX"}, "2026-05-09", []string{"not_past"}},
	} {
		v := draft.JudgeTable(without(t), without(t, c.gone...), date(2026, 11, 28), false)
		var calendars []string
		last := holidays.Date{}
		for _, d := range v.Diff {
			if !slices.Contains(calendars, d.Calendar) {
				calendars = append(calendars, d.Calendar)
			}
			if d.Date.After(last) {
				last = d.Date
			}
		}
		if !slices.Equal(calendars, c.calendars) || c.last != "" && last.String() != c.last || !slices.Equal(failed(v), c.failed) {
			t.Errorf("%s: %v up to %s, failed %v", c.name, calendars, last, failed(v))
		}
	}
}

// TestRelate: a notice of a year that is there already is a correction of it, unless it says
// what it is or is the same again.
func TestRelate(t *testing.T) {
	tab := without(t)
	whole := embeddedNotice(t, "CN-2026")
	for _, c := range []struct {
		name   string
		change func(n *holidays.Notice)
		want   string // what it replaces
	}{
		{"another number", func(n *holidays.Notice) { n.Document = "国办发明电〔2025〕9号" }, "CN-2026"},
		{"no number, another day", func(n *holidays.Notice) { n.Document, n.Issued = "", date(2025, 11, 5) }, "CN-2026"},
		{"the same again", func(*holidays.Notice) {}, ""},
		{"a year without a notice", func(n *holidays.Notice) { n.Document, n.Year = "国办发明电〔2026〕9号", 2027 }, ""},
		{"an amendment", func(n *holidays.Notice) { n.Document, n.Amends = "国办发明电〔2026〕1号", whole.Document }, ""},
		{"a correction that says of what", func(n *holidays.Notice) { n.Document, n.Replaces = "甲", "CN-2025" }, "CN-2025"},
		{"a calendar that is not there", func(n *holidays.Notice) { n.Document, n.Calendar = "甲", "CN-XX" }, ""},
	} {
		n := whole
		n.Replaces = ""
		c.change(&n)
		draft.Relate(&n, tab)
		if n.Replaces != c.want {
			t.Errorf("%s: it replaces %q, want %q", c.name, n.Replaces, c.want)
		}
	}
}

// A draft is judged on top of the table in force, and blocked by what nobody overrides.
func ExampleJudge() {
	n := notice2027()
	n.Entries = append(n.Entries, holidays.Entry{Festival: "国庆节", Kind: holidays.Off, Span: span(10, 8, 10, 8)})
	table, err := embeddedTable()
	if err != nil {
		fmt.Println(err)
	}
	v, err := draft.Judge(check.Input{Notice: &n, Before: table, Today: date(2026, 11, 28)})
	if err != nil {
		fmt.Println(err)
	}
	for _, r := range v.Blocking([]string{"year_working_days"}) {
		fmt.Println(r.Code, r.Detail.EN)
	}
	// Output:
	// festival_balance Days off are not statutory days and make-up days: 国庆节 gives 4 days net, by statute 3
}
