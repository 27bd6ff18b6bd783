package rules

import (
	"slices"
	"strings"

	"shixian/deadlines"
)

// windows are the interpretations by which the windows of recurring duties are meant.
var windows = map[deadlines.Window]string{
	deadlines.EveryYear: "year_window", deadlines.EveryHalfYear: "half_year_windows", deadlines.EveryTwoMonths: "two_month_windows",
	deadlines.EveryMonth: "month_window", deadlines.EveryHalfMonth: "half_month_windows", deadlines.EveryTwoWeeks: "two_weeks_from_last",
	deadlines.EveryNthWeekday: "weekday_of_month",
}

// shapeNeeds are the interpretations without which a shape cannot be counted.
var shapeNeeds = map[deadlines.Shape][]string{
	deadlines.Before:        {"backward_counting"},
	deadlines.Lead:          {"backward_counting", "lead_last_day"},
	deadlines.Term:          {"term_anniversary"},
	deadlines.Quota:         {"quota_calendar_year"},
	deadlines.Threshold:     {"threshold_inclusive"},
	deadlines.WeekdayWindow: {"weekday_window_working"},
}

// shapeRolls are the interpretations that say why a due day moves, or does not, which is
// no working day.
var shapeRolls = map[deadlines.Shape]map[deadlines.Roll]string{
	deadlines.Within:    {deadlines.RollNext: "roll_next"},
	deadlines.Before:    {deadlines.RollPrevious: "roll_previous_notice"},
	deadlines.YearEnd:   {deadlines.RollNone: "no_roll_year_end"},
	deadlines.Term:      {deadlines.RollNone: "no_roll_term"},
	deadlines.Recurring: {deadlines.RollPrevious: "roll_previous_window", deadlines.RollNext: "roll_next_meeting"},
}

// needed returns the codes of the interpretations that a rule relies on by its shape, unit,
// window and roll.
func needed(r *deadlines.Rule) []string {
	codes := slices.Clone(shapeNeeds[r.Shape])
	if oneOf(r.Shape, deadlines.Within, deadlines.Before, deadlines.Lead, deadlines.Term) {
		if r.TriggerDayCounts {
			codes = append(codes, "trigger_day_included")
		} else {
			codes = append(codes, "trigger_day_excluded")
		}
	}
	if oneOf(r.Shape, deadlines.Within, deadlines.Before) {
		switch r.Unit {
		case deadlines.CalDay:
			codes = append(codes, "calendar_days")
		case deadlines.Month:
			codes = append(codes, "month_same_day")
		}
	}
	if r.Shape == deadlines.Recurring {
		codes = append(codes, windows[r.Every])
	}
	if code := shapeRolls[r.Shape][r.Roll]; code != "" && r.Unit != deadlines.WorkingDay {
		codes = append(codes, code)
	}
	return codes
}

// interpreted requires that a rule names the interpretations that it relies on.
func (c *check) interpreted(raw *rule, r *deadlines.Rule) {
	missing := slices.DeleteFunc(needed(r), func(code string) bool { return slices.Contains(raw.Interpretations, code) })
	c.require(len(missing) == 0, "interpretations", "interpretations 里要加上这种形式计算时所依据的 %[1]s / the interpretations lack those by which the rule is counted: %[1]s", strings.Join(missing, ", "))
}
