package service

import (
	"context"
	"errors"
	"net/url"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// TestRuntimeRole runs the service as a role that can only add and read events: it
// publishes, and the database denies that role to change what was published.
func TestRuntimeRole(t *testing.T) {
	t.Parallel()
	owner := testenv.Database(t)
	recordID(t, "SHIXIAN_DATABASE_URL="+owner) // makes the tables
	grants, err := os.ReadFile("../../deploy/postgres/runtime-role.sql")
	if err != nil {
		t.Fatal(err)
	}
	execute := func(dsn, sql string) error {
		t.Helper()
		ctx := context.WithoutCancel(t.Context())
		conn, err := pgx.Connect(ctx, dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(ctx)
		_, err = conn.Exec(ctx, sql)
		return err
	}
	if err := execute(owner, "CREATE ROLE shixian_app LOGIN; "+string(grants)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // the server is shared
		if err := execute(owner, "DROP OWNED BY shixian_app; DROP ROLE shixian_app"); err != nil {
			t.Error(err)
		}
	})
	role, err := url.Parse(owner)
	if err != nil {
		t.Fatal(err)
	}
	role.User = url.User("shixian_app")

	tokens, auth := tokenFileOf(t, "p:publisher")
	r := startReplica(t, "SHIXIAN_DATABASE_URL="+role.String(), "SHIXIAN_TOKENS="+tokens)
	draft := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	path, tag := draft.header.Get("Location"), draft.header.Get("ETag")
	r.want(200, "POST", path+"/publish", `{}`, "Authorization", auth["p"], "Content-Type", jsonBody, "If-Match", tag, "Idempotency-Key", "one")
	if a := r.want(200, "GET", "/readyz", ""); a.field(t, "revision") != 1.0 || a.field(t, "state.record") != "ok" {
		t.Errorf("%s", a.body)
	}
	for _, sql := range []string{
		"UPDATE events SET body = 'x'", "DELETE FROM events", "TRUNCATE events", "ALTER TABLE events DISABLE TRIGGER ALL", "DROP TABLE events",
		"UPDATE record SET id = 'x'", "DELETE FROM replies", "UPDATE replies SET reply = ''", "DELETE FROM published_drafts",
		"UPDATE snapshot_key SET key = ''", "DELETE FROM migrations", "CREATE TABLE mine (x INTEGER)", "SET session_replication_role = replica",
	} {
		var denied *pgconn.PgError
		if err := execute(role.String(), sql); !errors.As(err, &denied) || denied.Code != "42501" {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
