package wire

import (
	"strconv"

	"shixian/deadlines"
	"shixian/holidays"
)

// StatusAnswer is an [Answer] with where the matter stands.
type StatusAnswer struct {
	Answer
	// The day of the look
	At   holidays.Date `json:"at" example:"2026-02-24"`
	Done holidays.Date `json:"done,omitzero"`
	// pending, due_today, overdue, done or done_late
	State deadlines.State `json:"state" example:"pending"`
	// After the look (or the day on which it was done) up to the due day, due day included
	WorkingDaysLeft *int `json:"working_days_left,omitempty" example:"1"`
	// After the due day up to the look (or the day on which it was done)
	WorkingDaysOver *int `json:"working_days_over,omitempty"`
	// Whether that number can still move, and between which numbers
	WorkingDaysCertainty deadlines.Certainty `json:"working_days_certainty" example:"settled"`
	WorkingDaysLeast     *int                `json:"working_days_least,omitempty"`
	WorkingDaysMost      *int                `json:"working_days_most,omitempty"`
	// green, yellow or red
	Light deadlines.Light `json:"light" example:"yellow"`
	// Whether the light can still be another
	LightCertainty deadlines.Certainty `json:"light_certainty" example:"settled"`
	// Whether silence has become consent
	DeemedNoObjection bool          `json:"deemed_no_objection"`
	DeemedSince       holidays.Date `json:"deemed_since,omitzero"`
}

// appendStanding appends what a [StatusAnswer] has beside an [Answer].
func appendStanding(b []byte, l deadlines.Look, st *deadlines.Standing) []byte {
	b = appendDate(b, `,"at":"`, l.At)
	b = appendDate(b, `,"done":"`, l.Done)
	b = append(append(append(b, `,"state":"`...), st.State...), '"')
	if st.Late {
		b = strconv.AppendInt(append(b, `,"working_days_over":`...), int64(st.WorkingDaysOver), 10)
	} else {
		b = strconv.AppendInt(append(b, `,"working_days_left":`...), int64(st.WorkingDaysLeft), 10)
	}
	b = append(append(append(b, `,"working_days_certainty":"`...), st.Days...), '"')
	if st.Days != deadlines.Settled {
		least, most := st.Least, st.Most
		if st.Late {
			least, most = -most, -least
		}
		b = strconv.AppendInt(append(b, `,"working_days_least":`...), int64(least), 10)
		b = strconv.AppendInt(append(b, `,"working_days_most":`...), int64(most), 10)
	}
	b = append(append(append(b, `,"light":"`...), st.Light...), '"')
	b = append(append(append(b, `,"light_certainty":"`...), st.LightCertainty...), '"')
	b = strconv.AppendBool(append(b, `,"deemed_no_objection":`...), st.Deemed)
	return appendDate(b, `,"deemed_since":"`, st.DeemedSince)
}
