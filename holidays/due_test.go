package holidays_test

import (
	"testing"

	"shixian/holidays"
)

// TestNoticeDue: the notice that is awaited, and the day by which it is usually out: the
// nation's in the November before, Guangxi's in March; Liaoning has none of its own.
func TestNoticeDue(t *testing.T) {
	tab := embedded(t)
	for id, want := range map[string]struct {
		year int
		due  string
	}{"CN": {2027, "2026-11-30"}, "CN-GX": {2027, "2027-03-15"}, "CN-LN": {0, ""}} {
		cal := tab.Calendar(id)
		due, known := cal.NoticeDue()
		if known != (want.due != "") || known && (due.String() != want.due || cal.AwaitedYear() != want.year) {
			t.Errorf("%s: %d by %s, %t", id, cal.AwaitedYear(), due, known)
		}
	}
}

// TestUsualDay: a day of the year of the notice, or of the year before.
func TestUsualDay(t *testing.T) {
	for want, u := range map[string]holidays.UsualDay{
		"2026-11-30": {Month: 11, Day: 30, YearBefore: true}, "2027-03-15": {Month: 3, Day: 15}, "2028-02-29": {Month: 2, Day: 29},
	} {
		year := 2027
		if want == "2028-02-29" {
			year = 2028
		}
		if got := u.Of(year); got.String() != want {
			t.Errorf("%+v of %d: %s", u, year, got)
		}
	}
}

// TestBasisNames: what an estimate rests on is named as the API names it.
func TestBasisNames(t *testing.T) {
	for b, want := range map[holidays.Basis]string{
		holidays.ByWeek: "week", holidays.ByNotice: "notice", holidays.ByStatute: "statutory", holidays.ByPrinciples: "principles",
	} {
		if b.String() != want {
			t.Errorf("%s, want %s", b, want)
		}
	}
}

// TestArrangementDays: the Spring Festival of 2026 was nine days off from 15 February, made up
// for on two Saturdays.
func TestArrangementDays(t *testing.T) {
	cal := embedded(t).Calendar("CN")
	all := cal.Arrangements(holidays.NewDate(2026, 2, 1), holidays.NewDate(2026, 2, 28))
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	a := all[0]
	if a.Festival != "春节" || a.DaysOff() != 9 || a.First() != holidays.NewDate(2026, 2, 15) || len(a.Work) != 2 || !a.Settled || len(a.Notices) != 1 {
		t.Errorf("%+v", a)
	}
	if first := (&holidays.Arrangement{Work: a.Work}).First(); first != a.Work[0] {
		t.Errorf("without days off it begins on %s", first)
	}
}

// TestText: English for en, Chinese for whatever else.
func TestText(t *testing.T) {
	text := holidays.Text{ZH: "春节", EN: "Spring Festival"}
	if text.In("en") != "Spring Festival" || text.In("zh") != "春节" || text.In("") != "春节" || text.IsZero() || !(holidays.Text{}).IsZero() {
		t.Errorf("%+v", text)
	}
}
