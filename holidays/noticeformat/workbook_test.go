package noticeformat

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shixian/holidays"
)

// zipped is an archive of parts.
func zipped(t testing.TB, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func parts(n int) map[string]string {
	out := map[string]string{}
	for i := range n {
		out[fmt.Sprintf("part%d.xml", i)] = "<a/>"
	}
	return out
}

// unzipped returns the parts of an archive.
func unzipped(t testing.TB, body []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		p, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// sheetOf is a workbook with the given XML between <sheetData> and </sheetData>.
func sheetOf(t *testing.T, rows string) []byte {
	t.Helper()
	const sheet = "xl/worksheets/sheet1.xml"
	p := unzipped(t, workbook(t, nil, "0"))
	before, _, _ := strings.Cut(p[sheet], "<sheetData")
	p[sheet] = before + "<sheetData>" + rows + "</sheetData></worksheet>"
	return []byte(zipped(t, p))
}

func cell(ref, text string) string {
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, text)
}

func TestSheetsOutOfOrderAreRefused(t *testing.T) {
	head := `<row r="1">` + cell("A1", "festival") + cell("B1", "kind") + cell("C1", "date") + `</row>`
	right := `<row r="2">` + cell("A2", "元旦") + cell("B2", "休") + cell("C2", "2026-01-01") + `</row>`
	if _, err := Read(FormatXLSX, sheetOf(t, head+right), known); err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string]string{
		"rows":             right + head,
		"a row twice":      head + right + right,
		"cells":            head + `<row r="2">` + cell("B2", "休") + cell("A2", "元旦") + cell("C2", "2026-01-01") + `</row>`,
		"a cell twice":     head + `<row r="2">` + cell("A2", "元旦") + cell("A2", "春节") + cell("B2", "休") + cell("C2", "2026-01-01") + `</row>`,
		"cell of a row":    head + `<row r="2">` + cell("A3", "元旦") + `</row>`,
		"cell's name":      head + `<row r="2">` + cell("甲", "元旦") + `</row>`,
		"row's number":     `<row r="x"></row>`,
		"row past the end": `<row r="1048577"></row>`,
		"style":            `<row r="1"><c r="A1" s="x"><v>1</v></c></row>`,
		"two sheets":       head + `</sheetData><sheetData>` + right,
		"not closed":       head + `<row>`,
		"other encoding":   head + `<?xml version="1.0" encoding="gbk"?>` + right,
	} {
		_, err := Read(FormatXLSX, sheetOf(t, rows), known)
		if err == nil {
			t.Errorf("%s: read", name)
			continue
		}
		mustFail(t, err, CodeXLSX, Place{})
	}
}

// An archive may state any size, and damage shows in the checksum only.
func TestDamagedArchivesAreRefused(t *testing.T) {
	whole := []byte(zipped(t, map[string]string{"a": "xyz"}))
	central := bytes.Index(whole, []byte("PK\x01\x02"))
	stated := func(size uint32) []byte {
		b := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(b[central+24:], size)
		return b
	}
	damaged := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(damaged[central+16:], 1) // the checksum
	for code, bodies := range map[Code][][]byte{CodeUnzipped: {stated(1 << 31)}, CodeXLSX: {stated(1), damaged}} {
		for _, body := range bodies {
			_, err := noticeBounds.check(body)
			mustFail(t, err, code, Place{})
		}
	}
	if _, err := noticeBounds.check(whole); err != nil {
		t.Error(err)
	}
}

// Only cells and shared strings are bounded: a part may be indented as it likes.
func TestIndentedPartsAreSound(t *testing.T) {
	part := "<a><si>x</si>" + strings.Repeat("\n          <b></b>", 2*maxCellText/16) + "</a>"
	if _, err := noticeBounds.check([]byte(zipped(t, map[string]string{"xl/styles.xml": part}))); err != nil {
		t.Error(err)
	}
}

func TestDateFormats(t *testing.T) {
	day := midnightOf(date("2026-01-01"))
	rows := [][]any{{"节日", "类型", "日期"}, {"元旦", "休", day}}
	for format, isDate := range map[string]bool{
		"yyyy-mm-dd": true, "m/d/yy": true, `[$-804]yyyy"年"m"月"d"日"`: true, "d-mmm": true, `[Red]yyyy/m/d\ hh:mm`: true,
		`yyyy"年"m"月"`: false, "mmm-yy": false, // the first of a month, and perhaps all of it
		`0"day"`: false, `0\y`: false, "[h]:mm": false, "#,##0": false, "mm:ss": false, "[Red]0": false,
	} {
		_, err := Read(FormatXLSX, workbook(t, rows, format), known)
		if (err == nil) != isDate {
			t.Errorf("%s: %v", format, err)
		}
	}
	for id, isDate := range map[int]bool{14: true, 22: true, 31: true, 57: true, 0: false, 2: false, 20: false, 46: false} {
		if got := showsDate(id, nil); got != isDate {
			t.Errorf("format %d: %t", id, got)
		}
	}
}

// A file may redefine a built-in format, and count days from 1904.
func TestDateSystemsAndRedefinedFormats(t *testing.T) {
	want := []holidays.Entry{entry("元旦", holidays.Off, "2026-01-01", "2026-01-01")}
	f := excelize.NewFile()
	yes := true
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
		t.Fatal(err)
	}
	for ref, v := range map[string]any{"A1": "节日", "B1": "类型", "C1": "日期", "A2": "元旦", "B2": "休", "C2": midnightOf(date("2026-01-01"))} {
		if err := f.SetCellValue("Sheet1", ref, v); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(FormatXLSX, saved(t, f), known)
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, got.Entries, want)

	const styles = "xl/styles.xml"
	p := unzipped(t, workbook(t, [][]any{{"节日", "类型", "日期"}, {"元旦", "休", midnightOf(date("2026-01-01"))}}, "yyyy-mm-dd"))
	p[styles] = strings.ReplaceAll(p[styles], `numFmtId="164"`, `numFmtId="14"`)
	if got, err = Read(FormatXLSX, []byte(zipped(t, p)), known); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, got.Entries, want)
	p[styles] = strings.ReplaceAll(p[styles], `formatCode="yyyy-mm-dd"`, `formatCode="0.0"`)
	_, err = Read(FormatXLSX, []byte(zipped(t, p)), known)
	mustFail(t, err, CodeNumber, Place{Line: 2, Cell: "C2", Column: "date"})
}

// Only the first sheet is read, and a formula counts with its last result.
func TestFirstSheetAndFormulas(t *testing.T) {
	f := excelize.NewFile()
	for ref, v := range map[string]string{"A1": "节日", "B1": "类型", "C1": "日期", "A2": "元旦", "B2": "休"} {
		if err := f.SetCellValue("Sheet1", ref, v); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("说明"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("说明", "A1", "本表由人事处填写"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellFormula("Sheet1", "C2", `"2026-01-01"`); err != nil {
		t.Fatal(err)
	}
	_, err := Read(FormatXLSX, saved(t, f), known)
	mustFail(t, err, CodeMissing, Place{Line: 2, Cell: "C2", Column: "date"})

	p := unzipped(t, saved(t, f))
	const sheet = "xl/worksheets/sheet1.xml"
	p[sheet] = strings.Replace(p[sheet], "</f>", "</f><v>2026-01-01</v>", 1)
	if _, err = Read(FormatXLSX, []byte(zipped(t, p)), known); err != nil {
		t.Error(err)
	}
}

// TestFormulasWithoutResult: they differ from empty cells, however they are written and
// whatever they show, and from those with a result.
func TestFormulasWithoutResult(t *testing.T) {
	const none = `<f/><v>` + NoResult + `</v></c>`
	for sheet, want := range map[string]string{
		`<c r="A1"><f>B1</f></c><c r="B1"/>`:                `<c r="A1">` + none + `<c r="B1"/>`,
		`<c r="A1" t="str"><f>B1</f><v></v></c>`:            `<c r="A1" t="str">` + none,
		`<c r="A1"><f t="shared" si="0"/> <v/> </c>`:        `<c r="A1">` + none,
		`<c r="A1"><f>1&lt;2</f><v>1</v></c>`:               "",
		`<c r="A1" t="s"><f>B1</f></c>`:                     "",
		`<filter/></c><c r="A1"/>`:                          "",
		`<c r="A1"><f>B1</f><v>1</v></c><c r="B1"><f/></c>`: `<c r="A1"><f>B1</f><v>1</v></c><c r="B1">` + none,
	} {
		if got := string(marked([]byte(sheet))); got != want {
			t.Errorf("%s: %s", sheet, got)
		}
	}
	f := excelize.NewFile()
	format := "yyyy-mm-dd"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err := errors.Join(err, f.SetCellFormula("Sheet1", "A1", "DATE(2026,1,1)"), f.SetCellStyle("Sheet1", "A1", "A1", style)); err != nil {
		t.Fatal(err)
	}
	w, err := OpenWorkbook(saved(t, f), noticeBounds)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var got []string
	if err := w.Rows("Sheet1", func(_ int, cells []string) error { got = cells; return nil }); err != nil || !slices.Equal(got, []string{NoResult}) {
		t.Errorf("%q, %v", got, err)
	}
}
