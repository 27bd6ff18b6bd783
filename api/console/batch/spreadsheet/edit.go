package spreadsheet

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"

	"shixian/holidays/noticeformat"
)

// maxEdited is how many cells a sheet may have that gets columns, and maxWritten how many with
// them: the library holds all of it in memory, at some 300 bytes a cell, and each row up to its
// last.
const (
	maxEdited  = 300_000
	maxWritten = 600_000
	added      = 8 // columns that it gets
)

// Editable reports whether the table's workbook can get columns.
func (t *Table) Editable() bool {
	return len(t.Sheets) > 0 && t.held <= maxEdited && len(t.Rows)*(t.LastColumn()+1+added) <= maxWritten
}

// editor writes cells at the right of a sheet. The workbook keeps all else that it has:
// its other sheets, merged cells, formats, formulas and filters.
type editor struct {
	looks
	f      *excelize.File
	sheet  string
	column int // the first to write, from 1
}

// ErrNoStyles says that a workbook lacks the part with its formats, as those of simple programs do,
// without which the library can add none.
var ErrNoStyles = errors.New("the workbook has no styles")

// NewEditor returns a writer that puts rows into a sheet of a workbook from a column on,
// counted from 0, whose columns get the widths. body is a workbook that [Read] has read.
func NewEditor(body []byte, sheet string, column int, widths []float64) (Writer, error) {
	f, err := workbookBounds.Open(body)
	if err != nil {
		return nil, fmt.Errorf("open XLSX: %w", err)
	}
	_, _ = f.GetStyle(0) // has the styles read
	if s := f.Styles; s == nil || s.Fonts == nil || s.Fills == nil || s.CellXfs == nil {
		return nil, ErrNoStyles
	}
	noticeformat.ChangeSheets(f, locked)
	e := &editor{f: f, sheet: sheet, column: column + 1}
	if e.looks, err = newLooks(f); err != nil {
		return nil, fmt.Errorf("edit XLSX: %w", err)
	}
	for i, chars := range widths {
		name := Letter(column + i)
		err := f.SetColWidth(sheet, name, name, chars)
		if err == nil {
			err = f.SetColVisible(sheet, name, true) // offices hide all columns that are empty
		}
		if err != nil {
			return nil, fmt.Errorf("edit XLSX: %w", err)
		}
	}
	return e, nil
}

// Row writes the cells of a line. Headings look like the heading at their left.
func (e *editor) Row(line int, cells []Cell) error {
	for i, c := range cells {
		name, err := excelize.CoordinatesToCellName(e.column+i, line)
		if err != nil {
			return err
		}
		value, style := e.of(c)
		if c.Look == Heading {
			if style, err = e.beside(line, style); err != nil {
				return err
			}
		}
		if value == "" {
			value = nil // what stood here when the workbook was counted before goes
		}
		if err := e.f.SetCellValue(e.sheet, name, value); err != nil {
			return err
		}
		if err := e.f.SetCellStyle(e.sheet, name, name, style); err != nil {
			return err
		}
	}
	return nil
}

// beside returns the style of the cell at the left of the columns, or else the one given.
func (e *editor) beside(line, otherwise int) (int, error) {
	if e.column == 1 {
		return otherwise, nil
	}
	name, err := excelize.CoordinatesToCellName(e.column-1, line)
	if err != nil {
		return 0, err
	}
	style, err := e.f.GetCellStyle(e.sheet, name)
	if err != nil || style == 0 {
		return otherwise, err
	}
	return style, nil
}

func (e *editor) Bytes() ([]byte, error) {
	b, err := e.f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write XLSX: %w", err)
	}
	return b.Bytes(), nil
}

func (e *editor) Close() error { return e.f.Close() }
