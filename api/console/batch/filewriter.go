package batch

import "shixian/api/console/batch/spreadsheet"

// fileWriter writes rows with their answers.
type fileWriter struct {
	w            spreadsheet.Writer
	k            *rowCounter
	kept         bool // the writer has the rows, and takes the answers
	width, shift int
	cells        []spreadsheet.Cell
}

// row writes a row: the headings if n is 0, and rows above them if it is less.
func (f *fileWriter) row(n int, row spreadsheet.Row) error {
	if n == 0 {
		return f.heading(row)
	}
	if n < 0 {
		f.copy(row)
		return f.write(row)
	}
	got := f.k.count(row)
	f.copy(row)
	if !f.kept {
		f.mark(&got)
	}
	f.cells = f.k.resultCells(f.cells, &got)
	if f.kept && got.Skipped != "" && len(row.Cells) > f.k.Own { // what an earlier count said goes
		f.cells = append(f.cells, make([]spreadsheet.Cell, len(resultWidths))...)
	}
	return f.write(row)
}

// mark makes dates of the cells that were read as such, and marks those at fault.
func (f *fileWriter) mark(r *rowResult) {
	if r.Skipped != "" {
		return
	}
	for _, of := range []role{roleTrigger, roleDone} {
		f.date(f.k.Columns[of], r.Row)
	}
	for _, bad := range r.Bad {
		if bad.Column >= 0 {
			f.cells[bad.Column].Look = spreadsheet.Bad
		}
	}
}

func (f *fileWriter) write(row spreadsheet.Row) error {
	if len(f.cells) == 0 {
		return nil
	}
	return f.w.Row(row.Line+f.shift, f.cells)
}

func (f *fileWriter) heading(row spreadsheet.Row) error {
	f.copy(row)
	for i := range f.cells {
		f.cells[i].Look = spreadsheet.Heading
	}
	f.cells = append(f.cells, spreadsheet.Headings(resultHeadings(f.k.v.Lang)...)...)
	return f.write(row)
}

// copy takes over the cells of a row, and fills it up to the width of the table.
func (f *fileWriter) copy(row spreadsheet.Row) {
	f.cells = f.cells[:0]
	if f.kept {
		return
	}
	for _, c := range row.Cells[:min(len(row.Cells), f.width)] {
		f.cells = append(f.cells, spreadsheet.Cell{Text: c})
	}
	for len(f.cells) < f.width {
		f.cells = append(f.cells, spreadsheet.Cell{})
	}
}

// date makes a date of a cell that was read as one.
func (f *fileWriter) date(column int, row spreadsheet.Row) {
	if s := row.Cell(column); s != "" {
		if d, fault := f.k.reader.Date(s); fault == "" {
			f.cells[column].Date = d
		}
	}
}
