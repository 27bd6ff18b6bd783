package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
)

// parameters returns the query's parameters. Each is one of allowed and stands
// once.
func parameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	p, err := wire.ReadParameters(c.Request.URL.RawQuery, allowed...)
	return p, problem.OfQuery(err)
}

// reading is [parameters] for a call that reads their values.
func reading(c *gin.Context, allowed ...string) (r wire.Reading) {
	r.Parameters, r.Err = parameters(c, allowed...)
	return r
}

// noParameters refuses every parameter, before a call that takes none.
func noParameters(c *gin.Context) {
	if _, err := parameters(c); err != nil {
		fail(c, err)
	}
}
