package browser_test

import (
	"fmt"
	"strings"
	"testing"

	"shixian/test/fleet"
)

// tryAll tries each call that can be, as it stands, one after the other, and adds its status
// to tried. Calls for administrators need a token and a draft, and are left out.
const tryAll = `((sections) => {
	window.tried = []
	const wait = what => new Promise(done => {
		const look = () => { const found = what(); found ? done(found) : requestAnimationFrame(look) }
		look()
	})
	const one = async (block, call) => {
		const summary = block.querySelector('.opblock-summary-control')
		summary.click()
		await wait(() => block.querySelector('.responses-wrapper'))
		const button = block.querySelector('.try-out__btn')
		if (!button) return call + ' untried'
		button.click()
		;(await wait(() => block.querySelector('.execute'))).click()
		const status = await wait(() => block.querySelector('.live-responses-table .response .response-col_status'))
		const code = status.textContent.trim().slice(0, 3)
		summary.click()
		return call + ' ' + code
	}
	const all = async () => {
		for (const section of sections) {
			for (const block of document.querySelectorAll('#operations-tag-' + section + ' ~ * .opblock, #operations-tag-' + section + ' ~ .opblock')) {
				const path = block.querySelector('.opblock-summary-path').dataset.path
				tried.push(await one(block, block.querySelector('.opblock-summary-method').textContent + ' ' + path))
			}
		}
		tried.push('')
	}
	all().catch(err => tried.push(String(err), ''))
	return true
})(%s)`

// TestDocsTryOut: in the page of the calls, each answers as it stands there; those about
// deadlines come first, in Chinese, and the models are folded.
func TestDocsTryOut(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.expect("404") // the metrics have an address of their own here
	b.load("/docs")
	b.await(`document.querySelector('.opblock-tag-section')`)
	if at := b.path(); at != "/docs/" {
		t.Errorf("/docs is at %s", at)
	}
	if first := b.text(`document.querySelector('.opblock-tag-section .opblock-summary-description').textContent`); !strings.HasPrefix(first, "一个时限") {
		t.Errorf("the first call is %s", first)
	}
	if b.is(`document.querySelector('.models.is-open') || !document.querySelector('.models')`) {
		t.Error("the models are open")
	}
	sections := `["deadlines"]`
	if !testing.Short() {
		sections = `["deadlines", "catalogue", "calendars", "changes", "operations"]`
	}
	b.is(fmt.Sprintf(tryAll, sections))
	for i := 0; ; i++ {
		b.await(fmt.Sprintf(`window.tried.length > %d`, i))
		call := b.text(fmt.Sprintf(`window.tried[%d]`, i))
		switch {
		case call == "" && i > 4:
			return
		case call == "GET /v1/changes/stream untried", call == "GET /metrics 404": // one never ends
		case !strings.HasSuffix(call, " 200"):
			t.Fatalf("%q", call)
		}
	}
}
