package explain

import (
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// sentences are the lines of an explanation in one language; a line that there is
// nothing to say about is "".
type sentences struct {
	*Subject
	a *deadlines.Answer
	r *deadlines.Rule
	Words
}

func (s sentences) what() string {
	return s.r.Jurisdiction.Name.In(s.lang) + " · " + s.r.Title.In(s.lang)
}

func (s sentences) stop() string { return s.say("。", ".") }

func (s sentences) result() string {
	a := s.a
	switch s.r.Shape {
	case deadlines.Quota:
		return s.quotaResult()
	case deadlines.Threshold:
		return s.Verdict(a) + s.stop()
	case deadlines.WeekdayWindow:
		text := s.Verdict(a) + s.stop()
		if a.Window.NextInside != a.Trigger {
			next := s.DayDate(a.Window.NextInside)
			text += s.say("其后第一个在所列日子里的工作日："+next+"。", " The first working day after it that is one of them: "+next+".")
		}
		return text
	}
	return s.headed(s.label(s.r), s.DayDate(a.Due)) + s.stop()
}

func (s sentences) quotaResult() string {
	q := &s.a.Quota
	text := s.Verdict(s.a) + s.say("。", ". ") + s.usedSoFar() + s.outOfReach(s.a) + s.stop()
	if usedUp(s.a) {
		next := s.DayDate(q.NextAllowed)
		text += s.say(next+"起又有余额。", " There is room again from "+next+".")
	}
	return text
}

// outOfReach says that a minimum cannot be reached any more.
func (w Words) outOfReach(a *deadlines.Answer) string {
	if a.Quota.Required == 0 || a.Quota.Reachable {
		return ""
	}
	return w.say("，余下的日子已不够", "; the days left are not enough")
}

// usedSoFar says how many of a quota there are in its window.
func (s sentences) usedSoFar() string {
	q := &s.a.Quota
	window, used := s.span(q.Window), s.times(s.r, q.Used)
	switch asked := q.Required > 0; { // nothing is used up towards a number that is asked for
	case q.Used == 0 && asked:
		return s.say(window+"尚无", "None so far, "+window)
	case q.Used == 0:
		return s.say(window+"尚未用过", "None used, "+window)
	case asked:
		return s.say(window+"已有"+used, used+" so far, "+window)
	}
	return s.say(window+"已用"+used, used+" used, "+window)
}

func (s sentences) ends() string {
	if !s.r.HasDue() {
		return ""
	}
	if s.r.Shape == deadlines.Term { // an office is held until midnight, whatever its hours
		return s.say("任期到当日24时为止（参照《民法典》第二百零三条第二款）。", "The day ends at 24:00 (Civil Code, art. 203 ¶2, by analogy).")
	}
	return s.say("期限到当日24时为止；有办公时间的，到停止办公时为止（参照《民法典》第二百零三条第二款）。",
		"The day ends at 24:00, or where there are office hours, when the office closes (Civil Code, art. 203 ¶2, by analogy).")
}

func (s sentences) from() string {
	r, day := s.r, s.DayDate(s.a.Trigger)
	trigger := r.Trigger.In(s.lang)
	event := trigger + s.say("，", ", ") + day
	switch r.Shape {
	case deadlines.Within, deadlines.Term:
		return s.say("起算：", "Counted from: ") + event + s.firstDay("当日计入，为第1天", "当日不计入")
	case deadlines.Before:
		return s.say("事项：", "Counted back from: ") + event + s.firstDay("当日计入，从当日起向前数", "当日不计入，从前一日起向前数")
	case deadlines.Lead:
		return s.say("事项："+event+"。", "Event: "+event+".")
	case deadlines.YearEnd:
		year := strconv.Itoa(s.a.Trigger.Year())
		return s.say("所问之日："+day+"，看"+year+"年。", "Day asked about: "+day+"; its year is "+year+".")
	case deadlines.Recurring:
		return s.fromMeeting(event, day)
	case deadlines.Threshold:
		asked := strconv.FormatFloat(s.Question.Days, 'f', -1, 64)
		return s.say(trigger+"："+asked+"天。", s.capital(trigger)+": "+asked+".")
	}
	return s.headed(s.capital(trigger), day) + s.stop()
}

func (s sentences) fromMeeting(event, day string) string {
	switch s.r.Every {
	case deadlines.EveryTwoWeeks:
		return s.say("起算："+event+"；当日不计入。", "Counted from: "+event+"; that day is not counted.")
	case deadlines.EveryNthWeekday:
		return s.say("所问之日："+day+"，看当日起最近的一次。", "Day asked about: "+day+"; the first one from that day on is given.")
	}
	unit, window := windows[s.r.Every].unit.In(s.lang), s.span(deadlines.WindowOf(s.r.Every, s.a.Trigger))
	return s.say("所问之日："+day+"；"+unit+"："+window+"。", "Day asked about: "+day+". "+unit+": "+window+".")
}

// capital begins a sentence.
func (w Words) capital(text string) string {
	if w.lang != holidays.English || text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// firstDay says whether the day of the event is counted. A reading about where a month
// ends leaves it where the text itself has it.
func (s sentences) firstDay(counted, not string) string {
	switch {
	case s.has(deadlines.AddedAgreed):
		return s.say("；期限另行商定。", "; the limit was agreed.")
	case s.r.TriggerDayCounts && s.inWorkingDays() && (s.isRest(s.a.Trigger) || s.suspends(s.a.Trigger)):
		why := s.offReason(s.a.Trigger)
		return s.say("；当日本可计入，因"+why+"而不计入。", "; that day would be day 1, but is "+why+" and is not counted.")
	case s.r.TriggerDayCounts, s.r.Origin().TriggerDayCounts:
		return s.say("；"+counted+"。", "; that day is day 1.")
	}
	return s.say("；"+not+"。", "; that day is not counted.")
}

func (s sentences) limit() string {
	text := s.r.Origin()
	article, provided := s.Article(text), s.provided(text)
	own := s.say("；"+article+"规定的是："+provided+"。", ". "+s.capital(article)+" itself says: "+provided+".")
	switch {
	case s.has(deadlines.AddedAgreed):
		day := s.DayDate(s.a.Due)
		return s.say("时限：以另行商定的"+day+"为准", "Limit: "+day+", as agreed") + own
	case s.has(deadlines.AddedAmount):
		n := s.Amount(s.a.Amount, s.r.Unit)
		return s.say("时限：按另定或商定的"+n+"计算", "Limit: "+n+", as set or agreed") + own
	}
	return s.say("规定："+article+"，"+provided+"。", "Rule: "+article+": "+provided+".")
}

// provided says what a rule asks in its own words.
func (s sentences) provided(r *deadlines.Rule) string {
	modal := s.modal(r)
	zh := s.limited(r, modal)
	if r.Strength == deadlines.Plain {
		zh += "（原文没有“须”“应”一类的词）"
	}
	return s.say(zh, s.Limit(r)+" ("+modal+")")
}
