package holidays_test

import "testing"

// TestBoundsTakeNoMoreThanTheDays: what bounds add to a calendar is no more than its days
// take, with as many years awaited as it has.
func TestBoundsTakeNoMoreThanTheDays(t *testing.T) {
	for _, id := range []string{"CN", "CN-GX"} {
		for _, known := range []string{"2012-01-01", "2026-11-28"} {
			days, bounds := embedded(t).AsOf(id, on(known)).Sizes()
			t.Logf("%s as known on %s: days %d bytes, bounds %d", id, known, days, bounds)
			if bounds > days {
				t.Errorf("%s as known on %s: bounds take %d bytes, the days %d", id, known, bounds, days)
			}
		}
	}
}
