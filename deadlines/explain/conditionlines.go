package explain

import (
	"slices"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// conditions says what the question itself brought in, suspended days aside.
func (s sentences) conditions() (out []string) {
	if s.has(deadlines.AddedCalendar) {
		name, id, own := s.a.Calendar.Definition(), s.a.Calendar.ID(), s.r.Jurisdiction.Calendar
		out = append(out, s.say("日历：按要求用"+name.NameZH+"的日历（"+id+"）判断工作日，不用本区的（"+own+"）。",
			"Calendar: as asked, working days are those of "+id+" ("+name.NameEN+"), not those of the district’s own calendar, "+own+"."))
	}
	if s.has(deadlines.AddedAsOf) {
		day := s.Date(s.Question.AsOf)
		out = append(out, s.say("通知：按要求只用"+day+"及以前印发的放假通知。", "Notices: as asked, only those issued by "+day+" are used."))
	}
	for _, c := range s.r.Chosen() {
		if s.has(deadlines.AddedAgreed) { // nothing was counted that it could change
			out = append(out, s.say("理解：期限已另行商定，所选的理解没有起作用：", "Reading chosen, which changes nothing since the limit was agreed: ")+c.Text.In(s.lang))
			continue
		}
		out = append(out, s.say("理解：按所选的理解（不是本服务通常的理解），", "Reading, as chosen and not the usual one here: ")+c.Text.In(s.lang))
	}
	return out
}

// suspension names the suspended days and what became of them.
func (s sentences) suspension() string {
	if len(s.Question.Suspended) == 0 {
		return ""
	}
	var spans []string
	for _, p := range s.Question.Suspended {
		span, days := s.span(p), s.dayCount(p.Days())
		spans = append(spans, s.say(span+"（"+days+"）", span+" ("+days+")"))
	}
	if overlap(s.Question.Suspended) {
		spans[len(spans)-1] += s.say("，重叠的日子只算一次", "; a day in two of them counts once")
	}
	effect, by := s.say("没有改变结果", "this changes nothing"), ""
	if s.has(deadlines.AddedSuspendedNotCounted | deadlines.AddedSuspendedExtends) {
		by = "，这里按所给的中止期间计算"
	}
	switch {
	case s.has(deadlines.AddedSuspendedNoEffect):
		effect = s.say("这类时限不因中止而改变，没有起作用", "a limit of this kind does not change with a suspension")
	case s.has(deadlines.AddedSuspendedNotCounted):
		effect = s.say("其中的工作日不计入", "suspended working days are not counted")
	case s.has(deadlines.AddedSuspendedExtends):
		effect = s.moves()
	case s.has(deadlines.AddedAgreed):
		effect = s.say("期限已另行商定，没有起作用", "the limit was agreed, so this changes nothing")
	}
	return s.say("中止："+strings.Join(spans, "、")+"，"+effect+"。原文没有中止的规定"+by+"。",
		"Suspended: "+strings.Join(spans, "; ")+"; "+effect+". The text does not provide for suspension; the spans are those given.")
}

func overlap(spans []holidays.Span) bool {
	for i, s := range spans {
		if slices.ContainsFunc(spans[:i], s.Overlaps) {
			return true
		}
	}
	return false
}

// moves says where a suspension moves the due day: a limit before an event ends earlier,
// or later if the question lets it roll on.
func (s sentences) moves() string {
	switch {
	case s.a.Due == s.a.Unsuspended:
		return s.say("截止日没有因此改变", "this does not move the due day")
	case s.a.Due.Before(s.a.Unsuspended):
		return s.say("截止日相应提前", "the due day moves back")
	}
	return s.say("截止日相应后移", "the due day moves on")
}

// roll says what became of a last day that is not worked.
func (s sentences) roll() string {
	asked := s.has(deadlines.AddedRoll)
	switch {
	case !s.r.HasDue():
		return ""
	case s.a.Rolled():
		return s.rolled(asked)
	case s.isRest(s.a.Due):
		day, why := s.DayDate(s.a.Due), s.offReason(s.a.Due)
		return s.say("休息日："+day+why+"，", "Day off: "+day+" is "+why+"; ") + s.asAsked(asked) + s.stays() + s.stop()
	case s.stopsAtDue():
		day := s.DayDate(s.a.Due)
		return s.say("截止日："+day+"在中止期间内，", "Due day: "+day+" is suspended; ") + s.asAsked(asked) + s.stays() + s.stop()
	case s.Question.Roll != deadlines.RollDefault:
		return s.needless()
	case s.isPast():
		return s.past()
	}
	return ""
}

// needless says that what the question asks of a day off changes nothing.
func (s sentences) needless() string {
	why := s.say("这一天是工作日", "this is a working day")
	moves, effect := rolls[s.Question.Roll].In(s.lang), s.say("，没有起作用", ", so nothing changes")
	switch {
	case s.has(deadlines.AddedAgreed):
		why = s.say("期限已另行商定", "the limit was agreed")
	case s.inWorkingDays():
		why = s.say("按工作日计算，最后一日总是工作日", "a limit in working days always ends on one")
	case s.a.Provisional():
		why = s.say("这一天预计是工作日", "this is expected to be a working day")
	}
	if s.r.Every == deadlines.EveryNthWeekday { // another roll can make another meeting the next one
		effect = s.say("；最近的是哪一次，也据此确定", "; which meeting comes next depends on it too")
	}
	return s.say("休息日：按要求遇休息日"+moves+"；"+why+effect+"。", "Day off: as asked, a day off "+moves+"; "+why+effect+".")
}

var rolls = map[deadlines.Roll]deadlines.Text{
	deadlines.RollNone:     {ZH: "不移动", EN: "does not move the day"},
	deadlines.RollNext:     {ZH: "顺延", EN: "gives way to the next working day"},
	deadlines.RollPrevious: {ZH: "提前", EN: "gives way to the working day before it"},
}

// past says that the day asked about lies after the due day of its window.
func (s sentences) past() string {
	return s.say("所问之日已在这一天之后。", "The day asked about comes after that day.")
}

func (s sentences) stays() string {
	switch {
	case s.has(deadlines.AddedAgreed) && s.Question.Roll != deadlines.RollDefault:
		moves := rolls[s.Question.Roll].ZH
		return s.say("以商定的日子为准，所要求的“遇休息日"+moves+"”没有起作用", "the day agreed stands, and what was asked for days off changes nothing")
	case s.has(deadlines.AddedAgreed):
		return s.say("以商定的日子为准，不顺延", "the day agreed stands")
	case s.r.Origin().Roll == deadlines.RollPrevious:
		return s.say("不提前", "it does not move")
	}
	return s.say("不顺延", "it does not move")
}

// asAsked begins what the question itself asks for.
func (s sentences) asAsked(asked bool) string {
	if !asked {
		return ""
	}
	return s.say("按要求", "as asked, ")
}

func (s sentences) rolled(asked bool) string {
	a := s.a
	zh, moves, to := "顺延", "it moves to ", s.say("顺延到其后的第一个", "the next working day")
	if a.Due.Before(a.Nominal) {
		zh, moves, to = "提前", "it moves back to ", s.say("提前到其前的最后一个", "the last working day before it")
	}
	if s.has(deadlines.AddedSuspendedExtends) {
		to += s.say("不在中止期间内的", " that is not suspended")
	}
	last, why, as := s.lastDay(), s.offReason(a.Nominal), s.asAsked(asked)
	by := s.r.PostponedBy
	how := s.say(as+to+"工作日", as+moves+to)
	if !by.IsZero() {
		how = s.say(how, as+to+" is given")
	}
	text := s.say(zh+"："+last+"，当日"+why+"，"+how+"。", "Moved: "+last+", which is "+why+"; "+how+".")
	if !by.IsZero() {
		text += s.say("这只是先给出的日子，是否改期、改到哪一天，由"+by.ZH+"审定。",
			" It is only a suggestion: whether the meeting moves, and to which day, is for "+by.EN+" to decide.")
	}
	if s.isPast() {
		text += s.say("", " ") + s.past()
	}
	return text
}

// lastDay names the day that is rolled.
func (s sentences) lastDay() string {
	day := s.DayDate(s.a.Nominal)
	switch {
	case s.r.Every == deadlines.EveryNthWeekday:
		return s.say("例会日"+day, "the meeting day is "+day)
	case s.r.Every != "" && s.r.Every != deadlines.EveryTwoWeeks:
		return s.say("这段时间到"+day+"为止", "the period ends on "+day)
	case s.r.Shape == deadlines.YearEnd:
		return s.say("年底是"+day, "the year ends on "+day)
	}
	return s.say("算到"+day, "the count ends on "+day)
}

// offReason says why a day is not worked.
func (s sentences) offReason(d holidays.Date) string {
	day, _ := s.a.Calendar.Day(d) // it is covered
	switch {
	case s.suspends(d) && day.Working():
		return s.say("在中止期间内", "suspended")
	case day.Kind == holidays.Holiday:
		festival := s.festival(day.Festival)
		if !day.Settled { // no notice says so
			return s.say("预计"+festival+"放假", "expected to be off for "+festival)
		}
		return s.say(festival+"放假", "off for "+festival)
	}
	return s.say("是周末", "a weekend day")
}

func (s sentences) festival(name string) string { return Festival(s.lang, name, s.NameEN) }

func (s sentences) lastWorkingDay() string {
	d := &s.a.LastWorkingDay
	if d.IsZero() {
		return ""
	}
	text := s.say("当年最后一个工作日：", "Last working day of that year: ") + s.DayDate(d.Date)
	if d.Certainty == deadlines.Provisional {
		text += s.say("，暂定，", ", provisional: ") + s.Bounds(d.Earliest, d.Latest)
	}
	return text + s.stop()
}
