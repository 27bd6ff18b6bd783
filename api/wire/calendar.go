package wire

import (
	"shixian/deadlines"
	"shixian/holidays"
)

// Calendars is the list of calendars.
type Calendars struct {
	Calendars []Calendar `json:"calendars"`
}

// Calendar is a calendar, with the notices laid over its parent's.
type Calendar struct {
	ID     string         `json:"id" example:"CN-GX"`
	Name   deadlines.Text `json:"name"`
	Parent string         `json:"parent,omitempty" example:"CN"`
	// The first and the last day that it knows
	Coverage holidays.Span `json:"coverage"`
	// The last day up to which no notice still to come is expected to change anything
	SettledThrough holidays.Date `json:"settled_through" example:"2026-12-24"`
	// The first year in which the days of a region's own festivals are neither listed nor arranged: none is estimated
	UndatedFrom int   `json:"undated_from,omitempty" example:"2028"`
	Revision    int64 `json:"revision" example:"0"`
	// The state of the whole table
	Position string `json:"position" example:"12.9f3c41aa"`
	// The notices it folds, its ancestors' first, earlier before later
	Notices []Notice `json:"notices"`
}

// Notice is a notice that arranges holidays. Entries are left out in lists of calendars.
type Notice struct {
	ID       string        `json:"id" example:"CN-2026"`
	Calendar string        `json:"calendar" example:"CN"`
	Year     int           `json:"year" example:"2026"`
	Document string        `json:"document" example:"国办发明电〔2025〕7号"`
	Issued   holidays.Date `json:"issued" example:"2025-11-04"`
	// Whether the day of issue is not established
	IssuedApproximate bool   `json:"issued_approximate,omitempty"`
	Source            string `json:"source,omitempty"`
	// The notice that it changes
	Amends string `json:"amends,omitempty"`
	// Festivals whose days it gives anew, in place of those of the notice that it changes
	Restates []string `json:"restates,omitempty"`
	// Festivals to whose days it adds
	Extends []string `json:"extends,omitempty"`
	// The notice of the whole year that it corrects and takes the place of
	Replaces string            `json:"replaces,omitempty"`
	Entries  []Entry           `json:"entries,omitempty"`
	Residue  *holidays.Residue `json:"residue,omitempty"`
}

// Entry is one arrangement of a notice.
type Entry struct {
	holidays.Entry
	// What it rests on
	Basis string `json:"basis" enums:"notice" example:"notice"`
}

// NewCalendar returns a calendar, with the entries of its notices if they are asked
// for.
func NewCalendar(cal *holidays.Calendar, entries bool) Calendar {
	def := cal.Definition()
	out := Calendar{
		ID: def.ID, Name: deadlines.Text{ZH: def.NameZH, EN: def.NameEN}, Parent: def.Parent,
		Coverage:       holidays.Span{From: cal.First(), To: cal.Last()},
		SettledThrough: cal.SettledThrough(), UndatedFrom: cal.UndatedFrom(), Revision: cal.Revision(), Position: cal.Position(), Notices: []Notice{},
	}
	for _, n := range cal.Notices() {
		out.Notices = append(out.Notices, NewNotice(&n, entries))
	}
	return out
}

// NewNotice returns a notice, with its entries if they are asked for.
func NewNotice(n *holidays.Notice, entries bool) Notice {
	out := Notice{
		ID: n.ID, Calendar: n.Calendar, Year: n.Year, Document: n.Document, Issued: n.Issued,
		IssuedApproximate: n.IssuedApproximate, Source: n.Source,
		Amends: n.Amends, Restates: n.Restates, Extends: n.Extends, Replaces: n.Replaces,
	}
	if entries {
		out.Residue = n.Residue
		for _, e := range n.Entries {
			out.Entries = append(out.Entries, Entry{e, holidays.ByNotice.String()})
		}
	}
	return out
}
