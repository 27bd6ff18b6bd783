package noticeformat

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"shixian/holidays"
)

// inChinese are the headings of a table as an office writes them.
var inChinese = map[string][]string{
	"festival": {"节日"}, "kind": {"类型"}, "from": {"起", "开始", "开始日期"}, "to": {"止", "结束", "结束日期"},
	"calendar": {"日历"}, "year": {"年度", "年份"}, "document": {"文号"}, "issued": {"成文日期", "印发日期"}, "source": {"来源"},
}

// wholeRows is a table that says everything of a notice in each row.
func wholeRows(n holidays.Notice) [][]string {
	rows := [][]string{{"calendar", "year", "document", "issued", "source", "festival", "kind", "from", "to"}}
	for _, e := range n.Entries {
		rows = append(rows, []string{n.Calendar, strconv.Itoa(n.Year), n.Document, n.Issued.String(), n.Source, e.Festival, string(e.Kind), e.From.String(), e.To.String()})
	}
	return rows
}

// TestTablesAreReadHoweverTheyStand: in which order the columns stand, in which language their
// headings are, whether there are blank columns, blank rows and spaces, and with what cells are
// parted, does not matter.
func TestTablesAreReadHoweverTheyStand(t *testing.T) {
	src := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom(src.Notices).Draw(t, "notice")
		if n.Amends != "" || n.Residue != nil || n.IssuedApproximate {
			return // they have columns of their own
		}
		rows := wholeRows(n)
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, -1}).Draw(t, "columns")
		chinese := rapid.Bool().Draw(t, "chinese")
		pad := rapid.SampledFrom([]string{"", " ", "　"}).Draw(t, "padding")
		var out [][]string
		for i, r := range rows {
			var cells []string
			for _, column := range order {
				switch {
				case column < 0:
					cells = append(cells, "")
				case i == 0 && chinese:
					cells = append(cells, pad+rapid.SampledFrom(inChinese[r[column]]).Draw(t, "heading"))
				case i == 0:
					cells = append(cells, strings.ToUpper(r[column])+pad)
				default:
					cells = append(cells, pad+r[column]+pad)
				}
			}
			out = append(out, cells)
			if rapid.IntRange(0, 9).Draw(t, "blank row") == 0 {
				out = append(out, make([]string, len(order)))
			}
		}
		comma := rapid.SampledFrom([]string{",", ";", "\t"}).Draw(t, "separator")
		if comma == ";" && strings.Contains(n.Source, ";") {
			return
		}
		got, err := Read(FormatCSV, []byte(joined(out, comma)), Hint{})
		if err != nil {
			t.Fatalf("%v\n%s", err, joined(out, comma))
		}
		n.ID = ""
		if !slices.Equal(got.Entries, n.Entries) || got.Document != n.Document || got.Issued != n.Issued || got.Source != n.Source || got.Year != n.Year || got.Calendar != n.Calendar {
			t.Fatalf("%+v, want %+v", got, n)
		}
	})
}

// TestEncodings: what spreadsheets save as CSV is read, each notice in each encoding.
func TestEncodings(t *testing.T) {
	for name, enc := range map[string]encoding.Encoding{
		"UTF-8": encoding.Nop, "UTF-8 with a BOM": unicode.UTF8BOM, "GB18030": simplifiedchinese.GB18030, "GBK": simplifiedchinese.GBK,
		"UTF-16, little end": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16, big end": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		for _, year := range []int{2008, 2020, 2026} {
			n := national(t, year)
			body, err := enc.NewEncoder().Bytes([]byte(joined(spanRows(n), ",")))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(FormatCSV, body, hintOf(n))
			if err != nil {
				t.Errorf("%s of %d: %v", name, year, err)
				continue
			}
			mustEffect(t, got, n)
		}
	}
}

// TestWhichOfSeveral: of the notices of a table, that one is read which calendar, year, number
// or date of issue point at; none if they point at several or at none.
func TestWhichOfSeveral(t *testing.T) {
	one, two := national(t, 2025), national(t, 2026)
	var table bytes.Buffer
	if err := WriteCSV(&table, []holidays.Notice{one, two}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		hint Hint
		year int // 0: refused
	}{
		"by year":               {Hint{Year: 2025}, 2025},
		"by number":             {Hint{Document: two.Document}, 2026},
		"by date of issue":      {Hint{Issued: one.Issued}, 2025},
		"by all":                {hintOf(two), 2026},
		"by what both have":     {Hint{Calendar: "CN"}, 0},
		"by nothing":            {Hint{}, 0},
		"by what neither has":   {Hint{Year: 2024}, 0},
		"by what does not meet": {Hint{Year: 2025, Document: two.Document}, 0},
	} {
		got, err := Read(FormatCSV, table.Bytes(), c.hint)
		var e *Error
		switch {
		case c.year == 0 && (!errors.As(err, &e) || e.Code != CodeDisagree):
			t.Errorf("%s: %d, %v", name, got.Year, err)
		case c.year != 0 && (err != nil || got.Year != c.year):
			t.Errorf("%s: %d, %v", name, got.Year, err)
		}
	}
}

// TestWorkbookSheets: hidden sheets are not there, unless there are no others; what is merged
// and what the dates count from is told.
func TestWorkbookSheets(t *testing.T) {
	f := excelize.NewFile()
	for _, name := range []string{"安排", "隐藏"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
	}
	f.SetActiveSheet(1) // the one that is shown cannot be hidden
	yes := true
	if err := errors.Join(f.SetSheetVisible("Sheet1", false), f.SetSheetVisible("隐藏", false), f.MergeCell("安排", "B2", "D3"),
		f.SetCellStr("安排", "A1", "甲"), f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})); err != nil {
		t.Fatal(err)
	}
	w, err := OpenWorkbook(saved(t, f), noticeBounds)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	merged, err := w.Merged("安排")
	if err != nil || !slices.Equal(w.Sheets(), []string{"安排"}) || !w.Date1904() || !slices.Equal(merged, []Merged{{1, 1, 2, 3}}) {
		t.Errorf("%v, %t, %v, %v", w.Sheets(), w.Date1904(), merged, err)
	}
	stop := errors.New("enough")
	if err := w.Rows("安排", func(line int, cells []string) error {
		if line != 1 || cells[0] != "甲" {
			t.Errorf("row %d: %q", line, cells)
		}
		return stop
	}); !errors.Is(err, stop) {
		t.Errorf("the reading does not end: %v", err)
	}
	if err := w.Rows("没有", nil); err == nil {
		t.Error("a sheet that is not there is read")
	}
}

// TestShuffledDays: a list of single days gives the same entries in whatever order it stands.
func TestShuffledDays(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for year := 2008; year <= 2026; year++ {
		n := national(t, year)
		rows := dayRows(n)
		want, err := Read(FormatCSV, []byte(joined(rows, ",")), hintOf(n))
		if err != nil {
			t.Fatalf("%d: %v", year, err)
		}
		mustEffect(t, want, n)
		days := rows[1:]
		random.Shuffle(len(days), func(i, j int) { days[i], days[j] = days[j], days[i] })
		got, err := Read(FormatCSV, []byte(joined(rows, ",")), hintOf(n))
		if err != nil || !slices.Equal(got.Entries, want.Entries) {
			t.Errorf("%d: %v, %v, want %v", year, err, got.Entries, want.Entries)
		}
	}
}

// ExampleDetect: a browser on Windows calls a CSV file by the name of a workbook's type.
func ExampleDetect() {
	for _, body := range []string{"festival,kind,date", "PK\x03\x04"} {
		f, err := Detect("application/vnd.ms-excel", []byte(body))
		fmt.Println(f, f.MediaType(), err)
	}
	// Output:
	// csv text/csv; charset=utf-8 <nil>
	// xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet <nil>
}
