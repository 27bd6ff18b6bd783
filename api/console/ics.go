package console

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"shixian/api"
	"shixian/api/console/page"
	"shixian/holidays"
)

const icsType = "text/calendar; charset=utf-8"

// deadlineICS is the due day of an answer as an event of a calendar program.
func (p *Console) deadlineICS(c *gin.Context) {
	v := p.site.View(c, "/", "时限计算", "Deadline")
	m := &calcView{Form: readForm(p.desk.Catalogue(), c.Request.URL.Query()), Interpretations: p.desk.Catalogue().Interpretations}
	if !m.Form.complete() {
		c.Redirect(http.StatusSeeOther, "/?"+c.Request.URL.RawQuery)
		return
	}
	if m.answer(c, &v, p.desk); m.Problem != nil || m.Case.Answer.Due.IsZero() {
		c.Redirect(http.StatusSeeOther, "/?"+m.Form.query()) // the page says what is wrong
		return
	}
	c.Header("Content-Disposition", `attachment; filename="shixian-`+m.Case.Answer.Due.String()+`.ics"`)
	c.Data(http.StatusOK, icsType, []byte(m.event(&v, p.desk, c.Request.Host)))
}

// event writes the calendar file. The same question has the same UID at every
// revision and a higher SEQUENCE at a later one, so that a calendar program which
// takes the file again moves the event.
func (m *calcView) event(v *page.View, desk *api.Desk, host string) string {
	a := &m.Case.Answer
	cal := newICS(v)
	question := m.Form
	question.Revision = ""
	sum := sha256.Sum256([]byte(question.query()))
	e := cal.AddEvent(hex.EncodeToString(sum[:12]) + "@shixian")
	e.SetDtStampTime(desk.Now())
	e.SetSequence(int(m.Case.Revision))
	setAllDay(e, a.Due)
	e.SetSummary(v.T("截止：", "Due: ") + v.In(a.Rule.Title))
	e.SetDescription(m.copyText(v))
	e.SetURL((&url.URL{Scheme: "http", Host: host, Path: "/", RawQuery: m.pinned()}).String())
	e.SetTimeTransparency(ics.TransparencyTransparent)
	title := v.T("截止：", "Due: ") + v.In(a.Rule.Title)
	if before, err := a.Calendar.AddWorkdays(a.Due, -1); err == nil {
		addAlarm(e, before.DaysUntil(a.Due), title)
	}
	addAlarm(e, 0, title)
	return cal.Serialize(ics.WithNewLineWindows)
}

// newICS returns an empty calendar of this service.
func newICS(v *page.View) *ics.Calendar {
	cal := ics.NewCalendar()
	cal.SetProductId("-//shixian//" + strings.ToUpper(v.Lang) + "//" + strings.ToUpper(v.Lang))
	cal.SetMethod(ics.MethodPublish)
	cal.SetCalscale("GREGORIAN")
	return cal
}

// setAllDay sets an event to one whole day, which has no time zone.
func setAllDay(e *ics.VEvent, d holidays.Date) { setAllDays(e, holidays.Span{From: d, To: d}) }

// setAllDays sets an event to a run of whole days.
func setAllDays(e *ics.VEvent, s holidays.Span) {
	at := func(d holidays.Date) time.Time {
		y, m, day := d.Civil()
		return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	}
	e.SetAllDayStartAt(at(s.From))
	e.SetAllDayEndAt(at(s.To.AddDays(1)))
}

// addAlarm sets an alarm at nine in the morning, some days before the event's day.
func addAlarm(e *ics.VEvent, daysBefore int, text string) {
	const nine = 9
	trigger := "PT" + strconv.Itoa(nine) + "H"
	if daysBefore > 0 {
		trigger = fmt.Sprintf("-PT%dH", daysBefore*24-nine)
	}
	alarm := e.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(trigger)
	alarm.SetDescription(text)
}
