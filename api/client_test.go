package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"shixian/api/problem"
	"slices"
	"strings"
	"testing"
	"time"
)

// recorder is a ResponseRecorder that a stream may be written to.
type recorder struct{ *httptest.ResponseRecorder }

func (recorder) EnableFullDuplex() error          { return nil }
func (recorder) SetReadDeadline(time.Time) error  { return nil }
func (recorder) SetWriteDeadline(time.Time) error { return nil }

// newRequest makes a request. target may hold bytes that a URL parser refuses:
// what follows the first ? goes into RawQuery as it is. headers are pairs.
func newRequest(method, target, body string, headers ...string) *http.Request {
	path, query, _ := strings.Cut(target, "?")
	req := httptest.NewRequest(method, "/", strings.NewReader(body))
	unescaped, err := url.PathUnescape(path)
	if err != nil {
		panic(err)
	}
	req.URL.Path, req.URL.RawQuery = unescaped, query
	if body == "" {
		req.Body = http.NoBody
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	return req
}

// do sends one request to h, in the same goroutine.
func do(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	return serve(h, newRequest(method, target, body, headers...))
}

func serve(h http.Handler, req *http.Request) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	h.ServeHTTP(recorder{rec}, req)
	return rec
}

func get(h http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	return do(h, "GET", target, "", headers...)
}

func post(h http.Handler, path, body string, headers ...string) *httptest.ResponseRecorder {
	return do(h, "POST", path, body, append(headers, "Content-Type", "application/json")...)
}

func postLines(h http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	return postLinesTo(h, "", body, headers...)
}

func postLinesTo(h http.Handler, query, body string, headers ...string) *httptest.ResponseRecorder {
	return do(h, "POST", "/v1/deadlines/batch"+query, body, append(headers, "Content-Type", ndjsonType)...)
}

// decode reads text strictly as a T: a field that T does not document is an error.
func decode[T any](t testing.TB, text []byte) T {
	t.Helper()
	var v T
	if err := unmarshalStrict(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func unmarshalStrict(text []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("%w in %.2000s", err, text)
	}
	if _, err := dec.Token(); err != io.EOF {
		return fmt.Errorf("something follows the value: %.2000s", text)
	}
	return nil
}

// unmarshal decodes text into v, and passes over what v has no field for.
func unmarshal(t testing.TB, text []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(text, v); err != nil {
		t.Fatalf("%v in %.2000s", err, text)
	}
}

// ok returns the body of a 200 as a T.
func ok[T any](t testing.TB, rec *httptest.ResponseRecorder) T {
	t.Helper()
	if rec.Code != http.StatusOK {
		t.Fatalf("status %d: %s", rec.Code, rec.Body)
	}
	return decode[T](t, rec.Body.Bytes())
}

// unlocated returns a problem whose pointers only say where a field is: whether that is in
// the body or the query is for [TestWhereFieldsAre].
func unlocated(p problem.Problem) problem.Problem {
	for i := range p.Errors {
		e := &p.Errors[i]
		if e.Pointer = strings.TrimPrefix(e.Pointer, "#"); e.Parameter != "" {
			e.Pointer, e.Parameter = "/"+e.Parameter, ""
		}
	}
	return p
}

// problemIn returns the body of an answer that is no success.
func problemIn(t testing.TB, rec *httptest.ResponseRecorder) problem.Problem {
	t.Helper()
	if rec.Code < 400 {
		t.Fatalf("status %d: %s", rec.Code, rec.Body)
	}
	p := unlocated(decode[problem.Problem](t, rec.Body.Bytes()))
	if p.Status != rec.Code {
		t.Fatalf("status %d, but the problem says %d", rec.Code, p.Status)
	}
	return p
}

// serveTCP serves h on a real connection, and stops with the test.
func serveTCP(t testing.TB, h http.Handler, change func(*http.Server)) *httptest.Server {
	t.Helper()
	srv := httptest.NewUnstartedServer(h)
	if change != nil {
		change(srv.Config)
	}
	srv.Start()
	t.Cleanup(srv.Close)
	return srv
}

// sorted sorts a header's comma-separated values.
func sorted(list string) string {
	parts := strings.Split(list, ", ")
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// mustJSON marshals what cannot fail.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
