package check_test

import (
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data"
)

func TestFigures(t *testing.T) {
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tab := table(t, src)
	for _, c := range []struct {
		calendar string
		year     int
		want     check.Figures
	}{
		{"CN", 2026, check.Figures{Weekdays: 261, Statutory: 13, WorkingDays: 248}},
		{"CN-LN", 2026, check.Figures{Weekdays: 261, Statutory: 13, WorkingDays: 248}},
		{"CN-GX", 2026, check.Figures{Weekdays: 261, Statutory: 15, WorkingDays: 246}},
		{"CN", 2020, check.Figures{Weekdays: 262, Statutory: 11, WorkingDays: 249, Residue: -2}},
		{"CN-GX", 2020, check.Figures{Weekdays: 262, Statutory: 13, WorkingDays: 249}}, // −2 and +2
		{"CN", 2015, check.Figures{Weekdays: 261, Statutory: 11, WorkingDays: 249, Residue: -1}},
	} {
		known := holidays.NewDate(2026, 11, 25)
		if got := check.FiguresOf(tab.Source(), tab.AsOf(c.calendar, known), c.year); got != c.want {
			t.Errorf("%s %d: %+v, want %+v", c.calendar, c.year, got, c.want)
		}
	}
}
