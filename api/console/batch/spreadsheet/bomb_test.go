package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bomb is a workbook of which one part is replaced.
func bomb(t *testing.T, name, content string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	whole, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		from := io.Reader(strings.NewReader(content))
		if part.Name != name {
			if from, err = part.Open(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := io.Copy(to, from); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// rows are n rows, each written by row from its number on.
func rows(n int, row func(b *strings.Builder, line int)) string {
	var b strings.Builder
	for line := range n {
		row(&b, line+1)
	}
	return b.String()
}

// TestBombs: a small workbook that takes much to hold is refused, or read row by row and not
// edited. It takes a bounded amount of memory, and of time.
func TestBombs(t *testing.T) {
	const most = 300 << 20 // bytes by which the heap may grow
	sheet := func(data, after string) string {
		return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + data + `</sheetData>` + after + `</worksheet>`
	}
	value := func(b *strings.Builder, ref string) {
		fmt.Fprintf(b, `<c r="%s" t="inlineStr"><is><t>x</t></is></c>`, ref)
	}
	one := func(b *strings.Builder, line int) {
		fmt.Fprintf(b, `<row r="%d">`, line)
		value(b, fmt.Sprintf("A%d", line))
		b.WriteString("</row>")
	}
	wide := func(b *strings.Builder, line int) { // 100 columns in the first row
		if line > 1 {
			one(b, line)
			return
		}
		b.WriteString(`<row r="1">`)
		for c := range MaxColumns {
			value(b, Letter(c)+"1")
		}
		b.WriteString("</row>")
	}
	down := "<mergeCells>"
	for c := range MaxColumns {
		down += fmt.Sprintf(`<mergeCell ref="%s1:%[1]s25000"/>`, Letter(c))
	}
	const sheet1 = "xl/worksheets/sheet1.xml"
	for what, c := range map[string]struct {
		part, content string
		code          Code // "" if it is read
	}{
		"blank cells in the last column": {sheet1, sheet(rows(300, func(b *strings.Builder, line int) {
			fmt.Fprintf(b, `<row r="%d"><c r="A%[1]d"><v>1</v></c><c r="XFD%[1]d" s="0"/></row>`, line)
		}), ""), ""},
		"blank cells": {sheet1, sheet(rows(60, func(b *strings.Builder, line int) {
			fmt.Fprintf(b, `<row r="%d"><c r="A%[1]d"><v>1</v></c>%[2]s</row>`, line, strings.Repeat("<c/>", 16000))
		}), ""), ""},
		"rows without numbers":     {sheet1, sheet(rows(10_500, func(b *strings.Builder, _ int) { b.WriteString("<row><c><v>1</v></c></row>") }), ""), ""},
		"a wide heading":           {sheet1, sheet(rows(25_000, wide), ""), ""},
		"a wide heading, all down": {sheet1, sheet(rows(25_000, wide), down+"</mergeCells>"), CodeCells},
		"columns without end":      {sheet1, sheet(rows(2, one), `<cols><col min="1" max="2000000000"/></cols>`), CodeXLSX},
		"merged blocks":            {sheet1, sheet(rows(2, one), "<mergeCells>"+strings.Repeat(`<mergeCell ref="A1:A2"/>`, 25_000)+"</mergeCells>"), CodeXLSX},
		"styles":                   {"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>` + strings.Repeat("<xf/>", 1_100_000) + `</cellXfs></styleSheet>`, CodeZip},
		"depth":                    {"xl/styles.xml", strings.Repeat("<a>", 100_000) + strings.Repeat("</a>", 100_000), CodeXLSX},
	} {
		body := bomb(t, c.part, c.content)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		table, err := Read(body, nil, nil)
		runtime.ReadMemStats(&after)
		var e *Error
		if errors.As(err, &e); c.code == "" && err != nil || c.code != "" && (e == nil || e.Code != c.code) {
			t.Errorf("%s: %v, want %q", what, err, c.code)
		}
		if err == nil && table.Editable() {
			t.Errorf("%s: it is edited", what)
		}
		if n := after.HeapSys - min(before.HeapSys, after.HeapSys); n > most {
			t.Errorf("%s: %d MiB for %d KiB", what, n>>20, len(body)>>10)
		}
	}
}
