package console_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func simplified(text string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
}

const evil = `"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>`

// hostile is a draft whose text is full of it.
func hostile(zhang *browser) (address string) {
	text := strings.NewReplacer("元旦：", "元旦"+evil+"：", "2月20日（周六）上班", "2月20日（周六）"+evil).Replace(notice2027)
	return zhang.draft(text + evil)
}

// TestScriptInFields: what people write into the fields of drafts is shown as text.
func TestScriptInFields(t *testing.T) {
	zhang := newTown(t).as("zhang")
	address := hostile(zhang)
	page := zhang.get(address)
	page.scripts("the text")
	page.says("alert(1)")
	for _, name := range []string{"document", "source", "amends", "residue_reason", "residue_days", "year", "issued", "calendar", "tag", "action", "festival", "from", "to", "kind"} {
		typed := zhang.get(address).form(address)
		typed.Set(name, evil)
		zhang.postForm(address, typed).scripts(name)
	}
	for _, name := range []string{"calendar", "year", "document", "issued", "text"} {
		zhang.post("/admin/new", "calendar", "CN", "text", " ", name, evil).scripts("new " + name)
		zhang.get("/admin/new?" + name + "=" + url.QueryEscape(evil)).scripts("new with " + name)
	}
	zhang.upload("/admin/new", "a.png", "image/png", []byte("x"), "calendar", "CN", "document", evil).scripts("upload")
	zhang.upload("/admin/new", strings.ReplaceAll(evil, `"`, ""), "image/png", []byte("x"), "calendar", "CN").scripts("the file's name")
}

// TestScriptInHistory: nor is it run from the history, or the list of drafts.
func TestScriptInHistory(t *testing.T) {
	w := newTown(t)
	zhang, li := w.as("zhang"), w.as("li")
	shown := func(d document, where string) {
		t.Helper()
		d.scripts(where)
		d.says("alert(1)")
	}
	address := hostile(zhang)
	typed := zhang.get(address).form(address)
	typed["festival"][0], typed["document"][0], typed["source"][0] = evil, evil, evil
	shown(zhang.follow(zhang.postForm(address, typed)), "saved")
	shown(zhang.get("/admin"), "the overview")

	publish := li.get(address).form(address + "/publish")
	for _, check := range []string{"festival_balance", "year_working_days", "makeup_days", "statutory_days_off", "text_whole"} {
		publish.Add("override", check)
		publish.Set("why."+check, evil)
	}
	publish.Set("reason", evil)
	shown(li.follow(li.postForm(address+"/publish", publish)), "published")
	shown(li.get("/admin"), "the overview")
	out := li.get("/admin/withdraw/CN-2027").form("/admin/withdraw/CN-2027")
	out.Set("reason", evil)
	shown(li.follow(li.postForm("/admin/withdraw/CN-2027", out)), "withdrawn")
	for _, path := range []string{"/admin/withdraw/", "/admin/rollback/", "/admin/drafts/", "/admin/history?upto=", "/admin?done=", "/admin/sign-in?left="} {
		li.get(path + url.PathEscape(evil)).scripts(path)
	}
}

// TestScriptInSignIn: nor from what is kept of a form while one signs in.
func TestScriptInSignIn(t *testing.T) {
	w := newTown(t)
	nobody := w.browser()
	for _, name := range []string{"token", "sign_in_back", "sign_in_to", "kept.text"} {
		nobody.post("/admin/sign-in", "token", "sx_x", "sign_in_to", "/admin/new", name, evil).scripts(name)
	}
	w.now = w.now.Add(time.Hour)
	d := nobody.post("/admin/new", "text", evil, evil, evil)
	d.scripts("a form without a session")
	form := d.form("/admin/sign-in")
	form.Set("token", w.secrets["zhang"])
	again := nobody.postForm("/admin/sign-in", form)
	again.scripts("sent again")
	again.says("alert(1)")
}
