package conformance

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// asked is a vector, read.
type asked struct {
	Question
	line []byte
}

// vectors reads the vectors of some kinds that keep accepts.
func vectors(t *testing.T, keep func(*Vector) bool, kinds ...string) (out []asked) {
	t.Helper()
	for _, f := range files(t) {
		for _, line := range f.Lines {
			if len(kinds) > 0 && !slices.Contains(kinds, f.Kind) {
				continue
			}
			var v Vector
			if err := json.Unmarshal(line, &v); err != nil {
				t.Fatal(err)
			}
			if keep(&v) {
				out = append(out, asked{v.Question, line})
			}
		}
	}
	return out
}

// noticed reports whether one of the vectors is answered otherwise by w.
func noticed(w *World, vectors []asked) bool {
	return slices.ContainsFunc(vectors, func(v asked) bool {
		return !bytes.Equal(bytes.TrimSpace(render([]Vector{{v.Question, w.Answer(&v.Question)}})), v.line)
	})
}

// TestVectorsNoticeEveryRule changes each number, date and choice of every rule: a vector
// of that rule is answered otherwise.
func TestVectorsNoticeEveryRule(t *testing.T) {
	t.Parallel()
	w := world(t)
	byRule := map[string][]asked{}
	for _, v := range vectors(t, func(*Vector) bool { return true }) {
		byRule[v.Rule] = append(byRule[v.Rule], v)
	}
	flips := 0
	for i, r := range w.Catalogue.Rules {
		if noticed(w, byRule[r.ID]) {
			t.Fatalf("%s: a vector is wrong before anything is changed", r.ID)
		}
		for name, changed := range otherRules(r) {
			rules := slices.Clone(w.Catalogue.Rules)
			rules[i] = changed
			flips++
			other := &World{w.Table, deadlines.NewCatalogue(w.Catalogue.Jurisdictions, rules, w.Catalogue.Interpretations)}
			if !noticed(other, byRule[r.ID]) {
				t.Errorf("%s: %s, and no vector notices", r.ID, name)
			}
		}
	}
	if flips < 57*5 {
		t.Errorf("only %d changes", flips)
	}
	t.Logf("%d changes", flips)
}

// otherRules returns r with one thing changed, by what that is.
func otherRules(r *deadlines.Rule) map[string]*deadlines.Rule {
	out := map[string]*deadlines.Rule{}
	change := func(name string, f func(*deadlines.Rule)) {
		other := *r
		doc := *r.Document
		other.Document = &doc
		f(&other)
		out[name] = &other
	}
	if r.Amount > 0 {
		change("one more", func(r *deadlines.Rule) { r.Amount++ })
	}
	if r.Amount > 1 { // loading refuses 0
		change("one less", func(r *deadlines.Rule) { r.Amount-- })
	}
	if r.AtMost > 0 {
		change("at most one more", func(r *deadlines.Rule) { r.AtMost++ })
	}
	if r.Nth > 0 {
		change("another week", func(r *deadlines.Rule) { r.Nth++ })
		change("another weekday", func(r *deadlines.Rule) { r.Weekday = (r.Weekday + 1) % 7 })
	}
	for i := range r.Weekdays {
		change("a weekday fewer", func(r *deadlines.Rule) { r.Weekdays = slices.Delete(slices.Clone(r.Weekdays), i, i+1) })
	}
	if len(r.Weekdays) > 0 {
		change("a weekday more", func(r *deadlines.Rule) { r.Weekdays = append(slices.Clone(r.Weekdays), time.Thursday) })
	}
	strengths := []deadlines.Strength{deadlines.Mandatory, deadlines.Principle, deadlines.General, deadlines.Permitted, deadlines.Plain}
	change("another strength", func(r *deadlines.Rule) {
		r.Strength = strengths[(slices.Index(strengths, r.Strength)+1)%len(strengths)]
	})
	if r.HasDue() {
		change("overridable or not", func(r *deadlines.Rule) { r.Overridable = !r.Overridable })
	}
	if r.Shape == deadlines.Within {
		change("the trigger day counts or not", func(r *deadlines.Rule) { r.TriggerDayCounts = !r.TriggerDayCounts })
	}
	if r.Unit == deadlines.WorkingDay {
		change("days, not working days", func(r *deadlines.Rule) { r.Unit = deadlines.CalDay })
	} else if r.HasDue() {
		for _, roll := range []deadlines.Roll{deadlines.RollNone, deadlines.RollNext, deadlines.RollPrevious} {
			if roll != r.Roll {
				change("roll "+string(roll), func(r *deadlines.Rule) { r.Roll = roll })
			}
		}
	}
	if r.Shape != deadlines.Threshold {
		change("in force a day later", func(r *deadlines.Rule) { r.Document.EffectiveFrom = r.Document.EffectiveFrom.AddDays(1) })
		change("in force a day earlier", func(r *deadlines.Rule) { r.Document.EffectiveFrom = r.Document.EffectiveFrom.AddDays(-1) })
	}
	return out
}

// TestVectorsNoticeEveryCap widens and narrows each cap of the bounds.
func TestVectorsNoticeEveryCap(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make prove: it builds a hundred calendars")
	}
	t.Parallel()
	w := world(t)
	open := vectors(t, func(v *Vector) bool {
		return v.Code == "" && v.Kind == "" && (v.Certainty != "settled" || v.Calendar == "CN-GX" && !v.AsOf.IsZero())
	})
	for name, flip := range caps(w.Table.Source()) {
		other := *w.Table.Source()
		other.Definitions = copyOf(other.Definitions)
		*flip(&other)++
		if !noticedBy(t, &other, w, open) {
			t.Errorf("%s: one more, and no vector notices", name)
		}
		if *flip(&other) -= 2; *flip(&other) >= 0 && !noticedBy(t, &other, w, open) {
			t.Errorf("%s: one less, and no vector notices", name)
		}
	}
}

// copyOf copies definitions as deep as caps reach.
func copyOf(in []holidays.Definition) []holidays.Definition {
	out := slices.Clone(in)
	for i := range out {
		v := &out[i]
		if v.Bounds != nil {
			b := *v.Bounds
			b.Festivals = slices.Clone(b.Festivals)
			for k := range b.Festivals {
				if j := b.Festivals[k].Joins; j != nil {
					joins := *j
					b.Festivals[k].Joins = &joins
				}
			}
			v.Bounds = &b
		}
		if v.OwnNotice != nil {
			o := *v.OwnNotice
			v.OwnNotice = &o
		}
	}
	return out
}

func noticedBy(t *testing.T, src *holidays.Source, w *World, vectors []asked) bool {
	t.Helper()
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	return noticed(&World{table, w.Catalogue}, vectors) || sameBounds(table, w.Table)
}

// sameBounds reports whether the bounds are the same: some caps are wider than another
// cap leaves room for.
func sameBounds(a, b *holidays.Table) bool {
	for _, id := range []string{"CN", "CN-GX"} {
		for _, known := range []holidays.Date{Frozen, knownOn[len(knownOn)-1]} {
			x, y := a.AsOf(id, known), b.AsOf(id, known)
			for d := known; d.Before(x.Last()); d = d.AddDays(1) {
				for _, days := range []int{1, 2, 3, 5, 9, 15} {
					least, most := x.Bounds(d, d.AddDays(days))
					if l, m := y.Bounds(d, d.AddDays(days)); l != least || m != most {
						return false
					}
				}
				_, open := x.Unsettled(d, d)
				if _, was := y.Unsettled(d, d); was != open {
					return false
				}
			}
		}
	}
	return true
}

// caps returns the numbers of the bounds, by name.
func caps(src *holidays.Source) map[string]func(*holidays.Source) *int {
	out := map[string]func(*holidays.Source) *int{}
	for d, def := range src.Definitions {
		if def.Bounds == nil {
			continue
		}
		for k, f := range def.Bounds.Festivals {
			of := func(s *holidays.Source) *holidays.FestivalBounds { return &s.Definitions[d].Bounds.Festivals[k] }
			name := def.ID + " " + f.Festival + " "
			out[name+"before"] = func(s *holidays.Source) *int { return &of(s).Before }
			out[name+"after"] = func(s *holidays.Source) *int { return &of(s).After }
			out[name+"days_off"] = func(s *holidays.Source) *int { return &of(s).DaysOff }
			out[name+"makeup_days"] = func(s *holidays.Source) *int { return &of(s).MakeupDays }
			out[name+"makeup_within"] = func(s *holidays.Source) *int { return &of(s).MakeupWithin }
			if f.Joins != nil {
				out[name+"joins before"] = func(s *holidays.Source) *int { return &of(s).Joins.Before }
				out[name+"joins after"] = func(s *holidays.Source) *int { return &of(s).Joins.After }
				out[name+"joins days_off"] = func(s *holidays.Source) *int { return &of(s).Joins.DaysOff }
			}
		}
		if def.OwnNotice != nil {
			out[def.ID+" days_before"] = func(s *holidays.Source) *int { return &s.Definitions[d].OwnNotice.DaysBefore }
			out[def.ID+" days_after"] = func(s *holidays.Source) *int { return &s.Definitions[d].OwnNotice.DaysAfter }
		}
	}
	return out
}

// TestVectorsNoticeEveryNotice moves each first and last day of every entry of the
// notices by a day, either way; in short runs one entry in ten.
func TestVectorsNoticeEveryNotice(t *testing.T) {
	t.Parallel()
	w := world(t)
	src := w.Table.Source()
	days := vectors(t, func(*Vector) bool { return true }, "days")
	step := 1
	if testing.Short() {
		step = 10
	}
	entry := 0
	for i, n := range src.Notices {
		about := slices.DeleteFunc(slices.Clone(days), func(v asked) bool {
			return !strings.HasPrefix(v.Calendar, n.Calendar) || v.Date.Year() < n.Year-1 || v.Date.Year() > n.Year
		})
		for k := range n.Entries {
			if entry++; entry%step != 0 {
				continue
			}
			for _, move := range [][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
				other := *src
				other.Notices = slices.Clone(src.Notices)
				m := &other.Notices[i]
				m.Entries = slices.Clone(m.Entries)
				e := &m.Entries[k]
				e.From, e.To = e.From.AddDays(move[0]), e.To.AddDays(move[1])
				cal, err := holidays.Build(&other, holidays.BuildOptions{Calendar: n.Calendar})
				if err != nil {
					t.Fatal(err)
				}
				was := w.Table.Calendar(n.Calendar)
				around := holidays.Span{From: n.Entries[k].From.AddDays(-1), To: n.Entries[k].To.AddDays(1)}
				if !anyDiffers(cal, was, around) {
					continue // another entry says the same of the day
				}
				if !slices.ContainsFunc(about, func(v asked) bool { return v.Calendar == n.Calendar && differs(cal, was, v.Date) }) {
					t.Errorf("%s: %s %s from %s to %s moved by %v, and no vector notices", n.ID, e.Festival, e.Kind, n.Entries[k].From, n.Entries[k].To, move)
				}
			}
		}
	}
}

func anyDiffers(a, b *holidays.Calendar, s holidays.Span) bool {
	for d := s.From; !d.After(s.To); d = d.AddDays(1) {
		if differs(a, b, d) {
			return true
		}
	}
	return false
}

// differs reports whether a vector about a day would be answered otherwise.
func differs(a, b *holidays.Calendar, d holidays.Date) bool {
	x, errX := a.Day(d)
	y, errY := b.Day(d)
	return (errX == nil) != (errY == nil) || x.Kind != y.Kind || x.Settled != y.Settled || x.Basis != y.Basis
}
