package api

import (
	"cmp"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

type deadlineHandler struct {
	answers *answers.Service
	now     func() time.Time
	enc     *wire.Encoder
	// catalogue is the header that tells which rules answered a batch.
	catalogue []string
	// mayStay reports whether a caller who was let in still would be.
	mayStay func(*gin.Context) bool
	// slots bound how many thousands of deadlines are counted at the same time.
	slots *admit.Slots

	decoders sync.Pool // of *wire.Decoder
	asks     sync.Pool // of *ask
	batches  sync.Pool // of *batch
}

// ask is the memory that answering takes, used again from request to request.
type ask struct {
	in   wire.Input
	body []byte
	out  []byte
	runs []deadlines.Run
}

// answering is how the questions of a call are answered.
type answering struct {
	table   *holidays.Table
	present wire.Presentation // in a language
	look    wire.LookDefaults
	status  bool // where the matter stands is asked, whatever a question says
	byQuery bool // in any form

	runs []deadlines.Run // memory for the traces of answers, one after the other
}

func newDeadlineHandler(a *answers.Service, now func() time.Time) *deadlineHandler {
	h := &deadlineHandler{answers: a, now: now, enc: wire.NewEncoder(a.Catalogue()), catalogue: []string{a.Catalogue().Position()}}
	h.decoders.New = func() any { return wire.NewDecoder(a.Catalogue()) }
	h.asks.New = func() any { return &ask{} }
	h.batches.New = func() any { return &batch{} }
	return h
}

// @ID			postDeadline
// @Summary		一个时限 / One deadline
// @Description	按规则和起算日算出截止日，并逐日说明理由。
// @Description	Counts from the trigger to the due day by the rule, and accounts for every day.
// @Param			question	body		wire.Question	true	"问题 / the question"
// @Success		200			{object}	wire.Answer
// @Failure		422	{object}	problem.Problem
// @Router			/v1/deadlines [post]
func (h *deadlineHandler) postDeadline(c *gin.Context) {
	h.answer(c, answering{}, func(a *ask) error { return h.readQuestion(c, a, wire.QuestionFields) })
}

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
	h.answer(c, answering{status: true}, func(a *ask) error { return h.readQuestion(c, a, wire.StatusFields) })
}

// @ID			getDeadline
// @Summary		一个时限 / One deadline
// @Description	与 POST 相同；suspended 写作 from/to，可重复；history 以逗号分隔。
// @Description	The same as POST; suspended is written from/to and may stand again, history is separated by commas.
// @Description	按 Accept 或 format，也可只得截止日一天（text/plain，供电子表格的 WEBSERVICE 使用），或得日历事件（text/calendar）。
// @Description	By Accept or format the answer is the due day alone (text/plain, for the function WEBSERVICE of spreadsheets) or an event (text/calendar).
// @Produce		json,plain,text/calendar
// @Param			rule		query		string	true	"规则 / rule id"	example(xihe.countersign-reply)
// @Param			format		query		string	false	"答复的形式，优先于 Accept / the form of the answer, before Accept"	Enums(json, text, ics)
// @Param			trigger		query		string	false	"起算日 / date or RFC 3339 instant"	example(2026-02-09)
// @Param			amount		query		int		false	"另定的时限 / another amount, if the rule is overridable"	minimum(1)	maximum(1000)
// @Param			roll		query		string	false	"顺延 / roll"	Enums(none, next, previous)
// @Param			suspended	query		[]string	false	"中止期间 / suspended span, from/to"	collectionFormat(multi)
// @Param			agreed		query		string	false	"另行商定的日期 / the due day as agreed, if the rule is overridable"	Format(date)
// @Param			readings	query		bool	false	"是否也按别的理解回答 / whether to answer under the other readings too"
// @Param			interpret	query		[]string	false	"选一种理解 / a reading chosen, interpretation:reading"	collectionFormat(multi)
// @Param			as_of		query		string	false	"按该日已发布的通知 / by the notices issued by that day"	Format(date)
// @Param			calendar	query		string	false	"日历 / calendar"
// @Param			history		query		string	false	"已用的日子 / days already used (quota)"
// @Param			days		query		number	false	"天数 / length in days (threshold)"	Format(double)
// @Param			ref			query		string	false	"调用方自己的编号，原样带回 / the caller's own name for it, which comes back"	maxlength(128)
// @Param			trace		query		bool	false	"是否附逐日理由 / whether the answer carries its trace"	default(true)
// @Success		200			{object}	wire.Answer
// @Failure		422	{object}	problem.Problem
// @Router			/v1/deadlines [get]
func (h *deadlineHandler) getDeadline(c *gin.Context) {
	h.answer(c, answering{byQuery: true}, func(a *ask) error {
		return wire.ReadQuery(&a.in, c.Request.URL.RawQuery, wire.QueryFields)
	})
}

// answer reads a question with read, and answers it.
func (h *deadlineHandler) answer(c *gin.Context, call answering, read func(*ask) error) {
	a := h.asks.Get().(*ask)
	defer h.asks.Put(a)
	call.runs = a.runs
	err := h.take(c, &call, a, read)
	format := wire.FormatJSON
	if call.byQuery {
		format = formatOf(c, a.in.Format)
	}
	switch {
	case err != nil:
	case format != wire.FormatJSON:
		err = h.writeDue(c, &call, &a.in.Question, format)
	default:
		err = h.writeAnswer(c, &call, a)
	}
	if err != nil {
		failQuestion(c, err, a.in.Ref)
	}
}

func (h *deadlineHandler) writeAnswer(c *gin.Context, call *answering, a *ask) (err error) {
	a.out, err = h.appendAnswer(a.out[:0], call, &a.in)
	a.runs = call.runs
	if err != nil {
		return err
	}
	tellLanguage(c, call.present.Lang)
	if call.byQuery {
		writeTaggedBy(c, a.out, varyAccept)
	} else {
		writeJSON(c, a.out)
	}
	return nil
}

// take reads a question with read, how it is to be answered, and the table to answer it
// from: that of the revision which it names, else that of the query's, else the one in force.
func (h *deadlineHandler) take(c *gin.Context, call *answering, a *ask, read func(*ask) error) (err error) {
	a.in.Reset(true) // whatever fails, it is not the last question
	if call.table, err = tableAsked(c, h.answers); err == nil {
		call.present, err = presentationOf(c)
	}
	if wrong := read(a); err == nil { // it is read in any case, for its ref
		err = wrong
	}
	if state, given := a.in.State(); err == nil && given {
		call.table, err = h.answers.TableAt(c.Request.Context(), state)
	}
	if err != nil {
		h.answers.Refused(a.in.Rule, err)
	}
	return err
}

// presentationOf returns how a caller wants answers, and in which language.
func presentationOf(c *gin.Context) (wire.Presentation, error) {
	p, err := wire.PresentationOf(c.Request.URL.RawQuery)
	p.Lang = langOf(c)
	return p, problem.OfQuery(err)
}

// readQuestion reads a question from a body, for its ref even if the query is wrong; but a
// caller who waits to be told to send it is told what is wrong instead.
func (h *deadlineHandler) readQuestion(c *gin.Context, a *ask, allowed wire.Fields) error {
	_, wrong := parameters(c, wire.AnswerParameters...)
	if wrong != nil && c.Request.Header.Get("Expect") != "" {
		return wrong
	}
	var err error
	if a.body, err = readBody(c, a.body, maxQuestionBytes); err == nil {
		r := h.decoders.Get().(*wire.Decoder)
		defer h.decoders.Put(r)
		err = r.Question(a.body, &a.in, allowed)
	}
	return cmp.Or(wrong, err)
}

// appendAnswer appends the answer to in, with its ref. If there is none, nothing is appended.
func (h *deadlineHandler) appendAnswer(b []byte, call *answering, in *wire.Input) ([]byte, error) {
	whole := len(b)
	b = wire.AppendRef(b, in.Ref)
	start := len(b)
	b, err := h.appendOwn(b, call, in)
	if err != nil {
		return b[:whole], err
	}
	wire.CloseRef(b, in.Ref, start)
	return b, nil
}

// appendOwn appends the answer to in, with where its matter stands if that is asked.
func (h *deadlineHandler) appendOwn(b []byte, call *answering, in *wire.Input) ([]byte, error) {
	in.SetLook(&call.look)
	q := &in.Question
	r := wire.Rendering{Lang: call.present.Lang, View: call.present.View}
	a := deadlines.Answer{Trace: call.runs}
	var st deadlines.Standing
	var err error
	if call.status || in.AsksStatus() {
		if r.Look = in.Look; r.Look.At.IsZero() {
			r.Look.At = h.answers.Today()
		}
		r.Standing = &st
		st, err = h.answers.Status(&a, call.table, q, r.Look)
	} else {
		err = h.answers.Answer(&a, call.table, q)
	}
	if err != nil {
		return b, err
	}
	if a.Trace != nil {
		call.runs = a.Trace
	}
	if r.View == wire.Full {
		r.Explanation = h.explanation(r.Lang, call.table, q, &a)
	}
	if call.present.Fields == nil {
		return h.enc.AppendRendered(b, &a, &r), nil
	}
	return wire.Select(b, h.enc.AppendRendered(nil, &a, &r), call.present.Fields)
}

// explanation says how an answer to a question by a table came about. It is made of
// copies, so that answers without one need no memory of their own.
func (h *deadlineHandler) explanation(lang string, t *holidays.Table, q *deadlines.Question, a *deadlines.Answer) *explain.Explanation {
	question, answer := *q, *a
	x := h.answers.Explain(lang, t, &question, &answer)
	return &x
}
