package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/wire"
	"shixian/deadlines"
)

// @ID			postStatus
// @Summary		办理进度 / Where a matter stands
// @Description	截止日，以及在查看之日（默认今天）是否到期、还剩或已超几个工作日、红黄绿灯、是否已视为无不同意见。
// @Description	办结的事项按办结日计。
// @Description	The due day, and on the day of the look (today by default) the state, the working days left or over, the
// @Description	light, and whether silence has become consent. The clock of a matter that is done stops when it was done.
// @Param			question	body		wire.StatusQuestion	true	"问题 / the question"
// @Success		200			{object}	wire.StatusAnswer
// @Failure		422	{object}	problem.Problem
// @Router			/v1/deadlines/status [post]
func (h *deadlineHandler) postStatus(c *gin.Context) {
	a := h.asks.Get().(*ask)
	defer h.asks.Put(a)
	t, err := h.take(c, a, func(a *ask) error { return h.readQuestion(c, a, wire.StatusFields) })
	if err != nil {
		failQuestion(c, err, a.in.Ref)
		return
	}
	look := h.look(&a.in)
	var ans deadlines.Answer
	st, err := h.answers.Status(&ans, t, &a.in.Question, look)
	if err != nil {
		failQuestion(c, err, a.in.Ref)
		return
	}
	a.out = wire.AppendRef(a.out[:0], a.in.Ref)
	start := len(a.out)
	p := a.present
	p.Lang = langOf(c)
	tellLanguage(c, p.Lang)
	if a.out, err = h.appendStatus(a.out, t, &a.in.Question, &ans, look, &st, p); err != nil {
		failQuestion(c, err, a.in.Ref)
		return
	}
	wire.CloseRef(a.out, a.in.Ref, start)
	writeJSON(c, a.out)
}

// look returns the look of a question: today, unless it says when.
func (h *deadlineHandler) look(in *wire.Input) deadlines.Look {
	look := in.Look
	if look.At.IsZero() {
		look.At = h.answers.Today()
	}
	return look
}
