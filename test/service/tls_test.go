package service

import (
	"crypto/tls"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"shixian/test/testcert"
)

// tlsSettings are the settings that name a certificate.
func tlsSettings(f *testcert.Folder) []string {
	return []string{"SHIXIAN_TLS_CERT=" + f.Cert(), "SHIXIAN_TLS_KEY=" + f.Key()}
}

// TestTLS: with a certificate HTTPS is served, by HTTP/2 and by HTTP/1.1, from TLS 1.2
// on, and no HTTP. A stream that is open when the service is told to stop ends first.
func TestTLS(t *testing.T) {
	t.Parallel()
	m := testcert.New(t, time.Now().Add(60*24*time.Hour))
	r := startReplica(t, tlsSettings(m)...)
	secure := strings.Replace(r.url, "http:", "https:", 1)
	for version, client := range map[string]*http.Client{"HTTP/2.0": m.Client(), "HTTP/1.1": m.Client("http/1.1")} {
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
	old := &tls.Config{RootCAs: m.Pool, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	if c, err := tls.Dial("tcp", strings.TrimPrefix(r.url, "http://"), old); err == nil {
		_ = c.Close()
		t.Error("TLS 1.1 is served")
	}
	streamOverStop(t, r, m.Client(), secure)
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
	r.logs.Await(t, "stopping")
	_, _ = io.WriteString(send, question+"\n")
	_ = send.Close()
	answers, err := io.ReadAll(res.Body)
	if err != nil || strings.Count(string(answers), `"due":"2026-02-25"`) != 2 {
		t.Errorf("%s, %v", answers, err)
	}
	<-stopped
}

// TestWrongCertificate stops the start, and the settings are named.
func TestWrongCertificate(t *testing.T) {
	t.Parallel()
	m := testcert.New(t, time.Now().Add(time.Hour))
	cert, key := "SHIXIAN_TLS_CERT="+m.Cert(), "SHIXIAN_TLS_KEY="+m.Key()
	for what, c := range map[string][]string{
		"no key":         {cert, "SHIXIAN_TLS_KEY"},
		"no certificate": {key, "SHIXIAN_TLS_CERT"},
		"not there":      {cert + ".x", key, "SHIXIAN_TLS_CERT"},
		"no PEM":         {cert, "SHIXIAN_TLS_KEY=tls_test.go", "SHIXIAN_TLS_KEY"},
	} {
		environ, name := append(c[:len(c)-1:len(c)-1], "SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA="+t.TempDir()), c[len(c)-1]
		if err := run(t.Context(), environ, io.Discard); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
