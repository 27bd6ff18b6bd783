package api

import (
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/problem"
	"shixian/api/wire"
)

// @ID			postBatch
// @Summary		批量 / Batch
// @Description	application/json：{"items":[…]}，最多 10000 条，按序返回 {"results":[…]}，每条是答案或其问题。
// @Description	application/x-ndjson：每行一个问题，逐行返回答案或问题，行数不限；请边发边收。
// @Description	As application/json at most 10,000 items, answered in order, each with its answer or its problem.
// @Description	As application/x-ndjson one question a line, answered line by line, without a limit on lines; read while you send.
// @Accept			json,application/x-ndjson
// @Produce		json,application/x-ndjson
// @Param			batch	body		wire.Batch	true	"问题 / the questions"
// @Param			at			query	string	false	"各条的查看之日；有 at、done、yellow 之一即答进度 / the day of the look for each; with at, done or yellow the answer says where the matter stands"
// @Param			done		query	string	false	"各条的办结日 / the day on which each was done"
// @Param			yellow		query	int		false	"剩几个工作日起为黄灯 / working days left from which the light is yellow"	minimum(0)	maximum(1000)
// @Success		200		{object}	wire.BatchAnswer
// @Failure		422	{object}	problem.Problem
// @Router			/v1/deadlines/batch [post]
func (h *deadlineHandler) postBatch(c *gin.Context) {
	call, err := h.readBatchQuery(c)
	err = problem.OfQuery(err)
	if err == nil {
		err = wantType(c, "application/json", ndjsonType)
	}
	if err == nil && mediaType(c) == ndjsonType {
		h.streamLines(c, call.present.Lang, func(b []byte, in *wire.Input, wrong error, line int64) []byte {
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

func (h *deadlineHandler) readBatchQuery(c *gin.Context) (call answering, err error) {
	if call.table, err = tableAsked(c, h.answers); err != nil {
		return call, err
	}
	p, err := parameters(c, slices.Concat(wire.AnswerParameters, wire.LookParameters)...)
	if err == nil {
		call.look, err = wire.ReadLook(p)
	}
	if err == nil {
		call.present, err = presentationOf(c)
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

func (h *deadlineHandler) writeResults(c *gin.Context, call *answering, items []wire.Item, slot *admit.Slot) {
	out := newStream(h.now, c, fullRoom)
	out.slot = slot
	tellLanguage(c, call.present.Lang)
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
func (h *deadlineHandler) appendResult(b []byte, call *answering, in *wire.Input, wrong error, at place) []byte {
	if wrong != nil {
		h.answers.Refused(in.Rule, wrong)
	} else {
		b, wrong = h.appendAnswer(b, call, in)
	}
	if wrong != nil {
		return appendProblem(b, wrong, call.present.Lang, in, at)
	}
	return b
}

// appendProblem appends the problem of a question, which points to its item, or names the
// parameter that every question was given, and bears its line and ref.
func appendProblem(b []byte, err error, lang string, in *wire.Input, at place) []byte {
	p := problem.Of(err, lang)
	p.Ref, p.Line = in.Ref, at.line
	switch {
	case len(p.Errors) > 0 && in.ByQuery(p.Errors[0].Pointer):
		p.InQuery()
	case at.line > 0:
		p.InBody("")
	default:
		if len(p.Errors) == 0 { // of the item itself
			p.Errors = []problem.FieldError{{Detail: p.Detail}}
		}
		p.InBody("/items/" + strconv.Itoa(at.item))
	}
	return wire.AppendProblem(b, &p)
}
