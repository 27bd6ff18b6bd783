package api

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// postBatch answers many questions.
//
//	@ID			postBatch
//	@Summary		批量 / Batch
//	@Description	application/json：{"items":[…]}，最多 10000 条，按序返回 {"results":[…]}，每条是答案或其问题。
//	@Description	application/x-ndjson：每行一个问题，逐行返回答案或问题，行数不限；请边发边收。
//	@Description	As application/json at most 10,000 items, answered in order, each with its answer or its problem.
//	@Description	As application/x-ndjson one question a line, answered line by line, without a limit on lines; read while you send.
//	@Tags			deadlines
//	@Accept			json,application/x-ndjson
//	@Produce		json,application/x-ndjson
//	@Param			batch	body		wire.Batch	true	"问题 / the questions"
//	@Param			at			query	string	false	"各条的查看之日；有 at、done、yellow 之一即答进度 / the day of the look for each; with at, done or yellow the answer says where the matter stands"
//	@Param			done		query	string	false	"各条的办结日 / the day on which each was done"
//	@Param			yellow		query	int		false	"剩几个工作日起为黄灯 / working days left from which the light is yellow"	minimum(0)	maximum(1000)
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
//	@Param			view		query		string	false	"答多少 / how much is told"	Enums(brief, standard, full)	default(standard)
//	@Param			fields		query		string	false	"只要这些字段，以逗号分隔 / only these fields, separated by commas"
//	@Success		200		{object}	wire.BatchAnswer
//	@Failure		401,422	{object}	problem.Problem
//	@Router			/v1/deadlines/batch [post]
func (h *deadlineHandler) postBatch(c *gin.Context) {
	call, err := h.readBatchQuery(c)
	err = problem.OfQuery(err)
	if err == nil {
		err = wantType(c, "application/json", ndjsonType)
	}
	if err == nil && mediaType(c) == ndjsonType {
		h.streamLines(c, call.lang, func(b []byte, in *wire.Input, wrong error, line int64) []byte {
			return append(h.appendResult(b, &call, in, wrong, place{line: line}), '\n')
		})
		return
	}
	b := h.batches.Get().(*batch)
	defer h.batches.Put(b)
	slot := h.slots.Slot()
	defer slot.Release()
	if err == nil {
		err = h.readBatch(c, b, &slot)
	}
	if err != nil {
		h.answers.Refused("", err) // as one question: how many there were is not known
		fail(c, err)
		return
	}
	h.writeResults(c, &call, b.items, &slot)
}

// batchCall is what all questions of a batch share.
type batchCall struct {
	table   *holidays.Table
	lang    string
	present wire.Presentation
	look    wire.LookDefaults
}

func (h *deadlineHandler) readBatchQuery(c *gin.Context) (call batchCall, err error) {
	call.lang = langOf(c)
	if call.table, err = tableAsked(c, h.answers); err != nil {
		return call, err
	}
	p, err := answerParameters(c, wire.LookParameters()...)
	if err == nil {
		call.look, err = wire.ReadLook(p)
	}
	if err == nil {
		call.present, err = wire.PresentationOf(c.Request.URL.RawQuery)
		call.present.Lang = call.lang
	}
	return call, err
}

// batch is the memory that a batch takes, used again for the next one.
type batch struct {
	body  []byte
	items []wire.Item
}

// readBatch reads the whole batch before anything is answered, so that a batch
// that breaks off is refused as a whole. What has arrived waits for a slot.
func (h *deadlineHandler) readBatch(c *gin.Context, b *batch, slot *admit.Slot) error {
	var err error
	if b.body, err = readBody(c, b.body, maxBatchBytes); err != nil {
		return err
	}
	if err = slot.Begin(); err != nil {
		return err
	}
	r := h.decoders.Get().(*wire.Decoder)
	defer h.decoders.Put(r)
	b.items, err = r.Batch(b.body, b.items)
	return err
}

func (h *deadlineHandler) writeResults(c *gin.Context, call *batchCall, items []wire.Item, slot *admit.Slot) {
	out := newStream(h.now, c, fullRoom)
	out.slot = slot
	tellLanguage(c, call.lang)
	c.Writer.Header()["Vary"] = vary
	c.Writer.Header()["Content-Type"] = jsonType
	c.Writer.Header()[catalogueHeader] = h.catalogue
	out.buf = append(out.buf, `{"results":[`...)
	for i := range items {
		if i > 0 {
			out.buf = append(out.buf, ',')
		}
		it := &items[i]
		out.buf = h.appendResult(out.buf, call, &it.Input, it.Wrong, place{item: i})
		if !out.full() {
			return
		}
	}
	out.buf = append(out.buf, "]}"...)
	out.flush()
}

// place is where a question of a batch stands.
type place struct {
	item int   // from 0, in a document
	line int64 // from 1, in NDJSON; 0 in a document
}

// appendResult appends the answer to in, or its problem.
func (h *deadlineHandler) appendResult(b []byte, call *batchCall, in *wire.Input, wrong error, at place) []byte {
	if wrong != nil {
		h.answers.Refused(in.Rule, wrong)
		return appendProblem(b, wrong, call.lang, in.Ref, at)
	}
	whole := len(b)
	b = wire.AppendRef(b, in.Ref)
	start := len(b)
	b, err := h.appendQuestion(b, call, in)
	if err != nil {
		return appendProblem(b[:whole], err, call.lang, in.Ref, at)
	}
	wire.CloseRef(b, in.Ref, start)
	return b
}

// appendQuestion appends the answer to in, with where its matter stands if in asks for it.
func (h *deadlineHandler) appendQuestion(b []byte, call *batchCall, in *wire.Input) ([]byte, error) {
	in.SetLook(&call.look)
	var a deadlines.Answer
	if !in.AsksStatus() {
		if err := h.answers.Answer(&a, call.table, &in.Question); err != nil {
			return b, err
		}
		return h.appendAnswer(b, call.table, &in.Question, &a, call.present)
	}
	look := h.look(in)
	st, err := h.answers.Status(&a, call.table, &in.Question, look)
	if err != nil {
		return b, err
	}
	return h.appendStatus(b, call.table, &in.Question, &a, look, &st, call.present)
}

// appendProblem appends the problem of a question, which points to its item and bears its
// line and ref.
func appendProblem(b []byte, err error, lang, ref string, at place) []byte {
	p := problem.Of(err, lang)
	p.Ref, p.Line = ref, at.line
	if at.line == 0 {
		if len(p.Errors) == 0 { // of the item itself
			p.Errors = []problem.FieldError{{Detail: p.Detail}}
		}
		p.InBody("/items/" + strconv.Itoa(at.item))
	} else {
		p.InBody("")
	}
	return wire.AppendProblem(b, &p)
}
