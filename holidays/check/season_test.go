package check_test

import (
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

// TestSeasons: days off may lie from the first to the last day of the season, and
// neither begin before nor end after it.
func TestSeasons(t *testing.T) {
	for festival, season := range map[string][2]string{
		"元旦": {"2025-12-25", "2026-01-07"}, "春节": {"2026-01-10", "2026-03-07"}, "清明节": {"2026-03-30", "2026-04-10"},
		"劳动节": {"2026-04-25", "2026-05-09"}, "端午节": {"2026-05-20", "2026-07-03"}, "中秋节": {"2026-09-04", "2026-10-12"},
		"国庆节": {"2026-09-20", "2026-10-12"}, "三月三": {"2026-03-15", "2026-05-10"}, "壮族三月三": {"2026-03-15", "2026-05-10"},
		"广西三月三": {"2026-03-15", "2026-05-10"},
	} {
		first, last := on(season[0]), on(season[1])
		for _, c := range []struct {
			from, to holidays.Date
			want     bool
		}{
			{first, first, false}, {last, last, false}, {first, last, false}, {first.AddDays(1), last.AddDays(-1), false},
			{first.AddDays(-1), first.AddDays(-1), true}, {last.AddDays(1), last.AddDays(1), true},
			{first.AddDays(-1), first, true}, {last, last.AddDays(1), true},
		} {
			e := holidays.Entry{Festival: festival, Kind: holidays.Off, Span: holidays.Span{From: c.from, To: c.to}}
			if got := check.OutOfSeason(e, nil); got != c.want {
				t.Errorf("%s %s to %s: %v", festival, c.from, c.to, got)
			}
		}
	}
}

// TestSeasonsOfSeveral: days of several festivals lie in the season of one of them;
// a festival without a season may lie anywhere.
func TestSeasonsOfSeveral(t *testing.T) {
	for festival, want := range map[string]bool{
		"中秋节、国庆节": false, "国庆节、中秋节": false, "元旦、春节": true, "元旦、抗战胜利纪念日": false, "抗战胜利纪念日": false, "国庆节": true,
	} {
		if got := check.OutOfSeason(entry(festival, holidays.Off, "2026-09-10"), nil); got != want {
			t.Errorf("%s: %v", festival, got)
		}
	}
}

// TestMakeupDaysLieNear: at most 25 days from the first or the last day of days off
// of the festival, if there are any.
func TestMakeupDaysLieNear(t *testing.T) {
	all := []holidays.Entry{
		entry("春节", holidays.Off, "2026-02-15", "2026-02-23"), entry("国庆节", holidays.Off, "2026-03-20"), entry("春节", holidays.Work, "2026-08-01"),
	}
	for day, want := range map[string]bool{
		"2026-01-21": false, "2026-01-20": true, "2026-02-28": false, "2026-03-20": false, "2026-03-21": true, "2026-08-01": true,
	} {
		if got := check.OutOfSeason(entry("春节", holidays.Work, day), all); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
	if check.OutOfSeason(entry("元旦", holidays.Work, "2026-08-01"), all) {
		t.Error("a make-up day of a festival without days off lies far from none")
	}
	far := append(all, entry("春节", holidays.Off, "2026-07-30"))
	if check.OutOfSeason(entry("春节", holidays.Work, "2026-08-01"), far) {
		t.Error("near the second run of days off")
	}
}
