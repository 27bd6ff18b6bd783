package fleet

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// admitAll keeps a replica from refusing calls if this machine is busy.
const admitAll = "SHIXIAN_SHED_DELAY=off"

// TestProxyClients: behind the proxy each client has a rate of its own, by the address
// that the proxy sees. What a client claims gives it no other.
func TestProxyClients(t *testing.T) {
	t.Parallel()
	f := Start(t, Options{Proxy: true, Env: []string{"SHIXIAN_RATE_LIMIT=2/h", admitAll}})
	from := func(ip, claimed string) int {
		t.Helper()
		client := newClient(t)
		client.Transport = &http.Transport{DialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}).DialContext}
		a, err := send(client, "GET", f.URL()+asked, "", "X-Forwarded-For", claimed)
		client.CloseIdleConnections()
		if err != nil {
			t.Fatal(err)
		}
		return a.status
	}
	for i, c := range []struct {
		ip, claimed string
		status      int
	}{
		{"127.0.0.2", "192.0.2.1", 200},
		{"127.0.0.2", "192.0.2.2", 200},
		{"127.0.0.2", "192.0.2.3", 429},
		{"127.0.0.3", "127.0.0.2", 200},
	} {
		if status := from(c.ip, c.claimed); status != c.status {
			t.Errorf("request %d from %s: %d, want %d", i, c.ip, status, c.status)
		}
	}
}

// TestProxyStreams: of the requests that one client begins on a connection of HTTP/2, and does not
// end, the proxy holds no more than it may have connections, and ends the connection.
func TestProxyStreams(t *testing.T) {
	t.Parallel()
	p := backends(t, func(int, http.ResponseWriter, *http.Request) {}, "PROXY_TLS_CERT="+newCertificate(t), "PROXY_CLIENT_CONNECTIONS=10")
	dialer := tls.Dialer{
		NetDialer: &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(attacker)}},
		Config:    &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}}, //nolint:gosec // of the test
	}
	conn, err := dialer.DialContext(t.Context(), "tcp", p.TLSAddr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var head, all bytes.Buffer
	all.WriteString(http2.ClientPreface)
	fields, frames := hpack.NewEncoder(&head), http2.NewFramer(&all, nil)
	errs := []error{frames.WriteSettings()}
	for stream := range uint32(30) {
		head.Reset()
		for _, f := range [][2]string{{":method", "POST"}, {":scheme", "https"}, {":authority", "x"}, {":path", "/v1/deadlines"}, {"content-length", "100"}} {
			errs = append(errs, fields.WriteField(hpack.HeaderField{Name: f[0], Value: f[1]}))
		}
		errs = append(errs, frames.WriteHeaders(http2.HeadersFrameParam{StreamID: 2*stream + 1, BlockFragment: head.Bytes(), EndHeaders: true}))
	}
	_, err = conn.Write(all.Bytes())
	if err := errors.Join(append(errs, err, conn.SetReadDeadline(time.Now().Add(timeout)))...); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the connection is not ended")
	}
	if !secured(t, p.TLSAddr(), others) {
		t.Error("another address does not get in")
	}
}
