package browser_test

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"

	"shixian/api/admit/token"
	"shixian/test/fleet"
	"shixian/test/notice2027"
)

// town is a service under four eyes, and the people who hold tokens for it.
type town struct {
	*fleet.Fleet
	t       *testing.T
	file    string
	secrets map[string]string
	lines   map[string]string // of the token file
}

// people are those of a town, with their roles.
var people = map[string]token.Role{"wang": token.Viewer, "zhang": token.Editor, "li": token.Publisher, "zhao": token.Publisher}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, file: filepath.Join(t.TempDir(), "tokens"), secrets: map[string]string{}, lines: map[string]string{}}
	for name, role := range people {
		secret, line, err := token.New(rand.Reader, name, role)
		if err != nil {
			t.Fatal(err)
		}
		w.secrets[name], w.lines[name] = secret, line
	}
	w.write("wang", "zhang", "li", "zhao")
	w.Fleet = fleet.Start(t, fleet.Options{Env: []string{"SHIXIAN_TOKENS=" + w.file, "SHIXIAN_FOUR_EYES=on"}})
	return w
}

// write writes the token file.
func (w *town) write(names ...string) {
	w.t.Helper()
	var text strings.Builder
	for _, name := range names {
		text.WriteString(w.lines[name] + "\n")
	}
	if err := os.WriteFile(w.file, []byte(text.String()), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// only leaves the tokens of some, and waits until the service knows.
func (w *town) only(b *tab, names ...string) {
	w.t.Helper()
	const said = "the token file was read again"
	before := strings.Count(w.Replicas[0].Log(), said)
	w.write(names...)
	if err := syscall.Kill(w.Replicas[0].PID(), syscall.SIGHUP); err != nil {
		w.t.Fatal(err)
	}
	b.until("the token file is read", func() bool { return strings.Count(w.Replicas[0].Log(), said) > before })
}

// as returns the browser of somebody who has signed in.
func (w *town) as(name string, l look) *tab {
	w.t.Helper()
	b := open(w.t, w.Fleet, l)
	b.expect("status of 401") // the page for signing in
	b.load("/admin")
	w.signIn(b, name)
	b.await(`location.pathname === "/admin" && document.querySelector(".who")`)
	return b
}

func (w *town) signIn(b *tab, name string) {
	w.t.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS("#token"), w.secrets[name]))
	b.click(".sign-in button")
}

// draft pastes the notice for 2027, and returns the path of the draft.
func (b *tab) draft() string {
	b.t.Helper()
	b.load("/admin/new?calendar=CN")
	b.set("#text", notice2027.Text)
	b.click(".draft-new .primary")
	b.await(`document.querySelector("#publish-title")`)
	return b.text("location.pathname")
}

// published publishes the draft on the page. Once its days are past, that has to be
// meant.
func (b *tab) published(reason string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("[name=confirm_past]").forEach(e => { e.checked = true; })`))
	b.do(chromedp.SendKeys(chromedp.CSS("#reason"), reason))
	b.click(`form[action$="/publish"] .primary`)
	b.await(`location.pathname === "/admin/history"`)
}
