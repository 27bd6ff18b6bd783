package holidays_test

import "testing"

// TestReachIsTheBounds: however a run is made longer and shorter, its bounds are those
// of the days that it has.
func TestReachIsTheBounds(t *testing.T) {
	for _, id := range []string{"CN", "CN-GX"} {
		cal := embedded(t).AsOf(id, autumn)
		for from := on("2026-12-10"); from.Before(on("2028-11-01")); from = from.AddDays(3) {
			after, before := cal.ReachAfter(from, from.AddDays(5)), cal.ReachBefore(from.AddDays(-5), from)
			for i, days := 0, 5; i < 90; i++ {
				longer := i%9 < 6
				if longer {
					days++
					if !after.Longer(cal) || !before.Longer(cal) {
						t.Fatalf("%s: there is no day after %s", id, from.AddDays(days))
					}
				} else {
					days--
					after.Shorter(cal)
					before.Shorter(cal)
				}
				least, greatest := cal.Bounds(from, from.AddDays(days))
				if l, g := after.Bounds(); l != least || g != greatest {
					t.Fatalf("%s: %d days after %s: %d to %d, not %d to %d", id, days, from, l, g, least, greatest)
				}
				least, greatest = cal.Bounds(from.AddDays(-days-1), from.AddDays(-1))
				if l, g := before.Bounds(); l != least || g != greatest {
					t.Fatalf("%s: %d days before %s: %d to %d, not %d to %d", id, days, from, l, g, least, greatest)
				}
			}
		}
	}
	cal := embedded(t).AsOf("CN", autumn)
	if last := cal.ReachAfter(cal.Last().AddDays(-2), cal.Last()); last.Longer(cal) {
		t.Error("there is a day after the last")
	}
	if first := cal.ReachBefore(cal.First(), cal.First().AddDays(2)); first.Longer(cal) {
		t.Error("there is a day before the first")
	}
}
