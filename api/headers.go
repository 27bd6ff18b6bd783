package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// The headers that keep a browser from doing more with an answer than it should.
// Every answer has the first two: JSON that is opened as a page runs nothing, is
// framed by nobody and is taken for nothing else. Pages have more of them.
var (
	nosniff   = []string{"nosniff"}
	apiPolicy = []string{"default-src 'none'; frame-ancestors 'none'"}

	// Swagger UI sets styles by script, and has its pictures in its style sheet.
	docsPolicy = []string{"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
		"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}
	noReferrer = []string{"no-referrer"}
	deny       = []string{"DENY"}
	sameOrigin = []string{"same-origin"}

	// A year; of this host only, for others of its domain are not ours.
	onlyTLS = []string{"max-age=31536000"}
)

// secure sets the headers of every answer; encrypted says that its caller's connection is.
func secure(c *gin.Context, encrypted bool) {
	h := c.Writer.Header()
	h["X-Content-Type-Options"] = nosniff
	h["Content-Security-Policy"] = apiPolicy
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
