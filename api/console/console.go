package console

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"
	"github.com/gorilla/securecookie"

	"shixian/api"
)

// Console adds the pages to the API; see [api.Pages].
type Console struct {
	// Version names the program at the foot of each page.
	Version string
	// SessionKey seals the sessions of administrators, in [SessionKeyBytes]. Replicas
	// share it; without one, sessions end with the process.
	SessionKey []byte
	// Hold, which may be nil, is called before a large table is held in memory, and
	// what it returns once it is let go.
	Hold func() (release func())

	desk   *api.Desk
	seal   *securecookie.SecureCookie
	origin http.CrossOriginProtection
	assets assets
	search searchKeys

	fragments fragments
	batches   batches
}

// Mount adds the pages to e.
func (p *Console) Mount(e, heavy gin.IRouter, desk *api.Desk) {
	p.desk = desk
	p.assets = newAssets()
	p.search = newSearchKeys(desk.Catalogue())
	seal, err := newSeal(p.SessionKey)
	if err != nil {
		panic(err) // the lengths asked for are within what HKDF gives
	}
	p.seal = seal
	get := func(path string, h ...gin.HandlerFunc) {
		e.GET(path, h...)
		e.HEAD(path, h...)
	}
	get("/", p.reader, p.calc)
	get("/rules", p.reader, p.rules)
	get("/deadline.ics", p.reader, p.deadlineICS)
	get("/calendar", p.reader, p.calendarIndex)
	get("/calendar/:id", p.reader, p.calendarEntry)
	get("/calendar/:id/:year", p.reader, p.yearPage)
	p.batches = newBatches(desk.Catalogue())
	get("/batch", p.reader, p.batch)
	heavy.POST("/batch", p.sameOrigin, p.reader, p.batchPost)
	heavy.POST("/batch/run", p.sameOrigin, p.reader, p.batchRun)
	heavy.POST("/batch/download", p.sameOrigin, p.reader, p.batchDownload)
	get("/batch/example.xlsx", p.batchExample("xlsx", xlsxType))
	get("/batch/example.csv", p.batchExample("csv", csvType))
	get("/assets/:name", p.assets.serve)
	e.GET("/language", p.setLanguage)
	p.adminRoutes(e)
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
