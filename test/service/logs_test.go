package service

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"

	"shixian/test/notice2027"
	"shixian/test/testenv"
	"shixian/test/testlog"
)

// audits returns the audit lines of a replica that has stopped, as who: what code.
func (r *replica) audits() []string {
	r.stop()
	var out []string
	for _, line := range r.logs.Lines() {
		if line["msg"] != "audit" {
			continue
		}
		text := line["who"].(string) + ": " + line["what"].(string)
		for _, detail := range []string{"code", "reason"} {
			if d, _ := line[detail].(string); d != "" {
				text += " " + d
			}
		}
		out = append(out, text)
	}
	return out
}

// TestAudit: whatever an administrator does, or is refused, leaves a line.
func TestAudit(t *testing.T) {
	t.Parallel()
	r, auth := admin(t)
	call := func(status int, method, path, body, who string, headers ...string) reply {
		t.Helper()
		return r.want(status, method, path, body, append(headers, "Authorization", auth[who])...)
	}
	text := []string{"Content-Type", plainText}
	call(200, "GET", "/v1/admin/log", "", "v")
	call(403, "POST", "/v1/admin/rollback", "{}", "v")
	r.want(401, "GET", "/v1/admin/log", "")
	r.want(401, "GET", "/v1/admin/log", "", "Authorization", "Bearer sx_wrong")
	d := call(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "e", text...)
	call(415, "POST", "/v1/admin/drafts?calendar=CN", "\x00\x01", "e", "Content-Type", "image/png")
	at, tag := d.header.Get("Location"), []string{"If-Match", d.header.Get("ETag"), "Idempotency-Key", "1"}
	call(428, "POST", at+"/publish", "", "p")
	call(200, "POST", at+"/publish", "", "p", tag...)
	call(200, "POST", at+"/publish", "", "p", tag...)
	call(404, "GET", "/v1/admin/nothing", "", "p")
	d = call(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "e", text...)
	call(204, "DELETE", d.header.Get("Location"), "", "e", "If-Match", d.header.Get("ETag"))
	call(200, "POST", "/v1/admin/notices/CN-2027/withdraw", `{"reason":"because"}`, "p", "Content-Type", jsonBody)
	call(200, "POST", "/v1/admin/rollback", `{"to":1,"reason":"back"}`, "p", "Content-Type", jsonBody)
	want := []string{
		": started", "v: looked", "v: forbidden", ": refused missing", ": refused unknown", "e: draft made", "e: not done unsupported_media_type",
		"p: not done if_match_missing", "p: publish", "p: repeated", "e: draft made", "e: draft dropped", "p: withdraw", "p: rollback",
	}
	if got := r.audits(); !reflect.DeepEqual(got, want) {
		t.Errorf("audited:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// hangup sends SIGHUP to all replicas of this process: a test that does so runs by itself.
func hangup(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
}

// TestHangup: without a token file SIGHUP changes nothing; with one, reading it again
// is audited.
func TestHangup(t *testing.T) {
	r := startReplica(t)
	hangup(t)
	r.logs.Await(t, "SIGHUP: SHIXIAN_TOKENS names no file to read again")
	r.want(200, "GET", asked, "")
	tokens, _ := tokenFileOf(t, "v:viewer")
	with := startReplica(t, "SHIXIAN_TOKENS="+tokens)
	hangup(t)
	with.logs.Await(t, "the token file was read again")
	if err := os.WriteFile(tokens, []byte("nonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	hangup(t)
	with.logs.Await(t, "the token file was not taken over")
	if got := strings.Join(with.audits(), "\n"); got != ": started\n: token file read again\n: token file not taken over" {
		t.Errorf("%s", got)
	}
}

// TestNoPasswordInLogs: whatever happens to PostgreSQL and Redis, no line of the log
// holds a password or a token.
func TestNoPasswordInLogs(t *testing.T) {
	t.Parallel()
	const password, passing = "hush~hush/1", "hush~hush%2F1"
	tokens, auth := tokenFileOf(t, "p:publisher")
	server := testenv.Postgres(t)
	database, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	database.User = url.UserPassword(database.User.Username(), password)
	good := lockedRedis(t, password, passing)
	for what, c := range map[string]struct{ database, redis string }{
		"all well":         {database.String(), good},
		"a wrong password": {database.String(), strings.Replace(good, passing, "hush~wrong", 1)},
		"nobody there":     {"postgres://u:" + passing + "@127.0.0.1:1/d", "redis://u:" + passing + "@127.0.0.1:1"},
		"no PostgreSQL":    {"postgres://u:" + passing + "@" + strings.TrimPrefix(strings.SplitN(good, "@", 2)[1], ""), good},
	} {
		logs := testlog.New()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- run(ctx, []string{
				"SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATABASE_URL=" + c.database, "SHIXIAN_REDIS_URL=" + c.redis,
				"SHIXIAN_TOKENS=" + tokens, "SHIXIAN_LOG_LEVEL=debug", "SHIXIAN_POLL=50ms",
			}, logs)
		}()
		r := &replica{t: t, url: "http://" + logs.Await(t, "listening")["addr"].(string), logs: logs}
		r.call("GET", "/v1/admin/log?token="+strings.TrimPrefix(auth["p"], "Bearer "), "", "Authorization", auth["p"])
		r.call("POST", "/v1/admin/rollback", `{"to":0,"reason":"x","confirm_past":true}`, "Authorization", auth["p"], "Content-Type", jsonBody)
		r.call(http.MethodGet, "/readyz", "")
		if what == "all well" {
			logs.Await(t, "ready")
		} else {
			logs.Await(t, "fault")
		}
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("%s: %v", what, err)
		}
		for _, secret := range []string{"hush", strings.TrimPrefix(auth["p"], "Bearer ")} {
			if strings.Contains(logs.Text(), secret) {
				t.Errorf("%s: the log holds %s: %s", what, secret, logs.Text())
			}
		}
	}
}

// TestAuditLog: audit lines go to a file of their own if there is one, whatever the level of
// the log is, each with the address of who called; only the owner can read it, and what was
// in it stays.
func TestAuditLog(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "audit.log")
	if err := os.WriteFile(file, []byte("{\"msg\":\"before\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tokens, auth := tokenFileOf(t, "v:viewer")
	r := startReplica(t, "SHIXIAN_TOKENS="+tokens, "SHIXIAN_AUDIT_LOG="+file)
	r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["v"])
	r.want(401, "GET", "/v1/admin/log", "", "Authorization", "Bearer wrong")
	if lines := r.audits(); len(lines) > 0 {
		t.Errorf("in the log: %q", lines)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(text)) {
		var m struct{ Msg, Who, What, Remote string }
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		host, _, _ := net.SplitHostPort(m.Remote)
		got = append(got, m.Msg+" "+m.Who+" "+m.What+" "+host)
	}
	want := []string{"before   ", "audit  started ", "audit v looked 127.0.0.1", "audit  refused 127.0.0.1"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestProbesAreQuiet: probes, which come several times a second, are logged at the level
// debug only.
func TestProbesAreQuiet(t *testing.T) {
	t.Parallel()
	for level, want := range map[string]int{"info": 1, "debug": 3} {
		r := startReplica(t, "SHIXIAN_LOG_LEVEL="+level)
		r.want(200, "GET", "/healthz", "")
		r.want(200, "GET", "/metrics", "")
		r.want(200, "GET", asked, "")
		r.stop()
		requests := 0
		for _, line := range r.logs.Lines() {
			if line["msg"] == "request" {
				requests++
			}
		}
		if requests != want {
			t.Errorf("%s: %d requests in the log, want %d", level, requests, want)
		}
	}
}
