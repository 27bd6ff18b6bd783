package api

import (
	"bytes"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"shixian/api/problem"
)

func zipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	write(t, w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unpacked returns the body of an answer, as its Content-Encoding says.
func unpacked(t *testing.T, rec *httptest.ResponseRecorder) string {
	t.Helper()
	var r io.Reader = rec.Body
	var err error
	switch encoding := rec.Header().Get("Content-Encoding"); encoding {
	case "gzip":
		r, err = gzip.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	case "":
	default:
		t.Fatalf("encoding %s", encoding)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestCompressedAnswers: from 1 KiB on, and only for callers who take them; what comes out
// is what others get.
func TestCompressedAnswers(t *testing.T) {
	h := newTestHandler(t, nil)
	const long, short = "/v1/rules", "/v1/calendars/CN/days/2026-02-14"
	plain := get(h, long)
	if plain.Body.Len() < minCompressed || plain.Header().Get("Content-Encoding") != "" || get(h, short).Body.Len() >= minCompressed {
		t.Fatal("the answers are not those that are looked for")
	}
	for _, c := range []struct{ target, accept, encoding string }{
		{long, "gzip", "gzip"}, {long, "zstd", "zstd"}, {long, "gzip, deflate, br, zstd", "zstd"}, {long, "gzip;q=1, zstd;q=0.5", "gzip"},
		{long, "br", ""}, {long, "identity", ""}, {long, "gzip;q=0", ""}, {short, "gzip, zstd", ""},
	} {
		rec := get(h, c.target, "Accept-Encoding", c.accept)
		if got := rec.Header().Get("Content-Encoding"); got != c.encoding || rec.Code != 200 {
			t.Errorf("%s with %q: %d, encoding %q", c.target, c.accept, rec.Code, got)
		}
		if vary := strings.Join(rec.Header()["Vary"], ", "); !strings.Contains(vary, "Accept-Encoding") || !strings.Contains(vary, "Accept-Language") {
			t.Errorf("Vary: %s", vary)
		}
		tag := rec.Header().Get("Etag")
		if again := get(h, c.target, "Accept-Encoding", c.accept, "If-None-Match", tag); again.Code != 304 || again.Header().Get("Etag") != tag {
			t.Errorf("%s with %q: %s is not known again, but as %s", c.target, c.accept, tag, again.Header().Get("Etag"))
		}
		if c.encoding != "" && tag == plain.Header().Get("Etag") {
			t.Errorf("%s: other bytes, the same tag", c.accept)
		}
		if c.target == long && unpacked(t, rec) != plain.Body.String() {
			t.Errorf("with %q: not what others get", c.accept)
		}
	}
	lines := strings.Repeat(ask25+"\n", 100)
	if rec := postLines(h, lines, "Accept-Encoding", "gzip"); rec.Header().Get("Content-Encoding") != "gzip" || unpacked(t, rec) != postLines(h, lines).Body.String() {
		t.Errorf("NDJSON: %v", rec.Header())
	}
	if rec := get(h, "/v1/deadlines?rule=x", "Accept-Encoding", "gzip"); rec.Header().Get("Content-Encoding") != "" || problemIn(t, rec).Code != "rule_unknown" {
		t.Errorf("a problem: %v", rec.Header())
	}
}

// TestCompressedBodies: gzip is read, within the bounds on what comes out; other encodings
// are refused.
func TestCompressedBodies(t *testing.T) {
	h := newTestHandler(t, nil)
	const question = "{" + good + "}"
	pack := []string{"Content-Encoding", "gzip"}
	if got := post(h, "/v1/deadlines", zipped(t, question), pack...).Body.String(); !strings.Contains(got, due25) {
		t.Errorf("a question: %s", got)
	}
	if got := post(h, "/v1/deadlines/batch", zipped(t, `{"items":[`+question+`]}`), pack...).Body.String(); !strings.Contains(got, due25) {
		t.Errorf("a batch: %s", got)
	}
	if got := postLines(h, zipped(t, strings.Repeat(question+"\n", 10_000)), pack...).Body.String(); strings.Count(got, due25) != 10_000 {
		t.Errorf("lines: %d", strings.Count(got, due25))
	}
	for _, c := range []struct {
		what, body string
		headers    []string
		want       string
	}{
		{"brotli", question, []string{"Content-Encoding", "br"}, string(problem.Encoding)},
		{"twice", question, []string{"Content-Encoding", "gzip, gzip"}, string(problem.Encoding)},
		{"not gzip", question, pack, string(problem.BodyNotGzip)},
		{"damaged", zipped(t, question)[:10] + strings.Repeat("\xff", 40), pack, string(problem.BodyNotGzip)},
		{"cut", zipped(t, question)[:30], pack, string(problem.BodyNotGzip)},
		{"too long when it is out", zipped(t, padded(question, maxQuestionBytes+1)), pack, string(problem.BodyTooLarge)},
		{"identity", "{", []string{"Content-Encoding", "identity"}, string(problem.Malformed)},
	} {
		if p := problemIn(t, post(h, "/v1/deadlines", c.body, c.headers...)); p.Code != c.want {
			t.Errorf("%s: %s, want %s", c.what, p.Code, c.want)
		}
	}
	for request, want := range map[string]int{"POST /v1/rules": 405, "POST /v1/nothing": 404, "GET /v1/rules": 200} { // which read no body
		method, path, _ := strings.Cut(request, " ")
		if rec := do(h, method, path, "x", "Content-Encoding", "br"); rec.Code != want {
			t.Errorf("%s: %d, want %d", request, rec.Code, want)
		}
	}
	bomb := zipped(t, strings.Repeat(strings.Repeat(" ", 999)+"\n", 20_000))
	answers := postLines(h, bomb, pack...).Body.String()
	if n := strings.Count(answers, `"code":"line_empty"`); n > 2*minInflated/1000 || !strings.HasSuffix(answers, "}\n") || !strings.Contains(answers, string(problem.BodyTooLarge)) {
		t.Errorf("%d lines of a bomb are answered", n)
	}
}

// TestBrokenOff: a compressed body that does not arrive whole is told apart from one that is
// no gzip.
func TestBrokenOff(t *testing.T) {
	broken := io.MultiReader(strings.NewReader(zipped(t, "{"+good+"}")[:30]), iotest.ErrReader(io.ErrUnexpectedEOF))
	_, err := io.ReadAll(&gunzip{raw: counted{r: broken}, body: io.NopCloser(broken)})
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}
