package calendar

import (
	"strconv"
	"strings"
	"time"

	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/holidays"
)

// title names the year of the calendar.
func (m *model) title(v *page.View) string {
	year := strconv.Itoa(m.Year)
	return v.T(m.hereName(v)+" "+year+" 年放假安排", "Holidays "+year+", "+m.hereName(v))
}

// hereName names the calendar, with its revision if that is not the one in force.
func (m *model) hereName(v *page.View) string {
	name := calendarName(v, m.Cal)
	if m.Form.Revision != "" {
		name += v.T("，版本 ", ", revision ") + m.Form.Revision
	}
	return name
}

// calendarName names whom a calendar is for.
func calendarName(v *page.View, cal *holidays.Calendar) string {
	return v.T(cal.Definition().NameZH, cal.Definition().NameEN)
}

// dayInYear writes a date with its weekday, and with its year if that is not
// the page's.
func dayInYear(v *page.View, d holidays.Date, year int) string {
	text := v.DayDate(d)
	if d.Year() != year {
		return text
	}
	text = strings.Replace(text, strconv.Itoa(year)+"年", "", 1)
	return strings.TrimSuffix(text, " "+strconv.Itoa(year))
}

// spanInYear writes a run of days.
func spanInYear(v *page.View, s holidays.Span, year int) string {
	if s.From == s.To {
		return dayInYear(v, s.From, year)
	}
	return dayInYear(v, s.From, year) + v.T("至", " to ") + dayInYear(v, s.To, year)
}

// offText writes the days off of an arrangement.
func offText(v *page.View, a *holidays.Arrangement, year int) string {
	var parts []string
	for _, s := range a.Off {
		parts = append(parts, spanInYear(v, s, year))
	}
	if len(parts) == 0 {
		return v.T("不放假", "none")
	}
	return strings.Join(parts, v.T("，", "; "))
}

// workText writes the make-up days of an arrangement.
func workText(v *page.View, a *holidays.Arrangement, year int) string {
	var parts []string
	for _, d := range a.Work {
		text := dayInYear(v, d, year)
		if !d.IsWeekend() {
			text += v.T("照常上班", ", worked as usual")
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return v.T("无", "none")
	}
	return strings.Join(parts, v.T("，", "; "))
}

// noticeName names a notice: by its document number, or by what it is for.
func noticeName(v *page.View, t *holidays.Table, n *holidays.Notice) string {
	if n.Document != "" {
		return n.Document
	}
	name := n.Calendar
	if cal := t.Calendar(n.Calendar); cal != nil {
		name = calendarName(v, cal)
	}
	year := strconv.Itoa(n.Year)
	return v.T(name+" "+year+" 年放假通知（文号未查实）", "Notice of "+name+" for "+year+" (number not established)")
}

// issuedText says when a notice was issued.
func issuedText(v *page.View, n *holidays.Notice) string {
	if n.IssuedApproximate {
		return v.T("约 "+v.Date(n.Issued)+"印发（日期未查实）", "issued about "+v.Date(n.Issued)+" (day not established)")
	}
	return v.T(v.Date(n.Issued)+"印发", "issued "+v.Date(n.Issued))
}

// byText says which notices decided an arrangement.
func (m *model) byText(v *page.View, a *holidays.Arrangement) string {
	var parts []string
	for i := range a.Notices {
		parts = append(parts, noticeName(v, m.table, &a.Notices[i]))
	}
	if len(parts) == 0 {
		first, _ := m.Cal.Day(a.First()) // beyond the calendar, a day rests on nothing more
		return basisName(v, first.Basis) + v.T("；通知尚未公布", "; no notice yet")
	}
	return strings.Join(parts, v.T("、", ", "))
}

// basisName names what a day without a notice is estimated by.
func basisName(v *page.View, b holidays.Basis) string {
	if b == holidays.ByPrinciples {
		return v.T("放假安排原则", "principles of arrangement")
	}
	return v.T("法定节假日", "statutory days")
}

// amendsText names the notice that a notice changes.
func (m *model) amendsText(v *page.View, n *holidays.Notice) string {
	for _, other := range m.Cal.Notices() {
		if n.Amends == other.ID || n.Amends == other.Document {
			return v.T("修改 ", "amends ") + noticeName(v, m.table, &other)
		}
	}
	return v.T("修改 ", "amends ") + n.Amends
}

// openText says in plain words what of the year is not settled yet.
func (m *model) openText(v *page.View, s holidays.Span) string {
	text := m.awaited(v, s)
	if undated := m.Cal.Undated(m.Year); s == m.Span && len(undated) > 0 {
		var names []string
		for _, name := range undated {
			names = append(names, words.Festival(v, name))
		}
		text += v.T("这一年"+strings.Join(names, "、")+"放哪几天还不知道，也无从推算，没有算在内。",
			" The days of "+strings.Join(names, ", ")+" in this year are not known and cannot be estimated; they are left out.")
	}
	return text
}

// awaited says which notice decides days that are not settled.
func (m *model) awaited(v *page.View, s holidays.Span) string {
	switch year := strconv.Itoa(m.Year); {
	case s == m.Span:
		by := basisName(v, m.Cal.EstimatedBy(s.From))
		return v.T(year+" 年的放假通知还没有公布，以下按"+by+"推算。通知公布后，放假和补班都可能变。",
			"The notice for "+year+" is not out. What stands below is estimated by the "+by+"; days off and make-up days may change once it is.")
	case s.To == m.Span.To:
		return v.T(v.Date(s.From)+"起：要等 "+strconv.Itoa(m.Year+1)+" 年的放假通知，元旦假期可能动到这几天。",
			v.Date(s.From)+" and after: the notice for "+strconv.Itoa(m.Year+1)+" may move these days for New Year.")
	}
	return v.T(spanInYear(v, s, m.Year)+"：这几天的放假通知还没有公布。", spanInYear(v, s, m.Year)+": the notice for these days is not out.")
}

// monthShort names a month without its year.
func monthShort(v *page.View, month int) string {
	return v.T(strconv.Itoa(month)+"月", time.Month(month).String()[:3])
}

// differText counts the days that differ, and those on which only one side works.
func (m *model) differText(v *page.View) string {
	n := 0
	for _, d := range m.Differing {
		if d.Worked {
			n++
		}
	}
	out := v.N(len(m.Differing), "{} 天不同，", "{} day{s} differ: ")
	if n == 0 {
		return out + v.T("但上班与否都一样。", "both sides work, or both are off.")
	}
	return out + v.N(n, "其中 {} 天一边上班、一边不上班。", "on {} of them only one side works.")
}
