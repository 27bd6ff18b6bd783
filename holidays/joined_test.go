package holidays_test

import (
	"testing"

	"shixian/holidays"
)

// TestUnjoined: two festivals on one day are joined by the bounds of either, if their first
// days are near enough; else the day is told.
func TestUnjoined(t *testing.T) {
	national := holidays.FestivalBounds{Festival: "国庆节", Joins: &holidays.JoinedBounds{Festival: "中秋节", Before: 3, After: 2}}
	days := func(festivals ...string) (out []holidays.StatutoryDay) {
		for i, name := range festivals {
			if name != "" {
				out = append(out, holidays.StatutoryDay{Date: on("2020-10-01").AddDays(i / 2), Festival: name})
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		days  []holidays.StatutoryDay
		joins bool
		want  string // the day and the other festival
	}{
		"apart":                  {days("中秋节", "", "国庆节"), false, ""},
		"one festival twice":     {days("国庆节", "国庆节"), false, ""},
		"joined":                 {days("中秋节", "国庆节"), true, ""},
		"joined, the other way":  {days("国庆节", "中秋节"), true, ""},
		"joined, the last day":   {days("国庆节", "", "国庆节", "", "国庆节", "中秋节"), true, ""},
		"joined, but not so far": {days("国庆节", "", "国庆节", "", "国庆节", "", "国庆节", "中秋节"), true, "2020-10-04 国庆节 中秋节"},
		"not joined":             {days("国庆节", "", "国庆节", "中秋节"), false, "2020-10-02 国庆节 中秋节"},
		"joined with another":    {days("国庆节", "春节"), true, "2020-10-01 国庆节 春节"},
	} {
		b := holidays.Bounds{Festivals: []holidays.FestivalBounds{national, {Festival: "中秋节"}}}
		if !c.joins {
			b.Festivals = b.Festivals[1:]
		}
		day, other := b.Unjoined(c.days)
		got := ""
		if other != "" {
			got = day.Date.String() + " " + day.Festival + " " + other
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
