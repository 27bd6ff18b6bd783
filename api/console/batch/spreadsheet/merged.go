package spreadsheet

// fillDown writes what a merged block holds into its rows below the first, in the block's
// first column: one district beside several rows is that of each. These count as cells.
func (t *Table) fillDown() error {
	byLine := make(map[int]int, len(t.Rows))
	for i, r := range t.Rows {
		byLine[r.Line-1] = i
	}
	for _, m := range t.Merged {
		top, there := byLine[m.Row]
		if !there || m.LastRow == m.Row {
			continue
		}
		text := t.Rows[top].Cell(m.Column)
		if text == "" {
			continue
		}
		for i := top + 1; i < len(t.Rows) && t.Rows[i].Line-1 <= m.LastRow; i++ {
			cells := t.Rows[i].Cells
			for len(cells) <= m.Column {
				cells = append(cells, "")
				t.cells++
			}
			cells[m.Column], t.Rows[i].Cells = text, cells
		}
		if t.cells > MaxCells {
			return refuse(CodeCells, t.Rows[top].Line, MaxCells)
		}
	}
	return nil
}

// Across returns the text of a cell, or of the block merged across it in its row.
func (t *Table) Across(row Row, column int) string {
	for _, m := range t.Merged {
		if m.Row <= row.Line-1 && row.Line-1 <= m.LastRow && m.Column < column && column <= m.LastColumn {
			return row.Cell(m.Column)
		}
	}
	return row.Cell(column)
}

// LastColumn is the last column that a row of the table, a formula or a merged block reaches.
func (t *Table) LastColumn() int {
	last := max(t.Width, t.formulas) - 1
	for _, m := range t.Merged {
		last = max(last, m.LastColumn)
	}
	return min(last, MaxColumns-1)
}
