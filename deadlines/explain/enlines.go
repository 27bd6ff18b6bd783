package explain

import (
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// enSentences are the lines of an explanation in English.
type enSentences struct{ *facts }

var en enWords

func (s enSentences) what() string { return s.r.Jurisdiction.Name.EN + " · " + s.r.Title.EN }

func (s enSentences) result() string {
	a, r, q := s.a, s.r, &s.a.Quota
	switch r.Shape {
	case deadlines.Quota:
		text := en.Verdict(a) + ". " + en.times(r, q.Used) + counted(a, " so far, ", " used, ") + en.span(q.Window)
		if q.Required > 0 && !q.Reachable {
			text += "; the days left are not enough"
		}
		text += "."
		if usedUp(a) {
			text += " There is room again from " + en.DayDate(q.NextAllowed) + "."
		}
		return text
	case deadlines.Threshold:
		return en.Verdict(a) + "."
	case deadlines.WeekdayWindow:
		text := en.Verdict(a) + "."
		if a.Window.NextInside != a.Trigger {
			text += " The first working day after it that is: " + en.DayDate(a.Window.NextInside) + "."
		}
		return text
	}
	return en.label(r) + ": " + en.DayDate(a.Due) + "."
}

func (s enSentences) ends() string {
	if !s.r.HasDue() {
		return ""
	}
	return "The day ends at 24:00, or where there are office hours, when the office closes (Civil Code, art. 203 ¶2, by analogy)."
}

var enWindowUnits = map[deadlines.Window]string{
	deadlines.EveryYear: "Its year", deadlines.EveryHalfYear: "Its half year", deadlines.EveryTwoMonths: "Its two months",
	deadlines.EveryMonth: "Its month", deadlines.EveryHalfMonth: "Its half month",
}

func (s enSentences) from() string {
	r, day := s.r, en.DayDate(s.a.Trigger)
	event := r.Trigger.EN + ", " + day
	switch r.Shape {
	case deadlines.Within, deadlines.Term:
		return "Counted from: " + event + "; " + s.firstDay("that day is day 1", "that day is not counted") + "."
	case deadlines.Before:
		return "Counted back from: " + event + "; " + s.firstDay("that day is day 1", "that day is not counted") + "."
	case deadlines.Lead:
		return "Event: " + event + "."
	case deadlines.YearEnd:
		return "Day asked about: " + day + "; its year is " + strconv.Itoa(s.a.Trigger.Year()) + "."
	case deadlines.Recurring:
		switch r.Every {
		case deadlines.EveryTwoWeeks:
			return "Counted from: " + event + "; that day is not counted."
		case deadlines.EveryNthWeekday:
			return "Day asked about: " + day + "; the first one from that day on is given."
		}
		return "Day asked about: " + day + ". " + enWindowUnits[r.Every] + ": " + en.span(deadlines.WindowOf(r.Every, s.a.Trigger)) + "."
	case deadlines.Threshold:
		return capital(r.Trigger.EN) + ": " + strconv.FormatFloat(s.Question.Days, 'f', -1, 64) + "."
	}
	return capital(r.Trigger.EN) + ": " + day + "."
}

// capital begins a sentence.
func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func (s enSentences) firstDay(counted, not string) string {
	switch {
	case s.has(deadlines.AddedAgreed):
		return "the limit was agreed"
	case s.r.TriggerDayCounts:
		return counted
	}
	return not
}

func (s enSentences) limit() string {
	text := s.article()
	own := capital(enArticle(text)) + " itself says: " + s.provided(text)
	switch {
	case s.has(deadlines.AddedAgreed):
		return "Limit: " + en.DayDate(s.a.Due) + ", as agreed. " + own + "."
	case s.has(deadlines.AddedAmount):
		return "Limit: " + en.Amount(s.a.Amount, s.r.Unit) + ", as set or agreed. " + own + "."
	}
	return "Rule: " + enArticle(text) + ": " + s.provided(text) + "."
}

func (s enSentences) provided(r *deadlines.Rule) string {
	return en.Limit(r) + " (" + en.modal(r) + ")"
}

func (s enSentences) conditions() (out []string) {
	if text := s.suspension(); text != "" {
		out = append(out, text)
	}
	if s.has(deadlines.AddedCalendar) {
		out = append(out, "Calendar: as asked, working days follow that of "+s.a.Calendar.Definition().NameEN+" ("+s.a.Calendar.ID()+"), not the district’s own ("+s.r.Jurisdiction.Calendar+").")
	}
	if s.has(deadlines.AddedAsOf) {
		out = append(out, "Notices: as asked, only those issued by "+en.Date(s.Question.AsOf)+" are used.")
	}
	for _, c := range s.chosen() {
		out = append(out, "Reading, as chosen and not the usual one here: "+c.Text.EN)
	}
	return out
}

func (s enSentences) lastWorkingDay() string {
	d := &s.a.LastWorkingDay
	switch {
	case d.IsZero():
		return ""
	case d.Certainty == deadlines.Provisional:
		return "Last working day of that year: " + en.DayDate(d.Date) + ", provisional: " + en.DayDate(d.Earliest) + " at the earliest, " + en.DayDate(d.Latest) + " at the latest."
	}
	return "Last working day of that year: " + en.DayDate(d.Date) + "."
}

func (s enSentences) suspension() string {
	if len(s.Question.Suspended) == 0 {
		return ""
	}
	var spans []string
	for _, p := range s.Question.Suspended {
		spans = append(spans, en.span(p)+" ("+count(p.Days(), "day")+")")
	}
	effect := "they touch no day of the count and change nothing"
	switch {
	case s.has(deadlines.AddedSuspendedNoEffect):
		effect = "a limit of this kind does not change with a suspension"
	case s.has(deadlines.AddedSuspendedNotCounted):
		effect = "their working days are not counted"
	case s.has(deadlines.AddedSuspendedExtends):
		effect = "the due day moves on"
		if s.a.Due.Before(s.a.Trigger) {
			effect = "the due day moves back"
		}
	case s.has(deadlines.AddedAgreed):
		effect = "the limit was agreed, so they change nothing"
	}
	return "Suspended: " + strings.Join(spans, "; ") + "; " + effect + ". The text does not provide for suspension; the spans are those given."
}

func (s enSentences) roll() string {
	a := s.a
	if !s.r.HasDue() {
		return ""
	}
	by := ""
	if s.has(deadlines.AddedRoll) {
		by = "as asked, "
	}
	if a.Rolled() {
		how := "the next working day"
		if a.Due.Before(a.Nominal) {
			how = "the working day before it"
		}
		if s.has(deadlines.AddedSuspendedExtends) {
			how += " that is not suspended"
		}
		day := "the count ends on " + en.DayDate(a.Nominal)
		if s.r.Every == deadlines.EveryNthWeekday {
			day = "the meeting day is " + en.DayDate(a.Nominal)
		}
		text := "Moved: " + day + ", which is " + s.offReason(a.Nominal) + "; " + by + how + " takes its place."
		if !s.r.PostponedBy.IsZero() {
			text += " That is only given for now: whether and to which day it moves is for " + s.r.PostponedBy.EN + " to decide."
		}
		return text
	}
	switch {
	case s.isRest(a.Due):
		return "Day off: " + en.DayDate(a.Due) + " is " + s.offReason(a.Due) + "; " + by + "it does not move."
	case by != "":
		return "Day off: it was asked what to do on one; this is a working day, so nothing changes."
	}
	return ""
}

func (s enSentences) offReason(d holidays.Date) string {
	day := s.day(d)
	switch {
	case s.suspends(d) && day.Working():
		return "suspended"
	case day.Kind == holidays.Holiday:
		return "in the holiday of " + s.festival(day.Festival)
	}
	return "at the weekend"
}

func (s enSentences) festival(name string) string { return Festival(English, name, s.NameEN) }

func (s enSentences) days() string {
	a, r := s.a, s.r
	if a.Amount == 0 && r.Shape != deadlines.Recurring || !r.HasDue() {
		return ""
	}
	end := " end on " + en.DayDate(a.Nominal) + "."
	switch {
	case s.inWorkingDays():
		return s.workingDays()
	case r.Shape == deadlines.Within && r.Unit == deadlines.Month, r.Shape == deadlines.Term:
		return "Count: " + en.Amount(a.Amount, r.Unit) + " from " + en.Date(a.Trigger) + s.lengthened() + s.ending(a.Amount) + en.DayDate(a.Nominal) + "."
	case r.Shape == deadlines.Within:
		first := a.Trigger.AddDays(1)
		if r.TriggerDayCounts {
			first = a.Trigger
		}
		return "Count: " + en.span(holidays.Span{From: first, To: a.Nominal}) + ", " + en.Amount(a.Amount, r.Unit) + s.lengthened() + ", weekends and holidays included."
	case r.Shape == deadlines.Before:
		return "Count: " + en.Amount(a.Amount, r.Unit) + " back from " + en.Date(a.Trigger) + s.ending(a.Amount) + en.DayDate(a.Nominal) + ", weekends and holidays included."
	case r.Every == deadlines.EveryTwoWeeks:
		return "Count: two weeks (14 days) from " + en.Date(a.Trigger) + end
	case r.Every == deadlines.EveryNthWeekday:
		_, m, _ := a.Nominal.Civil()
		return "Count: the " + ordinals[r.Nth] + " " + r.Weekday.String() + " of " + m.String() + " " + strconv.Itoa(a.Nominal.Year()) + " is the " + ordinalDay(a.Nominal) + "."
	}
	return ""
}

// ending joins a length to the day on which it ends.
func (enSentences) ending(n int) string {
	if n == 1 {
		return " ends on "
	}
	return " end on "
}

// ordinalDay writes the day of the month, such as 8th.
func ordinalDay(d holidays.Date) string {
	_, _, n := d.Civil()
	suffix := "th"
	if n/10 != 1 && n%10 >= 1 && n%10 <= 3 {
		suffix = [...]string{"", "st", "nd", "rd"}[n%10]
	}
	return strconv.Itoa(n) + suffix
}

func (s enSentences) lengthened() string {
	if n := s.extended(); n > 0 {
		return ", with " + count(n, "suspended day") + " added,"
	}
	return ""
}

func (s enSentences) workingDays() string {
	t := s.tally(s.passed())
	text := "Count: " + en.span(t.span) + ", " + count(t.days, "day") + ": " + en.Amount(t.counted, deadlines.WorkingDay) + " counted"
	if t.makeup > 0 {
		text += " (" + strconv.Itoa(t.makeup) + " made up)"
	}
	var not []string
	if t.suspended > 0 {
		not = append(not, strconv.Itoa(t.suspended)+" suspended")
	}
	if t.weekend > 0 {
		not = append(not, strconv.Itoa(t.weekend)+" of weekends")
	}
	for _, f := range t.festivals {
		not = append(not, strconv.Itoa(f.days)+" off for "+s.festival(f.name))
	}
	if len(not) > 0 {
		text += "; not counted: " + strings.Join(not, ", ")
	}
	return text + "."
}

func (s enSentences) certainty() string {
	a, by := s.a, ""
	if !s.Question.AsOf.IsZero() {
		by = " by " + en.Date(s.Question.AsOf)
	}
	open := "The holidays from " + en.Date(a.UnsettledFrom) + " on were not announced" + by
	if by == "" {
		open = "The holidays from " + en.Date(a.UnsettledFrom) + " on are not announced yet"
	}
	switch {
	case a.Certainty() == deadlines.Provisional:
		how := "the statutory holidays alone"
		if a.Calendar.EstimatedBy(a.UnsettledFrom) == holidays.ByPrinciples {
			how = "the published principles of arrangement"
		}
		return "Provisional: " + strings.ToLower(open[:1]) + open[1:] + "; the answer is estimated by " + how + ", and can change: " +
			en.DayDate(a.Earliest) + " at the earliest, " + en.DayDate(a.Latest) + " at the latest."
	case a.Certainty() == deadlines.Bounded:
		return open + ", but under every arrangement as known since 2008 it is this day."
	case s.dependsOnCalendar():
		if by != "" {
			return "All holidays that matter were announced" + by + "."
		}
		return "All holidays that matter are announced."
	}
	return "The answer does not depend on the holidays."
}

func (s enSentences) consequence() string {
	if s.r.Silence != deadlines.DeemedNoObjection {
		return ""
	}
	text := "If there is no reply by then, that is taken as no objection."
	if s.r.SilenceInferred {
		text += " The sentence that says so stands with another limit of the same paragraph; the text leaves open whether it covers this one too, which is assumed here."
	}
	return text
}

func (s enSentences) note() string {
	if s.r.Note.IsZero() {
		return ""
	}
	return "Note: " + s.r.Note.EN
}

func (s enSentences) basis() string {
	d := s.r.Document
	inferred := ""
	if d.ArticlesInferred {
		inferred = " (the number found by counting the articles)"
	}
	return "By: " + en.Citation(s.r) + inferred + ", " + en.force(d) + "; its text was last checked on " + en.Date(d.Checked) + ", and whether it has changed since is not known."
}

func (s enSentences) position() string {
	revision := "revision " + s.a.Calendar.Position()
	switch {
	case !s.usesCalendar():
		return "Calendar table, " + revision + "; counted by the notices known on the day."
	case !s.Question.AsOf.IsZero():
		return "Calendar " + s.a.Calendar.ID() + ", " + revision + "; counted by the notices known on " + en.Date(s.Question.AsOf) + "."
	}
	return "Calendar " + s.a.Calendar.ID() + ", " + revision + "; counted by the notices known on the day; new or amended ones can change it."
}
