package words

import (
	"slices"
	"strconv"
	"strings"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/deadlines"
)

// How says how the due day came about.
func How(v *page.View, a *deadlines.Answer) string {
	limit := *a.Rule
	limit.Amount = a.Amount
	return v.T(v.In(a.Rule.Trigger)+"："+v.DayDate(a.Trigger)+"；"+Limit(v, &limit)+"。",
		v.In(a.Rule.Trigger)+": "+v.DayDate(a.Trigger)+"; "+Limit(v, &limit)+".")
}

// Copy is the answer as a clerk would paste it.
func Copy(v *page.View, c *answers.Case) string {
	a := &c.Answer
	var b strings.Builder
	b.WriteString(v.In(a.Rule.Title) + "\n")
	if !a.Due.IsZero() {
		b.WriteString(v.T("截止：", "Due: ") + v.DayDate(a.Due) + "\n" + How(v, a) + "\n")
	}
	if a.Provisional() {
		b.WriteString(v.T("暂定：", "Provisional: ") + StillOpen(v, a) + "\n")
	}
	b.WriteString(v.T("依据：", "By: ") + Citation(v, a.Rule) + "\n")
	b.WriteString(v.T("日历 ", "Calendar ") + a.Calendar.ID() + v.T("，版本 ", ", revision ") + strconv.FormatInt(c.Revision, 10))
	return b.String()
}

// DueTitle is what an event of the due day is called.
func DueTitle(v *page.View, a *deadlines.Answer) string {
	return v.T("截止：", "Due: ") + v.In(a.Rule.Title)
}

// StillOpen says in plain words why an answer is provisional.
func StillOpen(v *page.View, a *deadlines.Answer) string {
	from := a.UnsettledFrom
	if from.IsZero() {
		return v.T("有关的放假安排还没有公布；公布后，答案可能变。", "The holidays concerned are not announced yet; once they are, this answer may change.")
	}
	return v.T(v.Date(from)+"起的放假安排还没有公布；公布后，答案可能变。",
		"Holidays from "+v.Date(from)+" on are not announced yet; once they are, this answer may change.")
}

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
