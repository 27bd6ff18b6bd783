package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/etag"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// tableAsked returns the table to answer from: that of the revision which the query
// names, else the one in force.
func tableAsked(c *gin.Context, a *answers.Service) (*holidays.Table, error) {
	t, err := a.TableFor(c.Request.Context(), c.Request.URL.RawQuery)
	if p, pinned, _ := wire.PositionOf(c.Request.URL.RawQuery); pinned && p.Prefix != "" {
		etag.Keep(c)
	}
	return t, problem.OfQuery(err)
}
