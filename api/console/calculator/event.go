package calculator

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/api/icalendar"
	"shixian/holidays"
)

// event is the due day of an answer as an event of a calendar program.
func (h *Handler) event(c *gin.Context) {
	v := h.site.View(c, "/", "时限计算", "Deadline")
	if lang := c.Query("lang"); lang == page.Chinese || lang == page.English {
		v.Lang = lang
	}
	form := question.Read(h.answers.Catalogue(), c.Request.URL.Query())
	if !form.Complete() {
		c.Redirect(http.StatusSeeOther, "/?"+c.Request.URL.RawQuery)
		return
	}
	got, err := h.answers.CaseOf(c.Request.Context(), form.Query())
	if err != nil || got.Answer.Due.IsZero() {
		c.Redirect(http.StatusSeeOther, "/?"+form.Query()) // the page says what is wrong
		return
	}
	c.Header("Content-Disposition", `attachment; filename="shixian-`+got.Answer.Due.String()+`.ics"`)
	c.Data(http.StatusOK, icalendar.MediaType, []byte(eventOf(&v, form, got, remindersOf(c), h.site.Origin(c), h.now())))
}

// eventOf writes the calendar file. The same question has the same UID at every
// revision and a higher SEQUENCE at a later one, so that a calendar program which
// takes the file again moves the event.
func eventOf(v *page.View, form question.Form, got *answers.Case, told icalendar.Reminders, origin string, now time.Time) string {
	a := &got.Answer
	cal := icalendar.New(v.Lang)
	form.Revision = ""
	sum := sha256.Sum256([]byte(form.Query()))
	e := cal.AddEvent(hex.EncodeToString(sum[:12]) + "@shixian")
	e.SetDtStampTime(now)
	e.SetSequence(int(got.Revision))
	icalendar.SetDays(e, holidays.Span{From: a.Due, To: a.Due})
	title := v.Words().DueTitle(a.Rule)
	e.SetSummary(title)
	explanation := got.Explain(v.Lang)
	e.SetDescription(explanation.Text())
	e.SetURL(origin + "/?" + pinned(form, got))
	e.SetTimeTransparency(ics.TransparencyTransparent)
	told.AddTo(e, a.Due, a.Calendar, title)
	return cal.Serialize(ics.WithNewLineWindows)
}

// remindersOf are the reminders that were chosen; a choice of none is "remind=".
func remindersOf(c *gin.Context) icalendar.Reminders {
	chosen, any := c.GetQueryArray("remind")
	if !any {
		return icalendar.Usual
	}
	told := icalendar.Reminders{RestDays: c.Query("rest") == "yes"}
	for _, r := range reminders {
		if slices.Contains(chosen, r.Value) {
			told.Before = append(told.Before, r.before)
		}
	}
	return told
}
