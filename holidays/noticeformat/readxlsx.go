package noticeformat

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// midnight is how a date cell is shown once [showDates] has been there.
const (
	isoFormat = `yyyy-mm-dd"T"hh:mm:ss`
	midnight  = "T00:00:00"
)

// readXLSX reads the first sheet. A cell counts as what the sheet shows: a formula
// as its last result, a date cell as its date.
func readXLSX(body []byte, several bool) ([]*draft, error) {
	if err := checkWorkbook(body); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{
		UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped, // nothing goes to a file
		ShortDatePattern: isoFormat,
	})
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	showDates(f)
	rows, err := sheetRows(f)
	if closing := f.Close(); err == nil && closing != nil {
		err = fail(CodeXLSX, Place{}).because(closing)
	}
	if err != nil {
		return nil, err
	}
	t := table{several: several, cell: func(line, column int) string {
		name, err := excelize.CoordinatesToCellName(column+1, line)
		if err != nil {
			return "" // past the last column of a sheet; the row is named beside it
		}
		return name
	}}
	return t.read(rows)
}

// sheetRows returns the rows of the first sheet that have a value.
func sheetRows(f *excelize.File) ([]row, error) {
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, fail(CodeXLSX, Place{})
	}
	it, err := f.Rows(sheets[0])
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	var rows []row
	for line := 1; it.Next(); line++ {
		cells, err := it.Columns()
		if err != nil {
			return nil, fail(CodeXLSX, Place{Line: line}).because(err)
		}
		for i, c := range cells {
			cells[i] = strings.TrimSuffix(strings.TrimSpace(c), midnight)
		}
		if !slices.ContainsFunc(cells, func(c string) bool { return c != "" }) {
			continue
		}
		if len(rows) > MaxRows { // the headings are one more
			return nil, fail(CodeRows, Place{Line: line}, MaxRows)
		}
		rows = append(rows, row{line, slices.Clip(cells)})
	}
	if err := it.Close(); err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	return rows, nil
}

// showDates gives every style that shows a date one and the same format, and every
// other the general one: whoever made the sheet chose how a date looks, and
// reading must not depend on it.
func showDates(f *excelize.File) {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return
	}
	custom := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			custom[n.NumFmtID] = n.FormatCode
		}
	}
	general, date := 0, 14 // 14 is the format that ShortDatePattern stands for
	for i := range f.Styles.CellXfs.Xf {
		xf := &f.Styles.CellXfs.Xf[i]
		shown := &general
		if xf.NumFmtID != nil && showsDate(*xf.NumFmtID, custom) {
			shown = &date
		}
		xf.NumFmtID = shown
	}
	f.Styles.NumFmts = nil
}

// dateFormats are the built-in formats with a day, a month or a year, those of
// Chinese settings among them (ECMA-376 part 1, 18.8.30).
var dateFormats = []int{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}

// notFormat is what a format code shows as it is: quoted text, an escaped
// character, a colour or a condition in brackets.
var notFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)

// showsDate reports whether a number format shows a day or a year.
func showsDate(id int, custom map[int]string) bool {
	code, ok := custom[id]
	if !ok {
		return slices.Contains(dateFormats, id)
	}
	code = strings.ToLower(notFormat.ReplaceAllString(code, ""))
	return !strings.Contains(code, "general") && strings.ContainsAny(code, "yd")
}
