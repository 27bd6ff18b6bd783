package api

import (
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
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
	in      wire.Input
	present wire.Presentation
	body    []byte
	out     []byte
}

func newDeadlineHandler(a *answers.Service, now func() time.Time) *deadlineHandler {
	h := &deadlineHandler{answers: a, now: now, enc: wire.NewEncoder(a.Catalogue()), catalogue: []string{a.Catalogue().Position()}}
	h.decoders.New = func() any { return wire.NewDecoder(a.Catalogue()) }
	h.asks.New = func() any { return &ask{} }
	h.batches.New = func() any { return &batch{} }
	return h
}

// postDeadline answers one question.
//
//	@ID			postDeadline
//	@Summary		一个时限 / One deadline
//	@Description	按规则和起算日算出截止日，并逐日说明理由。
//	@Description	Counts from the trigger to the due day by the rule, and accounts for every day.
//	@Tags			deadlines
//	@Accept			json
//	@Produce		json
//	@Param			question	body		wire.Question	true	"问题 / the question"
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Param			view		query		string	false	"答多少 / how much is told"	Enums(brief, standard, full)	default(standard)
//	@Param			fields		query		string	false	"只要这些字段，以逗号分隔 / only these fields, separated by commas"
//	@Success		200			{object}	wire.Answer
//	@Failure		401,422	{object}	problem.Problem
//	@Router			/v1/deadlines [post]
func (h *deadlineHandler) postDeadline(c *gin.Context) {
	h.answer(c, func(a *ask) error { return h.readQuestion(c, a, wire.QuestionFields) }, false)
}

// getDeadline answers one question in a query string.
//
//	@ID			getDeadline
//	@Summary		一个时限 / One deadline
//	@Description	与 POST 相同；suspended 写作 from/to，可重复；history 以逗号分隔。
//	@Description	The same as POST; suspended is written from/to and may stand again, history is separated by commas.
//	@Description	按 Accept 或 format，也可只得截止日一天（text/plain，供电子表格的 WEBSERVICE 使用），或得日历事件（text/calendar）。
//	@Description	By Accept or format the answer is the due day alone (text/plain, for the function WEBSERVICE of spreadsheets) or an event (text/calendar).
//	@Tags			deadlines
//	@Produce		json,plain,text/calendar
//	@Param			rule		query		string	true	"规则 / rule id"	example(xihe.countersign-reply)
//	@Param			format		query		string	false	"答复的形式，优先于 Accept / the form of the answer, before Accept"	Enums(json, text, ics)
//	@Param			trigger		query		string	false	"起算日 / date or RFC 3339 instant"	example(2026-02-09)
//	@Param			amount		query		int		false	"另定的时限 / another amount, if the rule is overridable"	minimum(1)	maximum(1000)
//	@Param			roll		query		string	false	"顺延 / roll"	Enums(none, next, previous)
//	@Param			suspended	query		[]string	false	"中止期间 / suspended span, from/to"	collectionFormat(multi)
//	@Param			agreed		query		string	false	"另行商定的日期 / the due day as agreed, if the rule is overridable"	Format(date)
//	@Param			readings	query		bool	false	"是否也按别的理解回答 / whether to answer under the other readings too"
//	@Param			interpret	query		[]string	false	"选一种理解 / a reading chosen, interpretation:reading"	collectionFormat(multi)
//	@Param			as_of		query		string	false	"按该日已发布的通知 / by the notices issued by that day"	Format(date)
//	@Param			calendar	query		string	false	"日历 / calendar"
//	@Param			history		query		string	false	"已用的日子 / days already used (quota)"
//	@Param			days		query		number	false	"天数 / length in days (threshold)"	Format(double)
//	@Param			ref			query		string	false	"调用方自己的编号，原样带回 / the caller's own name for it, which comes back"	maxlength(128)
//	@Param			trace		query		bool	false	"是否附逐日理由 / whether the answer carries its trace"	default(true)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Param			view		query		string	false	"答多少 / how much is told"	Enums(brief, standard, full)	default(standard)
//	@Param			fields		query		string	false	"只要这些字段，以逗号分隔 / only these fields, separated by commas"
//	@Success		200			{object}	wire.Answer
//	@Success		304
//	@Failure		401,422	{object}	problem.Problem
//	@Router			/v1/deadlines [get]
func (h *deadlineHandler) getDeadline(c *gin.Context) {
	h.answer(c, func(a *ask) error {
		return wire.ReadQuery(&a.in, c.Request.URL.RawQuery, wire.QueryFields)
	}, true)
}

// answer reads a question with read, and answers it.
func (h *deadlineHandler) answer(c *gin.Context, read func(*ask) error, byQuery bool) {
	a := h.asks.Get().(*ask)
	defer h.asks.Put(a)
	t, err := h.take(c, a, read)
	var ans deadlines.Answer
	if err == nil {
		err = h.answers.Answer(&ans, t, &a.in.Question)
	}
	if err != nil {
		failQuestion(c, err, a.in.Ref)
		return
	}
	if format := formatOf(c, a.in.Format); byQuery && format != formatJSON {
		if err := h.writeDue(c, t, &a.in.Question, &ans, format); err != nil {
			failQuestion(c, err, a.in.Ref)
		}
		return
	}
	p := a.present
	p.Lang = langOf(c)
	tellLanguage(c, p.Lang)
	a.out = wire.AppendRef(a.out[:0], a.in.Ref)
	start := len(a.out)
	if a.out, err = h.appendAnswer(a.out, t, &a.in.Question, &ans, p); err != nil {
		failQuestion(c, err, a.in.Ref)
		return
	}
	wire.CloseRef(a.out, a.in.Ref, start)
	if byQuery {
		writeTaggedBy(c, a.out, varyAccept)
	} else {
		writeJSON(c, a.out)
	}
}

// take reads a question with read, and returns the table to answer it from: that of
// the revision which it names, else that of the query's, else the one in force.
func (h *deadlineHandler) take(c *gin.Context, a *ask, read func(*ask) error) (*holidays.Table, error) {
	a.in.Reset(true) // whatever fails, it is not the last question
	t, err := tableAsked(c, h.answers)
	if err == nil {
		a.present, err = wire.PresentationOf(c.Request.URL.RawQuery)
		err = problem.OfQuery(err)
	}
	if wrong := read(a); err == nil { // it is read in any case, for its ref
		err = wrong
	}
	if state, given := a.in.State(); err == nil && given {
		t, err = h.answers.TableAt(c.Request.Context(), state)
	}
	if err != nil {
		h.answers.Refused(a.in.Rule, err)
	}
	return t, err
}

func (h *deadlineHandler) readQuestion(c *gin.Context, a *ask, allowed wire.Fields) error {
	if _, err := answerParameters(c); err != nil {
		return err
	}
	var err error
	if a.body, err = readBody(c, a.body, maxQuestionBytes); err != nil {
		return err
	}
	r := h.decoders.Get().(*wire.Decoder)
	defer h.decoders.Put(r)
	return r.Question(a.body, &a.in, allowed)
}
