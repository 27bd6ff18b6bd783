package page

import (
	"github.com/gin-gonic/gin"

	"shixian/holidays"
)

// Get adds a page, for GET and for HEAD.
func Get(e gin.IRoutes, path string, h ...gin.HandlerFunc) {
	e.GET(path, h...)
	e.HEAD(path, h...)
}

// Calendars are those of a table to choose from; none if err says that there is no
// table.
func Calendars(t *holidays.Table, err error) []Choice {
	if err != nil {
		return nil
	}
	var out []Choice
	for _, id := range t.IDs() {
		def := t.Calendar(id).Definition()
		out = append(out, ChoiceOf(id, def.NameZH, def.NameEN))
	}
	return out
}
