package calculator

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/deadlines"
)

// What this browser asked last is kept in its cookies, and nowhere else.
const (
	districtCookie = "shixian_district"
	recentCookie   = "shixian_recent" // ids of rules, the last one first, by dots and bars
	maxRecent      = 5
	keptFor        = 365 * 24 * time.Hour
)

// home is the district that the page begins with.
func (h *Handler) home(c *gin.Context) string {
	if h.cfg.Only {
		return h.cfg.District
	}
	if kept, err := c.Request.Cookie(districtCookie); err == nil && h.answers.Catalogue().Jurisdiction(kept.Value) != nil {
		return kept.Value
	}
	return h.cfg.District
}

// recentOf are the rules that this browser asked last.
func recentOf(c *gin.Context, cat *deadlines.Catalogue) (out []*deadlines.Rule) {
	kept, err := c.Request.Cookie(recentCookie)
	if err != nil {
		return nil
	}
	for id := range strings.SplitSeq(kept.Value, "|") {
		if r := cat.Rule(id); r != nil && len(out) < maxRecent && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// keep keeps the district that was chosen, and the matter that was answered.
func keep(c *gin.Context, m *model) {
	set := func(name, value string) {
		if was, err := c.Request.Cookie(name); err == nil && was.Value == value {
			return
		}
		http.SetCookie(c.Writer, &http.Cookie{
			Name: name, Value: value, Path: "/", MaxAge: int(keptFor.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode,
		})
	}
	if c.Query("district") != "" && m.Form.District != "" {
		set(districtCookie, m.Form.District)
	}
	if m.Case == nil {
		return
	}
	ids := []string{m.Form.Rule.ID}
	for _, r := range m.Recent {
		if r != m.Form.Rule && len(ids) < maxRecent {
			ids = append(ids, r.ID)
		}
	}
	set(recentCookie, strings.Join(ids, "|"))
}
