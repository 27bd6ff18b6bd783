package noticeformat

import (
	"fmt"
	"strings"

	"shixian/holidays"
)

// holidayCN is a year as the project holiday-cn publishes it (its schema.json):
// every day that a notice arranges by itself, the weekends inside a holiday too.
type holidayCN struct {
	Schema string         `json:"$schema,omitzero"`
	ID     string         `json:"$id,omitzero"`
	Year   int            `json:"year"`
	Papers []string       `json:"papers"`
	Days   []holidayCNDay `json:"days"`
}

// holidayCNDay has a pointer for the value that must not be taken for false if it
// is left out.
type holidayCNDay struct {
	Name     string        `json:"name"`
	Date     holidays.Date `json:"date"`
	IsOffDay *bool         `json:"isOffDay"`
	// Basis is ours: what the day rests on, see [holidays.Basis].
	Basis string `json:"basis,omitzero"`
}

func readHolidayCN(body []byte) (*rawNotice, error) {
	var y holidayCN
	if err := decode(body, &y); err != nil {
		return nil, err
	}
	if len(y.Days) > MaxRows {
		return nil, fail(CodeRows, Place{Pointer: "/days"}, MaxRows)
	}
	d := &rawNotice{byDay: true, fields: map[string]Place{"year": {Pointer: "/year"}, "source": {Pointer: "/papers"}}}
	d.Year, d.Source = y.Year, strings.Join(y.Papers, " ")
	for i, day := range y.Days {
		at := Place{Pointer: fmt.Sprintf("/days/%d", i)}
		for _, missing := range []struct {
			field string
			is    bool
		}{{"name", day.Name == ""}, {"date", day.Date.IsZero()}, {"isOffDay", day.IsOffDay == nil}} {
			if missing.is {
				return nil, fail(CodeMissing, Place{Pointer: at.Pointer + "/" + missing.field}, missing.field)
			}
		}
		if err := arranged(day.Basis, Place{Pointer: at.Pointer + "/basis"}); err != nil {
			return nil, err
		}
		kind := holidays.Work
		if *day.IsOffDay {
			kind = holidays.Off
		}
		d.add(holidays.Entry{Festival: day.Name, Kind: kind, Span: holidays.Span{From: day.Date, To: day.Date}}, at)
	}
	return d, nil
}

// arranged refuses a day that an export has estimated: it is no notice. A body that does
// not say what its days rest on is one.
func arranged(basis string, at Place) error {
	if basis != "" && basis != holidays.ByNotice.String() {
		return fail(CodeEstimate, at, basis)
	}
	return nil
}
