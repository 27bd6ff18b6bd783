package console

import (
	"context"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/securecookie"

	"shixian/api"
	"shixian/api/console/page"
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
	site   *page.Site
	seal   *securecookie.SecureCookie
	search searchKeys

	fragments page.Fragments
	batches   batches
}

// Mount adds the pages to e.
func (p *Console) Mount(e, heavy gin.IRouter, desk *api.Desk) {
	p.desk = desk
	p.site = page.NewSite(p.Version, p.revision)
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
	heavy.POST("/batch", p.site.SameOrigin, p.reader, p.batchPost)
	heavy.POST("/batch/run", p.site.SameOrigin, p.reader, p.batchRun)
	heavy.POST("/batch/download", p.site.SameOrigin, p.reader, p.batchDownload)
	get("/batch/example.xlsx", p.batchExample("xlsx", xlsxType))
	get("/batch/example.csv", p.batchExample("csv", csvType))
	p.site.Mount(e)
	p.adminRoutes(e)
}

// revision returns that of the table in force, -1 if there is none.
func (p *Console) revision() int64 {
	t, err := p.desk.Table(context.Background(), -1)
	if err != nil {
		return -1
	}
	return t.Revision()
}
