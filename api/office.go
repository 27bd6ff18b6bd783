package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/token"
)

// Office makes the calls for administrators within the process, for somebody who
// has signed in to the pages: by the same handlers, and so with the same roles,
// conflicts and lines in the log as over HTTP.
type Office struct {
	d      *Desk
	c      *gin.Context
	holder token.Holder
	lang   string
}

// Office returns the calls as h may make them. lang is the language of what they
// say; c is the request on whose behalf they are made.
func (d *Desk) Office(c *gin.Context, h token.Holder, lang string) *Office {
	return &Office{d, c, h, lang}
}

// caller is who makes a call within the process.
type caller struct {
	holder    token.Holder
	requestID string
}

type callerKey struct{}

// back returns the calls for administrators without what runs around them: that
// has run around the page already.
func (s *server) back() http.Handler {
	e := gin.New()
	trustProxies(e, s.TrustedProxies)
	e.Use(func(c *gin.Context) {
		in, _ := c.Request.Context().Value(callerKey{}).(caller)
		c.Header(requestIDHeader, in.requestID)
		c.Set(holderKey, in.holder)
	})
	e.POST(signInPath, s.authenticate, s.role(s.pageRole()), s.signIn)
	return e
}

// request is a call to make.
type request struct {
	method, path, media string
	header              []string // in pairs; those without a value are left out
	body                []byte
}

// answer keeps what a handler answers.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// call makes a call, and reads its answer into a value. It returns the ETag.
func (o *Office) call(r *request, into any) (tag string, wrong *problem.Problem) {
	ctx := context.WithValue(o.c.Request.Context(), callerKey{}, caller{o.holder, requestID(o.c)})
	req, err := http.NewRequestWithContext(ctx, r.method, r.path, bytes.NewReader(r.body))
	if err != nil {
		return "", o.failed(err)
	}
	req.RemoteAddr = o.c.Request.RemoteAddr
	if via := o.c.Request.Header.Values("X-Forwarded-For"); via != nil {
		req.Header["X-Forwarded-For"] = via
	}
	req.Header.Set("Accept-Language", o.lang)
	req.Header.Set("Content-Type", r.media)
	for i := 0; i+1 < len(r.header); i += 2 {
		if r.header[i+1] != "" {
			req.Header.Set(r.header[i], r.header[i+1])
		}
	}
	a := &answer{header: http.Header{}, status: http.StatusOK}
	o.d.back.ServeHTTP(a, req)
	if retry := a.header.Get("Retry-After"); retry != "" {
		o.c.Header("Retry-After", retry)
	}
	if a.status >= http.StatusBadRequest {
		wrong = &problem.Problem{}
		err = json.Unmarshal(a.body.Bytes(), wrong)
	} else if into != nil {
		err = json.Unmarshal(a.body.Bytes(), into)
	}
	if err != nil {
		return "", o.failed(fmt.Errorf("%s %s: %d: %w", r.method, r.path, a.status, err))
	}
	return a.header.Get("ETag"), wrong
}

// failed words an error that is not the caller's.
func (o *Office) failed(err error) *problem.Problem {
	_ = o.c.Error(err) // the access log has it
	p := problem.Of(err, o.lang)
	p.RequestID = requestID(o.c)
	return &p
}
