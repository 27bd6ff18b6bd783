package load

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"github.com/gin-gonic/gin"
)

// WriteBodies asks the service at url one call of each kind, of those of the kind one
// of middling size, and writes the answers into the folder for [ServeBare].
func (m *Mix) WriteBodies(ctx context.Context, url, folder string) error {
	if err := m.size(ctx, url); err != nil {
		return err
	}
	for _, k := range kinds {
		c := m.middling(k.Name)
		res, err := c.ask(ctx, url)
		if err != nil {
			return err
		}
		if !good(res.Status) {
			return fmt.Errorf("%s %s: %d", c.Method, c.Target, res.Status)
		}
		if err := os.WriteFile(filepath.Join(folder, k.Name), res.Body, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// middling returns a call of a kind of middling size: of as many due days as others and, once
// [Mix.WriteBodies] has asked, of as long an answer.
func (m *Mix) middling(kind string) Call {
	var of []Call
	for _, c := range m.calls {
		if c.Kind == kind {
			of = append(of, c)
		}
	}
	slices.SortStableFunc(of, func(a, b Call) int { return cmp.Or(a.Deadlines-b.Deadlines, a.answer-b.answer) })
	return of[len(of)/2]
}

// ServeBare answers the calls of the mix from a gin engine without middleware, with
// the constant bodies in the folder. It reads what it is sent and computes nothing.
// It returns only with an error.
func ServeBare(addr, folder string) error {
	bodies := map[string][]byte{}
	for _, k := range kinds {
		body, err := os.ReadFile(filepath.Join(folder, k.Name))
		if err != nil {
			return err
		}
		bodies[k.Name] = body
	}
	return (&http.Server{Addr: addr, Handler: bare(bodies)}).ListenAndServe() //nolint:gosec // for measuring, on 127.0.0.1
}

func bare(bodies map[string][]byte) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	answer := func(kind, media string) gin.HandlerFunc {
		return func(c *gin.Context) {
			_, _ = io.Copy(io.Discard, c.Request.Body) // a body that breaks off is the caller's matter
			c.Data(http.StatusOK, media, bodies[kind])
		}
	}
	get, batch, lines := answer("get", jsonType), answer("batch", jsonType), answer("ndjson", ndjsonType)
	e.GET("/v1/deadlines", func(c *gin.Context) {
		if c.GetHeader("If-None-Match") != "" {
			c.Status(http.StatusNotModified)
			return
		}
		get(c)
	})
	e.POST("/v1/deadlines", answer("post", jsonType))
	e.POST("/v1/deadlines/status", answer("status", jsonType))
	e.GET("/v1/calendars/:id/days", answer("days", jsonType))
	e.POST("/v1/deadlines/batch", func(c *gin.Context) {
		if c.ContentType() == ndjsonType {
			lines(c)
			return
		}
		batch(c)
	})
	return e
}
