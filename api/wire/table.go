package wire

import (
	"shixian/deadlines"
	"shixian/holidays"
)

// Table is the table that something was counted by.
type Table struct {
	Calendar         string `json:"calendar" example:"CN"`
	CalendarRevision int64  `json:"calendar_revision" example:"0"`
	Position         string `json:"position" example:"12.9f3c41aa"`
}

// NewTable returns the table of a calendar.
func NewTable(cal *holidays.Calendar) Table {
	return Table{cal.ID(), cal.Revision(), cal.Position()}
}

// Settlement says how far what was counted is settled.
type Settlement struct {
	// The notices counted by are those issued by that day
	AsOf          holidays.Date       `json:"as_of,omitzero"`
	Certainty     deadlines.Certainty `json:"certainty" example:"settled"`
	Provisional   bool                `json:"provisional"`
	UnsettledFrom holidays.Date       `json:"unsettled_from,omitzero"`
}

// NewSettlement returns how far a result is settled by the notices issued by asOf, which
// is zero if all are used.
func NewSettlement(asOf holidays.Date, c deadlines.Certainty, unsettledFrom holidays.Date) Settlement {
	return Settlement{asOf, c, c == deadlines.Provisional, unsettledFrom}
}

// DaySettlement says how far a day is settled.
type DaySettlement struct {
	Settlement
	// The first and the last day that it can be moved to
	Earliest holidays.Date `json:"earliest,omitzero"`
	Latest   holidays.Date `json:"latest,omitzero"`
}

// NewDaySettlement returns how far the day of a step, of the given certainty, is settled.
func NewDaySettlement(asOf holidays.Date, c deadlines.Certainty, s *deadlines.Step) DaySettlement {
	return DaySettlement{NewSettlement(asOf, c, s.UnsettledFrom), s.Earliest, s.Latest}
}
