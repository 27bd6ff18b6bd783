package matters_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"shixian/api/console/internal/pagetest"
)

var kept = []string{
	"rule=xihe.countersign-reply&revision=0&trigger=2026-04-14",
	"rule=xiangshan.countersign-reply&revision=0&trigger=2026-04-14",
	"rule=xiangshan.countersign-reply&revision=0&trigger=2026-04-01&done=2026-04-02",
	"rule=no.such-rule&trigger=2026-04-14",
}

func post(t testing.TB, h http.Handler, path, kind string, body io.Reader) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, body)
	r.Header.Set("Content-Type", kind)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

func form(as string) io.Reader {
	return strings.NewReader(url.Values{"q": kept, "as": {as}}.Encode())
}

const formType = "application/x-www-form-urlencoded"

// TestList: the first due stands first, what is done at the end, and what is not
// understood is told before all.
func TestList(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	d := pagetest.Read(t, post(t, h, "/matters/list", formType, form("")))
	var rows []string
	for _, n := range d.All(func(n *html.Node) bool { return n.Data == "th" && pagetest.Attr(n, "scope") == "row" }) {
		rows = append(rows, pagetest.Text(n))
	}
	if want := []string{"✕", "2026-04-21 周二", "2026-04-23 周四", "2026-04-07 周二"}; !slices.Equal(rows, want) {
		t.Errorf("%q, want %q", rows, want)
	}
	var set []string
	for _, n := range d.All(func(n *html.Node) bool { return pagetest.Attr(n, "data-do") == "set" }) {
		set = append(set, pagetest.Attr(n, "data-q"))
	}
	if len(set) != 3 || !strings.Contains(set[0], "done=2026-04-15") || strings.Contains(set[2], "done=") {
		t.Errorf("the buttons: %q", set)
	}
	if empty := post(t, h, "/matters/list", formType, strings.NewReader("")); !strings.Contains(empty.Body.String(), "还没有事项") {
		t.Errorf("an empty list: %s", empty.Body)
	}
}

// TestFiles: what is exported comes back as it was, in both forms.
func TestFiles(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, as := range []string{"xlsx", "ics"} {
		file := post(t, h, "/matters/export", formType, form(as))
		if file.Code != http.StatusOK || !strings.Contains(file.Header().Get("Content-Disposition"), as) {
			t.Fatalf("%s: %d %v", as, file.Code, file.Header())
		}
		got := imported(t, h, file.Body.Bytes())
		if len(got) != 3 {
			t.Fatalf("%s: %q", as, got)
		}
		for _, q := range kept[:3] {
			same := func(s string) bool { return sorted(s) == sorted(q) }
			if !slices.ContainsFunc(got, same) {
				t.Errorf("%s: %q has no %s", as, got, q)
			}
		}
	}
}

// TestDoneInTheWorkbook: a day of doing that people write into the workbook is taken in.
func TestDoneInTheWorkbook(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	file := post(t, h, "/matters/export", formType, strings.NewReader(url.Values{"q": kept[:1], "as": {"xlsx"}}.Encode()))
	f, err := excelize.OpenReader(file.Body)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for written, want := range map[string]string{"2026年4月20日": "2026-04-20", "4月20日": "2026-04-20", "": "", "差不多了": ""} {
		var b bytes.Buffer
		if err := f.SetCellValue("我的台账", "E2", written); err != nil {
			t.Fatal(err)
		}
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		got := imported(t, h, b.Bytes())
		if v, err := url.ParseQuery(strings.Join(got, "\n")); err != nil || len(got) != 1 || v.Get("done") != want {
			t.Errorf("%q: %v, %q, want done %q", written, err, got, want)
		}
	}
}

// TestEditedWorkbook: a title above the headings, and a day of doing that was taken out, are
// read as they stand.
func TestEditedWorkbook(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	q := url.Values{"q": {kept[0] + "&done=2026-04-20"}, "as": {"xlsx"}}
	file := post(t, h, "/matters/export", formType, strings.NewReader(q.Encode()))
	f, err := excelize.OpenReader(file.Body)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for written, want := range map[string]string{"2026-04-21": "2026-04-21", "": ""} {
		for _, e := range []error{f.InsertRows("我的台账", 1, 1), f.SetCellValue("我的台账", "A1", "四月")} {
			if e != nil {
				t.Fatal(e)
			}
		}
		rows, err := f.GetRows("我的台账")
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellValue("我的台账", fmt.Sprintf("E%d", len(rows)), written); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		got := imported(t, h, b.Bytes())
		if v, err := url.ParseQuery(strings.Join(got, "\n")); err != nil || len(got) != 1 || v.Get("done") != want {
			t.Errorf("%q: %v, %q, want done %q", written, err, got, want)
		}
	}
}

// TestAllIsKept: a matter that cannot be counted now stays in the workbook, a file with a
// byte order mark is read, and what goes beyond the list's length is told.
func TestAllIsKept(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	file := post(t, h, "/matters/export", formType, strings.NewReader(url.Values{"q": {"rule=xihe.countersign-reply&trigger=2060-01-04"}, "as": {"xlsx"}}.Encode()))
	if got := imported(t, h, file.Body.Bytes()); len(got) != 1 {
		t.Errorf("of a day beyond the calendar: %q", got)
	}
	events := post(t, h, "/matters/export", formType, form("ics"))
	if got := imported(t, h, append([]byte("\uFEFF"), events.Body.Bytes()...)); len(got) != 3 {
		t.Errorf("behind a byte order mark: %q", got)
	}
	many := url.Values{}
	for range 502 {
		many.Add("q", kept[0])
	}
	d := pagetest.Read(t, post(t, h, "/matters/list", formType, strings.NewReader(many.Encode())))
	if !strings.Contains(d.Body, "有 2 件没有列出") {
		t.Error("what is left out is not told")
	}
}

// TestLargeImport: a workbook of far more cells than a list has is refused before it is held, as
// anybody may send many at the same time.
func TestLargeImport(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	for line := 1; err == nil && line <= 40_000; line++ {
		err = w.SetRow(fmt.Sprintf("A%d", line), []any{kept[0], "x", "x"})
	}
	var b bytes.Buffer
	if err = errors.Join(err, w.Flush(), f.Write(&b)); err != nil {
		t.Fatal(err)
	}
	if got := imported(t, pagetest.Pages("2026-04-15"), b.Bytes()); len(got) != 0 {
		t.Errorf("%d matters are taken out of %d bytes", len(got), b.Len())
	}
}

// imported are the questions that the page takes out of a file.
func imported(t *testing.T, h http.Handler, file []byte) (got []string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", "list")
	if err == nil {
		_, err = part.Write(file)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	rec := post(t, h, "/matters/import", w.FormDataContentType(), &b)
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil {
		t.Fatalf("%v, %s", err, rec.Body)
	}
	return got
}

// sorted is a query in one order, without the table that answered it.
func sorted(s string) string {
	v, _ := url.ParseQuery(s)
	v.Del("revision")
	return v.Encode()
}

// TestEstimate: a day that rests on holidays which are not announced is marked so, and says
// between which days it lies.
func TestEstimate(t *testing.T) {
	body := strings.NewReader(url.Values{"q": {"rule=xihe.countersign-reply&trigger=2027-02-10"}}.Encode())
	d := pagetest.Read(t, post(t, pagetest.Pages("2026-11-28"), "/matters/list", formType, body))
	day := d.One("the day", func(n *html.Node) bool { return n.Data == "th" && pagetest.Attr(n, "scope") == "row" })
	if got := pagetest.Text(day); got != "2027-02-22 周一 预计 最早2027年2月17日（周三），最晚2027年2月23日（周二）" {
		t.Error(got)
	}
	d.One("the dotted day", pagetest.ByClass("time", "estimated"))
}
