package matters

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/api/icalendar"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
	"shixian/internal/charset"
)

// export answers the list as a file that other programs read, and this page again.
func (h *Handler) export(c *gin.Context) {
	v := h.view(c)
	found, _, err := h.read(c, &v)
	if err != nil {
		page.RefuseForm(c, &v, err)
		return
	}
	kind, format, file := icalendar.MediaType, "ics", []byte(nil)
	if c.PostForm("as") == "xlsx" {
		kind, format = noticeformat.FormatXLSX.MediaType(), "xlsx"
		if file, err = workbook(&v, found); err != nil {
			_ = c.Error(err) // the access log has it
			c.Status(http.StatusInternalServerError)
			return
		}
	} else {
		file = h.events(c, &v, found)
	}
	page.SendFile(c, kind, v.T("我的台账.", "my-matters.")+format, file)
}

func (h *Handler) events(c *gin.Context, v *page.View, found []*matter) []byte {
	cal := icalendar.New(v.Lang)
	for _, m := range found {
		if m.Case != nil && !m.Case.Answer.Due.IsZero() {
			question.AddEvent(cal, v.Lang, m.Form, m.Case, icalendar.Usual, h.site.Origin(c), h.now())
		}
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

// workbook is the list as a sheet, each matter with its question as this page reads it.
func workbook(v *page.View, found []*matter) (file []byte, err error) {
	w, err := spreadsheet.NewXLSX(v.T("我的台账", "My matters"), []float64{14, 8, 34, 40, 14, 60, 60}, 1)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if err := w.Row(1, spreadsheet.Headings(headings[v.Lang]...)); err != nil {
		return nil, err
	}
	for i, m := range found {
		if err := w.Row(i+2, m.cells(v)); err != nil {
			return nil, err
		}
	}
	return w.Bytes()
}

// cells are the row of a matter; one without an answer stays in the file, as in the list.
func (m *matter) cells(v *page.View) []spreadsheet.Cell {
	own, none := spreadsheet.Own, spreadsheet.Own("")
	if m.Case == nil {
		return []spreadsheet.Cell{own("✕"), none, none, none, none, own(m.Problem), own(m.Query)}
	}
	rule, explanation := m.Case.Answer.Rule, m.Case.Explain(v.Lang)
	due, light := question.Cells(v, m.Case)
	return []spreadsheet.Cell{due, light, own(v.In(rule.Jurisdiction.Name)), own(v.In(rule.Title)), own(m.Form.Done), own(explanation.Cell()), own(m.pinned())}
}

// maxFile is the largest file that is taken in, in bytes, and maxForm the form with it.
const (
	maxFile = 2 << 20
	maxForm = maxFile + 4<<10
)

// take reads the questions of a file that this page wrote, and hands them back to the
// browser, which keeps them.
func (h *Handler) take(c *gin.Context) {
	v := h.view(c)
	body, err := upload(c)
	if err != nil {
		page.RefuseForm(c, &v, err)
		return
	}
	out := []string{}
	for _, q := range questionsOf(body) {
		if form, ok := h.question(q); ok && len(out) < maxMatters {
			out = append(out, form.Query())
		}
	}
	c.JSON(http.StatusOK, out)
}

func upload(c *gin.Context) ([]byte, error) {
	if err := page.ReadForm(c, maxForm); err != nil {
		return nil, err
	}
	f, _, err := c.Request.FormFile("file")
	if err != nil {
		return nil, err
	}
	defer f.Close() // it is in memory
	return io.ReadAll(f)
}

// questionsOf finds the questions in a workbook or a calendar file.
func questionsOf(body []byte) []string {
	var out []string
	body = charset.TrimBOM(body)
	if strings.HasPrefix(string(body[:min(len(body), 15)]), "BEGIN:VCALENDAR") {
		cal, err := ics.ParseCalendar(strings.NewReader(string(body)))
		if err != nil {
			return nil
		}
		for _, e := range cal.Events() {
			if p := e.GetProperty(ics.ComponentPropertyUrl); p != nil {
				if u, err := url.Parse(p.Value); err == nil {
					out = append(out, u.RawQuery)
				}
			}
		}
		return out
	}
	t, err := spreadsheet.ReadSmall(body)
	if err != nil {
		return nil
	}
	r, done := spreadsheet.Reader{Date1904: t.Date1904}, -1
	for _, row := range t.Rows {
		if c := doneColumn(row); c >= 0 {
			done = c // people write titles above it
		}
		for _, cell := range row.Cells {
			if !strings.HasPrefix(cell, "rule=") {
				continue
			}
			if done >= 0 {
				cell = withDone(cell, row.Cell(done), r)
			}
			out = append(out, cell)
		}
	}
	return out
}

// The headings of the workbook, in both languages; the fifth is above the days on which
// matters were done, in which people write.
var headings = map[string][]string{
	holidays.Chinese: {"截止日", "灯", "区县", "事项", "办结日期", "说明", "问题"},
	holidays.English: {"Due", "Light", "District", "Matter", "Done", "Explanation", "Question"},
}

func doneColumn(head spreadsheet.Row) int {
	return slices.IndexFunc(head.Cells, func(s string) bool { return s == headings[holidays.Chinese][4] || s == headings[holidays.English][4] })
}

// withDone puts the day that stands in the workbook into a question, or takes it out if none
// stands there; what is no day leaves it as it is. A day without a year follows that from
// which the matter counts.
func withDone(query, day string, r spreadsheet.Reader) string {
	q, err := url.ParseQuery(query)
	if err != nil {
		return query
	}
	first, _ := holidays.ParseDate(q.Get("trigger")) // zero for a matter without one
	d, fault := r.From(day, first)
	switch {
	case day == "":
		q.Del("done")
	case fault == "":
		q.Set("done", d.String())
	}
	return q.Encode()
}
