package noticeformat

import (
	"bytes"
	"errors"
	"maps"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shixian/holidays"
	"shixian/holidays/check"
)

// fuzz reads anything in one format.
func fuzz(f *testing.F, format Format) {
	f.Fuzz(func(t *testing.T, body []byte) { fuzzed(t, format, body) })
}

// fuzzed reads a body: if it is refused, the error has a code with both texts, and
// if it is read, the notice is sound and the same once written and read again.
func fuzzed(t *testing.T, format Format, body []byte) {
	t.Helper()
	n, err := Read(format, body, known)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) || e.ZH == "" || e.EN == "" || messages[e.Code].IsZero() {
			t.Fatalf("%#v", err)
		}
		return
	}
	if wrong := check.Notice(&n); len(wrong) > 0 {
		t.Fatal(wrong[0].Error())
	}
	if n.Calendar != known.Calendar || n.Year != known.Year || n.Issued != known.Issued || len(n.Entries) > MaxEntries {
		t.Fatalf("%+v", n)
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, []holidays.Notice{n}); err != nil {
		t.Fatal(err)
	}
	again, err := Read(FormatCSV, b.Bytes(), known)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.Bytes())
	}
	n.Residue, n.IssuedApproximate = nil, false
	mustEqual(t, again, n)
}

func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(json2026))
	f.Add([]byte(`{"notices": [` + json2026 + `]}`))
	for _, r := range jsonRefusals() {
		if r.format == FormatJSON {
			f.Add([]byte(r.body))
		}
	}
	fuzz(f, FormatJSON)
}

func FuzzReadHolidayCN(f *testing.F) {
	f.Add([]byte(holidayCNBody(national(f, 2026))))
	for _, r := range jsonRefusals() {
		if r.format == FormatHolidayCN {
			f.Add([]byte(r.body))
		}
	}
	fuzz(f, FormatHolidayCN)
}

func FuzzReadCSV(f *testing.F) {
	n := national(f, 2026)
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(joined(dayRows(n), ";")))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(gb)
	f.Add([]byte(csv2025))
	f.Add([]byte("\uFEFF" + joined(spanRows(n), "\t")))
	for _, r := range csvRefusals() {
		f.Add([]byte(r.body))
	}
	fuzz(f, FormatCSV)
}

// The parts of a workbook are changed and not the archive, whose checksums would
// hide what stands in it.
func FuzzReadXLSX(f *testing.F) {
	const (
		sheet, shared, styles = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
		book, rels            = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
	)
	n := national(f, 2026)
	n.Entries = n.Entries[:2] // short bodies are changed to more effect
	for _, body := range [][]byte{
		workbook(f, asCells(spanRows(n)), "yyyy-mm-dd"), workbook(f, anyCells(dayRows(n)), "0"),
	} {
		p := unzipped(f, body)
		f.Add(p[sheet], p[shared], p[styles], p[book], p[rels])
	}
	base := unzipped(f, workbook(f, nil, "0"))
	f.Fuzz(func(t *testing.T, sheetXML, sharedXML, stylesXML, bookXML, relsXML string) {
		p := maps.Clone(base)
		p[sheet], p[shared], p[styles], p[book], p[rels] = sheetXML, sharedXML, stylesXML, bookXML, relsXML
		fuzzed(t, FormatXLSX, []byte(zipped(t, p)))
	})
}

func FuzzReadArchive(f *testing.F) {
	f.Add(workbook(f, asCells(spanRows(national(f, 2026))), "yyyy-mm-dd"))
	f.Add([]byte(zipped(f, parts(3))))
	fuzz(f, FormatXLSX)
}

func FuzzDetect(f *testing.F) {
	f.Add("application/json; charset=utf-8", []byte(json2026))
	f.Add("application/vnd.ms-excel", []byte("PK\x03\x04"))
	f.Add("", []byte(csv2025))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		format, err := Detect(contentType, body)
		if (err == nil) != (format.MediaType() != "") {
			t.Fatalf("%q, %v", format, err)
		}
	})
}
