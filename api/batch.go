package api

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/deadlines"
	"shixian/holidays"
)

// Batch is the body of a batch: at most 10,000 questions, without trace unless
// they ask for it.
type Batch struct {
	Items []Question `json:"items"`
}

// BatchAnswer holds, in the order of the items, each one's [Answer] or [Problem].
type BatchAnswer struct {
	Results []Answer `json:"results"`
}

// item is a question of a batch, or what is wrong with it.
type item struct {
	q     question
	wrong error
}

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
//	@Param			batch	body		Batch	true	"问题 / the questions"
//	@Success		200		{object}	BatchAnswer
//	@Failure		400,413,415	{object}	Problem
//	@Router			/v1/deadlines/batch [post]
func (s *server) postBatch(c *gin.Context) {
	t := s.table(c)
	if t == nil {
		return
	}
	if strings.HasPrefix(c.ContentType(), ndjsonType) {
		s.streamLines(c, t)
		return
	}
	items, err := s.readBatch(c)
	if err != nil {
		fail(c, err)
		return
	}
	s.writeResults(c, t, items)
}

// readBatch reads the whole batch before anything is answered, so that a batch
// that breaks off is refused as a whole.
func (s *server) readBatch(c *gin.Context) ([]item, error) {
	a := s.asks.Get().(*ask)
	defer s.asks.Put(a)
	body, err := readBody(c, a.body, maxBatchBytes)
	if cap(body) <= maxQuestionBytes {
		a.body = body // larger ones are not kept
	}
	if err != nil {
		return nil, err
	}
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	r.reset(body)
	items, wrong, fatal := r.batch()
	if fatal != nil {
		return nil, fatal
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	return items, wrong
}

// batch reads {"items":[…]}.
func (r *reader) batch() (items []item, wrong, fatal error) {
	if r.dec.PeekKind() != '{' {
		wrong, fatal = r.skip(bad(codeWrongType, "", "JSON", "对象 {items}", "an object {items}"))
		return nil, wrong, fatal
	}
	seen := false
	wrong, fatal = r.object(func(name []byte) (error, error) {
		switch {
		case string(name) != "items":
			return r.skip(unknownField("", name))
		case seen:
			return r.skip(duplicateField("", name))
		}
		seen = true
		if r.dec.PeekKind() != '[' {
			return r.skip(bad(codeWrongType, "/items", "items", "数组", "an array"))
		}
		var fatal error
		items, fatal = r.items()
		return nil, fatal
	})
	if wrong == nil && fatal == nil && !seen {
		wrong = bad(deadlines.CodeFieldMissing, "/items", "items")
	}
	return items, wrong, fatal
}

func (r *reader) items() (items []item, fatal error) {
	_, fatal = r.array(func(i int) (error, error) {
		if i == maxBatchItems {
			return nil, bad(codeTooManyItems, "/items", maxBatchItems)
		}
		items = slices.Grow(items, 1)[:i+1]
		it := &items[i]
		it.q.reset(false)
		var fatal error
		it.wrong, fatal = r.question(&it.q, ^statusFields)
		return nil, fatal
	})
	return items, fatal
}

func (s *server) writeResults(c *gin.Context, t *holidays.Table, items []item) {
	lang := langOf(c)
	out := newStream(s, c)
	c.Writer.Header()["Content-Type"] = jsonType
	out.buf = append(out.buf, `{"results":[`...)
	for i := range items {
		if i > 0 {
			out.buf = append(out.buf, ',')
		}
		it := &items[i]
		out.buf = s.appendResult(out.buf, t, &it.q, it.wrong, lang, "/items/"+strconv.Itoa(i))
		if !out.full() {
			return
		}
	}
	out.buf = append(out.buf, "]}"...)
	out.flush()
}

// appendResult appends the answer to q, or its problem, pointing from prefix on.
func (s *server) appendResult(b []byte, t *holidays.Table, q *question, wrong error, lang, prefix string) []byte {
	err := wrong
	if err == nil {
		b, err = s.appendAnswer(b, t, q, lang)
	}
	if err == nil {
		return b
	}
	p := problemOf(err, lang)
	for i := range p.Errors {
		p.Errors[i].Pointer = prefix + p.Errors[i].Pointer
	}
	return append(b, mustJSON(&p)...)
}
