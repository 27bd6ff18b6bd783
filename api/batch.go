package api

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// postBatch answers many questions.
//
//	@Summary		批量 / Batch
//	@Description	application/json：{"items":[…]}，最多 10000 条，按序返回 {"results":[…]}，每条是答案或其问题。
//	@Description	application/x-ndjson：每行一个问题，逐行返回答案或问题，行数不限；请边发边收。
//	@Description	As application/json at most 10,000 items, answered in order, each with its answer or its problem.
//	@Description	As application/x-ndjson one question a line, answered line by line, without a limit on lines; read while you send.
//	@Tags			deadlines
//	@Accept			json,application/x-ndjson
//	@Produce		json,application/x-ndjson
//	@Param			batch	body		wire.Batch	true	"问题 / the questions"
//	@Param			revision	query		string	false	"按该版本或位置的日历表 / by the tables of that revision or position"
//	@Success		200		{object}	wire.BatchAnswer
//	@Failure		400,401,413,415,429,503	{object}	problem.Problem
//	@Router			/v1/deadlines/batch [post]
func (h *deadlineHandler) postBatch(c *gin.Context) {
	t, err := tableAsked(c, h.answers)
	if err == nil {
		_, err = tableParameters(c)
	}
	if err == nil && mediaType(c) == ndjsonType {
		h.streamLines(c, t)
		return
	}
	b := h.batches.Get().(*batch)
	defer h.batches.Put(b)
	if err == nil {
		err = h.readBatch(c, b)
	}
	if err != nil {
		h.answers.Refused("", err) // as one question: how many there were is not known
		fail(c, err)
		return
	}
	h.writeResults(c, t, b.items)
}

// batch is the memory that a batch takes, used again for the next one.
type batch struct {
	body  []byte
	items []wire.Item
}

// readBatch reads the whole batch before anything is answered, so that a batch
// that breaks off is refused as a whole.
func (h *deadlineHandler) readBatch(c *gin.Context, b *batch) error {
	var err error
	if b.body, err = readBody(c, b.body, maxBatchBytes); err != nil {
		return err
	}
	r := h.decoders.Get().(*wire.Decoder)
	defer h.decoders.Put(r)
	b.items, err = r.Batch(b.body, b.items)
	return err
}

func (h *deadlineHandler) writeResults(c *gin.Context, t *holidays.Table, items []wire.Item) {
	lang := langOf(c)
	out := newStream(h.now, c)
	c.Writer.Header()["Content-Type"] = jsonType
	out.buf = append(out.buf, `{"results":[`...)
	for i := range items {
		if i > 0 {
			out.buf = append(out.buf, ',')
		}
		it := &items[i]
		out.buf = h.appendResult(out.buf, t, &it.Input, it.Wrong, lang, i)
		if !out.full() {
			return
		}
	}
	out.buf = append(out.buf, "]}"...)
	out.flush()
}

// alone is the place of a question that stands by itself.
const alone = -1

// appendResult appends the answer to in, or its problem, which points to the i-th
// item of a batch.
func (h *deadlineHandler) appendResult(b []byte, t *holidays.Table, in *wire.Input, wrong error, lang string, i int) []byte {
	if wrong != nil {
		h.answers.Refused(in.Rule, wrong)
		return appendProblem(b, wrong, lang, i)
	}
	a, err := h.answers.Answer(t, &in.Question)
	if err != nil {
		return appendProblem(b, err, lang, i)
	}
	return h.enc.AppendAnswer(b, &a, lang)
}

func appendProblem(b []byte, err error, lang string, i int) []byte {
	p := problem.Of(err, lang)
	for k := range p.Errors {
		if i != alone {
			p.Errors[k].Pointer = "/items/" + strconv.Itoa(i) + p.Errors[k].Pointer
		}
	}
	return wire.AppendProblem(b, &p)
}
