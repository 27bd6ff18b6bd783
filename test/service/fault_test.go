package service

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
	"shixian/holidays/record/sqlstore"
	"shixian/internal/config"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

const (
	asked     = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"
	jsonBody  = "application/json"
	plainText = "text/plain; charset=utf-8"
)

// sameAnswer checks that a replica answers as before, whatever is wrong.
func (r *replica) sameAnswer(want reply) {
	r.t.Helper()
	if got := r.want(200, "GET", asked, ""); string(got.body) != string(want.body) {
		r.t.Errorf("another answer:\n%s\n%s", got.body, want.body)
	}
}

// awaitFault waits until a replica says that code holds, in its log and in its readiness.
func (r *replica) awaitFault(code string) {
	r.t.Helper()
	r.logs.Await(r.t, "fault", code)
	if status, codes := r.reasons(); status != 200 || !slices.Contains(codes, code) {
		r.t.Errorf("readiness says %d %v, want 200 and %s", status, codes, code)
	}
}

func TestRedisFaults(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	proxy := testenv.Proxy(t, server.Addr())
	database := "SHIXIAN_DATABASE_URL=" + testenv.Database(t)
	settings := []string{database, "SHIXIAN_REDIS_URL=redis://" + proxy.Addr(), "SHIXIAN_POLL=50ms"}
	want := startReplica(t, database).want(200, "GET", asked, "")
	client := redis.NewClient(&redis.Options{Addr: server.Addr()})
	defer client.Close()

	t.Run("absent at start", func(t *testing.T) {
		proxy.Down()
		r := startReplica(t, settings...)
		r.awaitFault(live.RedisUnreachable)
		r.sameAnswer(want)
		proxy.Up()
		r.logs.Await(t, "mended", live.RedisUnreachable)
	})
	t.Run("stopped", func(t *testing.T) {
		r := startReplica(t, settings...)
		proxy.Down()
		r.awaitFault(live.RedisUnreachable)
		r.sameAnswer(want)
		proxy.Up()
		r.logs.Await(t, "mended", live.RedisUnreachable)
	})
	t.Run("slow", func(t *testing.T) {
		r := startReplica(t, settings...)
		proxy.Latency(3 * time.Second)
		r.awaitFault(live.RedisUnreachable)
		r.sameAnswer(want)
		proxy.Clear()
		r.logs.Await(t, "mended", live.RedisUnreachable)
	})
	t.Run("flushed", func(t *testing.T) {
		r := startReplica(t, settings...)
		r.sameAnswer(want)
		if err := client.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		r.logs.Await(t, "mended", live.RedisMissing)
		r.sameAnswer(want)
	})
	t.Run("rubbish", func(t *testing.T) {
		keys, err := client.Keys(t.Context(), "*").Result()
		if err != nil || len(keys) == 0 {
			t.Fatalf("no keys: %v", err)
		}
		for _, key := range keys {
			if err := client.Set(t.Context(), key, "\x00rubbish", 0).Err(); err != nil {
				t.Fatal(err)
			}
		}
		startReplica(t, settings...).sameAnswer(want)
	})
}

// TestOtherRecordInRedis: two replicas with a SQLite file each are not one service. The
// second does not use the first one's Redis, and says so.
func TestOtherRecordInRedis(t *testing.T) {
	t.Parallel()
	url := "SHIXIAN_REDIS_URL=" + testenv.Redis(t).URL()
	first := startReplica(t, url, "SHIXIAN_POLL=50ms")
	first.sameAnswer(first.want(200, "GET", asked, ""))
	second := startReplica(t, url, "SHIXIAN_POLL=50ms")
	second.awaitFault(live.RedisOtherRecord)
	second.sameAnswer(second.want(200, "GET", asked, ""))
	if _, codes := first.reasons(); !slices.Equal(codes, []string{live.RecordNew}) {
		t.Errorf("the first says %v", codes)
	}
}

func TestDatabaseGone(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	server := testenv.Postgres(t)
	r := startReplica(t, "SHIXIAN_DATABASE_URL="+server.URL(), "SHIXIAN_TOKENS="+tokens, "SHIXIAN_POLL=50ms")
	want := r.want(200, "GET", asked, "")
	draft := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	path, tag := draft.header.Get("Location"), draft.header.Get("ETag")

	server.Kill()
	r.awaitFault(live.RecordUnreachable)
	r.sameAnswer(want)
	for _, call := range [][2]string{
		{"/v1/admin/drafts?calendar=CN", notice2027.Text}, {path + "/publish", ""},
		{"/v1/admin/notices/CN-2026/withdraw", `{"reason":"x","confirm_past":true}`}, {"/v1/admin/rollback", `{"to":0,"reason":"x","confirm_past":true}`},
	} {
		media := jsonBody
		if strings.HasSuffix(call[0], "CN") {
			media = plainText
		}
		p := r.want(503, "POST", call[0], call[1], "Authorization", auth["p"], "If-Match", tag, "Content-Type", media)
		if p.field(t, "code") != "record_unavailable" {
			t.Errorf("%s: %s", call[0], p.body)
		}
	}
	server.Restart()
	r.logs.Await(t, "mended", live.RecordUnreachable)
	if n := r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["p"]).field(t, "events").([]any); len(n) != 1 {
		t.Errorf("%d events after the outage, want 1", len(n))
	}
	r.want(200, "POST", path+"/publish", "", "Authorization", auth["p"], "If-Match", tag)
}

// TestNothingKnown: a replica that knows neither record nor snapshot answers nothing.
// One that finds a snapshot answers from it if it was given the snapshots' key; if the
// record keeps the key, the snapshot proves nothing.
func TestNothingKnown(t *testing.T) {
	t.Parallel()
	server, redis := testenv.Postgres(t), testenv.Redis(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + server.URL(), "SHIXIAN_POLL=50ms"}
	keyless := append([]string{"SHIXIAN_REDIS_URL=" + redis.URL()}, settings...)
	with := append([]string{"SHIXIAN_SNAPSHOT_KEY_FILE=" + keyFile(t)}, keyless...)
	first := startReplica(t, with...)
	want := first.want(200, "GET", asked, "")
	first.want(200, "GET", "/readyz", "")
	first.stop()
	server.Stop()

	blind := launchReplica(t, settings...)
	if p := blind.want(503, "GET", "/readyz", ""); p.field(t, "code") != "not_ready" {
		t.Errorf("%s", p.body)
	}
	if p := blind.want(503, "GET", asked, ""); p.field(t, "code") != "not_ready" {
		t.Errorf("it answers from what is embedded: %s", p.body)
	}
	unproven := launchReplica(t, keyless...)
	unproven.logs.Await(t, "fault", live.RedisNoKey)
	unproven.want(503, "GET", asked, "")
	second := startReplica(t, with...)
	second.sameAnswer(want)
	if got := second.want(200, "GET", "/readyz", ""); got.field(t, "status") != "degraded" || got.field(t, "state.source") != "snapshot" {
		t.Errorf("%s", got.body)
	}
	server.Restart()
	second.logs.Await(t, "mended", live.RecordUnreachable)
	blind.logs.Await(t, "ready")
	blind.sameAnswer(want)
}

// keyFile makes a file with a key in it.
func keyFile(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(strings.Repeat("5a", config.SecretKeyBytes)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestTwoPublishesAtOnce: of two drafts on the same revision, published together on
// two replicas, one wins and the other changes nothing.
func TestTwoPublishesAtOnce(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	database := "SHIXIAN_DATABASE_URL=" + testenv.Database(t)
	two := []*replica{startReplica(t, database, "SHIXIAN_TOKENS="+tokens), startReplica(t, database, "SHIXIAN_TOKENS="+tokens)}
	headers := []string{"Authorization", auth["p"], "Content-Type", plainText}
	statuses := make([]int, len(two))
	var drafts []reply
	for _, r := range two {
		drafts = append(drafts, r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, headers...))
	}
	var wg sync.WaitGroup
	for i, r := range two {
		wg.Go(func() {
			a := r.call("POST", drafts[i].header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", drafts[i].header.Get("ETag"))
			statuses[i] = a.status
		})
	}
	wg.Wait()
	slices.Sort(statuses)
	if !slices.Equal(statuses, []int{200, 409}) {
		t.Fatalf("statuses %v, want one 200 and one 409", statuses)
	}
	log := two[0].want(200, "GET", "/v1/admin/log", "", "Authorization", auth["p"])
	if n := len(log.field(t, "events").([]any)); n != 2 {
		t.Errorf("%d events, want the baseline and one: %s", n, log.body)
	}
}

// TestPollCatchesUp: without Redis a new revision shows within the poll interval.
func TestPollCatchesUp(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	database := "SHIXIAN_DATABASE_URL=" + testenv.Database(t)
	a := startReplica(t, database, "SHIXIAN_TOKENS="+tokens)
	b := startReplica(t, database, "SHIXIAN_POLL=50ms")
	told := b.events()
	d := a.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	a.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
	awaitEvent(t, told, "1")
	if got := b.want(200, "GET", "/v1/calendars/CN", "").field(t, "settled_through"); got != "2027-12-24" {
		t.Errorf("settled through %v", got)
	}
}

// TestRecordOfNewerProgram: an event that this program does not understand stops its
// table and its writes, and nothing else.
func TestRecordOfNewerProgram(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	database := testenv.Database(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + database, "SHIXIAN_TOKENS=" + tokens, "SHIXIAN_POLL=50ms"}
	r := startReplica(t, settings...)
	want := r.want(200, "GET", asked, "")
	draft := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	store, err := sqlstore.OpenPostgres(database)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	events, err := store.Events(t.Context(), -1, 2)
	if err != nil || len(events) != 1 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	newer := recordtest.Newer(t, &events[0], `"action":"publish"`, `"action":"announce"`)
	after, err := record.Seal(record.Event{Action: record.Withdraw, Withdrawn: []string{"CN-2026"}}, &newer)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []record.Event{newer, after} {
		if err := store.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	for _, replica := range []*replica{r, startReplica(t, settings...)} {
		replica.awaitFault(live.RecordNewer)
		replica.sameAnswer(want)
		if got := replica.want(200, "GET", "/readyz", ""); got.field(t, "status") != "degraded" || got.field(t, "state.known_revision") != 2.0 {
			t.Errorf("readiness says %s", got.body)
		}
		for path, body := range map[string]string{
			draft.header.Get("Location") + "/publish": "",
			"/v1/admin/notices/CN-2026/withdraw":      `{"reason":"x","confirm_past":true}`,
			"/v1/admin/rollback":                      `{"to":0,"reason":"x","confirm_past":true}`,
		} {
			p := replica.want(503, "POST", path, body, "Authorization", auth["p"], "If-Match", draft.header.Get("ETag"), "Content-Type", jsonBody)
			if p.field(t, "code") != "record_newer" {
				t.Errorf("%s: %s", path, p.body)
			}
		}
	}
	for _, n := range r.want(200, "GET", "/v1/admin/notices", "", "Authorization", auth["p"]).field(t, "notices").([]any) {
		if n := n.(map[string]any); n["active"] != true {
			t.Errorf("%s is not in force, but the table has it", n["id"])
		}
	}
	if n := r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["p"]).field(t, "events").([]any); len(n) != 3 {
		t.Errorf("the log has %d events", len(n))
	}
	if out, err := command(t, settings, "verify"); err != nil || !strings.Contains(out, "3 events, the hash chain is unbroken") {
		t.Errorf("verify: %v, %s", err, out)
	}
}

// TestLateDatabase: a service whose database is not there at its start says why, and is
// ready by itself once it is.
func TestLateDatabase(t *testing.T) {
	t.Parallel()
	server := testenv.Postgres(t)
	admin, err := sql.Open("pgx", server.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	run := func(query string) {
		if _, err := admin.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	run("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
	run("CREATE DATABASE crowded OWNER crowded")
	run("CREATE ROLE " + testenv.PasswordRole + " LOGIN SUPERUSER PASSWORD 'another'")
	guarded := strings.Replace(server.URL(), "postgres@", testenv.PasswordRole+":hush~hush@", 1)
	for code, c := range map[string]struct{ url, mend string }{
		live.RecordAccess:     {guarded, "ALTER ROLE " + testenv.PasswordRole + " PASSWORD 'hush~hush'"},
		live.RecordNoDatabase: {strings.Replace(server.URL(), "/postgres?", "/later?", 1), "CREATE DATABASE later"},
		live.RecordConnections: {strings.NewReplacer("postgres@", "crowded@", "/postgres?", "/crowded?").Replace(server.URL()),
			"ALTER ROLE crowded CONNECTION LIMIT 8"}, // as many as a replica needs
		live.RecordTLS: {strings.Replace(server.URL(), "sslmode=disable", "sslmode=require", 1), ""},
	} {
		r := launchReplica(t, "SHIXIAN_DATABASE_URL="+c.url, "SHIXIAN_POLL=50ms")
		line := r.logs.Await(t, "fault", code)
		status, codes := r.reasons()
		if detail := r.call("GET", "/readyz", "").body; status != 503 || !slices.Contains(codes, code) || strings.Contains(string(detail)+fmt.Sprint(line), "hush") {
			t.Errorf("%s: readiness says %d: %s; the log %v", code, status, detail, line)
		}
		if c.mend != "" {
			run(c.mend)
			r.logs.Await(t, "ready")
		}
	}
}

// TestForeignTables: a database whose tables cannot be this program's ends the start.
func TestForeignTables(t *testing.T) {
	t.Parallel()
	database := testenv.Database(t)
	admin, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	if _, err := admin.ExecContext(t.Context(), "CREATE TABLE events (x INTEGER)"); err != nil {
		t.Fatal(err)
	}
	err = run(t.Context(), []string{"SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATABASE_URL=" + database}, io.Discard)
	if !errors.Is(err, record.ErrSchema) || !strings.Contains(err.Error(), "SHIXIAN_DATABASE_URL") {
		t.Errorf("started with %v", err)
	}
}
