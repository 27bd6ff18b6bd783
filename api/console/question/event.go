package question

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	ics "github.com/arran4/golang-ical"

	"shixian/api/answers"
	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
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

// Moved says what became of an answer since the table of a position; "" if nothing did, if
// there is none, or if it is gone.
func Moved(ctx context.Context, got *answers.Case, lang, position string) string {
	if position == "" || position == got.Position {
		return ""
	}
	if move, moved, err := got.Since(ctx, position); err == nil && moved {
		return explain.Moved(lang, &move)
	}
	return ""
}

// Cells are the due day of an answer, or what there is in its place, and its light, as a
// sheet shows them.
func Cells(v *page.View, got *answers.Case) (due, light spreadsheet.Cell) {
	due, light = spreadsheet.Own(v.Words().Verdict(&got.Answer)), spreadsheet.Own("")
	due.Date = got.Answer.Due
	if st := got.Standing; st != nil {
		light.Text, light.Look = v.Words().Light(st.Light), spreadsheet.Look(st.Light)
	}
	return due, light
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
