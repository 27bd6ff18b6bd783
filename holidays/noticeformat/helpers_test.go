package noticeformat

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shixian/holidays"
	"shixian/holidays/data"
)

// embedded returns the calendars and notices of the program.
func embedded(t testing.TB) *holidays.Source {
	t.Helper()
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// national returns the nation's notice for a year, without its ID.
func national(t testing.TB, year int) holidays.Notice {
	t.Helper()
	for _, n := range embedded(t).Notices {
		if n.Calendar == "CN" && n.Year == year {
			n.ID = ""
			return n
		}
	}
	t.Fatalf("no notice for %d", year)
	return holidays.Notice{}
}

// hintOf returns what stands beside the body of a notice that names nothing.
func hintOf(n holidays.Notice) Hint { return Hint{n.Calendar, n.Year, n.Document, n.Issued} }

func date(s string) holidays.Date {
	d, err := holidays.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// entry returns an entry for a test.
func entry(festival string, kind holidays.EntryKind, from, to string) holidays.Entry {
	return holidays.Entry{Festival: festival, Kind: kind, Span: holidays.Span{From: date(from), To: date(to)}}
}

// effect returns what each day of a notice is: "off 春节".
func effect(n holidays.Notice) map[holidays.Date]string {
	out := map[holidays.Date]string{}
	for _, e := range n.Entries {
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			out[d] = string(e.Kind) + " " + e.Festival
		}
	}
	return out
}

func mustEffect(t testing.TB, got, want holidays.Notice) {
	t.Helper()
	g, w := effect(got), effect(want)
	for d := range w {
		if g[d] != w[d] {
			t.Errorf("%s: got %q, want %q", d, g[d], w[d])
		}
	}
	if len(g) != len(w) {
		t.Errorf("%d days, want %d", len(g), len(w))
	}
}

func mustEqual(t testing.TB, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

// mustFail checks the code and the place of an error.
func mustFail(t testing.TB, err error, code Code, at Place) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want %s", err, code)
	}
	if e.Code != code || e.Place != at {
		t.Errorf("got %s at %+v, want %s at %+v (%v)", e.Code, e.Place, code, at, e)
	}
	if text := e.ZH + e.EN; e.ZH == "" || e.EN == "" || strings.Contains(text, "{") {
		t.Errorf("%s: %q, %q", e.Code, e.ZH, e.EN)
	}
}

// spanRows is a table with a row for each entry, under English headings.
func spanRows(n holidays.Notice) [][]string {
	rows := [][]string{{"festival", "kind", "from", "to"}}
	for _, e := range n.Entries {
		rows = append(rows, []string{e.Festival, string(e.Kind), e.From.String(), e.To.String()})
	}
	return rows
}

// dayRows is a table with a row for each day, under Chinese headings, the last
// day first.
func dayRows(n holidays.Notice) [][]string {
	rows := [][]string{{"日期", "节日", "类型"}}
	words := map[holidays.EntryKind]string{holidays.Off: "放假", holidays.Work: "补班"}
	for _, e := range n.Entries {
		for d := e.To; !d.Before(e.From); d = d.AddDays(-1) {
			y, m, day := d.Civil()
			rows = append(rows, []string{fmt.Sprintf("%d/%d/%d", y, m, day), e.Festival, words[e.Kind]})
		}
	}
	return rows
}

// joined joins a table's cells.
func joined(rows [][]string, separator string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, separator) + "\r\n")
	}
	return b.String()
}

// holidayCNBody is a notice as holiday-cn has it.
func holidayCNBody(n holidays.Notice) string {
	var days []string
	for _, e := range n.Entries {
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			days = append(days, fmt.Sprintf(`{"name": %q, "date": %q, "isOffDay": %t}`, e.Festival, d, e.Kind == holidays.Off))
		}
	}
	return fmt.Sprintf(`{"$schema": "https://example.org/schema.json", "$id": "https://example.org/%d.json",
		"year": %d, "papers": [%q], "days": [%s]}`, n.Year, n.Year, n.Source, strings.Join(days, ",\n"))
}

func midnightOf(d holidays.Date) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}

// workbook is a workbook whose first sheet has the rows, from A1. A time.Time
// becomes a date cell of the number format.
func workbook(t testing.TB, rows [][]any, format string) []byte {
	t.Helper()
	f := excelize.NewFile()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		for j, v := range r {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
			if _, ok := v.(time.Time); ok {
				if err := f.SetCellStyle("Sheet1", cell, cell, style); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return saved(t, f)
}

func saved(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asCells turns dates into date cells.
func asCells(rows [][]string) [][]any {
	var out [][]any
	for _, r := range rows {
		var cells []any
		for _, c := range r {
			if d, ok := dateOf(c); ok {
				cells = append(cells, midnightOf(d))
				continue
			}
			cells = append(cells, c)
		}
		out = append(out, cells)
	}
	return out
}
