package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mounted is a folder with a certificate, as Kubernetes mounts a secret: the files
// are links into a folder that is replaced as a whole.
type mounted struct {
	t    *testing.T
	dir  string
	pool *x509.CertPool
	n    int64
}

func mount(t *testing.T, until time.Time) *mounted {
	t.Helper()
	m := &mounted{t: t, dir: t.TempDir(), pool: x509.NewCertPool()}
	m.put(m.pair(until))
	for _, f := range []string{"tls.crt", "tls.key"} {
		m.must(os.Symlink(filepath.Join("..data", f), filepath.Join(m.dir, f)))
	}
	return m
}

func (m *mounted) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *mounted) cert() string { return filepath.Join(m.dir, "tls.crt") }
func (m *mounted) key() string  { return filepath.Join(m.dir, "tls.key") }

func (m *mounted) settings() []string {
	return []string{"SHIXIAN_TLS_CERT=" + m.cert(), "SHIXIAN_TLS_KEY=" + m.key()}
}

// pair makes a certificate that the pool trusts; its serial number tells it apart.
func (m *mounted) pair(until time.Time) (cert, key []byte) {
	m.t.Helper()
	m.n++
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	m.must(err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(m.n), Subject: pkix.Name{CommonName: "shixian"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: until.Add(-90 * 24 * time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	m.must(err)
	parsed, err := x509.ParseCertificate(der)
	m.must(err)
	m.pool.AddCert(parsed)
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	m.must(err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})
}

// put replaces both files at once.
func (m *mounted) put(cert, key []byte) {
	m.t.Helper()
	folder, err := os.MkdirTemp(m.dir, "..version")
	m.must(err)
	m.must(os.WriteFile(filepath.Join(folder, "tls.crt"), cert, 0o600))
	m.must(os.WriteFile(filepath.Join(folder, "tls.key"), key, 0o600))
	m.must(os.Symlink(filepath.Base(folder), filepath.Join(m.dir, "..new")))
	m.must(os.Rename(filepath.Join(m.dir, "..new"), filepath.Join(m.dir, "..data")))
}

// client returns a client that trusts the certificates and connects anew each time.
func (m *mounted) client(protocols ...string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: m.pool, NextProtos: protocols},
		ForceAttemptHTTP2: len(protocols) == 0, DisableKeepAlives: true,
	}}
}

// TestTLS: with a certificate HTTPS is served, by HTTP/2 and by HTTP/1.1, from TLS 1.2
// on, and no HTTP. A stream that is open when the service is told to stop ends first.
func TestTLS(t *testing.T) {
	m := mount(t, now().Add(60*24*time.Hour))
	r := startReplica(t, m.settings()...)
	secure := strings.Replace(r.url, "http:", "https:", 1)
	for version, client := range map[string]*http.Client{"HTTP/2.0": m.client(), "HTTP/1.1": m.client("http/1.1")} {
		res, err := client.Get(secure + asked)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.Proto != version || res.StatusCode != 200 || !strings.Contains(string(body), `"due":"2026-02-25"`) {
			t.Errorf("%s, %d: %s, %v", res.Proto, res.StatusCode, body, err)
		}
	}
	if a := r.call("GET", asked, ""); a.status != http.StatusBadRequest {
		t.Errorf("HTTP is served: %d", a.status)
	}
	old := &tls.Config{RootCAs: m.pool, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	if c, err := tls.Dial("tcp", strings.TrimPrefix(r.url, "http://"), old); err == nil {
		_ = c.Close()
		t.Error("TLS 1.1 is served")
	}
	streamOverStop(t, r, m.client(), secure)
}

// streamOverStop has the service stop while a stream of questions is under way.
func streamOverStop(t *testing.T, r *replica, client *http.Client, url string) {
	body, send := io.Pipe()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/v1/deadlines/batch", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-ndjson")
	go func() { _, _ = io.WriteString(send, question+"\n") }()
	res, err := client.Do(req)
	if err != nil || res.Proto != "HTTP/2.0" {
		t.Fatalf("%v, %v", res, err)
	}
	defer res.Body.Close()
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		r.stop()
	}()
	r.logs.await(t, "stopping")
	_, _ = io.WriteString(send, question+"\n")
	_ = send.Close()
	answers, err := io.ReadAll(res.Body)
	if err != nil || strings.Count(string(answers), `"due":"2026-02-25"`) != 2 {
		t.Errorf("%s, %v", answers, err)
	}
	<-stopped
}

// TestTLSKeepsDeadlines: HTTP/2 lifts the deadlines that the handshake has set, so that
// a connection under TLS must not be coarse.
func TestTLSKeepsDeadlines(t *testing.T) {
	m := mount(t, now().Add(time.Hour))
	log := slog.New(slog.DiscardHandler)
	c, err := (&settings{TLSCert: m.cert(), TLSKey: m.key()}).openCertificate(now, log)
	m.must(err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	m.must(err)
	srv := newServer(http.NotFoundHandler(), c, log)
	conns := make(chan net.Conn, 1)
	srv.ConnContext = func(ctx context.Context, c net.Conn) context.Context { conns <- c; return ctx }
	ended := make(chan error, 1)
	go func() { ended <- answer(srv, l) }()
	res, err := m.client().Get("https://" + l.Addr().String())
	m.must(err)
	_ = res.Body.Close()
	secure, ok := (<-conns).(*tls.Conn)
	if !ok {
		t.Fatal("the connection is not one of TLS")
	}
	if _, plain := secure.NetConn().(*net.TCPConn); !plain || res.Proto != "HTTP/2.0" {
		t.Errorf("%s over %T", res.Proto, secure.NetConn())
	}
	m.must(srv.Close())
	<-ended
}

// served is the serial number of the certificate that a handshake with c shows.
func served(t *testing.T, c *certificate, pool *x509.CertPool, at time.Time) (serial int64, err error) {
	t.Helper()
	near, far := net.Pipe()
	defer near.Close()
	server := tls.Server(far, c.config())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer far.Close()
		_ = server.HandshakeContext(context.Background())
	}()
	client := tls.Client(near, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1", Time: func() time.Time { return at }})
	err = client.HandshakeContext(t.Context())
	if err == nil {
		serial = client.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
	}
	_ = near.Close()
	<-ended
	return serial, err
}

// TestCertificateReload walks through a certificate's life: replaced, replaced by what
// is broken, half replaced, about to expire, expired.
func TestCertificateReload(t *testing.T) {
	const day = 24 * time.Hour
	clock := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	m := mount(t, clock.Add(60*day))
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, nil))
	set := settings{TLSCert: m.cert(), TLSKey: m.key()}
	c, err := set.openCertificate(func() time.Time { return clock }, log)
	if err != nil {
		t.Fatal(err)
	}
	good, goodKey := m.pair(clock.Add(30 * day)) // serial number 2
	other, _ := m.pair(clock.Add(90 * day))
	expired, expiredKey := m.pair(clock.Add(-day))
	last, lastKey := m.pair(clock.Add(40 * day)) // serial number 5
	steps := []struct {
		what   string
		do     func()
		after  time.Duration
		serial int64
		logs   string // "" for nothing
	}{
		{"at the start", func() {}, 0, 1, ""},
		{"replaced a moment ago", func() { m.put(good, goodKey) }, lookEvery - 1, 1, ""},
		{"replaced", func() {}, 1, 2, "a new certificate is in force"},
		{"the key of another", func() { m.put(other, goodKey) }, lookEvery, 2, ""},
		{"still", func() {}, lookEvery, 2, "private key does not match"},
		{"still, and told", func() {}, lookEvery, 2, ""},
		{"no PEM", func() { m.put([]byte("x"), goodKey) }, lookEvery, 2, ""},
		{"still", func() {}, lookEvery, 2, "failed to find any PEM data"},
		{"the old one again", func() { m.put(good, goodKey) }, lookEvery, 2, ""},
		{"an expired one", func() { m.put(expired, expiredKey) }, lookEvery, 2, ""},
		{"still", func() {}, lookEvery, 2, "has expired, and the old one has not"},
		{"gone", func() { m.must(os.Remove(filepath.Join(m.dir, "..data"))) }, lookEvery, 2, ""},
		{"still", func() {}, lookEvery, 2, "SHIXIAN_TLS_CERT: open"},
		{"soon to expire", func() { m.put(good, goodKey) }, 16 * day, 2, "expires soon"},
		{"within a day", func() {}, day - 1, 2, ""},
		{"a day later", func() {}, lookEvery, 2, "expires soon"},
		{"replaced in time", func() { m.put(last, lastKey) }, lookEvery, 5, "a new certificate is in force"},
	}
	for _, s := range steps {
		out.Reset()
		s.do()
		clock = clock.Add(s.after)
		serial, err := served(t, c, m.pool, clock)
		if err != nil || serial != s.serial {
			t.Errorf("%s: certificate %d, %v; want %d", s.what, serial, err, s.serial)
		}
		if got := out.String(); !strings.Contains(got, s.logs) || s.logs == "" && got != "" || strings.Contains(got, "PRIVATE") {
			t.Errorf("%s: logged %q, want %q", s.what, got, s.logs)
		}
	}
	out.Reset()
	clock = c.NotAfter().Add(time.Second)
	if _, err := served(t, c, m.pool, clock); err == nil || !strings.Contains(out.String(), "the certificate has expired") {
		t.Errorf("expired: %v, logged %q", err, &out)
	}
}

// TestWrongCertificate stops the start, and the setting is named.
func TestWrongCertificate(t *testing.T) {
	m := mount(t, now().Add(time.Hour))
	_, otherKey := m.pair(now().Add(time.Hour))
	mismatched := filepath.Join(t.TempDir(), "key")
	m.must(os.WriteFile(mismatched, otherKey, 0o600))
	cert, key := "SHIXIAN_TLS_CERT="+m.cert(), "SHIXIAN_TLS_KEY="+m.key()
	for what, c := range map[string][]string{
		"no key":           {cert, "SHIXIAN_TLS_KEY"},
		"no certificate":   {key, "SHIXIAN_TLS_CERT"},
		"another key":      {cert, "SHIXIAN_TLS_KEY=" + mismatched, "SHIXIAN_TLS_KEY"},
		"not there":        {cert + ".x", key, "SHIXIAN_TLS_CERT"},
		"key not there":    {cert, key + ".x", "SHIXIAN_TLS_KEY"},
		"no PEM":           {"SHIXIAN_TLS_CERT=tls_test.go", key, "SHIXIAN_TLS_CERT"},
		"key without PEM":  {cert, "SHIXIAN_TLS_KEY=tls_test.go", "SHIXIAN_TLS_KEY"},
		"key for the cert": {"SHIXIAN_TLS_CERT=" + m.key(), key, "SHIXIAN_TLS_CERT"},
	} {
		environ, name := append(c[:len(c)-1:len(c)-1], "SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA="+t.TempDir()), c[len(c)-1]
		if err := run(t.Context(), environ, io.Discard); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
