package calendar

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
	"shixian/api/etag"
	"shixian/api/icalendar"
	"shixian/holidays"
)

// feed is a calendar as calendar programs subscribe to it (RFC 5545, RFC 7986). The
// same table gives the same bytes at every time and on every replica.
func (h *Handler) feed(c *gin.Context, id string) {
	v := h.site.View(c, "/calendar", "年历", "Calendar")
	t, wrong := h.table(c, &v, "")
	if wrong == nil {
		_, wrong = calendarFor(&v, t, id)
	}
	var known *feedHistory
	if wrong == nil {
		// Without the record there is no feed: one that went back would mislead.
		var err error
		known, err = h.history(c.Request.Context(), t, id)
		wrong = page.Problem(c, &v, err)
	}
	if wrong != nil {
		m := h.newModel(c)
		m.Form, m.Problem = form{}, wrong
		page.Render(c, wrong.Status, yearPage(&v, m))
		return
	}
	if v.Lang = holidays.Chinese; c.Query("lang") == holidays.English {
		v.Lang = holidays.English
	}
	c.Header("Content-Disposition", `inline; filename="shixian-`+id+`.ics"`)
	f := feed{v: &v, t: t, cal: t.Calendar(id), origin: h.site.Origin(c), history: known}
	etag.File(c, icalendar.MediaType, []byte(f.String()))
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
	// history says when each event last changed.
	history *feedHistory
}

// feedYears are the years that a feed holds: from the first of the calendar to the
// one after the last that has a notice. Further on, there would be nothing but
// estimates.
func feedYears(cal *holidays.Calendar) (first, last int) {
	for _, n := range cal.Notices() {
		last = max(last, n.Year+1)
	}
	first = cal.First().Year()
	return first, min(max(last, first), cal.Last().Year())
}

// feedSpan returns the first and the last day of a feed.
func feedSpan(cal *holidays.Calendar) (from, to holidays.Date) {
	first, last := feedYears(cal)
	return holidays.NewDate(first, time.January, 1), holidays.NewDate(last, time.December, 31)
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
	description := v.T(strconv.Itoa(first)+" 年至 "+strconv.Itoa(last)+" 年，按放假通知；通知未公布的是推算，以后可能改变。",
		strconv.Itoa(first)+" to "+strconv.Itoa(last)+", by the notices; estimates where there is none yet, which may change.")
	cal.SetDescription(description)
	cal.SetXWRCalDesc(description)
	cal.SetUrl(f.origin + "/calendar/" + url.PathEscape(def.ID))
	cal.SetColor("firebrick")
	cal.SetRefreshInterval("P1D")
	cal.SetXPublishedTTL("P1D") // the same, for programs older than RFC 7986
	for _, a := range f.cal.Arrangements(feedSpan(f.cal)) {
		e := eventMaker{feed: f, a: &a, cal: cal}
		e.add()
	}
	cal.SetLastModified(f.history.newest())
	return cal.Serialize(ics.WithNewLineWindows)
}

// issuedLast is when the last notice about an arrangement was issued, or the regulation
// by which it is reckoned.
func issuedLast(t *holidays.Table, a *holidays.Arrangement) time.Time {
	var last holidays.Date
	for i := range a.Notices {
		last = holidays.Later(last, a.Notices[i].Issued)
	}
	if len(a.Notices) == 0 {
		for _, r := range t.Source().Statutory.Regulations {
			if r.FromYear <= a.Year {
				last = holidays.Later(last, r.Issued)
			}
		}
	}
	if last.IsZero() {
		last = holidays.NewDate(a.Year, time.January, 1)
	}
	y, m, d := last.Civil()
	return time.Date(y, m, d, 0, 0, 0, 0, holidays.Shanghai)
}
