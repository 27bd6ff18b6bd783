package noticeformat

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestBuiltInDateFormats: of the number formats that need not be written down, those with a day
// or a year, as ECMA-376 part 1, 18.8.30 has them for the mainland; not those of times.
func TestBuiltInDateFormats(t *testing.T) {
	dates := []int{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
	for id := range 82 {
		if got := showsDate(id, nil); got != slices.Contains(dates, id) {
			t.Errorf("format %d: %t", id, got)
		}
	}
}

// TestLastThatIsRead: what is as long as it may be is read, or is refused for another reason
// than its length; one more of it is too much.
func TestLastThatIsRead(t *testing.T) {
	const head = "festival,kind,from,to\n"
	row, day := "元旦,off,2026-01-01,2026-01-01\n", `{"name": "元旦", "date": "2026-01-01", "isOffDay": true},`
	days := func(n int) string {
		return `{"year": 2026, "days": [` + strings.TrimSuffix(strings.Repeat(day, n), ",") + `]}`
	}
	notices := func(n int) string {
		return `{"notices": [` + strings.TrimSuffix(strings.Repeat("{},", n), ",") + `]}`
	}
	for _, c := range []struct {
		what   string
		format Format
		body   func(n int) string
		most   int
		code   Code // of one more
		other  Code // of the most; "" if it is read
	}{
		{"bytes", FormatCSV, func(n int) string { return head + row + strings.Repeat("\n", n-len(head+row)) }, 1 << 20, CodeTooLarge, ""},
		{"rows", FormatCSV, func(n int) string { return head + row + strings.Repeat(",\n", n-1) }, 2000, CodeRows, ""},
		{"entries", FormatCSV, func(n int) string { return head + strings.Repeat(row, n) }, 500, CodeEntries, ""},
		{"columns", FormatCSV, func(n int) string {
			return "festival,kind" + strings.Repeat(",", n-2) + "date\n元旦,off" + strings.Repeat(",", n-2) + "2026-01-01\n"
		}, 64, CodeCells, ""},
		{"days", FormatHolidayCN, days, 2000, CodeRows, CodeEntries},
		{"notices", FormatJSON, notices, 2000, CodeRows, CodeSeveral},
		{"parts", FormatXLSX, func(n int) string { return zipped(t, parts(n)) }, 200, CodeUnzipped, CodeXLSX},
		{"sheets", FormatXLSX, func(n int) string {
			return zipped(t, map[string]string{"a.xml": "<a>" + strings.Repeat("<sheet/>", n) + "</a>"})
		}, 200, CodeUnzipped, CodeXLSX},
		{"elements", FormatXLSX, func(n int) string {
			return zipped(t, map[string]string{"a.xml": "<a>" + strings.Repeat("<b/>", n-1) + "</a>"})
		}, 200_000, CodeUnzipped, CodeXLSX},
		{"characters of a string", FormatXLSX, func(n int) string {
			return zipped(t, map[string]string{"a.xml": "<si>" + strings.Repeat("x", n) + "</si>"})
		}, 16 << 10, CodeUnzipped, CodeXLSX},
		{"bytes of a workbook", FormatXLSX, func(n int) string {
			return zipped(t, map[string]string{"media": strings.Repeat("\x00", n)})
		}, 8 << 20, CodeUnzipped, CodeXLSX},
	} {
		for n, want := range map[int]Code{c.most: c.other, c.most + 1: c.code} {
			_, err := Read(c.format, []byte(c.body(n)), known)
			var e *Error
			errors.As(err, &e)
			if want == "" && err != nil || want != "" && (e == nil || e.Code != want) {
				t.Errorf("%d %s: %v, want %q", n, c.what, err, want)
			}
		}
	}
}

// TestFirstColumnThatDiffers: a row of another notice is told by the first column in which it
// parts from the rows above.
func TestFirstColumnThatDiffers(t *testing.T) {
	columns := []string{"calendar", "year", "document", "issued", "amends", "source", "restates", "extends", "replaces", "residue_days", "residue_reason", "issued_approximate"}
	above := []string{"CN", "2026", "甲", "2025-11-04", "", "来", "", "", "", "", "", ""}
	others := []string{"CN-GX", "2025", "乙", "2025-11-05", "丙", "源", "春节", "春节", "CN-2025", "1", "因", "true"}
	for i, column := range columns {
		below := slices.Clone(above)
		copy(below[i:], others[i:]) // all columns from here on
		rows := [][]string{append(slices.Clone(columns), "festival", "kind", "date")}
		for j, r := range [][]string{above, below} {
			rows = append(rows, append(slices.Clone(r), "元旦", "off", []string{"2026-01-01", "2026-01-02"}[j]))
		}
		_, err := Read(FormatCSV, []byte(joined(rows, ",")), Hint{})
		mustFail(t, err, CodeDisagree, Place{Line: 3, Column: column})
	}
}

// TestSheetOrder: rows and cells stand from the first on, each after the one before, and within
// what a sheet has; a row or cell that names no place stands behind the one before.
func TestSheetOrder(t *testing.T) {
	unnamed := func(n int) string {
		return "<row>" + strings.Repeat(`<c t="inlineStr"><is><t>x</t></is></c>`, n) + "</row>"
	}
	for rows, sound := range map[string]bool{
		unnamed(64): true,
		unnamed(65): false, // beyond the columns that are read
		`<row r="1">` + cell("A1", "x") + `</row><row r="2">` + cell("A2", "x") + `</row>`:          true,
		`<row><c t="inlineStr"><is><t>x</t></is></c></row><row r="2">` + cell("A2", "x") + `</row>`: true,
		`<row r="2">` + cell("A2", "x") + `</row><row r="1">` + cell("A1", "x") + `</row>`:          false,
		`<row r="1">` + cell("A1", "x") + `</row><row r="1">` + cell("A1", "x") + `</row>`:          false,
		`<row r="1">` + cell("B1", "x") + cell("A1", "x") + `</row>`:                                false,
		`<row r="1">` + cell("A1", "x") + cell("A1", "x") + `</row>`:                                false,
		`<row r="1">` + cell("A2", "x") + `</row>`:                                                  false,
		`<row r="0"></row>`:                   false,
		`<row r="x"></row>`:                   false,
		`<row r="1"><c r="A1" s="-1"/></row>`: false,
		`<row r="1"><c r="A1" s="x"/></row>`:  false,
		`<row r="1"><c r="A1" s="0"/></row>`:  true,
		`<row r="1048576"></row>`:             true,
		`<row r="1048577"></row>`:             false,
		`<row r="1048576"></row><row></row>`:  false,
		`<row r="1" x:r="9"></row>`:           false, // said twice
	} {
		_, err := noticeBounds.check(sheetOf(t, rows))
		if (err == nil) != sound {
			t.Errorf("%s: %v", rows, err)
		}
	}
	if excelize.TotalRows != 1048576 {
		t.Errorf("a sheet has %d rows", excelize.TotalRows)
	}
}

// TestSheetShape: what is said of columns is within a sheet and said once, and merged blocks do
// not overlap: the library takes each column by itself, and joins blocks pair by pair.
func TestSheetShape(t *testing.T) {
	for shape, code := range map[string]Code{
		`<cols><col min="1" max="16384"/></cols>`:                                                          "",
		`<cols><col min="1" max="3"/><col min="4" max="4"/></cols>`:                                        "",
		`<cols><col min="1" max="2000000000"/></cols>`:                                                     CodeXLSX,
		`<cols><col min="-2000000000" max="1"/></cols>`:                                                    CodeXLSX,
		`<cols><col max="1"/></cols>`:                                                                      CodeXLSX,
		`<cols><col min="1" max="1" x:max="2000000000"/></cols>`:                                           CodeXLSX,
		`<cols><col min="3" max="2"/></cols>`:                                                              CodeXLSX,
		`<cols><col min="1" max="16384"/><col min="1" max="1"/></cols>`:                                    CodeXLSX,
		`<from><col>70000</col></from>`:                                                                    "", // of a drawing
		`<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C1:C2"/><mergeCell ref="$A$3"/></mergeCells>`: "",
		`<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>`:                        CodeXLSX,
		`<mergeCells><mergeCell ref="A1:A1"/><mergeCell ref="A1"/></mergeCells>`:                           CodeXLSX,
		`<mergeCells><mergeCell ref="B2:A1"/></mergeCells>`:                                                CodeXLSX,
		`<mergeCells><mergeCell ref="A1:ZZZZ1"/></mergeCells>`:                                             CodeXLSX,
		`<mergeCells><mergeCell/></mergeCells>`:                                                            CodeXLSX,
	} {
		_, err := noticeBounds.check([]byte(zipped(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet>" + shape + "</worksheet>"})))
		var e *Error
		if errors.As(err, &e); code == "" && err != nil || code != "" && (e == nil || e.Code != code) {
			t.Errorf("%s: %v, want %q", shape, err, code)
		}
	}
}

// TestRoomOfWorkbooks: what is cheap to write and dear to hold is bounded by itself, in all
// parts together.
func TestRoomOfWorkbooks(t *testing.T) {
	bounds := Bounds{Bytes: 96 << 20, Elements: 8_000_000, CellText: 1000, Columns: 100}
	blocks := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<mergeCell ref="A%d"/>`, i+1)
		}
		return b.String()
	}
	inAll := func(n int, part func(n int) string) map[string]string {
		return map[string]string{"a.xml": "<a>" + part(n/2) + "</a>", "b.xml": "<a>" + part(n-n/2) + "</a>"}
	}
	for _, c := range []struct {
		what string
		most int
		part func(n int) string
	}{
		{"merged blocks", 20_000, blocks},
		{"other elements", 1_000_000 - 2, func(n int) string { return strings.Repeat("<xf/>", n) }},
	} {
		for n, much := range map[int]bool{c.most: false, c.most + 1: true} {
			_, err := bounds.check([]byte(zipped(t, inAll(n, c.part))))
			var e *Error
			if errors.As(err, &e); much != (e != nil && e.Code == CodeUnzipped) {
				t.Errorf("%d %s: %v", n, c.what, err)
			}
		}
	}
	for n, much := range map[int]bool{10: false, 11: true} {
		p := map[string]string{}
		for i := range n {
			p[fmt.Sprintf("xl/worksheets/sheet%d.xml", i)] = `<worksheet><sheetData><row r="1048576"/></sheetData></worksheet>`
		}
		if _, err := bounds.check([]byte(zipped(t, p))); much != (err != nil) {
			t.Errorf("%d sheets with a last row alone: %v", n, err)
		}
	}
}

// TestHeldCells: cells are counted as the library holds them, of the largest sheet.
func TestHeldCells(t *testing.T) {
	for rows, want := range map[string]int{
		`<row r="1"><c r="A1"/><c r="C1"/></row><row r="5"><c r="XFD5"/></row>`: 3 + 16384,
		`<row r="1"><c/><c/></row><row r="2"></row>`:                            2,
		`<row><c/></row><row><c/></row>`:                                        2 + 2*unnumbered,
	} {
		got, err := noticeBounds.check(sheetOf(t, rows))
		if err != nil || got != want {
			t.Errorf("%s: %d cells, %v, want %d", rows, got, err, want)
		}
	}
}
