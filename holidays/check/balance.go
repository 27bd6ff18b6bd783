package check

import (
	"fmt"
	"slices"

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
			faults = append(faults, Fault{Entry: whole, Detail: holidays.Text{
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

// given returns, for each festival, or those that are arranged together, the days that it turns off less those that it
// turns into working days, and the festivals in order.
func (in *Input) given() (days map[string]int, order []string) {
	days = map[string]int{}
	turned := map[bool]int{true: 1, false: -1} // a day that was worked is off, or the reverse
	group := func(festival string) string {
		i := slices.IndexFunc(order, func(name string) bool { return in.shareName(name, festival) })
		if i >= 0 {
			return order[i]
		}
		order = append(order, festival)
		return festival
	}
	for d := in.bare.First(); !d.After(in.bare.Last()); d = d.AddDays(1) {
		if was, is := in.bare.IsWorking(d), in.under.IsWorking(d); was != is { // taken away
			day, _ := in.bare.Day(d)
			days[group(day.Festival)] += turned[was]
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
		festival := group(e.Festival)
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			was, is := worked(d), e.Kind == holidays.Work
			if was != is {
				days[festival] += turned[was]
			}
			state[d] = is
		}
	}
	return days, order
}

// statutoryOf returns how many statutory days the notice's own calendar gives to a
// festival and to those arranged with it; none for a notice that amends another,
// whose days are given already.
func (in *Input) statutoryOf(festival string) int {
	if !in.yearly() {
		return 0
	}
	days := in.statutoryIn(in.Notice.Calendar, festival)
	for _, other := range in.festivals() {
		if other == festival || !in.shareName(other, festival) {
			continue
		}
		for _, d := range in.statutoryIn(in.Notice.Calendar, other) {
			if !slices.Contains(days, d) {
				days = append(days, d)
			}
		}
	}
	return len(days)
}
