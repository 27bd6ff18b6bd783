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
