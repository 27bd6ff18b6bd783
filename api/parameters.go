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

// answerParameters is [tableParameters] for a call that answers questions from its body,
// and so takes a presentation, which [wire.PresentationOf] reads.
func answerParameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	p, err := wire.ReadAnswerParameters(c.Request.URL.RawQuery, allowed...)
	return p, problem.OfQuery(err)
}

// tableParameters is [parameters] for a call that answers from a table.
func tableParameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	p, err := wire.ReadTableParameters(c.Request.URL.RawQuery, allowed...)
	return p, problem.OfQuery(err)
}

// noParameters refuses every parameter, before a call that takes none.
func noParameters(c *gin.Context) {
	if _, err := parameters(c); err != nil {
		fail(c, err)
	}
}
