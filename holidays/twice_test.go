package holidays_test

import (
	"slices"
	"testing"
	"time"

	"shixian/holidays"
)

// TestFestivalTwiceInAYear: a festival has come again 60 days after it came; its other days, which
// are fewer days later, belong to the first. 开斋节 comes in January and December of 2033.
func TestFestivalTwiceInAYear(t *testing.T) {
	first := holidays.NewDate(2033, time.January, 2)
	for later, comings := range map[int]int{1: 1, 59: 1, 60: 2, 61: 2, 355: 2} {
		days := []holidays.Date{first, first.AddDays(later)}
		together, moved := holidays.Comings(days)
		if len(together) != comings || !slices.Equal(slices.Concat(together...), days) {
			t.Errorf("%d days later: %v", later, together)
		}
		if len(moved) != comings || moved[comings-1] != (holidays.Span{From: days[comings-1], To: days[comings-1]}) {
			t.Errorf("%d days later: the notice may move %v", later, moved)
		}
	}
}
