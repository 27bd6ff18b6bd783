package batch

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays/noticeformat"
)

// example gives a small table to start from.
func (h *Handler) example(format noticeformat.Format) gin.HandlerFunc {
	return func(c *gin.Context) {
		v := h.view(c)
		d := h.names.district(c.Query("district"))
		file, err := h.exampleFile(&v, format, d)
		if err != nil {
			_ = c.Error(err) // the access log has it
			c.Status(http.StatusInternalServerError)
			return
		}
		name := v.T("批量示例", "batch-example")
		if d != nil {
			name = v.T("批量模板-"+d.Name.ZH, "batch-template-"+d.ID)
		}
		page.SendFile(c, format.MediaType(), name+"."+string(format), file)
	}
}

func (h *Handler) exampleFile(v *page.View, format noticeformat.Format, of *deadlines.Jurisdiction) (file []byte, err error) {
	w := spreadsheet.NewCSV()
	if format == noticeformat.FormatXLSX {
		if w, err = spreadsheet.NewXLSX(v.T("示例", "Example"), []float64{34, 40, 14, 10, 26, 14}, 1); err != nil {
			return nil, err
		}
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	for i, row := range h.exampleRows(v, of) {
		if err := w.Row(i+1, row); err != nil {
			return nil, err
		}
	}
	return w.Bytes()
}

// exampleRows are a heading and a row for some rules, of the last days; for all of a
// district if one is meant.
func (h *Handler) exampleRows(v *page.View, of *deadlines.Jurisdiction) [][]spreadsheet.Cell {
	none := spreadsheet.Own("")
	out := [][]spreadsheet.Cell{spreadsheet.Headings(v.T("区县", "District"), v.T("事项", "Matter"), v.T("收文日期", "Date"),
		v.T("另定时限", "Amount"), v.T("中止期间", "Suspended"), v.T("办结日期", "Done date"))}
	for _, r := range h.Answers.Catalogue().Rules {
		if of == nil && (r.Group != "reply" || r.Shape != deadlines.Within) || of != nil && (r.Jurisdiction != of || !templated(r)) {
			continue
		}
		day := h.Answers.Today().AddDays(-5 * len(out))
		row := []spreadsheet.Cell{spreadsheet.Own(v.In(r.Jurisdiction.Name)), spreadsheet.Own(v.In(r.Title)), {Date: day}, none, none, none}
		switch len(out) {
		case 2:
			row[5] = spreadsheet.Cell{Date: day.AddDays(1)}
		case 3:
			row[4] = spreadsheet.Own(day.AddDays(1).String() + v.T("至", " to ") + day.AddDays(2).String())
		}
		out = append(out, row)
	}
	return out
}

// templated reports whether a table can have rows of a rule that say no more than a day.
func templated(r *deadlines.Rule) bool {
	return r.Shape != deadlines.Quota && r.Shape != deadlines.Threshold
}
