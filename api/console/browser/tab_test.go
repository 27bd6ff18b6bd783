package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"shixian/test/fleet"
	"shixian/test/testenv"
)

// screen is what somebody looks at.
type screen struct {
	name          string
	width, height int64
	phone         bool
}

var (
	desktop = screen{"desktop", 1280, 900, false}
	phone   = screen{"phone", 390, 844, true}
	narrow  = screen{"narrow", 320, 640, true} // a wide window at a zoom of 400%
)

// look is a language and a screen.
type look struct {
	lang string
	screen
}

// looks are those in which each page's main path is tested.
var looks = []look{{"zh", desktop}, {"en", desktop}, {"zh", phone}, {"en", phone}}

func (l look) String() string { return l.lang + "-" + l.name }

// T returns the text of the look's language.
func (l look) T(zh, en string) string {
	if l.lang == "en" {
		return en
	}
	return zh
}

// tab is a page that somebody looks at.
type tab struct {
	look
	t    *testing.T
	base string // of the service
	ctx  context.Context

	mu       sync.Mutex
	faults   []string
	expected []string
}

// open opens a tab for a new person, who has no cookies yet.
func open(t *testing.T, f *fleet.Fleet, l look) *tab {
	t.Helper()
	ctx, err := chromium.start()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	b := &tab{look: l, t: t, base: f.URL()}
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.hear))
	b.ctx = ctx
	t.Cleanup(func() {
		cancel()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, f := range b.faults {
			t.Errorf("%s: %s", l, f)
		}
	})
	b.do(b.show(l.screen))
	b.load("/language?to=" + l.lang + "&back=%2Frules")
	return b
}

// show gives the tab another screen.
func (b *tab) show(s screen) chromedp.Action[chromedp.Void] {
	b.screen = s
	if s.phone {
		return chromedp.EmulateViewport(s.width, s.height, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	return chromedp.EmulateViewport(s.width, s.height)
}

// hear keeps what must not happen.
func (b *tab) hear(ev any) {
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		b.fault("exception: %s", texts([]*runtime.RemoteObject{ev.ExceptionDetails.Exception}))
	case *runtime.EventConsoleAPICalled:
		b.fault("console.%s: %s", ev.Type, texts(ev.Args))
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelWarning || ev.Entry.Level == log.EntryLevelError {
			b.fault("log: %s %s", ev.Entry.Text, ev.Entry.URL)
		}
	case *page.EventJavascriptDialogOpening:
		if ev.Type != page.DialogTypeBeforeunload {
			b.fault("dialog: %s", ev.Message)
			return
		}
		// Whoever leaves what is not saved means it; a command would wait for its own event here.
		go func() {
			_, _ = chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	case *network.EventLoadingFailed:
		if !ev.Canceled {
			b.fault("request failed: %s %s", ev.ErrorText, ev.BlockedReason)
		}
	case *network.EventRequestWillBeSent:
		if u := ev.Request.URL; !strings.HasPrefix(u, b.base+"/") && !strings.HasPrefix(u, "data:") && u != "about:blank" {
			b.fault("request leaves the host: %s", u)
		}
	}
}

func texts(args []*runtime.RemoteObject) string {
	var all []string
	for _, a := range args {
		all = append(all, string(a.Value)+a.Description)
	}
	return strings.Join(all, " ")
}

func (b *tab) fault(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	text := fmt.Sprintf(format, args...)
	for _, e := range b.expected {
		if strings.Contains(text, e) {
			return
		}
	}
	b.faults = append(b.faults, text)
}

// expect lets pass from now on what holds a text.
func (b *tab) expect(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expected = append(b.expected, text)
}

// do runs steps, and ends the test if one fails.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	// The first run binds the tab to its context, which therefore has no deadline.
	if chromedp.FromContext(b.ctx).Target == nil {
		if err := chromedp.Do(b.ctx); err != nil {
			b.t.Fatalf("%s: %v", b.look, err)
		}
	}
	ctx, cancel := context.WithTimeout(b.ctx, testenv.Wait)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v\n%s", b.look, err, b.seen())
	}
}

// run runs an action and returns its value, in the same way.
func run[T any](b *tab, a chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, testenv.Wait)
	defer cancel()
	out, err := chromedp.Run(ctx, a)
	if err != nil {
		b.t.Fatalf("%s: %v\n%s", b.look, err, b.seen())
	}
	return out
}

// call sends a command of the protocol.
func call[P, R any](b *tab, cmd cdp.Command[P, R], params P) R {
	b.t.Helper()
	out, err := chromedp.Call(b.ctx, cmd, params)
	if err != nil {
		b.t.Fatalf("%s: %v", b.look, err)
	}
	return out
}

// seen is the beginning of what the page says, for messages.
func (b *tab) seen() string {
	text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText.slice(0, 1500)"))
	return text
}

// load goes to a path.
func (b *tab) load(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// is evaluates a condition of JavaScript now.
func (b *tab) is(condition string) bool {
	b.t.Helper()
	return run(b, chromedp.Evaluate[bool]("!!("+condition+")"))
}

// text evaluates an expression.
func (b *tab) text(expression string) string {
	b.t.Helper()
	return run(b, chromedp.Evaluate[string]("String("+expression+")"))
}

// still holds while neither the browser nor htmx is putting anything into the page.
const still = `document.readyState === "complete" && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")`

// await waits until a condition of JavaScript is true, over any number of page loads.
func (b *tab) await(condition string) {
	b.t.Helper()
	b.until(condition, func() bool {
		// Between two pages there is nothing to evaluate it in.
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](still+" && !!("+condition+")"))
		return err == nil && ok
	})
}

// until waits until a condition is true.
func (b *tab) until(what string, condition func() bool) {
	b.t.Helper()
	end := time.After(testenv.Wait)
	look := time.NewTicker(15 * time.Millisecond)
	defer look.Stop()
	for !condition() {
		select {
		case <-end:
			b.t.Fatalf("%s: never: %s\n%s", b.look, what, b.seen())
		case <-look.C:
		}
	}
}

// awaitText waits until an element says a text.
func (b *tab) awaitText(selector, text string) {
	b.t.Helper()
	b.await(fmt.Sprintf("[...document.querySelectorAll(%s)].some(e => e.innerText.includes(%s))", quote(selector), quote(text)))
}

func quote(s string) string {
	out, _ := json.Marshal(s) // a string can always be encoded
	return string(out)
}

// click clicks the first element that matches.
func (b *tab) click(selector chromedp.CSS) {
	b.t.Helper()
	b.do(chromedp.ScrollIntoView(selector), chromedp.Click(selector))
}

// set fills in a field as a browser does once it is left.
func (b *tab) set(selector, value string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		`(() => { const e = document.querySelector(%s); e.value = %s;
		e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); })()`, quote(selector), quote(value))))
}

// path is the address of the page without the host.
func (b *tab) path() string {
	b.t.Helper()
	u, err := url.Parse(run(b, chromedp.Location()))
	if err != nil {
		b.t.Fatal(err)
	}
	return u.RequestURI()
}

// withoutScript turns JavaScript off in the pages.
func (b *tab) withoutScript() {
	b.t.Helper()
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// prefer emulates a preference such as prefers-color-scheme.
func (b *tab) prefer(name, value string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: name, Value: value}}})
}
