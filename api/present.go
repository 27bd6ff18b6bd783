package api

import (
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// explanation says how an answer to a question by a table came about. It is made of
// copies, so that answers without one need no memory of their own.
func (h *deadlineHandler) explanation(lang string, t *holidays.Table, q *deadlines.Question, a *deadlines.Answer) *explain.Explanation {
	question, answer := *q, *a
	x := h.answers.Explain(lang, t, &question, &answer)
	return &x
}

// rendering is how an answer to a question by a table is written.
func (h *deadlineHandler) rendering(t *holidays.Table, q *deadlines.Question, a *deadlines.Answer, p wire.Presentation) wire.Rendering {
	r := wire.Rendering{Lang: p.Lang, View: p.View}
	if p.View == wire.Full {
		r.Explanation = h.explanation(p.Lang, t, q, a)
	}
	return r
}

// appendAnswer appends an answer as the caller wants it.
func (h *deadlineHandler) appendAnswer(b []byte, t *holidays.Table, q *deadlines.Question, a *deadlines.Answer, p wire.Presentation) ([]byte, error) {
	r := h.rendering(t, q, a, p)
	if p.Fields == nil {
		return h.enc.AppendRendered(b, a, &r), nil
	}
	return wire.Select(b, h.enc.AppendRendered(nil, a, &r), p.Fields)
}

// appendStatus appends an answer and where its matter stands.
func (h *deadlineHandler) appendStatus(b []byte, t *holidays.Table, q *deadlines.Question, a *deadlines.Answer, l deadlines.Look, st *deadlines.Standing, p wire.Presentation) ([]byte, error) {
	r := h.rendering(t, q, a, p)
	if p.Fields == nil {
		return h.enc.AppendRenderedStatus(b, a, l, st, &r), nil
	}
	return wire.Select(b, h.enc.AppendRenderedStatus(nil, a, l, st, &r), p.Fields)
}
