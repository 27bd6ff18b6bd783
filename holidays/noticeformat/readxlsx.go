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
	drafts, err := firstSheet(f, several)
	if closing := f.Close(); err == nil && closing != nil {
		return nil, fail(CodeXLSX, Place{}).because(closing)
	}
	return drafts, err
}

func firstSheet(f *excelize.File, several bool) ([]*draft, error) {
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, fail(CodeXLSX, Place{})
	}
	rows, err := f.Rows(sheets[0])
	if err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	t := table{several: several, cell: cellName}
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, fail(CodeXLSX, Place{Line: line}).because(err)
		}
		for i, c := range cells {
			cells[i] = strings.TrimSuffix(c, midnight)
		}
		if err := t.add(row{line, cells}); err != nil {
			return nil, err
		}
	}
	if err := rows.Close(); err != nil {
		return nil, fail(CodeXLSX, Place{}).because(err)
	}
	return t.end()
}

// cellName returns the name of a cell, such as B7.
func cellName(line, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, line)
	if err != nil {
		return "" // no cell of a sheet; the line is named beside it
	}
	return name
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
