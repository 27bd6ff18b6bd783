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
			text += " The first working day after it that is one of them: " + en.DayDate(a.Window.NextInside) + "."
		}
		return text
	}
	return en.label(r) + ": " + en.DayDate(a.Due) + "."
}

func (s enSentences) ends() string {
	if !s.r.HasDue() {
		return ""
	}
	if s.r.Shape == deadlines.Term { // an office is held until midnight, whatever its hours
		return "The day ends at 24:00 (Civil Code, art. 203 ¶2, by analogy)."
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
		out = append(out, "Calendar: as asked, working days are those of "+s.a.Calendar.ID()+" ("+s.a.Calendar.Definition().NameEN+"), not those of the district’s own calendar, "+s.r.Jurisdiction.Calendar+".")
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
	effect := "this touches no day of the count and changes nothing"
	switch {
	case s.has(deadlines.AddedSuspendedNoEffect):
		effect = "a limit of this kind does not change with a suspension"
	case s.has(deadlines.AddedSuspendedNotCounted):
		effect = "the working days among them are not counted"
	case s.has(deadlines.AddedSuspendedExtends):
		effect = "the due day moves on"
		if s.a.Due.Before(s.a.Trigger) {
			effect = "the due day moves back"
		}
	case s.has(deadlines.AddedAgreed):
		effect = "the limit was agreed, so this changes nothing"
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
			text += " That day is only a suggestion: whether it moves, and to which day, is for " + s.r.PostponedBy.EN + " to decide."
		}
		if s.passed() {
			text += " The day asked about comes after it."
		}
		return text
	}
	switch {
	case s.isRest(a.Due):
		return "Day off: " + en.DayDate(a.Due) + " is " + s.offReason(a.Due) + "; " + by + "it does not move."
	case by != "":
		return "Day off: as asked, a day off " + enRolls[a.Roll] + "; this is a working day, so nothing changes."
	case s.passed():
		return "The day asked about comes after it."
	}
	return ""
}

var enRolls = map[deadlines.Roll]string{
	deadlines.RollNone: "does not move the day", deadlines.RollNext: "gives way to the next working day", deadlines.RollPrevious: "gives way to the working day before it",
}

func (s enSentences) offReason(d holidays.Date) string {
	day := s.day(d)
	switch {
	case s.suspends(d) && day.Working():
		return "suspended"
	case day.Kind == holidays.Holiday:
		return "off for " + s.festival(day.Festival)
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
	t := s.tally(s.gone())
	text := "Count: " + en.span(t.span) + ", " + count(t.days, "day") + ": " + en.Amount(t.counted, deadlines.WorkingDay) + " counted"
	if t.makeup > 0 {
		text += " (" + strconv.Itoa(t.makeup) + " of them made up for a holiday)"
	}
	var not []string
	if t.suspended > 0 {
		not = append(not, count(t.suspended, "suspended day"))
	}
	if t.weekend > 0 {
		not = append(not, count(t.weekend, "weekend day"))
	}
	for _, f := range t.festivals {
		not = append(not, count(f.days, "day")+" off for "+s.festival(f.name))
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
		what := "the answer is"
		if s.r.Shape == deadlines.WeekdayWindow {
			what = "the first working day among those named is"
		}
		return "Provisional: " + strings.ToLower(open[:1]) + open[1:] + "; " + what + " estimated by " + how + ", and can change: " +
			en.DayDate(a.Earliest) + " at the earliest, " + en.DayDate(a.Latest) + " at the latest."
	case a.Certainty() == deadlines.Bounded:
		return open + ", but unless they depart from everything known since 2008, it is this day."
	case s.dependsOnCalendar():
		if by != "" {
			return "All holidays that matter were announced" + by + "."
		}
		return "All holidays that matter are announced."
	}
	if s.r.Shape == deadlines.YearEnd {
		return "The due day itself does not depend on the holidays."
	}
	return "The answer does not depend on the holidays."
}

func (enSentences) short(a *deadlines.Answer) string {
	read := *a
	read.Other = deadlines.Text{}
	return en.Verdict(&read)
}

func (s enSentences) readings() (out []string) {
	for i := range s.a.Readings {
		r := &s.a.Readings[i]
		out = append(out, "Another reading: "+r.Text.EN+" By it: "+s.short(&r.Answer)+".")
	}
	if len(out) == 0 {
		return nil
	}
	safe, by := s.a.Safe()
	switch {
	case by == nil:
		return append(out, "No reading, and no combination of them, is stricter than the answer above.")
	case len(by) > 1:
		return append(out, "Strictest, by several of them together: "+s.short(safe)+".")
	}
	return append(out, "Strictest: "+s.short(safe)+".")
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
