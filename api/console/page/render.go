package page

import (
	"context"
	"maps"
	"mime"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"shixian/api/caller"
	"shixian/api/problem"
)

// The policy of the pages: scripts, styles and all else from this host only, and
// nothing inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Headers are the headers of every page; their slices are shared.
var Headers = map[string][]string{
	"Content-Security-Policy":    {policy},
	"Referrer-Policy":            {"same-origin"},
	"X-Frame-Options":            {"DENY"},
	"Cross-Origin-Opener-Policy": {"same-origin"},
	"Cache-Control":              {"no-store"},
	"Content-Type":               {"text/html; charset=utf-8"},
	"Vary":                       {"Cookie"},
}

// maxKeptBuffer is the largest buffer that is used again for another page, in bytes: most
// pages are smaller, and one that is not must not keep its memory.
const maxKeptBuffer = 256 << 10

// Render writes a page.
func Render(c *gin.Context, status int, page templ.Component) {
	h := c.Writer.Header()
	maps.Copy(h, Headers)
	buf := templ.GetBuffer()
	defer func() {
		if buf.Cap() <= maxKeptBuffer {
			templ.ReleaseBuffer(buf)
		}
	}()
	// net/http ends the context of a request whose body did not come; its caller is there, and
	// is to be told.
	if err := page.Render(context.WithoutCancel(c.Request.Context()), buf); err != nil {
		_ = c.Error(err) // the access log has it
		c.Status(http.StatusInternalServerError)
		return
	}
	c.Status(status)
	_, _ = c.Writer.Write(buf.Bytes()) // a caller who went away is not an error
}

// SendFile answers with a file to keep.
func SendFile(c *gin.Context, kind, name string, file []byte) {
	h := c.Writer.Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(file)))
	c.Data(http.StatusOK, kind, file)
}

// Get adds a page, for GET and for HEAD.
func Get(e gin.IRoutes, path string, h ...gin.HandlerFunc) {
	e.GET(path, h...)
	e.HEAD(path, h...)
}

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
