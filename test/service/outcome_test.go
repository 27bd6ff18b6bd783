package service

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// TestOutcomeUnknown: if the connection breaks during the commit, nobody claims that
// nothing was changed. The same request with the same key settles it.
func TestOutcomeUnknown(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	database := testenv.Database(t)
	r := startReplica(t, "SHIXIAN_DATABASE_URL="+database, "SHIXIAN_TOKENS="+tokens)
	d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	publish := func(status int) reply {
		return r.want(status, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"],
			"If-Match", d.header.Get("ETag"), "Idempotency-Key", "k")
	}

	statement(t, database, "CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$")
	statement(t, database, "CREATE CONSTRAINT TRIGGER break AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break()")
	if p := publish(503); p.field(t, "code") != "outcome_unknown" {
		t.Errorf("%s", p.body)
	}
	statement(t, database, "DROP TRIGGER break ON events")
	if done := publish(200); done.field(t, "revision") != 1.0 {
		t.Errorf("%s", done.body)
	}
}

// statement runs one statement on a database.
func statement(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

// TestDraftOnTheNewest: a draft made or changed on a replica that is behind stands on
// the newest revision all the same, and can be published.
func TestDraftOnTheNewest(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	settings := []string{"SHIXIAN_DATABASE_URL=" + testenv.Database(t), "SHIXIAN_TOKENS=" + tokens, "SHIXIAN_POLL=1h"}
	ahead, behind := startReplica(t, settings...), startReplica(t, settings...)
	withdraw := func(id string) {
		ahead.want(200, "POST", "/v1/admin/notices/"+id+"/withdraw", `{"reason":"x","confirm_past":true}`, "Authorization", auth["p"], "Content-Type", jsonBody)
	}
	withdraw("CN-2026")
	d := behind.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	if d.field(t, "base_revision") != 1.0 {
		t.Errorf("drafted on revision %v", d.field(t, "base_revision"))
	}
	withdraw("CN-2025")
	path := d.header.Get("Location")
	changed := `{"notice":{"calendar":"CN","year":2027,"document":"x","issued":"2026-11-25","amends":"","entries":[{"festival":"元旦","kind":"off","from":"2027-01-01","to":"2027-01-03"}]}}`
	u := behind.want(200, "PUT", path, changed, "Authorization", auth["p"], "If-Match", d.header.Get("ETag"), "Content-Type", jsonBody)
	if u.field(t, "base_revision") != 2.0 {
		t.Errorf("changed on revision %v", u.field(t, "base_revision"))
	}
}
