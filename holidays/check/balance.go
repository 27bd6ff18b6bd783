package check

import (
	"fmt"
	"slices"
	"strings"

	"shixian/holidays"
)

// festivalBalance checks that a yearly notice gives off, of the days that would be
// worked without it, just the statutory days and those that it makes up: for each
// festival or, if one festival's day is made up in another, as a whole. It holds
// for every national notice since 2007 but those that gave days away, in 2015 and
// 2020. A notice that amends another has to leave the sum as it was.
func festivalBalance(in *Input) Outcome {
	given, order := in.given()
	var faults []Fault
	total, wanted := 0, 0
	for _, festival := range order {
		got, want := given[festival], in.statutoryOf(festival)
		total += got
		wanted += want
		if got != want {
			faults = append(faults, Fault{Entry: -1, Detail: holidays.Text{
				ZH: fmt.Sprintf("%s净放 %d 天，法定 %d 天", festival, got, want),
				EN: fmt.Sprintf("%s gives %d days net, by statute %d", festival, got, want),
			}})
		}
	}
	switch {
	case len(faults) == 0:
		return Outcome{}
	case total == wanted && in.Notice.Amends == "":
		return Outcome{Detail: holidays.Text{ZH: "有节日互相补班，通知整体上相等。",
			EN: "One festival's day is made up in another; the notice balances as a whole."}}
	}
	zh, en := joined(faults, "；")
	return Outcome{Faults: faults, Detail: holidays.Text{ZH: "放假天数与法定天数加补班天数不等：" + zh,
		EN: "Days off are not statutory days and make-up days: " + en}}
}

// given returns, for each festival, the days that it turns off less those that it
// turns into working days, and the festivals in order.
func (in *Input) given() (days map[string]int, order []string) {
	days = map[string]int{}
	state := map[holidays.Date]bool{}
	worked := func(d holidays.Date) bool {
		if w, ok := state[d]; ok {
			return w
		}
		if !in.bare.Covers(d) { // December before the first year
			return !d.IsWeekend()
		}
		return in.bare.IsWorking(d)
	}
	for _, e := range in.Notice.Entries {
		if !slices.Contains(order, e.Festival) {
			order = append(order, e.Festival)
		}
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			was, is := worked(d), e.Kind == holidays.Work
			if was && !is {
				days[e.Festival]++
			} else if !was && is {
				days[e.Festival]--
			}
			state[d] = is
		}
	}
	return days, order
}

// statutoryOf returns the statutory days of a festival, or of several joined by
// 、 in one entry; none for a notice that amends another, whose days are given
// already.
func (in *Input) statutoryOf(festival string) int {
	if in.Notice.Amends != "" {
		return 0
	}
	days := 0
	for _, d := range in.Before.Source().Statutory.Days(in.Notice.Calendar, in.Notice.Year, holidays.Date{}) {
		if slices.Contains(strings.Split(festival, "、"), d.Festival) || sameFestival(festival, d.Festival) {
			days++
		}
	}
	return days
}

// sameFestival reports whether two names are of one festival: Guangxi's has been
// called 壮族三月三 and 广西三月三.
func sameFestival(a, b string) bool {
	const sanyuesan = "三月三"
	return strings.HasSuffix(a, sanyuesan) && strings.HasSuffix(b, sanyuesan)
}
