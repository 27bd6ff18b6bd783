package draft_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data"
	"shixian/holidays/draft"
)

func embedded(t testing.TB) *holidays.Source {
	t.Helper()
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// before returns the table as it stood before the i-th notice was published: what
// other calendars had issued, and this one's earlier notices.
func before(t testing.TB, src *holidays.Source, i int) *holidays.Table {
	t.Helper()
	n := src.Notices[i]
	past := *src
	past.Notices = nil
	for j, m := range src.Notices {
		if j != i && (m.Issued.Before(n.Issued) || m.Calendar != n.Calendar) {
			past.Notices = append(past.Notices, m)
		}
	}
	table, err := holidays.NewTable(&past, 7, nil)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func failed(v draft.Verdict) []string {
	var out []string
	for _, c := range v.Checks {
		if !c.OK {
			out = append(out, c.Code)
		}
	}
	return out
}

// TestEveryNoticeSince2007 judges each notice as it came out. All balance but
// those that gave days away or took a holiday back.
func TestEveryNoticeSince2007(t *testing.T) {
	gaveAway := map[string][]string{
		"CN-2011":      {check.YearWorkingDays},                      // the day that 2012's notice moved into it was not known yet
		"CN-2015":      {check.FestivalBalance},                      // 中秋节 on a Sunday was made up in 国庆节
		"CN-2015-2":    {check.FestivalKnown, check.FestivalBalance}, // one day for the 70th anniversary
		"CN-GX-2015":   {check.StatutoryDaysOff},                     // gave the day before 三月三, not the day after
		"CN-2020-2":    {check.FestivalBalance},                      // Spring Festival lengthened
		"CN-GX-2020-2": {check.FestivalBalance, check.StatutoryDaysOff},
	}
	src := embedded(t)
	for i, n := range src.Notices {
		v, err := draft.Judge(check.Input{Notice: &n, Before: before(t, src, i), Today: n.Issued})
		if err != nil {
			t.Fatal(err)
		}
		if got := failed(v); !slices.Equal(got, gaveAway[n.ID]) {
			t.Errorf("%s: failed %v, want %v: %+v", n.ID, got, gaveAway[n.ID], v.Checks)
		}
		// The estimate of 2025 was right to the day, and Guangxi's often gives just what its regulation says.
		if len(v.Diff) == 0 && n.Calendar == "CN" && n.ID != "CN-2025" {
			t.Errorf("%s changes nothing", n.ID)
		}
	}
}

func notice2027() holidays.Notice {
	return holidays.Notice{
		ID: "CN-2027", Calendar: "CN", Year: 2027, Document: "试发〔2026〕1号", Issued: date(2026, 11, 25),
		Entries: []holidays.Entry{
			{Festival: "元旦", Kind: holidays.Off, Span: span(1, 1, 1, 3)},
			{Festival: "春节", Kind: holidays.Off, Span: span(2, 5, 2, 11)},
			{Festival: "春节", Kind: holidays.Work, Span: span(2, 20, 2, 20)},
			{Festival: "清明节", Kind: holidays.Off, Span: span(4, 3, 4, 5)},
			{Festival: "劳动节", Kind: holidays.Off, Span: span(5, 1, 5, 5)},
			{Festival: "劳动节", Kind: holidays.Work, Span: span(5, 8, 5, 8)},
			{Festival: "端午节", Kind: holidays.Off, Span: span(6, 9, 6, 9)},
			{Festival: "中秋节", Kind: holidays.Off, Span: span(9, 15, 9, 15)},
			{Festival: "国庆节", Kind: holidays.Off, Span: span(10, 1, 10, 7)},
			{Festival: "国庆节", Kind: holidays.Work, Span: span(9, 26, 9, 26)},
			{Festival: "国庆节", Kind: holidays.Work, Span: span(10, 9, 10, 9)},
		},
	}
}

// span returns days of 2027.
func span(m1, d1, m2, d2 int) holidays.Span {
	return holidays.Span{From: date(2027, m1, d1), To: date(2027, m2, d2)}
}

func date(y, m, d int) holidays.Date { return holidays.NewDate(y, time.Month(m), d) }

// current returns the table of the embedded notices, built once.
func current(t testing.TB) *holidays.Table {
	t.Helper()
	table, err := embeddedTable()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

var embeddedTable = sync.OnceValues(func() (*holidays.Table, error) {
	src, err := data.Embedded()
	if err != nil {
		return nil, err
	}
	return holidays.NewTable(src, 0, nil)
})

func TestChecks(t *testing.T) {
	today := date(2026, 11, 26)
	cases := []struct {
		name   string
		change func(*check.Input)
		want   []string
	}{
		{"as it should be", func(*check.Input) {}, nil},
		{"a make-up day forgotten", func(p *check.Input) { p.Notice.Entries = slices.Delete(p.Notice.Entries, 2, 3) },
			[]string{check.FestivalBalance, check.YearWorkingDays}},
		{"a difference explained", func(p *check.Input) {
			p.Notice.Entries = slices.Delete(p.Notice.Entries, 2, 3)
			p.Notice.Residue = &holidays.Residue{Days: -1, Reason: "多放一天"}
		}, []string{check.FestivalBalance}},
		{"a statutory day worked", func(p *check.Input) {
			p.Notice.Entries[3].From = date(2027, 4, 3)
			p.Notice.Entries[3].To = date(2027, 4, 4)
		},
			[]string{check.FestivalBalance, check.YearWorkingDays, check.StatutoryDaysOff}},
		{"a make-up day that is worked anyway", func(p *check.Input) {
			p.Notice.Entries[2].From, p.Notice.Entries[2].To = date(2027, 2, 19), date(2027, 2, 19)
		}, []string{check.MakeupDays, check.FestivalBalance, check.YearWorkingDays}},
		{"off and worked", func(p *check.Input) {
			p.Notice.Entries[2].From, p.Notice.Entries[2].To = date(2027, 2, 10), date(2027, 2, 10)
		}, []string{check.NoContradiction}},
		{"ends before it starts", func(p *check.Input) { p.Notice.Entries[0].To = date(2026, 12, 31) }, []string{check.EntriesSound}},
		{"no date of issue", func(p *check.Input) { p.Notice.Issued = holidays.Date{} }, []string{check.Essentials}},
		{"another calendar", func(p *check.Input) { p.Notice.Calendar = "CN-XX" }, []string{check.Essentials}},
		{"a year that is published", func(p *check.Input) {
			*p.Notice = embeddedNotice(t, "CN-2026")
			p.ConfirmPast = true
		}, []string{check.NotPublished, check.ChangesSomething}},
		{"days in the past", func(p *check.Input) {
			*p.Notice = embeddedNotice(t, "CN-2026")
		}, []string{check.NotPublished, check.ChangesSomething, check.NotPast}},
		{"a sentence that was not read", func(p *check.Input) {
			p.Text.Unread = []string{"节后补班。"}
		}, []string{check.SentencesRead}},
		{"a sentence that was not read, and a person", func(p *check.Input) {
			p.Text.Acknowledged = []string{"节后补班。"}
			p.Text.Unread = []string{"节后补班。"}
		}, nil},
		{"a text that breaks off", func(p *check.Input) {
			p.Text.Missing = []holidays.Text{{ZH: "缺 (国庆节)", EN: "missing (国庆节)"}}
		}, []string{check.TextWhole}},
		{"a text that is cut off, and a person", func(p *check.Input) {
			p.Text.Acknowledged = []string{"缺"}
			p.Text.Incomplete = []holidays.Text{{ZH: "缺", EN: "missing"}}
		}, []string{check.TextComplete}},
		{"sentences and problems taken on one by one", func(p *check.Input) {
			p.Text = check.TextReport{Unread: []string{"节后补班。"}, Missing: []holidays.Text{{ZH: "缺", EN: "missing"}}}
			p.Text.Acknowledged = []string{"节后补班。", "缺"}
		}, nil},
		{"traditional characters", func(p *check.Input) { p.Text.Traditional = true }, []string{check.Simplified}},
		{"another calendar's text", func(p *check.Input) { p.Text.Calendar = "CN-GX" }, []string{check.CalendarFits}},
		{"a text of a region without a calendar", func(p *check.Input) { p.Text.Calendar = "西藏" }, []string{check.CalendarFits}},
		{"another calendar's festival", func(p *check.Input) { p.Notice.Entries[0].Festival = "广西三月三" }, []string{check.CalendarFits}},
		{"under the region", func(p *check.Input) { p.Notice.Calendar, p.Notice.Document = "CN-GX", "" }, []string{check.CalendarFits}},
		{"under the region, by its number", func(p *check.Input) {
			p.Notice.Calendar, p.Notice.Document = "CN-GX", "国办发明电〔2026〕9号"
		}, []string{check.CalendarFits}},
		{"issued tomorrow", func(p *check.Input) { p.Notice.Issued = date(2026, 11, 27) }, []string{check.IssuedByNow}},
		{"issued in August", func(p *check.Input) { p.Notice.Issued = date(2026, 8, 31) }, []string{check.IssuedInTime}},
		{"another year's number", func(p *check.Input) { p.Notice.Document = "国办发明电〔2025〕9号" }, []string{check.DocumentYear}},
		{"a make-up day in December", func(p *check.Input) { p.Notice.Entries[2].Span = span(12, 18, 12, 18) }, []string{check.MakeupDistance}},
		{"a make-up day 15 days away", func(p *check.Input) { p.Notice.Entries[5].Span = span(5, 22, 5, 22) }, []string{check.MakeupDistance}},
		{"a make-up day under another festival", func(p *check.Input) { p.Notice.Entries[5].Festival = "国庆节" },
			[]string{check.MakeupDistance, check.FestivalBalance}},
		{"National Day in July", func(p *check.Input) {
			p.Notice.Entries[8].Span = span(10, 1, 10, 5)
			p.Notice.Entries = append(p.Notice.Entries, holidays.Entry{Festival: "国庆节", Kind: holidays.Off, Span: span(7, 15, 7, 16)})
		}, []string{check.FestivalDates, check.UnbrokenRun}},
		{"statutory days alone", func(p *check.Input) { p.Notice.Entries = statutory2027() }, []string{check.MakeupPresent}},
		{"a festival without statutory days", func(p *check.Input) {
			p.Notice.Entries = append(p.Notice.Entries, holidays.Entry{Festival: "纪念日", Kind: holidays.Off, Span: span(9, 4, 9, 5)})
		}, []string{check.FestivalKnown}},
		{"a character that cannot be seen", func(p *check.Input) { p.Notice.Entries[0].Festival = "元\u202e旦" }, []string{check.Limits}},
		{"12,000 entries", func(p *check.Input) { p.Notice.Entries = slices.Repeat(p.Notice.Entries, 1100) }, []string{check.Limits}},
		{"a wrong weekday", func(p *check.Input) {
			p.Text.Weekdays = []check.Misstatement{{Stated: "星期六", Actual: "星期日"}}
		}, []string{check.WeekdaysStated}},
		{"a wrong number of days", func(p *check.Input) {
			p.Text.Days = []check.Misstatement{{Stated: "3", Actual: "4"}}
		}, []string{check.DaysStated}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			n := notice2027()
			p := check.Input{Notice: &n, Before: current(t), Today: today}
			c.change(&p)
			v, err := draft.Judge(p)
			if err != nil {
				t.Fatal(err)
			}
			if got := failed(v); !slices.Equal(got, c.want) {
				t.Errorf("failed %v, want %v", got, c.want)
				for _, k := range v.Checks {
					t.Logf("%s %v %s", k.Code, k.OK, k.Detail.ZH)
				}
			}
			for _, k := range v.Checks {
				if k.Detail.ZH == "" || k.Detail.EN == "" {
					t.Errorf("%s says nothing", k.Code)
				}
			}
		})
	}
}

// statutory2027 gives the statutory days, and those that make up for weekends.
func statutory2027() []holidays.Entry {
	off := func(festival string, days holidays.Span) holidays.Entry {
		return holidays.Entry{Festival: festival, Kind: holidays.Off, Span: days}
	}
	return []holidays.Entry{
		off("元旦", span(1, 1, 1, 1)), off("春节", span(2, 5, 2, 10)), off("清明节", span(4, 5, 4, 5)), off("劳动节", span(5, 1, 5, 4)),
		off("端午节", span(6, 9, 6, 9)), off("中秋节", span(9, 15, 9, 15)), off("国庆节", span(10, 1, 10, 5)),
	}
}

// after judges a notice on top of that of 2027.
func after(t *testing.T, n holidays.Notice) draft.Verdict {
	t.Helper()
	src := *embedded(t)
	src.Notices = append(slices.Clone(src.Notices), notice2027())
	table, err := holidays.NewTable(&src, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	n.ID, n.Calendar, n.Year, n.Issued = "CN-2027-2", "CN", 2027, date(2026, 11, 26)
	draft.Relate(&n, table)
	v, err := draft.Judge(check.Input{Notice: &n, Before: table, Today: date(2026, 11, 26)})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestAmendments: what a notice takes away shows in the diff, and it has to say what
// becomes of the days before.
func TestAmendments(t *testing.T) {
	labour := holidays.Notice{Document: "试发〔2026〕2号", Amends: "试发〔2026〕1号", Restates: []string{"劳动节"},
		Entries: []holidays.Entry{{Festival: "劳动节", Kind: holidays.Off, Span: span(5, 1, 5, 4)}}}
	corrected := notice2027()
	corrected.Document = "试发〔2026〕2号"
	corrected.Entries = slices.Delete(corrected.Entries, 9, 11)
	corrected.Entries[8].Span = span(10, 1, 10, 5)
	with := func(n holidays.Notice, f func(*holidays.Notice)) holidays.Notice { f(&n); return n }
	for _, c := range []struct {
		name string
		n    holidays.Notice
		want []string
		diff []holidays.DayChange
	}{
		{"restated", labour, nil, []holidays.DayChange{{Calendar: "CN", Date: date(2027, 5, 5), Before: holidays.Holiday, After: holidays.Workday}, {Calendar: "CN", Date: date(2027, 5, 8), Before: holidays.Makeup, After: holidays.Weekend}}},
		{"by its ID", with(labour, func(n *holidays.Notice) { n.Amends = "CN-2027" }), nil,
			[]holidays.DayChange{{Calendar: "CN", Date: date(2027, 5, 5), Before: holidays.Holiday, After: holidays.Workday}, {Calendar: "CN", Date: date(2027, 5, 8), Before: holidays.Makeup, After: holidays.Weekend}}},
		{"says neither", with(labour, func(n *holidays.Notice) { n.Restates = nil }), []string{check.AmendmentMeaning, check.ChangesSomething}, nil},
		{"adds nothing", with(labour, func(n *holidays.Notice) { n.Restates, n.Extends = nil, []string{"劳动节"} }), []string{check.ChangesSomething}, nil},
		{"of a notice that is not there", with(labour, func(n *holidays.Notice) { n.Amends = "CN-2028" }), []string{check.NoticesNamed},
			[]holidays.DayChange{{Calendar: "CN", Date: date(2027, 5, 5), Before: holidays.Holiday, After: holidays.Workday}, {Calendar: "CN", Date: date(2027, 5, 8), Before: holidays.Makeup, After: holidays.Weekend}}},
		{"a correction of the year", corrected, nil, []holidays.DayChange{
			{Calendar: "CN", Date: date(2027, 9, 26), Before: holidays.Makeup, After: holidays.Weekend}, {Calendar: "CN", Date: date(2027, 10, 6), Before: holidays.Holiday, After: holidays.Workday},
			{Calendar: "CN", Date: date(2027, 10, 7), Before: holidays.Holiday, After: holidays.Workday}, {Calendar: "CN", Date: date(2027, 10, 9), Before: holidays.Makeup, After: holidays.Weekend}}},
		{"the same notice again", notice2027(), []string{check.NotPublished, check.ChangesSomething}, nil},
		{"a correction that changes nothing", with(notice2027(), func(n *holidays.Notice) { n.Document = "试发〔2026〕2号" }), []string{check.ChangesSomething}, nil},
	} {
		v := after(t, c.n)
		if got := failed(v); !slices.Equal(got, c.want) {
			t.Errorf("%s: failed %v, want %v", c.name, got, c.want)
		}
		if !slices.Equal(v.Diff, c.diff) {
			t.Errorf("%s: changes %v", c.name, v.Diff)
		}
	}
}

func embeddedNotice(t *testing.T, id string) holidays.Notice {
	t.Helper()
	for _, n := range embedded(t).Notices {
		if n.ID == id {
			return n
		}
	}
	t.Fatalf("no notice %s", id)
	return holidays.Notice{}
}

func TestDiffAndOverrides(t *testing.T) {
	n := notice2027()
	p := check.Input{Notice: &n, Before: current(t), Today: date(2026, 11, 26)}
	p.Notice.Entries = slices.Delete(p.Notice.Entries, 2, 3) // 2027-02-20
	v, err := draft.Judge(p)
	if err != nil {
		t.Fatal(err)
	}
	// The estimate has Spring Festival a day longer, and other make-up days.
	want := map[string][2]holidays.Kind{
		"2027-01-31": {holidays.Makeup, holidays.Weekend},
		"2027-02-12": {holidays.Holiday, holidays.Workday},
		"2027-05-08": {holidays.Weekend, holidays.Makeup},
	}
	got := map[string][2]holidays.Kind{}
	for _, c := range v.Diff {
		got[c.Date.String()] = [2]holidays.Kind{c.Before, c.After}
	}
	for d, k := range want {
		if got[d] != k {
			t.Errorf("%s: %v, want %v", d, got[d], k)
		}
	}
	if n := len(v.Blocking(nil)); n != 2 {
		t.Errorf("%d checks block, want 2", n)
	}
	if n := len(v.Blocking([]string{check.FestivalBalance, check.YearWorkingDays})); n != 0 {
		t.Errorf("%d checks block after both were overridden", n)
	}
	p.Notice.Entries = nil
	if v, _ = draft.Judge(p); len(v.Blocking([]string{check.EntriesSound})) != 1 {
		t.Error("a notice without entries can be overridden")
	}
}

// TestDiffOfWhatBothCover: a day that only one state covers has not changed.
func TestDiffOfWhatBothCover(t *testing.T) {
	calendar := func(first int) *holidays.Calendar {
		cal, err := holidays.Build(&holidays.Source{
			Definitions: []holidays.Definition{{ID: "CN", FirstYear: first}},
			Statutory:   &holidays.Statutory{Dates: map[int]holidays.YearDates{2026: {}}},
		}, holidays.BuildOptions{Calendar: "CN"})
		if err != nil {
			t.Fatal(err)
		}
		return cal
	}
	for _, first := range []int{2025, 2026} {
		if diff := holidays.DayChanges(calendar(2025), calendar(first)); len(diff) != 0 {
			t.Errorf("from %d: %v", first, diff)
		}
	}
}

// TestTableThatCannotBeBuilt: the error is handed on.
func TestTableThatCannotBeBuilt(t *testing.T) {
	src := embedded(t)
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	clear(src.Statutory.Dates)
	n := notice2027()
	if _, err := draft.Judge(check.Input{Notice: &n, Before: table, Today: date(2026, 11, 26)}); err == nil || !strings.Contains(err.Error(), "CN-2027") {
		t.Error(err)
	}
}
