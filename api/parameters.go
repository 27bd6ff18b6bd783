package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/wire"
)

// parameters returns the query's parameters. Each is one of allowed and stands
// once.
func parameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	return wire.ReadParameters(c.Request.URL.RawQuery, allowed...)
}

// answerParameters is [tableParameters] for a call that answers questions from its body,
// and so takes a presentation, which [wire.PresentationOf] reads.
func answerParameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	return wire.ReadAnswerParameters(c.Request.URL.RawQuery, allowed...)
}

// tableParameters is [parameters] for a call that answers from a table.
func tableParameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	return wire.ReadTableParameters(c.Request.URL.RawQuery, allowed...)
}
