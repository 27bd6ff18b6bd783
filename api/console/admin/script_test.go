package admin_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"shixian/api/console/internal/pagetest"
	"shixian/test/notice2027"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func simplified(text string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
}

const evil = `"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>`

// hostile is a draft whose text is full of it.
func hostile(zhang *pagetest.Browser) (address string) {
	text := strings.NewReplacer("元旦：", "元旦"+evil+"：", "2月20日（周六）上班", "2月20日（周六）"+evil).Replace(notice2027.Text)
	return zhang.Draft(text + evil)
}

// TestScriptInFields: what people write into the fields of drafts is shown as text.
func TestScriptInFields(t *testing.T) {
	zhang := pagetest.NewService(t).As("zhang")
	address := hostile(zhang)
	page := zhang.Get(address)
	page.Scripts("the text")
	page.Says("alert(1)")
	for _, name := range []string{"document", "source", "amends", "residue_reason", "residue_days", "year", "issued", "calendar", "tag", "action", "festival", "from", "to", "kind"} {
		typed := zhang.Get(address).Form(address)
		typed.Set(name, evil)
		zhang.PostForm(address, typed).Scripts(name)
	}
	for _, name := range []string{"calendar", "year", "document", "issued", "text"} {
		zhang.Post("/admin/new", "calendar", "CN", "text", " ", name, evil).Scripts("new " + name)
		zhang.Get("/admin/new?" + name + "=" + url.QueryEscape(evil)).Scripts("new with " + name)
	}
	zhang.Upload("/admin/new", "a.png", "image/png", []byte("x"), "calendar", "CN", "document", evil).Scripts("upload")
	zhang.Upload("/admin/new", strings.ReplaceAll(evil, `"`, ""), "image/png", []byte("x"), "calendar", "CN").Scripts("the file's name")
}

// TestScriptInHistory: nor is it run from the history, or the list of drafts.
func TestScriptInHistory(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	shown := func(d pagetest.Document, where string) {
		t.Helper()
		d.Scripts(where)
		d.Says("alert(1)")
	}
	address := hostile(zhang)
	typed := zhang.Get(address).Form(address)
	typed["festival"][0], typed["document"][0], typed["source"][0] = "<script>alert(1)</script>", "<script>alert(1)</script>", evil
	shown(zhang.Follow(zhang.PostForm(address, typed)), "saved")
	shown(zhang.Get("/admin"), "the overview")

	publish := li.Get(address).Form(address + "/publish")
	for _, check := range []string{"festival_balance", "year_working_days", "makeup_days", "statutory_days_off", "festival_known"} {
		publish.Add("override", check)
		publish.Set("why."+check, evil)
	}
	publish.Set("reason", evil)
	shown(li.Follow(li.PostForm(address+"/publish", publish)), "published")
	shown(li.Get("/admin"), "the overview")
	out := li.Get("/admin/withdraw/CN-2027").Form("/admin/withdraw/CN-2027")
	out.Set("reason", evil)
	shown(li.Follow(li.PostForm("/admin/withdraw/CN-2027", out)), "withdrawn")
	for _, path := range []string{"/admin/withdraw/", "/admin/rollback/", "/admin/drafts/", "/admin/history?upto=", "/admin?done=", "/admin/sign-in?left="} {
		li.Get(path + url.PathEscape(evil)).Scripts(path)
	}
}

// TestScriptInSignIn: nor from what is kept of a form while one signs in.
func TestScriptInSignIn(t *testing.T) {
	w := pagetest.NewService(t)
	nobody := w.Browser()
	for _, name := range []string{"token", "sign_in_back", "sign_in_to", "kept.text"} {
		nobody.Post("/admin/sign-in", "token", "sx_x", "sign_in_to", "/admin/new", name, evil).Scripts(name)
	}
	w.Now = w.Now.Add(time.Hour)
	d := nobody.Post("/admin/new", "text", evil, evil, evil)
	d.Scripts("a form without a session")
	form := d.Form("/admin/sign-in")
	form.Set("token", w.Secrets["zhang"])
	again := nobody.PostForm("/admin/sign-in", form)
	again.Scripts("sent again")
	again.Says("alert(1)")
}
