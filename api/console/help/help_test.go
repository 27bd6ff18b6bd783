package help_test

import (
	"bytes"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"shixian/api/console/help"
	"shixian/api/console/internal/pagetest"
)

// mostPictures is what all pictures may have together, in bytes: the program carries them.
const mostPictures = 400_000

// TestPictures: each task has its picture in both languages, of the size that the page
// keeps free for it, and steps in both.
func TestPictures(t *testing.T) {
	h := pagetest.Pages("2026-11-28")
	all := 0
	for i := range help.Tasks {
		task := &help.Tasks[i]
		for _, lang := range []string{"zh", "en"} {
			d := pagetest.Get(t, h, "/help/"+task.Picture(lang))
			picture, err := png.DecodeConfig(bytes.NewReader([]byte(d.Body)))
			if d.Status != http.StatusOK || err != nil || picture.Width != help.Width || picture.Height != help.Height {
				t.Errorf("%s, %s: %d %v %+v", task.ID, lang, d.Status, err, picture)
			}
			all += len(d.Body)
		}
		for _, s := range task.Steps {
			if s.ZH == "" || s.EN == "" {
				t.Errorf("%s: a step without a text: %+v", task.ID, s)
			}
		}
	}
	if all > mostPictures {
		t.Errorf("the pictures have %d bytes, and the most is %d", all, mostPictures)
	}
	for _, name := range []string{"nothing.png", "..%2fhelp.go"} {
		if d := pagetest.Get(t, h, "/help/"+name); d.Status != http.StatusNotFound {
			t.Errorf("%s: %d", name, d.Status)
		}
	}
}

// TestLinked: every page leads to the help, and the help to each of its tasks.
func TestLinked(t *testing.T) {
	h := pagetest.Pages("2026-11-28")
	for _, path := range []string{"/", "/batch", "/matters", "/calendar/CN/2026", "/rules", "/help"} {
		if d := pagetest.Get(t, h, path); !strings.Contains(d.Body, `href="/help"`) {
			t.Errorf("%s does not link to the help", path)
		}
	}
	d := pagetest.Get(t, h, "/help")
	for i := range help.Tasks {
		d.One(help.Tasks[i].ID, func(n *html.Node) bool { return pagetest.Attr(n, "id") == help.Tasks[i].ID })
		if !strings.Contains(d.Body, `href="#`+help.Tasks[i].ID+`"`) {
			t.Errorf("nothing leads to %s", help.Tasks[i].ID)
		}
	}
}

// TestNoCallForPeople: an address that a browser cannot open, or that leads nowhere, is told
// of on a page.
func TestNoCallForPeople(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, address := range []string{"/batch/run", "/matters/list", "/matters/export", "/admin/sign-out", "/docs/none", "/rules/none", "/help/pictures/none.png"} {
		r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
		r.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if d := pagetest.Read(t, w); d.Status != http.StatusNotFound || !strings.Contains(d.Main(), "没有这个页面") {
			t.Errorf("%s: %d %s", address, d.Status, d.Body)
		}
	}
}
