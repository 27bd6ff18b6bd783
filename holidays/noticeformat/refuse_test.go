package noticeformat

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shixian/holidays/check"
)

// refusal is a body that is refused, with the code and the place.
type refusal struct {
	name   string
	format Format
	body   string
	hint   Hint
	code   Code
	at     Place
}

// known is a hint with all that a body of entries alone needs.
var known = Hint{Calendar: "CN", Year: 2026, Issued: date("2025-11-04")}

// noticeWith is our JSON with one more member, or with entries of its own.
func noticeWith(members string) string {
	if !strings.Contains(members, `"entries"`) {
		members += `, "entries": [{"festival": "元旦", "kind": "off", "from": "2026-01-01", "to": "2026-01-03"}]`
	}
	return `{"calendar": "CN", "year": 2026, "issued": "2025-11-04", ` + members + `}`
}

// entryWith is our JSON with one entry.
func entryWith(festival, kind, from, to string) string {
	return noticeWith(fmt.Sprintf(`"entries": [{"festival": %q, "kind": %q, "from": %q, "to": %q}]`, festival, kind, from, to))
}

func jsonRefusals() []refusal {
	at := func(pointer string) Place { return Place{Line: 1, Pointer: pointer} }
	long := strings.Repeat("长", 61)
	return []refusal{
		{"no JSON", FormatJSON, "{\n\"calendar\": CN}", known, CodeJSON, Place{Line: 2, Pointer: "/calendar"}},
		{"cut off", FormatJSON, `{"calendar": "CN"`, known, CodeJSON, Place{Line: 1}},
		{"not UTF-8", FormatJSON, noticeWith("\"document\": \"\xb9\xfa\""), known, CodeJSON, at("/document")},
		{"trailing", FormatJSON, noticeWith(`"amends": ""`) + "\n{}", known, CodeTrailing, Place{Line: 1}},
		{"unknown key", FormatJSON, noticeWith(`"note": ""`), known, CodeUnknown, at("/note")},
		{"key in capitals", FormatJSON, noticeWith(`"Document": ""`), known, CodeUnknown, at("/Document")},
		{"unknown key of an entry", FormatJSON, noticeWith(`"entries": [{"name": "元旦"}]`), known, CodeUnknown, at("/entries/0/name")},
		{"doubled key", FormatJSON, noticeWith(`"year": 2026`), known, CodeDoubled, at("/year")},
		{"year as text", FormatJSON, `{"year": "2026"}`, known, CodeType, at("/year")},
		{"list", FormatJSON, `[]`, known, CodeType, at("")},
		{"date as number", FormatJSON, `{"issued": 20251104}`, known, CodeType, at("/issued")},
		{"no such date", FormatJSON, `{"issued": "2025-02-29"}`, known, CodeDate, at("/issued")},
		{"a day that was estimated", FormatJSON, noticeWith(`"entries": [{"festival": "元旦", "kind": "off", "from": "2026-01-01", "to": "2026-01-01", "basis": "principles"}]`), known, CodeEstimate, Place{Pointer: "/entries/0/basis"}},
		{"other calendar", FormatJSON, noticeWith(`"amends": ""`), Hint{Calendar: "CN-GX"}, CodeHint, Place{Pointer: "/calendar"}},
		{"other year", FormatJSON, noticeWith(`"amends": ""`), Hint{Year: 2025}, CodeHint, Place{Pointer: "/year"}},
		{"other document", FormatJSON, noticeWith(`"document": "甲"`), Hint{Document: "乙"}, CodeHint, Place{Pointer: "/document"}},
		{"other date of issue", FormatJSON, noticeWith(`"amends": ""`), Hint{Issued: date("2025-11-05")}, CodeHint, Place{Pointer: "/issued"}},
		{"no calendar", FormatJSON, `{"year": 2026}`, Hint{}, CodeNoCalendar, Place{}},
		{"no year", FormatJSON, `{"calendar": "CN"}`, Hint{}, CodeNoYear, Place{}},
		{"no date of issue", FormatJSON, `{"calendar": "CN", "year": 2026}`, Hint{}, CodeIssued, Place{}},
		{"no calendar's code", FormatJSON, `{"calendar": "china"}`, Hint{}, CodeCalendar, Place{Pointer: "/calendar"}},
		{"year before all notices", FormatJSON, `{"calendar": "CN", "year": 1948}`, Hint{}, CodeYear, Place{Pointer: "/year"}},
		{"no entries", FormatJSON, noticeWith(`"entries": []`), Hint{}, CodeNoEntries, Place{}},
		{"too many entries", FormatJSON, noticeWith(`"entries": [` + strings.Repeat(`{"festival": "元旦", "from": "2026-01-01", "to": "2026-01-01"},`, 500) +
			`{"festival": "元旦", "from": "2026-01-01", "to": "2026-01-01"}]`), Hint{}, CodeEntries, Place{}},
		{"no festival", FormatJSON, entryWith(" ", "off", "2026-01-01", "2026-01-01"), Hint{}, CodeMissing, Place{Pointer: "/entries/0/festival"}},
		{"no end", FormatJSON, noticeWith(`"entries": [{"festival": "元旦", "kind": "off", "from": "2026-01-01"}]`), Hint{}, CodeMissing, Place{Pointer: "/entries/0/to"}},
		{"no start", FormatJSON, noticeWith(`"entries": [{"festival": "元旦", "kind": "off", "from": null, "to": "2026-01-01"}]`), Hint{}, CodeMissing, Place{Pointer: "/entries/0/from"}},
		{"hidden character", FormatJSON, entryWith("元\u200b旦", "off", "2026-01-01", "2026-01-01"), Hint{}, CodeText, Place{Pointer: "/entries/0/festival"}},
		{"long document", FormatJSON, noticeWith(`"document": "` + long + `"`), Hint{}, CodeText, Place{Pointer: "/document"}},
		{"line break in the source", FormatJSON, noticeWith(`"source": "a\nb"`), Hint{}, CodeText, Place{Pointer: "/source"}},
		{"residue without reason", FormatJSON, noticeWith(`"residue": {"days": 1}`), Hint{}, CodeMissing, Place{Pointer: "/residue"}},
		{"residue of no days", FormatJSON, noticeWith(`"residue": {"days": 0, "reason": "无"}`), Hint{}, CodeResidue, Place{}},
		{"Chinese kind in JSON", FormatJSON, entryWith("元旦", "放假", "2026-01-01", "2026-01-01"), Hint{}, CodeKind, Place{Pointer: "/entries/0/kind"}},
		{"long kind in JSON", FormatJSON, entryWith("元旦", strings.Repeat("o", 61), "2026-01-01", "2026-01-01"), Hint{}, CodeKind, Place{Pointer: "/entries/0/kind"}},
		{"kind with a character that cannot be seen", FormatJSON, entryWith("元旦", "o\u200bff", "2026-01-01", "2026-01-01"), Hint{}, CodeKind, Place{Pointer: "/entries/0/kind"}},
		{"reversed", FormatJSON, entryWith("元旦", "off", "2026-01-03", "2026-01-01"), Hint{}, CodeSpan, Place{Pointer: "/entries/0"}},
		{"a day too early", FormatJSON, entryWith("元旦", "off", "2025-11-30", "2026-01-01"), Hint{}, CodeOutside, Place{Pointer: "/entries/0"}},
		{"a day too late", FormatJSON, entryWith("元旦", "off", "2026-12-31", "2027-01-01"), Hint{}, CodeOutside, Place{Pointer: "/entries/0"}},
		{"contradiction", FormatJSON, noticeWith(`"entries": [{"festival": "元旦", "kind": "off", "from": "2026-01-01", "to": "2026-01-04"},
			{"festival": "元旦", "kind": "work", "from": "2026-01-04", "to": "2026-01-04"}]`), Hint{}, CodeContradiction, Place{Pointer: "/entries/1"}},
		{"two notices", FormatJSON, `{"notices": [{}, {}]}`, known, CodeSeveral, Place{}},
		{"no notices", FormatJSON, `{"notices": []}`, known, CodeNoEntries, Place{Pointer: "/notices"}},
		{"notices beside a notice", FormatJSON, `{"notices": [], "year": 2026}`, known, CodeUnknown, at("/year")},
		{"very many notices", FormatJSON, `{"notices": [` + strings.Repeat("{},", 2000) + `{}]}`, known, CodeRows, Place{Pointer: "/notices"}},
		{"place in a table", FormatJSON, `{"notices": [` + entryWith("元旦", "", "2026-01-01", "2026-01-01") + `]}`, known, CodeKind, Place{Pointer: "/notices/0/entries/0/kind"}},

		{"day without a kind", FormatHolidayCN, `{"year": 2026, "papers": [], "days": [{"name": "元旦", "date": "2026-01-01"}]}`, known, CodeMissing, Place{Pointer: "/days/0/isOffDay"}},
		{"day without a name", FormatHolidayCN, `{"year": 2026, "papers": [], "days": [{"date": "2026-01-01", "isOffDay": true}]}`, known, CodeMissing, Place{Pointer: "/days/0/name"}},
		{"day without a date", FormatHolidayCN, `{"year": 2026, "papers": [], "days": [{"name": "元旦", "isOffDay": true}]}`, known, CodeMissing, Place{Pointer: "/days/0/date"}},
		{"kind as text", FormatHolidayCN, `{"days": [{"isOffDay": "true"}]}`, known, CodeType, at("/days/0/isOffDay")},
		{"no days yet", FormatHolidayCN, `{"year": 2026, "papers": [], "days": []}`, known, CodeNoEntries, Place{}},
		{"a day that was estimated", FormatHolidayCN, `{"year": 2026, "papers": [], "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true, "basis": "principles"}]}`, known, CodeEstimate, Place{Pointer: "/days/0/basis"}},
		{"other year", FormatHolidayCN, `{"year": 2025, "papers": [], "days": []}`, known, CodeHint, Place{Pointer: "/year"}},
		{"no calendar", FormatHolidayCN, `{"year": 2025, "papers": [], "days": []}`, Hint{}, CodeNoCalendar, Place{}},
		{"day off and worked", FormatHolidayCN, `{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true},
			{"name": "元旦", "date": "2026-01-01", "isOffDay": false}]}`, known, CodeContradiction, Place{Pointer: "/days/1"}},
		{"very many days", FormatHolidayCN, `{"days": [` + strings.Repeat("{},", 2000) + `{}]}`, known, CodeRows, Place{Pointer: "/days"}},
	}
}

func csvRefusals() []refusal {
	const head = "festival,kind,from,to\n"
	at := func(line int, column string) Place { return Place{Line: line, Column: column} }
	csv := func(name, body string, code Code, where Place) refusal {
		return refusal{name, FormatCSV, body, known, code, where}
	}
	return []refusal{
		csv("empty", " \r\n", CodeEmpty, Place{}),
		csv("headings alone", head, CodeNoEntries, Place{}),
		csv("too large", head+strings.Repeat(" ", MaxBytes), CodeTooLarge, Place{}),
		csv("no text", head+"\xff\xff,off,2026-01-01,2026-01-01", CodeEncoding, Place{Line: 2}),
		csv("UTF-16 cut off", "\xff\xfea\x00\n\x00\x00\xd8", CodeEncoding, Place{Line: 2}),
		csv("quote not closed", head+"\"元旦,off,2026-01-01,2026-01-01\n", CodeCSV, Place{Line: 2}),
		csv("quote inside", head+"元旦,off,2026-01-01,2026-01-01\n元\"旦,off,2026-01-01,2026-01-01\n", CodeCSV, Place{Line: 3}),
		csv("unknown heading", "festival,kind,from,to,remark\n", CodeUnknown, Place{Line: 1}),
		csv("doubled heading", "festival,kind,节日,to\n", CodeDoubled, Place{Line: 1}),
		csv("no kind", "festival,from,to\n", CodeColumn, Place{Line: 1}),
		csv("no end", "festival,kind,from\n", CodeColumn, Place{Line: 1}),
		csv("date and from", "festival,kind,date,from\n", CodeUnknown, at(1, "from")),
		csv("cell without a heading", head+"元旦,off,2026-01-01,2026-01-01,x\n", CodeCells, Place{Line: 2}),
		csv("cell under a blank heading", "festival,,kind,from,to\n元旦,x,off,2026-01-01,2026-01-01\n", CodeCells, Place{Line: 2}),
		csv("no festival", head+"\n,off,2026-01-01,2026-01-01\n", CodeMissing, at(3, "festival")),
		csv("row too short", head+"元旦,off,2026-01-01\n", CodeMissing, at(2, "to")),
		csv("kind not known", head+"元旦,调休,2026-01-01,2026-01-01\n", CodeKind, at(2, "kind")),
		csv("no such date", head+"元旦,off,2026-02-30,2026-01-01\n", CodeDate, at(2, "from")),
		csv("day first", head+"元旦,off,2026-01-01,1/2/2026\n", CodeDate, at(2, "to")),
		csv("mixed separators", head+"元旦,off,2026-01/01,2026-01-01\n", CodeDate, at(2, "from")),
		csv("year 0", head+"元旦,off,0000-01-01,2026-01-01\n", CodeDate, at(2, "from")),
		csv("serial number", head+"元旦,off,46023,46025\n", CodeNumber, at(2, "from")),
		csv("serial number of a day", "festival,kind,date\n元旦,off,46023.5\n", CodeNumber, at(2, "date")),
		csv("year in words", "year,"+head+"丙午,元旦,off,2026-01-01,2026-01-01\n", CodeYear, at(2, "year")),
		csv("year too late", "year,"+head+"10000,元旦,off,2026-01-01,2026-01-01\n", CodeHint, at(2, "year")),
		csv("date of issue", "issued,"+head+"去年,元旦,off,2026-01-01,2026-01-01\n", CodeDate, at(2, "issued")),
		csv("rows of two years", "year,"+head+"2026,元旦,off,2026-01-01,2026-01-01\n2025,元旦,off,2026-01-01,2026-01-01\n", CodeDisagree, at(3, "year")),
		csv("document in one row only", "document,"+head+"甲,元旦,off,2026-01-01,2026-01-01\n,元旦,off,2026-01-01,2026-01-01\n", CodeDisagree, at(3, "document")),
		csv("a day that was estimated", "basis,"+head+"statutory,元旦,off,2026-01-01,2026-01-01\n", CodeEstimate, at(2, "basis")),
		csv("other calendar", "calendar,"+head+"CN-GX,元旦,off,2026-01-01,2026-01-01\n", CodeHint, at(2, "calendar")),
		csv("reversed", head+"元旦,off,2026-01-02,2026-01-01\n", CodeSpan, Place{Line: 2}),
		csv("outside the year", head+"元旦,off,2026-01-02,2027-01-01\n", CodeOutside, Place{Line: 2}),
		csv("contradiction", head+"元旦,off,2026-01-01,2026-01-02\n春节,off,2026-02-15,2026-02-15\n元旦,work,2026-01-02,2026-01-03\n", CodeContradiction, Place{Line: 4}),
		csv("days that contradict", "festival,kind,date\n元旦,off,2026-01-02\n元旦,off,2026-01-01\n元旦,work,2026-01-02\n", CodeContradiction, Place{Line: 4}),
		csv("long festival", head+strings.Repeat("节", 61)+",off,2026-01-01,2026-01-02\n", CodeText, at(2, "festival")),
		csv("line break in a festival", head+"\"元\n旦\",off,2026-01-01,2026-01-02\n", CodeText, at(2, "festival")),
		csv("too many rows", head+strings.Repeat("元旦,off,2026-01-01,2026-01-01\n", 2001), CodeRows, Place{Line: 2002}),
		csv("too many blank rows", head+strings.Repeat(",\n", 2001), CodeRows, Place{Line: 2002}),
		csv("too many columns", head+strings.Repeat(",", 64)+"x\n", CodeCells, Place{Line: 2}),
		csv("too many entries", head+strings.Repeat("元旦,off,2026-01-01,2026-01-01\n", 501), CodeEntries, Place{Line: 2}),
		{"no such format", "yaml", "x", known, CodeFormat, Place{}},
		{"prose", FormatText, "元旦：1月1日放假。", known, CodeFormat, Place{}},
	}
}

func xlsxRefusals(t *testing.T) []refusal {
	sheet := func(name, format string, code Code, at Place, rows ...[]any) refusal {
		return refusal{name, FormatXLSX, string(workbook(t, append([][]any{{"festival", "kind", "from", "to"}}, rows...), format)), known, code, at}
	}
	xlsx := func(name, body string, code Code) refusal {
		return refusal{name, FormatXLSX, body, known, code, Place{}}
	}
	day := midnightOf(date("2026-01-01"))
	var many [][]any
	for range 2001 {
		many = append(many, []any{"元旦", "off", day, day})
	}
	const iso = "yyyy-mm-dd"
	return []refusal{
		xlsx("no archive", "festival,kind,from,to", CodeXLSX),
		xlsx("cut off", string(workbook(t, nil, iso))[:2000], CodeXLSX),
		xlsx("old workbook", string(oldExcel)+"x", CodeOldXLS),
		xlsx("empty sheet", string(workbook(t, nil, iso)), CodeNoEntries),
		xlsx("other archive", zipped(t, map[string]string{"readme.txt": "x"}), CodeXLSX),
		xlsx("chart for a sheet", chartFirst(t), CodeNoEntries),
		xlsx("zip bomb", zipped(t, map[string]string{"xl/media/zeros": strings.Repeat("\x00", maxUnzipped+1)}), CodeUnzipped),
		xlsx("bomb of elements", zipped(t, map[string]string{"xl/sharedStrings.xml": "<a>" + strings.Repeat("<b/>", maxElements) + "</a>"}), CodeUnzipped),
		xlsx("very many sheets", zipped(t, map[string]string{"xl/workbook.xml": "<a>" + strings.Repeat("<sheet/>", maxParts+1) + "</a>"}), CodeUnzipped),
		xlsx("very many relations", zipped(t, map[string]string{"a.rels": "<a>" + strings.Repeat("<Relationship/>", maxParts+1) + "</a>"}), CodeUnzipped),
		xlsx("very long string", zipped(t, map[string]string{"a.xml": "<si><r>" + strings.Repeat("x", maxCellText) + "</r>y</si>"}), CodeUnzipped),
		xlsx("very many columns", string(sheetOf(t, `<row r="1">`+cell("BM1", "festival")+`</row>`)), CodeUnzipped),
		xlsx("very many parts", zipped(t, parts(maxParts+1)), CodeUnzipped),
		xlsx("two tables", string(twoTables(t, true)), CodeSheets),
		sheet("number of a date", "0.00", CodeNumber, Place{Line: 2, Cell: "C2", Column: "from"}, []any{"元旦", "off", day, day}),
		sheet("time only", "hh:mm", CodeNumber, Place{Line: 2, Cell: "C2", Column: "from"}, []any{"元旦", "off", day, day}),
		sheet("with an hour", iso, CodeDate, Place{Line: 2, Cell: "D2", Column: "to"}, []any{"元旦", "off", day, day.Add(9 * 3600e9)}),
		sheet("text for a date", iso, CodeDate, Place{Line: 2, Cell: "C2", Column: "from"}, []any{"元旦", "off", "一月一日", day}),
		sheet("row after blank rows", iso, CodeMissing, Place{Line: 4, Cell: "A4", Column: "festival"}, nil, nil, []any{nil, "off", day, day}),
		sheet("cell beyond the headings", iso, CodeCells, Place{Line: 2, Cell: "F2"}, []any{"元旦", "off", day, day, nil, "备注"}),
		sheet("reversed", iso, CodeSpan, Place{Line: 2}, []any{"元旦", "off", day.AddDate(0, 0, 1), day}),
		sheet("too many rows", iso, CodeRows, Place{Line: 2002}, many...),
		sheet("true for a kind", iso, CodeKind, Place{Line: 2, Cell: "B2", Column: "kind"}, []any{"元旦", true, day, day}),
	}
}

// twoTables is a workbook with the table of a notice on each of two sheets.
func twoTables(t *testing.T, shown bool) []byte {
	t.Helper()
	f := excelize.NewFile()
	_, err := f.NewSheet("补班")
	for sheet, row := range map[string][]any{"Sheet1": {"元旦", "off", "2026-01-01", "2026-01-03"}, "补班": {"元旦", "work", "2026-01-04", "2026-01-04"}} {
		err = errors.Join(err, f.SetSheetRow(sheet, "A2", &[]any{"festival", "kind", "from", "to"}), f.SetSheetRow(sheet, "A3", &row))
	}
	if err = errors.Join(err, f.SetSheetVisible("补班", shown)); err != nil {
		t.Fatal(err)
	}
	return saved(t, f)
}

// TestHiddenTable: a second table that nobody sees is not read.
func TestHiddenTable(t *testing.T) {
	if n, err := Read(FormatXLSX, twoTables(t, false), known); err != nil || len(n.Entries) != 1 {
		t.Errorf("%+v, %v", n.Entries, err)
	}
}

func TestRefusals(t *testing.T) {
	seen := map[Code]bool{}
	for _, r := range slices.Concat(jsonRefusals(), csvRefusals(), xlsxRefusals(t)) {
		t.Run(string(r.format)+"/"+r.name, func(t *testing.T) {
			_, err := Read(r.format, []byte(r.body), r.hint)
			mustFail(t, err, r.code, r.at)
		})
		seen[r.code] = true
	}
	for _, code := range slices.Sorted(maps.Keys(messages)) {
		if !seen[code] {
			t.Errorf("no body is refused with %s", code)
		}
	}
}

// chartFirst is a workbook whose first sheet is a chart.
func chartFirst(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	if err := f.AddChartSheet("chart", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$A$1:$A$2"}}}); err != nil {
		t.Fatal(err)
	}
	p := unzipped(t, saved(t, f))
	sheets := regexp.MustCompile(`<sheet [^>]*></sheet>`).FindAllString(p["xl/workbook.xml"], -1)
	p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], sheets[0]+sheets[1], sheets[1]+sheets[0], 1)
	return zipped(t, p)
}

func TestErrorNamesThePlace(t *testing.T) {
	_, err := Read(FormatCSV, []byte("festival,kind,from,to\n元旦,调休,2026-01-01,2026-01-01\n"), known)
	const want = `line 2, column "kind": “调休” is neither off (放假) nor work (上班). (entry_kind)`
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	var e *Error
	if errors.As(err, &e); e.Place.ZH() != "第 2 行，“kind”列" || !strings.HasPrefix(e.ZH, "“调休”") {
		t.Errorf("%s, %s", e.Place.ZH(), e.ZH)
	}
	_, err = Read(FormatJSON, []byte("{"), Hint{})
	if errors.As(err, &e); e.Unwrap() == nil {
		t.Error("the library's own words are lost")
	}
}

// What package check says stays within reach.
func TestErrorWrapsFault(t *testing.T) {
	_, err := Read(FormatJSON, []byte(entryWith("元旦", "off", "2026-01-03", "2026-01-01")), Hint{})
	var f *check.Fault
	if !errors.As(err, &f) || f.Code != check.EntriesSound || f.Reason != check.Reversed || f.Entry != 0 {
		t.Errorf("got %v", err)
	}
}

// A mistake is repeated to the caller cut short, and as valid text.
func TestErrorsAreShort(t *testing.T) {
	_, err := Read(FormatCSV, []byte("festival,kind,from,to,"+strings.Repeat("备", 1000)+"\n"), known)
	var e *Error
	if !errors.As(err, &e) || len([]rune(e.ZH)) > 120 || !strings.Contains(e.ZH, "备…") {
		t.Errorf("got %v", err)
	}
}
