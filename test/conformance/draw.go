package conformance

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// How many questions are drawn; the same ones every time.
const (
	Seed        = 20261128
	perRule     = 350
	faultsEach  = 8 // per rule
	perCalendar = 600
	lastEach    = 6 // per rule
)

// Draw draws the questions of every kind and has w answer them.
func Draw(w *World, seed uint64) map[string][]Vector {
	d := &drawer{World: w, r: rand.New(rand.NewPCG(seed, 0)), seen: map[string]bool{}, out: map[string][]Vector{}}
	d.gatherFestivals()
	for _, r := range w.Catalogue.Rules {
		for range perRule {
			q := d.question(r)
			if r.EffectiveFrom().After(d.day(q.Trigger)) && r.Shape != deadlines.Threshold {
				continue // there are enough of them among the faults
			}
			d.add(kindOf(r), q)
		}
		for range faultsEach {
			d.add("errors", d.faulty(r))
		}
		d.edges(r)
	}
	for _, id := range []string{"CN", "CN-GX"} {
		for range perCalendar {
			d.calendarQuestions(id)
		}
		d.arrangedDays(id)
	}
	d.awaitedDays()
	d.lastDays()
	return d.out
}

// edges asks on the rule's first day and the day before it, and for another amount.
func (d *drawer) edges(r *deadlines.Rule) {
	if r.Shape == deadlines.Threshold {
		return
	}
	first := r.EffectiveFrom()
	questions := []Question{
		{Rule: r.ID, Trigger: first.String()},
		{Rule: r.ID, Trigger: first.AddDays(-1).String()},
		{Rule: r.ID, Trigger: first.AddDays(-15).String()},
		{Rule: r.ID, Trigger: first.String(), Amount: r.Amount + 2},
	}
	if r.Every == deadlines.EveryTwoWeeks { // the next meeting is on the first day, or the day before
		questions = append(questions, Question{Rule: r.ID, Trigger: first.AddDays(-14).String(), Roll: "none"},
			Question{Rule: r.ID, Trigger: first.AddDays(-15).String(), Roll: "none"})
	}
	for _, q := range questions {
		d.addTo(r, q)
	}
}

// addTo adds a question to a rule among those of its kind, or among the errors.
func (d *drawer) addTo(r *deadlines.Rule, q Question) {
	kind := kindOf(r)
	if d.Answer(&q).Code != "" {
		kind = "errors"
	}
	d.add(kind, q)
}

// kindOf names the file of a rule's questions: its shape, and the unit or window if a
// shape counts in several ways.
func kindOf(r *deadlines.Rule) string {
	kind := string(r.Shape)
	switch {
	case r.Shape == deadlines.Within, r.Shape == deadlines.Before:
		kind += "-" + string(r.Unit)
	case r.Shape == deadlines.Recurring && (r.Every == deadlines.EveryTwoWeeks || r.Every == deadlines.EveryNthWeekday):
		kind += "-" + string(r.Every)
	case r.Shape == deadlines.Recurring:
		kind += "-window"
	}
	return kind
}

type drawer struct {
	*World
	r         *rand.Rand
	festivals []holidays.Date
	seen      map[string]bool // questions, as JSON
	out       map[string][]Vector
}

// add keeps a question that was not drawn before, with its answer.
func (d *drawer) add(kind string, q Question) {
	key, err := json.Marshal(q)
	if err != nil || d.seen[string(key)] {
		return
	}
	d.seen[string(key)] = true
	d.out[kind] = append(d.out[kind], Vector{q, d.Answer(&q)})
}

// gatherFestivals lists the days about which there is most to get wrong.
func (d *drawer) gatherFestivals() {
	st := d.Table.Source().Statutory
	for year := 2019; year <= 2036; year++ {
		for _, id := range []string{"CN", "CN-GX"} {
			for _, day := range st.Days(id, year, holidays.Date{}) {
				d.festivals = append(d.festivals, day.Date)
			}
		}
	}
}

func (d *drawer) chance(percent int) bool { return d.r.IntN(100) < percent }

func (d *drawer) between(from, to holidays.Date) holidays.Date {
	return from.AddDays(d.r.IntN(from.DaysUntil(to) + 1))
}

// trigger draws a day on which a rule is in force.
func (d *drawer) trigger(effective holidays.Date) holidays.Date {
	var t holidays.Date
	switch n := d.r.IntN(100); {
	case n < 30:
		t = d.between(effective, holidays.NewDate(2026, 12, 24))
	case n < 60: // what nobody knows yet
		t = d.between(holidays.NewDate(2026, 11, 10), holidays.NewDate(2028, 12, 31))
	case n < 68:
		t = d.between(holidays.NewDate(2029, 1, 1), holidays.NewDate(2044, 12, 31))
	case n < 92:
		t = d.festivals[d.r.IntN(len(d.festivals))].AddDays(d.r.IntN(29) - 18)
	default: // the ends of months and years
		t = holidays.NewDate(effective.Year()+d.r.IntN(12), time.Month(1+d.r.IntN(24)), 1).AddDays(d.r.IntN(5) - 3)
	}
	if t.Before(effective) {
		return effective.AddDays(d.r.IntN(900))
	}
	return t
}

// day returns the civil day of a trigger as it was drawn.
func (d *drawer) day(trigger string) holidays.Date {
	day, _ := parseTrigger(trigger)
	return day
}

// write writes a day, one time in thirty as an instant of it.
func (d *drawer) write(day holidays.Date) string {
	if d.r.IntN(30) > 0 {
		return day.String()
	}
	switch d.r.IntN(3) {
	case 0:
		return day.String() + "T23:59:59+08:00"
	case 1:
		return day.AddDays(-1).String() + "T16:00:00Z" // midnight in Shanghai
	}
	return day.String() + "T15:30:00Z"
}

// knownOn are days of knowledge, most of them just before or on a day of issue.
var knownOn = []holidays.Date{
	holidays.NewDate(2019, 3, 21), holidays.NewDate(2020, 1, 25), holidays.NewDate(2020, 3, 4), holidays.NewDate(2021, 10, 24),
	holidays.NewDate(2022, 12, 7), holidays.NewDate(2023, 10, 25), holidays.NewDate(2024, 11, 9), holidays.NewDate(2024, 11, 11),
	holidays.NewDate(2024, 11, 12), holidays.NewDate(2025, 11, 3), holidays.NewDate(2026, 3, 3),
}

func (d *drawer) asOf() holidays.Date { return knownOn[d.r.IntN(len(knownOn))] }

// question draws a question that the rule can answer.
func (d *drawer) question(r *deadlines.Rule) Question {
	q := Question{Rule: r.ID}
	if r.Shape == deadlines.Threshold {
		q.Days = []float64{float64(d.r.IntN(30)+1) / 2, float64(d.r.IntN(40)+1) / 4, float64(d.r.IntN(3660) + 1)}[d.r.IntN(3)]
		return q
	}
	t := d.trigger(r.EffectiveFrom())
	if d.chance(12) {
		q.AsOf = d.asOf()
		if d.chance(70) { // near what was known then
			t = d.between(q.AsOf, q.AsOf.AddDays(500))
		}
	}
	q.Trigger = d.write(t)
	if d.chance(8) {
		q.Calendar = []string{"CN", "CN-GX", "CN-LN", "CN-JL"}[d.r.IntN(4)]
	}
	switch {
	case r.Shape == deadlines.Quota:
		q.History = d.history(r, t)
	case r.HasDue():
		d.override(r, t, &q)
	}
	return q
}

// override draws what the caller changes.
func (d *drawer) override(r *deadlines.Rule, t holidays.Date, q *Question) {
	if r.Unit != deadlines.WorkingDay && d.chance(25) {
		q.Roll = []string{"none", "next", "previous"}[d.r.IntN(3)]
	}
	if d.chance(20) {
		q.Suspended = d.spans(t, r.Shape == deadlines.Before || r.Shape == deadlines.Lead)
	}
	if !r.Overridable {
		return
	}
	switch n := d.r.IntN(100); {
	case n < 30:
		q.Amount = 1 + d.r.IntN(30)
	case n < 32:
		q.Amount = 31 + d.r.IntN(300)
	case n < 38:
		q.Agreed = t.AddDays(d.r.IntN(60))
	}
}

// spans draws spans about a trigger, which may overlap and stand in any order.
func (d *drawer) spans(t holidays.Date, backward bool) (out []holidays.Span) {
	for range 1 + d.r.IntN(3) {
		from := d.r.IntN(28) - 3
		if backward {
			from = -d.r.IntN(28)
		}
		first := t.AddDays(from)
		out = append(out, holidays.Span{From: first, To: first.AddDays(d.r.IntN(4) * d.r.IntN(8))})
	}
	return out
}

// history draws days already used, in the year of the one planned and in others.
func (d *drawer) history(r *deadlines.Rule, t holidays.Date) (out []holidays.Date) {
	n := d.r.IntN(4)
	if r.Unit == deadlines.CalDay {
		n = d.r.IntN(45)
	}
	for range n {
		year := t.Year()
		if d.chance(30) {
			year += d.r.IntN(4) - 1
		}
		out = append(out, d.between(holidays.NewDate(year, 1, 1), holidays.NewDate(year, 12, 31)))
	}
	if len(out) > 0 && d.chance(30) {
		out = append(out, out[d.r.IntN(len(out))])
	}
	return out
}

// faulty draws a question with one thing wrong.
func (d *drawer) faulty(r *deadlines.Rule) Question {
	q := d.question(r)
	q.AsOf, q.Calendar = holidays.Date{}, ""
	t := d.day(q.Trigger)
	faults := []func(){
		func() { q = Question{Rule: r.Jurisdiction.ID + ".no-such-rule", Trigger: "2026-03-02"} },
		func() { q.Calendar = "CN-XX" },
	}
	if r.Shape == deadlines.Threshold {
		faults = append(faults, func() { q.Days = 3661 + float64(d.r.IntN(99)) }, func() { q.Days = -1 }, func() { q.Days = 0 }, func() { q.Trigger = "2026-03-02" })
	} else {
		early := r.EffectiveFrom().AddDays(-1 - d.r.IntN(400))
		faults = append(faults,
			func() { q = Question{Rule: r.ID, Trigger: early.String()} },
			func() { q = Question{Rule: r.ID, Trigger: holidays.NewDate(2051, 1, 1+d.r.IntN(300)).String()} },
			func() { q.Trigger = "" },
			func() { q.Days = 2 })
	}
	if r.Shape != deadlines.Threshold && !r.HasDue() {
		faults = append(faults, func() { q.Roll = "next" }, func() { q.Suspended = d.spans(t, false) })
	}
	if r.HasDue() {
		faults = append(faults, func() { q.History = []holidays.Date{t} }, func() { q.Suspended = []holidays.Span{{From: t.AddDays(3), To: t.AddDays(1)}} })
		if r.Overridable {
			faults = append(faults, func() { q.Amount = 1001 }, func() { q.Agreed, q.Amount = t.AddDays(9), 3 }, func() { q.Agreed, q.Amount = t.AddDays(-1-d.r.IntN(9)), 0 })
		} else {
			faults = append(faults, func() { q.Amount = 1 + d.r.IntN(9) }, func() { q.Agreed = t.AddDays(9) })
		}
	}
	faults[d.r.IntN(len(faults))]()
	return q
}

// calendarQuestions draws a question of each kind about the days of a calendar.
func (d *drawer) calendarQuestions(id string) {
	first := holidays.NewDate(2014, 1, 1)
	if id == "CN" {
		first = holidays.NewDate(2007, 1, 1)
	}
	day := d.trigger(first)
	d.add("days", Question{Calendar: id, Date: day})
	n := d.r.IntN(41) - 15
	q := Question{Calendar: id, Date: d.trigger(first), Add: &n}
	span := Question{Calendar: id, From: d.trigger(first)}
	span.To = span.From.AddDays(d.r.IntN(90))
	if d.chance(15) {
		q.AsOf, span.AsOf = d.asOf(), d.asOf()
	}
	d.add("add", q)
	d.add("workdays", span)
	if slices.Contains([]int{-15, 25}, n) { // outside of what the calendar knows
		d.add("errors", Question{Calendar: id, Date: first.AddDays(-1 - d.r.IntN(900)), Add: &n})
	}
}

// awaitedDays asks about the ends of the days that a region's own notice decides, before
// it came.
func (d *drawer) awaitedDays() {
	const id = "CN-GX"
	own := d.Table.Calendar(id).Definition().OwnNotice
	known := knownOn[len(knownOn)-1]
	first := d.Table.Source().Statutory.Days(id, known.Year(), holidays.Date{})[0].Date
	for _, day := range []holidays.Date{first.AddDays(-own.DaysBefore), first.AddDays(own.DaysAfter)} {
		for i := -1; i <= 1; i++ {
			d.add("workdays", Question{Calendar: id, From: day.AddDays(i - 1), To: day.AddDays(i), AsOf: known})
		}
	}
}

// lastDays asks about the calendar's last weeks, of which the notice of a year that it does
// not cover may still move some days.
func (d *drawer) lastDays() {
	last := d.Table.Calendar("CN").Last()
	first := last.AddDays(-35)
	for _, r := range d.Catalogue.Rules {
		for i := 0; i < lastEach && r.Shape != deadlines.Threshold; i++ {
			t := d.between(first, last)
			q := Question{Rule: r.ID, Trigger: d.write(t)}
			if r.HasDue() {
				d.override(r, t, &q)
			}
			d.addTo(r, q)
		}
	}
	for _, id := range []string{"CN", "CN-GX"} {
		for day := last.AddDays(-8); !day.After(last); day = day.AddDays(1) {
			d.add("workdays", Question{Calendar: id, From: first, To: day})
			for n := 1; n <= 3; n++ {
				d.add("add", Question{Calendar: id, Date: day.AddDays(-4 * n), Add: &n})
			}
		}
	}
}

// arrangedDays asks about the first and the last day of every entry of the calendar's
// notices, of its estimates and of its statutory days to come, and the days beside them.
func (d *drawer) arrangedDays(id string) {
	cal := d.Table.Calendar(id)
	about := func(s holidays.Span) {
		for _, day := range []holidays.Date{s.From.AddDays(-1), s.From, s.To, s.To.AddDays(1)} {
			if cal.Covers(day) {
				d.add("days", Question{Calendar: id, Date: day})
			}
		}
	}
	for _, n := range d.Table.Source().Notices {
		for _, e := range n.Entries {
			if n.Calendar == id {
				about(e.Span)
			}
		}
	}
	for year := Frozen.Year() + 1; year <= cal.Last().Year(); year++ {
		for _, end := range []int{-1, 5, 9} { // about National Day, which Mid-Autumn may join
			first := holidays.NewDate(year, time.October, 1)
			d.add("workdays", Question{Calendar: id, From: first.AddDays(end - 11), To: first.AddDays(end)})
		}
		for _, s := range d.Table.Source().Statutory.Days(id, year, holidays.Date{}) {
			about(holidays.Span{From: s.Date, To: s.Date})
		}
	}
}
