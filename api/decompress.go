package api

import (
	"errors"
	"io"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"shixian/api/problem"
)

// What may come out of a compressed body: so much in any case, and beyond that so many
// times what went in. Questions come to 10 to 40 times; a body that is made to be a bomb,
// to 1,000 times.
const (
	minInflated = 1 << 20
	maxInflated = 100
)

// decodeBody has a gzip body decompressed as it is read, so that the bounds on bodies hold
// for what comes out. Nothing is read here. Other encodings are refused if the call takes a
// body.
func decodeBody(c *gin.Context) {
	given := c.Request.Header["Content-Encoding"]
	if len(given) == 0 || !sends(c.Request) || c.FullPath() == "" {
		return
	}
	switch encoding := strings.ToLower(strings.TrimSpace(strings.Join(given, ", "))); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		c.Request.Body = &gunzip{raw: counted{r: c.Request.Body}, body: c.Request.Body}
		c.Request.ContentLength = -1
	default:
		c.Header("Accept-Encoding", "gzip")
		fail(c, problem.New(problem.Encoding, "", encoding))
	}
}

// gunzip is what comes out of a body.
type gunzip struct {
	raw  counted
	body io.Closer
	z    *gzip.Reader // nil before the first read
	out  int64
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.z == nil {
		z, err := gzip.NewReader(&g.raw)
		if err != nil {
			return 0, g.fault(err)
		}
		g.z = z
	}
	n, err := g.z.Read(p)
	g.out += int64(n)
	if g.out > minInflated && g.out > maxInflated*g.raw.n {
		return 0, problem.New(problem.BodyTooLarge, "", max(minInflated, maxInflated*g.raw.n))
	}
	return n, g.fault(err)
}

func (g *gunzip) Close() error { return g.body.Close() }

// fault tells what is no gzip, or was cut before it was sent, from what did not arrive.
func (g *gunzip) fault(err error) error {
	var corrupt flate.CorruptInputError
	cut := errors.Is(err, io.ErrUnexpectedEOF) && g.raw.ended
	if cut || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt) {
		return problem.New(problem.BodyNotGzip, "")
	}
	return err
}

// counted counts what is read.
type counted struct {
	r     io.Reader
	n     int64
	ended bool // all of it was read
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.ended = c.ended || errors.Is(err, io.EOF)
	return n, err
}
