package api

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/cespare/xxhash/v2"
	"github.com/gin-gonic/gin"
)

// Header values that do not change, kept so that writing them allocates nothing.
var (
	jsonType     = []string{"application/json; charset=utf-8"}
	revalidate   = []string{"no-cache"}
	varyLanguage = []string{"Accept-Language"}
)

// writeJSON answers with a body.
func writeJSON(c *gin.Context, body []byte) {
	c.Writer.Header()["Vary"] = varyLanguage
	writeBody(c, body)
}

func writeBody(c *gin.Context, body []byte) {
	h := c.Writer.Header()
	h["Content-Type"] = jsonType
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Writer.WriteHeader(http.StatusOK)
	_, _ = c.Writer.Write(body) // the caller is gone; there is nobody to tell
}

// writeTagged answers with a body and its ETag, or with 304 where the caller has
// that body already. Equal bodies have equal tags on every replica.
func writeTagged(c *gin.Context, body []byte) {
	c.Writer.Header()["Vary"] = varyLanguage
	if !unchanged(c, body) {
		writeBody(c, body)
	}
}

// writeFile answers with a file and its ETag, or with 304.
func writeFile(c *gin.Context, media string, body []byte) {
	if !unchanged(c, body) {
		c.Data(http.StatusOK, media, body)
	}
}

// unchanged tags a body, and answers 304 where the caller has it already.
func unchanged(c *gin.Context, body []byte) bool {
	tag := etag(body)
	h := c.Writer.Header()
	h["Etag"] = []string{tag}
	h["Cache-Control"] = revalidate
	match := c.Request.Header["If-None-Match"]
	if len(match) == 0 || !matches(match, tag) {
		return false
	}
	c.Status(http.StatusNotModified)
	c.Writer.WriteHeaderNow()
	return true
}

// writeValue answers with v as JSON and its ETag.
func writeValue(c *gin.Context, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		fail(c, err)
		return
	}
	writeTagged(c, body)
}

func etag(body []byte) string {
	const digits = "0123456789abcdef"
	var t [18]byte
	t[0], t[17] = '"', '"'
	sum := xxhash.Sum64(body)
	for i := 16; i > 0; i-- {
		t[i] = digits[sum&15]
		sum >>= 4
	}
	return string(t[:])
}

// matches reports whether If-None-Match names the tag, by weak comparison.
func matches(values []string, tag string) bool {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
			if part == tag || part == "*" {
				return true
			}
		}
	}
	return false
}
