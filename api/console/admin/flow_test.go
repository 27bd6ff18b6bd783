package admin_test

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"shixian/api"
	"shixian/api/console"
	"shixian/api/console/internal/pagetest"
	"shixian/holidays/noticeformat"
	"shixian/test/notice2027"
)

// TestTwoPeoplePublish takes a notice from paste to published: one drafts it,
// another publishes it, and the deadlines move.
func TestTwoPeoplePublish(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	const question = "/?rule=xihe.countersign-reply&trigger=2027-02-10"
	if before := pagetest.Text(zhang.Get(question).One("the due day", pagetest.ByClass("p", "due"))); before != "2027年2月22日 周一 预计" {
		t.Errorf("before: %s", before)
	}
	zhang.Get("/admin").Says("没有草稿", "已定到 2026年12月24日", "还有 28 天", "2027年的放假通知")
	address := zhang.Draft(notice2027.Text)
	page := zhang.Get(address)
	page.Says("可以发布", "您的角色不能发布", "可以发布的人：li、zhao")
	if link := page.One("the link", func(n *html.Node) bool { return pagetest.Attr(n, "id") == "link" }); pagetest.Attr(link, "value") != "http://example.com"+address {
		t.Errorf("the link is %s", pagetest.Attr(link, "value"))
	}
	if n := len(page.All(pagetest.ByClass("span", "unparsed"))); n != 1 { // the legend's
		t.Errorf("%d sentences are marked as not understood", n)
	}
	if n := len(page.All(pagetest.ByClass("td", "changed"))); n != 2*6 { // in pairs of months, and in the whole year
		t.Errorf("%d days are marked as changed", n)
	}
	zhang.Get("/admin").Says("草稿 CN 2027 国办发明电〔2026〕99号")

	form := li.Get(address).Form(address + "/publish")
	form.Set("reason", "国务院办公厅通知")
	done := li.PostForm(address+"/publish", form)
	said := li.Follow(done)
	said.Says("已发布", "版本 1", "li；生效 CN-2027", "国务院办公厅通知", "撤回 CN-2027", "回退到版本 0")
	said.One("the link to the draft", func(n *html.Node) bool { return n.Data == "a" && pagetest.Attr(n, "href") == address })
	if again := li.PostForm(address+"/publish", form); again.Header.Get("Location") != done.Header.Get("Location") {
		t.Errorf("a double click: %d %s", again.Status, again.Main())
	}
	if n := w.Revision(); n != 1 {
		t.Errorf("revision %d", n)
	}
	if after := pagetest.Text(zhang.Get(question).One("the due day", pagetest.ByClass("p", "due"))); after != "2027年2月20日 周六" {
		t.Errorf("after: %s", after)
	}
	kept := zhang.Get(address)
	kept.Says("已在版本 1 发布", "zhang · 起草", "li · 发布 国务院办公厅通知", "2027年2月（之前）", "改为春节补班，原为周末")
	for _, f := range kept.All(func(n *html.Node) bool { return n.Data == "form" && pagetest.Attr(n, "action") != "/admin/sign-out" }) {
		t.Errorf("what was published has a form for %s", pagetest.Attr(f, "action"))
	}
	for _, want := range []string{`what="draft made"`, "what=publish", "who=li", "why=国务院办公厅通知"} {
		if !strings.Contains(w.Logs.String(), want) {
			t.Errorf("the log has no %s", want)
		}
	}
}

// TestFourEyes: whoever made or changed a draft finds no button, and is refused.
func TestFourEyes(t *testing.T) {
	w := pagetest.NewService(t)
	li := w.As("li")
	address := li.Draft(notice2027.Text)
	page := li.Get(address)
	page.Says("须由另一个人发布", "可以发布的人：zhao")
	if n := len(page.All(func(n *html.Node) bool { return pagetest.Attr(n, "action") == address+"/publish" })); n != 0 {
		t.Error("the author may publish")
	}
	if d := li.Post(address+"/publish", "tag", `"v1"`, "key", "k"); d.Status != http.StatusForbidden {
		t.Errorf("%d", d.Status)
	} else {
		d.Says("须由他人发布")
	}
	w = pagetest.NewService(t, func(cfg *api.Config, _ *console.Console) { cfg.FourEyes = false })
	li = w.As("li")
	address = li.Draft(notice2027.Text)
	li.Follow(li.PostForm(address+"/publish", li.Get(address).Form(address+"/publish"))).Says("已发布")
}

// TestRolesInPages: a viewer looks, and is refused everything else.
func TestRolesInPages(t *testing.T) {
	w := pagetest.NewService(t)
	address := w.As("zhang").Draft(notice2027.Text)
	wang := w.As("wang")
	for _, page := range []string{"/admin", "/admin/new", address, "/admin/history", "/admin/withdraw/CN-2026", "/admin/rollback/0"} {
		d := wang.Get(page)
		if d.Status != http.StatusOK {
			t.Errorf("%s: %d", page, d.Status)
		}
		for _, f := range d.All(func(n *html.Node) bool { return n.Data == "form" && pagetest.Attr(n, "action") != "/admin/sign-out" }) {
			t.Errorf("%s has a form for %s", page, pagetest.Attr(f, "action"))
		}
	}
	for _, to := range []string{"/admin/new", address, address + "/publish", address + "/delete", "/admin/withdraw/CN-2026", "/admin/rollback/0"} {
		d := wang.Post(to, "calendar", "CN", "text", "x", "tag", `"v1"`, "reason", "x", "festival", "元旦")
		if d.Status != http.StatusForbidden {
			t.Errorf("%s: %d %s", to, d.Status, d.Main())
			continue
		}
		d.Says("权限不足")
	}
	if d := w.As("zhang").Post(address+"/comments", "action", "return", "comment", "x", "tag", `"v1"`); d.Status != http.StatusForbidden {
		t.Errorf("an editor returns a draft: %d", d.Status)
	}
	if n := strings.Count(w.Logs.String(), "what=forbidden"); n != 7 {
		t.Errorf("%d lines of what was forbidden, want 7", n)
	}
}

// TestUnreadSentence: it stands out, a person settles the entries, and what still
// does not fit is overridden with a reason.
func TestUnreadSentence(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	address := zhang.Draft(strings.Replace(notice2027.Text, "2月20日（周六）上班", "2月20日（周六）另行安排", 1))
	page := zhang.Get(address)
	page.Says("3 项检查没有通过", "没有读懂： 2月20日（周六）另行安排。", "另行")
	li.Get(address).Says("有的检查不能越过")

	form := page.Form(address)
	rows := len(form["festival"])
	added := press(zhang, address, form, "add").Form(address)
	if len(added["festival"]) != rows+1 {
		t.Fatalf("%d rows after adding one to %d", len(added["festival"]), rows)
	}
	fewer := press(zhang, address, added, "remove-0").Form(address)
	if len(fewer["festival"]) != rows || fewer["festival"][0] != form["festival"][1] {
		t.Errorf("after removing the first: %v", fewer["festival"])
	}
	saved := zhang.Follow(zhang.PostForm(address, form)) // as it was read, and blank rows do no harm
	saved.Says("已保存", "3 项检查没有通过")
	form = saved.Form(address)
	form.Set("take", "0")
	zhang.PostForm(address, form).Says("请说明理由")
	form.Set("unread_reason", "已电话核实")
	zhang.Follow(zhang.PostForm(address, form)).Says("已保存", "2 项检查没有通过", "已由 zhang 确认")

	publish := li.Get(address).Form(address + "/publish")
	refused := li.PostForm(address+"/publish", publish)
	if refused.Status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", refused.Status)
	}
	refused.Says("检查未通过")
	publish["override"] = []string{"festival_balance", "year_working_days"}
	publish.Set("why.festival_balance", "多放一天")
	publish.Set("reason", "照此发布")
	refused = li.PostForm(address+"/publish", publish)
	if id := pagetest.Attr(refused.One("the field at fault", func(n *html.Node) bool { return pagetest.Has(n, "aria-invalid") }), "id"); id != "why.year_working_days" {
		t.Errorf("the fault is at %s", id)
	}
	kept := refused.Form(address + "/publish")
	if kept.Get("why.festival_balance") != "多放一天" || kept.Get("reason") != "照此发布" || len(kept["override"]) != 2 {
		t.Errorf("what was typed is lost: %v", kept)
	}
	kept.Set("why.year_working_days", "多放一天")
	li.Follow(li.PostForm(address+"/publish", kept)).Says("已发布", "照此发布", "越过检查“放假与补班相抵”：多放一天")
}

// press presses a named button of the form of entries.
func press(b *pagetest.Browser, address string, form url.Values, button string) pagetest.Document {
	form = url.Values(http.Header(form).Clone())
	form.Set("action", button)
	d := b.PostForm(address, form)
	if d.Status != http.StatusOK {
		b.T.Fatalf("%s: %d", button, d.Status)
	}
	return d
}

// TestWrongEntries: what is wrong is said at its field, and stays there.
func TestWrongEntries(t *testing.T) {
	w := pagetest.NewService(t)
	zhang := w.As("zhang")
	address := zhang.Draft(notice2027.Text)
	for _, c := range []struct{ field, value, at string }{
		{"year", "明年", "year"}, {"issued", "2026-02-30", "issued"}, {"from", "五月一日", "entries/0/from"}, {"residue_days", "x", "residue/days"},
	} {
		form := zhang.Get(address).Form(address)
		form[c.field][0] = c.value
		d := zhang.PostForm(address, form)
		if d.Status < 400 || d.Form(address)[c.field][0] != c.value {
			t.Errorf("%s=%s: %d, then %v", c.field, c.value, d.Status, d.Form(address)[c.field])
		}
		found := d.All(func(n *html.Node) bool { return pagetest.Has(n, "aria-invalid") })
		if len(found) != 1 || pagetest.Attr(found[0], "name") != c.field {
			t.Errorf("%s=%s: %d fields at fault: %s", c.field, c.value, len(found), d.Main())
		}
	}
}

// TestCollision: two people change a draft at once. The second keeps what was
// typed, and sees what the first saved.
func TestCollision(t *testing.T) {
	w := pagetest.NewService(t)
	li, zhao := w.As("li"), w.As("zhao")
	address := li.Draft(notice2027.Text)
	mine, theirs := li.Get(address).Form(address), zhao.Get(address).Form(address)
	theirs["festival"][0] = "对方的元旦"
	zhao.Follow(zhao.PostForm(address, theirs)).Says("已保存")
	mine["festival"][0] = "我的元旦"
	d := li.PostForm(address, mine)
	if d.Status != http.StatusPreconditionFailed {
		t.Fatalf("%d", d.Status)
	}
	d.Says("别人刚改过这份草稿", "对方的元旦", "载入现在保存的")
	if rows := d.All(pagetest.ByClass("tr", "differs")); len(rows) != 1 || !strings.Contains(pagetest.Text(rows[0]), "对方的元旦") {
		t.Errorf("%d entries are marked as different", len(rows))
	}
	form := d.Form(address)
	if form["festival"][0] != "我的元旦" {
		t.Errorf("what was typed is lost: %v", form["festival"])
	}
	li.Follow(li.PostForm(address, form)).Says("已保存")
	if got := zhao.Get(address).Form(address)["festival"][0]; got != "我的元旦" {
		t.Errorf("saved: %s", got)
	}
	for _, to := range []string{"/publish", "/delete"} {
		if d := zhao.Post(address+to, "tag", `"v1"`, "key", to); d.Status != http.StatusPreconditionFailed {
			t.Errorf("%s of a draft that has changed: %d", to, d.Status)
		}
	}
	li.Follow(li.Post(address+"/delete", "tag", `"v3"`)).Says("草稿已删除")
	gone := zhao.PostForm(address, theirs) // what was typed is shown all the same
	if gone.Status != http.StatusNotFound {
		t.Errorf("%d", gone.Status)
	}
	gone.Says("没有这份草稿", "您填写的内容", "对方的元旦")
}

// TestMovedBase: a draft on an older table is looked at again before it is
// published.
func TestMovedBase(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	first, second := zhang.Draft(notice2027.Text), zhang.Draft(strings.Replace(notice2027.Text, "99号", "98号", 1))
	stale := li.Get(second).Form(second + "/publish")
	li.Follow(li.PostForm(first+"/publish", li.Get(first).Form(first+"/publish")))
	d := li.PostForm(second+"/publish", stale)
	if d.Status != http.StatusConflict {
		t.Errorf("%d", d.Status)
	}
	d.Says("日历表已有新版本")
	zhang.Get("/admin").Says("日历表已有新版本，须重新核对")
	zhang.Follow(zhang.PostForm(second, zhang.Get(second).Form(second))).Says("已保存", "不重复发布")
}

// TestWithdrawAndRollBack: each is drafted by one person and published by another.
func TestWithdrawAndRollBack(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	address := zhang.Draft(notice2027.Text)
	li.Follow(li.PostForm(address+"/publish", li.Get(address).Form(address+"/publish")))
	draft := func(page, reason string) (address string) {
		t.Helper()
		form := zhang.Get(page).Form(page)
		if d := zhang.PostForm(page, form); d.Status != http.StatusUnprocessableEntity {
			t.Errorf("without a reason: %d", d.Status)
		} else {
			d.Says("请说明理由")
		}
		form.Set("reason", reason)
		made := zhang.PostForm(page, form)
		zhang.Follow(made).Says("草稿已建立", "可以发布", "CN-2027", "要移动的时限")
		address, _, _ = strings.Cut(made.Header.Get("Location"), "?")
		return address
	}
	publish := func(address string) pagetest.Document {
		t.Helper()
		return li.Follow(li.PostForm(address+"/publish", li.Get(address).Form(address+"/publish")))
	}
	zhang.Get("/admin/withdraw/CN-2020").Says("失效的通知： CN-2020、CN-2020-2") // which amends it
	out := draft("/admin/withdraw/CN-2027", "印错了")
	change := zhang.Get(out).Form(out)
	change.Set("why", "年份印错了")
	zhang.Follow(zhang.PostForm(out, change)).Says("已保存")
	publish(out).Says("已发布", "版本 2", "年份印错了", "失效 CN-2027", "已在版本 2 撤回")
	if d := zhang.Post("/admin/withdraw/CN-2027", "reason", "x"); d.Status != http.StatusNotFound {
		t.Errorf("once more: %d", d.Status)
	}
	zhang.Get("/admin/rollback/1").Says("回退到版本 1", "重新生效的通知： CN-2027")
	publish(draft("/admin/rollback/1", "没有印错")).Says("已发布", "版本 3", "没有印错", "现行")
	for _, c := range []struct {
		to     string
		status int
	}{{"3", 422}, {"99", 404}, {"x", 404}, {"-1", 404}} {
		if d := zhang.Post("/admin/rollback/"+c.to, "reason", "x"); d.Status != c.status {
			t.Errorf("to %s: %d, want %d: %s", c.to, d.Status, c.status, d.Main())
		}
	}
	if n := w.Revision(); n != 3 {
		t.Errorf("revision %d", n)
	}
}

// TestReview: a comment and a draft that is returned, on its page.
func TestReview(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	address := zhang.Draft(notice2027.Text)
	form := li.Get(address).Form(address + "/comments")
	form.Set("comment", "第三项再看一下")
	li.Follow(li.PostForm(address+"/comments", form)).Says("评论已保存", "li · 评论 第三项再看一下")
	form = li.Get(address).Form(address + "/comments")
	form.Set("comment", "请改好")
	form.Set("action", "return")
	li.Follow(li.PostForm(address+"/comments", form)).Says("草稿已退回", "已退回：请核对后点“保存”，再发布", "li · 退回 请改好")
	zhang.Follow(zhang.PostForm(address, zhang.Get(address).Form(address))).Says("已保存", "可以发布")
	li.Follow(li.PostForm(address+"/publish", li.Get(address).Form(address+"/publish"))).Says("已发布")
}

// TestPast: days in the past are confirmed on the page.
func TestPast(t *testing.T) {
	w := pagetest.NewService(t)
	zhang := w.As("zhang")
	address := zhang.Draft(notice2027.Text)
	w.Now = w.Now.AddDate(0, 3, 0)
	li := w.As("li")
	page := li.Get(address)
	page.Says("确认要改动过去的日子")
	form := page.Form(address + "/publish")
	if d := li.PostForm(address+"/publish", form); d.Status != http.StatusUnprocessableEntity {
		t.Errorf("unconfirmed: %d", d.Status)
	}
	form.Set("confirm_past", "1")
	li.Follow(li.PostForm(address+"/publish", form)).Says("已发布")
}

// TestUploads: a notice in every form that people have it in.
func TestUploads(t *testing.T) {
	w := pagetest.NewService(t)
	zhang := w.As("zhang")
	gb, err := simplified(notice2027.Text)
	if err != nil {
		t.Fatal(err)
	}
	const csv = "festival,kind,from,to\n元旦,off,2027-01-01,2027-01-03\n"
	const jsonNotice = `{"calendar":"CN","year":2027,"document":"试1号","issued":"2026-11-25","entries":[{"festival":"元旦","kind":"off","from":"2027-01-01","to":"2027-01-03"}]}`
	fields := []string{"calendar", "CN", "year", "2027", "document", "试1号", "issued", "2026-11-25"}
	for _, c := range []struct {
		name, media string
		content     []byte
		fields      []string
	}{
		{"notice.txt", "text/plain", []byte(notice2027.Text), fields[:2]},
		{"Windows.TXT", "text/plain", gb, fields[:2]},
		{"notice.csv", "application/vnd.ms-excel", []byte(csv), fields},
		{"notice.json", "application/octet-stream", []byte(jsonNotice), fields[:2]},
		{"notice.xlsx", "application/octet-stream", workbook(t), fields},
		{"notice", noticeformat.FormatXLSX.MediaType(), workbook(t), fields},
	} {
		d := zhang.Upload("/admin/new", c.name, c.media, c.content, c.fields...)
		if d.Status != http.StatusSeeOther {
			t.Errorf("%s: %d %s", c.name, d.Status, d.Main())
			continue
		}
		address, _, _ := strings.Cut(d.Header.Get("Location"), "?")
		form := zhang.Get(address).Form(address)
		if form["festival"][0] != "元旦" || form["from"][0] != "2027-01-01" || form["to"][0] != "2027-01-03" || form.Get("year") != "2027" {
			t.Errorf("%s: %v", c.name, form)
		}
	}
}

// TestWrongUploads: a file that cannot be read says why, and the fields stay.
func TestWrongUploads(t *testing.T) {
	zhang := pagetest.NewService(t).As("zhang")
	fields := []string{"calendar", "CN", "year", "2027", "document", "试1号", "issued", "2026-11-25"}
	for _, c := range []struct {
		name, media, content, want string
		status                     int
	}{
		{"x.png", "image/png", "x", "文件“x.png”须重新选择", 415},
		{"x.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK", "这种文件读不了 可以上传文本、CSV、XLSX 或 JSON。Word、PDF、网页请打开", 415},
		{"x.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "文件“x.ics”须重新选择", 415},
		{"x.csv", "text/csv", "festival,kind,from,to\n元旦,off,2027-01-03,2027-01-01\n", "通知读不懂", 422},
		{"x.csv", "text/csv", " ", "请粘贴通知原文，或选一个文件", 422},
		{"x.txt", "text/plain", strings.Repeat("x", 1<<20+1), "请只留通知的正文", 413},
		{"x.txt", "text/plain", strings.Repeat("x", 4<<20), "超过 3 MB", 413},
	} {
		d := zhang.Upload("/admin/new", c.name, c.media, []byte(c.content), fields...)
		if d.Status != c.status {
			t.Errorf("%s: %d, want %d", c.name, d.Status, c.status)
		}
		d.Says(c.want)
		if c.status != 413 && d.Form("/admin/new").Get("document") != "试1号" {
			t.Errorf("%s: what was typed is lost", c.name)
		}
	}
}

func workbook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"节日", "类型", "起", "止"}, {"元旦", "放假", "2027-01-01", "2027-01-03"}} {
		if err := f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAdminInEnglish: no page of the administration is left in Chinese; the names of
// rules and festivals may be.
func TestAdminInEnglish(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	zhang.Cookies["shixian_lang"], li.Cookies["shixian_lang"] = "en", "en"
	address := zhang.Draft(strings.Replace(notice2027.Text, "2月20日（周六）上班", "2月20日（周六）另行安排", 1))
	for page, want := range map[string]string{
		"/admin": "Waiting for you to publish or change", "/admin/new": "paste a notice", address: "not understood", "/admin/history": "Who did what",
		"/admin/withdraw/CN-2026": "Withdraw notice CN-2026", "/admin/rollback/0": "Roll back to revision 0",
	} {
		d := li.Get(page)
		d.Says(want)
		for _, n := range d.All(func(n *html.Node) bool {
			return slices.Contains([]string{"h1", "h2", "button", "label", "legend"}, n.Data)
		}) {
			if strings.ContainsAny(strings.ReplaceAll(pagetest.Text(n), "国办发明电〔2026〕99号", ""), "的草稿发布保存删理由条目检查") {
				t.Errorf("%s: %s", page, pagetest.Text(n))
			}
		}
	}
}
