package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"shixian/holidays"
	"shixian/holidays/noticeformat"
	"shixian/internal/charset"
)

// Look is how a cell shows. CSV has none.
type Look string

// The looks.
const (
	Plain   Look = ""
	Heading Look = "heading"
	Bad     Look = "bad"
	Red     Look = "red"
	Yellow  Look = "yellow"
	Green   Look = "green"
)

// Cell is a cell to write.
type Cell struct {
	Text string
	Date holidays.Date // instead of the text
	Own  bool          // the text is the program's, and not from outside
	Look Look
}

// Own returns a cell with a text of the program's.
func Own(text string) Cell { return Cell{Text: text, Own: true} }

// Headings returns a row of headings.
func Headings(texts ...string) []Cell {
	var out []Cell
	for _, text := range texts {
		out = append(out, Cell{Text: text, Own: true, Look: Heading})
	}
	return out
}

// Writer writes a table row by row. Bytes ends it and returns the file, and Close
// lets go of what it took; nothing is written before, so that half a table never
// passes for a whole one.
type Writer interface {
	Row(line int, cells []Cell) error
	Bytes() ([]byte, error)
	Close() error
}

// csvWriter writes CSV in UTF-8 with a BOM, by which spreadsheets know it. What comes
// from outside and could be taken for a formula gets an apostrophe before it.
type csvWriter struct {
	buf bytes.Buffer
	w   *csv.Writer
	row []string
}

// NewCSV returns a writer of CSV.
func NewCSV() Writer {
	w := &csvWriter{}
	w.buf.WriteString(charset.BOM)
	w.w = csv.NewWriter(&w.buf)
	w.w.UseCRLF = true
	return w
}

func (w *csvWriter) Row(_ int, cells []Cell) error {
	w.row = w.row[:0]
	for _, c := range cells {
		switch {
		case !c.Date.IsZero():
			w.row = append(w.row, c.Date.String())
		case c.Own:
			w.row = append(w.row, c.Text)
		default:
			w.row = append(w.row, noticeformat.Guard(c.Text))
		}
	}
	return w.w.Write(w.row)
}

func (w *csvWriter) Bytes() ([]byte, error) {
	w.w.Flush()
	return w.buf.Bytes(), w.w.Error()
}

func (w *csvWriter) Close() error { return nil }

// xlsxWriter writes a workbook with one sheet. Text is text, whatever it begins
// with.
type xlsxWriter struct {
	looks
	f   *excelize.File
	out *excelize.StreamWriter
	row []any
}

// NewXLSX returns a writer of a workbook whose one sheet has the name, and columns
// of the widths, in characters. The rows down to the line frozen stay in sight.
func NewXLSX(sheet string, widths []float64, frozen int) (Writer, error) {
	w := &xlsxWriter{f: excelize.NewFile()}
	if err := w.begin(sheet, widths, frozen); err != nil {
		return nil, fmt.Errorf("begin XLSX: %w", err)
	}
	return w, nil
}

func (w *xlsxWriter) begin(sheet string, widths []float64, frozen int) error {
	if err := w.f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	var err error
	if w.looks, err = newLooks(w.f); err != nil {
		return err
	}
	if w.out, err = w.f.NewStreamWriter(sheet); err != nil {
		return err
	}
	for i, chars := range widths {
		if err := w.out.SetColWidth(i+1, i+1, chars); err != nil {
			return err
		}
	}
	if frozen == 0 {
		return nil
	}
	return w.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: "A" + strconv.Itoa(frozen+1), ActivePane: "bottomLeft"})
}

func (w *xlsxWriter) Row(line int, cells []Cell) error {
	w.row = w.row[:0]
	for _, c := range cells {
		w.row = append(w.row, w.value(c))
	}
	return w.out.SetRow("A"+strconv.Itoa(line), w.row)
}

// value returns a cell as the library takes it.
func (w *xlsxWriter) value(c Cell) any {
	if c.Date.IsZero() && c.Text == "" && c.Look == Plain {
		return nil
	}
	value, style := w.of(c)
	return excelize.Cell{StyleID: style, Value: value}
}

func (w *xlsxWriter) Bytes() ([]byte, error) {
	if err := w.out.Flush(); err != nil {
		return nil, fmt.Errorf("write XLSX: %w", err)
	}
	b, err := w.f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write XLSX: %w", err)
	}
	return b.Bytes(), nil
}

// Close removes the temporary file, if there is one.
func (w *xlsxWriter) Close() error { return w.f.Close() }

// Letter returns the letters of a column: A for 0, AA for 26.
func Letter(column int) string {
	name, _ := excelize.ColumnNumberToName(column + 1) // a table has [MaxColumns] at most
	return name
}
