package console

import (
	"crypto/rand"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"shixian/api"
	"shixian/api/admit/token"
	"shixian/api/console/page"
	"shixian/api/console/session"
	"shixian/api/problem"
	"shixian/holidays"
)

// desk is where somebody who has signed in sits: one request of a page of the
// administration.
type desk struct {
	*api.Office
	c   *gin.Context
	v   page.View
	who token.Holder
	// address is that of the page, without what it says of the last form.
	address string
}

// may reports whether the holder has a role.
func (d *desk) may(need token.Role) bool { return d.who.Role >= need }

// adminRoutes are the pages for administrators.
func (p *Console) adminRoutes(e gin.IRouter) {
	page := func(path, titleZH, titleEN string, h func(*desk)) {
		e.GET(path, p.sessions.Administered, p.admitted(titleZH, titleEN, h))
		e.HEAD(path, p.sessions.Administered, p.admitted(titleZH, titleEN, h))
	}
	form := func(path, titleZH, titleEN string, h func(*desk)) {
		e.POST(path, p.site.SameOrigin, p.sessions.Administered, p.admitted(titleZH, titleEN, h))
	}
	page("/admin", "管理", "Administration", p.overview)
	page("/admin/new", "起草", "New draft", p.newDraft)
	form("/admin/new", "起草", "New draft", p.makeDraft)
	page("/admin/drafts/:id", "草稿", "Draft", p.showDraft)
	form("/admin/drafts/:id", "草稿", "Draft", p.editDraft)
	form("/admin/drafts/:id/publish", "草稿", "Draft", p.publishDraft)
	form("/admin/drafts/:id/delete", "草稿", "Draft", p.dropDraft)
	page("/admin/history", "历史", "History", p.history)
	page("/admin/withdraw/:id", "撤回通知", "Withdraw a notice", p.askWithdraw)
	form("/admin/withdraw/:id", "撤回通知", "Withdraw a notice", p.withdraw)
	page("/admin/rollback/:revision", "回退", "Roll back", p.askRollback)
	form("/admin/rollback/:revision", "回退", "Roll back", p.rollback)
}

// admitted lets those in who have signed in.
func (p *Console) admitted(titleZH, titleEN string, h func(*desk)) gin.HandlerFunc {
	return func(c *gin.Context) {
		who, ended, ok := p.sessions.Current(c)
		if !ok {
			p.sessions.AskToSignIn(c, ended)
			return
		}
		d := &desk{c: c, v: p.site.View(c, "/admin", titleZH, titleEN), who: who, address: session.PageOf(c.Request.URL.Path)}
		if c.Request.Method == http.MethodPost {
			d.v.Address = d.address
			if err := page.ReadForm(c); err != nil {
				page.RefuseForm(c, &d.v, err)
				return
			}
		}
		d.Office = p.desk.Office(c, who, d.v.Lang)
		h(d)
	}
}

// field returns a field of the form that was sent.
func (d *desk) field(name string) string { return d.c.Request.PostForm.Get(name) }

// fields returns all fields of a name.
func (d *desk) fields(name string) []string { return d.c.Request.PostForm[name] }

// goOn goes to a page that says what was done.
func (d *desk) goOn(address, done string, more ...string) {
	q := url.Values{"done": {done}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	d.c.Redirect(http.StatusSeeOther, address+"?"+q.Encode())
}

// fail answers with a page that says only what is wrong, and what had been
// typed, so that it is not lost.
func (d *desk) fail(problem *problem.Problem) {
	page.Render(d.c, problem.Status, problemPage(d, problem, session.Typed(&d.v, d.c.Request.PostForm)))
}

// newKey makes the key of a form, by which sending it twice does once what it says.
func newKey() string { return rand.Text() }

// doneText says what the form before has done; "" where it did nothing.
func (d *desk) doneText() string {
	q := d.c.Request.URL.Query()
	switch q.Get("done") {
	case "made":
		return d.v.T("草稿已建立。请逐句核对。", "The draft is made. Please check it sentence by sentence.")
	case "saved":
		return d.v.T("已保存。", "Saved.")
	case "dropped":
		return d.v.T("草稿已删除。", "The draft is dropped.")
	case "published":
		return d.v.T("已发布，各处即按新日历表计算。", "Published; everything counts by the new table now.")
	case "withdrawn":
		return d.v.T("通知已撤回。", "The notice is withdrawn.")
	case "rolled-back":
		return d.v.T("已回退。", "Rolled back.")
	}
	return ""
}

var roleNames = map[token.Role]holidays.Text{
	token.Viewer:    {ZH: "查看", EN: "viewer"},
	token.Editor:    {ZH: "起草", EN: "editor"},
	token.Publisher: {ZH: "发布", EN: "publisher"},
}
