package batch

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// model is what the page of tables shows.
type model struct {
	Text   string // pasted
	Source string // the name of the file, "" if it was pasted
	Script bool   // the page's script asked, which still has the file
	Pinned bool   // the form names the revision and the day of an answer shown before
	Keep   bool   // the workbook is wanted back
	Show   shownKind

	Status  int
	Problem string             // why nothing was counted; "" if nothing is wrong
	Table   *spreadsheet.Table // nil if none could be read; without rows until its sheet is chosen
	Body    []byte             // the workbook, if it is wanted back and can be
	Map     mapping
	Result  *outcome // nil if it is not known what to count
	// Questions came up while counting; nil if nothing was.
	Questions *questions

	Today     holidays.Date
	Districts []*deadlines.Jurisdiction
	Rules     []*deadlines.Rule
}

func (h *Handler) newModel() *model {
	cat := h.Answers.Catalogue()
	return &model{Status: http.StatusOK, Today: h.Answers.Today(), Districts: cat.Jurisdictions, Rules: cat.Rules}
}

// refuse puts an error into words.
func (m *model) refuse(c *gin.Context, v *page.View, err error) {
	if err == nil {
		return
	}
	if errors.Is(err, context.Canceled) { // it took longer than a connection waits, or nobody is there
		err = errBusy
	}
	m.Result = nil
	var form *refusal
	var table *spreadsheet.Error
	switch {
	case errors.As(err, &form):
		m.Status, m.Problem = form.status, v.In(form.text)
	case errors.As(err, &table):
		m.Status, m.Problem, m.Table = http.StatusUnprocessableEntity, v.In(table.Text), nil
		if table.Code == spreadsheet.CodeBytes {
			m.Status, m.Text = http.StatusRequestEntityTooLarge, ""
		}
	default:
		wrong := problem.ForPeople(err, v.Lang)
		m.Status, m.Problem = wrong.Status, wrong.Detail
		if c.Request.Context().Err() == nil && wrong.Status == http.StatusInternalServerError {
			_ = c.Error(err) // the access log has it
		}
	}
}
