package app

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"shixian/internal/config"
	"shixian/test/testenv"
)

// health runs the health command against an address.
func health(t *testing.T, url string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	environ := []string{"SHIXIAN_ADDR=" + strings.TrimPrefix(url, "http://"), "HTTP_PROXY=http://127.0.0.1:1"}
	err := Run(t.Context(), append([]string{"health"}, args...), Process{Environ: environ, Stdout: &out, Stderr: io.Discard})
	return out.String(), err
}

// TestHealthOfOthers: only the answer of a ready shixian will do.
func TestHealthOfOthers(t *testing.T) {
	cases := []struct {
		what   string
		status int
		body   string
		want   string // in the error; "" if there is none
	}{
		{"ready", 200, `{"status":"ready","revision":3}`, ""},
		{"degraded, which still answers", 200, `{"status":"degraded","revision":3}`, ""},
		{"not ready", 503, `{"code":"not_ready","detail":"record_unknown"}`, "503 record_unknown"},
		{"a proxy without a service", 502, `<html>`, "502"},
		{"another program", 200, `hello`, "not as shixian does"},
		{"another program's JSON", 200, `{}`, "not as shixian does"},
		{"moved", 302, ``, "302"},
	}
	for _, c := range cases {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path != "/readyz" {
				w.WriteHeader(http.StatusNotFound)
				return
			}
			w.WriteHeader(c.status)
			fmt.Fprint(w, c.body)
		}))
		_, err := health(t, srv.URL)
		srv.Close()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// TestHealthByTLS: a certificate for another name does not matter on the machine
// itself.
func TestHealthByTLS(t *testing.T) {
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"status":"ready"}`)
	}))
	defer srv.Close()
	if _, err := awaitReady(t.Context(), srv.URL, 0); err != nil {
		t.Error(err)
	}
}

// TestHealthWaits: it asks again until the service is ready, or the time is over.
func TestHealthWaits(t *testing.T) {
	var asked, readyAt atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) < readyAt.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		fmt.Fprint(w, `{"status":"ready"}`)
	}))
	defer srv.Close()
	readyAt.Store(3)
	if _, err := health(t, srv.URL, "--wait", testenv.Wait.String()); err != nil || asked.Load() != 3 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
	readyAt.Store(1 << 40)
	if _, err := health(t, srv.URL, "--wait", "1ms"); err == nil || !strings.Contains(err.Error(), "not ready within 1ms") {
		t.Errorf("never ready: %v", err)
	}
}

// TestReadyURL: the service is asked on the machine itself.
func TestReadyURL(t *testing.T) {
	for _, c := range []struct {
		set  config.Settings
		want string // "" if it is an error
	}{
		{config.Settings{Addr: ":8080"}, "http://localhost:8080/readyz"},
		{config.Settings{Addr: "0.0.0.0:81"}, "http://localhost:81/readyz"},
		{config.Settings{Addr: "[::]:82"}, "http://localhost:82/readyz"},
		{config.Settings{Addr: "127.0.0.1:83"}, "http://127.0.0.1:83/readyz"},
		{config.Settings{Addr: "[::1]:84"}, "http://[::1]:84/readyz"},
		{config.Settings{Addr: "example.org:85"}, "http://example.org:85/readyz"},
		{config.Settings{Addr: ":8443", TLSCert: "c", TLSKey: "k"}, "https://localhost:8443/readyz"},
		{config.Settings{Addr: ":8443", TLSCert: "c", TLSKey: "k", OpsAddr: ":81"}, "http://localhost:81/readyz"},
		{config.Settings{Addr: ":80", OpsAddr: ":81"}, "http://localhost:81/readyz"},
		{config.Settings{Addr: ":0", OpsAddr: "127.0.0.1:81"}, "http://127.0.0.1:81/readyz"},
		{config.Settings{Addr: ":80", OpsAddr: ":0"}, ""},
		{config.Settings{Addr: ":0"}, ""},
		{config.Settings{Addr: "127.0.0.1:"}, ""},
	} {
		if got, err := readyURL(&c.set); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%+v: %q, %v", c.set, got, err)
		}
	}
}
