package admin

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/console/session"
	"shixian/api/problem"
)

// user is somebody who has signed in, on one request of a page.
type user struct {
	c   *gin.Context
	v   page.View
	who admin.Actor
	// address is that of the page, without what it says of the last form.
	address string
}

// may reports whether the user may do something, as far as the role goes.
func (u *user) may(op admin.Operation) bool { return u.who.Role >= op.Role() }

func (u *user) mayWrite() bool  { return u.may(admin.Write) }
func (u *user) mayChange() bool { return u.may(admin.Change) }

// roleName names the user's role, which session lets in only from a viewer's on.
func (u *user) roleName() string {
	switch {
	case u.mayChange():
		return u.v.T("发布", "publisher")
	case u.mayWrite():
		return u.v.T("起草", "editor")
	case u.may(admin.Look):
		return u.v.T("查看", "viewer")
	}
	return ""
}

func (u *user) ctx() context.Context { return u.c.Request.Context() }

// field returns a field of the form that was sent.
func (u *user) field(name string) string {
	return strings.ToValidUTF8(u.c.Request.PostForm.Get(name), "\ufffd")
}

// fields returns all fields of a name.
func (u *user) fields(name string) []string {
	all := u.c.Request.PostForm[name]
	for i := range all {
		all[i] = strings.ToValidUTF8(all[i], "\ufffd")
	}
	return all
}

// seen returns the version of the draft for which the form was filled in.
func (u *user) seen() admin.Seen {
	if tag := u.field("tag"); tag != "" {
		return admin.ReadSeen(tag)
	}
	return nil
}

// problem words an error; nil if there is none.
func (u *user) problem(err error) *problem.Problem { return page.Problem(u.c, &u.v, err) }

// show answers with a page, and with the status of a problem if there is one.
func (u *user) show(content templ.Component, p *problem.Problem) {
	status := http.StatusOK
	if p != nil {
		status = p.Status
	}
	page.Render(u.c, status, content)
}

// fail answers with a page that says only what is wrong, and what had been typed, so
// that it is not lost.
func (u *user) fail(p *problem.Problem) {
	u.show(problemPage(u, p, session.Typed(&u.v, u.c.Request.PostForm)), p)
}
