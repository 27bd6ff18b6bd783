package explain

import (
	"strconv"

	"shixian/deadlines"
)

// Verdict is the answer in a few words: the due day, or what the shape has instead of it.
func (w Words) Verdict(a *deadlines.Answer) string {
	switch a.Rule.Shape {
	case deadlines.Quota:
		return w.quotaVerdict(a)
	case deadlines.Threshold:
		text := w.say("由"+a.Approver.ZH+"批准", "Approved by "+a.Approver.EN)
		if !a.Other.IsZero() {
			text += w.say("（正好在界限上，也可理解为由"+a.Other.ZH+"批准）", " (exactly on the line, so that it can also be read as by "+a.Other.EN+")")
		}
		return text
	case deadlines.WeekdayWindow:
		return w.windowVerdict(a)
	}
	return w.DayDate(a.Due)
}

// Headline is [Words.Verdict] for a place in which nothing else says that it can still move.
func (w Words) Headline(a *deadlines.Answer) string {
	if !a.Provisional() || !a.Rule.HasDue() {
		return w.Verdict(a)
	}
	return w.Verdict(a) + w.say("（暂定）", " (provisional)")
}

func (w Words) quotaVerdict(a *deadlines.Answer) string {
	r, q := a.Rule, &a.Quota
	lacking := max(0, q.Required-q.Used)
	required := w.times(r, q.Required)
	switch {
	case usedUp(a):
		limit, full := w.times(r, q.Limit), "已用完"
		if q.Required > 0 {
			full = "已满"
		}
		return w.exhausted(r) + w.say("（"+limit+full+"）", " (the limit is "+limit+")")
	case lacking > 0:
		return w.say("至少"+required+"，还差"+w.times(r, lacking), "At least "+required+"; "+strconv.Itoa(lacking)+" still to come")
	case onlyMinimum(a):
		return w.say("已满"+required+"，可以继续", "The "+required+" are reached; more is welcome")
	}
	left := w.times(r, q.Remaining)
	return w.say("可以（还剩"+left+"）", "Allowed ("+left+" left)")
}

// usedUp reports whether the maximum of a quota is reached.
func usedUp(a *deadlines.Answer) bool { return !a.Quota.Allowed }

// onlyMinimum reports whether a quota has no maximum.
func onlyMinimum(a *deadlines.Answer) bool { return a.Quota.Required > 0 && a.Rule.AtMost == 0 }

// exhausted says what a quota that is used up comes to, no stronger than its text.
func (w Words) exhausted(r *deadlines.Rule) string {
	switch {
	case forbids(r):
		return w.say("不得再安排", "No further one is allowed")
	case r.Strength == deadlines.Principle:
		return w.say("原则上不再安排", "In principle no further one")
	case r.Strength == deadlines.General:
		return w.say("一般不再安排", "As a rule no further one")
	}
	return w.say("已到上限", "The maximum is reached")
}

func (w Words) windowVerdict(a *deadlines.Answer) string {
	day := w.Weekday(a.Trigger) + w.say("，", ", ")
	said := strengths[a.Rule.Strength].In(w.lang)
	switch {
	case a.Window.Inside && a.Window.NextInside == a.Trigger:
		return day + w.say("在所列的日子里", "one of the days named")
	case a.Window.Inside:
		if _, open := a.Calendar.Unsettled(a.Trigger, a.Trigger); open {
			return day + w.say("在所列的日子里，但当日预计不上班", "one of the days named, but not expected to be worked")
		}
		return day + w.say("在所列的日子里，但当日不上班", "one of the days named, but not worked")
	case a.Rule.Strength == deadlines.Permitted:
		return day + w.say("不在所列的日子里，但并不禁止", "not one of the days named, but not forbidden")
	case a.Rule.Strength == deadlines.Principle, a.Rule.Strength == deadlines.General:
		return day + w.say(said+"不在这一天", said+" not on this day")
	}
	return day + w.say("不在所列的日子里", "not one of the days named")
}

var zhLights = map[deadlines.Light]string{deadlines.Green: "绿", deadlines.Yellow: "黄", deadlines.Red: "红"}

// Light names a light.
func (w Words) Light(l deadlines.Light) string { return w.say(zhLights[l], string(l)) }

// Left says in a few words where a matter stands.
func (w Words) Left(a *deadlines.Answer, st *deadlines.Standing) string {
	short, _ := w.stands(a, st)
	return short
}

// Standing says, behind [Words.AsOf], where a matter stands, whether that is certain, and what silence came to.
func (w Words) Standing(a *deadlines.Answer, st *deadlines.Standing) string {
	_, out := w.stands(a, st)
	if st.Days == deadlines.Provisional {
		out += w.say("（暂定，放假安排公布后可能改变）", " (provisional; the holidays to be announced can change it)")
	}
	if st.Deemed && st.State == deadlines.Overdue {
		since := w.Date(st.DeemedSince)
		if a.Provisional() {
			since += w.say("（暂定）", " (provisional)")
		}
		out += w.say("；如到期未回复，自"+since+"起视为无不同意见", "; if there was no reply, that is taken as no objection from "+since+" on")
	}
	return out
}

// StandingAt is [Words.Standing] with the day that it is of, which stands first: what
// silence came to does not depend on it.
func (w Words) StandingAt(a *deadlines.Answer, st *deadlines.Standing, l deadlines.Look) string {
	return w.capital(w.AsOf(l)) + w.say("，", ": ") + w.Standing(a, st)
}

// stands says where a matter stands, in a few words and in full.
func (w Words) stands(a *deadlines.Answer, st *deadlines.Standing) (short, full string) {
	over, left := w.Amount(st.WorkingDaysOver, deadlines.WorkingDay), w.Amount(st.WorkingDaysLeft, deadlines.WorkingDay)
	day, weekday := w.DayDate(a.Due), w.Weekday(a.Due)
	switch {
	case st.State == deadlines.Done:
		return w.say("按时办结", "done in time"), w.say("没有逾期", "in time")
	case st.State == deadlines.DoneLate && st.WorkingDaysOver > 0:
		late := w.say("逾期"+over, over+" late")
		return w.say("办结，", "done, ") + late, late
	case st.State == deadlines.DoneLate:
		return w.say("办结，晚于"+weekday+"到期", "done after "+weekday),
			w.say("晚于截止日"+day+"，其间没有工作日", "after the due day, "+day+", with no working day in between")
	case st.Late && a.Rule.Every == deadlines.EveryNthWeekday: // a meeting that took place is not overdue
		past := w.say("已过", "over")
		if st.WorkingDaysOver > 0 {
			past = w.say("已过"+over, over+" ago")
		}
		return past, past
	case st.Late && st.WorkingDaysOver > 0:
		late := w.say("逾期"+over, over+" overdue")
		return late, w.say("已", "") + late
	case st.Late:
		return w.say(weekday+"到期，已逾期", "overdue since "+weekday), w.say(day+"到期，已经逾期", "overdue since "+day)
	case st.State == deadlines.DueToday:
		today := w.say("当日到期", "due that day")
		return today, today
	case st.WorkingDaysLeft == 0:
		return w.say(weekday+"到期", "due on "+weekday),
			w.say(day+"到期，其间没有工作日", "due on "+day+", with no working day in between")
	}
	return w.say("剩"+left, left+" left"), w.say("还剩"+left, left+" left")
}

// AsOf says of which day a standing is.
func (w Words) AsOf(l deadlines.Look) string {
	if !l.Done.IsZero() {
		done := w.Date(l.Done)
		return w.say(done+"办结", "done on "+done)
	}
	at := w.Date(l.At)
	return w.say("以"+at+"计", "as of "+at)
}
