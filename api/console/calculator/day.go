package calculator

import (
	"strconv"

	"github.com/a-h/templ"

	"shixian/api/console/month"
	"shixian/api/console/words"
	"shixian/deadlines"
	"shixian/holidays"
)

// looks is what decides how a day shows, its number aside.
type looks struct {
	run          *deadlines.Run
	due, trigger bool
}

// cellText is what the days of one look have in common. Of counted days, sign and
// reason take the day's number.
type cellText struct{ class, mark, sign, reasonBefore, reasonAfter string }

func (s *sheets) appendDay(b []byte, d holidays.Date) []byte {
	var day sheetDay
	if i := s.first.DaysUntil(d); i >= 0 && i < len(s.days) {
		day = s.days[i]
	}
	if day.run == nil {
		return append(month.AppendDay(append(b, `<td class="out">`...), d), `</td>`...)
	}
	t := s.textOf(d, day.run)
	b = append(append(append(b, `<td class="`...), t.class...), `">`...)
	b = month.AppendDay(b, d)
	if t.mark != "" {
		b = append(append(append(b, `<span class="mark">`...), t.mark...), `</span>`...)
	}
	counted := day.run.Counted > 0
	if counted || t.sign != "" {
		b = append(append(b, `<span class="sign" aria-hidden="true">`...), t.sign...)
		if counted {
			b = strconv.AppendInt(b, int64(day.n), 10)
		}
		b = append(b, `</span>`...)
	}
	b = append(append(b, `<span class="hide">`...), t.reasonBefore...)
	if counted {
		b = strconv.AppendInt(b, int64(day.n), 10)
	}
	return append(append(b, t.reasonAfter...), `</span></td>`...)
}

// textOf returns what a day shows, made once for all days of its look.
func (s *sheets) textOf(d holidays.Date, r *deadlines.Run) cellText {
	key := looks{r, d == s.a.Due, d == s.a.Trigger}
	t, there := s.cells[key]
	if !there {
		t = s.newText(key)
		s.cells[key] = t
	}
	return t
}

func (s *sheets) newText(l looks) cellText {
	v, r := s.v, l.run
	mark := words.MarkOf(v, r)
	t := cellText{class: mark.Class, sign: mark.Sign, reasonBefore: mark.Reason}
	if r.Counted > 0 {
		t.reasonBefore, t.reasonAfter = v.T("第 ", "day "), v.T(" 天", "")+mark.Reason
	}
	switch {
	case l.due:
		t.mark, t.class = v.T("止", "due"), t.class+" due"
	case l.trigger:
		start, notCounted := v.T("起", "start"), v.T("起算之日，不计", "the day it starts from, not counted")
		if isAskedAbout(s.a.Rule) {
			start, notCounted = v.T("问", "asked"), v.T("所问之日", "the day asked about")
		}
		t.mark, t.class = start, t.class+" trigger"
		if r.Counted == 0 {
			t.reasonBefore = notCounted
		}
	}
	if !r.Settled {
		t.class += " open"
		t.reasonAfter += v.T("，尚未公布", ", not announced yet")
	}
	t.reasonBefore, t.reasonAfter = templ.EscapeString(t.reasonBefore), templ.EscapeString(t.reasonAfter)
	return t
}

// isAskedAbout reports whether the trigger of a rule only says which stretch of time is looked
// at, or from when on.
func isAskedAbout(r *deadlines.Rule) bool {
	return r.Shape == deadlines.YearEnd || r.Shape == deadlines.WeekdayWindow || r.Shape == deadlines.Recurring && r.Every != deadlines.EveryTwoWeeks
}
