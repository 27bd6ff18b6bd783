package api

import (
	"net/http"
	"sync/atomic"
	"time"
)

// The headers that keep a browser from doing more with an answer than it should. Data, which
// is all under /v1/, is taken for nothing else by the first. What else there is runs nothing
// and is framed by nobody by the second, and pages have more of them. A policy would do
// nothing for data, and a ninth header costs a seventh of a call: the map of the headers of
// net/http grows with it.
var (
	nosniff     = []string{"nosniff"}
	plainPolicy = []string{"default-src 'none'; frame-ancestors 'none'"}

	// Swagger UI sets styles by script, and has its pictures in its style sheet.
	docsPolicy = []string{"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
		"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}
	noReferrer = []string{"no-referrer"}
	deny       = []string{"DENY"}
	sameOrigin = []string{"same-origin"}

	// A year; of this host only, for others of its domain are not ours.
	onlyTLS = []string{"max-age=31536000"}
)

// secure sets the headers of every answer, which is data or something else; encrypted says
// that its caller's connection is.
func secure(h http.Header, data, encrypted bool) {
	h["X-Content-Type-Options"] = nosniff
	if !data {
		h["Content-Security-Policy"] = plainPolicy
	}
	if encrypted {
		h["Strict-Transport-Security"] = onlyTLS
	}
}

// securePage sets those of a page and its files, with a policy of what it may load.
func securePage(h http.Header, policy []string) {
	h["Content-Security-Policy"] = policy
	h["Referrer-Policy"] = noReferrer
	h["X-Frame-Options"] = deny
	h["Cross-Origin-Opener-Policy"] = sameOrigin
	h["Cross-Origin-Resource-Policy"] = sameOrigin
}

// dates give the header of when an answer was made. net/http writes it out anew for each
// answer, here that is done once a second.
type dates struct{ last atomic.Pointer[dateHeader] }

type dateHeader struct {
	second int64
	value  []string
}

func (d *dates) at(now time.Time) []string {
	second := now.Unix()
	last := d.last.Load()
	if last == nil || last.second != second {
		last = &dateHeader{second, []string{now.UTC().Format(http.TimeFormat)}}
		d.last.Store(last)
	}
	return last.value
}
