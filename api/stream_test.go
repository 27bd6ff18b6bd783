package api

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"shixian/api/problem"
)

// conversation is an NDJSON call in which lines are sent and answers read by turns.
type conversation struct {
	t    *testing.T
	send *io.PipeWriter
	resp *http.Response
	read *bufio.Reader
}

// converse opens a call on a real connection.
func converse(t *testing.T, url string, headers ...string) *conversation {
	t.Helper()
	body, send := io.Pipe()
	req, err := http.NewRequest("POST", url+"/v1/deadlines/batch", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", ndjsonType)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != ndjsonType {
		t.Fatal(resp.Status, resp.Header)
	}
	c := &conversation{t, send, resp, bufio.NewReader(resp.Body)}
	t.Cleanup(c.close)
	return c
}

func (c *conversation) close() {
	_ = c.send.Close()
	_ = c.resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()
}

func (c *conversation) say(text string) {
	c.t.Helper()
	if _, err := io.WriteString(c.send, text); err != nil {
		c.t.Fatal(err)
	}
}

func (c *conversation) hear(want string) {
	c.t.Helper()
	line, err := c.read.ReadString('\n')
	if err != nil || !strings.Contains(line, want) {
		c.t.Fatalf("heard %q (%v), want %s", line, err, want)
	}
}

const (
	due25 = `"due":"2026-02-25"`
	ask25 = `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`
)

// TestInteractiveLines: each answer arrives before the next line is sent, even
// if a part of that line has been sent already.
func TestInteractiveLines(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	srv := serveTCP(t, newTestHandler(t, nil), nil)
	defer srv.Close()
	c := converse(t, srv.URL)
	defer c.close()
	c.say(ask25 + "\n")
	c.hear(due25)
	c.say("\r\n \t\n" + ask25 + "\r\n")
	c.hear(`"line":2`)
	c.hear(`"line":3`)
	c.hear(due25)
	c.say(`{"rule` + "\n")
	c.hear(`"code":"malformed_json"`)
	c.say(ask25 + "\n" + ask25[:20])
	c.hear(due25)
	c.say(ask25[20:] + "\n" + ask25 + "\n{")
	c.hear(due25)
	c.hear(due25)
	c.say("}\n" + ask25)
	c.hear(`"code":"field_missing"`)
	if err := c.send.Close(); err != nil {
		t.Fatal(err)
	}
	c.hear(due25)
	if rest, err := io.ReadAll(c.read); err != nil || len(rest) > 0 {
		t.Errorf("after the last line: %q, %v", rest, err)
	}
}

// TestLines: what a line is.
func TestLines(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct {
		what, body, want string
	}{
		{"nothing", "", "[]"},
		{"blank lines", "\n\r\n \t \n\n", "[line_empty line_empty line_empty line_empty]"},
		{"last line without an end", ask25 + "\n" + ask25, "[due due]"},
		{"CRLF", ask25 + "\r\n" + ask25 + "\r\n", "[due due]"},
		{"a malformed line in between", ask25 + "\n{\"rule\":\n" + ask25 + "\n", "[due malformed_json due]"},
		{"two values on a line", ask25 + ask25 + "\n" + ask25, "[trailing_data due]"},
		{"a value on two lines", ask25[:30] + "\n" + ask25[30:] + "\n" + ask25, "[malformed_json malformed_json due]"},
		{"not an object", "7\n[]\nnull\n" + ask25, "[wrong_type wrong_type wrong_type due]"},
		{"bytes that are no text", "\xff\xfe\n\x00\n" + ask25, "[malformed_json malformed_json due]"},
		{"a BOM", "\ufeff" + ask25 + "\n" + ask25, "[due due]"},
		{"a BOM alone", "\ufeff\n" + ask25, "[line_empty due]"},
		{"a BOM further down", ask25 + "\n\ufeff" + ask25 + "\n" + ask25, "[due malformed_json due]"},
		{"fields of a status", `{"at":"2026-02-09"}` + "\n" + ask25, "[field_missing due]"},
		{"nothing kept from the line before", `{"rule":"xihe.countersign-reply","trigger":"2026-02-09","amount":3,"roll":"next","calendar":"CN","as_of":"2020-01-01"}` +
			"\n{}\n" + ask25, "[due field_missing due]"},
	}
	for _, c := range cases {
		rec := postLines(h, c.body)
		if got := fmt.Sprint(outcomes(t, rec.Body.String())); got != c.want {
			t.Errorf("%s: %s, want %s: %s", c.what, got, c.want, rec.Body)
		}
		if !strings.HasSuffix(c.want, "due]") {
			continue
		}
		if lines := strings.Split(strings.TrimSpace(rec.Body.String()), "\n"); !strings.Contains(lines[len(lines)-1], due25) {
			t.Errorf("%s: the last line is answered %s", c.what, lines[len(lines)-1])
		}
	}
}

// TestLinesThatAskNothing: so many of them end a stream, unless as many ask something.
func TestLinesThatAskNothing(t *testing.T) {
	h := newTestHandler(t, nil)
	for _, idle := range []string{"\n", " \r\n", "7\n", "{}\n", "{\"\":1}\n", "{\"rule\":null}\n"} {
		got := outcomes(t, postLines(h, strings.Repeat(idle, maxIdleLines+5)+ask25).Body.String())
		if len(got) != maxIdleLines+1 || got[0] == "due" || got[maxIdleLines-1] != got[0] || got[maxIdleLines] != string(problem.TooManyEmptyLines) {
			t.Errorf("%q: %d lines, %s … %s", idle, len(got), got[0], got[len(got)-1])
		}
	}
	got := outcomes(t, postLines(h, ask25+"\n"+strings.Repeat("\n", maxIdleLines+1)+ask25).Body.String())
	if len(got) != maxIdleLines+3 || got[len(got)-1] != "due" {
		t.Errorf("%d lines, the last %s", len(got), got[len(got)-1])
	}
}

// TestManyLines: a long stream is answered whole and in order, and takes no more
// memory as it goes on.
func TestManyLines(t *testing.T) {
	const lines, every = 50_000, 10_000
	srv := serveTCP(t, newTestHandler(t, nil), nil)
	c := converse(t, srv.URL)
	go func() {
		w := bufio.NewWriter(c.send)
		for i := range lines {
			fmt.Fprintf(w, `{"rule":"xihe.countersign-reply","trigger":%q}`+"\n", testToday.AddDays(-i%2000))
		}
		_ = c.send.CloseWithError(w.Flush())
	}()
	var first, last uint64
	for i := range lines {
		line, err := c.read.ReadSlice('\n')
		if err != nil {
			t.Fatal(i, err)
		}
		if want := `"trigger":"` + testToday.AddDays(-i%2000).String() + `"`; !strings.Contains(string(line), want) {
			t.Fatalf("answer %d is %s, want %s", i, line, want)
		}
		if i%every == every-1 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if last = m.HeapAlloc; first == 0 {
				first = last
			}
		}
	}
	if grown := int64(last) - int64(first); grown > 4<<20 {
		t.Errorf("the heap grew by %d bytes from line %d to line %d", grown, every, lines)
	}
	if _, err := c.read.ReadByte(); err != io.EOF {
		t.Errorf("after the last answer: %v", err)
	}
}

// TestCallerGone: a caller who disconnects in the middle of a stream leaves
// nothing behind.
func TestCallerGone(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	served := make(chan struct{}, 2)
	h := newTestHandler(t, nil)
	srv := serveTCP(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { served <- struct{}{} }()
		h.ServeHTTP(w, r)
	}), nil)
	defer srv.Close()
	for _, text := range []string{ask25 + "\n", ask25 + "\n" + ask25[:9]} {
		c := converse(t, srv.URL)
		c.say(text)
		c.hear(due25)
		_ = c.send.CloseWithError(io.ErrUnexpectedEOF)
		c.close()
		<-served
	}
}
