package check_test

import (
	"slices"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data"
)

// amendmentDefects are what can be wrong with a notice that amends another.
var amendmentDefects = []defect{
	{"what it amends is not there", check.NoticesNamed, func(_ *check.Input, n *holidays.Notice) { n.Amends = "国办发明电〔1999〕1号" }},
	{"what it amends was issued later", check.NoticesNamed, func(_ *check.Input, n *holidays.Notice) { n.Issued = holidays.NewDate(2019, 11, 1) }},
	{"it adds to a festival that the notice does not have", check.NoticesNamed, func(_ *check.Input, n *holidays.Notice) { n.Extends = []string{"中元节"} }},
	{"it both amends and replaces", check.NoticesNamed, func(_ *check.Input, n *holidays.Notice) { n.Replaces = "CN-2020" }},
	{"it does not say what becomes of the days that there were", check.AmendmentMeaning, func(_ *check.Input, n *holidays.Notice) { n.Extends = nil }},
	{"it repeats days off", check.ChangesSomething, func(_ *check.Input, n *holidays.Notice) {
		n.Entries = []holidays.Entry{{Festival: "春节", Kind: holidays.Off, Span: holidays.Span{From: on("2020-01-24"), To: on("2020-01-30")}}}
	}},
	{"its number is that of the notice amended", check.NotPublished, func(_ *check.Input, n *holidays.Notice) { n.Document = n.Amends }},
	{"it does not explain the working days that the year then lacks", check.YearWorkingDays, func(_ *check.Input, n *holidays.Notice) { n.Residue = nil }},
}

// TestEachAmendmentDefectIsFound: the notice that lengthened the Spring Festival of 2020 fails
// nothing that cannot be overridden, and with one thing wrong it is refused.
func TestEachAmendmentDefectIsFound(t *testing.T) {
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(src.Notices, func(n holidays.Notice) bool { return n.ID == "CN-2020-2" })
	whole := src.Notices[at]
	src.Notices = slices.Delete(src.Notices, at, at+1)
	before := table(t, src)
	for code, r := range tried(t, check.Input{}, whole, before) {
		if !r.OK && code != check.FestivalBalance { // two days more than were made up for
			t.Errorf("%s: %s", code, r.Detail.ZH)
		}
	}
	for _, d := range amendmentDefects {
		n := whole
		n.Entries = slices.Clone(whole.Entries)
		d.spoil(&check.Input{}, &n)
		if r, made := tried(t, check.Input{}, n, before)[d.code]; !made || r.OK {
			t.Errorf("%s: %s does not find it", d.what, d.code)
		}
	}
}
