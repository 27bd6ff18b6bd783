package console

import (
	"github.com/gin-gonic/gin"

	"shixian/api"
	"shixian/api/console/admin"
	"shixian/api/console/announcement"
	"shixian/api/console/batch"
	"shixian/api/console/calculator"
	"shixian/api/console/calendar"
	"shixian/api/console/help"
	"shixian/api/console/matters"
	"shixian/api/console/page"
	"shixian/api/console/rules"
	"shixian/api/console/session"
	"shixian/deadlines/search"
	"shixian/holidays"
)

// Console adds the pages to the API; see [api.Pages].
type Console struct {
	// Version names the program at the foot of each page.
	Version string
	// SessionKey seals the sessions of administrators, in [session.KeyBytes]. Replicas
	// share it; without one, sessions end with the process.
	SessionKey []byte
	// District is the id of the one that the pages begin with; "" for the first.
	District string
	// DistrictOnly leaves the others out of the list.
	DistrictOnly bool
	// Office is whose name and sign the pages bear; the program's own if it is empty. Its
	// logo is one that [page.CheckLogo] takes.
	Office page.Office
	// Ended, which may be nil, keeps for all replicas which sessions were ended.
	Ended session.Ended
}

// Mount adds the pages to e, and those that count thousands of deadlines to heavy; see
// [api.Pages].
func (p *Console) Mount(e, heavy gin.IRouter, s *api.Services) (signedIn, notFound gin.HandlerFunc) {
	table := func() *holidays.Table {
		t, _ := s.Answers.Table() // nil if there is none
		return t
	}
	site := page.NewSite(p.Version, p.Office, table, s.Callers.Origin)
	sessions := session.New(session.Config{
		Key: p.SessionKey, Site: site, Auth: s.Auth, Callers: s.Callers, Recorded: s.Admin != nil, Ended: p.Ended, Now: s.Now,
	})
	site.Mount(e)
	sessions.Mount(e)

	read := e.Group("", sessions.Reader)
	found := search.New(s.Answers.Catalogue())
	calculator.New(site, s.Answers, found, s.Now, calculator.Config{District: p.District, Only: p.DistrictOnly}).Mount(read)
	rules.New(site, s.Answers, found).Mount(read)
	calendar.New(site, s.Answers).Mount(read)
	help.New(site).Mount(read)
	announcement.New(site, s.Answers, s.Now).Mount(read)
	counts := heavy.Group("", site.SameOrigin, sessions.Reader)
	matters.New(site, s.Answers, s.Now).Mount(read, counts)
	batch.New(batch.Config{Site: site, Answers: s.Answers, Search: found, Now: s.Now, ClientOf: s.ClientOf}).
		Mount(e, read, counts)

	admin.New(admin.Config{
		Site: site, Sessions: sessions, Service: s.Admin, Tables: s.Answers, Callers: s.Callers, Publishers: s.Auth.Publishers,
	}).Mount(e)
	return sessions.Reader, site.NotFound
}
