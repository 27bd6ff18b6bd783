package words

import (
	"slices"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/deadlines"
)

// Legend sums up the days of an answer by how they show.
func Legend(v *page.View, a *deadlines.Answer) []DayMark {
	var marks []DayMark
	var days []int
	counted := 0
	for i := range a.Trace {
		r := &a.Trace[i]
		counted += r.Counted
		if r.Counted > 0 || r.From == r.To && r.From == a.Trigger {
			continue
		}
		l := MarkOf(v, r)
		at := slices.Index(marks, l)
		if at < 0 {
			at, marks, days = len(marks), append(marks, l), append(days, 0)
		}
		days[at] += r.Days()
	}
	var out []DayMark
	if counted > 0 {
		out = append(out, DayMark{"counted", "1", v.N(counted, "计入：{} 天", "counted: {} day{s}")})
	}
	for i, l := range marks {
		out = append(out, DayMark{l.Class, l.Sign, l.Reason + v.N(days[i], "：{} 天", ": {} day{s}")})
	}
	return out
}

// Replayed says by which revision an answer was found that is not the one in force.
func Replayed(v *page.View, c *answers.Case) string {
	return v.N(int(c.Revision), "这是按日历表版本 {} 重现的答案。", "This answer is replayed by table revision {}.")
}

// NoLight says why an answer has no light; "" if it has one, or if its rule has no due day.
func NoLight(v *page.View, c *answers.Case) string {
	if c.StandingErr == nil {
		return ""
	}
	return v.T("没有灯：", "No light: ") + problem.ForPeople(c.StandingErr, v.Lang).Detail
}

// LightRows says how many rows have a light.
func LightRows(v *page.View, l deadlines.Light, n int) string {
	name := v.Words().Light(l)
	return v.N(n, name+"灯 {} 行", name+": {}")
}
