package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"

	ics "github.com/arran4/golang-ical"

	"shixian/api/console/words"
	"shixian/api/icalendar"
	"shixian/holidays"
)

// eventMaker makes the events of an arrangement.
type eventMaker struct {
	*feed
	a   *holidays.Arrangement
	cal *ics.Calendar
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

// uidOf returns the UID of an event. It does not change as notices move its days: it is
// the nth of its kind of a festival of a year of a calendar.
func uidOf(calendar string, a *holidays.Arrangement, kind string, n int) string {
	sum := sha256.Sum256([]byte(a.Festival))
	return strings.Join([]string{calendar, strconv.Itoa(a.Year), hex.EncodeToString(sum[:6]), kind, strconv.Itoa(n)}, "-") + "@shixian"
}

// event adds an event with all but its title.
func (m *eventMaker) event(kind string, n int, s holidays.Span) *ics.VEvent {
	uid := uidOf(m.feed.cal.ID(), m.a, kind, n)
	changed := m.history.events[uid]
	e := m.cal.AddEvent(uid)
	e.SetDtStampTime(changed.stamp)
	e.SetLastModifiedAt(changed.stamp)
	e.SetSequence(m.sequence(changed.revision))
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

// sequence grows each time that the event changes, and not with what else is published:
// the revision with which it last changed comes first, then the notices about the
// festival of that year, for those that the program came with.
func (m *eventMaker) sequence(revision int64) int {
	return int(revision)*revisionStep + min(len(m.a.Notices), revisionStep-1)
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
