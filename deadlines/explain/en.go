package explain

import (
	"cmp"
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// enWords are the short texts in English.
type enWords struct{}

func (enWords) Weekday(d holidays.Date) string { return d.Weekday().String() }

func (enWords) Date(d holidays.Date) string {
	y, m, day := d.Civil()
	return strconv.Itoa(day) + " " + m.String() + " " + strconv.Itoa(y)
}

func (w enWords) DayDate(d holidays.Date) string { return w.Weekday(d) + " " + w.Date(d) }

// span writes a run of days.
func (w enWords) span(s holidays.Span) string {
	if s.From == s.To {
		return w.Date(s.From)
	}
	from := w.Date(s.From)
	fromYear, fromMonth, day := s.From.Civil()
	switch year, month, _ := s.To.Civil(); {
	case fromYear == year && fromMonth == month:
		from = strconv.Itoa(day)
	case fromYear == year:
		from = strings.TrimSuffix(from, " "+strconv.Itoa(year))
	}
	return from + " to " + w.Date(s.To)
}

var enUnits = map[deadlines.Unit]string{
	deadlines.WorkingDay: "working day", deadlines.CalDay: "day", deadlines.Month: "month", deadlines.Year: "year",
}

func (enWords) Unit(u deadlines.Unit) string {
	if u == "" {
		return ""
	}
	return enUnits[u] + "s"
}

// count writes a number with its noun, in the plural unless it is one.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func (enWords) Amount(n int, u deadlines.Unit) string { return count(n, enUnits[u]) }

// noun is what a quota counts.
func (enWords) noun(r *deadlines.Rule) string {
	if r.Unit == deadlines.CalDay {
		return "day"
	}
	return cmp.Or(r.Counter.EN, "time")
}

func (w enWords) times(r *deadlines.Rule, n int) string { return count(n, w.noun(r)) }

func (w enWords) Limit(r *deadlines.Rule) string {
	n := w.Amount(r.Amount, r.Unit)
	switch r.Shape {
	case deadlines.Within:
		return "within " + n
	case deadlines.Before:
		return n + " before"
	case deadlines.Lead:
		return "leave at least " + n
	case deadlines.YearEnd:
		return "by the end of the year"
	case deadlines.Term:
		return "a term of " + n
	case deadlines.Recurring:
		return w.every(r)
	case deadlines.Quota:
		return w.quota(r)
	case deadlines.Threshold:
		return "up to " + n + ": ask " + r.UpTo.EN + "; " + n + " or more: " + r.Beyond.EN
	}
	return "on " + w.weekdays(r)
}

func (w enWords) quota(r *deadlines.Rule) string {
	n := w.times(r, r.Amount)
	switch {
	case r.AtMost > 0:
		return strconv.Itoa(r.Amount) + " to " + w.times(r, r.AtMost) + " a year"
	case r.AtLeast:
		return "at least " + n + " a year"
	}
	return "at most " + n + " a year"
}

var enWindows = map[deadlines.Window]string{
	deadlines.EveryYear: "once a year", deadlines.EveryHalfYear: "once every half year", deadlines.EveryTwoMonths: "once every two months",
	deadlines.EveryMonth: "once a month", deadlines.EveryHalfMonth: "once every half month", deadlines.EveryTwoWeeks: "once every two weeks",
}

var ordinals = [...]string{"", "first", "second", "third", "fourth", "fifth"}

func (enWords) every(r *deadlines.Rule) string {
	if r.Every == deadlines.EveryNthWeekday {
		return "on the " + ordinals[r.Nth] + " " + r.Weekday.String() + " of each month"
	}
	return enWindows[r.Every]
}

func (enWords) weekdays(r *deadlines.Rule) string {
	var out []string
	for _, d := range r.Weekdays {
		out = append(out, d.String())
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], ", ") + " or " + out[n-1]
	}
	return strings.Join(out, "")
}

// enStrengths are what the words of a text stand for.
var enStrengths = map[deadlines.Strength]string{
	deadlines.Mandatory: "shall", deadlines.Principle: "in principle", deadlines.General: "as a rule",
	deadlines.Permitted: "may", deadlines.Plain: "stated without 须 or 应",
}

func (enWords) Strength(r *deadlines.Rule) string {
	if strings.Contains(r.Modal, "不得") {
		return "shall not"
	}
	return enStrengths[r.Strength]
}

// modal quotes the text's own word and says what it stands for.
func (w enWords) modal(r *deadlines.Rule) string {
	if r.Modal == "" {
		return w.Strength(r)
	}
	return "“" + r.Modal + "”, " + w.Strength(r)
}

func enArticle(r *deadlines.Rule) string {
	out := "article " + strconv.Itoa(r.Article)
	if r.Paragraph > 0 {
		out += ", paragraph " + strconv.Itoa(r.Paragraph)
	}
	return out
}

func (enWords) Citation(r *deadlines.Rule) string {
	return enDocument(r.Document) + ", " + enArticle(r)
}

func enDocument(d *deadlines.Document) string {
	if d.Number != "" {
		return d.Title + " (" + d.Number + ")"
	}
	return d.Title
}

func (w enWords) Document(d *deadlines.Document) string { return enDocument(d) + ", " + w.force(d) }

func (w enWords) force(d *deadlines.Document) string {
	out := "in force since " + w.Date(d.EffectiveFrom)
	if d.EffectiveUnknown {
		out = "in force from a day that the text does not give, not before " + w.Date(d.EffectiveFrom)
	}
	if !d.EffectiveTo.IsZero() {
		out += ", until " + w.Date(d.EffectiveTo) + ", then replaced by " + d.SupersededBy
	}
	return out
}

func (enWords) label(r *deadlines.Rule) string {
	switch {
	case r.Shape == deadlines.Term:
		return "The term ends"
	case r.Every == deadlines.EveryNthWeekday:
		return "Next"
	case r.Shape == deadlines.Lead:
		return "Hand in by"
	case r.Shape == deadlines.Recurring, r.Shape == deadlines.Before:
		return "Latest"
	}
	return "Due"
}

func (w enWords) DueTitle(r *deadlines.Rule) string { return w.label(r) + ": " + r.Title.EN }

func (w enWords) Verdict(a *deadlines.Answer) string {
	switch a.Rule.Shape {
	case deadlines.Quota:
		return w.quotaVerdict(a)
	case deadlines.Threshold:
		text := "Approved by " + a.Approver.EN
		if !a.Other.IsZero() {
			text += " (exactly on the line, so that it can also be read as by " + a.Other.EN + ")"
		}
		return text
	case deadlines.WeekdayWindow:
		return w.windowVerdict(a)
	}
	return w.DayDate(a.Due)
}

func (w enWords) quotaVerdict(a *deadlines.Answer) string {
	r, q := a.Rule, &a.Quota
	switch {
	case usedUp(a):
		return w.exhausted(r) + " (the limit is " + w.times(r, q.Limit) + ")"
	case missing(a) > 0:
		return "At least " + w.times(r, q.Required) + "; " + strconv.Itoa(missing(a)) + " still to come"
	case q.Required > 0 && r.AtMost == 0:
		return "The " + w.times(r, q.Required) + " are reached; more is welcome"
	}
	return "Allowed (" + w.times(r, q.Remaining) + " left)"
}

func (enWords) exhausted(r *deadlines.Rule) string {
	switch {
	case strings.Contains(r.Modal, "不得"):
		return "No further one is allowed"
	case r.Strength == deadlines.Principle:
		return "In principle no further one"
	case r.Strength == deadlines.General:
		return "As a rule no further one"
	}
	return "The maximum is reached"
}

func (w enWords) windowVerdict(a *deadlines.Answer) string {
	day := w.Weekday(a.Trigger)
	switch {
	case a.Window.Inside && a.Window.NextInside == a.Trigger:
		return day + ", one of the days named"
	case a.Window.Inside:
		if _, open := a.Calendar.Unsettled(a.Trigger, a.Trigger); open {
			return day + ", one of the days named, but not expected to be worked"
		}
		return day + ", one of the days named, but not worked"
	case a.Rule.Strength == deadlines.Permitted:
		return day + ", not one of the days named, but not forbidden"
	case a.Rule.Strength == deadlines.Principle, a.Rule.Strength == deadlines.General:
		return day + ", " + enStrengths[a.Rule.Strength] + " not on this day"
	}
	return day + ", not one of the days named"
}

func (enWords) Light(l deadlines.Light) string { return string(l) }

func (w enWords) Left(a *deadlines.Answer, st *deadlines.Standing) string {
	over, left := w.Amount(st.WorkingDaysOver, deadlines.WorkingDay), w.Amount(st.WorkingDaysLeft, deadlines.WorkingDay)
	switch {
	case st.State == deadlines.Done:
		return "done in time"
	case st.State == deadlines.DoneLate && st.WorkingDaysOver > 0:
		return "done, " + over + " late"
	case st.State == deadlines.DoneLate:
		return "done after " + w.Weekday(a.Due)
	case st.Late && st.WorkingDaysOver > 0:
		return over + " overdue"
	case st.Late:
		return "overdue since " + w.Weekday(a.Due)
	case st.State == deadlines.DueToday:
		return "due that day"
	case st.WorkingDaysLeft == 0:
		return "due on " + w.Weekday(a.Due)
	}
	return left + " left"
}

func (w enWords) Standing(a *deadlines.Answer, st *deadlines.Standing) string {
	over, left := w.Amount(st.WorkingDaysOver, deadlines.WorkingDay), w.Amount(st.WorkingDaysLeft, deadlines.WorkingDay)
	var out string
	switch {
	case st.State == deadlines.Done:
		out = "done in time"
	case st.State == deadlines.DoneLate && st.WorkingDaysOver > 0:
		out = "done, " + over + " late"
	case st.State == deadlines.DoneLate:
		out = "done after the due day, " + w.DayDate(a.Due) + ", with no working day in between"
	case st.Late && st.WorkingDaysOver > 0:
		out = over + " overdue"
	case st.Late:
		out = "overdue since " + w.DayDate(a.Due)
	case st.State == deadlines.DueToday:
		out = "due that day"
	case st.WorkingDaysLeft == 0:
		out = "due on " + w.DayDate(a.Due) + ", with no working day in between"
	default:
		out = left + " left"
	}
	if st.Days == deadlines.Provisional {
		out += " (provisional; the holidays to be announced can change it)"
	}
	if st.Deemed && st.State == deadlines.Overdue {
		out += "; if there was no reply, that is taken as no objection from " + w.Date(st.DeemedSince) + " on"
	}
	return out
}

func (w enWords) AsOf(l deadlines.Look) string {
	if !l.Done.IsZero() {
		return "done on " + w.Date(l.Done)
	}
	return "as of " + w.Date(l.At)
}
