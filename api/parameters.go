package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/etag"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// parameters returns the query's parameters. Each is one of allowed and stands
// once.
func parameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	p, err := wire.ReadParameters(c.Request.URL.RawQuery, allowed...)
	return p, problem.OfQuery(err)
}

// values is [parameters] for a call that reads their values.
func values(c *gin.Context, allowed ...string) (v wire.Values) {
	v.Parameters, v.Err = parameters(c, allowed...)
	return v
}

// noParameters refuses every parameter, before a call that takes none.
func noParameters(c *gin.Context) {
	if _, err := parameters(c); err != nil {
		fail(c, err)
	}
}

// tableAsked returns the table to answer from: that of the revision which the query
// names, else the one in force.
func tableAsked(c *gin.Context, a *answers.Service) (*holidays.Table, error) {
	t, err := a.TableFor(c.Request.Context(), c.Request.URL.RawQuery)
	if p, pinned, _ := wire.PositionOf(c.Request.URL.RawQuery); pinned && p.Prefix != "" {
		etag.Keep(c)
	}
	return t, problem.OfQuery(err)
}
