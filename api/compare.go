package api

import (
	"encoding/json"

	"github.com/gin-gonic/gin"

	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/api/wire"
)

// @ID			compareDeadlines
// @Summary		哪些变了 / What moved
// @Description	每行一个问题，写法同批量；按 from 和 to（默认现行）两个版本或位置各算一次，只答变了的，每行一条；写错的问题答其问题说明，带 line。
// @Description	certainty=true 时，日子没变而由暂定变为已定（或相反）的也答。at、done、yellow、readings、trace 不起作用。X-Shixian-Position 是 to 的位置，下次从它开始。
// @Description	One question a line, as in a batch; each is counted at two revisions or positions, from and to (by default the one in force), and only what moved is answered, one line each; what is wrong with a question is answered with its line.
// @Description	With certainty=true so is what only became settled, or ceased to be. at, done, yellow, readings and trace change nothing. X-Shixian-Position is the position of to, to go on from.
// @Accept			application/x-ndjson
// @Produce		application/x-ndjson
// @Param			question	body		wire.BatchItem	true	"每行一个问题 / one question a line"
// @Param			from		query		string	true	"以前的版本或位置 / the revision or position before"	example(0)
// @Param			to			query		string	false	"以后的版本或位置，默认现行 / the one after, by default the one in force"
// @Param			min_position	query	string	false	"等到这个位置再答，至多几秒 / waits some seconds until that position is reached"
// @Param			certainty	query		bool	false	"也答只是把握变了的 / also what is only more or less certain"	default(false)
// @Success		200			{object}	wire.Moved
// @Failure		404,410	{object}	problem.Problem
// @Router			/v1/deadlines/compare [post]
func (h *deadlineHandler) compareDeadlines(c *gin.Context) {
	compared, certainty, err := h.readComparison(c)
	err = problem.OfQuery(err)
	if err == nil {
		err = wantType(c, ndjsonType)
	}
	if err != nil {
		h.answers.Refused("", err) // as one question: how many there were is not known
		fail(c, err)
		return
	}
	lang := langOf(c)
	c.Writer.Header()[positionHeader] = []string{compared.To}
	h.streamLines(c, lang, func(b []byte, in *wire.Input, wrong error, line int64) []byte {
		text, err := h.compareLine(compared, in, wrong, certainty, lang)
		switch {
		case err != nil:
			b = append(appendProblem(b, err, lang, in, place{line: line}), '\n')
		case text != nil:
			b = append(append(b, text...), '\n')
		}
		return b
	})
}

// compareLine returns what moved of a question, or nothing.
func (h *deadlineHandler) compareLine(compared *answers.Comparison, in *wire.Input, wrong error, certainty bool, lang string) ([]byte, error) {
	if wrong != nil {
		h.answers.Refused(in.Rule, wrong)
		return nil, wrong
	}
	m, moved, err := compared.Ask(&in.Question, certainty)
	if err != nil || !moved {
		return nil, err
	}
	return json.Marshal(wire.NewMoved(in.Ref, &m, lang))
}

// readComparison reads what is compared, and whether certainty counts.
func (h *deadlineHandler) readComparison(c *gin.Context) (compared *answers.Comparison, certainty bool, err error) {
	p := values(c, "from", "to", "certainty", wire.MinPositionParameter)
	certainty = p.Bool("certainty", false)
	if p.Err == nil {
		p.Err = h.answers.Await(c.Request.Context(), c.Request.URL.RawQuery)
	}
	from, to := p.State("from"), p.State("to")
	if from == nil {
		p.Fail(wire.Missing("from"))
	}
	if p.Err != nil {
		return nil, false, p.Err
	}
	compared, err = h.answers.Compare(c.Request.Context(), *from, to)
	return compared, certainty, err
}
