package spreadsheet

import (
	"bytes"
	"errors"
	"strings"

	"shixian/holidays/noticeformat"
)

// The bounds of a table.
const (
	MaxBytes   = 20 << 20 // of a file
	MaxRows    = 100_000  // rows with a value, those above the first record not counted
	MaxColumns = 100
	MaxCells   = 2_000_000
	MaxText    = 64 << 20 // bytes, all cells together
	MaxCell    = 32 << 10 // bytes

	// MaxLead is how many rows may stand above the first record: titles and headings.
	MaxLead = 20
)

var workbookBounds = noticeformat.Bounds{Bytes: 96 << 20, Elements: 4 * MaxCells, CellText: MaxCell, Columns: MaxColumns}

// Kind is the form that a table comes in.
type Kind string

// The kinds.
const (
	XLSX Kind = "xlsx"
	Text Kind = "text" // CSV, or what is pasted from a spreadsheet: cells with tabs between
)

// Table is a table as it was read: the rows that have a value.
type Table struct {
	Kind     Kind
	Sheet    string // its name in the workbook
	Date1904 bool   // numbers that stand for dates count from 1904
	Rows     []Row
	Width    int // columns of the widest row

	cells, text int
}

// Row is a row with its number in the file. Empty cells at its end are left out.
type Row struct {
	Line  int
	Cells []string
}

// Cell returns the cell of a column, "" beyond the last, without the space around
// it.
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[column])
}

var (
	zipMagic = []byte("PK\x03\x04")
	oldMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1} // Excel to 2003, or encrypted
)

// Read reads a file. note, which may be nil, is told now and then how many rows
// were read. Every error is an [*Error], or what note returned.
func Read(body []byte, note func(rows int) error) (*Table, error) {
	if len(body) > MaxBytes {
		return nil, TooLarge()
	}
	t := &Table{Kind: Text}
	read := t.readText
	if bytes.HasPrefix(body, zipMagic) || bytes.HasPrefix(body, oldMagic) {
		t.Kind, read = XLSX, t.readWorkbook
	}
	if err := read(body, note); err != nil {
		return nil, err
	}
	if len(t.Rows) == 0 {
		return nil, refuse(CodeEmpty, 0, nil)
	}
	return t, nil
}

// step is after how many rows the reader says how far it is.
const step = 5000

// add takes in a row.
func (t *Table) add(line int, cells []string, note func(rows int) error) error {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	for _, c := range cells {
		if t.text += len(c); len(c) > MaxCell {
			return refuse(CodeCell, line, nil, MaxCell>>10)
		}
	}
	t.cells += len(cells)
	switch {
	case len(t.Rows) == MaxRows+MaxLead:
		return refuse(CodeRows, line, nil, MaxRows)
	case len(cells) > MaxColumns:
		return refuse(CodeColumns, line, nil, MaxColumns)
	case t.cells > MaxCells:
		return refuse(CodeCells, line, nil, MaxCells)
	case t.text > MaxText:
		return refuse(CodeText, line, nil, MaxText>>20)
	}
	t.Rows = append(t.Rows, Row{line, cells})
	t.Width = max(t.Width, len(cells))
	if note != nil && len(t.Rows)%step == 0 {
		return note(len(t.Rows))
	}
	return nil
}

// TooLarge is the refusal of a file of more than [MaxBytes].
func TooLarge() *Error { return refuse(CodeBytes, 0, nil, MaxBytes>>20) }

// TooManyRows is the refusal of a table with too many records.
func TooManyRows() *Error { return refuse(CodeRows, 0, nil, MaxRows) }

func (t *Table) readWorkbook(body []byte, note func(rows int) error) error {
	w, err := noticeformat.OpenWorkbook(body, workbookBounds)
	if err != nil {
		return workbookError(err)
	}
	defer w.Close() // it holds nothing but memory
	t.Sheet, t.Date1904 = w.Sheet(), w.Date1904()
	err = w.Rows(func(line int, cells []string) error { return t.add(line, cells, note) })
	return workbookError(err)
}

// workbookError words what is wrong with a workbook. Other errors stay as they are.
func workbookError(err error) error {
	var e *noticeformat.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case noticeformat.CodeOldXLS:
		return refuse(CodeOldXLS, 0, err)
	case noticeformat.CodeUnzipped:
		return refuse(CodeZip, 0, err)
	}
	return refuse(CodeXLSX, 0, err)
}
