package check

import (
	"fmt"
	"slices"
	"strings"

	"shixian/holidays"
)

// festivalBalance checks that a yearly notice gives off, for each festival, of the
// days that would be worked without it, just the statutory days and those that it
// makes up: a make-up day stands under the festival that it serves. A notice that
// amends another has to leave each festival's sum as it was.
func festivalBalance(in *Input) Outcome {
	given, order := in.given()
	var faults []Fault
	for _, festival := range order {
		got, want := given[festival], in.statutoryOf(festival)
		if got != want {
			faults = append(faults, Fault{Entry: -1, Detail: holidays.Text{
				ZH: fmt.Sprintf("%s净放 %d 天，法定 %d 天", festival, got, want),
				EN: fmt.Sprintf("%s gives %d days net, by statute %d", festival, got, want),
			}})
		}
	}
	if len(faults) == 0 {
		return Outcome{}
	}
	zh, en := joined(faults, "；")
	return Outcome{Faults: faults, Detail: holidays.Text{ZH: "放假天数与法定天数加补班天数不等：" + zh,
		EN: "Days off are not statutory days and make-up days: " + en}}
}

// given returns, for each festival, the days that it turns off less those that it
// turns into working days, and the festivals in order.
func (in *Input) given() (days map[string]int, order []string) {
	days = map[string]int{}
	for d := in.bare.First(); !d.After(in.bare.Last()); d = d.AddDays(1) {
		if was, is := in.bare.IsWorking(d), in.under.IsWorking(d); was != is { // taken away
			day, _ := in.bare.Day(d)
			if !slices.Contains(order, day.Festival) {
				order = append(order, day.Festival)
			}
			days[day.Festival] += map[bool]int{true: 1, false: -1}[was]
		}
	}
	state := map[holidays.Date]bool{}
	worked := func(d holidays.Date) bool {
		if w, ok := state[d]; ok {
			return w
		}
		if !in.under.Covers(d) { // December before the first year
			return !d.IsWeekend()
		}
		return in.under.IsWorking(d)
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
