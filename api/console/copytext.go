package console

import (
	"shixian/api/console/page"
	"shixian/api/console/words"
	"strconv"
	"strings"
)

// howText says how the due day came about.
func (m *calcView) howText(v *page.View) string {
	a := &m.Case.Answer
	limit := *a.Rule
	limit.Amount = a.Amount
	return v.T(v.In(a.Rule.Trigger)+"："+v.DayDate(a.Trigger)+"；"+words.Limit(v, &limit)+"。",
		v.In(a.Rule.Trigger)+": "+v.DayDate(a.Trigger)+"; "+words.Limit(v, &limit)+".")
}

// copyText is the answer as a clerk would paste it.
func (m *calcView) copyText(v *page.View) string {
	a := &m.Case.Answer
	var b strings.Builder
	b.WriteString(v.In(a.Rule.Title) + "\n")
	if !a.Due.IsZero() {
		b.WriteString(v.T("截止：", "Due: ") + v.DayDate(a.Due) + "\n" + m.howText(v) + "\n")
	}
	if a.Provisional {
		b.WriteString(v.T("暂定：", "Provisional: ") + m.provisionalText(v) + "\n")
	}
	b.WriteString(v.T("依据：", "By: ") + words.Citation(v, a.Rule) + "\n")
	b.WriteString(v.T("日历 ", "Calendar ") + a.Calendar.ID() + v.T("，版本 ", ", revision ") + strconv.FormatInt(m.Case.Revision, 10))
	return b.String()
}
