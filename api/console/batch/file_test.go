package batch_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/internal/pagetest"
)

// lines are what the page's script is told.
func lines(t testing.TB, body []byte) (progress []map[string]any, html string) {
	t.Helper()
	for line := range bytes.Lines(body) {
		var n map[string]any
		if err := json.Unmarshal(line, &n); err != nil {
			t.Fatalf("%v: %.200s", err, line)
		}
		if s, ok := n["html"].(string); ok {
			html = s
			continue
		}
		progress = append(progress, n)
	}
	return progress, html
}

// TestBatchRoundTrip: the workbook to download has the cells as they were, and behind
// them the lights as colours and as text, and problems marked; and it can be counted again.
func TestBatchRoundTrip(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	day := time.Date(2026, 4, 14, 0, 0, 0, 0, time.UTC)
	rows := [][]any{
		{"督查台账"},
		{"编号", "事项", "收文日期", "办结日期", "备注"},
		{1, "xiangshan.countersign-reply", day, nil, "甲"},
		{2, "xihe.countersign-reply", "2026/2/9", nil, "00123"},
		nil,
		{3, "xihe.countersign-reply", "4/5/2026", nil, "-1.50"},
		{"x4", "xihe.countersign-reply", "2026年4月9日", nil, "123456789012345678"},
	}
	rec := upload{name: "台账 2026.xlsx", file: tableBook(t, rows)}.send(t, h, "/batch/download?as=xlsx")
	if rec.Code != http.StatusOK || !strings.Contains(rec.Header().Get("Content-Disposition"), "filename*=utf-8''%E5%8F%B0%E8%B4%A6%202026-%E6%88%AA%E6%AD%A2%E6%97%A5.xlsx") {
		t.Fatalf("%d %v", rec.Code, rec.Header())
	}
	file := body(t, rec)
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	const by = "《细河区人民政府工作规则》第49条第2款"
	want := [][]string{
		{"督查台账"},
		{"编号", "事项", "收文日期", "办结日期", "备注", "截止日", "星期", "剩余工作日", "灯", "暂定", "依据", "问题", "说明"},
		{"1", "xiangshan.countersign-reply", "4/14/26 00:00", "", "甲", "2026-04-21", "周二", "2", "黄", "", "《象山区人民政府工作规则》（象政〔2021〕11号）第47条第2款", "", "起算：收到征求意见或会签的文件，2026年4月14日（周二）；当日不计入。 规定：第47条第2款，“一般应”在3个工作日内。 计算：2026年4月15日至4月21日共7天，计入3个工作日；不计广西三月三放假4天。 用到的放假安排都已公布。 如到期未回复，视为无不同意见。原文这一句写在同款另一种时限之后，是否也适用于这一种并不明确，这里按适用理解。"},
		{"2", "xihe.countersign-reply", "2026/2/9", "", "00123", "2026-02-25", "周三", "-35", "红", "", by, "", "起算：收到征求意见或会签的文件，2026年2月9日（周一）；当日不计入。 规定：第49条第2款，“一般应”在7个工作日内。 计算：2026年2月10日至2月25日共16天，计入7个工作日（含补班1天）；不计春节放假9天。 用到的放假安排都已公布。 如到期未回复，视为无不同意见。"},
		nil,
		{"3", "xihe.countersign-reply", "4/5/2026", "", "-1.50", "", "", "", "", "", "", "C 列“收文日期”：“4/5/2026”：看不出哪个是年、月、日。请把年写在前面，如 2026-04-14。"},
		{"x4", "xihe.countersign-reply", "2026年4月9日", "", "123456789012345678", "2026-04-20", "周一", "3", "绿", "", by, "", "起算：收到征求意见或会签的文件，2026年4月9日（周四）；当日不计入。 规定：第49条第2款，“一般应”在7个工作日内。 计算：2026年4月10日至4月20日共11天，计入7个工作日；不计周末4天。 用到的放假安排都已公布。 如到期未回复，视为无不同意见。"},
	}
	for i := range want {
		if i >= len(got) || !slices.Equal(got[i], want[i]) {
			t.Errorf("row %d:\n%q, want\n%q", i+1, got[i], want[i])
		}
	}
	for cell, colour := range map[string]string{"I3": "FFEB9C", "I4": "FFC7CE", "I7": "C6EFCE", "L6": "F8CBAD", "F2": "E7E4DD", "A2": "", "A3": "", "C3": ""} {
		if got := fill(t, f, cell); got != colour {
			t.Errorf("%s: colour %q, want %q", cell, got, colour)
		}
	}
	for cell, want := range map[string]excelize.CellType{"A3": excelize.CellTypeNumber, "C3": excelize.CellTypeNumber, "F3": excelize.CellTypeNumber, "H4": excelize.CellTypeNumber,
		"E4": excelize.CellTypeInlineString, "E6": excelize.CellTypeInlineString, "E7": excelize.CellTypeInlineString} {
		got, err := f.GetCellType(f.GetSheetName(0), cell)
		if err != nil || got != want && !(want == excelize.CellTypeNumber && got == excelize.CellTypeUnset) {
			t.Errorf("%s: type %v, want %v (%v)", cell, got, want, err)
		}
	}
	again := gridOf(upload{name: "again.xlsx", file: file}.page(t, h))
	if len(again) != 5 || again[1][1] != "2026-04-21 周二" || again[4][1] != "2026-04-20 周一" {
		t.Errorf("counted again: %v", again)
	}
}

// TestDoneInTheFile: what was done late says by how many working days, as the page does; what
// was done in time, or on the weekend after the due day, says no number.
func TestDoneInTheFile(t *testing.T) {
	const rows = "事项\t收文日期\t办结日期\nxihe.countersign-reply\t2026-02-09\t%s\n"
	for done, want := range map[string][2]string{
		"2026-02-25": {"", "绿"}, "2026-02-26": {"-1", "红"}, "2026-03-03": {"-5", "红"}, "": {"-35", "红"},
	} {
		rec := upload{fields: map[string]string{"text": fmt.Sprintf(rows, done)}}.send(t, pagetest.Pages("2026-04-15"), "/batch/download?as=csv")
		file, err := csv.NewReader(rec.Body).ReadAll()
		if err != nil || len(file) != 2 {
			t.Fatalf("%v: %q", err, file)
		}
		if got := [2]string{file[1][5], file[1][6]}; got != want {
			t.Errorf("done %q: %q, want %q", done, got, want)
		}
	}
	const friday = "事项\t起算\t办结日期\nxihe.countersign-reply\t2026-04-08\t2026-04-18\n" // due on the 17th
	rec := upload{fields: map[string]string{"text": friday}}.send(t, pagetest.Pages("2026-04-25"), "/batch/download?as=csv")
	if file, err := csv.NewReader(rec.Body).ReadAll(); err != nil || file[1][3] != "2026-04-17" || file[1][5] != "" || file[1][6] != "红" {
		t.Errorf("%v: %q", err, file)
	}
}

// fill returns the colour of a cell's ground, "" for none.
func fill(t testing.TB, f *excelize.File, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(f.GetSheetName(0), cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if len(style.Fill.Color) == 0 {
		return ""
	}
	return strings.ToUpper(style.Fill.Color[0])
}

// TestBatchFormulas: what begins like a formula stays text in both files, and CSV that
// is read again is the same.
func TestBatchFormulas(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	evil := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "\tx", "'=1"}
	table := [][]string{{"事项", "收文日期", "=A1"}}
	for _, e := range evil {
		table = append(table, []string{"xihe.countersign-reply", "2026-04-14", e})
	}
	table = append(table, []string{"=cmd|' /C calc'!A0", "@x", "-1"})
	u := upload{name: "表.csv", file: []byte(joined(t, table, ','))}
	u.file = []byte(strings.ReplaceAll(string(u.file), "'=1", "''=1")) // as this page would write it
	file := body(t, u.send(t, h, "/batch/download?as=csv"))
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil || len(rows) != len(table) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, row := range rows {
		for j, c := range row {
			if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") && j != 5 {
				t.Errorf("row %d, cell %d: %q", i, j, c)
			}
		}
	}
	x, err := excelize.OpenReader(bytes.NewReader(body(t, u.send(t, h, "/batch/download"))))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for i := range table {
		for j := range table[i] {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			formula, err := x.GetCellFormula(x.GetSheetName(0), cell)
			value, err2 := x.GetCellValue(x.GetSheetName(0), cell)
			if formula != "" || err != nil || err2 != nil || value != table[i][j] {
				t.Errorf("%s: %q, formula %q, want %q", cell, value, formula, table[i][j])
			}
		}
	}
	again := body(t, upload{name: "表.csv", file: file}.send(t, h, "/batch/download?as=csv"))
	rows2, err := csv.NewReader(bytes.NewReader(again)).ReadAll()
	if err != nil || !slices.Equal(rows2[3][:3], rows[3][:3]) {
		t.Errorf("%q, %v, want %q", rows2[3], err, rows[3])
	}
}

// TestBatchWithoutHeadings: the file gets a row of headings for what is added.
func TestBatchWithoutHeadings(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	u := pasted("2026-04-14\txihe.countersign-reply\n")
	u.lang = "en"
	rows, err := csv.NewReader(bytes.NewReader(body(t, u.send(t, h, "/batch/download?as=csv")))).ReadAll()
	if err != nil || len(rows) != 2 || rows[0][2] != "Due" || rows[1][2] != "2026-04-23" || rows[1][3] != "Thursday" {
		t.Errorf("%q, %v", rows, err)
	}
}

// TestBatchLong: a table as long as it may be is answered in every form, with its
// progress told, and takes a bounded amount of memory.
func TestBatchLong(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	table := [][]string{{"编号", "标题", "事项", "收文日期"}}
	for i := range manyRows {
		day := fmt.Sprintf("2026/%d/%d", i%4+1, i%28+1)
		if i == manyRows/2 {
			day = "昨天"
		}
		table = append(table, []string{fmt.Sprint(i), fmt.Sprintf("关于第%d号事项的函", i), "xihe.countersign-reply", day})
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, file := range map[string][]byte{"表.csv": []byte(joined(t, table, ',')), "表.xlsx": tableBook(t, cells(table))} {
		u := upload{name: name, file: file}
		progress, html := lines(t, body(t, u.send(t, h, "/batch/run")))
		if len(progress) < manyRows/2000 || progress[len(progress)-1]["of"] != float64(manyRows) {
			t.Errorf("%s: progress %v", name, progress)
		}
		if !strings.Contains(html, fmt.Sprintf("算出 %d 行", manyRows-1)) || !strings.Contains(html, "有问题 1 行") || !strings.Contains(html, "这里列出 1 行") {
			t.Errorf("%s: %.600s", name, html)
		}
		if n := strings.Count(html, "<tr>"); n != 203 {
			t.Errorf("%s: %d rows on the page", name, n)
		}
		as := strings.TrimPrefix(name, "表.")
		out := body(t, u.send(t, h, "/batch/download?as="+as))
		rows := bytes.Count(out, []byte("\n"))
		if as == "xlsx" {
			got, err := spreadsheet.Read(out, nil, nil)
			if err != nil || got.Width != 12 {
				t.Fatalf("%s: %v", name, err)
			}
			rows = len(got.Rows)
		}
		if rows != manyRows+1 {
			t.Errorf("%s: %d rows to download", name, rows)
		}
	}
	runtime.ReadMemStats(&after)
	if grown := (after.HeapSys - min(before.HeapSys, after.HeapSys)) >> 20; grown > 500 {
		t.Errorf("the heap grew by %d MB", grown)
	}
}

// TestBatchWithoutStyles: a workbook without formats, as simple programs write it, is answered in a
// new one.
func TestBatchWithoutStyles(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	whole := tableBook(t, cells(fewRows))
	for _, styles := range []string{"", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`} {
		r, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, part := range r.File {
			if part.Name != "xl/styles.xml" {
				err = errors.Join(err, w.Copy(part))
			}
		}
		if styles != "" {
			part, e := w.Create("xl/styles.xml")
			_, e2 := io.WriteString(part, styles)
			err = errors.Join(err, e, e2)
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		got, err := spreadsheet.Read(body(t, upload{name: "表.xlsx", file: b.Bytes()}.send(t, h, "/batch/download")), nil, nil)
		if err != nil || len(got.Rows) != len(fewRows) {
			t.Errorf("%q: %v, %v", styles, got, err)
		}
	}
}
