package page

import (
	"github.com/gin-gonic/gin"

	"shixian/api/caller"
	"shixian/api/problem"
)

// Problem words an error in the page's language, for the request that it came of; nil
// if there is none.
func Problem(c *gin.Context, v *View, err error) *problem.Problem {
	if err == nil {
		return nil
	}
	p := problem.ForPeople(err, v.Lang)
	p.RequestID = caller.RequestID(c)
	if p.Code == string(problem.Internal) {
		_ = c.Error(err) // the access log has it
	}
	return &p
}
