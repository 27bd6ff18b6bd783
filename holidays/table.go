package holidays

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// maxAsOf bounds the calendars that a table keeps for as_of. Each takes about a
// third of a megabyte.
const maxAsOf = 32

// Table is every calendar at one revision of the record. It does not change and is
// safe for concurrent use; only a bounded cache of earlier states of knowledge is
// filled as they are asked for, under a lock.
type Table struct {
	src       *Source
	revision  int64
	position  string
	calendars map[string]*Calendar
	order     []string
	bounds    *boundsCache // shared by the calendars, and with tables made by With

	mu   sync.Mutex
	asOf []asOfEntry // most recently used last
}

type asOfEntry struct {
	calendar string
	known    Date
	cal      *Calendar
}

// NewTable builds every calendar that src defines. revisions gives the number of
// the event that last changed each calendar; a calendar that is missing from it
// has revision 0.
func NewTable(src *Source, revision int64, revisions map[string]int64) (*Table, error) {
	return NewTableAt(src, revision, strconv.FormatInt(revision, 10), revisions)
}

// NewTableAt is [NewTable] with the name by which the record knows this state of the
// table: two records may have different tables of the same revision.
func NewTableAt(src *Source, revision int64, position string, revisions map[string]int64) (*Table, error) {
	return newTable(src, revision, position, revisions, &boundsCache{})
}

// With is [NewTable] for another source, such as one with a notice more, which spares
// working out again the bounds that the two have in common.
func (t *Table) With(src *Source, revision int64) (*Table, error) {
	return newTable(src, revision, strconv.FormatInt(revision, 10), nil, t.bounds)
}

func newTable(src *Source, revision int64, position string, revisions map[string]int64, bounds *boundsCache) (*Table, error) {
	t := &Table{src: src, revision: revision, position: position, calendars: map[string]*Calendar{}, bounds: bounds}
	for i := range src.Definitions {
		def := &src.Definitions[i]
		cal, err := t.build(def, revisions[def.ID])
		if err != nil {
			return nil, fmt.Errorf("table at revision %d: %w", revision, err)
		}
		t.calendars[def.ID] = cal
		t.order = append(t.order, def.ID)
	}
	return t, nil
}

// build returns a calendar of the table. One that adds nothing to another that there is
// already has the same days, and shares them.
func (t *Table) build(def *Definition, revision int64) (*Calendar, error) {
	if up := t.calendars[def.Parent]; up != nil && t.src.addsNothing(def) && def.FirstYear == up.def.FirstYear {
		same := *up
		same.def, same.revision = def, revision
		return &same, nil
	}
	return Build(t.src, BuildOptions{Calendar: def.ID, Revision: revision, Position: t.position, cache: t.bounds})
}

// addsNothing reports whether a calendar has neither notices nor a regulation of its own.
func (s *Source) addsNothing(def *Definition) bool {
	return def.OwnNotice == nil && def.Bounds == nil &&
		!slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Calendar == def.ID }) &&
		!slices.ContainsFunc(s.Statutory.Regulations, func(r Regulation) bool { return r.Calendar == def.ID })
}

// Revision returns the number of the last table event that the table folds.
func (t *Table) Revision() int64 { return t.revision }

// Position names the state of the table, as its record does; without a record it is the
// revision.
func (t *Table) Position() string { return t.position }

// Source returns what the table was built from. It must not be changed.
func (t *Table) Source() *Source { return t.src }

// IDs returns the names of the calendars, in the order of their definitions.
func (t *Table) IDs() []string { return t.order }

// Calendar returns the calendar named id, or nil.
func (t *Table) Calendar(id string) *Calendar { return t.calendars[id] }

// AsOf returns the calendar named id as it was known on a day, from what had been
// issued by then, or nil if it is not defined.
func (t *Table) AsOf(id string, day Date) *Calendar {
	cal := t.calendars[id]
	if cal == nil {
		return nil
	}
	known, all := t.lastIssued(id, day)
	if all {
		return cal
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, e := range t.asOf {
		if e.calendar == id && e.known == known {
			t.asOf = append(slices.Delete(t.asOf, i, i+1), e)
			return e.cal
		}
	}
	built, err := Build(t.src, BuildOptions{Calendar: id, AsOf: known, Revision: cal.revision, Position: t.position, cache: t.bounds})
	if err != nil {
		return nil
	}
	if len(t.asOf) == maxAsOf {
		t.asOf = slices.Delete(t.asOf, 0, 1)
	}
	t.asOf = append(t.asOf, asOfEntry{id, known, built})
	return built
}

// lastIssued returns the last day, up to and including day, on which something
// that concerns the calendar was issued, and whether nothing was issued later.
// Days with the same answer see the same calendar.
func (t *Table) lastIssued(id string, day Date) (known Date, all bool) {
	all, known = true, minDate
	see := func(issued Date) {
		switch {
		case issued.After(day):
			all = false
		case issued.After(known):
			known = issued
		}
	}
	lineage := t.src.Lineage(id)
	in := func(calendar string) bool {
		return slices.ContainsFunc(lineage, func(d *Definition) bool { return d.ID == calendar })
	}
	for i := range t.src.Notices {
		if in(t.src.Notices[i].Calendar) {
			see(t.src.Notices[i].Issued)
		}
	}
	for i := range t.src.Statutory.Regulations {
		if in(t.src.Statutory.Regulations[i].Calendar) {
			see(t.src.Statutory.Regulations[i].Issued)
			if p := t.src.Statutory.Regulations[i].Principles; p != nil {
				see(p.Known)
			}
		}
	}
	return known, all
}
