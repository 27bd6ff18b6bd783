package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// withTag are calls whose answers carry an ETag; those that have words in one
// language say so.
var withTag = []struct {
	target string
	words  bool
}{
	{"/v1/jurisdictions", false},
	{"/v1/rules", false},
	{"/v1/rules?jurisdiction=tiexi&shape=within&q=reply", false},
	{"/v1/rules/xihe.travel-notice", false},
	{"/v1/calendars", false},
	{"/v1/calendars/CN-GX", false},
	{"/v1/calendars/CN/days?from=2026-02-01&to=2026-02-28", false},
	{"/v1/calendars/CN/days/2026-02-14", false},
	{"/v1/calendars/CN/workdays?from=2026-02-09&to=2026-02-25", false},
	{"/v1/calendars/CN/add?date=2026-02-09&workdays=7", false},
	{"/v1/calendars/CN/add?date=2026-02-09&workdays=-7", false},
	{"/v1/deadlines?" + goodQuery, true},
	{"/v1/deadlines?rule=tiexi.absence-approver&days=1", true},
	{"/docs/openapi.json", false},
}

// TestETags: a caller who has the body already is not sent it again.
func TestETags(t *testing.T) {
	h, twin := newTestHandler(t, nil), newTestHandler(t, nil)
	for _, c := range withTag {
		rec := get(h, c.target)
		tag := rec.Header().Get("ETag")
		if rec.Code != 200 || len(tag) < 10 || tag[0] != '"' || tag[len(tag)-1] != '"' {
			t.Errorf("%s: %d, tag %s", c.target, rec.Code, tag)
			continue
		}
		if got := rec.Header().Get("Vary"); !strings.HasSuffix(got, "Accept-Language, Accept-Encoding") {
			t.Errorf("%s: Vary %q", c.target, got)
		}
		if got := rec.Header().Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s: Cache-Control %q", c.target, got)
		}
		if got := rec.Header().Get("Content-Length"); got != strconv.Itoa(rec.Body.Len()) && (got != "" || rec.Body.Len() > selfCounted) {
			t.Errorf("%s: Content-Length %s of %d", c.target, got, rec.Body.Len())
		}
		if got := get(twin, c.target).Header().Get("ETag"); got != tag {
			t.Errorf("%s: another server has the tag %s, this one %s", c.target, got, tag)
		}
		if got := get(h, c.target, "Accept-Language", "en").Header().Get("ETag"); (got != tag) != c.words {
			t.Errorf("%s: the tag is %s, and in English %s", c.target, tag, got)
		}
		checkNotModified(t, h, c.target, tag)
	}
}

func checkNotModified(t *testing.T, h http.Handler, target, tag string) {
	t.Helper()
	for match, want := range map[string]int{
		tag: 304, "W/" + tag: 304, `"other", ` + tag: 304, `"other",W/` + tag + `,"more"`: 304, "*": 304, " " + tag + " ": 304,
		"": 200, `"other"`: 200, tag[1 : len(tag)-1]: 200, tag[:len(tag)-2] + `"`: 200, strings.ToUpper(tag) + "x": 200,
	} {
		rec := get(h, target, "If-None-Match", match)
		if rec.Code != want {
			t.Errorf("%s, If-None-Match %s: %d, want %d", target, match, rec.Code, want)
		}
		if rec.Code != 304 {
			continue
		}
		if rec.Body.Len() > 0 || rec.Header().Get("ETag") != tag || !strings.HasSuffix(rec.Header().Get("Vary"), "Accept-Language, Accept-Encoding") ||
			rec.Header().Get("Cache-Control") != "no-cache" || rec.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: 304 with %v and %q", target, rec.Header(), rec.Body)
		}
	}
	two := newRequest("GET", target, "", "If-None-Match", `"other"`, "If-None-Match", tag)
	if rec := serve(h, two); rec.Code != 304 {
		t.Errorf("%s, two If-None-Match headers: %d", target, rec.Code)
	}
}

// TestETagsTellBodiesApart: every one of many answers has a tag of its own.
func TestETagsTellBodiesApart(t *testing.T) {
	h := newTestHandler(t, nil)
	bodies := map[string]string{}
	for i := range 2000 {
		rec := get(h, "/v1/deadlines?rule=xihe.countersign-reply&trace=false&trigger="+testToday.AddDays(-i).String())
		tag := rec.Header().Get("ETag")
		if other, taken := bodies[tag]; taken && other != rec.Body.String() {
			t.Fatalf("%s is the tag of\n%s\nand of\n%s", tag, other, rec.Body)
		}
		bodies[tag] = rec.Body.String()
	}
	if len(bodies) < 1900 {
		t.Errorf("only %d tags", len(bodies))
	}
}

// TestNoTag: an answer that is an error, or to a POST, is not to be kept.
func TestNoTag(t *testing.T) {
	h := newTestHandler(t, nil)
	for what, rec := range map[string]*httptest.ResponseRecorder{
		"an error": get(h, "/v1/rules/nothing", "If-None-Match", "*"),
		"a POST":   post(h, "/v1/deadlines", ask25, "If-None-Match", "*"),
		"a batch":  post(h, "/v1/deadlines/batch", `{"items":[`+ask25+`]}`, "If-None-Match", "*"),
	} {
		if rec.Header().Get("ETag") != "" || rec.Code == 304 {
			t.Errorf("%s: %d with the tag %s", what, rec.Code, rec.Header().Get("ETag"))
		}
	}
}

// TestHead: HEAD answers as GET does, without the body.
func TestHead(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, nil), nil)
	targets := []string{"/healthz", "/readyz", "/docs/", "/docs/swagger-ui.css", "/v1/rules/nothing", "/v1/calendars/CN/days", "/nowhere"}
	for _, c := range withTag {
		targets = append(targets, c.target)
	}
	for _, target := range targets {
		byGet, got := fetch(t, "GET", srv.URL+target)
		byHead, nothing := fetch(t, "HEAD", srv.URL+target)
		if byHead.StatusCode != byGet.StatusCode || len(got) == 0 || len(nothing) > 0 {
			t.Errorf("%s: GET %d with %d bytes, HEAD %d with %d", target, byGet.StatusCode, len(got), byHead.StatusCode, len(nothing))
		}
		for _, name := range []string{"ETag", "Content-Type", "Vary", "Cache-Control"} {
			if byHead.Header.Get(name) != byGet.Header.Get(name) {
				t.Errorf("%s: %s is %q, by HEAD %q", target, name, byGet.Header.Get(name), byHead.Header.Get(name))
			}
		}
		if byGet.ContentLength >= 0 && byHead.ContentLength != byGet.ContentLength {
			t.Errorf("%s: length %d, by HEAD %d", target, byGet.ContentLength, byHead.ContentLength)
		}
	}
}

// fetch sends a request, and returns the answer with its body read.
func fetch(t *testing.T, method, url string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity") // or the client asks for gzip by itself
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}
