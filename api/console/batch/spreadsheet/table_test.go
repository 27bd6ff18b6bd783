package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"shixian/holidays"
)

var errStop = errors.New("stop")

func TestReadText(t *testing.T) {
	utf16 := []byte{0xFF, 0xFE, 'a', 0, '\t', 0, 0x4E, 0x4F, '\n', 0}
	for _, c := range []struct {
		name, body string
		want       []Row
	}{
		{"commas", "a,b\n\n1,\"x\ny\"\n", []Row{{Line: 1, Cells: []string{"a", "b"}}, {Line: 3, Cells: []string{"1", "x\ny"}}}},
		{"empty rows and ends", " ,\na,,\n,,c\n", []Row{{Line: 2, Cells: []string{"a"}}, {Line: 3, Cells: []string{"", "", "c"}}}},
		{"tabs and quotes", "a\tb 5\" c\n\"x\ty\"\tz\n", []Row{{Line: 1, Cells: []string{"a", "b 5\" c"}}, {Line: 2, Cells: []string{"x\ty", "z"}}}},
		{"semicolons", "a;b\n1,5;2\n", []Row{{Line: 1, Cells: []string{"a", "b"}}, {Line: 2, Cells: []string{"1,5", "2"}}}},
		{"one column", "2026-04-14\n", []Row{{Line: 1, Cells: []string{"2026-04-14"}}}},
		{"guarded", "'=1,'x\n", []Row{{Line: 1, Cells: []string{"=1", "'x"}}}},
		{"UTF-16", string(utf16), []Row{{Line: 1, Cells: []string{"a", "低"}}}},
		{"a sign of trouble in sound UTF-8", "a,\uFFFD\n", []Row{{Line: 1, Cells: []string{"a", "\uFFFD"}}}},
	} {
		got, err := Read([]byte(c.body), nil, nil)
		if err != nil || len(got.Rows) != len(c.want) || len(got.Sheets) > 0 {
			t.Errorf("%s: %+v, %v", c.name, got, err)
			continue
		}
		for i, w := range c.want {
			if g := got.Rows[i]; g.Line != w.Line || strings.Join(g.Cells, "|") != strings.Join(w.Cells, "|") {
				t.Errorf("%s: %+v, want %+v", c.name, g, w)
			}
		}
	}
}

// TestReadStops: whoever is told how far the reading is can end it.
func TestReadStops(t *testing.T) {
	told := 0
	_, err := Read(bytes.Repeat([]byte("a,b\n"), 4*step), nil, func(rows int) error {
		if told++; rows == 2*step {
			return errStop
		}
		return nil
	})
	if !errors.Is(err, errStop) || told != 2 {
		t.Errorf("%v after %d", err, told)
	}
}

// TestTextBound: the same text in many cells of a workbook counts as often as it
// stands.
func TestTextBound(t *testing.T) {
	table := &Table{}
	long := strings.Repeat("x", MaxCell)
	var err error
	for line := 1; err == nil; line++ {
		err = table.add(line, []string{long, long}, nil)
	}
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeText || e.Line != MaxText/MaxCell/2+1 {
		t.Errorf("%v", err)
	}
}

// FuzzRead: whatever is sent, there is a table within the bounds, or an error in both
// languages; and what is written as CSV has the rows, and no cell like a formula.
func FuzzRead(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\"\n"))
	f.Add([]byte("\xB1\xE0\xBA\xC5\t1\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := Read(body, nil, nil)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Text.ZH == "" || e.Text.EN == "" || strings.ContainsAny(e.Text.ZH+e.Text.EN, "{}") {
				t.Fatalf("%#v", err)
			}
			return
		}
		w := NewCSV()
		for _, r := range got.Rows {
			var cells []Cell
			for _, c := range r.Cells {
				cells = append(cells, Cell{Text: c})
			}
			cells = append(cells, Cell{Text: "end", Own: true}, Cell{Date: holidays.NewDate(2026, 4, 14)})
			if err := w.Row(r.Line, cells); err != nil {
				t.Fatal(err)
			}
		}
		out, err := w.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		again := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(out, []byte("\uFEFF"))))
		again.FieldsPerRecord = -1
		rows, err := again.ReadAll()
		if err != nil || len(rows) != len(got.Rows) {
			t.Fatalf("%d rows of %d, %v", len(rows), len(got.Rows), err)
		}
		for _, row := range rows {
			for _, c := range row {
				if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") {
					t.Fatalf("%q", c)
				}
			}
		}
	})
}

func TestPlainNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"0": true, "5": true, "2.5": true, "123456789012345": true,
		"": false, "007": false, "1.50": false, "1e5": false, "-5": false, "+5": false, "1234567890123456": false, "0x1": false, "１": false, ".5": false, "5.": false,
	} {
		if _, got := plainNumber(Cell{Text: text}); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
	if n, ok := plainNumber(Cell{Text: "-35", Own: true}); !ok || n != -35 {
		t.Errorf("own: %v %t", n, ok)
	}
	if _, ok := plainNumber(Cell{Text: "5", Look: Bad}); ok {
		t.Error("a marked cell is a number")
	}
}

// TestReadCut: wherever the first bytes that are looked at end, within a character too, a
// long table is read whole.
func TestReadCut(t *testing.T) {
	const rows = 2500
	for name, enc := range map[string]encoding.Encoding{
		"GB18030": simplifiedchinese.GB18030, "UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-8": unicode.UTF8,
	} {
		for shift := range 4 {
			text, err := enc.NewEncoder().String(strings.Repeat("a", shift) + strings.Repeat("会签,𠮷日\n", rows))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read([]byte(text), nil, nil)
			if err != nil || len(got.Rows) != rows || len(got.Rows[rows-1].Cells) != 2 {
				t.Errorf("%s, %d bytes further: %v", name, shift, err)
			}
		}
	}
}
