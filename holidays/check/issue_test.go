package check_test

import (
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

// TestWhoseFestivals: a region's notice arranges few of the nation's festivals, and none of
// them if the region publishes one of its own; a festival that two regions have is either's.
func TestWhoseFestivals(t *testing.T) {
	of := func(calendar string, days ...string) holidays.Notice {
		n := with(regional(), func(n *holidays.Notice) { n.Calendar, n.Entries = calendar, nil })
		names := map[string]string{"2026-01-01": "元旦", "2026-05-01": "劳动节", "2026-09-25": "中秋节", "2026-04-20": "三月三"}
		for _, d := range days {
			n.Entries = append(n.Entries, entry(names[d], holidays.Off, d))
		}
		return n
	}
	for name, c := range map[string]struct {
		n  holidays.Notice
		zh string
	}{
		"two of the nation's":                   {of("L", "2026-01-01", "2026-05-01"), ""},
		"three of the nation's":                 {of("L", "2026-01-01", "2026-05-01", "2026-09-25"), "这是（N）的通知，不能放在 L 之下。"},
		"one, under a region with its own":      {of("R", "2026-01-01"), "这是（N）的通知，不能放在 R 之下。"},
		"three, as an amendment":                {with(of("L", "2026-01-01", "2026-05-01", "2026-09-25"), func(n *holidays.Notice) { n.Amends = "甲" }), ""},
		"a festival that two regions have":      {of("R", "2026-04-20"), ""},
		"the other's":                           {of("S", "2026-04-20"), ""},
		"of a region that does not have it":     {of("L", "2026-04-20"), "这是（R）的通知，不能放在 L 之下。"},
		"of the nation's, under its own region": {of("N", "2026-01-01", "2026-05-01", "2026-09-25"), ""},
	} {
		r := runOn(t, check.Input{}, c.n, festive())[check.CalendarFits]
		if r.OK != (c.zh == "") || !r.OK && r.Detail.ZH != c.zh {
			t.Errorf("%s: %t, %s", name, r.OK, r.Detail.ZH)
		}
	}
}

// TestIssuedByNow: a notice of today is issued, one of tomorrow is not.
func TestIssuedByNow(t *testing.T) {
	for today, want := range map[string]string{"2025-11-04": "", "2025-11-05": "", "2025-11-03": "成文日期在今天以后：2025-11-04"} {
		r := run(t, check.Input{Today: on(today)}, nation())[check.IssuedByNow]
		if r.OK != (want == "") || !r.OK && r.Detail.ZH != want {
			t.Errorf("on %s: %t, %s", today, r.OK, r.Detail.ZH)
		}
	}
}
