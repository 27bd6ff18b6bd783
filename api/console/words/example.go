package words

import (
	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/deadlines"
)

// Example says what a rule makes of today; c is nil if it cannot be counted.
func Example(v *page.View, r *deadlines.Rule, c *answers.Case) string {
	if c == nil {
		return v.T("今天的例子算不出来。", "The example of today cannot be counted.")
	}
	a := &c.Answer
	switch r.Shape {
	case deadlines.Threshold:
		return v.T(page.Itoa(r.Amount+1)+" 天：由"+v.In(a.Approver)+"批准", page.Itoa(r.Amount+1)+" days: approved by "+v.In(a.Approver))
	case deadlines.Quota:
		if a.Quota.Allowed {
			return v.T("今年没有用过：今天可以", "none used this year: allowed today")
		}
		return v.T("今天不可以", "not allowed today")
	case deadlines.WeekdayWindow:
		if a.Window.Inside {
			return v.T("今天可以", "today is such a day")
		}
		return v.T("今天不在其内；下一天："+v.DayDate(a.Window.NextInside), "not today; the next such day: "+v.DayDate(a.Window.NextInside))
	}
	text := v.T("如为今天："+v.DayDate(a.Due), "if it is today: "+v.DayDate(a.Due))
	if a.Provisional() {
		text += v.T("（暂定）", " (provisional)")
	}
	return text
}
