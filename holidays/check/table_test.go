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
