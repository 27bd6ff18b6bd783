package session_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"shixian/api/console/internal/pagetest"
)

// unread is a body of which nothing may be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body is read")
	return 0, io.EOF
}

// post sends a form of n bytes that is in no session.
func post(w *pagetest.Service, path string, body io.Reader, n int64) *httptest.ResponseRecorder {
	return postFrom(w, "192.0.2.1", path, body, n)
}

// postFrom is [post] of an address.
func postFrom(w *pagetest.Service, addr, path string, body io.Reader, n int64) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(w.T.Context(), http.MethodPost, path, body)
	r.RemoteAddr = addr + ":1"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.ContentLength = n
	rec := httptest.NewRecorder()
	w.Handler.ServeHTTP(rec, r)
	return rec
}

// TestOpenFormBound: without a session 3 MB of quotation marks are refused before
// anything of them is read, wherever they are sent.
func TestOpenFormBound(t *testing.T) {
	w := pagetest.NewService(t)
	for _, path := range []string{"/admin/new", "/admin/sign-in", "/admin/drafts/x/publish", "/admin/rollback/1"} {
		rec := post(w, path, unread{t}, 3<<20)
		if rec.Code != http.StatusRequestEntityTooLarge || !strings.Contains(rec.Body.String(), "256 KB") {
			t.Errorf("%s: %d %s", path, rec.Code, rec.Body)
		}
		// Of one that does not say how long it is, no more is read than that.
		body := strings.NewReader("text=" + strings.Repeat(`"`, 3<<20))
		if rec := post(w, path, body, -1); rec.Code != http.StatusRequestEntityTooLarge || body.Len() < 2<<20 {
			t.Errorf("%s: %d, %d bytes left unread", path, rec.Code, body.Len())
		}
	}
}

// TestOpenFormFields: a form of many fields is refused.
func TestOpenFormFields(t *testing.T) {
	body := strings.Repeat("a=&", 2000)
	if rec := post(pagetest.NewService(t), "/admin/new", strings.NewReader(body), int64(len(body))); rec.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", rec.Code)
	}
}

// TestOpenFormMemory: the longest form that is taken, of quotation marks alone, takes so
// little that all that may be in progress fit into a fraction of the memory there is.
func TestOpenFormMemory(t *testing.T) {
	w := pagetest.NewService(t)
	body := "text=" + strings.Repeat(`"`, 256<<10-5)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	rec := post(w, "/admin/new", strings.NewReader(body), int64(len(body)))
	runtime.ReadMemStats(&after)
	if rec.Code != http.StatusUnauthorized || rec.Body.Len() < len(body) {
		t.Fatalf("%d, %d bytes", rec.Code, rec.Body.Len())
	}
	const places, memory = 16, 400 << 20
	if took := after.TotalAlloc - before.TotalAlloc; took*places > memory/2 {
		t.Errorf("%d KiB a form", took>>10)
	}
}

// TestOpenFormPlaces: forms that do not arrive take a quarter of the places of long ones, and those of
// four addresses all; another is refused at once, and who signs in is let in all the same.
func TestOpenFormPlaces(t *testing.T) {
	w := pagetest.NewService(t)
	var all sync.WaitGroup
	var senders []*io.PipeWriter
	refused := func(addr string) {
		t.Helper()
		rec := postFrom(w, addr, "/admin/new", unread{t}, 100<<10)
		if rec.Code != http.StatusServiceUnavailable || rec.Header().Get("Retry-After") == "" {
			t.Errorf("one too many of %s: %d", addr, rec.Code)
		}
	}
	for client := range 4 {
		addr := fmt.Sprint("192.0.2.", client)
		for range 4 {
			in, out := io.Pipe()
			senders = append(senders, out)
			all.Go(func() { postFrom(w, addr, "/admin/new", in, 100<<10) })
			_, _ = out.Write([]byte("text=")) // returns once the form is being read
		}
		refused(addr)
	}
	refused("198.51.100.7")
	form := "token=" + w.Secrets["li"]
	if rec := post(w, "/admin/sign-in", strings.NewReader(form), int64(len(form))); rec.Code != http.StatusSeeOther {
		t.Errorf("signing in: %d", rec.Code)
	}
	for _, out := range senders {
		_ = out.CloseWithError(io.ErrUnexpectedEOF)
	}
	all.Wait()
	if rec := post(w, "/admin/new", strings.NewReader("text=x"+strings.Repeat("x", 5000)), 5006); rec.Code != http.StatusUnauthorized {
		t.Errorf("afterwards: %d", rec.Code)
	}
}

// stalled is a body whose rest does not come in time. net/http ends its request's context then.
type stalled struct {
	io.Reader
	end func()
}

func (s stalled) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil {
		s.end()
		err = os.ErrDeadlineExceeded
	}
	return n, err
}

// TestStalledForm: whoever sends a form that stalls is told to send it again.
func TestStalledForm(t *testing.T) {
	w := pagetest.NewService(t)
	const fields, file = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
	for path, kind := range map[string]string{"/admin/sign-in": fields, "/admin/new": fields, "/matters/list": fields,
		"/matters/export": fields, "/matters/import": file, "/batch": file, "/batch/run": file, "/batch/download": file} {
		body := "text=x"
		if kind == file {
			body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n2026-02-09\n"
		}
		ctx, cancel := context.WithCancel(t.Context())
		r := httptest.NewRequestWithContext(ctx, http.MethodPost, path, stalled{strings.NewReader(body), cancel})
		r.Header.Set("Content-Type", kind)
		r.ContentLength = 100_000
		rec := httptest.NewRecorder()
		func() {
			defer func() { _ = recover() }() // an answer in lines ends its connection
			w.Handler.ServeHTTP(rec, r)
		}()
		cancel()
		if text := rec.Body.String(); rec.Code != 200 && rec.Code != 400 || !strings.Contains(text, "没有收全") && !strings.Contains(text, "没有完整送达") {
			t.Errorf("%s: %d %.300s", path, rec.Code, text)
		}
	}
}
