package question

import (
	"context"
	"time"

	ics "github.com/arran4/golang-ical"

	"shixian/api/answers"
	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/icalendar"
	"shixian/deadlines/explain"
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

// AddEvent adds the due day of an answer to a calendar file.
func AddEvent(cal *ics.Calendar, lang string, form Form, got *answers.Case, told icalendar.Reminders, origin string, now time.Time) {
	link, explanation := origin+"/?"+form.Pinned(got), got.Explain(lang)
	form.Revision = ""
	due := icalendar.Due{
		Key: []byte(form.Query()), Revision: got.Revision, Answer: &got.Answer, Text: explanation.Text(), Link: link, Told: told,
	}
	due.Add(cal, lang, now)
}
