package fleet

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"shixian/test/testenv"
)

// TestProxyBusy: a request beyond those that the replicas take waits for a moment,
// and is then refused with when to come again; one that never ends is cut.
func TestProxyBusy(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}, 2), make(chan struct{})
	p := backends(t, func(_ int, _ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			entered <- struct{}{}
			<-leave
		}
	}, "PROXY_MAXCONN=1")
	held := make(chan reply, 2)
	client := newClient(t)
	for range 2 {
		go func() {
			a, _ := send(client, "GET", p.URL()+"/slow", "")
			held <- a
		}()
	}
	<-entered
	<-entered
	a := call(t, "GET", p.URL()+asked, "")
	problem(t, a, 503, "unavailable")
	if a.header.Get("Retry-After") != "1" {
		t.Errorf("%v", a.header)
	}
	close(leave)
	for range 2 {
		if a := <-held; a.status != 200 {
			t.Errorf("a request in progress was answered with %d", a.status)
		}
	}
}

// TestProxyRefusedPipeline: of requests that are sent one behind the other and refused, the rest is
// dropped.
func TestProxyRefusedPipeline(t *testing.T) {
	t.Parallel()
	p := backends(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) })
	conn, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const sent = 1000
	go func() { _, _ = io.WriteString(conn, strings.Repeat("GET "+asked+" HTTP/1.1\r\nHost: x\r\n\r\n", sent)) }()
	all, _ := io.ReadAll(conn) // the connection may be reset
	if n := strings.Count(string(all), "HTTP/1.1 429 "); n == 0 || n == sent {
		t.Errorf("%d requests were refused one by one", n)
	}
}

// TestProxyTimeout: a replica that does not answer is not waited for.
func TestProxyTimeout(t *testing.T) {
	t.Parallel()
	leave := make(chan struct{})
	p := backends(t, func(_ int, _ http.ResponseWriter, _ *http.Request) { <-leave }, "PROXY_TIMEOUT=100ms", "PROXY_PATIENCE=50ms")
	problem(t, call(t, "GET", p.URL()+asked, ""), 504, "gateway_timeout")
	problem(t, call(t, "POST", p.URL()+"/v1/admin/rollback", `{"to":0}`), 504, "gateway_timeout")
	close(leave)
}

// TestProxySilent: what a silent replica does not answer is asked of the other, long before
// it is given up: a stream of lines too, if it came in one piece.
func TestProxySilent(t *testing.T) {
	t.Parallel()
	var first atomic.Bool
	leave := make(chan struct{})
	defer close(leave)
	p := backends(t, func(_ int, _ http.ResponseWriter, _ *http.Request) {
		if first.CompareAndSwap(true, false) {
			<-leave
		}
	}, "PROXY_TIMEOUT=1m", "PROXY_PATIENCE=100ms", "PROXY_PATIENCE_RECORD=200ms")
	for _, c := range []struct{ method, path, kind string }{
		{"GET", asked, jsonBody}, {"GET", asked + "&revision=0", jsonBody}, {"GET", "/v1/checkpoint", ""}, {"GET", "/matters", ""},
		{"POST", "/v1/deadlines", jsonBody}, {"POST", "/v1/deadlines/batch", jsonBody},
		{"POST", "/v1/deadlines/batch", lines}, {"POST", "/v1/deadlines/compare?from=0", lines},
	} {
		first.Store(true)
		if a := call(t, c.method, p.URL()+c.path, question, "Content-Type", c.kind); a.status != 200 {
			t.Errorf("%s %s: %d", c.method, c.path, a.status)
		}
	}
}

// TestProxyAlone: without a replica the proxy says so, once it knows: before, a call on a
// connection that it had kept to the replica is cut off without an answer, for HAProxy
// takes it that the caller asks again.
func TestProxyAlone(t *testing.T) {
	t.Parallel()
	f := Start(t, Options{Proxy: true, Env: []string{admitAll}})
	want(t, 200, "GET", f.URL()+asked, "")
	f.Replicas[0].Kill()
	testenv.Await(t, func() error {
		if !strings.Contains(f.Proxy.Log(), "backend replicas has no server available") {
			return errors.New("the proxy still takes the replica for alive")
		}
		return nil
	})
	a := call(t, "GET", f.URL()+asked, "", "X-Request-Id", "alone")
	problem(t, a, 503, "unavailable")
	var logged []string
	testenv.Await(t, func() error {
		if logged = requestsIn(t, f.Proxy.Log()); len(logged) == 0 {
			return errors.New("the failed request is not logged yet")
		}
		return nil
	})
	if want := []string{"alone GET /v1/deadlines 503"}; !slices.Equal(logged, want) {
		t.Errorf("logged: %q, want %q", logged, want)
	}
}

// requestsIn returns the requests of HAProxy's log, which are JSON.
func requestsIn(t *testing.T, log string) (out []string) {
	t.Helper()
	for line := range strings.Lines(log) {
		if !strings.HasPrefix(line, "{") {
			continue // HAProxy's own
		}
		var m struct {
			ID      string `json:"request_id"`
			Request string
			Status  int
		}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		out = append(out, fmt.Sprint(m.ID, " ", m.Request, " ", m.Status))
	}
	return out
}

// TestProxyTLS: the proxy speaks TLS if it has a certificate, HTTP/2 too, and
// tells the replica.
func TestProxyTLS(t *testing.T) {
	t.Parallel()
	certificate := newCertificate(t)
	p := backends(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.Header.Get("X-Forwarded-Proto"))
	}, "PROXY_TLS_CERT="+certificate)
	roots := x509.NewCertPool()
	text, err := os.ReadFile(certificate)
	if err != nil || !roots.AppendCertsFromPEM(text) {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}}
	defer client.CloseIdleConnections()
	res, err := client.Get("https://" + p.TLSAddr() + asked)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || string(body) != "https" || res.ProtoMajor != 2 {
		t.Errorf("%s %q, %v", res.Proto, body, err)
	}
}

// newCertificate writes a certificate for 127.0.0.1 with its key.
func newCertificate(t *testing.T) (file string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	text := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})...)
	file = filepath.Join(t.TempDir(), "proxy.pem")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
