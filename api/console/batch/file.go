package batch

import (
	"context"
	"errors"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
)

// xlsmType is the media type of a workbook with macros.
const xlsmType = "application/vnd.ms-excel.sheet.macroEnabled.12"

// download answers the form with the table and its answers as a file.
func (h *Handler) download(c *gin.Context) {
	v := h.view(c)
	m := h.newModel()
	m.Pinned = true
	format := noticeformat.FormatXLSX
	if m.Keep = c.Query("as") != "csv"; !m.Keep {
		format = noticeformat.FormatCSV
	}
	var file []byte
	canceled := func(*progress) error { return c.Request.Context().Err() }
	err := h.take(c, &v, m, canceled, func(k *rowCounter) (err error) {
		file, err = writeFile(c.Request.Context(), k, m)
		return err
	})
	h.extendWrite(c)
	if err != nil || file == nil { // without a file, the page asks what the columns mean
		m.refuse(c, &v, err)
		if err == nil {
			m.Status = http.StatusUnprocessableEntity
		}
		page.Render(c, m.Status, batchPage(&v, m))
		return
	}
	kind, extension := format.MediaType(), string(format)
	if m.Body != nil && strings.EqualFold(path.Ext(m.Source), ".xlsm") {
		kind, extension = xlsmType, "xlsm" // it kept its macros, with which Excel opens no .xlsx
	}
	page.SendFile(c, kind, fileName(&v, m.Source, extension), file)
}

// fileName is the name of the answer to a file.
func fileName(v *page.View, source, extension string) string {
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(source, `\`, "/")), path.Ext(source))
	if source == "" {
		base = v.T("批量", "batch")
	}
	return page.Clip(base, 60) + v.T("-截止日", "-due") + "." + extension
}

// writeFile counts all rows and writes them, each with its answer behind it: into the
// workbook that came if it can be kept, else into a new file.
func writeFile(ctx context.Context, k *rowCounter, m *model) (file []byte, err error) {
	out, err := newFileWriter(k, m)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, out.w.Close()) }()
	if m.Map.Header < 0 && !out.kept { // the headings take a line of their own
		out.shift = 1
		if err := out.heading(spreadsheet.Row{Line: 0}); err != nil {
			return nil, err
		}
	}
	for i, row := range m.Table.Rows {
		if i%reportEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := out.row(i-m.Map.Header, row); err != nil {
			return nil, err
		}
	}
	return out.w.Bytes()
}

// resultWidths are those of the result columns, in characters.
var resultWidths = []float64{12, 9, 12, 7, 7, 44, 60, 60}

func newFileWriter(k *rowCounter, m *model) (*fileWriter, error) {
	out := &fileWriter{k: k, width: m.Table.Width}
	if own := len(resultWidths); k.Own+own == m.Table.Width {
		out.width = k.Own // they are written anew
	}
	var err error
	switch {
	case !m.Keep:
		out.w = spreadsheet.NewCSV()
	case m.Body != nil:
		out.kept = true
		out.w, err = spreadsheet.NewEditor(m.Body, m.Table.Sheet, k.resultColumn(m.Table), resultWidths)
		if errors.Is(err, spreadsheet.ErrNoStyles) {
			m.Body = nil
			return newFileWriter(k, m)
		}
	default:
		frozen := 1
		if m.Map.Header >= 0 {
			frozen = m.Table.Rows[m.Map.Header].Line
		}
		out.w, err = spreadsheet.NewXLSX(k.v.T("截止日", "Due days"), append(widths(m.Table), resultWidths...), frozen)
	}
	return out, err
}

// ownColumns is where the result columns stand if the table was counted before, else its width.
func (m *mapping) ownColumns(t *spreadsheet.Table) int {
	if m.Header < 0 {
		return t.Width
	}
	header := t.Rows[m.Header].Cells
	for _, lang := range []string{holidays.Chinese, holidays.English} {
		own := resultHeadings(lang)
		if at := slices.Index(header, own[0]); at >= 0 && len(header) >= at+len(own) && slices.Equal(header[at:at+len(own)], own) {
			return at
		}
	}
	return t.Width
}

// resultColumn is where the result columns begin: behind the last, or where they stand.
func (k *rowCounter) resultColumn(t *spreadsheet.Table) int {
	if k.Own < t.Width {
		return k.Own
	}
	return t.LastColumn() + 1
}

// widths are about as many characters as the first rows need.
func widths(t *spreadsheet.Table) []float64 {
	const least, most = 8, 40
	out := slices.Repeat([]float64{least}, t.Width)
	for _, row := range t.Rows[:min(len(t.Rows), 50)] {
		for i, c := range row.Cells {
			n := (len(c) + utf8.RuneCountInString(c)) / 2 // Chinese takes two places, and three bytes
			out[i] = max(out[i], float64(min(n+2, most)))
		}
	}
	return out
}
