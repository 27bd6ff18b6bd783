package service

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// admin is a replica with a SQLite file, and three people.
func admin(t *testing.T, settings ...string) (*replica, map[string]string) {
	t.Helper()
	tokens, auth := tokenFileOf(t, "v:viewer", "e:editor", "p:publisher", "q:publisher")
	return startReplica(t, append(settings, "SHIXIAN_TOKENS="+tokens)...), auth
}

func TestAdminOff(t *testing.T) {
	t.Parallel()
	r := startReplica(t)
	p := r.want(403, "GET", "/v1/admin/log", "", "Authorization", "Bearer x")
	if p.field(t, "code") != "admin_disabled" || !strings.Contains(string(p.body), "SHIXIAN_TOKENS") {
		t.Errorf("%s", p.body)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	calls := []struct{ method, path, least string }{
		{"GET", "/v1/admin/drafts", "v"}, {"GET", "/v1/admin/notices", "v"}, {"GET", "/v1/admin/log", "v"},
		{"POST", "/v1/admin/drafts?calendar=CN", "e"}, {"PUT", "/v1/admin/drafts/x", "e"}, {"DELETE", "/v1/admin/drafts/x", "e"},
		{"POST", "/v1/admin/drafts/x/comments", "e"}, {"POST", "/v1/admin/drafts/x/return", "p"}, {"GET", "/v1/admin/drafts?waiting_for=me", "v"},
		{"POST", "/v1/admin/drafts/x/publish", "p"}, {"POST", "/v1/admin/notices/x/withdraw", "p"}, {"POST", "/v1/admin/rollback", "p"},
	}
	order := []string{"v", "e", "p"}
	for _, c := range calls {
		for i, who := range order {
			a := r.call(c.method, c.path, "", "Authorization", auth[who], "Content-Type", jsonBody)
			forbidden := i < slices.Index(order, c.least)
			if (a.status == 403) != forbidden {
				t.Errorf("%s %s as %s: %d", c.method, c.path, who, a.status)
			}
		}
	}
}

func TestWrongTokensAreSlowed(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	for _, header := range []string{"", "Bearer", "Basic eDp5", "Bearer wrong", "Bearer " + strings.Repeat("x", 5000)} {
		if p := r.want(401, "GET", "/v1/admin/log", "", "Authorization", header); p.header.Get("WWW-Authenticate") == "" {
			t.Errorf("%q: no challenge: %s", header, p.body)
		}
	}
	r.want(401, "GET", "/v1/admin/log", "", "Authorization", "Bearer wrong")
	if p := r.want(429, "GET", "/v1/admin/log", "", "Authorization", "Bearer wrong"); p.header.Get("Retry-After") == "" {
		t.Errorf("no Retry-After: %s", p.body)
	}
	r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["v"]) // whatever else comes from its address
}

func TestTokenFileIsReadAgain(t *testing.T) {
	tokens, auth := tokenFileOf(t, "v:viewer")
	r := startReplica(t, "SHIXIAN_TOKENS="+tokens)
	r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["v"])
	rewrite := func(text string) {
		if err := os.WriteFile(tokens, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		hangup(t)
	}
	rewrite("v:viewer:nonsense\n")
	r.logs.Await(t, "the token file was not taken over")
	r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["v"])
	rewrite("# nobody\n")
	r.logs.Await(t, "the token file was read again")
	r.want(401, "GET", "/v1/admin/log", "", "Authorization", auth["v"])
}

// TestGarbledNotices: a text that contradicts itself, breaks off or cannot be read
// names the sentence and cannot be published as it is.
func TestGarbledNotices(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	cases := []struct{ name, from, to, sentence string }{
		{"wrong weekday", "2月20日（周六）", "2月20日（周日）", "2月20日"},
		{"wrong number of days", "共7天。2月20日", "共8天。2月20日", "2月5日"},
		{"no such date", "4月3日（周六）至5日", "4月31日（周六）至5日", "4月31日"},
		{"unknown verb", "2月20日（周六）上班", "2月20日（周六）另行安排", "2月20日"},
		{"contradiction", "2月20日（周六）上班", "2月8日（周一）上班", "2月8日"},
		{"broken off", "9月26日（周日）、10月9日（周六）上班。", "9月26日（周日）、10月9日（", "9月26日"},
		{"relative", "2月20日（周六）上班", "节后第一个周六上班", "节后"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(notice2027.Text, c.from, c.to, 1)
			if text == notice2027.Text {
				t.Fatalf("%q is not in the text", c.from)
			}
			d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", text, "Authorization", auth["e"], "Content-Type", plainText)
			if d.field(t, "publishable") != false {
				t.Errorf("publishable")
			}
			if unparsed := fmt.Sprint(d.field(t, "unparsed")); !strings.Contains(unparsed, c.sentence) {
				t.Errorf("unparsed does not name %s: %s", c.sentence, unparsed)
			}
			p := r.want(422, "POST", d.header.Get("Location")+"/publish",
				`{"overrides":[{"check":"sentences_read","reason":"x"}]}`,
				"Authorization", auth["p"], "If-Match", d.header.Get("ETag"), "Content-Type", jsonBody)
			if p.field(t, "code") != "checks_failed" {
				t.Errorf("%s", p.body)
			}
		})
	}
}

// TestDraftByHand takes a draft that was not read whole to publication.
func TestDraftByHand(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	text := strings.Replace(notice2027.Text, "2月20日（周六）上班", "2月20日（周六）另行安排", 1)
	d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", text, "Authorization", auth["e"], "Content-Type", plainText)
	path := d.header.Get("Location")

	var view struct {
		Notice   map[string]any `json:"notice"`
		Unparsed []struct {
			Text string `json:"text"`
		} `json:"unparsed"`
	}
	if err := json.Unmarshal(d.body, &view); err != nil {
		t.Fatal(err)
	}
	body := func() string {
		taken := []any{map[string]string{"sentence": view.Unparsed[0].Text, "reason": "已电话核实"}}
		b, err := json.Marshal(map[string]any{"notice": view.Notice, "acknowledged": taken})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	put := func(status int, tag, body string) reply {
		t.Helper()
		headers := []string{"Authorization", auth["e"], "Content-Type", jsonBody}
		if tag != "" {
			headers = append(headers, "If-Match", tag)
		}
		return r.want(status, "PUT", path, body, headers...)
	}
	put(428, "", body())
	put(412, `"v7"`, body())
	if p := put(400, `"v1"`, `{"notice":{"calendar":"CN","x":1}}`); p.field(t, "code") != "unknown_field" {
		t.Errorf("%s", p.body)
	}
	if p := put(422, `"v1"`, `{"notice":{"calendar":"CN","issued":"2026-02-30"}}`); !strings.Contains(string(p.body), "/notice/issued") {
		t.Errorf("%s", p.body)
	}
	fixed := put(200, `"v1"`, body()) // without the make-up day
	if fixed.field(t, "publishable") != false {
		t.Errorf("a make-up day is missing, and yet: %s", fixed.body)
	}
	publish := func(status int, body string) reply {
		t.Helper()
		return r.want(status, "POST", path+"/publish", body, "Authorization", auth["p"], "If-Match", `"v2"`, "Content-Type", jsonBody)
	}
	publish(422, `{}`)
	publish(422, `{"overrides":[{"check":"festival_balance","reason":"  "}]}`)
	publish(422, `{"overrides":[{"check":"festival_balance","reason":"放假一天"}]}`)
	publish(200, `{"overrides":[{"check":"festival_balance","reason":"放假一天"},{"check":"year_working_days","reason":"放假一天"},{"check":"not_past","reason":"没有用到"}]}`)
	log := string(r.want(200, "GET", "/v1/admin/log?after=0", "", "Authorization", auth["v"]).body)
	if !strings.Contains(log, "放假一天") || !strings.Contains(log, "已电话核实（e）") || strings.Contains(log, "没有用到") {
		t.Errorf("the log keeps other overrides: %s", log)
	}
	if kept := r.want(200, "GET", path, "", "Authorization", auth["v"]); kept.field(t, "state") != "published" || kept.field(t, "revision") != 1.0 {
		t.Errorf("%s", kept.body)
	}
}

// TestBrokenOffAtASentence: what is there reads well, but the opening announces
// more festivals than follow.
func TestBrokenOffAtASentence(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	opening := "经国务院批准，现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n\n　　一、元旦"
	text := strings.Replace(notice2027.Text, "一、元旦", opening, 1)
	whole := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", text, "Authorization", auth["e"], "Content-Type", plainText)
	if whole.field(t, "publishable") != true {
		t.Fatalf("the whole text is not publishable: %s", whole.body)
	}
	from, to := strings.Index(text, "　　七、"), strings.Index(text, "国务院办公厅\n2026")
	cut := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", text[:from]+text[to:], "Authorization", auth["e"], "Content-Type", plainText)
	if body := string(cut.body); cut.field(t, "publishable") != false || !strings.Contains(body, `{"code":"text_whole","ok":false`) {
		t.Errorf("a festival is missing, and yet: %s", body)
	}
}

func TestNoticeInOtherForms(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	const query = "&year=2027&document=试1号&issued=2026-11-25"
	cases := []struct{ media, query, body string }{
		{jsonBody, "", `{"calendar":"CN","year":2027,"document":"试1号","issued":"2026-11-25","entries":[{"festival":"元旦","kind":"off","from":"2027-01-01","to":"2027-01-03"}]}`},
		{jsonBody, query, `{"year":2027,"papers":[],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-02","isOffDay":true},{"name":"元旦","date":"2027-01-03","isOffDay":true}]}`},
		{"text/csv", query, "festival,kind,from,to\n元旦,off,2027-01-01,2027-01-03\n"},
	}
	for _, c := range cases {
		d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN"+c.query, c.body, "Authorization", auth["e"], "Content-Type", c.media)
		entries, _ := json.Marshal(d.field(t, "notice.entries"))
		if string(entries) != `[{"festival":"元旦","from":"2027-01-01","kind":"off","to":"2027-01-03"}]` {
			t.Errorf("%s: %s", c.media, entries)
		}
		r.want(204, "DELETE", d.header.Get("Location"), "", "Authorization", auth["e"], "If-Match", d.header.Get("ETag"))
	}
	for _, c := range []struct {
		media, body, code string
		status            int
	}{
		{"text/csv", "festival,kind,from,to\n元旦,off,2027-01-03,2027-01-01\n", "notice_unreadable", 422},
		{"image/png", "x", "unsupported_media_type", 415},
		{"text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "unsupported_media_type", 415},
		{jsonBody, `{"calendar":"CN","year":2027,"entries":[],"x":1}`, "notice_unreadable", 422},
	} {
		p := r.want(c.status, "POST", "/v1/admin/drafts?calendar=CN"+query, c.body, "Authorization", auth["e"], "Content-Type", c.media)
		if p.field(t, "code") != c.code {
			t.Errorf("%s: %s", c.media, p.body)
		}
	}
	if p := r.want(422, "POST", "/v1/admin/drafts?calendar=CN", " \n", "Authorization", auth["e"], "Content-Type", plainText); p.field(t, "code") != "notice_unreadable" {
		t.Errorf("%s", p.body)
	}
	r.want(404, "POST", "/v1/admin/drafts?calendar=CN-XX", "x", "Authorization", auth["e"], "Content-Type", plainText)
	r.want(400, "POST", "/v1/admin/drafts", "x", "Authorization", auth["e"], "Content-Type", plainText)
	if n := len(r.want(200, "GET", "/v1/admin/drafts", "", "Authorization", auth["v"]).field(t, "drafts").([]any)); n != 0 {
		t.Errorf("%d drafts are left", n)
	}
}

// TestBaseMoves: a draft that stands on an older revision is not published until a
// person has looked at it again.
func TestBaseMoves(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	headers := []string{"Authorization", auth["p"], "Content-Type", plainText}
	first := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, headers...)
	other := strings.NewReplacer("99号", "98号").Replace(notice2027.Text)
	second := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", other, headers...)
	publish := func(status int, d reply, key, body string) reply {
		t.Helper()
		return r.want(status, "POST", d.header.Get("Location")+"/publish", body,
			"Authorization", auth["p"], "If-Match", d.header.Get("ETag"), "Content-Type", jsonBody, "Idempotency-Key", key)
	}
	publish(200, first, "a", `{"reason":"一"}`)
	if p := publish(409, second, "b", `{}`); p.field(t, "code") != "base_revision_moved" {
		t.Errorf("%s", p.body)
	}
	if p := publish(422, first, "a", `{"reason":"二"}`); p.field(t, "code") != "idempotency_key_reused" {
		t.Errorf("%s", p.body)
	}
	if p := r.want(200, "GET", second.header.Get("Location"), "", "Authorization", auth["v"]); p.field(t, "publishable") != false {
		t.Errorf("publishable on a moved base")
	}
	for _, c := range []struct{ path, body, code string }{
		{"/v1/admin/notices/CN-2027/withdraw", `{"reason":""}`, "reason_missing"},
		{"/v1/admin/notices/CN-1999/withdraw", `{"reason":"x"}`, "notice_unknown"},
		{"/v1/admin/rollback", `{"reason":"x"}`, "parameter_missing"},
		{"/v1/admin/rollback", `null`, "wrong_type"},
		{"/v1/admin/rollback", `{"to":0}`, "reason_missing"},
		{"/v1/admin/rollback", `{"to":1,"reason":"x"}`, "nothing_to_do"},
		{"/v1/admin/rollback", `{"to":7,"reason":"x"}`, "revision_unknown"},
	} {
		if p := r.call("POST", c.path, c.body, "Authorization", auth["p"], "Content-Type", jsonBody); p.field(t, "code") != c.code {
			t.Errorf("%s %s: %s", c.path, c.body, p.body)
		}
	}
	if n := r.want(200, "GET", "/readyz", "").field(t, "revision"); n != 1.0 {
		t.Errorf("revision %v, want 1: refused calls changed something", n)
	}
}

// TestReadingTheTable asks for the table, its revisions and its changes.
func TestReadingTheTable(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	waiting := make(chan reply, 1)
	go func() { waiting <- r.call("GET", "/v1/changes?since=0&wait=20", "") }()
	d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	r.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
	ctx, cancel := context.WithTimeout(t.Context(), testenv.Wait)
	defer cancel()
	select {
	case a := <-waiting:
		if a.field(t, "revision") != 1.0 || !strings.Contains(string(a.body), `"CN-2027"`) {
			t.Errorf("the long poll says %s", a.body)
		}
	case <-ctx.Done():
		t.Fatal("the long poll does not end")
	}
	csv := r.want(200, "GET", "/v1/calendars/CN/table?format=csv", "")
	if !strings.Contains(string(csv.body), "CN,2027,国办发明电〔2026〕99号,2026-11-25,,春节,work,2027-02-20,2027-02-20") {
		t.Errorf("%s", csv.body)
	}
	r.want(304, "GET", "/v1/calendars/CN/table?format=csv", "", "If-None-Match", csv.header.Get("ETag"))
	if old := r.want(200, "GET", "/v1/calendars/CN/table?format=csv&revision=0", ""); strings.Contains(string(old.body), "CN,2027") {
		t.Error("the table of revision 0 has the notice")
	}
	cn := r.want(200, "GET", "/v1/calendars/CN/table?format=holiday-cn&year=2027", "")
	if !strings.Contains(string(cn.body), "2027-02-20") {
		t.Errorf("%s", cn.body)
	}
	if n := len(r.want(200, "GET", "/v1/calendars/CN-GX/revisions", "").field(t, "revisions").([]any)); n != 2 {
		t.Errorf("%d revisions of CN-GX, want the baseline and the nation's", n)
	}
	for _, path := range []string{
		"/v1/calendars/CN?revision=9", asked + "&revision=9", "/v1/calendars/CN/days/2026-01-01?revision=9",
	} {
		if p := r.want(404, "GET", path, ""); p.field(t, "code") != "revision_unknown" {
			t.Errorf("%s: %s", path, p.body)
		}
	}
	r.want(400, "GET", asked+"&revision=x", "")
	r.want(400, "GET", "/v1/rules?revision=0", "")
	r.want(400, "GET", "/v1/calendars/CN/revisions?x=0", "")
	r.want(400, "POST", "/v1/admin/drafts?calendar=CN&revision=0", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	r.want(400, "GET", asked+"&revision=0&revision=1", "")
	r.want(400, "GET", "/v1/calendars/CN/table?format=holiday-cn", "")
	batch := r.want(200, "POST", "/v1/deadlines/batch?revision=0", `{"items":[{"rule":"xihe.countersign-reply","trigger":"2027-02-01"}]}`, "Content-Type", jsonBody)
	if !strings.Contains(string(batch.body), `"provisional":true`) {
		t.Errorf("%s", batch.body)
	}
}

// TestNoTokenInLogs: whatever is done with a token, the logs do not hold it.
func TestNoTokenInLogs(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	secret := strings.TrimPrefix(auth["p"], "Bearer ")
	r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["p"])
	r.call("GET", "/v1/admin/log?token="+secret, "", "Authorization", auth["p"])
	r.call("GET", "/v1/nothing", "", "Authorization", auth["p"])
	r.stop()
	if all := fmt.Sprint(r.logs.Lines()); !strings.Contains(all, "audit") && !strings.Contains(all, "request") || strings.Contains(all, secret[10:]) {
		t.Errorf("nothing is logged, or a token is: %s", all)
	}
}
