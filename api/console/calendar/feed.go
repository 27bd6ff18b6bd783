package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"shixian/api/console/icalendar"
	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/holidays"
)

// feed is a calendar as calendar programs subscribe to it (RFC 5545, RFC 7986). The
// same table gives the same bytes at every time and on every replica.
func (h *Handler) feed(c *gin.Context, id string) {
	v := h.site.View(c, "/calendar", "年历", "Calendar")
	t, wrong := h.table(c.Request.Context(), &v, "")
	if wrong == nil {
		_, wrong = calendarFor(&v, t, id)
	}
	if wrong != nil {
		m := h.newModel(c.Request)
		m.Form, m.Problem = form{}, wrong
		page.Render(c, wrong.Status, yearPage(&v, m))
		return
	}
	if v.Lang = page.Chinese; c.Query("lang") == page.English {
		v.Lang = page.English
	}
	c.Header("Content-Disposition", `inline; filename="shixian-`+id+`.ics"`)
	f := feed{v: &v, t: t, cal: t.Calendar(id), origin: origin(c.Request)}
	h.file(c, icalendar.MediaType, []byte(f.String()))
}

// feed writes a calendar as iCalendar.
//
// Its events have no METHOD: they are published, not sent to somebody, and so
// DTSTAMP is when the event was last revised (RFC 5545, 3.8.7.2).
//
// An event that a later notice does away with is left out, not kept as
// STATUS:CANCELLED: a table does not know what was withdrawn from it. A program
// that subscribes takes what it is given as the whole, and drops the rest; one
// that imported a file keeps what it has, as it would an event moved.
type feed struct {
	v      *page.View
	t      *holidays.Table
	cal    *holidays.Calendar
	origin string
}

// feedYears are the years that a feed holds: from the first of the calendar to the
// one after the last that has a notice. Further on, statutory days alone would
// fill a program with guesses.
func feedYears(cal *holidays.Calendar) (first, last int) {
	for _, n := range cal.Notices() {
		last = max(last, n.Year+1)
	}
	first = cal.First().Year()
	return first, min(max(last, first), cal.Last().Year())
}

func (f *feed) String() string {
	v, def := f.v, f.cal.Definition()
	cal := ics.NewCalendar()
	lang := strings.ToUpper(v.Lang)
	cal.SetProductId("-//shixian//calendar//" + lang)
	cal.SetCalscale("GREGORIAN")
	name := v.T(def.NameZH+"放假与补班", "Days off, "+def.NameEN)
	cal.SetName(name)
	cal.SetXWRCalName(name)
	first, last := feedYears(f.cal)
	description := v.T(strconv.Itoa(first)+" 年至 "+strconv.Itoa(last)+" 年，按放假通知；通知未公布的，按法定节假日推算。",
		strconv.Itoa(first)+" to "+strconv.Itoa(last)+", by the notices; by statutory days where there is none yet.")
	cal.SetDescription(description)
	cal.SetXWRCalDesc(description)
	cal.SetUrl(f.origin + "/calendar/" + url.PathEscape(def.ID))
	cal.SetColor("firebrick")
	cal.SetRefreshInterval("P1D")
	cal.SetXPublishedTTL("P1D") // the same, for programs older than RFC 7986
	from, to := holidays.NewDate(first, time.January, 1), holidays.NewDate(last, time.December, 31)
	newest := time.Time{}
	for _, a := range f.cal.Arrangements(from, to) {
		e := eventMaker{feed: f, a: &a, cal: cal, revised: f.revised(&a)}
		e.add()
		if e.revised.After(newest) {
			newest = e.revised
		}
	}
	cal.SetLastModified(newest)
	return cal.Serialize(ics.WithNewLineWindows)
}

// revised is when an arrangement last changed: on the issue of the last notice
// about it, or of the regulation by which it is reckoned.
func (f *feed) revised(a *holidays.Arrangement) time.Time {
	var last holidays.Date
	for i := range a.Notices {
		if a.Notices[i].Issued.After(last) {
			last = a.Notices[i].Issued
		}
	}
	if len(a.Notices) == 0 {
		for _, r := range f.t.Source().Statutory.Regulations {
			if r.FromYear <= a.Year && r.Issued.After(last) {
				last = r.Issued
			}
		}
	}
	if last.IsZero() {
		last = holidays.NewDate(a.Year, time.January, 1)
	}
	y, m, d := last.Civil()
	return time.Date(y, m, d, 0, 0, 0, 0, holidays.Shanghai)
}

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
