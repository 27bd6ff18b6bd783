package noticeformat

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shixian/holidays"
)

// amended is a year with a notice that changes another, and what a spreadsheet
// would take for a formula.
var amended = []holidays.Notice{
	{
		ID: "CN-2026", Calendar: "CN", Year: 2026, Document: "=HYPERLINK(\"x\")", Issued: date("2025-11-04"), Source: "https://a.example https://b.example",
		Entries: []holidays.Entry{entry("元旦", holidays.Off, "2025-12-31", "2026-01-03"), entry("@春节, \"休\"", holidays.Off, "2026-02-15", "2026-02-23")},
	},
	{
		ID: "CN-2026-2", Calendar: "CN", Year: 2026, Issued: date("2026-01-27"), IssuedApproximate: true, Amends: "=HYPERLINK(\"x\")",
		Entries: []holidays.Entry{entry("'春节", holidays.Work, "2026-02-23", "2026-02-23")},
		Residue: &holidays.Residue{Days: 1, Reason: "－调整"},
	},
}

// written writes notices in each format that ReadTable reads.
func written(t testing.TB, notices []holidays.Notice) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name, write := range map[string]func(io.Writer) error{
		"json":    func(w io.Writer) error { return WriteJSON(w, notices) },
		"csv":     func(w io.Writer) error { return WriteCSV(w, notices, CSVOptions{}) },
		"csv BOM": func(w io.Writer) error { return WriteCSV(w, notices, CSVOptions{BOM: true}) },
		"xlsx":    func(w io.Writer) error { return WriteXLSX(w, notices) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = b.Bytes()
	}
	return out
}

func formatOf(name string) Format {
	f, _, _ := strings.Cut(name, " ")
	return Format(f)
}

func TestWriteReadsBack(t *testing.T) {
	for name, body := range written(t, amended) {
		got, err := ReadTable(formatOf(name), body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var want []holidays.Notice
		for _, n := range amended {
			n.ID = ""
			if formatOf(name) != FormatJSON {
				n.IssuedApproximate, n.Residue = false, nil // a table of entries has no place for them
			}
			want = append(want, n)
		}
		mustEqual(t, got, want)
		_, err = Read(formatOf(name), body, Hint{})
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeSeveral && e.Code != CodeDisagree {
			t.Errorf("%s: two notices were read as one: %v", name, err)
		}
	}
}

func TestWriteJSONText(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, amended[1:]); err != nil {
		t.Fatal(err)
	}
	const want = `{
  "notices": [
    {
      "calendar": "CN",
      "year": 2026,
      "document": "",
      "issued": "2026-01-27",
      "issued_approximate": true,
      "amends": "=HYPERLINK(\"x\")",
      "residue": {
        "days": 1,
        "reason": "－调整"
      },
      "entries": [
        {
          "festival": "'春节",
          "kind": "work",
          "from": "2026-02-23",
          "to": "2026-02-23"
        }
      ]
    }
  ]
}
`
	if b.String() != want {
		t.Errorf("got %s", b.String())
	}
}

func TestWriteCSVText(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, amended, CSVOptions{BOM: true}); err != nil {
		t.Fatal(err)
	}
	const want = "\uFEFFcalendar,year,document,issued,amends,festival,kind,from,to,source\r\n" +
		"CN,2026,\"'=HYPERLINK(\"\"x\"\")\",2025-11-04,,元旦,off,2025-12-31,2026-01-03,https://a.example https://b.example\r\n" +
		"CN,2026,\"'=HYPERLINK(\"\"x\"\")\",2025-11-04,,\"'@春节, \"\"休\"\"\",off,2026-02-15,2026-02-23,https://a.example https://b.example\r\n" +
		"CN,2026,,2026-01-27,\"'=HYPERLINK(\"\"x\"\")\",''春节,work,2026-02-23,2026-02-23,\r\n"
	if b.String() != want {
		t.Errorf("got %s", b.String())
	}
}

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\t=1": "'\t=1", "\r": "'\r", "＝1": "'＝1", "＋": "'＋", "－": "'－", "＠": "'＠",
		"'": "''", "'a": "''a", "a=": "a=", "元旦": "元旦", "": "", "〔2025〕": "〔2025〕", "2026-01-01": "2026-01-01",
	} {
		if got := Guard(in); got != want {
			t.Errorf("Guard(%q) = %q, want %q", in, got, want)
		}
		if got := Unguard(want); got != in {
			t.Errorf("Unguard(%q) = %q, want %q", want, got, in)
		}
	}
	if got := Unguard("'十一'"); got != "'十一'" {
		t.Errorf("an apostrophe of the text was taken off: %q", got)
	}
}

func TestWriteXLSXCells(t *testing.T) {
	var b bytes.Buffer
	if err := WriteXLSX(&b, amended); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.GetSheetList(); len(got) != 1 || got[0] != sheetName {
		t.Errorf("sheets %q", got)
	}
	for cell, want := range map[string]string{
		"A1": "calendar", "J1": "source", "B2": "2026", "C2": "=HYPERLINK(\"x\")", "D2": "2025-11-04", "H2": "2025-12-31", "I4": "2026-02-23", "D4": "2026-01-27",
	} {
		if got, err := f.GetCellValue(sheetName, cell); err != nil || got != want {
			t.Errorf("%s is %q, %v, want %q", cell, got, err, want)
		}
	}
	if raw, err := f.GetCellValue(sheetName, "H2", excelize.Options{RawCellValue: true}); err != nil || raw != "46022" {
		t.Errorf("H2 is no date: %q, %v", raw, err)
	}
	if formula, err := f.GetCellFormula(sheetName, "C2"); err != nil || formula != "" {
		t.Errorf("C2 is a formula: %q, %v", formula, err)
	}
}

// failing takes a number of bytes and then no more.
type failing struct{ room int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	cal := calendar(t, embedded(t), "CN")
	for _, room := range []int{0, 4} {
		for name, err := range map[string]error{
			"json":       WriteJSON(&failing{room}, amended),
			"csv":        WriteCSV(&failing{room}, amended, CSVOptions{}),
			"csv BOM":    WriteCSV(&failing{room}, amended, CSVOptions{BOM: true}),
			"xlsx":       WriteXLSX(&failing{room}, amended),
			"holiday-cn": WriteHolidayCN(&failing{room}, cal, 2026),
		} {
			if !errors.Is(err, errFull) {
				t.Errorf("%s after %d bytes: %v", name, room, err)
			}
		}
	}
	var uncovered *holidays.CoverageError
	if err := WriteHolidayCN(io.Discard, cal, 1999); !errors.As(err, &uncovered) {
		t.Errorf("1999: %v", err)
	}
}

// Every row has every column, so that other programs can read the file.
func TestWriteCSVIsRectangular(t *testing.T) {
	body := written(t, embedded(t).Notices)["csv"]
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	entries := 0
	for _, n := range embedded(t).Notices {
		entries += len(n.Entries)
	}
	if len(rows) != entries+1 || len(rows[0]) != len(tableColumns) {
		t.Errorf("%d rows of %d cells", len(rows), len(rows[0]))
	}
}

func TestReadTableFormats(t *testing.T) {
	for _, f := range []Format{FormatHolidayCN, FormatICS, FormatText, ""} {
		_, err := ReadTable(f, []byte("x"))
		mustFail(t, err, CodeFormat, Place{})
	}
	_, err := ReadTable(FormatCSV, []byte("festival,kind,from,to\n元旦,off,2026-01-01,2026-01-01\n"))
	mustFail(t, err, CodeNoCalendar, Place{Line: 2})
	_, err = ReadTable(FormatJSON, []byte(`{"notices": [`+noticeWith(`"amends": ""`)+`, {}]}`))
	mustFail(t, err, CodeNoCalendar, Place{Pointer: "/notices/1"})
}
