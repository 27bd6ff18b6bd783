package api

import (
	"encoding/json"

	"github.com/gin-gonic/gin"

	"shixian/api/wire"
)

// parameters returns the query's parameters. Each is one of allowed and stands
// once.
func parameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	return wire.ReadParameters(c.Request.URL.RawQuery, allowed...)
}

// tableParameters is [parameters] for a call that answers from a table.
func tableParameters(c *gin.Context, allowed ...string) (wire.Parameters, error) {
	return wire.ReadTableParameters(c.Request.URL.RawQuery, allowed...)
}

// mustJSON marshals what cannot fail.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
