package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"shixian/api/console/icalendar"
	"shixian/api/console/words"
	"shixian/holidays"
)

// eventMaker makes the events of an arrangement.
type eventMaker struct {
	*feed
	a       *holidays.Arrangement
	cal     *ics.Calendar
	revised time.Time
}

// The names of the kinds of event, in their UIDs.
const (
	offEvent  = "off"
	workEvent = "work"
)

func (m *eventMaker) add() {
	v, name := m.v, words.Festival(m.v, m.a.Festival)
	for i, s := range m.a.Off {
		e := m.event(offEvent, i+1, s)
		e.SetSummary(v.T(name+"放假", name+" (day off)"))
		e.AddCategory(v.T("放假", "day off"))
		e.SetColor("firebrick")
	}
	for i, d := range m.a.Work {
		e := m.event(workEvent, i+1, holidays.Span{From: d, To: d})
		e.SetSummary(v.T(name+"补班", name+" (working day)"))
		e.AddCategory(v.T("补班", "working day"))
		e.SetColor("darkorange")
	}
}

// event adds an event with all but its title. Its UID does not change as notices
// move its days: it is the nth of its kind of a festival of a year of a calendar.
func (m *eventMaker) event(kind string, n int, s holidays.Span) *ics.VEvent {
	sum := sha256.Sum256([]byte(m.a.Festival))
	id := strings.Join([]string{m.feed.cal.ID(), strconv.Itoa(m.a.Year), hex.EncodeToString(sum[:6]), kind, strconv.Itoa(n)}, "-")
	e := m.cal.AddEvent(id + "@shixian")
	e.SetDtStampTime(m.revised)
	e.SetLastModifiedAt(m.revised)
	e.SetSequence(m.sequence())
	icalendar.SetDays(e, s)
	e.SetDescription(m.description())
	e.SetTimeTransparency(ics.TransparencyTransparent)
	e.SetStatus(ics.ObjectStatusConfirmed)
	if !m.a.Settled {
		e.SetStatus(ics.ObjectStatusTentative)
	}
	if source := m.source(); source != "" {
		e.SetURL(source)
	}
	return e
}

// revisionStep is more than the notices that arrange one festival of one year.
const revisionStep = 100

// sequence grows with each notice about the festival of that year. The calendar's
// revision comes first: if a notice is withdrawn, the notices are fewer and the
// number must not be. It therefore also grows if another year's notice is
// published, which RFC 5545 (3.8.7.4) allows and programs do not mind.
func (m *eventMaker) sequence() int {
	return int(m.feed.cal.Revision())*revisionStep + min(len(m.a.Notices), revisionStep-1)
}

// description says the days and who decided them.
func (m *eventMaker) description() string {
	v, a := m.v, m.a
	lines := []string{v.T("放假：", "Off: ") + offText(v, a, a.Year)}
	if n := a.DaysOff(); n > 0 {
		lines[0] += v.N(n, "，共 {} 天", ", {} day{s}")
	}
	if len(a.Work) > 0 {
		lines = append(lines, v.T("补班：", "Made up on: ")+workText(v, a, a.Year))
	}
	for i := range a.Notices {
		lines = append(lines, v.T("依据：", "By: ")+noticeName(v, m.t, &a.Notices[i])+v.T("，", ", ")+issuedText(v, &a.Notices[i]))
	}
	if !a.Settled {
		lines = append(lines, v.T("暂定：放假通知还没有全部公布，可能变。", "Tentative: a notice is still to come, and may change this."))
	}
	return strings.Join(lines, "\n")
}

// source is where the last notice with a single address is published.
func (m *eventMaker) source() string {
	for i := len(m.a.Notices) - 1; i >= 0; i-- {
		if u, err := url.Parse(m.a.Notices[i].Source); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return u.String()
		}
	}
	return ""
}
