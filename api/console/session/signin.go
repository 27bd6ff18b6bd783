package session

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/console/page"
	"shixian/api/problem"
)

// signInView is what the page for signing in shows.
type signInView struct {
	// Back is the page to go to afterwards.
	Back string
	// Ended says that there was a session, and that it is over.
	Ended bool
	// Left says that somebody has just signed out.
	Left    bool
	Problem *problem.Problem
	// Kept is what was filled into a form that was sent without a session, and To is
	// where it was sent; it is sent again on the page after.
	To       string
	Kept     []Field
	LostFile bool
}

// Fields of the form for signing in that are not of the form that was kept.
const (
	fieldToken = "token"
	fieldBack  = "sign_in_back"
	fieldTo    = "sign_in_to"
	keptPrefix = "kept."
)

const (
	adminPath   = "/admin"
	signInPath  = "/admin/sign-in"
	signOutPath = "/admin/sign-out"
)

// Mount adds the pages for signing in and out.
func (m *Manager) Mount(e gin.IRouter) {
	e.GET(signInPath, m.Administered, m.showSignIn)
	e.POST(signInPath, m.Site.SameOrigin, m.Administered, m.signIn)
	e.POST(signOutPath, m.Site.SameOrigin, m.Administered, m.signOut)
}

// Administered stands before the pages of administration: if it is off, it says how
// to turn it on.
func (m *Manager) Administered(c *gin.Context) {
	if m.Recorded && m.Auth.Enabled() {
		return
	}
	c.Abort()
	v := m.Site.View(c, adminPath, "管理", "Administration")
	v.Address = adminPath
	page.Render(c, http.StatusOK, adminOffPage(&v))
}

// Reader stands before the pages that read: if reading takes a token, it lets those
// in who have signed in.
func (m *Manager) Reader(c *gin.Context) {
	if !m.Auth.Required() {
		return
	}
	if _, ended, ok := m.Current(c); !ok {
		m.AskToSignIn(c, ended)
	}
}

// AskToSignIn answers a request that is in no session. What a form brought is kept in
// the page. ended is that of [Manager.Current].
func (m *Manager) AskToSignIn(c *gin.Context, ended bool) {
	c.Abort()
	v := m.Site.View(c, adminPath, "登录", "Sign in")
	s := &signInView{Back: c.Request.URL.RequestURI(), Ended: ended}
	if c.Request.Method == http.MethodPost {
		s.Back = PageOf(c.Request.URL.Path)
		done, err := m.readOpenForm(c)
		if err != nil {
			v.Address = s.Back
			page.RefuseForm(c, &v, err)
			return
		}
		defer done()
		s.To = c.Request.URL.Path
		s.Kept = fieldsOf(c.Request.PostForm, "")
		s.LostFile = c.Request.MultipartForm != nil && len(c.Request.MultipartForm.File["file"]) > 0
	}
	v.Address = s.Back
	page.Render(c, http.StatusUnauthorized, signInPage(&v, s))
}

// PageOf returns the page on which the form stands that is sent to a path.
func PageOf(path string) string {
	for _, sent := range []string{"/publish", "/delete", "/comments"} {
		path = strings.TrimSuffix(path, sent)
	}
	if path == signOutPath || path == signInPath {
		return adminPath
	}
	return path
}

// showSignIn is the page for signing in by itself.
func (m *Manager) showSignIn(c *gin.Context) {
	if _, _, ok := m.Current(c); ok {
		c.Redirect(http.StatusSeeOther, adminPath)
		return
	}
	v := m.Site.View(c, adminPath, "登录", "Sign in")
	page.Render(c, http.StatusOK, signInPage(&v, &signInView{Back: adminPath, Left: c.Query("left") != ""}))
}

// signIn begins a session, and goes back to where the caller was; if a form was kept,
// it is shown once more, to be sent again.
func (m *Manager) signIn(c *gin.Context) {
	v := m.Site.View(c, adminPath, "登录", "Sign in")
	done, err := m.readOpenForm(c)
	if err != nil {
		page.RefuseForm(c, &v, err)
		return
	}
	defer done()
	form := c.Request.PostForm
	s := &signInView{Back: m.backAddress(form.Get(fieldBack)), Kept: fieldsOf(form, keptPrefix)}
	if to := form.Get(fieldTo); to != "" {
		s.To = m.backAddress(to)
	}
	v.Address = s.Back
	id, err := m.Auth.SignIn(c.Request.Context(), m.Callers.Of(c), strings.TrimSpace(form.Get(fieldToken)))
	if err != nil {
		if r, ok := errors.AsType[*admit.Refusal](err); ok {
			c.Header("Retry-After", strconv.Itoa(r.After))
		}
		s.Problem = page.Problem(c, &v, err)
		page.Render(c, s.Problem.Status, signInPage(&v, s))
		return
	}
	m.begin(c, id)
	if s.To != "" {
		page.Render(c, http.StatusOK, sendAgainPage(&v, s))
		return
	}
	c.Redirect(http.StatusSeeOther, s.Back)
}

// backAddress returns the page to go to after signing in: one of administration,
// or any if reading takes a session too.
func (m *Manager) backAddress(address string) string {
	own := page.OwnAddress(address)
	if path, _, _ := strings.Cut(own, "?"); path != adminPath && !strings.HasPrefix(path, adminPath+"/") && !m.Auth.Required() {
		return adminPath
	}
	return own
}

// signOut ends the session.
func (m *Manager) signOut(c *gin.Context) {
	if who, _, ok := m.Current(c); ok {
		m.Auth.SignOut(c.Request.Context(), m.Callers.Of(c), who.Name)
	}
	m.end(c)
	c.Redirect(http.StatusSeeOther, signInPath+"?left=1")
}

// wrongTokenText says what to do about a token that does not let in.
func (s *signInView) wrongTokenText(v *page.View) string {
	switch s.Problem.Status {
	case http.StatusUnauthorized:
		return v.T("令牌不对，或已被停用。请核对后重新粘贴；没有令牌，请向管理服务的人索取。",
			"This token is wrong, or no longer valid. Check it and paste it again; whoever runs the service gives them out.")
	case http.StatusForbidden:
		return v.T("这个令牌只能查询，不能管理。", "This token is for asking only, not for administration.")
	}
	return s.Problem.Detail
}
