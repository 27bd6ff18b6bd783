package noticeformat

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"testing"

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
		Restates: []string{"'春节", "国庆节、中秋节"}, Extends: []string{"元旦"}, Replaces: "CN-2026",
		Entries: []holidays.Entry{entry("'春节", holidays.Work, "2026-02-23", "2026-02-23")},
		Residue: &holidays.Residue{Days: 1, Reason: "－调整"},
	},
}

// Two notices that are written together are not read as one.
func TestTwoNoticesAreNotOne(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, amended); err != nil {
		t.Fatal(err)
	}
	_, err := Read(FormatCSV, b.Bytes(), Hint{})
	mustFail(t, err, CodeDisagree, Place{Line: 4, Column: "document"})
}

func TestWriteCSVText(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, amended); err != nil {
		t.Fatal(err)
	}
	const want = "calendar,year,document,issued,amends,festival,kind,from,to,source,restates,extends,replaces,residue_days,residue_reason,issued_approximate,basis\r\n" +
		"CN,2026,\"'=HYPERLINK(\"\"x\"\")\",2025-11-04,,元旦,off,2025-12-31,2026-01-03,https://a.example https://b.example,,,,,,,notice\r\n" +
		"CN,2026,\"'=HYPERLINK(\"\"x\"\")\",2025-11-04,,\"'@春节, \"\"休\"\"\",off,2026-02-15,2026-02-23,https://a.example https://b.example,,,,,,,notice\r\n" +
		"CN,2026,,2026-01-27,\"'=HYPERLINK(\"\"x\"\")\",''春节,work,2026-02-23,2026-02-23,,''春节;国庆节、中秋节,元旦,CN-2026,1,'－调整,true,notice\r\n"
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
			"csv":        WriteCSV(&failing{room}, amended),
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
	var b bytes.Buffer
	if err := WriteCSV(&b, embedded(t).Notices); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
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
