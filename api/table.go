package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/holidays"
)

// tableAsked returns the table to answer from: that of the revision which the query
// names, else the one in force.
func tableAsked(c *gin.Context, a *answers.Service) (*holidays.Table, error) {
	return a.TableFor(c.Request.Context(), c.Request.URL.RawQuery)
}

// table is [tableAsked]; if there is none, it answers itself.
func table(c *gin.Context, a *answers.Service) *holidays.Table {
	t, err := tableAsked(c, a)
	if err != nil {
		fail(c, err)
	}
	return t
}
