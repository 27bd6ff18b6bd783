package calculator

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/deadlines"
)

// What this browser asked last is kept in its cookies, and nowhere else.
const (
	districtCookie = "shixian_district"
	recentCookie   = "shixian_recent" // ids of rules, the last one first, by dots and bars
	usualCookie    = "shixian_usual"  // how often each was asked: 3*id, by bars
	maxRecent      = 5
	maxUsual       = 3  // that are shown
	maxTallied     = 12 // that are counted
	leastUsual     = 2  // from how often on a matter is a usual one
	mostTimes      = 99 // beyond which all counts are halved: what was usual once is let go
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
	for _, r := range m.asked {
		if r != m.Form.Rule && len(ids) < maxRecent {
			ids = append(ids, r.ID)
		}
	}
	set(recentCookie, strings.Join(ids, "|"))
	if len(m.asked) == 0 || m.asked[0] != m.Form.Rule { // changing the day asks the same again
		set(usualCookie, tallied(talliesOf(c, m.cat), m.Form.Rule))
	}
}

// tally is how often a rule was asked.
type tally struct {
	rule  *deadlines.Rule
	times int
}

// talliesOf are the rules that this browser asked, the most frequent first.
func talliesOf(c *gin.Context, cat *deadlines.Catalogue) (out []tally) {
	kept, err := c.Request.Cookie(usualCookie)
	if err != nil {
		return nil
	}
	for part := range strings.SplitSeq(kept.Value, "|") {
		number, id, _ := strings.Cut(part, "*")
		times, err := strconv.Atoi(number)
		r := cat.Rule(id)
		known := slices.ContainsFunc(out, func(t tally) bool { return t.rule == r })
		if err == nil && times > 0 && times <= mostTimes && r != nil && !known && len(out) < maxTallied {
			out = append(out, tally{r, times})
		}
	}
	return out
}

// tallied counts a rule in and writes the counts, the most frequent first. A new one takes
// the place of the rarest.
func tallied(all []tally, asked *deadlines.Rule) string {
	i := slices.IndexFunc(all, func(t tally) bool { return t.rule == asked })
	if i < 0 {
		all = append(all[:min(len(all), maxTallied-1)], tally{asked, 0})
		i = len(all) - 1
	}
	if all[i].times++; all[i].times > mostTimes {
		for j := range all {
			all[j].times = (all[j].times + 1) / 2
		}
	}
	slices.SortStableFunc(all, func(a, b tally) int { return b.times - a.times })
	var parts []string
	for _, t := range all {
		parts = append(parts, strconv.Itoa(t.times)+"*"+t.rule.ID)
	}
	return strings.Join(parts, "|")
}

// usualOf are the rules that are asked most often, and recent those asked last besides.
func usualOf(tallies []tally, asked []*deadlines.Rule) (usual, recent []*deadlines.Rule) {
	for _, t := range tallies {
		if t.times >= leastUsual && len(usual) < maxUsual {
			usual = append(usual, t.rule)
		}
	}
	return usual, slices.DeleteFunc(slices.Clone(asked), func(r *deadlines.Rule) bool { return slices.Contains(usual, r) })
}
