package check

import (
	"maps"
	"slices"

	"shixian/holidays"
)

// Overrides are the checks that a notice is known to fail, with the reason, by the
// notice's ID and by code.
type Overrides map[string]map[string]string

// Source runs the list on every notice of src and returns what fails and is not
// overridden. It goes stage by stage, and ends with the first at which something
// fails: each notice by itself; each on top of what was issued before it; and each
// year as its last notice leaves it, since a notice may move a day that the next
// one makes up for. An override that is not needed is a fault as well.
func Source(src *holidays.Source, overrides Overrides) ([]*Fault, error) {
	after, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		return nil, err
	}
	s := sourceCheck{src: src, overrides: overrides, used: map[[2]string]bool{}}
	for _, stage := range []Stage{OfNotice, OfChange, OfYear} {
		for i := range src.Notices {
			in := Input{Notice: &src.Notices[i], Before: after, After: after}
			if stage == OfYear && !s.isLast(i) {
				continue
			}
			if stage == OfChange {
				if in.Before, err = after.With(s.before(i), after.Revision()); err == nil {
					err = in.lay()
				}
				if err != nil {
					return nil, err
				}
			}
			s.run(stage, &in)
		}
		if len(s.faults) > 0 {
			return s.faults, nil
		}
	}
	s.idle()
	return s.faults, nil
}

// sourceCheck gathers the faults of a source.
type sourceCheck struct {
	src       *holidays.Source
	overrides Overrides
	used      map[[2]string]bool // ID and code
	faults    []*Fault
}

// run runs the checks of a stage and keeps the faults of those that fail and are
// not overridden.
func (s *sourceCheck) run(stage Stage, in *Input) {
	results, _ := in.run(stage, stage)
	for _, r := range results {
		for i := range r.Faults {
			f := &r.Faults[i]
			if s.overrides[f.Notice][f.Code] != "" && r.Overridable {
				s.used[[2]string{f.Notice, f.Code}] = true
				continue
			}
			s.faults = append(s.faults, f)
		}
	}
}

// idle adds a fault for each override that no check needs.
func (s *sourceCheck) idle() {
	for _, n := range s.src.Notices {
		for _, code := range slices.Sorted(maps.Keys(s.overrides[n.ID])) {
			if !s.used[[2]string{n.ID, code}] {
				s.faults = append(s.faults, &Fault{Code: code, Notice: n.ID, Entry: whole, Why: "it is overridden, and does not fail"})
			}
		}
	}
}

// before returns what the i-th notice was laid over: its calendar's lineage, with
// the notices of other calendars and, of its own, those issued before it.
func (s *sourceCheck) before(i int) *holidays.Source {
	n := s.src.Notices[i]
	out := &holidays.Source{Statutory: s.src.Statutory}
	for _, def := range s.src.Lineage(n.Calendar) {
		out.Definitions = append(out.Definitions, *def)
	}
	for j, m := range s.src.Notices {
		if m.Calendar != n.Calendar || later(s.src, j, i) {
			out.Notices = append(out.Notices, m)
		}
	}
	return out
}

// isLast reports whether the i-th notice is the last of its calendar and year.
func (s *sourceCheck) isLast(i int) bool {
	n := s.src.Notices[i]
	for j, m := range s.src.Notices {
		if m.Calendar == n.Calendar && m.Year == n.Year && later(s.src, i, j) {
			return false
		}
	}
	return true
}

// later reports whether the j-th notice is laid over the i-th.
func later(src *holidays.Source, i, j int) bool {
	return src.Notices[j].Issued.After(src.Notices[i].Issued) || src.Notices[j].Issued == src.Notices[i].Issued && j > i
}
