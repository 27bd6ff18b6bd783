package console_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func simplified(text string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
}

// TestScriptStaysTextInAdmin: what people write into notices, reasons and fields is
// shown as text wherever it turns up.
func TestScriptStaysTextInAdmin(t *testing.T) {
	const evil = `"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>`
	w := newTown(t)
	zhang, li := w.as("zhang"), w.as("li")
	page := func(b *browser, d document, address string) document {
		b.t.Helper()
		d.scripts(address)
		return d
	}
	hostile := strings.NewReplacer("元旦：", "元旦"+evil+"：", "2月20日（周六）上班", "2月20日（周六）"+evil).Replace(notice2027)
	address := zhang.draft(hostile + evil)
	page(zhang, zhang.get(address), "the text").says("alert(1)")

	form := zhang.get(address).form(address)
	for _, name := range []string{"document", "source", "amends", "residue_reason", "residue_days", "year", "issued", "calendar", "tag", "action"} {
		typed := url.Values{}
		for k, v := range form {
			typed[k] = append([]string(nil), v...)
		}
		typed.Set(name, evil)
		page(zhang, zhang.postForm(address, typed), name)
	}
	for i, name := range []string{"festival", "from", "to", "kind"} {
		typed := zhang.get(address).form(address)
		typed[name][i] = evil
		page(zhang, zhang.postForm(address, typed), name)
	}
	for _, name := range []string{"calendar", "year", "document", "issued", "text"} {
		page(zhang, zhang.post("/admin/new", "calendar", "CN", "text", " ", name, evil), "new "+name)
		page(zhang, zhang.get("/admin/new?"+name+"="+url.QueryEscape(evil)), "new with "+name)
	}
	page(zhang, zhang.upload("/admin/new", "a.png", "image/png", []byte("x"), "calendar", "CN", "document", evil), "upload")
	page(zhang, zhang.upload("/admin/new", strings.ReplaceAll(evil, `"`, ""), "image/png", []byte("x"), "calendar", "CN"), "the file's name")

	typed := zhang.get(address).form(address)
	typed["festival"][0], typed["document"][0], typed["source"][0] = evil, evil, evil
	page(zhang, zhang.follow(zhang.postForm(address, typed)), "saved")
	page(zhang, zhang.get("/admin"), "the overview").says("alert(1)")

	publish := li.get(address).form(address + "/publish")
	for _, check := range []string{"festival_balance", "year_working_days", "makeup_days", "statutory_days_off", "text_whole"} {
		publish.Add("override", check)
		publish.Set("why."+check, evil)
	}
	publish.Set("reason", evil)
	page(li, li.follow(li.postForm(address+"/publish", publish)), "published").says("已发布", "alert(1)")
	page(li, li.get("/admin"), "the overview").says("alert(1)")

	out := li.get("/admin/withdraw/CN-2027").form("/admin/withdraw/CN-2027")
	out.Set("reason", evil)
	page(li, li.follow(li.postForm("/admin/withdraw/CN-2027", out)), "withdrawn").says("alert(1)")
	for _, path := range []string{"/admin/withdraw/", "/admin/rollback/", "/admin/drafts/", "/admin/history?upto=", "/admin?done=", "/admin/sign-in?left="} {
		page(li, li.get(path+url.PathEscape(evil)), path)
	}
	nobody := w.browser()
	for _, name := range []string{"token", "sign_in_back", "sign_in_to", "kept.text"} {
		page(nobody, nobody.post("/admin/sign-in", "token", "sx_x", "sign_in_to", "/admin/new", name, evil), name)
	}
	w.now = w.now.Add(40 * 60e9)
	page(nobody, nobody.post("/admin/new", "text", evil, evil, evil), "a form without a session")
	form = nobody.post("/admin/new", "text", evil, evil, evil).form("/admin/sign-in")
	form.Set("token", w.secrets["zhang"])
	page(nobody, nobody.postForm("/admin/sign-in", form), "sent again").says("alert(1)")
}
