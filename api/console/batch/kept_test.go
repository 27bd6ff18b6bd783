package batch_test

import (
	"bytes"
	"errors"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shixian/api/console/internal/pagetest"
)

// officeBook is a workbook with what offices put into theirs.
func officeBook(t testing.TB) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(ledger{
		before: []string{"封面"}, merged: []string{"A1:E1"},
		rows: [][]any{{"收文台账"}, {"事项", "区县", "收文日期", "金额", "占比"}, {reply, "象山", "2026年9月29日", 100.5, 0.25}, {reply, "象山", "待定", 201, 0.5}, {"合计"}},
	}.book(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	money, err := f.NewStyle(&excelize.Style{NumFmt: 4, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"00FF00"}}})
	for _, e := range []error{
		err, f.SetColVisible("台账", "F:XFD", false), f.SetCellStyle("台账", "D3", "D5", money), f.SetCellFormula("台账", "D5", "SUM(D3:D4)"), f.SetRowVisible("台账", 4, false),
		f.AutoFilter("台账", "A2:E5", nil), f.SetPanes("台账", &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}),
	} {
		if e != nil {
			t.Fatal(e)
		}
	}
	if _, err := f.NewSheet("选项"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("选项", false); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWorkbookKept: the workbook comes back as it was, with our columns at the right, and
// with the same columns if it is counted again.
func TestWorkbookKept(t *testing.T) {
	h := pagetest.Pages("2026-11-28")
	file := officeBook(t)
	for range 2 {
		rec := upload{name: "台账.xlsx", file: file}.send(t, h, "/batch/download?as=xlsx")
		if rec.Code != http.StatusOK {
			t.Fatalf("%d %.300s", rec.Code, rec.Body)
		}
		file = body(t, rec)
		f, err := excelize.OpenReader(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, cell := range []string{"A1", "C3", "C4", "D3", "E4", "F2", "F3", "G3", "L4", "F5", "N2"} {
			got[cell], err = f.GetCellValue("台账", cell)
			if err != nil {
				t.Fatal(err)
			}
		}
		for cell, want := range map[string]string{
			"A1": "收文台账", "C3": "2026年9月29日", "C4": "待定", "D3": "100.50", "E4": "0.5", "F2": "截止日", "F3": "2026-10-09", "G3": "周五",
			"L4": "C 列“收文日期”：“待定”：这不是日期。请写成 2026-04-14 这样。", "F5": "", "N2": "",
		} {
			if got[cell] != want {
				t.Errorf("%s: %q, want %q", cell, got[cell], want)
			}
		}
		checkKept(t, f)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMacrosKept: a workbook with macros comes back as one, since Excel opens it by no other
// name.
func TestMacrosKept(t *testing.T) {
	rec := upload{name: "台账.XLSM", file: officeBook(t)}.send(t, pagetest.Pages("2026-11-28"), "/batch/download?as=xlsx")
	_, named, err := mime.ParseMediaType(rec.Header().Get("Content-Disposition"))
	if err != nil || named["filename"] != "台账-截止日.xlsm" || !strings.Contains(rec.Header().Get("Content-Type"), "macroEnabled") {
		t.Errorf("%v: %v", err, rec.Header())
	}
}

func checkKept(t *testing.T, f *excelize.File) {
	t.Helper()
	merged, err := f.GetMergeCells("台账")
	formula, err2 := f.GetCellFormula("台账", "D5")
	hidden, err3 := f.GetSheetVisible("选项")
	row, err4 := f.GetRowVisible("台账", 4)
	panes, err5 := f.GetPanes("台账")
	ours, err6 := f.GetColVisible("台账", "F")
	for _, e := range []error{err, err2, err3, err4, err5, err6} {
		if e != nil {
			t.Fatal(e)
		}
	}
	sheets := f.GetSheetList()
	if len(merged) != 1 || formula != "SUM(D3:D4)" || hidden || !ours || row || panes.YSplit != 2 || len(sheets) != 3 || sheets[0] != "封面" {
		t.Errorf("merged %v, formula %s, visible %v %v, our columns visible %v, panes %+v, sheets %v", merged, formula, hidden, row, ours, panes, sheets)
	}
	names := f.GetDefinedName()
	if len(names) == 0 || names[0].RefersTo != "'台账'!$A$2:$E$5" {
		t.Errorf("the filter: %+v", names)
	}
}

// TestSheetAsked: of several sheets that could be meant, one is chosen by its name.
func TestSheetAsked(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(ledger{sheet: "九月", rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "象山", "2026-09-29"}}}.book(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	to, err := f.NewSheet("十月")
	if err == nil {
		err = f.CopySheet(0, to)
	}
	if err == nil {
		err = f.SetCellValue("十月", "C2", "2026-10-09")
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	h := pagetest.Pages("2026-11-28")
	u := upload{name: "台账.xlsx", file: b.Bytes(), fields: map[string]string{}}
	d := u.page(t, h)
	if got := pagetest.Text(d.One("the question", pagetest.ByClass("section", "card which"))); got != "这个工作簿有几张工作表，请选要算的一张 工作表 请选 九月 十月 计算这一张" {
		t.Errorf("asked %s", got)
	}
	for sheet, due := range map[string]string{"九月": "2026-10-09", "十月": "2026-10-13"} {
		u.fields["sheet"] = sheet
		if got := outcomes(u.page(t, h))["2"]; got != due {
			t.Errorf("%s: %s, want %s", sheet, got, due)
		}
	}
}

// TestFilter: the page shows the rows of one kind.
func TestFilter(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for show, want := range map[string]int{"": 3, "red": 0, "yellow": 1, "green": 2, "bad": 0} {
		u := pasted(joined(t, fewRows, '\t'))
		u.fields["show"] = show
		if got := len(outcomes(u.page(t, h))); got != want {
			t.Errorf("%q: %d rows, want %d", show, got, want)
		}
	}
}

// TestTemplates: the template of each district is understood as it stands.
func TestTemplates(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, id := range []string{"xiangshan", "xihe", "xishi", "tiexi", "shuangta"} {
		file := pagetest.Get(t, h, "/batch/example.xlsx?district="+id, "")
		d := upload{name: "模板.xlsx", file: []byte(file.Body)}.page(t, h)
		for line, got := range outcomes(d) {
			if got == "✕" || got == "?" {
				t.Errorf("%s, row %s: %s", id, line, got)
			}
		}
		if len(outcomes(d)) < 3 {
			t.Errorf("%s: %d rows", id, len(outcomes(d)))
		}
	}
}

// TestFormulasKept: a formula that nothing stands above, and whose result the file has not got,
// keeps its place.
func TestFormulasKept(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := errors.Join(
		f.SetSheetRow("Sheet1", "A1", &[]any{"事项", "收文日期"}), f.SetSheetRow("Sheet1", "A2", &[]any{"xihe.countersign-reply", "2026-04-14"}),
		f.SetCellFormula("Sheet1", "C2", "B2+1"),
	); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	file := body(t, upload{name: "台账.xlsx", file: b.Bytes()}.send(t, pagetest.Pages("2026-04-15"), "/batch/download"))
	got, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	formula, err := got.GetCellFormula("Sheet1", "C2")
	due, err2 := got.GetCellValue("Sheet1", "D2")
	if formula != "B2+1" || due != "2026-04-23" || err != nil || err2 != nil {
		t.Errorf("%q, %q, %v, %v", formula, due, err, err2)
	}
}
