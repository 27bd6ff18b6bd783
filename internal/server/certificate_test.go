package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"

	"shixian/test/testcert"
)

// TestTLSKeepsDeadlines: HTTP/2 lifts the deadlines that the handshake has set, so that
// a connection under TLS must not be coarse.
func TestTLSKeepsDeadlines(t *testing.T) {
	m := testcert.New(t, time.Now().Add(time.Hour))
	log := slog.New(slog.DiscardHandler)
	c, err := OpenCertificate(m.Cert(), m.Key(), time.Now, log)
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t)
	srv := New(http.NotFoundHandler(), c, log)
	conns := make(chan net.Conn, 1)
	srv.ConnContext = func(ctx context.Context, c net.Conn) context.Context { conns <- c; return ctx }
	ended := make(chan error, 1)
	go func() { ended <- accept(srv, l) }()
	res, err := m.Client().Get("https://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	secure, ok := (<-conns).(*tls.Conn)
	if !ok {
		t.Fatal("the connection is not one of TLS")
	}
	if _, coarse := secure.NetConn().(*coarseConn); coarse || res.Proto != "HTTP/2.0" {
		t.Errorf("%s over %T", res.Proto, secure.NetConn())
	}
	_ = srv.Close()
	<-ended
}

// TestReceiveBuffer: of a body of HTTP/2 that no handler reads, a bounded part is taken.
func TestReceiveBuffer(t *testing.T) {
	m := testcert.New(t, time.Now().Add(time.Hour))
	log := slog.New(slog.DiscardHandler)
	c, err := OpenCertificate(m.Cert(), m.Key(), time.Now, log)
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t)
	srv := New(http.NotFoundHandler(), c, log)
	ended := make(chan error, 1)
	go func() { ended <- accept(srv, l) }()
	conn, err := tls.Dial("tcp", l.Addr().String(), &tls.Config{RootCAs: m.Pool, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	frames := http2.NewFramer(conn, conn)
	if _, err := conn.Write([]byte(http2.ClientPreface)); err != nil {
		t.Fatal(err)
	}
	first, err := frames.ReadFrame()
	settings, ok := first.(*http2.SettingsFrame)
	if err != nil || !ok {
		t.Fatal(first, err)
	}
	if got, _ := settings.Value(http2.SettingInitialWindowSize); got != receiveBuffer {
		t.Errorf("%d bytes", got)
	}
	_ = srv.Close()
	<-ended
}

// served is the serial number of the certificate that a handshake with c shows.
func served(t *testing.T, c *Certificate, pool *x509.CertPool, at time.Time) (serial int64, err error) {
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
	m := testcert.New(t, clock.Add(60*day))
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, nil))
	c, err := OpenCertificate(m.Cert(), m.Key(), func() time.Time { return clock }, log)
	if err != nil {
		t.Fatal(err)
	}
	good, goodKey := m.Pair(clock.Add(30 * day)) // serial number 2
	other, _ := m.Pair(clock.Add(90 * day))
	expired, expiredKey := m.Pair(clock.Add(-day))
	last, lastKey := m.Pair(clock.Add(40 * day)) // serial number 5
	steps := []struct {
		what   string
		do     func()
		after  time.Duration
		serial int64
		logs   string // "" for nothing
	}{
		{"at the start", func() {}, 0, 1, ""},
		{"replaced a moment ago", func() { m.Put(good, goodKey) }, certCheckInterval - 1, 1, ""},
		{"replaced", func() {}, 1, 2, "a new certificate is in force"},
		{"the key of another", func() { m.Put(other, goodKey) }, certCheckInterval, 2, ""},
		{"still", func() {}, certCheckInterval, 2, "private key does not match"},
		{"still, and logged", func() {}, certCheckInterval, 2, ""},
		{"no PEM", func() { m.Put([]byte("x"), goodKey) }, certCheckInterval, 2, ""},
		{"still", func() {}, certCheckInterval, 2, "failed to find any PEM data"},
		{"the old one again", func() { m.Put(good, goodKey) }, certCheckInterval, 2, ""},
		{"an expired one", func() { m.Put(expired, expiredKey) }, certCheckInterval, 2, ""},
		{"still", func() {}, certCheckInterval, 2, "has expired, and the old one has not"},
		{"gone", func() { m.Remove() }, certCheckInterval, 2, ""},
		{"still", func() {}, certCheckInterval, 2, "certificate: open"},
		{"soon to expire", func() { m.Put(good, goodKey) }, 16 * day, 2, "expires soon"},
		{"within a day", func() {}, day - 1, 2, ""},
		{"a day later", func() {}, certCheckInterval, 2, "expires soon"},
		{"replaced in time", func() { m.Put(last, lastKey) }, certCheckInterval, 5, "a new certificate is in force"},
	}
	for _, s := range steps {
		out.Reset()
		s.do()
		clock = clock.Add(s.after)
		serial, err := served(t, c, m.Pool, clock)
		if err != nil || serial != s.serial {
			t.Errorf("%s: certificate %d, %v; want %d", s.what, serial, err, s.serial)
		}
		if got := out.String(); !strings.Contains(got, s.logs) || s.logs == "" && got != "" || strings.Contains(got, "PRIVATE") {
			t.Errorf("%s: logged %q, want %q", s.what, got, s.logs)
		}
	}
	out.Reset()
	clock = c.NotAfter().Add(time.Second)
	if _, err := served(t, c, m.Pool, clock); err == nil || !strings.Contains(out.String(), "the certificate has expired") {
		t.Errorf("expired: %v, logged %q", err, &out)
	}
}

// TestWrongCertificate: an error says which file is wrong.
func TestWrongCertificate(t *testing.T) {
	m := testcert.New(t, time.Now().Add(time.Hour))
	_, otherKey := m.Pair(time.Now().Add(time.Hour))
	other := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(other, otherKey, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, cert, key, want string }{
		{"another key", m.Cert(), other, "certificate and key: "},
		{"not there", m.Cert() + ".x", m.Key(), "certificate: open " + m.Cert() + ".x"},
		{"key not there", m.Cert(), m.Key() + ".x", "key: open " + m.Key() + ".x"},
		{"no PEM", "certificate_test.go", m.Key(), "certificate"},
		{"key without PEM", m.Cert(), "certificate_test.go", "key"},
		{"key for the cert", m.Key(), m.Key(), "certificate"},
	} {
		if _, err := OpenCertificate(c.cert, c.key, time.Now, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
