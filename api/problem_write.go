package api

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/caller"
	"shixian/api/problem"
)

const problemJSON = "application/problem+json; charset=utf-8"

// fail answers with the problem that err is, and stops the chain.
func fail(c *gin.Context, err error) { failQuestion(c, err, "") }

// failQuestion is [fail] for a question, whose problem bears its ref.
func failQuestion(c *gin.Context, err error, ref string) {
	p := problem.Of(err, langOf(c))
	p.Ref = ref
	locate(c, &p, err)
	p.RequestID = caller.RequestID(c)
	if p.Code == string(problem.Internal) {
		_ = c.Error(err) // the access log has it
	}
	if p.Status == http.StatusServiceUnavailable && c.Writer.Header()["Retry-After"] == nil {
		c.Writer.Header()["Retry-After"] = retrySoon
	}
	c.Set(problemKey, p.Code)
	if byPerson(c) {
		writePage(c, err, p.Status)
		return
	}
	writeProblem(c, p.Status, &p)
}

// byPerson reports whether a browser asks for a page.
func byPerson(c *gin.Context) bool {
	return !strings.HasPrefix(c.Request.URL.Path, "/v1") && strings.Contains(c.GetHeader("Accept"), "text/html")
}

// writePage says to a person what is wrong.
func writePage(c *gin.Context, err error, status int) {
	lang := langOf(c)
	p := problem.ForPeople(err, lang)
	h := c.Writer.Header()
	securePage(h, docsPolicy)
	h.Set("Cache-Control", "no-store")
	tellLanguage(c, lang)
	c.Abort()
	c.Data(status, "text/html; charset=utf-8", pageOf("# "+p.Title+"\n"+p.Detail, contentLanguage[lang][0], ""))
}

// locate says whether the fields at fault are parameters or stand in the body.
func locate(c *gin.Context, p *problem.Problem, err error) {
	switch c.Request.Method {
	case http.MethodPost, http.MethodPut:
		if !problem.IsOfQuery(err) {
			p.InBody("")
			return
		}
	}
	p.InQuery()
}

// writeProblem answers with a problem, or with one that has more members.
func writeProblem(c *gin.Context, status int, p any) {
	body, err := json.Marshal(p)
	if err != nil {
		c.AbortWithStatus(http.StatusInternalServerError)
		return
	}
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	tellLanguage(c, langOf(c))
	c.Abort()
	c.Data(status, problemJSON, body)
}
