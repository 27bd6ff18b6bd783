package words

import (
	"strconv"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/deadlines"
)

// Standing says how much time is left.
func Standing(v *page.View, c *answers.Case) string {
	st := c.Standing
	var out string
	switch {
	case st.State == deadlines.Done:
		out = v.T("已按时办结", "done in time")
	case st.State == deadlines.DoneLate:
		out = v.N(st.WorkingDaysOver, "已办结，逾期 {} 个工作日", "done, {} working day{s} late")
	case st.Late:
		out = v.N(st.WorkingDaysOver, "已逾期 {} 个工作日", "{} working day{s} overdue")
	case st.State == deadlines.DueToday:
		out = v.T("今天到期", "due today")
	default:
		out = v.N(st.WorkingDaysLeft, "还剩 {} 个工作日", "{} working day{s} left")
	}
	if st.Deemed {
		out += v.T("；没有回复，视为无意见", "; no reply is taken as no objection")
	}
	return out + v.T("（以 "+v.Date(c.Look.At)+" 计）", " (as of "+v.Date(c.Look.At)+")")
}

// Rolled says why the due day is not the nominal one.
func Rolled(v *page.View, a *deadlines.Answer) string {
	if a.Due.After(a.Nominal) {
		return v.T("算到 "+v.DayDate(a.Nominal)+"，当日不上班，顺延。", "The count ends on "+v.DayDate(a.Nominal)+", which is not worked; the due day goes on.")
	}
	return v.T("算到 "+v.DayDate(a.Nominal)+"，当日不上班，提前。", "The count ends on "+v.DayDate(a.Nominal)+", which is not worked; the due day goes back.")
}

// QuotaUsed says how much of a quota is used; "" if there is none.
func QuotaUsed(v *page.View, a *deadlines.Answer) string {
	if a.Rule.Shape != deadlines.Quota {
		return ""
	}
	used, limit := strconv.Itoa(a.Quota.Used), strconv.Itoa(a.Quota.Limit)
	return v.T(v.Date(a.Quota.Window.From)+"至"+v.Date(a.Quota.Window.To)+"：已用 "+used+"，限 "+limit+"。",
		v.Date(a.Quota.Window.From)+" to "+v.Date(a.Quota.Window.To)+": "+used+" used of "+limit+".")
}

// Verdict is the answer of a rule without a due day.
func Verdict(v *page.View, a *deadlines.Answer) string {
	switch {
	case a.Rule.Shape == deadlines.Threshold:
		return v.In(a.Approver)
	case a.Rule.Shape == deadlines.Quota && a.Quota.Allowed:
		return v.T("可以", "Allowed")
	case a.Rule.Shape == deadlines.Quota:
		return v.T("不可以", "Not allowed")
	case a.Window.Inside:
		return v.T("在规定的日子里", "On a day provided for")
	}
	return v.T("不在规定的日子里", "Not on a day provided for")
}

// NextDay says on which day it is allowed next, by a rule without a due day; "" if
// there is nothing to say.
func NextDay(v *page.View, a *deadlines.Answer) string {
	switch {
	case a.Rule.Shape == deadlines.Quota && !a.Quota.NextAllowed.IsZero() && !a.Quota.Allowed:
		return v.T("最早可以：", "Earliest day allowed: ") + v.DayDate(a.Quota.NextAllowed)
	case a.Rule.Shape == deadlines.WeekdayWindow && !a.Window.NextInside.IsZero():
		return v.T("下一个合适的工作日：", "The next working day that is: ") + v.DayDate(a.Window.NextInside)
	}
	return ""
}

// LastWorkingDay says which day is the last working day of the year of a due day.
func LastWorkingDay(v *page.View, a *deadlines.Answer) string {
	return v.T("当年最后一个工作日：", "Last working day of that year: ") + v.DayDate(a.LastWorkingDay.Date)
}

// Replayed says by which revision an answer was found that is not the one in force.
func Replayed(v *page.View, c *answers.Case) string {
	return v.N(int(c.Revision), "这是按日历表版本 {} 重现的答案。", "This answer is replayed by table revision {}.")
}
