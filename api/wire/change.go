package wire

import (
	"slices"
	"time"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// Changes are the table events after a revision.
type Changes struct {
	// The last revision that this page holds, to ask on from
	Revision int64 `json:"revision" example:"1"`
	// The same as a position: send this one
	Position string   `json:"position" example:"1.9f3c41aa"`
	Changes  []Change `json:"changes"`
	// The position of the rules: if it is another than before, count everything anew
	Catalogue string `json:"catalogue" example:"5d2a90c7"`
}

// CatalogueEvent is the event of a stream whose rules are not those that the caller saw.
type CatalogueEvent struct {
	Catalogue string `json:"catalogue" example:"5d2a90c7"`
}

// Change is one table event and what it came to.
type Change struct {
	TableEvent
	// The days that moved, by calendar and date, at most 1,000
	Days []MovedDay `json:"days"`
	// Whether those are all; false also for the first table and for a restore, which lists none: then count everything anew
	DaysComplete bool `json:"days_complete" example:"true"`
}

// MovedDay is a day of a calendar that became another kind of day.
type MovedDay struct {
	Calendar string        `json:"calendar" example:"CN"`
	Date     holidays.Date `json:"date" example:"2027-02-05"`
	Before   string        `json:"before" enums:"workday,weekend,holiday,makeup" example:"workday"`
	After    string        `json:"after" enums:"workday,weekend,holiday,makeup" example:"holiday"`
}

// NewChange tells of an event and the days that it moved; src defines the calendars that it
// may concern.
func NewChange(e *record.Event, moved *live.Moved, src *holidays.Source) Change {
	out := Change{TableEvent: NewTableEvent(e, src), Days: make([]MovedDay, 0, len(moved.Days)), DaysComplete: !moved.Partial}
	for _, d := range moved.Days {
		out.Days = append(out.Days, MovedDay{d.Calendar, d.Date, d.Before.String(), d.After.String()})
	}
	return out
}

// TableEvent is one table event, as other systems see it.
type TableEvent struct {
	Revision int64  `json:"revision" example:"1"`
	Position string `json:"position" example:"1.9f3c41aa"`
	Action   string `json:"action" enums:"baseline,embed,publish,withdraw,rollback,restore"`
	Time     string `json:"time" format:"date-time" example:"2026-11-25T08:00:00Z"`
	// The calendars whose answers may have changed: recount what counts by them
	Calendars []string `json:"calendars" example:"CN,CN-GX"`
	// The notices that came into force and went out of force
	Published []string `json:"published" example:"CN-2027"`
	Withdrawn []string `json:"withdrawn"`
}

// NewTableEvent tells of an event; src defines the calendars that it may concern.
func NewTableEvent(e *record.Event, src *holidays.Source) TableEvent {
	out := TableEvent{
		Revision: e.Revision, Position: e.Position().String(), Action: string(e.Action), Time: Stamp(e.Time),
		Published: holidays.NoticeIDs(e.Published), Withdrawn: Listed(e.Withdrawn),
	}
	touched := map[string]bool{}
	for _, n := range e.Published {
		touched[n.Calendar] = true
	}
	for _, id := range e.Withdrawn {
		touched[calendarOfID(src, id)] = true
	}
	if e.Action == record.Restore { // what was known before may never have been
		for _, def := range src.Definitions {
			touched[def.ID] = true
		}
	}
	out.Calendars = Listed(descendants(src, touched))
	return out
}

// calendarOfID returns the calendar that a notice's ID names: the longest one
// that the ID begins with.
func calendarOfID(src *holidays.Source, id string) string {
	longest := ""
	for _, def := range src.Definitions {
		if n := len(def.ID); n > len(longest) && len(id) > n && id[:n] == def.ID && id[n] == '-' {
			longest = def.ID
		}
	}
	return longest
}

// descendants returns the calendars that are touched or stand on one that is.
func descendants(src *holidays.Source, touched map[string]bool) []string {
	var out []string
	for _, def := range src.Definitions {
		if slices.ContainsFunc(src.Lineage(def.ID), func(d *holidays.Definition) bool { return touched[d.ID] }) {
			out = append(out, def.ID)
		}
	}
	return out
}

// Revisions are the table events that changed a calendar or one under it.
type Revisions struct {
	Calendar  string       `json:"calendar" example:"CN"`
	Revisions []TableEvent `json:"revisions"`
}

// Stamp writes an instant.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Listed returns a list that is written as [] if it is empty.
func Listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
