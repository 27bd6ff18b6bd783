package question

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	ics "github.com/arran4/golang-ical"

	"shixian/api/answers"
	"shixian/api/icalendar"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// Pinned is a question with the position of the table that answered it.
func (f *Form) Pinned(got *answers.Case) string {
	g := *f
	g.Revision = got.Position
	return g.Query()
}

// AddEvent adds the due day of an answer to a calendar file. The same question has the
// same UID at every revision and a higher SEQUENCE at a later one, so that a calendar
// program which takes the file again moves the event.
func AddEvent(cal *ics.Calendar, lang string, form Form, got *answers.Case, told icalendar.Reminders, origin string, now time.Time) {
	a, link := &got.Answer, origin+"/?"+form.Pinned(got)
	form.Revision = ""
	sum := sha256.Sum256([]byte(form.Query()))
	e := cal.AddEvent(hex.EncodeToString(sum[:12]) + "@shixian")
	e.SetDtStampTime(now)
	e.SetSequence(int(got.Revision))
	icalendar.SetDays(e, holidays.Span{From: a.Due, To: a.Due})
	title := explain.In(lang).DueTitle(a)
	e.SetSummary(title)
	explanation := got.Explain(lang)
	e.SetDescription(explanation.Text())
	e.SetURL(link)
	e.SetTimeTransparency(ics.TransparencyTransparent)
	told.AddTo(e, a.Due, a.Calendar, title)
}
