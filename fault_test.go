package main

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
	"shixian/test/testenv"
)

const (
	asked     = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"
	jsonBody  = "application/json"
	plainText = "text/plain; charset=utf-8"
)

// sameAnswer checks that a replica answers as before, whatever is amiss.
func (r *replica) sameAnswer(want reply) {
	r.t.Helper()
	if got := r.want(200, "GET", asked, ""); string(got.body) != string(want.body) {
		r.t.Errorf("another answer:\n%s\n%s", got.body, want.body)
	}
}

// amiss waits until a replica says that code holds, in its log and in its readiness.
func (r *replica) amiss(code string) {
	r.t.Helper()
	r.logs.await(r.t, "amiss", code)
	if status, codes := r.reasons(); status != 200 || !slices.Contains(codes, code) {
		r.t.Errorf("readiness says %d %v, want 200 and %s", status, codes, code)
	}
}

func TestRedisFaults(t *testing.T) {
	server := testenv.Redis(t)
	proxy := testenv.Proxy(t, server.Addr())
	settings := []string{"SHIXIAN_DATABASE_URL=" + testenv.Database(t), "SHIXIAN_REDIS_URL=redis://" + proxy.Addr(), "SHIXIAN_POLL=50ms"}
	want := startReplica(t, "SHIXIAN_DATABASE_URL="+testenv.Database(t)).want(200, "GET", asked, "")
	client := redis.NewClient(&redis.Options{Addr: server.Addr()})
	defer client.Close()

	t.Run("absent at start", func(t *testing.T) {
		proxy.Down()
		r := startReplica(t, settings...)
		r.amiss(live.RedisUnreachable)
		r.sameAnswer(want)
		proxy.Up()
		r.logs.await(t, "mended", live.RedisUnreachable)
	})
	t.Run("stopped", func(t *testing.T) {
		r := startReplica(t, settings...)
		proxy.Down()
		r.amiss(live.RedisUnreachable)
		r.sameAnswer(want)
		proxy.Up()
		r.logs.await(t, "mended", live.RedisUnreachable)
	})
	t.Run("slow", func(t *testing.T) {
		r := startReplica(t, settings...)
		proxy.Latency(3 * time.Second)
		r.amiss(live.RedisUnreachable)
		r.sameAnswer(want)
		proxy.Clear()
		r.logs.await(t, "mended", live.RedisUnreachable)
	})
	t.Run("flushed", func(t *testing.T) {
		r := startReplica(t, settings...)
		r.sameAnswer(want)
		if err := client.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		r.logs.await(t, "mended", live.RedisMissing)
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

// TestOtherRecordInRedis: two replicas with a SQLite file each are not one service.
func TestOtherRecordInRedis(t *testing.T) {
	url := "SHIXIAN_REDIS_URL=" + testenv.Redis(t).URL()
	first := startReplica(t, url, "SHIXIAN_POLL=50ms")
	first.sameAnswer(first.want(200, "GET", asked, ""))
	second := launchReplica(t, url, "SHIXIAN_POLL=50ms")
	second.logs.await(t, "amiss", live.RedisOtherRecord)
	status, codes := second.reasons()
	if status != 503 || !slices.Contains(codes, live.RedisOtherRecord) {
		t.Errorf("readiness says %d %v", status, codes)
	}
}

func TestDatabaseGone(t *testing.T) {
	tokens, auth := tokenFileOf(t, "p:publisher")
	server := testenv.Postgres(t)
	r := startReplica(t, "SHIXIAN_DATABASE_URL="+server.URL(), "SHIXIAN_TOKENS="+tokens, "SHIXIAN_POLL=50ms")
	want := r.want(200, "GET", asked, "")
	draft := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027, "Authorization", auth["p"], "Content-Type", plainText)
	path, tag := draft.header.Get("Location"), draft.header.Get("ETag")

	server.Kill()
	r.amiss(live.RecordUnreachable)
	r.sameAnswer(want)
	for _, call := range [][2]string{
		{"/v1/admin/drafts?calendar=CN", notice2027}, {path + "/publish", ""},
		{"/v1/admin/notices/CN-2026/withdraw", `{"reason":"x"}`}, {"/v1/admin/rollback", `{"to":0,"reason":"x"}`},
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
	r.logs.await(t, "mended", live.RecordUnreachable)
	if n := r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["p"]).field(t, "events").([]any); len(n) != 1 {
		t.Errorf("%d events after the outage, want 1", len(n))
	}
	r.want(200, "POST", path+"/publish", "", "Authorization", auth["p"], "If-Match", tag)
}

// TestNothingKnown: a replica that knows neither record nor snapshot answers
// nothing, and one that knows a snapshot answers from it.
func TestNothingKnown(t *testing.T) {
	server, redis := testenv.Postgres(t), testenv.Redis(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + server.URL(), "SHIXIAN_POLL=50ms"}
	with := append([]string{"SHIXIAN_REDIS_URL=" + redis.URL()}, settings...)
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
	startReplica(t, with...).sameAnswer(want)
	server.Restart()
	blind.logs.await(t, "ready")
	blind.sameAnswer(want)
}

// TestTwoPublishesAtOnce: of two drafts on the same revision, published at once on
// two replicas, one wins and the other changes nothing.
func TestTwoPublishesAtOnce(t *testing.T) {
	tokens, auth := tokenFileOf(t, "p:publisher")
	database := "SHIXIAN_DATABASE_URL=" + testenv.Database(t)
	two := []*replica{startReplica(t, database, "SHIXIAN_TOKENS="+tokens), startReplica(t, database, "SHIXIAN_TOKENS="+tokens)}
	headers := []string{"Authorization", auth["p"], "Content-Type", plainText}
	statuses := make([]int, len(two))
	var drafts []reply
	for _, r := range two {
		drafts = append(drafts, r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027, headers...))
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
	tokens, auth := tokenFileOf(t, "p:publisher")
	database := "SHIXIAN_DATABASE_URL=" + testenv.Database(t)
	a := startReplica(t, database, "SHIXIAN_TOKENS="+tokens)
	b := startReplica(t, database, "SHIXIAN_POLL=50ms")
	told := b.events()
	d := a.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027, "Authorization", auth["p"], "Content-Type", plainText)
	a.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
	awaitEvent(t, told, "1")
	if got := b.want(200, "GET", "/v1/calendars/CN", "").field(t, "settled_through"); got != "2027-12-24" {
		t.Errorf("settled through %v", got)
	}
}
