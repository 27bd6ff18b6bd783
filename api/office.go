package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit/token"
	"shixian/api/caller"
	"shixian/api/problem"
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

// inProcess is who makes a call within the process.
type inProcess struct {
	holder    token.Holder
	requestID string
}

type callerKey struct{}

// back returns the calls for administrators without what runs around them: that
// has run around the page already.
func (s *server) back() http.Handler {
	e := gin.New()
	s.callers.Configure(e)
	e.Use(func(c *gin.Context) {
		in, _ := c.Request.Context().Value(callerKey{}).(inProcess)
		c.Header(caller.RequestIDHeader, in.requestID)
		c.Set(holderKey, in.holder)
	})
	a := s.adminHandler()
	a.routes(e.Group("/v1/admin", a.audited))
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
	ctx := context.WithValue(o.c.Request.Context(), callerKey{}, inProcess{o.holder, caller.RequestID(o.c)})
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
	p.RequestID = caller.RequestID(o.c)
	return &p
}

const jsonMedia = "application/json"

// send makes a call whose body is a value.
func (o *Office) send(method, path string, body, into any, header ...string) (tag string, wrong *problem.Problem) {
	b, err := json.Marshal(body)
	if err != nil {
		return "", o.failed(err)
	}
	return o.call(&request{method, path, jsonMedia, header, b}, into)
}

func (o *Office) get(path string, into any) (tag string, wrong *problem.Problem) {
	return o.call(&request{method: http.MethodGet, path: path}, into)
}

func draftPath(id string) string { return "/v1/admin/drafts/" + url.PathEscape(id) }

// Drafts lists the drafts.
func (o *Office) Drafts() ([]DraftSummary, *problem.Problem) {
	var out Drafts
	_, p := o.get("/v1/admin/drafts", &out)
	return out.Drafts, p
}

// MakeDraft makes a draft from a notice in any of the forms of POST
// /v1/admin/drafts; query is that call's.
func (o *Office) MakeDraft(query url.Values, media string, body []byte) (Draft, *problem.Problem) {
	var out Draft
	_, p := o.call(&request{http.MethodPost, "/v1/admin/drafts?" + query.Encode(), media, nil, body}, &out)
	return out, p
}

// Draft returns a draft, and the tag of its version.
func (o *Office) Draft(id string) (d Draft, tag string, wrong *problem.Problem) {
	tag, wrong = o.get(draftPath(id), &d)
	return d, tag, wrong
}

// ChangeDraft replaces the notice of a draft; update is what a [DraftUpdate] says
// in JSON, as far as it was filled in rightly.
func (o *Office) ChangeDraft(id, tag string, update any) *problem.Problem {
	_, p := o.send(http.MethodPut, draftPath(id), update, nil, "If-Match", tag)
	return p
}

// DropDraft drops a draft.
func (o *Office) DropDraft(id, tag string) *problem.Problem {
	_, p := o.call(&request{method: http.MethodDelete, path: draftPath(id), header: []string{"If-Match", tag}}, nil)
	return p
}

// Publish publishes a draft. The same key publishes once.
func (o *Office) Publish(id, tag, key string, body *admin.PublishRequest) (admin.Published, *problem.Problem) {
	var out admin.Published
	_, p := o.send(http.MethodPost, draftPath(id)+"/publish", body, &out, "If-Match", tag, "Idempotency-Key", key)
	return out, p
}

// Notices returns the notices that were ever in force.
func (o *Office) Notices() ([]AdminNotice, *problem.Problem) {
	var out AdminNotices
	_, p := o.get("/v1/admin/notices", &out)
	return out.Notices, p
}

// Withdraw takes a notice out of force. The same key does so once.
func (o *Office) Withdraw(id, key, reason string) (admin.Published, *problem.Problem) {
	var out admin.Published
	_, p := o.send(http.MethodPost, "/v1/admin/notices/"+url.PathEscape(id)+"/withdraw", admin.ChangeRequest{Reason: reason}, &out, "Idempotency-Key", key)
	return out, p
}

// Rollback puts the notices of a revision into force. The same key does so once.
func (o *Office) Rollback(to int64, key, reason string) (admin.Published, *problem.Problem) {
	var out admin.Published
	_, p := o.send(http.MethodPost, "/v1/admin/rollback", admin.RollbackRequest{To: &to, Reason: reason}, &out, "Idempotency-Key", key)
	return out, p
}

// Log returns at most limit events after a revision, in order.
func (o *Office) Log(after int64, limit int) ([]LogEvent, *problem.Problem) {
	var out Log
	_, p := o.get("/v1/admin/log?after="+strconv.FormatInt(after, 10)+"&limit="+strconv.Itoa(limit), &out)
	return out.Events, p
}
