package noticeformat

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A date cell comes from the library as a mark and its number once [showDates] has
// been there: that takes the library a fifth of the time of a date. Numbers below
// zero are no dates and come as they are.
const (
	dateMark   = "\uE000" // of the private use area, which nobody types
	markFormat = `"` + dateMark + `"0.0########;General`

	isoTime  = "2006-01-02T15:04:05"
	midnight = "T00:00:00"
)

// Workbook is an XLSX workbook that was found safe to read.
type Workbook struct {
	f        *excelize.File
	sheet    string // the first
	date1904 bool
}

// OpenWorkbook opens a workbook from outside once it is known to keep within b.
// Close it after use. Every error is an [*Error], with [CodeOldXLS], [CodeXLSX] or
// [CodeUnzipped].
func OpenWorkbook(body []byte, b Bounds) (*Workbook, error) {
	if err := b.check(body); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{
		UnzipSizeLimit: int64(b.Bytes), UnzipXMLSizeLimit: int64(b.Bytes), // nothing goes to a file
	})
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, fail(CodeXLSX, Place{})
	}
	showDates(f)
	props, err := f.GetWorkbookProps()
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	return &Workbook{f, sheets[0], props.Date1904 != nil && *props.Date1904}, nil
}

// Sheet returns the name of the first sheet.
func (w *Workbook) Sheet() string { return w.sheet }

// Date1904 reports whether the numbers inside date cells count from 1904 and not
// from 1900.
func (w *Workbook) Date1904() bool { return w.date1904 }

// Rows reads the first sheet row by row, empty rows in between included. A cell
// counts as what the sheet shows: a formula as its last result. A date cell is
// written 2026-04-14, or 2026-04-14T17:30:00 if it has a time of day, however the
// sheet shows it. Line counts from 1. An error of row ends the reading and is
// returned; every other is an [*Error] with [CodeXLSX].
func (w *Workbook) Rows(row func(line int, cells []string) error) error {
	rows, err := w.f.Rows(w.sheet)
	if err != nil {
		return fail(CodeXLSX, Place{}).because(err)
	}
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return fail(CodeXLSX, Place{Line: line}).because(err)
		}
		for i, c := range cells {
			cells[i] = w.shown(c)
		}
		if err := row(line, cells); err != nil {
			return err
		}
	}
	if err := rows.Close(); err != nil {
		return fail(CodeXLSX, Place{}).because(err)
	}
	return nil
}

// shown returns a cell with its date written out, if it has one.
func (w *Workbook) shown(cell string) string {
	if number, ok := strings.CutPrefix(cell, dateMark); ok {
		if n, err := strconv.ParseFloat(number, 64); err == nil {
			if t, err := excelize.ExcelDateToTime(n, w.date1904); err == nil {
				cell = t.Format(isoTime)
			}
		}
	}
	return strings.TrimSuffix(cell, midnight)
}

// Close lets go of the workbook.
func (w *Workbook) Close() error {
	if err := w.f.Close(); err != nil {
		return fail(CodeXLSX, Place{}).because(err)
	}
	return nil
}
