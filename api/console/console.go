package console

import (
	"github.com/gin-gonic/gin"

	"shixian/api"
	"shixian/api/console/page"
	"shixian/api/console/session"
)

// Console adds the pages to the API; see [api.Pages].
type Console struct {
	// Version names the program at the foot of each page.
	Version string
	// SessionKey seals the sessions of administrators, in [session.KeyBytes]. Replicas
	// share it; without one, sessions end with the process.
	SessionKey []byte
	// Hold, which may be nil, is called before a large table is held in memory, and
	// what it returns once it is let go.
	Hold func() (release func())

	desk     *api.Desk
	site     *page.Site
	sessions *session.Manager
	search   searchKeys

	fragments page.Fragments
	batches   batches
}

// Mount adds the pages to e, and those that count thousands of deadlines to heavy.
func (p *Console) Mount(e, heavy gin.IRouter, desk *api.Desk) {
	p.desk = desk
	p.site = page.NewSite(p.Version, p.revision)
	p.search = newSearchKeys(desk.Catalogue())
	p.sessions = session.New(session.Config{Key: p.SessionKey, Site: p.site, Access: desk, Now: desk.Now})
	reader := p.sessions.Reader
	get := func(path string, h ...gin.HandlerFunc) {
		e.GET(path, h...)
		e.HEAD(path, h...)
	}
	get("/", reader, p.calc)
	get("/rules", reader, p.rules)
	get("/deadline.ics", reader, p.deadlineICS)
	get("/calendar", reader, p.calendarIndex)
	get("/calendar/:id", reader, p.calendarEntry)
	get("/calendar/:id/:year", reader, p.yearPage)
	p.batches = newBatches(desk.Catalogue())
	get("/batch", reader, p.batch)
	heavy.POST("/batch", p.site.SameOrigin, reader, p.batchPost)
	heavy.POST("/batch/run", p.site.SameOrigin, reader, p.batchRun)
	heavy.POST("/batch/download", p.site.SameOrigin, reader, p.batchDownload)
	get("/batch/example.xlsx", p.batchExample("xlsx", xlsxType))
	get("/batch/example.csv", p.batchExample("csv", csvType))
	p.site.Mount(e)
	p.sessions.Mount(e)
	p.adminRoutes(e)
}

// revision returns that of the table in force, -1 if there is none.
func (p *Console) revision() int64 {
	t, err := p.desk.Service.Table()
	if err != nil {
		return -1
	}
	return t.Revision()
}
