package session_test

import (
	"net/http"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/net/html"

	"shixian/api"
	"shixian/api/console"
	"shixian/api/console/internal/pagetest"
	"shixian/api/console/session"
	"shixian/test/notice2027"
)

func TestAdminOff(t *testing.T) {
	for _, address := range []string{"/admin", "/admin/sign-in", "/admin/history"} {
		d := pagetest.Get(t, pagetest.Pages("2026-04-15"), address)
		if d.Status != http.StatusOK {
			t.Errorf("%s: %d", address, d.Status)
		}
		d.Says("SHIXIAN_TOKENS", "shixian token new")
	}
}

func TestSignInAndOut(t *testing.T) {
	w := pagetest.NewService(t)
	b := w.Browser()
	d := b.Get("/admin/history?upto=3")
	if d.Status != http.StatusUnauthorized || strings.Contains(d.Main(), "失效") {
		t.Errorf("%d: %s", d.Status, d.Main())
	}
	form := d.Form("/admin/sign-in")
	form.Set("token", " "+w.Secrets["li"]+"\n")
	in := b.PostForm("/admin/sign-in", form)
	if in.Status != http.StatusSeeOther || in.Header.Get("Location") != "/admin/history?upto=3" {
		t.Fatalf("%d %v: %s", in.Status, in.Header, in.Body)
	}
	cookie := in.Header.Get("Set-Cookie")
	for _, want := range []string{"shixian_session=", "; Path=/", "; HttpOnly", "; SameSite=Strict"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("no %s in %s", want, cookie)
		}
	}
	if strings.Contains(cookie, "Secure") || strings.Contains(cookie, w.Secrets["li"]) {
		t.Errorf("%s", cookie)
	}
	b.Follow(in).Says("li", "发布", "退出")
	mine := b.Cookies["shixian_session"]
	out := b.Post("/admin/sign-out")
	b.Follow(out).Says("已退出")
	if _, kept := b.Cookies["shixian_session"]; kept {
		t.Error("the cookie is still there")
	}
	if d := b.Get("/admin"); d.Status != http.StatusUnauthorized {
		t.Errorf("after signing out: %d", d.Status)
	}
	b.Cookies["shixian_session"] = mine
	if d := b.Get("/admin"); d.Status != http.StatusUnauthorized {
		t.Errorf("with a copy of the cookie, after signing out: %d", d.Status)
	}
	for _, want := range []string{`what="signed in"`, `what="signed out"`, `call="POST /admin/sign-in"`, "who=li"} {
		if !strings.Contains(w.Logs.String(), want) {
			t.Errorf("the log has no %s", want)
		}
	}
	for _, secret := range []string{w.Secrets["li"], mine} {
		if strings.Contains(w.Logs.String(), secret) {
			t.Error("the log holds a secret")
		}
	}
}

func TestWrongTokens(t *testing.T) {
	w := pagetest.NewService(t)
	b := w.Browser()
	for range 6 {
		d := b.Post("/admin/sign-in", "token", "sx_wrong")
		if d.Status != http.StatusUnauthorized {
			t.Fatalf("%d: %s", d.Status, d.Main())
		}
		d.Says("令牌不对")
		d.One("the fault of the field", func(n *html.Node) bool { return pagetest.Attr(n, "id") == "token-fault" })
	}
	if n := strings.Count(w.Logs.String(), "what=refused"); n != 6 {
		t.Errorf("%d lines of refusals, want 6", n)
	}
	d := b.Post("/admin/sign-in", "token", "sx_wrong")
	if d.Status != http.StatusTooManyRequests || d.Header.Get("Retry-After") == "" {
		t.Errorf("%d %v", d.Status, d.Header)
	}
	if d := b.SignIn("li"); d.Status != http.StatusSeeOther {
		t.Errorf("the right one, which never waits: %d", d.Status)
	}
}

// ends are ways in which a session may end.
var ends = []struct {
	name  string
	over  func(*pagetest.Service, *pagetest.Browser)
	ended bool
}{
	{"idle just not long enough", func(w *pagetest.Service, _ *pagetest.Browser) { w.Now = w.Now.Add(29*time.Minute + 59*time.Second) }, false},
	{"idle", func(w *pagetest.Service, _ *pagetest.Browser) { w.Now = w.Now.Add(30 * time.Minute) }, true},
	{"the clock set back a little", func(w *pagetest.Service, _ *pagetest.Browser) { w.Now = w.Now.Add(-29 * time.Minute) }, false},
	{"the clock set back", func(w *pagetest.Service, _ *pagetest.Browser) { w.Now = w.Now.Add(-400 * 24 * time.Hour) }, true},
	{"used all the time", func(w *pagetest.Service, b *pagetest.Browser) {
		for range 23 {
			w.Now = w.Now.Add(20 * time.Minute)
			b.Get("/admin")
		}
	}, false},
	{"too old", func(w *pagetest.Service, b *pagetest.Browser) {
		for range 24 {
			w.Now = w.Now.Add(20 * time.Minute)
			b.Get("/admin")
		}
	}, true},
	{"token removed", func(w *pagetest.Service, _ *pagetest.Browser) { w.Issue("wang", "zhang", "zhao") }, true},
	{"another token", func(w *pagetest.Service, _ *pagetest.Browser) {
		w.Lines["li"] = strings.Replace(w.Lines["zhao"], "zhao:", "li:", 1)
		w.Issue("li")
	}, true},
	{"no more than a viewer", func(w *pagetest.Service, _ *pagetest.Browser) {
		w.Lines["li"] = strings.Replace(w.Lines["li"], ":publisher:", ":viewer:", 1)
		w.Issue("li")
	}, false},
	{"tampered with", func(_ *pagetest.Service, b *pagetest.Browser) {
		b.Cookies["shixian_session"] = "A" + b.Cookies["shixian_session"][1:]
	}, true},
	{"another key", func(w *pagetest.Service, b *pagetest.Browser) {
		b.Cookies["shixian_session"] = pagetest.NewService(w.T).As("li").Cookies["shixian_session"]
	}, true},
}

// TestSessionEnds: idle for half an hour, eight hours old, or the token gone.
func TestSessionEnds(t *testing.T) {
	for _, c := range ends {
		t.Run(c.name, func(t *testing.T) {
			w := pagetest.NewService(t)
			b := w.As("li")
			c.over(w, b)
			d := b.Get("/admin/history")
			if (d.Status == http.StatusUnauthorized) != c.ended || d.Status == http.StatusOK == c.ended {
				t.Fatalf("%d: %s", d.Status, d.Main())
			}
			if c.ended {
				d.Says("登录已失效")
			}
		})
	}
}

// TestFormOutlivesSession: what was typed is there after signing in again.
func TestFormOutlivesSession(t *testing.T) {
	w := pagetest.NewService(t)
	b := w.As("zhang")
	w.Now = w.Now.Add(time.Hour)
	typed := "\n通知 <b>原文</b>\r\n　　第二行"
	d := b.Post("/admin/new", "calendar", "CN", "document", "试1号", "text", typed)
	if d.Status != http.StatusUnauthorized {
		t.Fatalf("%d", d.Status)
	}
	d.Says("登录已失效", "您填写的内容都在")
	form := d.Form("/admin/sign-in")
	form.Set("token", "sx_wrong")
	form = b.PostForm("/admin/sign-in", form).Form("/admin/sign-in") // a slip of the pen loses nothing either
	form.Set("token", w.Secrets["zhang"])
	again := b.PostForm("/admin/sign-in", form)
	again.Says("请确认提交", "试1号", "第二行")
	kept := again.Form("/admin/new")
	if got := strings.ReplaceAll(kept.Get("text"), "\r\n", "\n"); got != strings.ReplaceAll(typed, "\r\n", "\n") || kept.Get("calendar") != "CN" || kept.Get("token") != "" {
		t.Errorf("kept %q", kept)
	}
	b.PostForm("/admin/new", kept).Says("通知读不懂", "第二行") // it was no notice, and is there to be mended
}

// TestCrossSite: no other site's page can send a form in somebody's name.
func TestCrossSite(t *testing.T) {
	w := pagetest.NewService(t)
	b := w.As("li")
	address := b.Draft(notice2027.Text)
	for _, headers := range []map[string]string{
		{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"},
	} {
		b.Headers = headers
		for _, to := range []string{"/admin/sign-in", "/admin/sign-out", "/admin/new", address, address + "/publish", address + "/delete", "/admin/withdraw/CN-2026", "/admin/rollback/0"} {
			d := b.Post(to, "token", w.Secrets["li"], "reason", "x", "tag", `"v1"`)
			if d.Status != http.StatusForbidden || !strings.Contains(d.Main(), "别的网站") {
				t.Errorf("%s with %v: %d %s", to, headers, d.Status, d.Main())
			}
		}
	}
	b.Headers = map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://example.com"}
	if d := b.Get(address); d.Status != http.StatusOK || w.Revision() != 0 {
		t.Errorf("%d, revision %d", d.Status, w.Revision())
	}
	if d := b.Post(address+"/delete", "tag", `"v1"`); d.Status != http.StatusSeeOther {
		t.Errorf("from its own page: %d", d.Status)
	}
}

// TestSecureCookie: behind TLS, or a proxy that is believed, the cookie is Secure.
func TestSecureCookie(t *testing.T) {
	for _, c := range []struct {
		name    string
		proxies []netip.Prefix
		headers map[string]string
		address string
		secure  bool
	}{
		{"plain", nil, nil, "", false},
		{"TLS", nil, nil, "https://example.com", true},
		{"anybody's word", nil, map[string]string{"X-Forwarded-Proto": "https"}, "", false},
		{"a trusted proxy", []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, map[string]string{"X-Forwarded-Proto": "https"}, "", true},
		{"a trusted proxy without TLS", []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, map[string]string{"X-Forwarded-Proto": "http"}, "", false},
	} {
		w := pagetest.NewService(t, func(cfg *api.Config, _ *console.Console) { cfg.TrustedProxies = c.proxies })
		b := w.Browser()
		b.Headers = c.headers
		d := b.Post(c.address+"/admin/sign-in", "token", w.Secrets["li"])
		if got := strings.Contains(d.Header.Get("Set-Cookie"), "; Secure"); got != c.secure || d.Status != http.StatusSeeOther {
			t.Errorf("%s: %d %s", c.name, d.Status, d.Header.Get("Set-Cookie"))
		}
	}
}

// TestSharedKey: replicas that share a key share sessions.
func TestSharedKey(t *testing.T) {
	key := func(_ *api.Config, p *console.Console) {
		p.SessionKey = []byte(strings.Repeat("k", session.KeyBytes))
	}
	other := pagetest.NewService(t, key).As("zhao")
	b := pagetest.NewService(t, key).Browser()
	b.Cookies = other.Cookies
	if d := b.Get("/admin"); d.Status != http.StatusOK {
		t.Errorf("%d", d.Status)
	}
}

// TestSignInGoesNowhereElse: the way back is one of these pages.
func TestSignInGoesNowhereElse(t *testing.T) {
	w := pagetest.NewService(t)
	for _, back := range []string{"https://evil.example/admin", "//evil.example/admin", "/", "/adminx", "/batch", `/\evil`, "javascript:alert(1)"} {
		d := w.Browser().Post("/admin/sign-in", "token", w.Secrets["li"], "sign_in_back", back)
		if d.Header.Get("Location") != "/admin" {
			t.Errorf("%q leads to %q", back, d.Header.Get("Location"))
		}
		d = w.Browser().Post("/admin/sign-in", "token", w.Secrets["li"], "sign_in_to", back)
		if d.Status == http.StatusOK {
			d.Form("/admin")
		}
	}
}

// TestPagesWithKeys: if reading takes a key, the pages ask for a session. A
// reader has one then, reads, and sees nothing of the administration; elsewhere a
// reader does not sign in at all.
func TestPagesWithKeys(t *testing.T) {
	const asked = "/?rule=xihe.countersign-reply&trigger=2026-02-09"
	w := pagetest.NewService(t, func(cfg *api.Config, _ *console.Console) { cfg.RequireKey = true })
	b := w.Browser()
	for _, page := range []string{"/", asked, "/rules", "/calendar/CN/2026", "/calendar/CN.ics", "/batch", "/deadline.ics?rule=xihe.countersign-reply&trigger=2026-02-09"} {
		if d := b.Get(page); d.Status != http.StatusUnauthorized || strings.Contains(d.Body, "2026年2月25日") {
			t.Errorf("%s without a session: %d", page, d.Status)
		}
	}
	if d := b.Post("/batch", "text", "x"); d.Status != http.StatusUnauthorized {
		t.Errorf("a batch without a session: %d", d.Status)
	}
	form := b.Get(asked).Form("/admin/sign-in")
	form.Set("token", w.Secrets["qian"])
	in := b.PostForm("/admin/sign-in", form)
	if in.Status != http.StatusSeeOther || in.Header.Get("Location") != asked {
		t.Fatalf("%d %v", in.Status, in.Header)
	}
	b.Follow(in).Says("2026年2月25日")
	if d := b.Get("/admin"); d.Status != http.StatusForbidden {
		t.Errorf("the administration, for a reader: %d", d.Status)
	}
	if d := pagetest.NewService(t).Browser().SignIn("qian"); d.Status != http.StatusForbidden {
		t.Errorf("a reader signs in where reading takes no key: %d", d.Status)
	}
}

// mounted are the pages, and their addresses.
type mounted struct {
	*console.Console
	at gin.RoutesInfo
}

func (m *mounted) Mount(e, heavy gin.IRouter, s *api.Services) (signedIn, notFound gin.HandlerFunc) {
	alone := gin.New()
	m.Console.Mount(alone, alone, s)
	m.at = alone.Routes()
	return m.Console.Mount(e, heavy, s)
}

// TestEveryPageTakesAKey: if reading takes a key, each address of the pages asks for a session,
// but for those that signing in takes and those that show nothing of what is answered.
func TestEveryPageTakesAKey(t *testing.T) {
	open := regexp.MustCompile(`^GET (/assets/.*|/admin/sign-in|/batch/example\..*|/language)$|^POST /admin/sign-out$`)
	m := &mounted{}
	w := pagetest.NewService(t, func(cfg *api.Config, c *console.Console) {
		m.Console, cfg.Pages, cfg.RequireKey = c, m, true
	})
	b, asked := w.Browser(), 0
	for _, r := range m.at {
		path := regexp.MustCompile(`[:*][a-z]+`).ReplaceAllString(r.Path, "x")
		var d pagetest.Document
		switch r.Method {
		case http.MethodGet:
			d = b.Get(path)
		case http.MethodPost:
			d = b.Post(path, "text", "x")
		default:
			continue
		}
		if call := r.Method + " " + r.Path; (d.Status == http.StatusUnauthorized) == open.MatchString(call) {
			t.Errorf("%s without a session: %d", call, d.Status)
		}
		asked++
	}
	if asked < 35 {
		t.Errorf("only %d addresses", asked)
	}
}
