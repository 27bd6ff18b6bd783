package wire

import (
	"strconv"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// Day is what a calendar knows about one day.
type Day struct {
	Date    holidays.Date `json:"date" example:"2026-02-14"`
	Working bool          `json:"working" example:"true"`
	// workday and weekend by the week; holiday and makeup by a notice or by statute
	Kind     string `json:"kind" enums:"workday,weekend,holiday,makeup" example:"makeup"`
	Festival string `json:"festival" example:"春节"`
	// The notice that decided it, by document number, or by id if it has none
	Notice string `json:"notice" example:"国办发明电〔2025〕7号"`
	// Whether no notice still to come is expected to change it
	Settled bool `json:"settled" example:"true"`
	// What it rests on: a notice, the week alone, or an estimate by the published principles or the statutory days
	Basis string `json:"basis" enums:"notice,week,principles,statutory" example:"notice"`
}

// Days is a run of days.
type Days struct {
	Table
	Days []Day `json:"days"`
}

// NewDay returns a day of a calendar.
func NewDay(d holidays.Day) Day {
	return Day{d.Date, d.Working(), d.Kind.String(), d.Festival, d.Notice, d.Settled, d.Basis.String()}
}

// WorkdayCount is the number of working days between two days.
type WorkdayCount struct {
	Table
	From         holidays.Date `json:"from" example:"2026-02-09"`
	FromIncluded bool          `json:"from_included" example:"false"`
	To           holidays.Date `json:"to" example:"2026-02-25"`
	ToIncluded   bool          `json:"to_included" example:"true"`
	Workdays     int           `json:"workdays" example:"7"`
	Settlement
	// The bounds of the number, if it is not settled
	Least *int `json:"least,omitempty"`
	Most  *int `json:"most,omitempty"`
	// With group=month: the days of each month by themselves
	Months *[]MonthCount `json:"months,omitempty"`
}

// MonthCount is the number of working days in a month, or in the part of it that was asked
// for.
type MonthCount struct {
	Month string `json:"month" example:"2026-02"`
	// The first and the last day counted
	From        holidays.Date       `json:"from" example:"2026-02-10"`
	To          holidays.Date       `json:"to" example:"2026-02-28"`
	Workdays    int                 `json:"workdays" example:"11"`
	Certainty   deadlines.Certainty `json:"certainty" example:"settled"`
	Provisional bool                `json:"provisional"`
	// The bounds of the number, if it is not settled
	Least *int `json:"least,omitempty"`
	Most  *int `json:"most,omitempty"`
}

// NewMonthCount returns a count of days of one month.
func NewMonthCount(c *deadlines.Count) MonthCount {
	out := MonthCount{
		Month: c.Days.From.String()[:len("2006-01")], From: c.Days.From, To: c.Days.To, Workdays: c.Workdays,
		Certainty: c.Certainty(), Provisional: c.Certainty() == deadlines.Provisional,
	}
	if !c.UnsettledFrom.IsZero() {
		out.Least, out.Most = &c.Least, &c.Most
	}
	return out
}

// NthWorkday is a working day of a month, by its number.
type NthWorkday struct {
	Table
	Month string `json:"month" example:"2026-02"`
	N     int    `json:"n" example:"3"`
	// null if the month has no such working day
	Date *holidays.Date `json:"date" example:"2026-02-04"`
	// How many the month has
	Workdays int `json:"workdays" example:"16"`
	DaySettlement
}

// DatesRequest asks for days that need not follow on one another, at most 1,461.
type DatesRequest struct {
	Dates []*string `json:"dates" format:"date" example:"2026-02-14"`
}

// Days reads the dates. An error points to the one that is wrong.
func (r *DatesRequest) Days() ([]holidays.Date, error) {
	out := make([]holidays.Date, len(r.Dates))
	for i, text := range r.Dates {
		pointer := "/dates/" + strconv.Itoa(i)
		if text == nil { // null, which stands for no date in a list
			return nil, problem.New(problem.WrongType, pointer, "dates", "字符串", "a string")
		}
		if err := setListed(&out[i], pointer, *text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// WorkdayStep is the day so many working days away.
type WorkdayStep struct {
	Table
	Date holidays.Date `json:"date" example:"2026-02-09"`
	// Whether the date itself is one of the working days counted
	DateCounted bool `json:"date_counted" example:"false"`
	// How a date that is not worked was moved, if workdays is 0
	Roll     string        `json:"roll,omitempty" enums:"next,previous"`
	Workdays int           `json:"workdays" example:"7"`
	Result   holidays.Date `json:"result" example:"2026-02-25"`
	DaySettlement
}
