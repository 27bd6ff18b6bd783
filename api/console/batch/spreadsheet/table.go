package spreadsheet

import (
	"bytes"
	"errors"
	"slices"
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

var (
	workbookBounds = noticeformat.Bounds{Bytes: 96 << 20, Elements: 4 * MaxCells, CellText: MaxCell, Columns: MaxColumns}
	smallBounds    = noticeformat.Bounds{Bytes: 16 << 20, Elements: 200_000, CellText: MaxCell, Columns: MaxColumns}
)

// Table is a table as it was read: the rows that have a value.
type Table struct {
	Sheet    string   // its name in the workbook; "" for CSV, or cells with tabs between
	Sheets   []string // the names of all that are not hidden; none for text
	Date1904 bool     // numbers that stand for dates count from 1904
	Rows     []Row
	Width    int // columns of the widest row
	Merged   []noticeformat.Merged

	cells, text int
	formulas    int // columns up to the last formula without a result, which no row shows
	held        int // cells that it takes to hold its workbook's largest sheet
	within      noticeformat.Bounds
}

// Row is a row with its number in the file. Empty cells at its end are left out.
type Row struct {
	Line  int
	Cells []string

	unsaved []int // columns of formulas whose result the file has not got: their cells are empty
}

// Cell returns the cell of a column, "" beyond the last, without the space around
// it.
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[column])
}

// Unsaved reports whether a cell is empty since it is a formula whose result the file has
// not got.
func (r Row) Unsaved(column int) bool {
	return r.Cell(column) == "" && slices.Contains(r.unsaved, column)
}

// encryptedPart is the name, in UTF-16, of what an encrypted workbook keeps its content in.
var encryptedPart = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// Choose names the sheet to read of those that a workbook has, "" for none of them. It is
// shown the first rows of each.
type Choose func(heads []*Table) (sheet string)

// first chooses the first sheet.
func first(heads []*Table) string { return heads[0].Sheet }

// Read reads a file. choose, which may be nil for the first, is asked which sheet of
// several; without one the table has no rows. note, which may be nil, is told now and
// then how many rows were read. Every error is an [*Error], or what note returned.
func Read(body []byte, choose Choose, note func(rows int) error) (*Table, error) {
	if choose == nil {
		choose = first
	}
	return read(&Table{within: workbookBounds}, body, choose, note)
}

// ReadSmall is [Read] of the first sheet of a file with some hundred rows. A workbook that takes
// more to hold is refused, so that many of them may be read at the same time.
func ReadSmall(body []byte) (*Table, error) {
	return read(&Table{within: smallBounds}, body, first, nil)
}

func read(t *Table, body []byte, choose Choose, note func(rows int) error) (*Table, error) {
	if len(body) > MaxBytes {
		return nil, TooLarge()
	}
	var err error
	if noticeformat.IsWorkbook(body) {
		err = t.readWorkbook(body, choose, note)
	} else {
		err = t.readText(body, note)
	}
	if err != nil {
		return nil, err
	}
	if len(t.Rows) == 0 && (t.Sheet != "" || len(t.Sheets) == 0) {
		return nil, refuse(CodeEmpty, 0)
	}
	return t, nil
}

// step is after how many rows the reader says how far it is.
const step = 5000

// add takes in a row.
func (t *Table) add(line int, cells []string, note func(rows int) error) error {
	var unsaved []int
	for i, c := range cells {
		if c == noticeformat.NoResult {
			cells[i], unsaved = "", append(unsaved, i)
			t.formulas = max(t.formulas, i+1)
		}
	}
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	for _, c := range cells {
		if t.text += len(c); len(c) > MaxCell {
			return refuse(CodeCell, line, MaxCell>>10)
		}
	}
	t.cells += len(cells)
	switch {
	case len(t.Rows) == MaxRows+MaxLead:
		return refuse(CodeRows, line, MaxRows)
	case len(cells) > MaxColumns:
		return refuse(CodeColumns, line, MaxColumns)
	case t.cells > MaxCells:
		return refuse(CodeCells, line, MaxCells)
	case t.text > MaxText:
		return refuse(CodeText, line, MaxText>>20)
	}
	t.Rows = append(t.Rows, Row{line, cells, unsaved})
	t.Width = max(t.Width, len(cells))
	if note != nil && len(t.Rows)%step == 0 {
		return note(len(t.Rows))
	}
	return nil
}

// TooLarge is the refusal of a file of more than [MaxBytes].
func TooLarge() *Error { return refuse(CodeBytes, 0, MaxBytes>>20) }

// TooManyRows is the refusal of a table with too many records.
func TooManyRows() *Error { return refuse(CodeRows, 0, MaxRows) }

func (t *Table) readWorkbook(body []byte, choose Choose, note func(rows int) error) error {
	if bytes.Contains(body[:min(len(body), 200)], []byte("application/vnd.oasis.opendocument")) { // an .ods file begins with its type
		return refuse(CodeODS, 0)
	}
	w, err := noticeformat.OpenWorkbook(body, t.within)
	if err != nil {
		return workbookError(body, err)
	}
	defer w.Close() // it holds nothing but memory
	t.Sheets, t.Date1904 = w.Sheets(), w.Date1904()
	if t.Sheet = t.Sheets[0]; len(t.Sheets) > 1 {
		heads, err := t.heads(w)
		if err != nil {
			return workbookError(body, err)
		}
		if len(heads) == 0 {
			return nil
		}
		if t.Sheet = choose(heads); t.Sheet == "" {
			return nil
		}
	}
	if err := w.Rows(t.Sheet, func(line int, cells []string) error { return t.add(line, cells, note) }); err != nil {
		return workbookError(body, err)
	}
	if t.held = w.Held(); t.held > maxEdited {
		return nil
	}
	if t.Merged, err = w.Merged(t.Sheet); err != nil {
		return workbookError(body, err)
	}
	return t.fillDown()
}

// headRows is how many rows of a sheet tell what it holds.
const headRows = 40

var errEnough = errors.New("enough rows")

// heads reads the first rows of each sheet that has any.
func (t *Table) heads(w *noticeformat.Workbook) ([]*Table, error) {
	var out []*Table
	var broken error
	for _, name := range t.Sheets {
		head := &Table{Sheet: name, Date1904: t.Date1904}
		err := w.Rows(name, func(line int, cells []string) error {
			if len(head.Rows) == headRows {
				return errEnough
			}
			return head.add(line, cells, nil)
		})
		if err != nil && !errors.Is(err, errEnough) {
			broken = err // a sheet that is a chart has no rows
			continue
		}
		if len(head.Rows) > 0 {
			out = append(out, head)
		}
	}
	if len(out) > 0 {
		broken = nil
	}
	return out, broken
}

// workbookError words what is wrong with a workbook. Other errors stay as they are.
func workbookError(body []byte, err error) error {
	var e *noticeformat.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case noticeformat.CodeOldXLS:
		if bytes.Contains(body, encryptedPart) {
			return refuse(CodeLocked, 0)
		}
		return refuse(CodeOldXLS, 0)
	case noticeformat.CodeUnzipped:
		return refuse(CodeZip, 0)
	}
	return refuse(CodeXLSX, 0)
}
