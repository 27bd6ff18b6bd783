package console_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"shixian/api"
	"shixian/api/console"
	"shixian/api/console/session"
)

func TestAdminOff(t *testing.T) {
	for _, address := range []string{"/admin", "/admin/sign-in", "/admin/history"} {
		d := get(t, pages("2026-04-15"), address)
		if d.Status != http.StatusOK {
			t.Errorf("%s: %d", address, d.Status)
		}
		d.says("SHIXIAN_TOKENS", "shixian token new")
	}
}

func TestSignInAndOut(t *testing.T) {
	w := newTown(t)
	b := w.browser()
	d := b.get("/admin/history?upto=3")
	if d.Status != http.StatusUnauthorized || strings.Contains(d.main(), "失效") {
		t.Errorf("%d: %s", d.Status, d.main())
	}
	form := d.form("/admin/sign-in")
	form.Set("token", " "+w.secrets["li"]+"\n")
	in := b.postForm("/admin/sign-in", form)
	if in.Status != http.StatusSeeOther || in.Header.Get("Location") != "/admin/history?upto=3" {
		t.Fatalf("%d %v: %s", in.Status, in.Header, in.Body)
	}
	cookie := in.Header.Get("Set-Cookie")
	for _, want := range []string{"shixian_session=", "; Path=/", "; HttpOnly", "; SameSite=Strict"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("no %s in %s", want, cookie)
		}
	}
	if strings.Contains(cookie, "Secure") || strings.Contains(cookie, w.secrets["li"]) {
		t.Errorf("%s", cookie)
	}
	b.follow(in).says("li", "发布", "退出")
	mine := b.cookies["shixian_session"]
	out := b.post("/admin/sign-out")
	b.follow(out).says("已退出")
	if _, kept := b.cookies["shixian_session"]; kept {
		t.Error("the cookie is still there")
	}
	if d := b.get("/admin"); d.Status != http.StatusUnauthorized {
		t.Errorf("after signing out: %d", d.Status)
	}
	for _, want := range []string{`what="signed in"`, `what="signed out"`, `call="POST /admin/sign-in"`, "who=li"} {
		if !strings.Contains(w.logs.String(), want) {
			t.Errorf("the log has no %s", want)
		}
	}
	for _, secret := range []string{w.secrets["li"], mine} {
		if strings.Contains(w.logs.String(), secret) {
			t.Error("the log holds a secret")
		}
	}
}

func TestWrongTokens(t *testing.T) {
	w := newTown(t)
	b := w.browser()
	for range 6 {
		d := b.post("/admin/sign-in", "token", "sx_wrong")
		if d.Status != http.StatusUnauthorized {
			t.Fatalf("%d: %s", d.Status, d.main())
		}
		d.says("令牌不对")
		d.one("the fault of the field", func(n *html.Node) bool { return attr(n, "id") == "token-fault" })
	}
	if n := strings.Count(w.logs.String(), "what=refused"); n != 6 {
		t.Errorf("%d lines of refusals, want 6", n)
	}
	d := b.signIn("li") // the right one has to wait as well
	if d.Status != http.StatusTooManyRequests || d.Header.Get("Retry-After") == "" {
		t.Errorf("%d %v", d.Status, d.Header)
	}
	w.now = w.now.Add(time.Minute)
	if d := b.signIn("li"); d.Status != http.StatusSeeOther {
		t.Errorf("after a minute: %d", d.Status)
	}
}

// ends are ways in which a session may end.
var ends = []struct {
	name  string
	over  func(*town, *browser)
	ended bool
}{
	{"idle just not long enough", func(w *town, _ *browser) { w.now = w.now.Add(29*time.Minute + 59*time.Second) }, false},
	{"idle", func(w *town, _ *browser) { w.now = w.now.Add(30 * time.Minute) }, true},
	{"used all the time", func(w *town, b *browser) {
		for range 23 {
			w.now = w.now.Add(20 * time.Minute)
			b.get("/admin")
		}
	}, false},
	{"too old", func(w *town, b *browser) {
		for range 24 {
			w.now = w.now.Add(20 * time.Minute)
			b.get("/admin")
		}
	}, true},
	{"token removed", func(w *town, _ *browser) { w.issue("wang", "zhang", "zhao") }, true},
	{"another token", func(w *town, _ *browser) {
		w.lines["li"] = strings.Replace(w.lines["zhao"], "zhao:", "li:", 1)
		w.issue("li")
	}, true},
	{"no more than a viewer", func(w *town, _ *browser) {
		w.lines["li"] = strings.Replace(w.lines["li"], ":publisher:", ":viewer:", 1)
		w.issue("li")
	}, false},
	{"tampered with", func(_ *town, b *browser) { b.cookies["shixian_session"] = "A" + b.cookies["shixian_session"][1:] }, true},
	{"another key", func(w *town, b *browser) {
		b.cookies["shixian_session"] = newTown(w.t).as("li").cookies["shixian_session"]
	}, true},
}

// TestSessionEnds: idle for half an hour, eight hours old, or the token gone.
func TestSessionEnds(t *testing.T) {
	for _, c := range ends {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			b := w.as("li")
			c.over(w, b)
			d := b.get("/admin/history")
			if (d.Status == http.StatusUnauthorized) != c.ended || d.Status == http.StatusOK == c.ended {
				t.Fatalf("%d: %s", d.Status, d.main())
			}
			if c.ended {
				d.says("登录已失效")
			}
		})
	}
}

// TestFormOutlivesSession: what was typed is there after signing in again.
func TestFormOutlivesSession(t *testing.T) {
	w := newTown(t)
	b := w.as("zhang")
	w.now = w.now.Add(time.Hour)
	typed := "\n通知 <b>原文</b>\r\n　　第二行"
	d := b.post("/admin/new", "calendar", "CN", "document", "试1号", "text", typed)
	if d.Status != http.StatusUnauthorized {
		t.Fatalf("%d", d.Status)
	}
	d.says("登录已失效", "您填写的内容都在")
	form := d.form("/admin/sign-in")
	form.Set("token", "sx_wrong")
	form = b.postForm("/admin/sign-in", form).form("/admin/sign-in") // a slip of the pen loses nothing either
	form.Set("token", w.secrets["zhang"])
	again := b.postForm("/admin/sign-in", form)
	again.says("请确认提交", "试1号", "第二行")
	kept := again.form("/admin/new")
	if got := strings.ReplaceAll(kept.Get("text"), "\r\n", "\n"); got != strings.ReplaceAll(typed, "\r\n", "\n") || kept.Get("calendar") != "CN" || kept.Get("token") != "" {
		t.Errorf("kept %q", kept)
	}
	b.follow(b.postForm("/admin/new", kept)).says("草稿已建立", "试1号")
}

// TestCrossSite: no other site's page can send a form in somebody's name.
func TestCrossSite(t *testing.T) {
	w := newTown(t)
	b := w.as("li")
	address := b.draft(notice2027)
	for _, headers := range []map[string]string{
		{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"},
	} {
		b.headers = headers
		for _, to := range []string{"/admin/sign-in", "/admin/sign-out", "/admin/new", address, address + "/publish", address + "/delete", "/admin/withdraw/CN-2026", "/admin/rollback/0"} {
			d := b.post(to, "token", w.secrets["li"], "reason", "x", "tag", `"v1"`)
			if d.Status != http.StatusForbidden || !strings.Contains(d.main(), "别的网站") {
				t.Errorf("%s with %v: %d %s", to, headers, d.Status, d.main())
			}
		}
	}
	b.headers = map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://example.com"}
	if d := b.get(address); d.Status != http.StatusOK || w.revision() != 0 {
		t.Errorf("%d, revision %d", d.Status, w.revision())
	}
	if d := b.post(address+"/delete", "tag", `"v1"`); d.Status != http.StatusSeeOther {
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
		w := newTown(t, func(cfg *api.Config, _ *console.Console) { cfg.TrustedProxies = c.proxies })
		b := w.browser()
		b.headers = c.headers
		d := b.post(c.address+"/admin/sign-in", "token", w.secrets["li"])
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
	other := newTown(t, key).as("zhao")
	b := newTown(t, key).browser()
	b.cookies = other.cookies
	if d := b.get("/admin"); d.Status != http.StatusOK {
		t.Errorf("%d", d.Status)
	}
}

// TestSignInGoesNowhereElse: the way back is one of these pages.
func TestSignInGoesNowhereElse(t *testing.T) {
	w := newTown(t)
	for _, back := range []string{"https://evil.example/admin", "//evil.example/admin", "/", "/adminx", "/batch", `/\evil`, "javascript:alert(1)"} {
		d := w.browser().post("/admin/sign-in", "token", w.secrets["li"], "sign_in_back", back)
		if d.Header.Get("Location") != "/admin" {
			t.Errorf("%q leads to %q", back, d.Header.Get("Location"))
		}
		d = w.browser().post("/admin/sign-in", "token", w.secrets["li"], "sign_in_to", back)
		if d.Status == http.StatusOK {
			d.form("/admin")
		}
	}
}

// TestPagesWithKeys: where reading takes a key, the pages ask for a session. A
// reader has one then, reads, and sees nothing of the administration; elsewhere a
// reader does not sign in at all.
func TestPagesWithKeys(t *testing.T) {
	const asked = "/?rule=xihe.countersign-reply&trigger=2026-02-09"
	w := newTown(t, func(cfg *api.Config, _ *console.Console) { cfg.RequireKey = true })
	b := w.browser()
	for _, page := range []string{"/", asked, "/rules", "/calendar/CN/2026", "/calendar/CN.ics", "/batch", "/deadline.ics?rule=xihe.countersign-reply&trigger=2026-02-09"} {
		if d := b.get(page); d.Status != http.StatusUnauthorized || strings.Contains(d.Body, "2026年2月25日") {
			t.Errorf("%s without a session: %d", page, d.Status)
		}
	}
	if d := b.post("/batch", "text", "x"); d.Status != http.StatusUnauthorized {
		t.Errorf("a batch without a session: %d", d.Status)
	}
	form := b.get(asked).form("/admin/sign-in")
	form.Set("token", w.secrets["qian"])
	in := b.postForm("/admin/sign-in", form)
	if in.Status != http.StatusSeeOther || in.Header.Get("Location") != asked {
		t.Fatalf("%d %v", in.Status, in.Header)
	}
	b.follow(in).says("2026年2月25日")
	if d := b.get("/admin"); d.Status != http.StatusForbidden {
		t.Errorf("the administration, for a reader: %d", d.Status)
	}
	if d := newTown(t).browser().signIn("qian"); d.Status != http.StatusForbidden {
		t.Errorf("a reader signs in where reading takes no key: %d", d.Status)
	}
}
