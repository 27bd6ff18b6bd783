package noticetext

import (
	"shixian/holidays"
	"shixian/holidays/check"
)

// Report returns what of the reading is to be checked.
func (r *Reading) Report() check.TextReport {
	out := check.TextReport{Calendar: r.Calendar, Traditional: r.Traditional}
	for _, s := range r.Unparsed() {
		out.Unread = append(out.Unread, s.Text)
	}
	for _, p := range r.Problems {
		if p.Incomplete() {
			out.Incomplete = append(out.Incomplete, p.words())
		} else {
			out.Missing = append(out.Missing, p.words())
		}
	}
	for _, f := range r.Findings {
		wrong := check.Misstatement{Span: f.Span, Stated: f.Stated, Actual: f.Actual}
		switch {
		case f.OK:
		case f.Code == FindingWeekday:
			out.Weekdays = append(out.Weekdays, wrong)
		case f.Code == FindingSpanDays:
			out.Days = append(out.Days, wrong)
		}
	}
	return out
}

// words returns a problem with what it is about.
func (r Reason) words() holidays.Text {
	detail := ""
	if r.Detail != "" {
		detail = " (" + r.Detail + ")"
	}
	return holidays.Text{ZH: r.ZH + detail, EN: r.EN + detail}
}
