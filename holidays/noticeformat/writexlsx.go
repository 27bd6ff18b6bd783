package noticeformat

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"shixian/holidays"
)

const sheetName = "节假日安排"

// WriteXLSX writes the table of [WriteCSV] as the one sheet of a workbook. Dates
// are real dates, shown as yyyy-mm-dd; text is text, whatever it begins with.
func WriteXLSX(w io.Writer, notices []holidays.Notice) error {
	f := excelize.NewFile()
	err := fillSheet(f, notices)
	if err == nil {
		err = f.Write(w)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

func fillSheet(f *excelize.File, notices []holidays.Notice) error {
	if err := f.SetSheetName("Sheet1", sheetName); err != nil {
		return err
	}
	format := "yyyy-mm-dd"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(sheetName)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, len(tableColumns), 14); err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	heading := make([]any, len(tableColumns))
	for i, c := range tableColumns {
		heading[i] = c
	}
	if err := out.SetRow("A1", heading); err != nil {
		return err
	}
	line := 1
	for _, n := range notices {
		for _, e := range n.Entries {
			line++
			if err := out.SetRow(fmt.Sprintf("A%d", line), sheetCells(n, e, style)); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// sheetCells returns the cells of an entry's row.
func sheetCells(n holidays.Notice, e holidays.Entry, style int) []any {
	date := func(d holidays.Date) any {
		if d.IsZero() {
			return nil
		}
		y, m, day := d.Civil()
		return excelize.Cell{StyleID: style, Value: time.Date(y, m, day, 0, 0, 0, 0, time.UTC)}
	}
	return []any{n.Calendar, n.Year, n.Document, date(n.Issued), n.Amends,
		e.Festival, string(e.Kind), date(e.From), date(e.To), n.Source}
}
