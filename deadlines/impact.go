package deadlines

import "shixian/holidays"

// MaxImpactExamples is how many moved triggers an [Impact] lists.
const MaxImpactExamples = 20

// Impact says how many triggers of a rule get another answer when one table takes
// the place of another.
type Impact struct {
	Rule *Rule
	// Changed is the number of triggers, of all days that the calendar covers, whose
	// due day (for a weekday_window, the next day inside) is another.
	Changed  int
	Examples []Moved // the first of them
}

// Moved is a trigger whose due day moves.
type Moved struct {
	Trigger, Before, After holidays.Date
}

// CompareTables returns the impact on every rule of putting after in the place of
// before, for the rules that it touches at all.
func CompareTables(cat *Catalogue, before, after *holidays.Table) []Impact {
	var out []Impact
	for _, r := range cat.Rules {
		b, a := before.Calendar(r.Jurisdiction.Calendar), after.Calendar(r.Jurisdiction.Calendar)
		if b == nil || a == nil || r.Shape == Quota || r.Shape == Threshold {
			continue
		}
		if im := compareRule(r, b, a); im.Changed > 0 {
			out = append(out, im)
		}
	}
	return out
}

func compareRule(r *Rule, before, after *holidays.Calendar) Impact {
	im := Impact{Rule: r}
	from := before.First()
	if r.EffectiveFrom().After(from) {
		from = r.EffectiveFrom()
	}
	for d := from; !d.After(before.Last()); d = d.AddDays(1) {
		q := Request{Trigger: d}
		b, errB := Compute(r, before, &q)
		a, errA := Compute(r, after, &q)
		if errB != nil || errA != nil || outcome(&b) == outcome(&a) {
			continue
		}
		if im.Changed++; len(im.Examples) < MaxImpactExamples {
			im.Examples = append(im.Examples, Moved{d, outcome(&b), outcome(&a)})
		}
	}
	return im
}

// outcome returns the day that an answer comes to.
func outcome(a *Answer) holidays.Date {
	if a.Rule.Shape == WeekdayWindow {
		return a.Window.NextInside
	}
	return a.Due
}
