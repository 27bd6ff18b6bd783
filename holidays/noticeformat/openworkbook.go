package noticeformat

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A date cell comes from the library as a mark and its number once [showDates] has
// been there: that takes the library a fifth of the time of a date. Numbers below
// zero are no dates and come as they are.
const (
	dateMark     = "\uE000" // of the private use area, which nobody types
	monthMark    = "\uE001" // of a cell that shows no day
	NoResult     = "\uE002" // what [Workbook.Rows] writes for a formula whose result the file has not got
	markedNumber = "0.0########;General"

	isoTime  = "2006-01-02T15:04:05"
	isoMonth = "2006-01"
	midnight = "T00:00:00"
)

// Workbook is an XLSX workbook that was found safe to read.
type Workbook struct {
	f        *excelize.File
	sheets   []string // those that are not hidden
	date1904 bool
	held     int
}

// OpenWorkbook opens a workbook from outside once it is known to keep within b.
// Close it after use. Every error is an [*Error], with [CodeOldXLS], [CodeXLSX] or
// [CodeUnzipped].
func OpenWorkbook(body []byte, b Bounds) (*Workbook, error) {
	held, err := b.check(body)
	if err != nil {
		return nil, err
	}
	f, err := b.Open(body)
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	sheets := shownSheets(f)
	if len(sheets) == 0 {
		return nil, fail(CodeXLSX, Place{})
	}
	showDates(f)
	ChangeSheets(f, marked)
	props, err := f.GetWorkbookProps()
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	return &Workbook{f, sheets, props.Date1904 != nil && *props.Date1904, held}, nil
}

// Open opens a workbook that is known to keep within b, as the library has it.
func (b Bounds) Open(body []byte) (*excelize.File, error) {
	return excelize.OpenReader(bytes.NewReader(body), excelize.Options{
		UnzipSizeLimit: int64(b.Bytes), UnzipXMLSizeLimit: int64(b.Bytes), // nothing goes to a file
	})
}

// ChangeSheets puts what change makes of the XML of each sheet in its place, before the library
// reads it; nil leaves it as it is.
func ChangeSheets(f *excelize.File, change func(sheet []byte) []byte) {
	f.Pkg.Range(func(name, part any) bool {
		sheet, ok := part.([]byte)
		if path, _ := name.(string); !ok || !strings.HasPrefix(path, "xl/worksheets/") {
			return true
		}
		if changed := change(sheet); changed != nil {
			f.Pkg.Store(name, changed)
		}
		return true
	})
}

// shownSheets are the sheets that people see; all, if they see none.
func shownSheets(f *excelize.File) []string {
	shown := slices.DeleteFunc(f.GetSheetList(), func(name string) bool {
		visible, err := f.GetSheetVisible(name)
		return err == nil && !visible
	})
	if len(shown) == 0 {
		return f.GetSheetList()
	}
	return shown
}

// Sheets returns the names of the sheets that are not hidden, in their order.
func (w *Workbook) Sheets() []string { return w.sheets }

// Date1904 reports whether the numbers inside date cells count from 1904 and not
// from 1900.
func (w *Workbook) Date1904() bool { return w.date1904 }

// Held is how many cells are held in memory, at some 300 bytes each, by whoever does not read
// row by row, of the sheet with the most of them.
func (w *Workbook) Held() int { return w.held }

// Rows reads a sheet row by row, empty rows in between included. A cell
// counts as what the sheet shows: a formula as its last result, or as [NoResult]. A date cell is
// written 2026-04-14, or 2026-04-14T17:30:00 if it has a time of day, however the
// sheet shows it, but for the first of a month of which it shows no day: 2026-04. Line counts from 1. An error of row ends the reading and is
// returned; every other is an [*Error] with [CodeXLSX].
func (w *Workbook) Rows(sheet string, row func(line int, cells []string) error) error {
	rows, err := w.f.Rows(sheet)
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

// Merged is a block of cells shown as one: its first cell, and how far it reaches,
// all from 0.
type Merged struct{ Row, Column, LastRow, LastColumn int }

// Merged returns the merged cells of a sheet. It takes the whole sheet into memory, see
// [Workbook.Held].
func (w *Workbook) Merged(sheet string) ([]Merged, error) {
	cells, err := w.f.GetMergeCells(sheet, true)
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	out := make([]Merged, 0, len(cells))
	for _, c := range cells {
		column, row, err := excelize.CellNameToCoordinates(c.GetStartAxis())
		lastColumn, lastRow, err2 := excelize.CellNameToCoordinates(c.GetEndAxis())
		if err == nil && err2 == nil {
			out = append(out, Merged{row - 1, column - 1, lastRow - 1, lastColumn - 1})
		}
	}
	return out, nil
}

// shown returns a cell with its date written out, if it has one.
func (w *Workbook) shown(cell string) string {
	number, month := strings.CutPrefix(cell, monthMark)
	number, date := strings.CutPrefix(number, dateMark)
	if month || date {
		if n, err := strconv.ParseFloat(number, 64); err == nil {
			if t, err := excelize.ExcelDateToTime(n, w.date1904); err == nil && month && t.Day() == 1 {
				cell = t.Format(isoMonth)
			} else if err == nil {
				cell = t.Format(isoTime)
			}
		}
	}
	return strings.TrimSuffix(cell, midnight)
}

// Close lets go of the workbook.
func (w *Workbook) Close() error { return w.f.Close() }

// unsaved is a formula to the end of its cell, without a result: programs that write
// workbooks often do not count.
var unsaved = regexp.MustCompile(`<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>`)

// marked is a sheet with a mark for every formula without a result, by which it differs from
// an empty cell; nil if there is none. A cell of a shared string keeps what it has: its result
// would be a number of a string.
func marked(sheet []byte) (out []byte) {
	from := 0
	for _, at := range unsaved.FindAllIndex(sheet, -1) {
		cell := sheet[bytes.LastIndexByte(sheet[:at[0]], '<')+1 : at[0]]
		if bytes.Contains(cell, []byte(`t="s"`)) || bytes.Contains(cell, []byte("t='s'")) {
			continue
		}
		out = append(append(append(out, sheet[from:at[0]]...), "<f/><v>"+NoResult...), "</v></c>"...)
		from = at[1]
	}
	if from == 0 {
		return nil
	}
	return append(out, sheet[from:]...)
}
