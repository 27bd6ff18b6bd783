// Package admin is the pages for administrators: the overview, drafting and publishing
// notices, withdrawing and rolling back, and the history.
//
// Its assumptions: who has signed in is known from package session; what may be done
// is decided by the service (package api/admin), which the pages call as the JSON calls
// do; a form says which version of a draft it was filled in for, and has a key of its
// own, so that sending it twice does once what it says.
package admin

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/console/session"
	"shixian/holidays"
)

// Tables are the tables in force and of earlier revisions.
type Tables interface {
	Table() (*holidays.Table, error)
	TableAtRevision(ctx context.Context, revision int64) (*holidays.Table, error)
	// Today is the civil date in Asia/Shanghai.
	Today() holidays.Date
}

// Callers identifies requests.
type Callers interface {
	// Request finds a request again in the logs.
	Request(c *gin.Context) []slog.Attr
}

// Config is what the pages are given.
type Config struct {
	Site     *page.Site
	Sessions *session.Manager
	Service  *admin.Service
	Tables   Tables
	Callers  Callers
	// Publishers returns the names of those who may publish, in order.
	Publishers func() []string
}

// Pages are the pages for administrators.
type Pages struct{ Config }

// New returns the pages.
func New(cfg Config) *Pages { return &Pages{cfg} }

// Mount adds the pages to e.
func (p *Pages) Mount(e gin.IRouter) {
	show := func(path, titleZH, titleEN string, h func(*user)) {
		page.Get(e, path, p.Sessions.Administered, p.admitted(titleZH, titleEN, h))
	}
	form := func(path, titleZH, titleEN string, h func(*user)) {
		e.POST(path, p.Site.SameOrigin, p.Sessions.Administered, p.admitted(titleZH, titleEN, h))
	}
	show("/admin", "管理", "Administration", p.overview)
	show("/admin/new", "起草", "New draft", p.newDraft)
	form("/admin/new", "起草", "New draft", p.makeDraft)
	show("/admin/drafts/:id", "草稿", "Draft", p.showDraft)
	form("/admin/drafts/:id", "草稿", "Draft", p.editDraft)
	show("/admin/drafts/:id/moves", "要移动的时限", "Deadlines that move", p.downloadMoves)
	form("/admin/drafts/:id/publish", "草稿", "Draft", p.publishDraft)
	form("/admin/drafts/:id/delete", "草稿", "Draft", p.discardDraft)
	form("/admin/drafts/:id/comments", "草稿", "Draft", p.commentDraft)
	show("/admin/history", "历史", "History", p.history)
	show("/admin/withdraw/:id", "撤回通知", "Withdraw a notice", p.askWithdraw)
	form("/admin/withdraw/:id", "撤回通知", "Withdraw a notice", p.withdraw)
	show("/admin/rollback/:revision", "回退", "Roll back", p.askRollback)
	form("/admin/rollback/:revision", "回退", "Roll back", p.rollback)
}

// admitted lets those in who have signed in.
func (p *Pages) admitted(titleZH, titleEN string, h func(*user)) gin.HandlerFunc {
	return func(c *gin.Context) {
		who, ended, ok := p.Sessions.Current(c)
		if !ok {
			p.Sessions.AskToSignIn(c, ended)
			return
		}
		u := &user{
			c: c, v: p.Site.View(c, "/admin", titleZH, titleEN), address: session.PageOf(c.Request.URL.Path),
			who: admin.Actor{Name: who.Name, Role: who.Role, Request: p.Callers.Request(c)},
		}
		if c.Request.Method == http.MethodPost {
			u.v.Address = u.address
			if err := page.ReadForm(c, page.MaxForm); err != nil {
				page.RefuseForm(c, &u.v, err)
				return
			}
		}
		h(u)
	}
}

// newKey makes the key of a form, by which sending it twice does once what it says.
func newKey() string { return rand.Text() }

// goOn goes to a page that says what was done.
func (u *user) goOn(address, done string, more ...string) {
	q := url.Values{"done": {done}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	u.c.Redirect(http.StatusSeeOther, address+"?"+q.Encode())
}

// doneText says what the form before has done; "" if nothing.
func (u *user) doneText() string {
	return u.v.In(doneTexts[u.c.Query("done")])
}

var doneTexts = map[string]holidays.Text{
	"made":      {ZH: "草稿已建立。请逐项核对。", EN: "The draft is made. Please check it item by item."},
	"saved":     {ZH: "已保存。", EN: "Saved."},
	"dropped":   {ZH: "草稿已删除。", EN: "The draft is dropped."},
	"published": {ZH: "已发布，各处即按新日历表计算。", EN: "Published; everything counts by the new table now."},
	"commented": {ZH: "评论已保存。", EN: "The comment is saved."},
	"returned":  {ZH: "草稿已退回。", EN: "The draft is returned."},
}
