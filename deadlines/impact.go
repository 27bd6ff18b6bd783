package deadlines

import (
	"iter"

	"shixian/holidays"
)

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
		im := Impact{Rule: r}
		for m := range Moves(r, before, after) {
			if im.Changed++; len(im.Examples) < MaxImpactExamples {
				im.Examples = append(im.Examples, m)
			}
		}
		if im.Changed > 0 {
			out = append(out, im)
		}
	}
	return out
}

// Moves yields, in order, the triggers of a rule that get another answer when after takes
// the place of before; see [Impact]. There are none of a rule that no calendar decides.
func Moves(r *Rule, before, after *holidays.Table) iter.Seq[Moved] {
	return func(yield func(Moved) bool) {
		old, now := before.Calendar(r.Jurisdiction.Calendar), after.Calendar(r.Jurisdiction.Calendar)
		if old == nil || now == nil || r.Shape == Quota || r.Shape == Threshold {
			return
		}
		for d := holidays.Later(old.First(), r.EffectiveFrom()); !d.After(old.Last()); d = d.AddDays(1) {
			q := Request{Trigger: d}
			b, errB := Compute(r, old, &q)
			a, errA := Compute(r, now, &q)
			if errB != nil || errA != nil || outcome(&b) == outcome(&a) {
				continue
			}
			if !yield(Moved{d, outcome(&b), outcome(&a)}) {
				return
			}
		}
	}
}

// outcome returns the day that an answer comes to.
func outcome(a *Answer) holidays.Date {
	if a.Rule.Shape == WeekdayWindow {
		return a.Window.NextInside
	}
	return a.Due
}
