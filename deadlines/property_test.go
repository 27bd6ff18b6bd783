package deadlines_test

import (
	"flag"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestMain draws more often than rapid would by itself; -rapid.checks still says
// how often.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "300"); err != nil {
		panic(err)
	}
	m.Run()
}

// drawAny draws an embedded calendar or a made-up one.
func drawAny(t *rapid.T) situation {
	if rapid.Bool().Draw(t, "made up") {
		return drawMadeUp(t)
	}
	return drawReal(t)
}

// form returns a rule of a way of counting, with an amount.
func form(shape deadlines.Shape, unit deadlines.Unit, amount int) *deadlines.Rule {
	return &deadlines.Rule{
		ID: "any.rule", Shape: shape, Unit: unit, Amount: amount, Roll: deadlines.DefaultRoll(shape, unit, ""),
		Jurisdiction: &deadlines.Jurisdiction{ID: "any", Calendar: "CN"},
		Document:     &deadlines.Document{EffectiveFrom: date("2007-01-01")},
	}
}

// due returns the due day, or false if the calendar does not reach.
func due(t *rapid.T, r *deadlines.Rule, cal *holidays.Calendar, q deadlines.Request) (holidays.Date, bool) {
	a, err := deadlines.Compute(r, cal, &q)
	if err != nil && codeOf(err) != deadlines.CodeOutOfCoverage && codeOf(err) != deadlines.CodeNotInForce {
		t.Fatalf("%s %+v: %v", r.ID, q, err)
	}
	return a.Due, err == nil
}

func TestForwardAndBackwardAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawAny(t)
		n := rapid.IntRange(1, 200).Draw(t, "n")
		if !s.cal.IsWorking(s.trigger) {
			return
		}
		back, ok := due(t, form(deadlines.Before, deadlines.WorkingDay, n), s.cal, deadlines.Request{Trigger: s.trigger})
		if ok {
			again, _ := due(t, form(deadlines.Within, deadlines.WorkingDay, n), s.cal, deadlines.Request{Trigger: back})
			if again != s.trigger {
				t.Fatalf("%d working days before %s is %s, and %d after that is %s", n, s.trigger, back, n, again)
			}
		}
		on, ok := due(t, form(deadlines.Within, deadlines.WorkingDay, n), s.cal, deadlines.Request{Trigger: s.trigger})
		if ok {
			again, _ := due(t, form(deadlines.Lead, deadlines.WorkingDay, n), s.cal, deadlines.Request{Trigger: on})
			if again != s.trigger {
				t.Fatalf("%d working days after %s is %s, and %d before that is %s", n, s.trigger, on, n, again)
			}
		}
	})
}

// TestMonotone: a later trigger or a larger amount never brings a deadline forward.
// A suspended limit in months is left out: months differ in length, and one that
// starts later can take up fewer suspended days.
func TestMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawAny(t)
		drawRest(t, &s)
		later := s.trigger.AddDays(rapid.IntRange(0, 40).Draw(t, "later"))
		for _, r := range drawRules(t) {
			if !r.HasDue() {
				continue
			}
			q := s.request(r)
			q.Trace = false
			if r.Unit == deadlines.Month {
				q.Suspended = nil
			}
			first, ok := due(t, r, s.cal, *q)
			next := *q
			next.Trigger = later
			if second, both := due(t, r, s.cal, next); ok && both && second.Before(first) {
				t.Fatalf("%s %s %s: %+v is due %s, and from %s on %s", r.Shape, r.Unit, r.Every, q, first, later, second)
			}
			if r.Amount == 0 || q.Amount != 0 {
				continue
			}
			more, both := due(t, changed(r, func(r *deadlines.Rule) { r.Amount++ }), s.cal, *q)
			backward := r.Shape == deadlines.Before || r.Shape == deadlines.Lead
			if ok && both && (more.Before(first) && !backward || more.After(first) && backward) {
				t.Fatalf("%s %s %+v: amount %d is due %s, and one more %s", r.Shape, r.Unit, q, r.Amount, first, more)
			}
		}
	})
}

// TestHolidayNeverBringsForward: one more day off never makes a deadline that runs
// forward earlier.
func TestHolidayNeverBringsForward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := madeUpSource(t)
		s := situation{cal: built(t, src), trigger: drawDate(t, "trigger", madeUp)}
		off := s.trigger.AddDays(rapid.IntRange(-5, 60).Draw(t, "off"))
		more := *src
		more.Notices = append(slices.Clip(src.Notices), holidays.Notice{
			ID: "CN-2049", Calendar: "CN", Year: 2049, Issued: date("2049-01-01"), Amends: "an earlier one",
			Entries: []holidays.Entry{{Festival: "临时", Kind: holidays.Off, Span: holidays.Span{From: off, To: off}}},
		})
		cal := built(t, &more)
		for _, r := range drawRules(t) {
			if r.Shape != deadlines.Within { // a meeting that a holiday moves may become the next one
				continue
			}
			q := deadlines.Request{Trigger: s.trigger}
			first, ok := due(t, r, s.cal, q)
			second, both := due(t, r, cal, q)
			if ok && both && second.Before(first) {
				t.Fatalf("%s %s from %s is due %s, and %s with %s off", r.Shape, r.Unit, s.trigger, first, second, off)
			}
		}
	})
}

// TestSuspensionGivesTime: a suspension never makes a deadline that runs forward
// earlier, never one that runs backward later, and leaves alone what it does not touch.
func TestSuspensionGivesTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawAny(t)
		spans := drawSpans(t, s.trigger)
		var past []holidays.Span
		for _, p := range spans {
			if p.To = p.To.AddDays(-500); !p.To.After(s.trigger) {
				past = append(past, holidays.Span{From: p.From.AddDays(-500), To: p.To})
			}
		}
		for _, r := range drawRules(t) {
			if !r.HasDue() {
				continue
			}
			without, ok := due(t, r, s.cal, deadlines.Request{Trigger: s.trigger})
			with, both := due(t, r, s.cal, deadlines.Request{Trigger: s.trigger, Suspended: spans})
			if !ok || !both {
				continue
			}
			backward := r.Shape == deadlines.Before || r.Shape == deadlines.Lead
			switch {
			case backward && with.After(without), !backward && with.Before(without):
				t.Fatalf("%s %s from %s: due %s, and %s with %v suspended", r.Shape, r.Unit, s.trigger, without, with, spans)
			case r.Shape != deadlines.Within && !backward && with != without:
				t.Fatalf("%s %s is no period and moves from %s to %s with %v suspended", r.Shape, r.Every, without, with, spans)
			}
			before, ok := due(t, r, s.cal, deadlines.Request{Trigger: s.trigger, Suspended: past})
			if ok && !backward && before != without {
				t.Fatalf("%s %s from %s: due %s, and %s with %v suspended, all before it", r.Shape, r.Unit, s.trigger, without, before, past)
			}
		}
	})
}

// TestSuspendedDaysAreASet: neither the order of the spans nor days named twice
// change the answer.
func TestSuspendedDaysAreASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawAny(t)
		spans := drawSpans(t, s.trigger)
		mixed := rapid.Permutation(append(slices.Clone(spans), spans...)).Draw(t, "mixed")
		for _, r := range drawRules(t) {
			if !r.HasDue() {
				continue
			}
			first, ok := due(t, r, s.cal, deadlines.Request{Trigger: s.trigger, Suspended: spans})
			second, both := due(t, r, s.cal, deadlines.Request{Trigger: s.trigger, Suspended: mixed})
			if ok != both || first != second {
				t.Fatalf("%s %s from %s: due %s with %v, and %s with %v", r.Shape, r.Unit, s.trigger, first, spans, second, mixed)
			}
		}
	})
}

// TestRollLandsOnAWorkingDay: the due day is the first working day from the
// nominal one on, in the direction of the roll.
func TestRollLandsOnAWorkingDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawAny(t)
		drawRest(t, &s)
		for _, r := range drawRules(t) {
			a, err := deadlines.Compute(r, s.cal, s.request(r))
			if err != nil || !r.HasDue() {
				continue
			}
			switch {
			case r.Unit == deadlines.WorkingDay || a.Roll == deadlines.RollNone:
				if a.Due != a.Nominal || a.Rolled() {
					t.Fatalf("%s %s does not roll: nominal %s, due %s", r.Shape, r.Unit, a.Nominal, a.Due)
				}
			case len(s.suspended) > 0: // the roll passes over suspended days too
			case a.Roll == deadlines.RollNext:
				requireBetween(t, s.cal, a.Nominal, a.Due)
			default:
				requireBetween(t, s.cal, a.Due, a.Nominal)
			}
			if a.Roll != deadlines.RollNone && !s.cal.IsWorking(a.Due) {
				t.Fatalf("%s %s: due %s is not a working day", r.Shape, r.Unit, a.Due)
			}
		}
	})
}

// requireBetween requires that from is not after to and that one of them at most
// is worked among the days from from to to.
func requireBetween(t *rapid.T, cal *holidays.Calendar, from, to holidays.Date) {
	if to.Before(from) {
		t.Fatalf("the roll goes the other way: %s, %s", from, to)
	}
	worked := 0
	for d := from; !d.After(to); d = d.AddDays(1) {
		if cal.IsWorking(d) {
			worked++
		}
	}
	if worked != 1 {
		t.Fatalf("%d working days lie from %s to %s", worked, from, to)
	}
}

// TestTraceChangesNothing: the answer is the same with a trace and without.
func TestTraceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawAny(t)
		drawRest(t, &s)
		for _, r := range append(drawRules(t), catalogue().Rules...) {
			q := s.request(r)
			with, err := deadlines.Compute(r, s.cal, q)
			q.Trace = false
			without, errWithout := deadlines.Compute(r, s.cal, q)
			if codeOf(err) != codeOf(errWithout) {
				t.Fatalf("%s %+v: %v with a trace, %v without", r.ID, q, err, errWithout)
			}
			if err == nil && (with.Trace == nil || without.Trace != nil) {
				t.Fatalf("%s: a trace comes when it is asked for, and only then", r.ID)
			}
			if with.Trace = nil; !reflect.DeepEqual(with, without) {
				t.Fatalf("%s %+v: %+v with a trace, %+v without", r.ID, q, with, without)
			}
		}
	})
}
