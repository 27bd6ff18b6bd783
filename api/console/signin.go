package console

import (
	"net/http"
	"net/url"
	"shixian/api/console/page"
	"shixian/api/problem"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
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
	Kept     []parameter
	LostFile bool
}

// Fields of the form for signing in that are not of the form that was kept.
const (
	fieldToken = "token"
	fieldBack  = "sign_in_back"
	fieldTo    = "sign_in_to"
	keptPrefix = "kept."
)

// askToSignIn answers a request that is in no session. What a form brought is kept
// in the page.
func (p *Console) askToSignIn(c *gin.Context, ended bool) {
	v := p.site.View(c, "/admin", "登录", "Sign in")
	m := &signInView{Back: c.Request.URL.RequestURI(), Ended: ended}
	if c.Request.Method == http.MethodPost {
		m.Back = pageOf(c.Request.URL.Path)
		if err := page.ReadForm(c); err == nil {
			m.To = c.Request.URL.Path
			m.Kept = keptOf(c.Request.PostForm, "")
			m.LostFile = c.Request.MultipartForm != nil && len(c.Request.MultipartForm.File["file"]) > 0
		}
	}
	v.Address = m.Back
	page.Render(c, http.StatusUnauthorized, signInPage(&v, m))
}

// keptOf lists the fields of a form whose names have a prefix, without it.
func keptOf(form url.Values, prefix string) []parameter {
	var names []string
	for name := range form {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []parameter
	for _, name := range names {
		for _, value := range form[name] {
			out = append(out, parameter{strings.TrimPrefix(name, prefix), value})
		}
	}
	return out
}

// pageOf returns the page on which the form stands that is sent to a path.
func pageOf(path string) string {
	path = strings.TrimSuffix(strings.TrimSuffix(path, "/publish"), "/delete")
	if path == "/admin/sign-out" || path == signInPath {
		return "/admin"
	}
	return path
}

const signInPath = "/admin/sign-in"

// showSignIn is the page for signing in by itself.
func (p *Console) showSignIn(c *gin.Context) {
	if _, _, ok := p.signedIn(c); ok {
		c.Redirect(http.StatusSeeOther, "/admin")
		return
	}
	v := p.site.View(c, "/admin", "登录", "Sign in")
	page.Render(c, http.StatusOK, signInPage(&v, &signInView{Back: "/admin", Left: c.Query("left") != ""}))
}

// signIn begins a session, and goes back to where the caller was; where a form was
// kept, it is shown once more, to be sent again.
func (p *Console) signIn(c *gin.Context) {
	v := p.site.View(c, "/admin", "登录", "Sign in")
	if err := page.ReadForm(c); err != nil {
		page.RefuseForm(c, &v, err)
		return
	}
	form := c.Request.PostForm
	m := &signInView{Back: p.backAddress(form.Get(fieldBack)), Kept: keptOf(form, keptPrefix)}
	if to := form.Get(fieldTo); to != "" {
		m.To = p.backAddress(to)
	}
	v.Address = m.Back
	badge, problem := p.desk.SignIn(c, strings.TrimSpace(form.Get(fieldToken)), v.Lang)
	if problem != nil {
		m.Problem = problem
		page.Render(c, problem.Status, signInPage(&v, m))
		return
	}
	p.beginSession(c, badge)
	if m.To != "" {
		page.Render(c, http.StatusOK, sendAgainPage(&v, m))
		return
	}
	c.Redirect(http.StatusSeeOther, m.Back)
}

// backAddress returns the page to go to after signing in: one of administration,
// or any where reading takes a session too.
func (p *Console) backAddress(address string) string {
	own := page.OwnAddress(address)
	if path, _, _ := strings.Cut(own, "?"); path != "/admin" && !strings.HasPrefix(path, "/admin/") && !p.desk.KeyRequired() {
		return "/admin"
	}
	return own
}

// reader lets those read who have signed in, where reading takes a key.
func (p *Console) reader(c *gin.Context) {
	if !p.desk.KeyRequired() {
		return
	}
	if _, ended, ok := p.signedIn(c); !ok {
		p.askToSignIn(c, ended)
		c.Abort()
	}
}

// signOut ends the session.
func (p *Console) signOut(c *gin.Context) {
	if who, _, ok := p.signedIn(c); ok {
		p.desk.SignedOut(c, who.Name)
	}
	p.endSession(c)
	c.Redirect(http.StatusSeeOther, signInPath+"?left=1")
}

// wrongTokenText says what to do about a token that does not let in.
func (m *signInView) wrongTokenText(v *page.View) string {
	switch m.Problem.Status {
	case http.StatusUnauthorized:
		return v.T("令牌不对，或已被停用。请核对后重新粘贴；没有令牌，请向管理服务的人索取。",
			"This token is wrong, or no longer valid. Check it and paste it again; whoever runs the service gives them out.")
	case http.StatusForbidden:
		return v.T("这个令牌只能查询，不能管理。", "This token is for asking only, not for administration.")
	}
	return m.Problem.Detail
}

// keptNames are the fields that a person fills in, as the forms call them.
var keptNames = []page.Choice{
	page.ChoiceOf("calendar", "日历", "Calendar"), page.ChoiceOf("year", "年度", "Year"), page.ChoiceOf("document", "文号", "Document"), page.ChoiceOf("issued", "发布日期", "Issued"),
	page.ChoiceOf("text", "原文", "Text"), page.ChoiceOf("festival", "节日", "Festival"), page.ChoiceOf("from", "起", "From"), page.ChoiceOf("to", "止", "To"), page.ChoiceOf("reason", "理由", "Reason"),
	page.ChoiceOf("residue_reason", "差额说明", "Difference explained"), page.ChoiceOf("source", "出处", "Source"), page.ChoiceOf("amends", "修改哪份通知", "Amends"),
}

// shown are the kept fields that say something to a person.
func (m *signInView) shown(v *page.View) []parameter {
	var out []parameter
	for _, n := range keptNames {
		for _, f := range m.Kept {
			if f.name == n.Value && f.value != "" {
				out = append(out, parameter{v.Name(n), f.value})
			}
		}
	}
	return out
}
