package calculator

import (
	"net/http"
	"slices"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"shixian/api/console/question"
	"shixian/api/icalendar"
	"shixian/holidays"
)

// event is the due day of an answer as an event of a calendar program.
func (h *Handler) event(c *gin.Context) {
	v := h.site.View(c, "/", "时限计算", "Deadline")
	if lang := c.Query("lang"); lang == holidays.English || lang == holidays.Chinese {
		v.Lang = lang // a calendar program has no cookies
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
	cal := icalendar.New(v.Lang)
	question.AddEvent(cal, v.Lang, form, got, remindersOf(c), h.site.Origin(c), h.now())
	c.Header("Content-Disposition", `attachment; filename="shixian-`+got.Answer.Due.String()+`.ics"`)
	c.Data(http.StatusOK, icalendar.MediaType, []byte(cal.Serialize(ics.WithNewLineWindows)))
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
