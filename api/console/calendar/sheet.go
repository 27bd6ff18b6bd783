package calendar

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shixian/api/console/month"
	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/holidays"
)

// sheets are the months of a year. They are written by hand and not by
// a template: a year is 365 days of a dozen small texts.
type sheets struct {
	v     *page.View
	cal   *holidays.Calendar
	other *holidays.Calendar // nil if nothing stands beside it
	year  int
	today holidays.Date

	here, there string // whose the two are
}

// The signs of a day beside that of its kind.
const (
	openSign   = "?"
	differSign = "≠"
)

// Sheets are the months of the page's year.
func (m *model) Sheets(v *page.View) *sheets {
	s := &sheets{v: v, cal: m.Cal, year: m.Year, today: m.Today}
	if m.Other != nil {
		s.other, s.here, s.there = m.Other, m.hereName(v), m.OtherName
	}
	return s
}

// Render writes the months, each with the other calendar's beside it.
func (s *sheets) Render(_ context.Context, w io.Writer) error {
	b := make([]byte, 0, 48<<10)
	for m := time.January; m <= time.December; m++ {
		name := s.v.MonthName(s.year, m)
		if s.other == nil {
			b = month.Append(b, s.v, name, s.year, m, (&days{sheets: s, cal: s.cal}).append)
			continue
		}
		b = append(b, `<div class="beside">`...)
		b = month.Append(b, s.v, templ.EscapeString(name+" · "+s.here), s.year, m, (&days{sheets: s, cal: s.cal, other: s.other}).append)
		b = month.Append(b, s.v, templ.EscapeString(name+" · "+s.there), s.year, m, (&days{sheets: s, cal: s.other, other: s.cal}).append)
		b = append(b, `</div>`...)
	}
	_, err := w.Write(b)
	return err
}

// days appends the days of a month of one of the calendars.
type days struct {
	*sheets
	cal, other *holidays.Calendar
	before     string // the festival and kind of the day before
}

func (s *days) append(b []byte, d holidays.Date) []byte {
	day, err := s.cal.Day(d)
	if err != nil { // the page asks for covered years only
		return append(b, month.Blank...)
	}
	mark := yearMark(s.v, day)
	class, marks, reason := mark.Class, "", mark.Reason
	if day.Kind == holidays.Workday {
		reason = ""
	}
	if d == s.today {
		class, marks, reason = class+" today", s.v.T("今", "T"), s.v.T("今天 ", "today ")+reason
	}
	if !day.Settled {
		class, marks, reason = class+" open", marks+openSign, reason+s.v.T("，尚未定", ", not settled")
	}
	if s.other != nil {
		if there, err := s.other.Day(d); err == nil && differ(day, there) {
			class, marks, reason = class+" differs", marks+differSign, reason+s.v.T("，两边不同", ", not the same on both sides")
		}
	}
	return month.AppendCell(b, d, class, strings.Trim(reason, "，, "),
		month.Sign{Class: "sign", Text: mark.Sign}, month.Sign{Class: "mark", Text: marks}, month.Sign{Class: "fest", Text: s.begins(day)})
}

// yearMark says how a day of a year shows.
func yearMark(v *page.View, day holidays.Day) words.DayMark {
	l := words.MarkOfKind(v, day.Kind, day.Festival)
	switch {
	case day.Kind == holidays.Weekend:
		l.Sign = "" // its column says it
	case day.Kind == holidays.Makeup && !day.Date.IsWeekend(): // a holiday taken back
		l.Reason = v.T(day.Festival+"取消放假，照常上班", words.Festival(v, day.Festival)+" taken back, worked as usual")
	}
	return l
}

// begins returns the festival's name on the first day of a run in a month, else "".
func (s *days) begins(day holidays.Day) string {
	run := day.Kind.String() + day.Festival
	first := run != s.before
	s.before = run
	if !first || day.Kind != holidays.Holiday {
		return ""
	}
	return words.Festival(s.v, day.Festival)
}

// Legend explains the looks of the days.
func (m *model) Legend(v *page.View) []words.DayMark {
	out := []words.DayMark{
		{Class: "holiday", Sign: v.T("休", "H"), Reason: v.T("放假", "off")},
		{Class: "makeup", Sign: v.T("班", "W"), Reason: v.T("补班", "worked to make up")},
		{Class: "weekend", Sign: "", Reason: v.T("周末", "weekend")},
	}
	if m.Span.Contains(m.Today) {
		out = append(out, words.DayMark{Class: "today", Sign: v.T("今", "T"), Reason: v.T("今天", "today")})
	}
	if _, open := m.Cal.Unsettled(m.Span.From, m.Span.To); open {
		out = append(out, words.DayMark{Class: "open", Sign: openSign, Reason: v.T("尚未定，可能变", "not settled, may change")})
	}
	if m.Other != nil {
		out = append(out, words.DayMark{Class: "differs", Sign: differSign, Reason: v.T("两边不同", "not the same on both sides")})
	}
	return out
}
