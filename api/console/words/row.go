package words

import (
	"strconv"

	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays"
)

// Undated is the answer of a rule without a due day.
func Undated(v *page.View, a *deadlines.Answer) string {
	switch {
	case a.Rule.Shape == deadlines.Threshold:
		return v.T("由"+v.In(a.Approver)+"批准", "approved by "+v.In(a.Approver))
	case a.Window.Inside:
		return v.T("可以", "allowed")
	case a.Window.NextInside.IsZero():
		return v.T("不可以", "not allowed")
	}
	return v.T("不可以，最近的一天："+a.Window.NextInside.String(), "not allowed; the next such day: "+a.Window.NextInside.String())
}

// LeftNumber is the number of working days left, below zero if the day is past, and
// nothing for what is done.
func LeftNumber(s *deadlines.Standing) string {
	switch {
	case s == nil, s.State == deadlines.Done, s.State == deadlines.DoneLate:
		return ""
	case s.Late:
		return strconv.Itoa(-s.WorkingDaysOver)
	default:
		return strconv.Itoa(s.WorkingDaysLeft)
	}
}

var lightNames = map[deadlines.Light]holidays.Text{
	deadlines.Green: {ZH: "绿", EN: "green"}, deadlines.Yellow: {ZH: "黄", EN: "yellow"}, deadlines.Red: {ZH: "红", EN: "red"},
}

// Light names a light.
func Light(v *page.View, l deadlines.Light) string { return v.In(lightNames[l]) }

// Left says how much time is left.
func Left(v *page.View, st *deadlines.Standing) string {
	switch {
	case st.State == deadlines.Done:
		return v.T("已按时办结", "done in time")
	case st.State == deadlines.DoneLate:
		return v.N(st.WorkingDaysOver, "已办结，逾期 {} 天", "done, {} day{s} late")
	case st.Late:
		return v.N(st.WorkingDaysOver, "逾期 {} 天", "{} day{s} overdue")
	}
	return v.N(st.WorkingDaysLeft, "剩 {} 天", "{} day{s} left")
}

// LightRows says how many rows have a light.
func LightRows(v *page.View, l deadlines.Light, n int) string {
	return v.N(n, lightNames[l].ZH+"灯 {} 行", lightNames[l].EN+": {}")
}
