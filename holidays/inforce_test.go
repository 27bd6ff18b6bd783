package holidays_test

import (
	"testing"

	"shixian/holidays"
)

// later returns the embedded notices with one more of 2026.
func later(t *testing.T, n holidays.Notice) *holidays.Source {
	t.Helper()
	src := *embedded(t).Source()
	n.ID, n.Calendar, n.Year = "CN-2026-2", "CN", 2026
	src.Notices = append(src.Notices[:len(src.Notices):len(src.Notices)], n)
	return &src
}

// Labour Day of 2026 is 1 to 5 May, with 9 May worked, and is cut by a day.
var shortened = holidays.Notice{
	Issued: on("2026-03-01"), Amends: "CN-2026", Restates: []string{"劳动节"},
	Entries: []holidays.Entry{{Festival: "劳动节", Kind: holidays.Off, Span: span("2026-05-01", "2026-05-04")}},
}

func TestRestatedDaysFallAway(t *testing.T) {
	src := later(t, shortened)
	cal := build(t, src, "CN-GX", holidays.Date{})
	if day(t, cal, on("2026-05-05")).Kind != holidays.Workday || day(t, cal, on("2026-05-09")).Kind != holidays.Weekend {
		t.Error("days that the amendment takes away still count")
	}
	if d := day(t, cal, on("2026-05-04")); d.Kind != holidays.Holiday || d.Notice != "CN-2026-2" || !d.Settled {
		t.Errorf("%+v", d)
	}
	if day(t, cal, on("2026-10-10")).Kind != holidays.Makeup {
		t.Error("another festival's days are gone")
	}
	before := build(t, src, "CN", on("2026-02-28"))
	if day(t, before, on("2026-05-05")).Kind != holidays.Holiday || day(t, before, on("2026-05-09")).Kind != holidays.Makeup {
		t.Error("the amendment counts before it was issued")
	}
}

// An amendment that says neither adds its days, as it always did.
func TestAmendmentWithoutMeaningAdds(t *testing.T) {
	n := shortened
	n.Restates = nil
	cal := build(t, later(t, n), "CN", holidays.Date{})
	if day(t, cal, on("2026-05-05")).Kind != holidays.Holiday || day(t, cal, on("2026-05-09")).Kind != holidays.Makeup {
		t.Error("days fell away that nobody took away")
	}
}

func TestReplacedNoticeCountsNoMore(t *testing.T) {
	n := shortened
	n.Amends, n.Restates, n.Replaces = "", nil, "CN-2026"
	cal := build(t, later(t, n), "CN", holidays.Date{})
	if day(t, cal, on("2026-10-10")).Kind != holidays.Weekend || !day(t, cal, on("2026-10-01")).Settled {
		t.Error("the notice that was replaced still counts, or its year is open again")
	}
	for _, a := range cal.Arrangements(on("2026-05-01"), on("2026-05-01")) {
		if len(a.Notices) != 1 || a.Notices[0].ID != "CN-2026-2" {
			t.Errorf("%s goes by %d notices", a.Festival, len(a.Notices))
		}
	}
	if all := cal.Notices(); all[len(all)-2].ID != "CN-2026" {
		t.Error("the notice that was replaced is not known any more")
	}
}
