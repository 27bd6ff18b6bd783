package service

import (
	"strconv"
	"strings"
	"testing"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// noticeDay is the day on which the notice for 2027 comes out, as two people and two
// replicas go through it.
type noticeDay struct {
	t        *testing.T
	a, b     *replica
	auth     map[string]string
	told     [2]<-chan string // by each replica
	revision int
	// said is what each replica answered to each question at each revision.
	said map[string]map[int]string
}

// dayQuestions are asked at every revision. They end in what is left for a revision.
var dayQuestions = []string{
	"/v1/deadlines?rule=xihe.countersign-reply&trigger=2027-02-01&trace=true",
	"/v1/deadlines?rule=xihe.countersign-reply&trigger=2027-09-27&trace=true",
	"/v1/deadlines?rule=xiangshan.countersign-reply&trigger=2027-04-06&trace=true",
	"/v1/calendars/CN/days?from=2027-01-01&to=2027-12-31",
	"/v1/calendars/CN-GX/days?from=2027-01-01&to=2027-12-31",
	"/v1/calendars/CN-GX/workdays?from=2027-01-01&to=2027-12-31",
}

// newNoticeDay starts two replicas on one PostgreSQL and one Redis, which poll so seldom
// that only announcements bring them news.
func newNoticeDay(t *testing.T) *noticeDay {
	d := &noticeDay{t: t, said: map[string]map[int]string{}}
	tokens, auth := tokenFileOf(t, "editor:editor", "author:publisher", "second:publisher")
	d.auth = auth
	settings := []string{
		"SHIXIAN_DATABASE_URL=" + testenv.Database(t), "SHIXIAN_REDIS_URL=" + testenv.Redis(t).URL(),
		"SHIXIAN_TOKENS=" + tokens, "SHIXIAN_FOUR_EYES=on", "SHIXIAN_POLL=1h",
	}
	d.a, d.b = startReplica(t, settings...), startReplica(t, settings...)
	d.told = [2]<-chan string{d.a.events(), d.b.events()}
	d.ask()
	return d
}

// ask asks both replicas everything, and keeps what they answer.
func (d *noticeDay) ask() {
	d.t.Helper()
	for _, q := range dayQuestions {
		one, other := d.a.want(200, "GET", q, ""), d.b.want(200, "GET", q, "")
		if string(one.body) != string(other.body) {
			d.t.Errorf("revision %d, %s: the replicas differ:\n%s\n%s", d.revision, q, one.body, other.body)
		}
		if d.said[q] == nil {
			d.said[q] = map[int]string{}
		}
		d.said[q][d.revision] = string(one.body)
	}
}

// make drafts a change on one replica and publishes it on the other: by one person,
// which is refused, and by another, twice by accident.
func (d *noticeDay) make(query, media, body string) reply {
	d.t.Helper()
	draft := d.a.want(201, "POST", "/v1/admin/drafts"+query, body, "Authorization", d.auth["author"], "Content-Type", media)
	if draft.field(d.t, "publishable") != true || len(draft.field(d.t, "diff").([]any)) == 0 {
		d.t.Fatalf("not publishable: %s", draft.body)
	}
	path, tag := draft.header.Get("Location"), draft.header.Get("ETag")
	for who, code := range map[string]string{"editor": "forbidden", "author": "four_eyes"} {
		if p := d.b.want(403, "POST", path+"/publish", "", "Authorization", d.auth[who], "If-Match", tag); p.field(d.t, "code") != code {
			d.t.Errorf("%s: %s", who, p.body)
		}
	}
	d.revision++
	for i, r := range []*replica{d.b, d.a} {
		done := r.want(200, "POST", path+"/publish", "", "Authorization", d.auth["second"], "If-Match", tag, "Idempotency-Key", path)
		if done.field(d.t, "revision") != float64(d.revision) || (done.field(d.t, "repeated") == true) != (i == 1) {
			d.t.Fatalf("time %d: %s", i+1, done.body)
		}
	}
	for _, told := range d.told {
		awaitEvent(d.t, told, strconv.Itoa(d.revision))
	}
	kept := d.b.want(200, "GET", path, "", "Authorization", d.auth["editor"])
	if kept.field(d.t, "state") != "published" || kept.field(d.t, "revision") != float64(d.revision) || len(kept.field(d.t, "history").([]any)) != 2 {
		d.t.Errorf("kept: %s", kept.body)
	}
	d.ask()
	return draft
}

// answer returns a field of what was answered to a question at a revision.
func (d *noticeDay) answer(question, revision int, field string) any {
	d.t.Helper()
	return reply{body: []byte(d.said[dayQuestions[question]][revision])}.field(d.t, field)
}

// TestTheDayOfTheNotice goes through the day on which the notice for 2027 comes out:
// the notice, its correction, a region's own, a withdrawal and a
// rollback.
func TestTheDayOfTheNotice(t *testing.T) {
	t.Parallel()
	d := newNoticeDay(t)
	const plain, json = "text/plain; charset=utf-8", "application/json"

	d.make("?calendar=CN", plain, notice2027.Text)
	corrected := strings.NewReplacer("99号", "100号", "10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。", "10月1日（周五）至5日（周二）放假，共5天。").Replace(notice2027.Text)
	correction := d.make("?calendar=CN", plain, corrected)
	if correction.field(t, "notice.replaces") != "CN-2027" {
		t.Errorf("the correction replaces %v", correction.field(t, "notice.replaces"))
	}
	d.make("?calendar=CN-GX", json, `{"calendar":"CN-GX","year":2027,"document":"桂政办发〔2026〕99号","issued":"2026-11-25",`+
		`"entries":[{"festival":"三月三","kind":"off","from":"2027-04-09","to":"2027-04-12"}]}`)
	for path, body := range map[string]string{"/v1/admin/notices/CN-2027-2/withdraw": `{"reason":"x"}`, "/v1/admin/rollback": `{"to":0,"reason":"x"}`} {
		if p := d.a.want(409, "POST", path, body, "Authorization", d.auth["second"], "Content-Type", json); p.field(t, "code") != "needs_second_person" {
			t.Errorf("%s: %s", path, p.body)
		}
	}
	d.make("", json, `{"withdraw":"CN-2027-2","reason":"更正有误"}`)
	d.make("", json, `{"rollback":3,"reason":"更正无误"}`)

	const spring, autumn, region = 0, 1, 2
	for _, c := range []struct {
		question, revision int
		field              string
		want               any
	}{
		{spring, 0, "provisional", true}, {spring, 1, "provisional", false}, {spring, 1, "due", "2027-02-17"}, {spring, 5, "due", "2027-02-17"},
		{autumn, 0, "provisional", true}, {autumn, 1, "due", "2027-10-12"}, {autumn, 2, "due", "2027-10-11"}, {autumn, 4, "due", "2027-10-12"}, {autumn, 5, "due", "2027-10-11"},
		{region, 2, "provisional", true}, {region, 3, "provisional", false}, {region, 3, "due", "2027-04-13"}, {region, 4, "provisional", false},
	} {
		if got := d.answer(c.question, c.revision, c.field); got != c.want {
			t.Errorf("%s at revision %d: %s is %v, want %v", dayQuestions[c.question], c.revision, c.field, got, c.want)
		}
	}
	d.replay()
}

// replay asks both replicas again for every revision.
func (d *noticeDay) replay() {
	for q, said := range d.said {
		for revision, want := range said {
			for _, r := range []*replica{d.a, d.b} {
				if got := r.want(200, "GET", q+"&revision="+strconv.Itoa(revision), ""); string(got.body) != want {
					d.t.Errorf("%s at revision %d: now\n%s\nthen\n%s", q, revision, got.body, want)
				}
			}
		}
	}
	log := d.a.want(200, "GET", "/v1/admin/log", "", "Authorization", d.auth["editor"])
	if n := len(log.field(d.t, "events").([]any)); n != d.revision+1 {
		d.t.Errorf("%d events in the log: %s", n, log.body)
	}
	changes := d.b.want(200, "GET", "/v1/changes?since=0&wait=0", "")
	if n := len(changes.field(d.t, "changes").([]any)); n != d.revision {
		d.t.Errorf("%d changes: %s", n, changes.body)
	}
}
