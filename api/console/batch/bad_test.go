package batch_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/internal/pagetest"
)

// TestBatchBadCells: what is wrong is told at the cell, in both languages, and the
// other rows are answered.
func TestBatchBadCells(t *testing.T) {
	const head = "事项\t区县\t收文日期\t时限\t中止期间\t中止止\t办结日期\n"
	const good = "xihe.countersign-reply\t\t2026-04-14\t5\t\t\t\n"
	h := pagetest.Pages("2026-04-15")
	for _, c := range []struct {
		row    string
		column int // of the table
		zh, en string
	}{
		{"\t\t2026-04-14", 0, "没有写是什么事项", "the matter is missing"},
		{"征求意见、会签回复\t朝阳区\t2026-04-14", 1, "没有“朝阳区”的规则", "no rules of “朝阳区”"},
		{"xiangshan.district-meeting-quota\t\t2026-04-14", 0, "已经用了几次", "how often it took place"},
		{"xihe.countersign-reply\t\t", 2, "没有写日期", "the date is missing"},
		{"xihe.countersign-reply\t\t昨天", 2, "这不是日期", "this is no date"},
		{"xihe.countersign-reply\t\t4/5/2026", 2, "看不出哪个是年、月、日", "cannot be told apart"},
		{"xihe.countersign-reply\t\t2026-02-30", 2, "没有这一天", "no such day"},
		{"xihe.countersign-reply\t\t25-9-26", 2, "“25-9-26”", "“25-9-26”"},
		{"xihe.countersign-reply\t\t2026年4月14日（周三）", 2, "不是所写的星期几", "not the weekday"},
		{"xihe.countersign-reply\t\t4.3", 2, "末尾的 0", "final 0"},
		{"xihe.countersign-reply\t\t414", 2, "不是日期", "a number and no date"},
		{"xihe.countersign-reply\t\t2010-01-04", 2, "自2019年4月2日起施行", "in force from 2 April 2019"},
		{"xihe.countersign-reply\t\t2026-04-14\t五天", 3, "只写数字", "only a number"},
		{"xihe.countersign-reply\t\t2026-04-14\t1001", 3, "1000", "1000"},
		{"xihe.countersign-reply\t\t2026-04-14\t2.5", 3, "1000", "1000"},
		{"xihe.standing-meeting\t\t2026-04-14\t5", 3, "这个事项的时限由条文定死", "The limit of this matter is fixed"},
		{"tiexi.absence-approver\t\t\t", 3, "没有写多少天", "number of days is missing"},
		{"xihe.countersign-reply\t\t2026-04-14\t\t2026-04-15至2026-04-16至2026-04-17", 4, "这不是一段日子", "no span of days"},
		{"xihe.countersign-reply\t\t2026-04-14\t\t明天", 4, "这不是日期", "this is no date"},
		{"xihe.countersign-reply\t\t2026-04-14\t\t2026-04-17至2026-04-15", 4, "2026-04-17", "2026-04-17"},
		{"xihe.countersign-reply\t\t2026-04-14\t\t2026-04-15\t下周", 5, "这不是日期", "this is no date"},
		{"xihe.countersign-reply\t\t2026-04-14\t\t\t2026-04-16", 4, "没有写日期", "the date is missing"},
		{"xihe.countersign-reply\t\t2026-04-14\t\t\t\t已办", 6, "这不是日期", "this is no date"},
		{"xihe.countersign-reply\t\t2026-04-14\t\t\t\t2199-01-01", 6, "2199-01-01", "2199-01-01"},
	} {
		for _, lang := range []string{"zh", "en"} {
			u := pasted(head + good + c.row + "\n" + good)
			u.lang = lang
			d := u.page(t, h)
			want := c.zh
			if lang == "en" {
				want = c.en
			}
			rows := gridOf(d)
			if len(rows) != 4 || len(rows[2]) < c.column+4 {
				t.Errorf("%q: %d %v", c.row, d.Status, rows)
				continue
			}
			if got := rows[2][c.column+3]; !strings.Contains(got, want) {
				t.Errorf("%q: %q, want %q", c.row, got, want)
			}
			if n := len(d.All(pagetest.ByClass("td", "given bad"))); n != 1 {
				t.Errorf("%q: %d cells marked, want 1", c.row, n)
			}
			if rows[1][1] != rows[3][1] || !strings.HasPrefix(rows[1][1], "2026-04-21") {
				t.Errorf("%q: the other rows: %s, %s", c.row, rows[1][1], rows[3][1])
			}
		}
	}
}

// TestBatchOddCells are values that are understood for what they are.
func TestBatchOddCells(t *testing.T) {
	const head = "事项\t收文日期\t时限\t中止期间\t办结日期\n"
	h := pagetest.Pages("2026-04-15")
	for row, due := range map[string]string{
		"tiexi.absence-approver\t\t1\t\t":                                          "由",
		"xihe.countersign-reply\t46126\t\t\t未办结":                                   "2026-04-23 周四",
		"xihe.countersign-reply\t２０２６／４／１４\t７\t-\t/":                               "2026-04-23 周四",
		"xihe.countersign-reply\t2026-04-14T17:30:00+08:00":                        "2026-04-23 周四",
		"xihe.countersign-reply\t2026年4月14日 星期二\t\t2026/4/15-2026/4/16":            "2026-04-27 周一",
		"xihe.countersign-reply\t2026-04-14\t\t2026-04-15/2026-04-15；2026年4月16日\t": "2026-04-27 周一",
		"XIHE.Countersign-Reply\t20260414":                                         "2026-04-23 周四",
	} {
		got := gridOf(pasted(head+row+"\n").page(t, h))
		if len(got) != 2 || !strings.HasPrefix(got[1][1], due) {
			t.Errorf("%q: %v, want %s", row, got, due)
		}
	}
}

// zipped is an archive with one part.
func zipped(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create(name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBatchRefusals: a file that cannot be taken is refused in words that say what to
// do, by the page, by what its script asks and in place of the download.
func TestBatchRefusals(t *testing.T) {
	good := tableBook(t, cells(fewRows))
	wide := strings.Repeat("x,", spreadsheet.MaxColumns) + "x\n"
	h := pagetest.Pages("2026-04-15")
	for name, c := range map[string]struct {
		file   []byte
		status int
		zh, en string
	}{
		"oversized":        {bytes.Repeat([]byte("2026-04-14,x\n"), spreadsheet.MaxBytes/13+1), 413, "超过 20 MB", "over 20 MB"},
		"truncated":        {good[:len(good)-200], 422, "没有传完整", "may not be complete"},
		"encrypted":        {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, []byte("\x00E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...), 422, "去掉密码", "take the password off"},
		"zip bomb":         {zipped(t, "xl/media/zeros", make([]byte, 100<<20)), 422, "解压后过大", "unpacks to too much"},
		"another archive":  {zipped(t, "word/document.xml", []byte("<a/>")), 422, "另存为“XLSX 工作簿”", "save it as an XLSX workbook"},
		"PDF":              {[]byte("%PDF-1.7 x"), 422, "不是表格文件", "no table"},
		"PNG":              {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), 422, "不是表格文件", "no table"},
		"text cut short":   {[]byte("事项,收文日期\n会签")[:22], 422, "没有传完整", "not complete"},
		"open quote":       {[]byte("事项,收文日期\n\"会签,2026-04-14\n"), 422, "第 2 行的引号没有配对", "line 2 do not pair"},
		"rows":             {bytes.Repeat([]byte("2026-04-14,x\n"), spreadsheet.MaxRows+1), 422, "超过 100000 行", "over 100000 rows"},
		"rows by far":      {bytes.Repeat([]byte("2026-04-14,x\n"), spreadsheet.MaxRows+100), 422, "超过 100000 行", "over 100000 rows"},
		"columns":          {[]byte(wide), 422, "第 1 行超过 100 列", "Row 1 has over 100 columns"},
		"a long cell":      {[]byte("a,b\n" + strings.Repeat("x", spreadsheet.MaxCell+1)), 422, "第 2 行有一格超过 32 KB", "A cell of row 2 is over 32 KB"},
		"many cells":       {[]byte(strings.Repeat(strings.Repeat("1,", 80)+"\n1", 1) + strings.Repeat(strings.Repeat("1,", 79)+"1\n", 25001)), 422, "超过 2000000 个单元格", "over 2000000 cells"},
		"nothing in it":    {[]byte(" ,\n\n"), 422, "表格是空的", "The table is empty"},
		"an empty sheet":   {tableBook(t, nil), 422, "表格是空的", "The table is empty"},
		"an old workbook":  {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...), 422, "这是旧式的 .xls", "This is an old .xls"},
		"OpenDocument":     {append([]byte("PK\x03\x04"), "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"...), 422, "这是 .ods（OpenDocument）", "This is an .ods"},
		"a web page":       {[]byte("\r\n<html><table><tr><td>事项</td></tr></table></html>"), 422, "其实是网页", "a web page"},
		"nothing was sent": {nil, 422, "请选择一个文件", "choose a file"},
	} {
		for _, ask := range []struct{ path, lang, want string }{
			{"/batch", "zh", c.zh}, {"/batch/run", "en", c.en}, {"/batch/download?as=csv", "zh", c.zh},
		} {
			u := upload{file: c.file, lang: ask.lang}
			if c.file != nil {
				u.name = "表.xlsx"
			}
			rec := u.send(t, h, ask.path)
			got := rec.Body.String()
			status := c.status
			if strings.HasPrefix(got, `{"read"`) {
				status = http.StatusOK // the first lines were out before the mistake was seen
			}
			if rec.Code != status || !strings.Contains(html.UnescapeString(got), ask.want) {
				t.Errorf("%s, %s: %d %.300s", name, ask.path, rec.Code, got)
			}
		}
	}
}

// TestBatchBrokenForms: forms that do not arrive whole, or come without the file that
// they had.
func TestBatchBrokenForms(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for name, c := range map[string]struct{ kind, body, want string }{
		"not a form":  {"application/json", "{}", "表单没有完整送达"},
		"cut off":     {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nx", "表单没有完整送达"},
		"long field":  {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"all_rule\"\r\n\r\n" + strings.Repeat("x", 5000) + "\r\n--b--\r\n", "最多 4 KB"},
		"many fields": {"multipart/form-data; boundary=b", strings.Repeat("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n2026-04-14\r\n", 1001) + "--b--\r\n", "最多 1000 个字段"},
	} {
		r := httptest.NewRequest(http.MethodPost, "/batch", strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.kind)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code < 400 || rec.Code > 499 || !strings.Contains(rec.Body.String(), c.want) {
			t.Errorf("%s: %d %s", name, rec.Code, rec.Body)
		}
	}
	forgotten := upload{fields: map[string]string{"source": "表.xlsx", "revision": "0"}}
	if d := forgotten.page(t, h); d.Status != 422 || !strings.Contains(d.Body, "请再选一次文件") {
		t.Errorf("forgotten file: %d", d.Status)
	}
	for _, revision := range []string{"7", "x"} {
		u := pasted(joined(t, fewRows, '\t'))
		u.fields["revision"] = revision
		if rec := u.send(t, h, "/batch/download"); rec.Code < 400 || rec.Code > 499 {
			t.Errorf("revision %s: %d", revision, rec.Code)
		}
	}
}

// TestBatchClaimedLength: a length that is announced takes no memory, however many fields there are.
func TestBatchClaimedLength(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	const field = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n2026-04-14\r\n"
	r := httptest.NewRequest(http.MethodPost, "/batch", strings.NewReader(strings.Repeat(field, 500)))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.ContentLength = spreadsheet.MaxBytes
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	h.ServeHTTP(httptest.NewRecorder(), r)
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 2*spreadsheet.MaxBytes {
		t.Errorf("500 files of 10 bytes took %d MB", taken>>20)
	}
}

// TestBatchScriptStaysText: what stands in any cell, heading, file name or field is
// shown as text.
func TestBatchScriptStaysText(t *testing.T) {
	const evil = `a"><script>alert(1)</script>`
	row := strings.Repeat(evil+"\t", 7) + evil
	h := pagetest.Pages("2026-04-15")
	fields := map[string]string{}
	for _, f := range []string{"signature", "source", "header", "col_rule", "col_trigger", "all_rule", "all_district", "revision", "at"} {
		fields[f] = evil
	}
	fields["text"] = "事项\t区县\t收文日期\t时限\t中止期间\t中止止\t办结日期\t" + evil + "\n" + row + "\n"
	for _, u := range []upload{
		{fields: fields},
		pasted(row + "\n" + row + "\n"),
		{name: evil + ".xlsx", file: tableBook(t, [][]any{{"事项", evil, "收文日期"}, {evil, evil, evil}})},
	} {
		for _, path := range []string{"/batch", "/batch/run", "/batch/download"} {
			got := u.send(t, h, path).Body.String()
			if strings.Contains(got, "<script>alert") || !strings.HasPrefix(got, "PK") && !strings.Contains(got, "alert(1)") && path != "/batch/download" {
				t.Errorf("%s: %.200s", path, got)
			}
		}
	}
}
