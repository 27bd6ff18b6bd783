package api

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/deadlines"
	"shixian/holidays"
)

// StatusAnswer is an [Answer] with where the matter stands.
type StatusAnswer struct {
	Answer
	// The day of the look
	At   holidays.Date `json:"at" swaggertype:"string" example:"2026-02-24"`
	Done holidays.Date `json:"done,omitzero" swaggertype:"string"`
	// pending, due_today, overdue, done or done_late
	State string `json:"state" example:"pending"`
	// After the look (or the day on which it was done) up to the due day, due day included
	WorkingDaysLeft *int `json:"working_days_left,omitempty" example:"1"`
	// After the due day up to the look (or the day on which it was done)
	WorkingDaysOver *int `json:"working_days_over,omitempty"`
	// green, yellow or red
	Light string `json:"light" example:"yellow"`
	// Whether silence has become consent
	DeemedNoObjection bool          `json:"deemed_no_objection"`
	DeemedSince       holidays.Date `json:"deemed_since,omitzero" swaggertype:"string"`
}

// newStatusAnswer returns the documented form of a standing.
func newStatusAnswer(a Answer, l deadlines.Look, st *deadlines.Standing) StatusAnswer {
	out := StatusAnswer{
		Answer: a, At: l.At, Done: l.Done, State: string(st.State), Light: string(st.Light),
		DeemedNoObjection: st.Deemed, DeemedSince: st.DeemedSince,
	}
	if st.Late {
		out.WorkingDaysOver = &st.WorkingDaysOver
	} else {
		out.WorkingDaysLeft = &st.WorkingDaysLeft
	}
	return out
}

// postStatus says where a matter stands.
//
//	@Summary		办理进度 / Where a matter stands
//	@Description	截止日，以及在查看之日（默认今天）是否到期、还剩或已超几个工作日、红黄绿灯、是否已视为无不同意见。
//	@Description	办结的事项按办结日计。
//	@Description	The due day, and on the day of the look (today by default) the state, the working days left or over, the
//	@Description	light, and whether silence has become consent. The clock of a matter that is done stops when it was done.
//	@Tags			deadlines
//	@Accept			json
//	@Produce		json
//	@Param			question	body		StatusQuestion	true	"问题 / the question"
//	@Param			revision	query		int	false	"按该版本的日历表 / by the tables of that revision"
//	@Success		200			{object}	StatusAnswer
//	@Failure		400,401,404,413,415,422,429,503	{object}	problem.Problem
//	@Router			/v1/deadlines/status [post]
func (s *server) postStatus(c *gin.Context) {
	a := s.asks.Get().(*ask)
	defer s.asks.Put(a)
	if err := s.stand(c, a); err != nil {
		s.unanswered(a.q.Rule, err)
		fail(c, err)
		return
	}
	writeJSON(c, a.out)
}

// stand reads a question and puts its answer, with where the matter stands, into
// a.out.
func (s *server) stand(c *gin.Context, a *ask) error {
	t, err := s.take(c, a, func(a *ask) error { return s.readQuestion(c, a, statusCall) })
	if err != nil {
		return err
	}
	ans, err := s.Catalogue.Ask(t, &a.q.Question)
	if err != nil {
		return err
	}
	look := deadlines.Look{At: a.q.at, Done: a.q.done, Yellow: a.q.yellow}
	if look.At.IsZero() {
		look.At = s.Today()
	}
	st, err := deadlines.Stand(&ans, look)
	if err != nil {
		return err
	}
	s.answered(&ans)
	a.out = appendStanding(s.enc.appendOpenAnswer(a.out[:0], &ans, langOf(c)), look, &st)
	return nil
}

// appendStanding appends the fields of [StatusAnswer] that follow the answer's.
func appendStanding(b []byte, l deadlines.Look, st *deadlines.Standing) []byte {
	b = appendDate(b, `,"at":"`, l.At)
	b = appendDate(b, `,"done":"`, l.Done)
	b = append(append(append(b, `,"state":"`...), st.State...), '"')
	if st.Late {
		b = strconv.AppendInt(append(b, `,"working_days_over":`...), int64(st.WorkingDaysOver), 10)
	} else {
		b = strconv.AppendInt(append(b, `,"working_days_left":`...), int64(st.WorkingDaysLeft), 10)
	}
	b = append(append(append(b, `,"light":"`...), st.Light...), '"')
	b = strconv.AppendBool(append(b, `,"deemed_no_objection":`...), st.Deemed)
	b = appendDate(b, `,"deemed_since":"`, st.DeemedSince)
	return append(b, '}')
}
