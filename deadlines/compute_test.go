package deadlines_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/deadlines"
	"shixian/holidays"
)

// A situation is what a request is made from; every rule takes from it what its
// shape allows.
type situation struct {
	cal       *holidays.Calendar
	trigger   holidays.Date
	amount    int
	roll      deadlines.Roll
	suspended []holidays.Span
	asOf      holidays.Date
	history   []holidays.Date
	days      float64
}

// request returns the request of the situation to a rule.
func (s *situation) request(r *deadlines.Rule) *deadlines.Request {
	q := &deadlines.Request{Trigger: s.trigger, AsOf: s.asOf, Trace: true}
	if r.Overridable {
		q.Amount = s.amount
	}
	switch {
	case r.HasDue():
		q.Roll, q.Suspended = s.roll, s.suspended
	case r.Shape == deadlines.Quota:
		q.History = s.history
	case r.Shape == deadlines.Threshold:
		q.Trigger, q.Days, q.HasDays = holidays.Date{}, s.days, true
	}
	return q
}

// drawDate draws a day of a span.
func drawDate(t *rapid.T, label string, in holidays.Span) holidays.Date {
	return in.From.AddDays(rapid.IntRange(0, in.Days()-1).Draw(t, label))
}

// drawReal draws an embedded calendar, as it is or as it was known on a day, and a
// trigger from 2007 to 2050, most of them in the years that have notices.
func drawReal(t *rapid.T) situation {
	s := situation{trigger: drawDate(t, "trigger", span("2007-01-01", "2050-12-31"))}
	if rapid.IntRange(0, 3).Draw(t, "years") > 0 {
		s.trigger = drawDate(t, "trigger", span("2018-12-01", "2027-12-31"))
	}
	id := rapid.SampledFrom(table().IDs()).Draw(t, "calendar")
	s.cal = table().Calendar(id)
	if rapid.Bool().Draw(t, "as of a day") {
		s.asOf = drawDate(t, "as of", span("2006-12-01", "2026-12-31"))
		s.cal = table().AsOf(id, s.asOf)
	}
	return s
}

// madeUp are the years of the calendars that drawMadeUp draws.
var madeUp = span("2020-01-01", "2023-12-31")

// madeUpSource is a source of notices drawn at random, one each year and some of
// them amendments, which do not settle their year.
func madeUpSource(t *rapid.T) *holidays.Source {
	dates := map[int]holidays.YearDates{}
	for y := madeUp.From.Year(); y <= madeUp.To.Year(); y++ {
		dates[y] = table().Source().Statutory.Dates[y]
	}
	src := &holidays.Source{
		Definitions: []holidays.Definition{{ID: "CN", FirstYear: madeUp.From.Year()}},
		Statutory:   &holidays.Statutory{Regulations: table().Source().Statutory.Regulations, Dates: dates},
	}
	for y := madeUp.From.Year(); y <= madeUp.To.Year(); y++ {
		if rapid.IntRange(0, 3).Draw(t, "no notice") == 0 {
			continue
		}
		n := holidays.Notice{ID: holidays.NoticeID("CN", y, 1), Calendar: "CN", Year: y, Issued: holidays.NewDate(y-1, 12, 1)}
		if rapid.IntRange(0, 3).Draw(t, "amends") == 0 {
			n.Amends = "an earlier one"
		}
		for range rapid.IntRange(0, 8).Draw(t, "entries") {
			from := drawDate(t, "entry", holidays.Span{From: holidays.NewDate(y-1, 12, 20), To: holidays.NewDate(y, 12, 31)})
			kind := rapid.SampledFrom([]holidays.EntryKind{holidays.Off, holidays.Work}).Draw(t, "kind")
			length := rapid.IntRange(0, 14).Draw(t, "length")
			n.Entries = append(n.Entries, holidays.Entry{
				Festival: rapid.SampledFrom([]string{"春节", "国庆节"}).Draw(t, "festival"),
				Kind:     kind, Span: holidays.Span{From: from, To: from.AddDays(length)},
			})
		}
		src.Notices = append(src.Notices, n)
	}
	return src
}

// built builds the one calendar of a source.
func built(t *rapid.T, src *holidays.Source) *holidays.Calendar {
	cal, err := holidays.Build(src, holidays.BuildOptions{Calendar: "CN"})
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// drawMadeUp draws a calendar of a few years with holidays anywhere, and a trigger
// in it or just outside.
func drawMadeUp(t *rapid.T) situation {
	around := holidays.Span{From: madeUp.From.AddDays(-3), To: madeUp.To.AddDays(3)}
	return situation{cal: built(t, madeUpSource(t)), trigger: drawDate(t, "trigger", around)}
}

// drawRest draws what a caller may add.
func drawRest(t *rapid.T, s *situation) {
	if rapid.Bool().Draw(t, "has amount") {
		s.amount = rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, deadlines.MaxAmount)).Draw(t, "amount")
	}
	s.roll = rapid.SampledFrom([]deadlines.Roll{"", "", "", deadlines.RollNone, deadlines.RollNext, deadlines.RollPrevious}).Draw(t, "roll")
	if rapid.Bool().Draw(t, "has spans") {
		s.suspended = drawSpans(t, s.trigger)
	}
	for range rapid.IntRange(0, 6).Draw(t, "history") {
		s.history = append(s.history, s.trigger.AddDays(rapid.IntRange(-800, 1600).Draw(t, "used")))
	}
	s.days = rapid.OneOf(rapid.SampledFrom([]float64{0.5, 1, 1.5, 2, deadlines.MaxDays}), rapid.Float64Range(0.01, 3)).Draw(t, "days")
}

// drawSpans draws spans around a day in any order: many of them overlap, touch, or
// lie before it.
func drawSpans(t *rapid.T, around holidays.Date) []holidays.Span {
	var spans []holidays.Span
	for range rapid.IntRange(1, 6).Draw(t, "spans") {
		from := around.AddDays(rapid.IntRange(-20, 30).Draw(t, "from"))
		length := rapid.OneOf(rapid.IntRange(0, 10), rapid.IntRange(0, 400)).Draw(t, "length")
		spans = append(spans, holidays.Span{From: from, To: from.AddDays(length)})
	}
	return spans
}

// forms are the ways of counting, those that no embedded rule has included.
var forms = []deadlines.Rule{
	{Shape: deadlines.Within, Unit: deadlines.WorkingDay},
	{Shape: deadlines.Within, Unit: deadlines.WorkingDay, TriggerDayCounts: true},
	{Shape: deadlines.Within, Unit: deadlines.CalDay},
	{Shape: deadlines.Within, Unit: deadlines.CalDay, TriggerDayCounts: true},
	{Shape: deadlines.Within, Unit: deadlines.Month},
	{Shape: deadlines.Within, Unit: deadlines.Month, TriggerDayCounts: true},
	{Shape: deadlines.Before, Unit: deadlines.WorkingDay},
	{Shape: deadlines.Before, Unit: deadlines.WorkingDay, TriggerDayCounts: true},
	{Shape: deadlines.Before, Unit: deadlines.CalDay},
	{Shape: deadlines.Before, Unit: deadlines.CalDay, TriggerDayCounts: true},
	{Shape: deadlines.Lead, Unit: deadlines.WorkingDay},
	{Shape: deadlines.Lead, Unit: deadlines.WorkingDay, DecisionDayOut: true},
	{Shape: deadlines.YearEnd},
	{Shape: deadlines.Term, Unit: deadlines.Year},
	{Shape: deadlines.Term, Unit: deadlines.Year, TriggerDayCounts: true},
	{Shape: deadlines.Recurring, Every: deadlines.EveryYear},
	{Shape: deadlines.Recurring, Every: deadlines.EveryHalfYear},
	{Shape: deadlines.Recurring, Every: deadlines.EveryTwoMonths},
	{Shape: deadlines.Recurring, Every: deadlines.EveryMonth},
	{Shape: deadlines.Recurring, Every: deadlines.EveryHalfMonth},
	{Shape: deadlines.Recurring, Every: deadlines.EveryTwoWeeks},
	{Shape: deadlines.Recurring, Every: deadlines.EveryNthWeekday},
	{Shape: deadlines.Quota},
	{Shape: deadlines.Quota, TwelveMonths: true},
	{Shape: deadlines.Quota, AtLeast: true},
	{Shape: deadlines.Quota, AtLeast: true, Unit: deadlines.CalDay},
	{Shape: deadlines.Quota, AtLeast: true, AtMost: 31},
	{Shape: deadlines.Threshold, Unit: deadlines.CalDay},
	{Shape: deadlines.Threshold, Unit: deadlines.CalDay, LineBeyond: true},
	{Shape: deadlines.WeekdayWindow},
}

// drawRules draws one rule of every form, in force since the first calendar begins.
func drawRules(t *rapid.T) []*deadlines.Rule {
	var out []*deadlines.Rule
	for i := range forms {
		r := changed(&forms[i], func(r *deadlines.Rule) {
			r.ID = "any.rule"
			r.Jurisdiction = &deadlines.Jurisdiction{ID: "any", Calendar: "CN"}
			r.Document = &deadlines.Document{EffectiveFrom: date("2007-01-01")}
			r.Roll = deadlines.DefaultRoll(r.Shape, r.Unit, r.Every)
			r.Overridable = r.Unit != "" && r.HasDue()
			r.Amount = rapid.IntRange(1, 30).Draw(t, "rule's amount")
			r.UpTo, r.Beyond = deadlines.Text{ZH: "甲"}, deadlines.Text{ZH: "乙"}
		})
		switch {
		case r.Every == deadlines.EveryNthWeekday:
			r.Nth = rapid.IntRange(1, 5).Draw(t, "nth")
			r.Weekday = time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		case r.Shape == deadlines.WeekdayWindow:
			for range rapid.IntRange(1, 3).Draw(t, "weekdays") {
				r.Weekdays = append(r.Weekdays, time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")))
			}
		case r.Shape == deadlines.Quota:
			r.Amount = rapid.IntRange(1, 3).Draw(t, "times")
		}
		out = append(out, r)
	}
	return out
}

// rulesOfAllTimes are the embedded rules, each as it is and as if it had always
// been in force.
func rulesOfAllTimes() []*deadlines.Rule {
	list := slices.Clone(catalogue().Rules)
	for _, r := range catalogue().Rules {
		list = append(list, since(r, date("2007-01-01")))
	}
	return list
}

func TestComputeEqualsOracle(t *testing.T) {
	all := rulesOfAllTimes()
	rapid.Check(t, func(t *rapid.T) {
		s := drawReal(t)
		drawRest(t, &s)
		for _, r := range append(drawRules(t), all...) {
			compare(t, r, &s)
		}
	})
}

func TestComputeEqualsOracleOnAnyCalendar(t *testing.T) {
	all := rulesOfAllTimes()
	rapid.Check(t, func(t *rapid.T) {
		s := drawMadeUp(t)
		drawRest(t, &s)
		for _, r := range append(drawRules(t), all...) {
			compare(t, r, &s)
		}
	})
}

// failer is what a test, a property and a fuzzer have in common.
type failer interface {
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// compare requires that Compute and the oracle say the same.
func compare(t failer, r *deadlines.Rule, s *situation) {
	q := s.request(r)
	got, err := deadlines.Compute(r, s.cal, q)
	if err == nil {
		compareAnswer(t, r, s.cal, q, &got)
	} else if want, code := consult(r, s.cal, q); codeOf(err) != code && !(codeOf(err) == deadlines.CodeOutOfCoverage && want.mayLeave()) {
		t.Fatalf("%s %+v: got %v, the oracle says %q", r.ID, q, err, code)
	}
}

// mayLeave reports whether some arrangement may put the day beyond the calendar: it looked
// at a day that is not settled, and an end of the calendar is near.
func (o *oracle) mayLeave() bool {
	_, open := o.unsettled()
	reach := mayMove // and through the days that do not count
	for _, s := range o.q.Suspended {
		reach += s.Days()
	}
	near := func(d holidays.Date) bool {
		return o.cal.First().DaysUntil(d) < reach || d.DaysUntil(o.cal.Last()) < reach
	}
	return open && slices.ContainsFunc(o.looked, near)
}

// mayMove is how many days the arrangements of a festival can move a working day: the
// longest run of days off and a weekend on either side.
const mayMove = 16

// compareAnswer requires that an answer is the oracle's.
func compareAnswer(t failer, r *deadlines.Rule, cal *holidays.Calendar, q *deadlines.Request, got *deadlines.Answer) {
	want, code := consult(r, cal, q)
	if code != "" {
		t.Fatalf("%s %+v: due %s, the oracle says %q", r.ID, q, got.Due, code)
	}
	unsettled, open := want.unsettled()
	want.estimated(got)
	same := func(field string, got, want any) {
		if got != want {
			t.Errorf("%s %s %s in %s %+v: %s is %v, and %v by the oracle", r.ID, r.Shape, r.Unit, cal.ID(), q, field, got, want)
		}
	}
	same("amount", got.Amount, want.amount)
	same("roll", got.Roll, want.roll)
	same("nominal", got.Nominal, want.nominal)
	same("due", got.Due, want.due)
	same("rolled", got.Rolled(), want.due != want.nominal)
	same("last working day", got.LastWorkingDay.Date, want.lastWorking)
	if r.Every != deadlines.EveryNthWeekday || got.UnsettledFrom.IsZero() {
		same("unsettled", !got.UnsettledFrom.IsZero(), open)
		same("unsettled from", got.UnsettledFrom, unsettled)
	}
	compareBounds(t, r, q, got)
	same("quota", got.Quota, want.quota)
	same("window", got.Window, want.window)
	same("approver", got.Approver, want.approver)
	same("other approver", got.Other, want.other)
	if codes := got.Codes(nil); !slices.Equal(codes, want.codes()) {
		t.Errorf("%s %+v: codes are %v, and %v by the oracle", r.ID, q, codes, want.codes())
	}
	compareTrace(t, got, want)
}

// estimated adds what an answer says of how sure it is: the bounds have an oracle of
// their own.
func (o *oracle) estimated(got *deadlines.Answer) {
	o.added["last_working_day_unsettled"] = got.LastWorkingDay.Certainty == deadlines.Provisional
	if got.UnsettledFrom.IsZero() {
		return
	}
	o.added["bounded_arrangements"] = got.Certainty() == deadlines.Bounded
	principles := o.cal.EstimatedBy(got.UnsettledFrom) == holidays.ByPrinciples
	o.added["provisional_statutory"] = !principles
	last := got.UnsettledFrom // the nation's next notice can be awaited beside the region's own
	for _, d := range []holidays.Date{got.Nominal, got.Due} {
		if d.After(last) {
			last = d
		}
	}
	_, open := o.cal.Unsettled(last, last)
	o.added["provisional_principles"] = principles || open && o.cal.EstimatedBy(last) == holidays.ByPrinciples
}

// compareBounds requires that the bounds hold the due day, and are there only if
// something is not settled.
func compareBounds(t failer, r *deadlines.Rule, q *deadlines.Request, got *deadlines.Answer) {
	day := got.Due
	if r.Shape == deadlines.WeekdayWindow {
		day = got.Window.NextInside
	}
	settled := got.UnsettledFrom.IsZero()
	if settled != got.Earliest.IsZero() || settled != got.Latest.IsZero() || settled != (got.Certainty() == deadlines.Settled) {
		t.Errorf("%s %+v: unsettled from %s, and between %s and %s", r.ID, q, got.UnsettledFrom, got.Earliest, got.Latest)
	}
	bounded := got.Calendar.Definition().Bounds != nil // those made up at random have none
	if bounded && !settled && (day.Before(got.Earliest) || day.After(got.Latest)) {
		t.Errorf("%s %+v: %s is not between %s and %s", r.ID, q, day, got.Earliest, got.Latest)
	}
}

// codes are the interpretations applied: the rule's own, but those of the roll
// if the caller chose another, then what the request brought in.
func (o *oracle) codes() (list []string) {
	for _, i := range o.rule.Interpretations {
		if i.Override != "roll" || !o.added["roll_overridden"] {
			list = append(list, i.Code)
		}
	}
	for _, code := range deadlines.AddedCodes {
		if o.added[code] {
			list = append(list, code)
		}
	}
	return list
}

// compareTrace requires that the runs name every day once, in the order of
// counting, with what the calendar says about it and whether it was counted.
func compareTrace(t failer, a *deadlines.Answer, o *oracle) {
	var days []holidays.Date
	sum := 0
	backward := !o.due.IsZero() && o.due.Before(o.q.Trigger) && !o.nominal.After(o.q.Trigger)
	for i, run := range a.Trace {
		if run.Days() < 1 {
			t.Fatalf("%s: run %d of the trace is empty: %+v", a.Rule.ID, i, run)
		}
		sum += run.Counted
		counted := 0
		for k := range run.Days() {
			d := run.From.AddDays(k)
			if backward {
				d = run.To.AddDays(-k)
			}
			days = append(days, d)
			day, err := a.Calendar.Day(d)
			if err != nil || day.Kind != run.Kind || day.Festival != run.Festival || day.Notice != run.Notice ||
				day.Settled != run.Settled || o.suspended(d) != run.Suspended {
				t.Fatalf("%s: %s is %+v and stands in run %+v (%v)", a.Rule.ID, d, day, run, err)
			}
			if o.counted[d] {
				counted++
			}
		}
		if run.Counted != counted || counted != 0 && counted != run.Days() {
			t.Fatalf("%s: run %+v has %d counted days by the oracle", a.Rule.ID, run, counted)
		}
		if i > 0 && sameReason(a.Trace[i-1], run) {
			t.Fatalf("%s: two runs stand where one would do: %+v %+v", a.Rule.ID, a.Trace[i-1], run)
		}
	}
	if want := o.traced(backward); !slices.Equal(days, want) {
		t.Fatalf("%s %+v: the trace has the days %v, not %v", a.Rule.ID, o.q, days, want)
	}
	counts := a.Rule.HasDue() && (a.Rule.Unit == deadlines.WorkingDay || a.Rule.Unit == deadlines.CalDay)
	if counts && sum != a.Amount {
		t.Fatalf("%s: the trace counts %d days, not %d", a.Rule.ID, sum, a.Amount)
	}
}

func sameReason(a, b deadlines.Run) bool {
	a.Span, b.Span = holidays.Span{}, holidays.Span{}
	a.Counted, b.Counted = min(a.Counted, 1), min(b.Counted, 1)
	return a == b
}

// traced are the days that a trace has to name: all from the earliest to the
// latest of the trigger, the nominal and the due day.
func (o *oracle) traced(backward bool) []holidays.Date {
	ends := []holidays.Date{o.q.Trigger, o.nominal, o.due}
	if o.rule.Shape == deadlines.WeekdayWindow {
		ends = []holidays.Date{o.q.Trigger, o.window.NextInside}
	} else if !o.rule.HasDue() {
		return nil
	}
	slices.SortFunc(ends, holidays.Date.Compare)
	var days []holidays.Date
	for d := ends[0]; !d.After(ends[len(ends)-1]); d = d.AddDays(1) {
		days = append(days, d)
	}
	if backward {
		slices.Reverse(days)
	}
	return days
}
