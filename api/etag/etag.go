// Package etag tags answers with what they hold, and answers 304 if the caller has
// them.
//
// Its assumptions: equal bodies have equal tags on every replica, so the tag is a hash
// of the body alone; a hash of 64 bits is enough, for nobody gains by making two of
// their own answers look alike.
package etag

import (
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/cespare/xxhash/v2"
	"github.com/gin-gonic/gin"
)

// Values of Cache-Control, shared, so that writing them allocates nothing.
var (
	revalidate = []string{"no-cache"}
	forEver    = []string{"max-age=31536000, immutable"} // a year; what is not public, shared caches leave alone
)

// Keep says that an answer which is yet to be tagged stays as it is for ever.
func Keep(c *gin.Context) {
	if c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead {
		c.Writer.Header()["Cache-Control"] = forEver
	}
}

// Revalidate takes [Keep] back.
func Revalidate(c *gin.Context) { delete(c.Writer.Header(), "Cache-Control") }

// Check has an answer asked for again before what was kept of it is used, unless it stays as
// it is for ever.
func Check(c *gin.Context) {
	if h := c.Writer.Header(); h["Cache-Control"] == nil {
		h["Cache-Control"] = revalidate
	}
}

// Unchanged tags a body, and answers 304 if the caller has it already.
func Unchanged(c *gin.Context, body []byte) bool {
	tag := of(body)
	h := c.Writer.Header()
	h["Etag"] = []string{tag}
	Check(c)
	known := named(c.Request.Header["If-None-Match"], tag)
	if known == "" {
		return false
	}
	h["Etag"] = []string{known}
	c.Status(http.StatusNotModified)
	c.Writer.WriteHeaderNow()
	return true
}

// File answers with a file and its tag, or with 304.
func File(c *gin.Context, media string, body []byte) {
	if !Unchanged(c, body) {
		c.Data(http.StatusOK, media, body)
	}
}

// of returns the tag of a body.
func of(body []byte) string {
	var sum [8]byte
	binary.BigEndian.PutUint64(sum[:], xxhash.Sum64(body))
	t := [18]byte{0: '"', 17: '"'}
	hex.Encode(t[1:], sum[:])
	return string(t[:])
}

// GzipSuffix follows the tag of an answer that is compressed with gzip, and zstdSuffix that
// of one with zstd: what differs in its bytes differs in its tag.
const (
	GzipSuffix = "-gzip"
	zstdSuffix = "-zstd"
)

var plain = strings.NewReplacer(GzipSuffix+`"`, `"`, zstdSuffix+`"`, `"`)

// Plain returns a tag as it is without compression.
func Plain(tag string) string { return plain.Replace(tag) }

// named returns the first of the tags of If-None-Match that is this one, by weak comparison
// and however the answer was compressed; "" if none is. A cache knows its answer by it.
func named(values []string, tag string) string {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
			switch {
			case part == "*":
				return tag
			case part == tag, Plain(part) == tag:
				return part
			}
		}
	}
	return ""
}
