package service

import (
	"testing"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// replicas starts two replicas on one PostgreSQL and one Redis, which poll so
// seldom that only announcements bring them news.
func replicas(t *testing.T, tokens string) (a, b *replica) {
	t.Helper()
	settings := []string{
		"SHIXIAN_DATABASE_URL=" + testenv.Database(t), "SHIXIAN_REDIS_URL=" + testenv.Redis(t).URL(),
		"SHIXIAN_TOKENS=" + tokens, "SHIXIAN_FOUR_EYES=on", "SHIXIAN_POLL=1h",
	}
	return startReplica(t, settings...), startReplica(t, settings...)
}

// TestTheDayOfTheNotice goes through the day on which the notice for 2027 comes
// out, on two replicas that share a PostgreSQL and a Redis.
func TestTheDayOfTheNotice(t *testing.T) {
	tokens, auth := tokenFileOf(t, "editor:editor", "author:publisher", "second:publisher")
	a, b := replicas(t, tokens)
	const question = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2027-02-01"

	before := a.want(200, "GET", question, "")
	if before.field(t, "provisional") != true || before.field(t, "unsettled_from") != "2027-02-02" {
		t.Fatalf("not provisional before the notice: %s", before.body)
	}
	if same := b.want(200, "GET", question, ""); string(same.body) != string(before.body) {
		t.Fatalf("the replicas differ:\n%s\n%s", before.body, same.body)
	}
	told := b.events()

	// The notice is pasted.
	draft := a.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text,
		"Authorization", auth["author"], "Content-Type", "text/plain; charset=utf-8")
	if draft.field(t, "publishable") != true || draft.field(t, "notice.document") != "国办发明电〔2026〕99号" {
		t.Fatalf("not publishable: %s", draft.body)
	}
	if n := len(draft.field(t, "impact.rules").([]any)); n < 20 {
		t.Errorf("only %d rules are touched: %s", n, draft.body)
	}
	if len(draft.field(t, "unparsed").([]any)) != 0 || len(draft.field(t, "diff").([]any)) == 0 {
		t.Errorf("unparsed or no diff: %s", draft.body)
	}
	path, tag := draft.header.Get("Location"), draft.header.Get("ETag")

	// Neither one who may not publish nor its own author publishes it.
	if p := a.want(403, "POST", path+"/publish", "", "Authorization", auth["editor"], "If-Match", tag); p.field(t, "code") != "forbidden" {
		t.Errorf("%s", p.body)
	}
	if p := a.want(403, "POST", path+"/publish", "", "Authorization", auth["author"], "If-Match", tag); p.field(t, "code") != "four_eyes" {
		t.Errorf("%s", p.body)
	}

	// A second person does, twice by accident.
	publish := []string{"Authorization", auth["second"], "If-Match", tag, "Idempotency-Key", "k1", "Content-Type", "application/json"}
	done := a.want(200, "POST", path+"/publish", `{"reason":"国务院通知"}`, publish...)
	if done.field(t, "revision") != 1.0 || done.field(t, "notice") != "CN-2027" {
		t.Fatalf("%s", done.body)
	}
	again := b.want(200, "POST", path+"/publish", `{"reason":"国务院通知"}`, publish...)
	if again.field(t, "revision") != 1.0 || again.field(t, "repeated") != true {
		t.Errorf("the repeat did something: %s", again.body)
	}

	// The other replica tells its clients, and both answer alike, settled.
	awaitEvent(t, told, "1")
	after := b.want(200, "GET", question, "")
	if after.field(t, "provisional") != false || after.field(t, "due") != "2027-02-17" {
		t.Errorf("not settled: %s", after.body)
	}
	if same := a.want(200, "GET", question, ""); string(same.body) != string(after.body) {
		t.Errorf("the replicas differ:\n%s\n%s", after.body, same.body)
	}
	if then := b.want(200, "GET", question+"&revision=0", ""); string(then.body) != string(before.body) {
		t.Errorf("revision 0 now says\n%s\nand said\n%s", then.body, before.body)
	}
	const body = `{"rule":"xihe.countersign-reply","trigger":"2027-02-01","revision":0}`
	if then := b.want(200, "POST", "/v1/deadlines", body, "Content-Type", "application/json"); string(then.body) != string(before.body) {
		t.Errorf("revision 0 by POST says %s", then.body)
	}

	// A withdrawal brings the provisional answer back; the past stays as it was.
	b.want(200, "POST", "/v1/admin/notices/CN-2027/withdraw", `{"reason":"演练"}`, "Authorization", auth["second"], "Content-Type", "application/json")
	awaitEvent(t, told, "2")
	back := b.want(200, "GET", question, "")
	if back.field(t, "provisional") != true || back.field(t, "due") != before.field(t, "due") {
		t.Errorf("not provisional again: %s", back.body)
	}
	if then := a.want(200, "GET", question+"&revision=1", ""); string(then.body) != string(after.body) {
		t.Errorf("revision 1 now says %s", then.body)
	}

	// A rollback publishes it again.
	a.want(200, "POST", "/v1/admin/rollback", `{"to":1,"reason":"演练结束"}`, "Authorization", auth["second"], "Content-Type", "application/json")
	awaitEvent(t, told, "3")
	if settled := b.want(200, "GET", question, ""); settled.field(t, "provisional") != false {
		t.Errorf("not settled after the rollback: %s", settled.body)
	}
	log := a.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["editor"])
	if n := len(log.field(t, "events").([]any)); n != 4 {
		t.Errorf("%d events in the log, want 4: %s", n, log.body)
	}
	changes := b.want(200, "GET", "/v1/changes?since=0&wait=0", "")
	if n := len(changes.field(t, "changes").([]any)); n != 3 {
		t.Errorf("%d changes, want 3: %s", n, changes.body)
	}
}
