package calendar

import (
	"net/url"
	"strconv"
	"strings"

	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/api/wire"
)

// downloads are the files of the table: address, what is written on the link, and
// the file's name.
func (m *model) downloads(v *page.View) []page.Choice {
	id, year := m.Cal.ID(), strconv.Itoa(m.Year)
	table := "/v1/calendars/" + url.PathEscape(id) + "/table?format="
	pinned := ""
	if m.Form.Revision != "" {
		pinned = "&revision=" + url.QueryEscape(m.Form.Revision)
	}
	return []page.Choice{
		page.ChoiceOf(table+"csv"+pinned, v.T("全部通知（CSV）", "All notices (CSV)"), "shixian-"+id+".csv"),
		page.ChoiceOf(table+"json"+pinned, v.T("全部通知（JSON）", "All notices (JSON)"), "shixian-"+id+".json"),
		page.ChoiceOf(table+"holiday-cn&year="+year+pinned, v.T(year+" 年逐日（holiday-cn）", "Days of "+year+" (holiday-cn)"), "shixian-"+id+"-"+year+".json"),
	}
}

// feedPath is the address of the calendar for calendar programs, on this host.
func (m *model) feedPath(v *page.View) string {
	path := "/calendar/" + url.PathEscape(m.Cal.ID()) + ".ics"
	if v.English() {
		path += "?lang=en"
	}
	return path
}

// webcal is the same address in the scheme that calendar programs listen to.
func (m *model) webcal(v *page.View) string {
	_, host, _ := strings.Cut(m.Origin, "://")
	return "webcal://" + host + m.feedPath(v)
}

// against returns the address of the page with the year by an earlier revision
// beside it.
func (f form) against(position string) string {
	f.With, f.WithRevision = "", position
	return f.address()
}

// changeText says what an event did.
func (m *model) changeText(v *page.View, r *wire.TableEvent) string {
	action := words.Action(v, r.Action)
	day, _, _ := strings.Cut(r.Time, "T")
	out := v.T("（"+day+"，"+action+"）", " ("+day+", "+action+")")
	const most = 3 // a baseline publishes every notice there is
	if n := len(r.Published); n > 0 && n <= most {
		out += " " + strings.Join(r.Published, v.T("、", ", "))
	}
	if n := len(r.Withdrawn); n > 0 && n <= most {
		out += v.T(" 撤回 ", " without ") + strings.Join(r.Withdrawn, v.T("、", ", "))
	}
	return out
}
