package fleet

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
)

// setMachine is a replica on a machine whose clock is set while it is off.
type setMachine struct {
	*Fleet
	t     *testing.T
	clock *Clock
	off   time.Duration
}

// restart sets the clock off by so much between a stop and the next start.
func (m *setMachine) restart(off time.Duration) {
	m.t.Helper()
	m.Replicas[0].Stop()
	m.off = off
	m.clock.Set(time.Now().Add(off))
	m.Replicas[0].Start()
}

// get returns the body of an answer.
func (m *setMachine) get(path string) string {
	m.t.Helper()
	return want(m.t, 200, "GET", m.URL()+path, "").body
}

// signIn returns a cookie; signedIn says what a page for administrators answers to one.
func (m *setMachine) signIn() (cookie string) {
	m.t.Helper()
	a, err := send(clientFrom(m.t, others), "POST", m.URL()+"/admin/sign-in", url.Values{"token": {m.Token("publisher")}}.Encode(),
		"Content-Type", "application/x-www-form-urlencoded")
	if err != nil || a.status != http.StatusSeeOther {
		m.t.Fatalf("signing in: %d %v", a.status, err)
	}
	cookie, _, _ = strings.Cut(a.header.Get("Set-Cookie"), ";")
	return cookie
}

func (m *setMachine) signedIn(cookie string, status int) {
	m.t.Helper()
	if a := call(m.t, "GET", m.URL()+"/admin", "", "Cookie", cookie); a.status != status {
		m.t.Errorf("a page with the cookie: %d, want %d", a.status, status)
	}
}

// today checks that a standing without a day is that of the machine's clock.
func (m *setMachine) today() {
	m.t.Helper()
	want := holidays.DateOf(time.Now().Add(m.off).In(holidays.Shanghai)).String()
	if a := call(m.t, "POST", m.URL()+"/v1/deadlines/status", question, "Content-Type", jsonBody); !strings.Contains(a.body, `"at":"`+want+`"`) {
		m.t.Errorf("today is %s: %s", want, a.body)
	}
}

// change withdraws a notice, or takes that back, and returns the signed checkpoint.
func (m *setMachine) change(path, body string) (checkpoint string) {
	m.t.Helper()
	want(m.t, 200, "POST", m.URL()+path, body, "Authorization", "Bearer "+m.Token("publisher"), "Content-Type", jsonBody)
	return m.get("/v1/checkpoint")
}

// verify has the program check the record against an earlier checkpoint.
func (m *setMachine) verify(checkpoint string) {
	m.t.Helper()
	file := m.t.TempDir() + "/checkpoint.txt"
	if err := os.WriteFile(file, []byte(checkpoint), 0o600); err != nil {
		m.t.Fatal(err)
	}
	cmd := exec.Command(m.Program(), "verify", "--against", file)
	cmd.Env = append(withoutSettings(os.Environ()), "SHIXIAN_DATA="+m.Replicas[0].Folder()+"/data")
	if out, err := cmd.CombinedOutput(); err != nil {
		m.t.Errorf("verify: %v: %s", err, out)
	}
}

// verifiedNow checks that by the right clock the record was verified within a day, or was not.
func (m *setMachine) verifiedNow(want bool) {
	m.t.Helper()
	var at float64
	metrics := call(m.t, "GET", m.Replicas[0].OpsURL()+"/metrics", "").body
	_, after, _ := strings.Cut(metrics, "\nshixian_record_verified_timestamp_seconds ")
	if _, err := fmt.Sscan(after, &at); err != nil {
		m.t.Fatal(err)
	}
	if now := time.Since(time.Unix(int64(at), 0)).Abs() < 24*time.Hour; now != want {
		m.t.Errorf("with a clock %s off the record was verified at %v", m.off, time.Unix(int64(at), 0))
	}
}

// TestClockSetWhileOff: a machine comes up with another clock, 400 days ahead, then as many
// behind, then right. Deadlines and as_of are the same, as no clock is read for them; a
// standing without a day is that of the clock; tokens hold; the record is written on, and
// its checkpoints follow each other; whoever had signed in by another clock does so again.
func TestClockSetWhileOff(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	const leap = 400 * 24 * time.Hour
	const withdraw, withdrawn = "/v1/admin/notices/CN-2026/withdraw", `{"reason":"演练","confirm_past":true}`
	const rollback, rolledBack = "/v1/admin/rollback", `{"to":0,"reason":"演练","confirm_past":true}`
	c := NewClock(t)
	f := Start(t, Options{Program: c.Program, Env: []string{"SHIXIAN_SESSION_KEY=" + strings.Repeat("5a", 32), admitAll}})
	m := &setMachine{f, t, c, 0}
	const asOf = asked + "&as_of=2025-10-01"
	settled, estimated, cookie := m.get(asked+"&revision=0"), m.get(asOf+"&revision=0"), m.signIn()
	m.today()
	checkpoint := m.change(withdraw, withdrawn)
	for i, off := range []time.Duration{leap, -leap, 0} {
		m.restart(off)
		m.today()
		m.verifiedNow(off == 0)
		if m.get("/v1/checkpoint") != checkpoint || m.get(asked+"&revision=0") != settled || m.get(asOf+"&revision=0") != estimated {
			t.Errorf("%s off: the checkpoint or an answer has changed", off)
		}
		m.verify(checkpoint)
		m.signedIn(cookie, http.StatusUnauthorized)
		cookie = m.signIn()
		m.signedIn(cookie, http.StatusOK)
		if i%2 == 0 {
			checkpoint = m.change(rollback, rolledBack)
		} else {
			checkpoint = m.change(withdraw, withdrawn)
		}
		want(t, 200, "GET", m.URL()+"/v1/admin/log", "", "Authorization", "Bearer "+m.Token("viewer"))
	}
	m.verify(checkpoint)
}
