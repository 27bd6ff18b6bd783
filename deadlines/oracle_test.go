package deadlines_test

import (
	"slices"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// An oracle answers a valid request by walking from day to day and asking the
// calendar about one day at a time. It shares no step of counting with the package.
type oracle struct {
	rule *deadlines.Rule
	cal  *holidays.Calendar
	q    *deadlines.Request

	amount  int
	roll    deadlines.Roll
	looked  []holidays.Date        // the days that the answer depends on
	counted map[holidays.Date]bool // the days counted
	added   map[string]bool        // the interpretations that the request brings in

	nominal, due, lastWorking holidays.Date
	quota                     deadlines.QuotaAnswer
	window                    deadlines.WindowAnswer
	approver, other           deadlines.Text
}

// uncovered is the panic of a walk that leaves the calendar.
type uncovered struct{}

// consult answers a request, or returns the code of the error.
func consult(r *deadlines.Rule, cal *holidays.Calendar, q *deadlines.Request) (o *oracle, code deadlines.Code) {
	o = &oracle{rule: r, cal: cal, q: q, amount: r.Amount, roll: r.Roll,
		counted: map[holidays.Date]bool{}, added: map[string]bool{}}
	if r.Shape != deadlines.Threshold {
		if q.Trigger.Before(r.Document.EffectiveFrom) && r.Every != deadlines.EveryTwoWeeks {
			return o, deadlines.CodeNotInForce
		}
		if _, err := cal.Day(q.Trigger); err != nil {
			return o, deadlines.CodeOutOfCoverage
		}
	}
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(uncovered); !ok {
				panic(p)
			}
			code = deadlines.CodeOutOfCoverage
		}
	}()
	o.overridden()
	o.answer()
	if r.HasDue() && o.due.Before(r.Document.EffectiveFrom) {
		if q.Trigger.Before(r.Document.EffectiveFrom) {
			return o, deadlines.CodeNotInForce
		}
		o.added["due_before_effective"] = true
	} else if r.Shape != deadlines.Threshold && q.Trigger.Before(r.Document.EffectiveFrom) {
		o.added["meeting_before_effective"] = true
	}
	return o, ""
}

func (o *oracle) overridden() {
	if o.q.Amount != 0 {
		o.amount = o.q.Amount
		o.added["amount_overridden"] = true
	}
	if o.q.Roll != "" && o.rule.Unit != deadlines.WorkingDay {
		o.roll = o.q.Roll
		o.added["roll_overridden"] = true
	}
	o.added["calendar_overridden"] = o.cal.ID() != o.rule.Jurisdiction.Calendar
	o.added["as_of_notices"] = !o.q.AsOf.IsZero()
}

func (o *oracle) answer() {
	forward := o.rule.Shape == deadlines.Within
	backward := o.rule.Shape == deadlines.Before || o.rule.Shape == deadlines.Lead
	days := o.rule.Unit == deadlines.WorkingDay
	o.added["suspended_no_effect"] = len(o.q.Suspended) > 0 && !forward && !backward
	switch {
	case forward && days:
		o.withinWorkingDays()
	case o.rule.Shape == deadlines.Lead:
		o.lead()
	case backward && days:
		o.beforeWorkingDays()
	case forward && o.rule.Unit == deadlines.Month:
		o.withinMonths()
	case forward:
		o.withinDays()
	case backward:
		o.beforeDays()
	case o.rule.Shape == deadlines.YearEnd:
		o.yearEnd()
	case o.rule.Shape == deadlines.Term:
		o.term()
	case o.rule.Shape == deadlines.Recurring:
		o.recurring()
	case o.rule.Shape == deadlines.Quota:
		o.countQuota()
	case o.rule.Shape == deadlines.Threshold:
		o.threshold()
	default:
		o.weekdays()
	}
}

func (o *oracle) works(d holidays.Date) bool {
	day, err := o.cal.Day(d)
	if err != nil {
		panic(uncovered{})
	}
	return day.Kind == holidays.Workday || day.Kind == holidays.Makeup
}

func (o *oracle) suspended(d holidays.Date) bool {
	for _, s := range o.q.Suspended {
		if d.Compare(s.From) >= 0 && d.Compare(s.To) <= 0 {
			return true
		}
	}
	return false
}

// unsettled returns the earliest of the days that the answer depends on that is
// not settled.
func (o *oracle) unsettled() (first holidays.Date, any bool) {
	for _, d := range o.looked {
		if day, _ := o.cal.Day(d); !day.Settled && (!any || d.Before(first)) {
			first, any = d, true
		}
	}
	return first, any
}

// stepWorking counts n working days that are not suspended, by steps of one day,
// and d may be the first of them.
func (o *oracle) stepWorking(d holidays.Date, n, step int) {
	for ; ; d = d.AddDays(step) {
		works := o.works(d)
		o.looked = append(o.looked, d)
		if works && o.suspended(d) {
			o.added["suspended_not_counted"] = true
		}
		if !works || o.suspended(d) {
			continue
		}
		o.counted[d] = true
		if len(o.counted) == n {
			o.nominal, o.due = d, d
			return
		}
	}
}

func (o *oracle) withinWorkingDays() {
	d := o.q.Trigger
	if !o.rule.TriggerDayCounts {
		d = d.AddDays(1)
	}
	o.stepWorking(d, o.amount, 1)
}

func (o *oracle) beforeWorkingDays() {
	o.stepWorking(o.lastBefore(o.rule.TriggerDayCounts), o.amount, -1)
}

// lastBefore is the first day of a count backward.
func (o *oracle) lastBefore(triggerCounts bool) holidays.Date {
	if triggerCounts {
		return o.q.Trigger
	}
	return o.q.Trigger.AddDays(-1)
}

// lead walks back until enough working days lie behind, and then to the next one.
func (o *oracle) lead() {
	o.stepWorking(o.lastBefore(!o.rule.DecisionDayOut), o.amount+1, -1)
	delete(o.counted, o.due) // the day to hand in is not one of those left
}

func (o *oracle) withinDays() {
	d := o.q.Trigger
	if o.rule.TriggerDayCounts {
		o.counted[d] = true
	}
	for len(o.counted) < o.amount {
		d = d.AddDays(1)
		o.works(d) // no further than the calendar knows
		if o.suspended(d) {
			o.added["suspended_extends"] = true
		} else {
			o.counted[d] = true
		}
	}
	o.rollFrom(d)
}

func (o *oracle) withinMonths() {
	same, exists := sameNumber(o.q.Trigger, o.amount)
	end := same
	if o.rule.TriggerDayCounts && exists {
		end = end.AddDays(-1)
	}
	o.added["month_end"] = !exists
	for grow := end; ; {
		o.works(grow) // no further than the calendar knows
		days := 0
		for d := o.q.Trigger.AddDays(1); !d.After(grow); d = d.AddDays(1) {
			if o.suspended(d) {
				days++
			}
		}
		if end.AddDays(days) == grow {
			o.added["suspended_extends"] = days > 0
			end = grow
			break
		}
		grow = end.AddDays(days)
	}
	for d := o.q.Trigger; !d.After(end); d = d.AddDays(1) {
		if d == o.q.Trigger && o.rule.TriggerDayCounts || d != o.q.Trigger && !o.suspended(d) {
			o.counted[d] = true
		}
	}
	o.rollFrom(end)
}

// sameNumber returns the day with the same number some months on, or that month's
// last day if there is none, and whether there is one.
func sameNumber(d holidays.Date, months int) (holidays.Date, bool) {
	y, m, number := d.Civil()
	for range months {
		if m++; m == 13 {
			y, m = y+1, 1
		}
	}
	last := holidays.NewDate(y, m, 1)
	for {
		if _, _, n := last.Civil(); n == number {
			return last, true
		}
		next := last.AddDays(1)
		if _, nm, _ := next.Civil(); nm != m {
			return last, false
		}
		last = next
	}
}

func (o *oracle) beforeDays() {
	d := o.lastBefore(o.rule.TriggerDayCounts).AddDays(1)
	for range o.amount {
		d = d.AddDays(-1)
		o.counted[d] = true
	}
	o.rollFrom(d)
}

func (o *oracle) yearEnd() {
	d := o.q.Trigger
	for d.AddDays(1).Year() == o.q.Trigger.Year() {
		d = d.AddDays(1)
	}
	o.rollFrom(d)
	for !o.works(d) {
		d = d.AddDays(-1)
	}
	o.lastWorking = d
}

func (o *oracle) term() {
	d, exists := sameNumber(o.q.Trigger, 12*o.amount)
	if exists && o.rule.TriggerDayCounts {
		d = d.AddDays(-1)
	}
	o.added["month_end"] = !exists // 29 February
	o.rollFrom(d)
}

func (o *oracle) recurring() {
	d := o.q.Trigger
	switch o.rule.Every {
	case deadlines.EveryTwoWeeks:
		for range 14 {
			d = d.AddDays(1)
			o.counted[d] = true
		}
	case deadlines.EveryNthWeekday:
		o.meeting()
		return
	default:
		for windowKey(o.rule.Every, d.AddDays(1)) == windowKey(o.rule.Every, d) {
			d = d.AddDays(1)
		}
	}
	o.rollFrom(d)
}

// meeting tries every meeting from far back on: the first that takes place on or
// after the trigger is the one.
func (o *oracle) meeting() {
	d := o.q.Trigger.AddDays(-120)
	if d.Before(o.cal.First()) {
		d = o.cal.First()
	}
	for ; ; d = d.AddDays(1) {
		if !isNth(d, o.rule.Nth, o.rule.Weekday) {
			continue
		}
		if o.looked = nil; o.tryRoll(d) && !o.due.Before(o.q.Trigger) {
			o.added["meeting_moved"] = o.due != o.nominal
			return
		}
	}
}

// tryRoll is rollFrom for a meeting that may roll back out of the calendar, before
// the trigger.
func (o *oracle) tryRoll(d holidays.Date) (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			if _, left := p.(uncovered); !left || d.After(o.q.Trigger) && (o.roll != deadlines.RollPrevious || d.After(o.cal.Last())) {
				panic(p)
			}
		}
	}()
	o.rollFrom(d)
	return true
}

func isNth(d holidays.Date, nth int, w time.Weekday) bool {
	_, _, number := d.Civil()
	return d.Weekday() == w && (number-1)/7+1 == nth
}

// windowKey is the same for the days of one window.
func windowKey(every deadlines.Window, d holidays.Date) [3]int {
	y, m, number := d.Civil()
	half := 0
	if number > 15 {
		half = 1
	}
	switch every {
	case deadlines.EveryYear:
		return [3]int{y}
	case deadlines.EveryHalfYear:
		return [3]int{y, (int(m) - 1) / 6}
	case deadlines.EveryTwoMonths:
		return [3]int{y, (int(m) - 1) / 2}
	case deadlines.EveryMonth:
		return [3]int{y, int(m)}
	}
	return [3]int{y, int(m), half}
}

// rollFrom takes d for the nominal day and finds the due one.
func (o *oracle) rollFrom(d holidays.Date) {
	countable := o.rule.Shape == deadlines.Within || o.rule.Shape == deadlines.Before
	stops := func() bool {
		if o.works(d) && countable && o.suspended(d) && o.roll != deadlines.RollNone {
			o.added["suspended_extends"] = true
			return false
		}
		return o.works(d)
	}
	works := stops()
	o.nominal, o.due = d, d
	if o.roll == deadlines.RollNone {
		return
	}
	o.looked = append(o.looked, d)
	for !works {
		if o.roll == deadlines.RollNext {
			d = d.AddDays(1)
		} else {
			d = d.AddDays(-1)
		}
		works = stops()
		o.looked = append(o.looked, d)
	}
	o.due = d
}

func (o *oracle) countQuota() {
	if o.rule.TwelveMonths {
		o.countOnEnd()
		return
	}
	perYear := map[int][]holidays.Date{}
	days := map[holidays.Date]bool{}
	year := o.q.Trigger.Year()
	for _, d := range o.q.History {
		if d.Year() == year && d.Before(o.rule.Document.EffectiveFrom) {
			o.added["history_before_effective"] = true
		}
		if o.rule.Unit == deadlines.CalDay && days[d] {
			continue
		}
		days[d] = true
		perYear[d.Year()] = append(perYear[d.Year()], d)
	}
	o.quota = deadlines.QuotaAnswer{
		Used: len(perYear[year]), NextAllowed: o.q.Trigger, Allowed: true, Reachable: true,
		Window: holidays.Span{From: holidays.NewDate(year, 1, 1), To: holidays.NewDate(year, 12, 31)},
	}
	o.quota.Limit = o.amount
	if o.rule.AtLeast {
		o.quota.Required = o.amount
		if o.rule.AtMost != 0 {
			o.quota.Limit = o.rule.AtMost
		}
		free := 0
		for d := o.q.Trigger; d.Year() == year; d = d.AddDays(1) {
			if !days[d] {
				free++
			}
		}
		o.quota.Reachable = o.rule.Unit != deadlines.CalDay || o.quota.Used+free >= o.amount
	}
	o.quota.Remaining = max(o.quota.Limit-o.quota.Used, 0)
	if o.rule.AtLeast && o.rule.AtMost == 0 {
		return
	}
	for len(perYear[year]) >= o.quota.Limit {
		year++
		o.quota.Allowed, o.quota.NextAllowed = false, holidays.NewDate(year, 1, 1)
	}
}

// countOnEnd tries the twelve months that begin with a day and with each day used, and goes
// from day to day until all that hold it have room.
func (o *oracle) countOnEnd() {
	begin := func(from holidays.Date) holidays.Span {
		to, exists := sameNumber(from, 12)
		if exists { // else it begins on 29 February
			to = to.AddDays(-1)
		}
		return holidays.Span{From: from, To: to}
	}
	fullest := func(d holidays.Date) (most int, at holidays.Span) {
		most = -1
		for _, from := range append([]holidays.Date{d}, o.q.History...) {
			w, used := begin(from), 0
			for _, h := range o.q.History {
				if w.Contains(h) {
					used++
				}
			}
			if w.Contains(d) && (used > most || used == most && from.Before(at.From)) {
				most, at = used, w
			}
		}
		return most, at
	}
	used, w := fullest(o.q.Trigger)
	if slices.ContainsFunc(o.q.History, func(d holidays.Date) bool { return w.Contains(d) && d.Before(o.rule.Document.EffectiveFrom) }) {
		o.added["history_before_effective"] = true
	}
	o.quota = deadlines.QuotaAnswer{Used: used, Limit: o.amount, Remaining: max(0, o.amount-used), Allowed: used < o.amount,
		Reachable: true, Window: w, NextAllowed: o.q.Trigger}
	for ; used >= o.amount; used, _ = fullest(o.quota.NextAllowed) {
		o.quota.NextAllowed = o.quota.NextAllowed.AddDays(1)
	}
}

func (o *oracle) threshold() {
	line := float64(o.amount)
	o.approver = o.rule.UpTo
	if o.q.Days > line {
		o.approver = o.rule.Beyond
	}
	switch {
	case o.q.Days != line:
	case o.rule.LineBeyond:
		o.approver, o.other = o.rule.Beyond, o.rule.UpTo
	default:
		o.other = o.rule.Beyond
		o.added["threshold_both_sides"] = true
	}
}

func (o *oracle) weekdays() {
	among := func(d holidays.Date) bool { return slices.Contains(o.rule.Weekdays, d.Weekday()) }
	o.window.Inside = among(o.q.Trigger)
	for d := o.q.Trigger; ; d = d.AddDays(1) {
		works := o.works(d)
		if !among(d) {
			continue
		}
		if o.looked = append(o.looked, d); works {
			o.window.NextInside = d
			return
		}
	}
}
