package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit"
	"shixian/api/answers"
)

// Observer is told what is asked and what comes of it. Its methods are safe for
// concurrent use, and neither wait nor fail: some are called for each request.
type Observer interface {
	answers.Observer
	admit.Observer
	admin.Observer
	// Begin is told of a request before it is handled, and Observe when it was.
	Begin()
	Observe(Exchange)
}

// Exchange is a request and what was answered.
type Exchange struct {
	Method string
	// Route is the route's template, or "" if there was none.
	Route    string
	Status   int
	Received int64 // bytes of the body that was announced, or read if none was
	Sent     int64 // bytes of the body
	Took     time.Duration
	// Trace is the trace that tells of the request, "" if none was kept.
	Trace string
}

// begun tells the observer of a request.
func (m *middleware) begun() {
	if m.observer != nil {
		m.observer.Begin()
	}
}

// received is how long a body was announced to be, or how much was read of it if it was
// not announced.
func received(announced int64, body *longBody) int64 {
	if announced < 0 && body != nil {
		return body.n
	}
	return max(0, announced)
}

// ended tells the observer of an answer.
func (m *middleware) ended(c *gin.Context, status int, received int64, took time.Duration) {
	if m.observer == nil {
		return
	}
	trace := ""
	if m.traceKept != nil {
		trace = m.traceKept(c.Request.Context())
	}
	m.observer.Observe(Exchange{
		Method: c.Request.Method, Route: c.FullPath(), Status: status,
		Received: received, Sent: int64(max(0, c.Writer.Size())), Took: took, Trace: trace,
	})
}

// @ID			metrics
// @Summary		指标 / Metrics
// @Description	Prometheus 格式。设有 SHIXIAN_OPS_ADDR 时只在该地址上。
// @Description	In the formats of Prometheus. If SHIXIAN_OPS_ADDR is set, only on that address.
// @Produce		plain
// @Success		200	{string}	string
// @Failure		404	{object}	problem.Problem
// @Router			/metrics [get]
func metrics(h http.Handler) gin.HandlerFunc { return gin.WrapH(h) }
