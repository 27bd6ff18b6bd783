package check_test

import (
	"slices"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data"
)

// without returns the embedded table without some notices, and the whole one.
func without(t *testing.T, ids ...string) (before, after *holidays.Table) {
	t.Helper()
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	before, err = holidays.NewTable(src, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	fewer := *src
	fewer.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool { return slices.Contains(ids, n.ID) })
	after, err = holidays.NewTable(&fewer, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	return before, after
}

// TestTable: what is taken away from under an amendment, or changes the past, is found;
// bringing it back is judged as well.
func TestTable(t *testing.T) {
	for _, c := range []struct {
		name   string
		gone   []string
		today  string
		back   bool // the other way round
		past   bool // is confirmed
		failed []string
	}{
		{"a notice that another amends", []string{"CN-2020"}, "2019-01-01", false, false, []string{check.AmendedInForce, check.YearWorkingDays, check.StatutoryDaysOff}},
		{"its amendment", []string{"CN-2020-2"}, "2019-01-01", false, false, []string{}},
		{"both", []string{"CN-2020", "CN-2020-2"}, "2019-01-01", false, false, nil},
		{"both, brought back", []string{"CN-2020", "CN-2020-2"}, "2019-01-01", true, false, nil},
		{"a year that has begun", []string{"CN-2026"}, "2026-11-28", false, false, []string{check.NotPast}},
		{"a year that has begun, confirmed", []string{"CN-2026"}, "2026-11-28", false, true, nil},
		{"a year that has begun, brought back", []string{"CN-2026"}, "2026-11-28", true, false, []string{check.NotPast}},
		{"a year to come", []string{"CN-2026"}, "2025-11-28", false, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			today, err := holidays.ParseDate(c.today)
			if err != nil {
				t.Fatal(err)
			}
			before, after := without(t, c.gone...)
			if c.back {
				before, after = after, before
			}
			var failed []string
			for _, r := range check.Table(before, after, today, c.past) {
				if !r.OK {
					failed = append(failed, r.Code)
				}
			}
			if !slices.Equal(failed, c.failed) {
				t.Errorf("failed: %v, want %v", failed, c.failed)
			}
		})
	}
}

// TestTableOfYears: a year is judged by the last notice that it keeps, however they stand;
// one that keeps none is not judged.
func TestTableOfYears(t *testing.T) {
	spoilt := with(amendment(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1, Reason: "误"} })
	third := with(amendment(), func(n *holidays.Notice) { n.ID, n.Document, n.Issued = "n3", "丙", on("2026-03-02") })
	for _, kept := range [][]holidays.Notice{{nation(), spoilt}, {spoilt, nation()}} {
		before, after := table(t, small(append(slices.Clone(kept), third)...)), table(t, small(kept...))
		for _, r := range check.Table(before, after, holidays.Date{}, false) {
			if r.Code == check.YearWorkingDays && (len(r.Faults) != 1 || r.Faults[0].Notice != "n2") {
				t.Errorf("%+v", r)
			}
		}
	}
	results := check.Table(table(t, small(nation())), table(t, small()), holidays.Date{}, false)
	if len(results) != 2 || results[0].Code != check.AmendedInForce || results[1].Code != check.NotPast {
		t.Errorf("%+v", results)
	}
}
