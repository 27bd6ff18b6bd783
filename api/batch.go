package api

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
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
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success		200		{object}	BatchAnswer
//	@Failure		400,401,413,415,429,503	{object}	problem.Problem
//	@Router			/v1/deadlines/batch [post]
func (s *server) postBatch(c *gin.Context) {
	t, err := s.tableAsked(c)
	if err == nil {
		_, err = tableParameters(c)
	}
	if err == nil && mediaType(c) == ndjsonType {
		s.streamLines(c, t)
		return
	}
	b := s.batches.Get().(*batch)
	defer s.batches.Put(b)
	if err == nil {
		err = s.readBatch(c, b)
	}
	if err != nil {
		s.unanswered("", err) // as one question: how many there were is not known
		fail(c, err)
		return
	}
	s.writeResults(c, t, b.items)
}

// batch is the memory that a batch takes, used again for the next one.
type batch struct {
	body  []byte
	items []item
}

// readBatch reads the whole batch before anything is answered, so that a batch
// that breaks off is refused as a whole.
func (s *server) readBatch(c *gin.Context, b *batch) error {
	var err error
	if b.body, err = readBody(c, b.body, maxBatchBytes); err != nil {
		return err
	}
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	r.reset(b.body)
	hint := min(maxBatchItems, bytes.Count(b.body, []byte(`"rule"`)))
	b.items = slices.Grow(b.items[:0], hint)
	wrong, fatal := r.batch(b)
	if fatal != nil {
		return fatal
	}
	if err := r.end(); err != nil {
		return err
	}
	return wrong
}

// batch reads {"items":[…]}.
func (r *reader) batch(b *batch) (wrong, fatal error) {
	if r.dec.PeekKind() != '{' {
		return r.skip(problem.New(problem.WrongType, "", "JSON", "对象 {items}", "an object {items}"))
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
			return r.skip(problem.New(problem.WrongType, "/items", "items", "数组", "an array"))
		}
		return nil, r.items(b)
	})
	if wrong == nil && fatal == nil && !seen {
		wrong = problem.New(deadlines.CodeFieldMissing, "/items", "items")
	}
	return wrong, fatal
}

func (r *reader) items(b *batch) (fatal error) {
	_, fatal = r.array(func(i int) (error, error) {
		if i == maxBatchItems {
			return nil, problem.New(problem.TooManyItems, "/items", maxBatchItems)
		}
		b.items = slices.Grow(b.items, 1)[:i+1]
		it := &b.items[i]
		it.q.reset(false)
		var fatal error
		it.wrong, fatal = r.question(&it.q, itemCall)
		return nil, fatal
	})
	return fatal
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
		out.buf = s.appendResult(out.buf, t, &it.q, it.wrong, lang, i)
		if !out.full() {
			return
		}
	}
	out.buf = append(out.buf, "]}"...)
	out.flush()
}

// alone is the place of a question that stands by itself.
const alone = -1

// appendResult appends the answer to q, or its problem, which points to the i-th
// item of a batch.
func (s *server) appendResult(b []byte, t *holidays.Table, q *question, wrong error, lang string, i int) []byte {
	err := wrong
	if err == nil {
		b, err = s.appendAnswer(b, t, q, lang)
	}
	if err == nil {
		return b
	}
	s.unanswered(q.Rule, err)
	p := problem.Of(err, lang)
	for k := range p.Errors {
		if i != alone {
			p.Errors[k].Pointer = "/items/" + strconv.Itoa(i) + p.Errors[k].Pointer
		}
	}
	return append(b, mustJSON(&p)...)
}
