// Package announcement tells people that the tables have changed: a line above a page,
// which a browser asks for once per change and shows once.
//
// Its assumptions: the line is made from the last event of the record, so that nobody
// writes it; what is older than [maxAge] is no news; whether a browser has shown it is
// known there only (static/console.js).
package announcement

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
	"shixian/holidays"
	"shixian/holidays/record"
)

// maxAge is for how long a change is told of.
const maxAge = 45 * 24 * time.Hour

// Events tells of the record.
type Events interface {
	// LastEvent returns the event that made the table in force, nil if there is none.
	LastEvent(ctx context.Context) (*record.Event, error)
	// Table returns the table in force.
	Table() (*holidays.Table, error)
}

// Handler answers with the line.
type Handler struct {
	site   *page.Site
	events Events
	now    func() time.Time
}

// New returns the handler.
func New(site *page.Site, events Events, now func() time.Time) *Handler {
	return &Handler{site, events, now}
}

// Mount adds the address that pages ask.
func (h *Handler) Mount(e gin.IRouter) { e.GET("/announcement", h.show) }

// show answers with the line, or with 204 if there is nothing to tell, or nobody knows.
func (h *Handler) show(c *gin.Context) {
	v := h.site.View(c, "", "", "")
	e, err := h.events.LastEvent(c.Request.Context())
	t, noTable := h.events.Table()
	if err != nil {
		_ = c.Error(err) // the access log has it
	}
	if err != nil || noTable != nil || e == nil || h.now().Sub(e.Time) > maxAge {
		c.Status(http.StatusNoContent)
		return
	}
	if l := lineOf(&v, e, t.Source()); l.Text != "" {
		page.Render(c, http.StatusOK, linePart(&v, l))
		return
	}
	c.Status(http.StatusNoContent)
}

// line is what is said of a change, and the year whose calendar shows it, 0 for none.
type line struct {
	Text, Calendar string
	Year           int
}

// lineOf words an event; empty if it changes nothing that people count by.
func lineOf(v *page.View, e *record.Event, src *holidays.Source) line {
	switch e.Action {
	case record.Publish:
		return published(v, e.Published, src)
	case record.Withdraw:
		ids := strings.Join(e.Withdrawn, v.T("、", ", "))
		en := "The notice " + ids + " was withdrawn; deadlines are counted without it now."
		if len(e.Withdrawn) > 1 {
			en = "The notices " + ids + " were withdrawn; deadlines are counted without them now."
		}
		return line{Text: v.T("放假通知 "+ids+" 已撤回，时限已按撤回后的日历计算。", en)}
	case record.Rollback, record.Restore:
		return line{Text: v.T("日历表已回到较早的内容，时限已按它计算。", "The tables are those of an earlier time again; deadlines are counted by them now.")}
	}
	return line{}
}

// published words notices that came into force.
func published(v *page.View, notices []holidays.Notice, src *holidays.Source) line {
	var said []string
	for i := range notices {
		said = append(said, noticeText(v, &notices[i], src))
	}
	if len(said) == 0 {
		return line{}
	}
	return line{
		Text:     strings.Join(said, v.T("；", "; ")) + v.T("。时限已按它计算。", ". Deadlines are counted by it now."),
		Calendar: notices[0].Calendar, Year: notices[0].Year,
	}
}

// noticeText says what a notice is: of a year, a change of it, or a correction.
func noticeText(v *page.View, n *holidays.Notice, src *holidays.Source) string {
	zh, en, document := "", "", ""
	if up := src.Lineage(n.Calendar); len(up) > 1 {
		zh, en = up[len(up)-1].NameZH, " of "+up[len(up)-1].NameEN
	}
	if n.Document != "" {
		document = v.T("（"+n.Document+"）", " ("+n.Document+")")
	}
	became, what := "已发布", "The holiday notice for "
	switch {
	case n.Replaces != "":
		became, what = "已更正", "A correction of the holiday notice for "
	case n.Amends != "":
		became, what = "有调整", "A change of the holidays of "
	}
	return v.T(zh+page.Itoa(n.Year)+"年放假安排"+became+document, what+page.Itoa(n.Year)+en+document+" is out")
}
