package batch_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shixian/api/console/internal/pagetest"
	"shixian/holidays"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// upload is what a browser sends from the page.
type upload struct {
	name   string // of the file; "" for none
	file   []byte
	fields map[string]string
	lang   string
}

// send posts the form to a path.
func (u upload) send(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", u.name) // a browser sends the field with an empty name, too
	if err == nil {
		_, err = part.Write(u.file)
	}
	for name, value := range u.fields {
		if err == nil {
			err = w.WriteField(name, value)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Cookie", "shixian_lang="+u.lang)
	rec := httptest.NewRecorder()
	h.ServeHTTP(connected{rec}, r)
	return rec
}

// connected is a recorder that takes deadlines, as a connection does: what is left of a body
// that is refused is read on.
type connected struct{ *httptest.ResponseRecorder }

func (connected) SetReadDeadline(time.Time) error { return nil }

// page posts the form without JavaScript.
func (u upload) page(t testing.TB, h http.Handler) pagetest.Document {
	t.Helper()
	return pagetest.Read(t, u.send(t, h, "/batch"))
}

func pasted(text string) upload { return upload{fields: map[string]string{"text": text}} }

// gridOf returns the rows of the last table of the page, cell by cell.
func gridOf(d pagetest.Document) [][]string {
	tables := d.All(pagetest.ByClass("table", "grid"))
	if len(tables) == 0 {
		return nil
	}
	var out [][]string
	for n := range tables[len(tables)-1].Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "tr":
			out = append(out, nil)
		case n.Data == "td" || n.Data == "th":
			out[len(out)-1] = append(out[len(out)-1], pagetest.Text(n))
		}
	}
	return out
}

// chosenOf returns what the selects of the page stand at.
func chosenOf(d pagetest.Document) map[string]string {
	out := map[string]string{}
	for _, s := range d.All(func(n *html.Node) bool { return n.Data == "select" }) {
		for n := range s.Descendants() {
			if n.Data == "option" {
				for _, a := range n.Attr {
					if a.Key == "selected" {
						out[pagetest.Attr(s, "name")] = pagetest.Attr(n, "value")
					}
				}
			}
		}
	}
	for _, n := range d.All(func(n *html.Node) bool { return n.Data == "input" && pagetest.Attr(n, "type") == "hidden" }) {
		out[pagetest.Attr(n, "name")] = pagetest.Attr(n, "value")
	}
	return out
}

// workbook is a workbook with the rows on its first sheet.
func tableBook(t testing.TB, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = w.SetRow(cell, row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cells makes rows of a workbook from text.
func cells(rows [][]string) [][]any {
	var out [][]any
	for _, r := range rows {
		var row []any
		for _, c := range r {
			row = append(row, c)
		}
		out = append(out, row)
	}
	return out
}

func joined(t testing.TB, rows [][]string, comma rune) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var fewRows = [][]string{
	{"编号", "区县", "事项", "收文日期", "办结日期"},
	{"1", "象山区", "征求意见、会签回复", "2026-04-14", ""},
	{"2", "细河区", "征求意见、会签回复", "2026/2/9", "2026-02-20"},
	{"3", "铁西区", "tiexi.countersign-reply", "2026年4月13日", ""},
}

// TestBatchForms: a table is the same in every form that it comes in.
func TestBatchForms(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(joined(t, fewRows, ','))
	if err != nil {
		t.Fatal(err)
	}
	h := pagetest.Pages("2026-04-15")
	for name, u := range map[string]upload{
		"XLSX":             {name: "表.xlsx", file: tableBook(t, cells(fewRows))},
		"CSV in UTF-8":     {name: "表.csv", file: []byte(joined(t, fewRows, ','))},
		"CSV with a BOM":   {name: "表.csv", file: []byte("\uFEFF" + joined(t, fewRows, ','))},
		"CSV in GB18030":   {name: "表.csv", file: []byte(gb)},
		"semicolons":       {name: "表.csv", file: []byte(joined(t, fewRows, ';'))},
		"pasted":           pasted(joined(t, fewRows, '\t')),
		"file beats paste": {name: "表.csv", file: []byte(joined(t, fewRows, ',')), fields: map[string]string{"text": "x"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := u.page(t, h)
			got := gridOf(d)
			if d.Status != http.StatusOK || len(got) != 4 {
				t.Fatalf("%d %v", d.Status, got)
			}
			for i, want := range [][]string{
				{"2", "2026-04-21 周二", "黄 · 剩2个工作日", "1", "象山区", "征求意见、会签回复", "2026-04-14", "", "《象山区人民政府工作规则》（象政〔2021〕11号）第47条第2款"},
				{"3", "2026-02-25 周三", "绿 · 按时办结", "2"},
				{"4", "2026-04-20 周一", "绿 · 剩3个工作日", "3"},
			} {
				for j, w := range want {
					if got[i+1][j] != w {
						t.Errorf("row %d, cell %d: %q, want %q", i, j, got[i+1][j], w)
					}
				}
			}
		})
	}
}

// TestBatchGuess: what the columns mean is guessed from headings and from what stands
// below them, and people can say otherwise.
func TestBatchGuess(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for name, c := range map[string]struct {
		text   string
		fields map[string]string
		want   map[string]string
	}{
		"Chinese headings": {joined(t, fewRows, '\t'), nil,
			map[string]string{"header": "0", "col_district": "1", "col_rule": "2", "col_trigger": "3", "col_done": "4", "col_amount": ""}},
		"English headings, another order": {"Date\tRule id\tAmount\tSuspended from\tSuspended to\n2026-04-14\txihe.countersign-reply\t5\t\t\n", nil,
			map[string]string{"header": "0", "col_trigger": "0", "col_rule": "1", "col_amount": "2", "col_suspended": "3", "col_suspended_to": "4"}},
		"titles above": {"督查台账\n填报单位：办公室\n区（县）\t办理事项\t收到日期（年月日）\n西市区\t征求意见、会签回复\t2026.4.14\n", nil,
			map[string]string{"header": "2", "col_district": "0", "col_rule": "1", "col_trigger": "2"}},
		"no headings": {"2026-04-14\t西市\txishi.countersign-reply\n", nil,
			map[string]string{"header": "", "col_trigger": "0", "col_district": "1", "col_rule": "2"}},
		"strange headings": {"甲\t乙\n2026-04-14\txishi.countersign-reply\n", nil,
			map[string]string{"header": "0", "col_trigger": "0", "col_rule": "1"}},
		"a limit in words": {"规则\t日期\t时限\nxihe.countersign-reply\t2026-04-14\t七个工作日\n", nil,
			map[string]string{"col_amount": "2"}},
		"a limit that is no number": {"规则\t日期\t时限\nxihe.countersign-reply\t2026-04-14\t尽快\n", nil,
			map[string]string{"col_amount": ""}},
		"one matter for all": {"2026-04-14\n2026-04-15\n", map[string]string{"all_rule": "xihe.countersign-reply"},
			map[string]string{"header": "", "col_trigger": "0", "all_rule": "xihe.countersign-reply"}},
		"another table's columns": {joined(t, fewRows, '\t'), map[string]string{"signature": "0", "col_rule": "0", "header": "3"},
			map[string]string{"header": "0", "col_rule": "2"}},
	} {
		t.Run(name, func(t *testing.T) {
			u := pasted(c.text)
			for k, v := range c.fields {
				u.fields[k] = v
			}
			d := u.page(t, h)
			got := chosenOf(d)
			for k, w := range c.want {
				if got[k] != w {
					t.Errorf("%s: %q, want %q", k, got[k], w)
				}
			}
			if len(d.All(pagetest.ByClass("ul", "sums"))) != 1 {
				t.Error("nothing was counted")
			}
		})
	}
}

// TestBatchCorrected: the columns chosen on the page hold when the table is sent again.
func TestBatchCorrected(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	u := pasted("收文日期\t发文日期\t事项\n2026-04-14\t2026-04-01\txihe.countersign-reply\n")
	first := u.page(t, h)
	if got := gridOf(first)[1][1]; got != "2026-04-23 周四" {
		t.Errorf("due %s", got)
	}
	for k, v := range chosenOf(first) {
		u.fields[k] = v
	}
	u.fields["col_trigger"] = "1"
	if got := gridOf(u.page(t, h))[1][1]; got != "2026-04-13 周一" {
		t.Errorf("due %s", got)
	}
	u.fields["col_trigger"] = "" // and if one is missing, the page asks
	d := u.page(t, h)
	if got := pagetest.Text(d.One("the column missing", func(n *html.Node) bool { return pagetest.Attr(n, "id") == "col_trigger-fault" })); d.Status != http.StatusOK || got != "请选出这一列。" {
		t.Errorf("%d %s", d.Status, got)
	}
	if len(d.All(pagetest.ByClass("ul", "sums"))) != 0 || gridOf(d)[1][1] != "收文日期" {
		t.Errorf("no preview: %v", gridOf(d))
	}
}

// TestBatchOneTable: all rows are answered by one table of calendars, whatever is
// published meanwhile.
func TestBatchOneTable(t *testing.T) {
	asked := 0
	h := pagetest.PagesBy("2026-04-15", pagetest.TableFunc(func() *holidays.Table {
		if asked++; asked > 2 { // the frame of the page, and the count
			return nil
		}
		return pagetest.Table
	}), nil)
	d := pasted(joined(t, fewRows, '\t')).page(t, h)
	if got := pagetest.Text(d.One("the sums", pagetest.ByClass("ul", "sums"))); !strings.HasPrefix(got, "算出 3 行 有问题 0 行") || asked != 2 {
		t.Errorf("%s; asked %d times", got, asked)
	}
	d = pasted(joined(t, fewRows, '\t')).page(t, h)
	if d.Status != http.StatusServiceUnavailable {
		t.Errorf("without a table: %d", d.Status)
	}
}

// TestBatchPage: the page without a table, in both languages.
func TestBatchPage(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for lang, want := range map[string]string{"zh": "一张表，一次算完", "en": "A whole table at once"} {
		d := pagetest.Get(t, h, "/batch", "shixian_lang="+lang)
		if got := pagetest.Text(d.One("h1", func(n *html.Node) bool { return n.Data == "h1" })); got != want {
			t.Errorf("%s: %s", lang, got)
		}
		for _, path := range []string{"/batch/example.xlsx", "/batch/example.csv"} {
			example := pagetest.Get(t, h, path, "shixian_lang="+lang)
			u := upload{name: path, file: []byte(example.Body), lang: lang}
			d := u.page(t, h)
			sums := pagetest.Text(d.One("the sums", pagetest.ByClass("ul", "sums")))
			if !strings.Contains(sums, "算出 7 行 有问题 0 行") && !strings.Contains(sums, "7 rows answered 0 rows with problems") {
				t.Errorf("%s, %s: %s", path, lang, sums)
			}
		}
	}
}

func body(t testing.TB, rec *httptest.ResponseRecorder) []byte {
	t.Helper()
	b, err := io.ReadAll(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
