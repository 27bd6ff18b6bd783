package noticeformat

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readXLSX reads the first sheet that is not hidden. Another may explain it, and may not
// arrange more.
func readXLSX(body []byte, hint Hint) (*rawNotice, error) {
	w, err := OpenWorkbook(body, noticeBounds)
	if err != nil {
		return nil, err
	}
	defer w.Close() // it holds nothing but memory
	for _, name := range w.Sheets()[1:] {
		if w.isTable(name) {
			return nil, fail(CodeSheets, Place{}, name)
		}
	}
	t := rowReader{cell: cellName}
	if err := w.Rows(w.Sheets()[0], func(line int, cells []string) error { return t.add(row{line, cells}) }); err != nil {
		return nil, err
	}
	return t.end(hint)
}

// isTable reports whether the first row of a sheet that is not empty has the headings of a
// notice's table.
func (w *Workbook) isTable(sheet string) bool {
	var t rowReader
	stop := errors.New("the headings were read")
	err := w.Rows(sheet, func(line int, cells []string) error {
		if err := t.add(row{line, cells}); err != nil || t.columns == nil {
			return err
		}
		return stop
	})
	return errors.Is(err, stop)
}

func cellName(line, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, line)
	if err != nil {
		return "" // no cell of a sheet; the line is named beside it
	}
	return name
}

// showDates gives every style that shows a date one and the same format, those that show
// no day another, and every other the general one: whoever made the sheet chose how a date
// looks, and reading must not depend on it, except that a spreadsheet makes the first day
// of what was typed as a month.
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
	general, date, month := 0, 164, 165 // the first that are not built in
	for i := range f.Styles.CellXfs.Xf {
		xf := &f.Styles.CellXfs.Xf[i]
		shown := &general
		switch {
		case xf.NumFmtID == nil:
		case showsDay(*xf.NumFmtID, custom):
			shown = &date
		case showsDate(*xf.NumFmtID, custom):
			shown = &month
		}
		xf.NumFmtID = shown
	}
	formats := newOf(f.Styles.NumFmts)
	for id, mark := range map[int]string{date: dateMark, month: monthMark} {
		formats.NumFmt = append(formats.NumFmt, nil)
		format := newOf(formats.NumFmt[0])
		format.NumFmtID, format.FormatCode = id, `"`+mark+`"`+markedNumber
		formats.NumFmt[formats.Count] = format
		formats.Count++
	}
	f.Styles.NumFmts = formats
}

// dateFormats are the built-in formats with a day, a month or a year, those of
// Chinese settings among them (ECMA-376 part 1, 18.8.30).
var (
	dateFormats  = []int{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
	monthFormats = []int{27, 36, 50, 52, 57} // of those, the ones without a day; programs write 17 for any first of a month
)

// notFormat is what a format code shows as it is: quoted text, an escaped
// character, a colour or a condition in brackets.
var notFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)

// showsDate reports whether a number format shows a day or a year.
func showsDate(id int, custom map[int]string) bool {
	code, ok := custom[id]
	if !ok {
		return slices.Contains(dateFormats, id)
	}
	code = signs(code)
	return !strings.Contains(code, "general") && strings.ContainsAny(code, "yd")
}

func showsDay(id int, custom map[int]string) bool {
	if code, ok := custom[id]; ok {
		return showsDate(id, custom) && strings.Contains(signs(code), "d")
	}
	return showsDate(id, custom) && !slices.Contains(monthFormats, id)
}

// signs are what a format code fills in.
func signs(code string) string { return strings.ToLower(notFormat.ReplaceAllString(code, "")) }

// newOf makes a value of a type that the library does not export.
func newOf[T any](*T) *T { return new(T) }
