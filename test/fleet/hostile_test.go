package fleet

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/procfs"

	"shixian/test/testenv"
)

// The addresses of who attacks and of everybody else.
const (
	attacker = "127.0.0.2"
	others   = "127.0.0.3"
)

// maxMemory is what a replica may have resident, in bytes: the deployment files allow
// 512 MiB.
const maxMemory = 400 << 20

// What others keep of their rate under an attack, at least, in most pairs of measurements of so
// many rounds. There are pairs until so many more of them are kept than not, or are not than are: so
// it does not hang on those that something else on the machine has disturbed.
const (
	keptRate = 0.9
	kept     = 6
	notKept  = 10
	rounds   = 75
	arriving = 60 // rounds until all connections of an attack are there
)

// attack is many requests of one address, none of which comes to its end.
type attack struct {
	name  string
	conns int
	head  string // of the request
	body  string // as far as it comes
	held  int    // how many of them the service lets in; the others are refused
	cut   bool   // not even the header comes to its end
}

const wrongTokens = "wrong tokens"

// attacks are the known ways to take the service from the others.
var attacks = []attack{
	{"bodies of one byte", 512, "POST /v1/deadlines HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100", "{", 256, false},
	{"streams of blank lines", 64, "POST /v1/deadlines/batch HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked", "1\r\n\n\r\n", 32, false},
	{"stalled batches", 64, "POST /v1/deadlines/batch HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 5000000", strings.Repeat(" ", 60<<10), 64, false},
	{"stalled tables", 16, "POST /batch/run HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000000",
		"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + strings.Repeat("2026-02-09\n", 5000), 4, false},
	{"event streams", 1000, "GET /v1/changes/stream HTTP/1.1", "", 250, false},
	{"forms of quotation marks", 80, "POST /admin/new HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3000000",
		"text=" + strings.Repeat(`"`, 60<<10), 0, false},
	{wrongTokens, 64, "GET /v1/admin/log HTTP/1.1\r\nAuthorization: Bearer wrong", "", 0, false},
	{"answers that nobody reads", 600, "GET " + aYear + " HTTP/1.1", strings.Repeat("GET "+aYear+" HTTP/1.1\r\nHost: x\r\n\r\n", 200), 128, false},
	{"streams that nobody reads", 64, "POST /v1/deadlines/batch HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 5000000",
		strings.Repeat(question+"\n", 3000), 32, false},
	{"comparisons that stall", 64, "POST /v1/deadlines/compare?from=0 HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 5000000",
		question + "\n", 32, false},
	{"waits for a position", 600, "GET " + asked + "&min_position=9 HTTP/1.1", "", 128, false},
	{"stalled bodies of other calls", 512, "POST /v1/calendars/CN/days HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 100", "{", 256, false},
	{"headers that do not end", 900, "GET " + asked + " HTTP/1.1\r\nX-A: " + strings.Repeat("a", 8000), "", 0, true},
	{"headers of 200 KB", 64, "GET " + asked + " HTTP/1.1\r\nCookie: a=" + strings.Repeat("a", 200_000), "", 0, false},
	{"compressed zeros", 64, "POST /v1/deadlines/batch HTTP/1.1\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " +
		strconv.Itoa(len(zeros)), zeros, 0, false},
}

// aYear is a call with a long answer.
const aYear = "/v1/calendars/CN/days?from=2026-01-01&to=2026-12-31"

// zeros are 256 MiB of them, compressed.
var zeros = func() string {
	var b strings.Builder
	w := gzip.NewWriter(&b)
	_, _ = io.CopyN(w, zeroReader{}, 256<<20)
	_ = w.Close()
	return b.String()
}()

// zeroReader is zeros without an end.
type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// start opens the connections of an attack and sends what it sends on each. stop ends it.
func (a *attack) start(t *testing.T, addr string) (stop func()) {
	t.Helper()
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(attacker)}, Timeout: timeout}
	var conns []net.Conn
	for range a.conns {
		conn, err := dialer.Dial("tcp", addr)
		if err != nil {
			continue // too many, says the proxy
		}
		conns = append(conns, conn)
		_ = conn.(*net.TCPConn).SetReadBuffer(4096) // nobody reads
		_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
		end := "\r\nHost: x\r\n\r\n" + a.body
		if a.cut {
			end = ""
		}
		_, _ = io.WriteString(conn, a.head+end) // one that is refused may be closed before all is sent
	}
	return func() {
		for _, conn := range conns {
			_ = conn.(*net.TCPConn).SetLinger(0) // so that its port is free again
			_ = conn.Close()
		}
	}
}

// awaitInFlight waits until so many requests are being answered by a replica, and that of
// who asks.
func awaitInFlight(t *testing.T, r *Replica, least int, what string) {
	t.Helper()
	testenv.Await(t, func() error {
		text := want(t, 200, "GET", r.OpsURL()+"/metrics", "").body
		var n int
		_, after, _ := strings.Cut(text, "\nshixian_http_requests_in_flight ")
		if _, err := fmt.Sscan(after, &n); err != nil {
			return err
		}
		if n < least {
			return fmt.Errorf("%s: %d of %d are in flight", what, n, least)
		}
		return nil
	})
}

// clientFrom returns a client with an address of its own.
func clientFrom(t testing.TB, ip string) *http.Client {
	c := newClient(t)
	c.Transport = &http.Transport{DialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}).DialContext}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	t.Cleanup(c.CloseIdleConnections)
	return c
}

// everyday are calls of other callers.
var everyday = append(slices.Clone(repeatable), loadCall{"GET", "/v1/changes?since=-1&wait=0", "", "", `"position"`})

// ask makes rounds of calls, everyday ones unless others are given, and returns how many a second were answered. Some may be
// refused, nine in ten are not.
func ask(t *testing.T, what, base string, rounds int, calls ...loadCall) float64 {
	t.Helper()
	if len(calls) == 0 {
		calls = everyday
	}
	began := time.Now()
	var all sync.WaitGroup
	var refused atomic.Int64
	for range 2 {
		client := clientFrom(t, others)
		all.Go(func() {
			for range rounds {
				for _, c := range calls {
					a, err := send(client, c.method, base+c.path, c.body, "Content-Type", c.kind)
					if err == nil && a.status == http.StatusServiceUnavailable && a.header.Get("Retry-After") != "" {
						refused.Add(1)
						continue
					}
					if err != nil || a.status != http.StatusOK || !strings.Contains(a.body, c.text) {
						t.Errorf("%s: %s %s: %d %v %.200s", what, c.method, c.path, a.status, err, a.body)
						return
					}
				}
			}
		})
	}
	all.Wait()
	answered := 2*rounds*len(calls) - int(refused.Load())
	if float64(answered) < keptRate*float64(2*rounds*len(calls)) {
		t.Errorf("%s: %d calls were refused, %d answered", what, refused.Load(), answered)
	}
	return float64(answered) / time.Since(began).Seconds()
}

// administer signs in and reads the record's log. Wrong tokens of its own address do not
// keep a right one out.
func administer(t *testing.T, f *Fleet, what string) {
	t.Helper()
	from := []string{others}
	if what == wrongTokens {
		from = append(from, attacker)
	}
	for _, ip := range from {
		client := clientFrom(t, ip)
		a, err := send(client, "GET", f.URL()+"/v1/admin/log", "", "Authorization", "Bearer "+f.Token("viewer"))
		if err != nil || a.status != http.StatusOK {
			t.Errorf("%s: an administrator at %s: %d %v %s", what, ip, a.status, err, a.body)
		}
		form := url.Values{"token": {f.Token("publisher")}}.Encode()
		a, err = send(client, "POST", f.URL()+"/admin/sign-in", form, "Content-Type", "application/x-www-form-urlencoded")
		if err != nil || a.status != http.StatusSeeOther {
			t.Errorf("%s: signing in at %s: %d %v", what, ip, a.status, err)
		}
	}
}

// peak returns the most memory that a process has had resident, in bytes.
func peak(t *testing.T, pid int) uint64 {
	t.Helper()
	proc, err := procfs.NewProc(pid)
	if err != nil {
		t.Fatal(err)
	}
	status, err := proc.NewStatus()
	if err != nil {
		t.Fatal(err)
	}
	return status.VmHWM
}

// TestHostile: whatever one client begins and does not end, others are answered, at a
// replica and through the proxy; administrators get in, and the memory is bounded. In the long run others also keep their rate.
func TestHostile(t *testing.T) {
	for _, proxied := range []bool{false, true} {
		t.Run(fmt.Sprintf("proxy=%t", proxied), func(t *testing.T) {
			f := Start(t, Options{Proxy: proxied, Env: []string{admitAll}})
			for _, a := range attacks {
				if proxied {
					a.conns = min(a.conns, 900) // the proxy takes no more connections of one address
				}
				t.Run(a.name, func(t *testing.T) { underAttack(t, f, &a, proxied) })
				if got := peak(t, f.Replicas[0].PID()); got > maxMemory {
					t.Errorf("%s: %d MiB", a.name, got>>20)
				}
			}
		})
	}
}

func underAttack(t *testing.T, f *Fleet, a *attack, proxied bool) {
	t.Helper()
	addr := strings.TrimPrefix(f.URL(), "http://")
	if testing.Short() {
		stop := a.start(t, addr)
		defer stop()
		if !proxied {
			awaitInFlight(t, f.Replicas[0], a.held, a.name)
		}
		ask(t, a.name, f.URL(), 3)
		administer(t, f, a.name)
		return
	}
	var shares, meanwhile []float64
	more := 0 // pairs that are kept
	for -notKept < more && more < kept {
		quiet := ask(t, a.name, f.URL(), rounds)
		stop := a.start(t, addr)
		meanwhile = append(meanwhile, ask(t, a.name, f.URL(), arriving)/quiet)
		share := ask(t, a.name, f.URL(), rounds) / quiet
		administer(t, f, a.name)
		stop()
		if shares = append(shares, share); share < keptRate {
			more--
		} else {
			more++
		}
	}
	slices.Sort(shares)
	slices.Sort(meanwhile)
	half := len(shares) / 2
	t.Logf("%s: others keep %.0f%% of their rate (%.2f), %.0f%% while it arrives, %d MiB at most", a.name, 100*shares[half], shares, 100*meanwhile[half], peak(t, f.Replicas[0].PID())>>20)
	if more < 0 {
		t.Errorf("%s: others keep %.0f%% of their rate: %.2f", a.name, 100*shares[half], shares)
	}
}

// floods are calls that take long, which are made on many connections without end.
var floods = []loadCall{
	{"GET", "/v1/rules", "", "", ""},
	{"POST", "/v1/deadlines/batch", strings.Repeat(question+"\n", 5000), lines, ""},
	{"POST", "/v1/deadlines/batch", `{"items":[` + strings.TrimSuffix(strings.Repeat(question+",", 5000), ",") + "]}", jsonBody, ""},
}

// TestFlood: while one client floods the service, it is refused what the processors cannot do, and
// others are not. What others send as streams of lines is refused by lot.
func TestFlood(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	f := Start(t, Options{Env: []string{"GOMAXPROCS=1"}}) // one processor cannot answer so much on any machine
	for _, c := range floods {
		stop := flood(t, f, c)
		awaitShed(t, f.Replicas[0])
		ask(t, c.method+" "+c.path+" "+c.kind, f.URL(), 20, whole(everyday)...)
		stop()
	}
}

// flood makes a call on 64 connections until it is stopped.
func flood(t *testing.T, f *Fleet, c loadCall) (stop func()) {
	ctx, end := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 64 {
		client := clientFrom(t, attacker)
		all.Go(func() {
			for ctx.Err() == nil {
				_, _ = Do(ctx, client, c.method, f.URL()+c.path, c.body, "Content-Type", c.kind)
			}
		})
	}
	return func() { end(); all.Wait() }
}

// awaitShed waits until more calls are refused than were.
func awaitShed(t *testing.T, r *Replica) {
	t.Helper()
	shed := func() int { return strings.Count(r.Log(), `"status":503`) }
	before := shed()
	testenv.Await(t, func() error {
		if shed() == before {
			return errors.New("nothing is refused")
		}
		return nil
	})
}

// TestManyConnections: the proxy refuses connections of an address that has too many, and
// takes those of others.
func TestManyConnections(t *testing.T) {
	t.Parallel()
	p := backends(t, func(int, http.ResponseWriter, *http.Request) {}, "PROXY_CLIENT_CONNECTIONS=10")
	a := attack{conns: 50, head: "GET " + asked + " HTTP/1.1"}
	defer a.start(t, p.Addr())()
	client := clientFrom(t, attacker)
	if _, err := send(client, "GET", p.URL()+asked, ""); err == nil {
		t.Error("the address gets one more")
	}
	if a, err := send(clientFrom(t, others), "GET", p.URL()+asked, ""); err != nil || a.status != http.StatusOK {
		t.Errorf("another address: %d %v", a.status, err)
	}
}

// TestClientBatches: of batches through the proxy one client has a share; it is told to come
// again, and another client is answered. A client of IPv6 has all addresses of its /64.
func TestClientBatches(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{ // one address, another of the same client, and one of another client
		{"192.0.2.7", "192.0.2.7", "192.0.2.8"},
		{"2001:db8:7::1", "2001:db8:7::2", "2001:db8:7:1::1"},
		{"::ffff:192.0.2.7", "192.0.2.7", "::ffff:192.0.2.8"},
	} {
		entered, leave := make(chan struct{}), make(chan struct{})
		p := backends(t, func(_ int, _ http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if bytes.Contains(body, []byte("wait")) {
				entered <- struct{}{}
				<-leave
			}
		}, "PROXY_CLIENT_BATCHES=2", "PROXY_TRUSTED=127.0.0.1")
		post := func(from, body string) reply {
			a, err := send(newClient(t), "POST", p.URL()+"/v1/deadlines/batch", body, "Content-Type", jsonBody, "X-Forwarded-For", from)
			if err != nil {
				t.Error(err)
			}
			return a
		}
		var held sync.WaitGroup
		for range 2 {
			held.Go(func() { post(c[0], "wait") })
			<-entered
		}
		if a := post(c[1], "{}"); a.status != 503 || a.header.Get("Retry-After") != "1" {
			t.Errorf("%s: one too many: %d %v", c[1], a.status, a.header)
		}
		if a := post(c[2], "{}"); a.status != 200 {
			t.Errorf("%s: another client: %d", c[2], a.status)
		}
		close(leave)
		held.Wait()
	}
}

// clientHello is how a handshake of TLS begins: more is to come.
const clientHello = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"

// TestHalfOpenHandshakes: handshakes of TLS that one address begins and does not end take the
// proxy's connections of that address alone, and a bounded amount of its memory.
func TestHalfOpenHandshakes(t *testing.T) {
	t.Parallel()
	p := backends(t, func(int, http.ResponseWriter, *http.Request) {}, "PROXY_TLS_CERT="+newCertificate(t))
	halfOpen(t, p.TLSAddr(), p.PID(), maxProxyMemory)
	if secured(t, p.TLSAddr(), attacker) {
		t.Error("the address gets one more")
	}
}

// TestHalfOpenAtReplica: at a replica that speaks TLS itself such handshakes end by their time, and
// until then take a bounded amount of its memory and nobody's place.
func TestHalfOpenAtReplica(t *testing.T) {
	t.Parallel()
	pem := newCertificate(t)
	r := testenv.Start(t, testenv.Spec{
		Name: "replica", Program: build(t), Ports: 1, Says: `"msg":"ready"`,
		Command: func(cmd *exec.Cmd, folder string, port int) {
			cmd.Env = append(withoutSettings(os.Environ()), "SHIXIAN_ADDR="+testenv.Address(port), "SHIXIAN_DATA="+folder+"/data",
				"SHIXIAN_TLS_CERT="+pem, "SHIXIAN_TLS_KEY="+pem, admitAll)
		},
	})
	halfOpen(t, r.Addr(), r.PID(), maxMemory)
}

// halfOpen begins 2,000 handshakes and ends none; another address gets in.
func halfOpen(t *testing.T, addr string, pid int, most uint64) {
	t.Helper()
	a := attack{conns: 2000, head: clientHello, cut: true}
	t.Cleanup(a.start(t, addr))
	if !secured(t, addr, others) {
		t.Error("another address does not get in")
	}
	if got := peak(t, pid); got > most {
		t.Errorf("%d MiB", got>>20)
	}
}

// secured reports whether a client is answered over TLS.
func secured(t *testing.T, addr, from string) bool {
	t.Helper()
	client := clientFrom(t, from)
	client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true} //nolint:gosec // of the test
	got, err := send(client, "GET", "https://"+addr+asked, "")
	return err == nil && got.status == http.StatusOK
}

// maxProxyMemory is what the deployment files allow HAProxy, in bytes.
const maxProxyMemory = 256 << 20
