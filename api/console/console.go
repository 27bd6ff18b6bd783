package console

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"shixian/api"
)

// Console adds the pages to the API; see [api.Pages].
type Console struct {
	// Version names the program at the foot of each page.
	Version string
	// Hold, which may be nil, is called before a large table is held in memory, and
	// what it returns once it is let go.
	Hold func() (release func())

	desk   *api.Desk
	assets assets
	search searchKeys

	fragments fragments
	batches   batches
}

// Mount adds the pages to e.
func (p *Console) Mount(e *gin.Engine, desk *api.Desk) {
	p.desk = desk
	p.assets = newAssets()
	p.search = newSearchKeys(desk.Catalogue())
	get := func(path string, h gin.HandlerFunc) {
		e.GET(path, h)
		e.HEAD(path, h)
	}
	get("/", p.calc)
	get("/rules", p.rules)
	get("/deadline.ics", p.deadlineICS)
	p.batches = newBatches(desk.Catalogue())
	get("/batch", p.batch)
	e.POST("/batch", p.batchPost)
	e.POST("/batch/run", p.batchRun)
	e.POST("/batch/download", p.batchDownload)
	get("/batch/example.xlsx", p.batchExample("xlsx", xlsxType))
	get("/batch/example.csv", p.batchExample("csv", csvType))
	get("/assets/:name", p.assets.serve)
	e.GET("/language", p.setLanguage)
}

// The policy of the pages: scripts, styles and all else from this host only, and
// nothing inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// pageHeaders are the headers of every page; their slices are shared.
var pageHeaders = map[string][]string{
	"Content-Security-Policy":    {policy},
	"Referrer-Policy":            {"same-origin"},
	"X-Frame-Options":            {"DENY"},
	"Cross-Origin-Opener-Policy": {"same-origin"},
	"Cache-Control":              {"no-store"},
	"Content-Type":               {"text/html; charset=utf-8"},
	"Vary":                       {"Cookie"},
}

// render writes a page.
func render(c *gin.Context, status int, page templ.Component) {
	h := c.Writer.Header()
	for name, value := range pageHeaders {
		h[name] = value
	}
	buf := templ.GetBuffer()
	defer templ.ReleaseBuffer(buf)
	if err := page.Render(c.Request.Context(), buf); err != nil {
		_ = c.Error(err) // the access log has it
		c.Status(http.StatusInternalServerError)
		return
	}
	c.Status(status)
	_, _ = c.Writer.Write(buf.Bytes()) // a caller who went away is not an error
}
