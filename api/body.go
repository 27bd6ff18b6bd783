package api

import (
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/internal/body"
	"shixian/internal/charset"
)

// The bounds of a request.
const (
	maxQuestionBytes = 64 << 10 // one question
	maxBatchBytes    = 8 << 20  // a batch
)

// readBody reads a JSON body of at most limit bytes into buf, without the byte order mark
// that some programs put before it.
func readBody(c *gin.Context, buf []byte, limit int64) ([]byte, error) {
	if err := wantType(c, "application/json"); err != nil {
		return buf, err
	}
	text, err := readAll(c, buf, limit)
	return charset.TrimBOM(text), err
}

func readAll(c *gin.Context, buf []byte, limit int64) ([]byte, error) {
	if c.Request.ContentLength > limit {
		return buf, problem.New(problem.BodyTooLarge, "", limit)
	}
	sent := c.Request.Body
	if c.Request.ContentLength < 0 { // otherwise net/http reads no more than that
		sent = http.MaxBytesReader(c.Writer, sent, limit)
	}
	buf, err := body.ReadAll(sent, buf, c.Request.ContentLength)
	if err != nil {
		return buf, readError(err)
	}
	return buf, nil
}

func readError(err error) error {
	if wrong, ok := errors.AsType[*deadlines.Error](err); ok { // with what it says it is, see [gunzip]
		return wrong
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return problem.New(problem.BodyTooLarge, "", tooLarge.Limit)
	}
	return problem.New(problem.ReadFailed, "")
}

// wantType checks that the content type is one of those wanted. A request that gives none
// is taken at its word.
func wantType(c *gin.Context, wanted ...string) error {
	given := c.Request.Header["Content-Type"]
	if len(given) == 0 || given[0] == wanted[0] || slices.Contains(wanted, mediaType(c)) {
		return nil
	}
	return problem.New(problem.MediaType, "", strings.Join(wanted, ", "), given[0])
}

// mediaType returns the content type in lower case and without its parameters,
// "" if there is none or it cannot be read.
func mediaType(c *gin.Context) string {
	media, _, err := mime.ParseMediaType(c.Request.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return media
}
