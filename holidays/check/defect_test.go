package check_test

import (
	"slices"
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data"
)

// years are those of the nation's notices since 2008; in short mode every fourth.
func years() (out []int) {
	step := 1
	if testing.Short() {
		step = 4
	}
	for year := 2026; year >= 2008; year -= step {
		out = append(out, year)
	}
	return out
}

// real returns the nation's notice for a year as it was published, alone, and the table that
// it was laid over.
func real(t *testing.T, year int) (holidays.Notice, *holidays.Table) {
	t.Helper()
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(src.Notices, func(n holidays.Notice) bool { return n.Calendar == "CN" && n.Year == year && n.Amends == "" })
	n := src.Notices[at]
	src.Notices = slices.DeleteFunc(src.Notices, func(m holidays.Notice) bool { return !m.Issued.Before(n.Issued) })
	return n, table(t, src)
}

// first returns the first entry of a kind.
func first(n *holidays.Notice, kind holidays.EntryKind) *holidays.Entry {
	return &n.Entries[slices.IndexFunc(n.Entries, func(e holidays.Entry) bool { return e.Kind == kind })]
}

// move moves the first entry of a kind that no other contradicts afterwards.
func move(n *holidays.Notice, kind holidays.EntryKind, days int) {
	for i, e := range n.Entries {
		to := holidays.Span{From: e.From.AddDays(days), To: e.To.AddDays(days)}
		n.Entries[i].Span = to
		if e.Kind == kind && (days > 1 || !to.From.IsWeekend()) && len(check.Notice(n)) == 0 {
			return
		}
		n.Entries[i] = e
	}
}

// leaveOut takes away the first make-up day that lies in the notice's year.
func leaveOut(_ *check.Input, n *holidays.Notice) {
	at := slices.IndexFunc(n.Entries, func(e holidays.Entry) bool { return e.Kind == holidays.Work && e.From.Year() == n.Year })
	n.Entries = slices.Delete(n.Entries, at, at+1)
}

// defect is what somebody who types or pastes a notice gets wrong, and the check that has to
// find it.
type defect struct {
	what, code string
	spoil      func(in *check.Input, n *holidays.Notice)
}

var defects = []defect{
	{"the text is in traditional characters", check.Simplified, func(in *check.Input, _ *holidays.Notice) { in.Text.Traditional = true }},
	{"the text ends in the midst of a sentence", check.TextComplete, func(in *check.Input, _ *holidays.Notice) {
		in.Text.Incomplete = []holidays.Text{{ZH: "末句没有写完", EN: "the last sentence has no end"}}
	}},
	{"a sentence was not read", check.SentencesRead, func(in *check.Input, _ *holidays.Notice) { in.Text.Unread = []string{"节后补班。"} }},
	{"the text lacks a festival that it announces", check.TextWhole, func(in *check.Input, _ *holidays.Notice) {
		in.Text.Missing = []holidays.Text{{ZH: "没有端午节", EN: "no 端午节"}}
	}},
	{"a weekday is another day's", check.WeekdaysStated, func(in *check.Input, n *holidays.Notice) {
		in.Text.Weekdays = []check.Misstatement{{Span: n.Entries[0].Span, Stated: "周一", Actual: "周二"}}
	}},
	{"the days are miscounted", check.DaysStated, func(in *check.Input, n *holidays.Notice) {
		in.Text.Days = []check.Misstatement{{Span: n.Entries[0].Span, Stated: "8", Actual: "7"}}
	}},
	{"a festival has a character that nobody sees", check.Limits, func(_ *check.Input, n *holidays.Notice) { n.Entries[0].Festival += "\u200b" }},
	{"a document number is a page long", check.Limits, func(_ *check.Input, n *holidays.Notice) { n.Document = strings.Repeat("号", check.MaxName+1) }},
	{"there is no date of issue", check.Essentials, func(_ *check.Input, n *holidays.Notice) { n.Issued = holidays.Date{} }},
	{"there is no year", check.Essentials, func(_ *check.Input, n *holidays.Notice) { n.Year = 0 }},
	{"the year is beyond the calendar", check.Essentials, func(_ *check.Input, n *holidays.Notice) { n.Year = 2200 }},
	{"a festival has no name", check.Essentials, func(_ *check.Input, n *holidays.Notice) { n.Entries[0].Festival = "" }},
	{"the calendar is not known", check.Essentials, func(_ *check.Input, n *holidays.Notice) { n.Calendar = "CN-XX" }},
	{"a kind is misspelt", check.EntriesSound, func(_ *check.Input, n *holidays.Notice) { n.Entries[0].Kind = "of" }},
	{"a span is written backwards", check.EntriesSound, func(_ *check.Input, n *holidays.Notice) {
		e := slices.IndexFunc(n.Entries, func(e holidays.Entry) bool { return e.From != e.To })
		n.Entries[e].From, n.Entries[e].To = n.Entries[e].To, n.Entries[e].From
	}},
	{"a day is of the year after", check.EntriesSound, func(_ *check.Input, n *holidays.Notice) {
		n.Entries[0].From, n.Entries[0].To = n.Entries[0].From.AddDays(366), n.Entries[0].To.AddDays(366)
	}},
	{"nothing is arranged", check.EntriesSound, func(_ *check.Input, n *holidays.Notice) { n.Entries = nil }},
	{"a day off is worked as well", check.NoContradiction, func(_ *check.Input, n *holidays.Notice) {
		off := first(n, holidays.Off)
		n.Entries = append(n.Entries, holidays.Entry{Festival: off.Festival, Kind: holidays.Work, Span: holidays.Span{From: off.From, To: off.From}})
	}},
	{"it stands under a region", check.CalendarFits, func(_ *check.Input, n *holidays.Notice) { n.Calendar = "CN-GX" }},
	{"its text is a region's", check.CalendarFits, func(in *check.Input, _ *holidays.Notice) { in.Text.Calendar = "CN-GX" }},
	{"it corrects one that is not there", check.NoticesNamed, func(_ *check.Input, n *holidays.Notice) { n.Replaces = "CN-1999" }},
	{"it adds to festivals and amends nothing", check.NoticesNamed, func(_ *check.Input, n *holidays.Notice) { n.Extends = []string{"春节"} }},
	{"it is issued tomorrow", check.IssuedByNow, func(in *check.Input, n *holidays.Notice) { in.Today = n.Issued.AddDays(-1) }},
	{"it is issued in the spring before", check.IssuedInTime, func(_ *check.Input, n *holidays.Notice) { n.Issued = holidays.NewDate(n.Year-1, 4, 1) }},
	{"the year of its number is another", check.DocumentYear, func(_ *check.Input, n *holidays.Notice) { n.Document = "国办发明电〔1999〕1号" }},
	{"a festival is of no statute", check.FestivalKnown, func(_ *check.Input, n *holidays.Notice) { n.Entries[0].Festival = "中元节" }},
	{"days off are of another month", check.FestivalDates, func(_ *check.Input, n *holidays.Notice) { move(n, holidays.Off, 28) }},
	{"a day off stands by itself", check.UnbrokenRun, func(_ *check.Input, n *holidays.Notice) {
		long := slices.MaxFunc(n.Entries, func(a, b holidays.Entry) int { return a.Days() - b.Days() })
		n.Entries = append(n.Entries, holidays.Entry{Festival: long.Festival, Kind: holidays.Off, Span: holidays.Span{From: long.To.AddDays(9), To: long.To.AddDays(9)}})
	}},
	{"a make-up day is a month late", check.MakeupDistance, func(_ *check.Input, n *holidays.Notice) { move(n, holidays.Work, 28) }},
	{"the make-up days were left out", check.MakeupPresent, func(_ *check.Input, n *holidays.Notice) {
		n.Entries = slices.DeleteFunc(n.Entries, func(e holidays.Entry) bool { return e.Kind == holidays.Work })
	}},
	{"a make-up day is a day late", check.MakeupDays, func(_ *check.Input, n *holidays.Notice) { move(n, holidays.Work, 1) }},
	{"a make-up day was left out", check.FestivalBalance, leaveOut},
	{"the sum of the year lacks a make-up day", check.YearWorkingDays, leaveOut},
	{"a festival was left out", check.StatutoryDaysOff, func(_ *check.Input, n *holidays.Notice) {
		n.Entries = slices.DeleteFunc(n.Entries, func(e holidays.Entry) bool { return strings.Contains(e.Festival, "春节") })
	}},
	{"its days have begun", check.NotPast, func(in *check.Input, n *holidays.Notice) { in.Today = holidays.NewDate(n.Year+1, 1, 1) }},
}

// TestEachDefectIsFound: every notice of the nation since 2008 passes as it was published, and
// with any one thing wrong it is refused by the check that is there for it.
func TestEachDefectIsFound(t *testing.T) {
	for _, year := range years() {
		whole, before := real(t, year)
		overridden := map[string]bool{} // what this notice fails as it is, with an override
		for _, r := range tried(t, check.Input{}, whole, before) {
			overridden[r.Code] = !r.OK
			if !r.OK && !r.Overridable {
				t.Errorf("%d: %s: %s", year, r.Code, r.Detail.ZH)
			}
		}
		for _, d := range defects {
			in, n := check.Input{Today: whole.Issued}, whole
			n.Entries = slices.Clone(whole.Entries)
			d.spoil(&in, &n)
			if r, made := tried(t, in, n, before)[d.code]; !made || r.OK {
				t.Errorf("%d, %s: %s does not find it", year, d.what, d.code)
			}
		}
	}
}

// tried runs the list on a notice and returns the results by code.
func tried(t *testing.T, in check.Input, n holidays.Notice, before *holidays.Table) map[string]check.Result {
	t.Helper()
	in.Notice, in.Before = &n, before
	results, _, err := check.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]check.Result{}
	for _, r := range results {
		out[r.Code] = r
	}
	return out
}

// TestEachCheckHasADefect: no check is on the list that nothing here is refused by; that of
// tables has tests of its own.
func TestEachCheckHasADefect(t *testing.T) {
	for _, c := range check.List {
		found := slices.ContainsFunc(slices.Concat(defects, amendmentDefects), func(d defect) bool { return d.code == c.Code })
		if found == (c.Stage == check.OfTable) {
			t.Errorf("%s: %t", c.Code, found)
		}
	}
}
