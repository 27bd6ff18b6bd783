package api

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/etag"
)

// Header values that do not change, kept so that writing them allocates nothing.
var (
	jsonType   = []string{"application/json; charset=utf-8"}
	varyAccept = []string{"Accept, Accept-Language, Accept-Encoding"}
	vary       = []string{"Accept-Language, Accept-Encoding"}
)

func writeJSON(c *gin.Context, body []byte) {
	c.Writer.Header()["Vary"] = vary
	writeBody(c, body)
}

// selfCounted is how long an answer may be whose length net/http tells by itself. A header
// less is worth more than it looks: past eight, the map that holds them grows.
const selfCounted = 2 << 10

func writeBody(c *gin.Context, body []byte) {
	h := c.Writer.Header()
	h["Content-Type"] = jsonType
	if len(body) > selfCounted {
		h["Content-Length"] = []string{strconv.Itoa(len(body))}
	}
	c.Writer.WriteHeader(http.StatusOK)
	_, _ = c.Writer.Write(body) // the caller is gone; there is nobody to tell
}

// writeTagged answers with a body and its ETag, or with 304 if the caller has that
// body already.
func writeTagged(c *gin.Context, body []byte) { writeTaggedBy(c, body, vary) }

// writeTaggedBy is [writeTagged] for an answer that differs by the headers that by names.
func writeTaggedBy(c *gin.Context, body []byte, by []string) {
	c.Writer.Header()["Vary"] = by
	if !etag.Unchanged(c, body) {
		writeBody(c, body)
	}
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

// handle has a call answered by do, or with the problem that its error is.
func handle(do func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := do(c); err != nil {
			fail(c, err)
		}
	}
}

// tagged has a call answered with what get returns, as JSON with its ETag.
func tagged[T any](get func(*gin.Context) (T, error)) gin.HandlerFunc {
	return written(get, func(c *gin.Context, v T) { writeValue(c, v) })
}

// untagged has a call answered with what get returns, as JSON that nobody keeps.
func untagged[T any](get func(*gin.Context) (T, error)) gin.HandlerFunc {
	return written(get, func(c *gin.Context, v T) { c.JSON(http.StatusOK, v) })
}

// written has a call answered with what get returns, as write writes it.
func written[T any](get func(*gin.Context) (T, error), write func(*gin.Context, T)) gin.HandlerFunc {
	return handle(func(c *gin.Context) error {
		v, err := get(c)
		if err == nil {
			write(c, v)
		}
		return err
	})
}
