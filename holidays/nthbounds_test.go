package holidays_test

import (
	"testing"

	"shixian/holidays"
)

// TestNth: the bounds of the nth working day are those that counting each run's bounds
// finds, forward and backward, from days and to days of every part of two years.
func TestNth(t *testing.T) {
	for _, id := range []string{"CN", "CN-GX"} {
		cal := embedded(t).AsOf(id, autumn)
		for from := on("2026-12-10"); from.Before(on("2028-11-01")); from = from.AddDays(1) {
			for _, n := range []int{1, 2, 5, 9, 30} {
				for _, last := range []holidays.Date{cal.Last(), cal.First()} {
					s := holidays.Stretch{Open: from, Last: last}
					step := 1
					if s.Back() {
						step = -1
					}
					due, err := cal.AddWorkdays(from, step*n)
					if err != nil {
						t.Fatal(err)
					}
					near, far, found := cal.Nth(s, due, n, n)
					if wantNear, wantFar := naiveNth(cal, s, due, n, step); near != wantNear || far != wantFar || !found {
						t.Fatalf("%s: %d from %s: %s to %s, not %s to %s", id, step*n, from, near, far, wantNear, wantFar)
					}
				}
			}
		}
	}
	cal := embedded(t).Calendar("CN")
	if _, _, found := cal.Nth(holidays.Stretch{Open: on("2050-12-29"), Last: cal.Last()}, on("2050-12-30"), 1, 1); found {
		t.Error("30 December may be off, and no day is left")
	}
}

func naiveNth(cal *holidays.Calendar, s holidays.Stretch, due holidays.Date, n, step int) (near, far holidays.Date) {
	upTo := func(d holidays.Date) (int, int) { return cal.BoundsOf(holidays.Stretch{Open: s.Open, Last: d}) }
	for near = s.First(); near != due; near = near.AddDays(step) {
		if _, greatest := upTo(near); greatest >= n {
			break
		}
	}
	for far = due; ; far = far.AddDays(step) {
		if least, _ := upTo(far); least >= n && cal.CanWork(far) {
			return near, far
		}
	}
}

// TestStretch: of 5 to 9 October, counted on from the 4th or back from the 10th, the days
// that it holds are the same.
func TestStretch(t *testing.T) {
	on5, back9 := holidays.Stretch{Open: on("2026-10-04"), Last: on("2026-10-09")}, holidays.Stretch{Open: on("2026-10-10"), Last: on("2026-10-05")}
	for d := on("2026-10-01"); d.Before(on("2026-10-15")); d = d.AddDays(1) {
		want := span("2026-10-05", "2026-10-09").Contains(d)
		if on5.Holds(d) != want || back9.Holds(d) != want {
			t.Errorf("%s is held: %t and %t", d, on5.Holds(d), back9.Holds(d))
		}
	}
	if on5.Back() || !back9.Back() || on5.First() != on("2026-10-05") || back9.First() != on("2026-10-09") {
		t.Error("they are counted the other way round")
	}
}
