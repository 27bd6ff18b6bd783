package answers

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"shixian/test/fleet"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// player makes the calls of one script.
type player struct {
	t        *testing.T
	fleet    *fleet.Fleet
	saved    map[string]string
	sessions map[string]*http.Client // by name; "" keeps no cookies
}

func newPlayer(t *testing.T, f *fleet.Fleet) *player {
	return &player{t, f, map[string]string{}, map[string]*http.Client{"": newClient(t, nil)}}
}

func newClient(t *testing.T, jar http.CookieJar) *http.Client {
	transport := &http.Transport{DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport: transport, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// session returns the client that keeps the cookies of a session.
func (p *player) session(name string) *http.Client {
	if p.sessions[name] == nil {
		jar, err := cookiejar.New(nil)
		p.must(err)
		p.sessions[name] = newClient(p.t, jar)
	}
	return p.sessions[name]
}

func (p *player) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// reply is an answer as it came.
type reply struct {
	*http.Response
	body []byte
}

// play makes a call and keeps what the next calls need of its answer.
func (p *player) play(c *call) reply {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 3*testenv.Wait) // an event may never come
	defer cancel()
	req := p.request(ctx, c)
	name, _ := c.value("session")
	res, err := p.session(name).Do(req)
	if err != nil {
		p.t.Fatalf("%s: %v", c.key, err)
	}
	defer res.Body.Close()
	r := reply{Response: res}
	if c.has("first") {
		r.body, err = firstEvent(res.Body)
	} else {
		r.body, err = io.ReadAll(res.Body)
	}
	if err != nil {
		p.t.Fatalf("%s: %v", c.key, err)
	}
	for _, o := range c.options {
		if variable, header, ok := strings.Cut(o.value, " "); ok && o.name == "save" {
			p.saved[variable], _, _ = strings.Cut(res.Header.Get(header), "?")
		}
	}
	return r
}

// firstEvent reads server-sent events up to the end of the first that has data.
func firstEvent(r io.Reader) ([]byte, error) {
	var out []byte
	data := false
	for lines := bufio.NewReader(r); ; {
		line, err := lines.ReadBytes('\n')
		out = append(out, line...)
		if err != nil || data && string(line) == "\n" {
			return out, err
		}
		data = data || bytes.HasPrefix(line, []byte("data:"))
	}
}

func (p *player) request(ctx context.Context, c *call) *http.Request {
	p.t.Helper()
	body, media := p.body(c)
	req, err := http.NewRequestWithContext(ctx, c.method, p.fleet.URL()+p.filled(c.target), strings.NewReader(body))
	p.must(err)
	req.Host = "shixian.test" // the same in each run, for pages name it
	if body != "" {
		req.Header.Set("Content-Type", media)
	}
	for _, o := range c.options {
		name, isHeader := strings.CutSuffix(o.name, ":")
		switch {
		case o.name == "as":
			req.Header.Set("Authorization", "Bearer "+p.fleet.Token(o.value))
		case isHeader && o.value == "":
			req.Header.Del(name)
		case isHeader:
			req.Header.Set(name, p.filled(o.value))
		}
	}
	return req
}

var variable = regexp.MustCompile(`\$[a-z]+`)

// filled puts in what earlier calls saved; $viewer and the like are tokens.
func (p *player) filled(text string) string {
	return variable.ReplaceAllStringFunc(text, func(name string) string {
		value, ok := p.saved[name[1:]]
		if !ok {
			value = p.fleet.Token(name[1:])
		}
		return value
	})
}

// body returns the body of a call and its media type.
func (p *player) body(c *call) (body, media string) {
	p.t.Helper()
	text := p.filled(c.body)
	if c.has("multipart") {
		return p.multipart(text)
	}
	if file, ok := strings.CutPrefix(text, "@"); ok {
		text = p.file(file)
	}
	for _, o := range c.options {
		if from, to, ok := strings.Cut(o.value, " → "); ok && o.name == "replace" {
			if !strings.Contains(text, from) {
				p.t.Fatalf("%s: there is no %q", c.key, from)
			}
			text = strings.Replace(text, from, to, 1)
		}
	}
	if n, ok := c.value("pad"); ok {
		spaces, err := strconv.Atoi(n)
		p.must(err)
		text += strings.Repeat(" ", spaces)
	}
	if c.has("form") {
		return text, "application/x-www-form-urlencoded"
	}
	return text, "application/json"
}

func (p *player) file(name string) string {
	p.t.Helper()
	if name == "notice2027.txt" {
		return notice2027.Text
	}
	text, err := os.ReadFile(filepath.Join("testdata", name))
	p.must(err)
	return string(text)
}

// multipart makes a form of lines name=value. A value that begins with @ is a file.
func (p *player) multipart(text string) (body, media string) {
	p.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	p.must(w.SetBoundary("boundary"))
	for line := range strings.SplitSeq(text, "\n") {
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			p.must(fmt.Errorf("%q is not name=value", line))
		}
		if file, ok := strings.CutPrefix(value, "@"); ok {
			part, err := w.CreateFormFile(name, file)
			p.must(err)
			_, _ = io.WriteString(part, p.file(file)) // into memory
			continue
		}
		p.must(w.WriteField(name, strings.NewReplacer(`\t`, "\t", `\n`, "\n").Replace(value)))
	}
	p.must(w.Close())
	return b.String(), w.FormDataContentType()
}
