package noticeformat

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"shixian/holidays"
)

// json2026 is the notice for 2026 in our own JSON.
const json2026 = `{
  "calendar": "CN", "year": 2026, "document": "国办发明电〔2025〕7号", "issued": "2025-11-04",
  "source": "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
  "entries": [
    {"festival": "元旦", "kind": "off", "from": "2026-01-01", "to": "2026-01-03"},
    {"festival": "元旦", "kind": "work", "from": "2026-01-04", "to": "2026-01-04"},
    {"festival": "春节", "kind": "off", "from": "2026-02-15", "to": "2026-02-23"},
    {"festival": "春节", "kind": "work", "from": "2026-02-14", "to": "2026-02-14"},
    {"festival": "春节", "kind": "work", "from": "2026-02-28", "to": "2026-02-28"},
    {"festival": "清明节", "kind": "off", "from": "2026-04-04", "to": "2026-04-06"},
    {"festival": "劳动节", "kind": "off", "from": "2026-05-01", "to": "2026-05-05"},
    {"festival": "劳动节", "kind": "work", "from": "2026-05-09", "to": "2026-05-09"},
    {"festival": "端午节", "kind": "off", "from": "2026-06-19", "to": "2026-06-21"},
    {"festival": "中秋节", "kind": "off", "from": "2026-09-25", "to": "2026-09-27"},
    {"festival": "国庆节", "kind": "off", "from": "2026-10-01", "to": "2026-10-07"},
    {"festival": "国庆节", "kind": "work", "from": "2026-09-20", "to": "2026-09-20"},
    {"festival": "国庆节", "kind": "work", "from": "2026-10-10", "to": "2026-10-10"}
  ]
}`

// csv2025 is the notice for 2025 as an office keeps it.
const csv2025 = `日历,年度,文号,成文日期,节日,类型,起,止,来源
CN,2025,国办发明电〔2024〕12号,2024-11-12,元旦,放假,2025-01-01,2025-01-01,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,春节,放假,2025-01-28,2025-02-04,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,春节,补班,2025-01-26,2025-01-26,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,春节,上班,2025-02-08,2025-02-08,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,清明节,放假,2025-04-04,2025-04-06,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,劳动节,放假,2025-05-01,2025-05-05,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,劳动节,班,2025-04-27,2025-04-27,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,端午节,休,2025-05-31,2025-06-02,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,国庆节、中秋节,off,2025-10-01,2025-10-08,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,国庆节、中秋节,Work,2025-09-28,2025-09-28,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
CN,2025,国办发明电〔2024〕12号,2024-11-12,国庆节、中秋节,work,2025-10-11,2025-10-11,https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
`

func TestReadWholeNotices(t *testing.T) {
	got, err := Read(FormatJSON, []byte(json2026), Hint{})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, got, national(t, 2026))

	got, err = Read(FormatCSV, []byte(csv2025), Hint{Calendar: "CN", Year: 2025})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, got, national(t, 2025))
}

func encoded(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadEachFormat(t *testing.T) {
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for _, year := range []int{2024, 2025, 2026} {
		n := national(t, year)
		spans, days := spanRows(n), dayRows(n)
		for name, c := range map[string]struct {
			format Format
			body   []byte
		}{
			"csv":             {FormatCSV, []byte(joined(spans, ","))},
			"csv with BOM":    {FormatCSV, []byte("\uFEFF" + joined(spans, ","))},
			"csv, semicolons": {FormatCSV, []byte(joined(spans, ";"))},
			"csv, tabs":       {FormatCSV, []byte(joined(spans, "\t"))},
			"csv of days":     {FormatCSV, []byte(joined(days, ","))},
			"csv, GB18030":    {FormatCSV, encoded(t, simplifiedchinese.GB18030, joined(days, ","))},
			"csv, GBK":        {FormatCSV, encoded(t, simplifiedchinese.GBK, joined(spans, ","))},
			"csv, UTF-16":     {FormatCSV, encoded(t, utf16, joined(days, "\t"))},
			"csv, UTF-16 BE":  {FormatCSV, encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), joined(days, ","))},
			"holiday-cn":      {FormatHolidayCN, []byte(holidayCNBody(n))},
			"xlsx, dates":     {FormatXLSX, workbook(t, asCells(spans), "yyyy/m/d")},
			"xlsx of days":    {FormatXLSX, workbook(t, asCells(days), `yyyy"年"m"月"d"日";@`)},
			"xlsx, text":      {FormatXLSX, workbook(t, anyCells(days), "0")},
		} {
			got, err := Read(c.format, c.body, hintOf(n))
			if err != nil {
				t.Errorf("%d, %s: %v", year, name, err)
				continue
			}
			mustEffect(t, got, n)
			if len(got.Entries) != len(n.Entries) {
				t.Errorf("%d, %s: %d entries, want %d", year, name, len(got.Entries), len(n.Entries))
			}
			if got.Document != n.Document || got.Issued != n.Issued || got.Calendar != "CN" || got.Year != year {
				t.Errorf("%d, %s: %+v", year, name, got)
			}
			if c.format == FormatHolidayCN && got.Source != n.Source {
				t.Errorf("%d: source %q, want %q", year, got.Source, n.Source)
			}
		}
	}
}

func anyCells(rows [][]string) [][]any {
	var out [][]any
	for _, r := range rows {
		var cells []any
		for _, c := range r {
			cells = append(cells, c)
		}
		out = append(out, cells)
	}
	return out
}

// The notice of 2007 had 30 and 31 December 2006 worked.
func TestReadDecemberBefore(t *testing.T) {
	n := national(t, 2007)
	got, err := Read(FormatCSV, []byte(joined(spanRows(n), ",")), hintOf(n))
	if err != nil {
		t.Fatal(err)
	}
	if day := effect(got)[date("2006-12-31")]; day != "work 元旦" {
		t.Errorf("2006-12-31 is %q", day)
	}
}

func TestReadJSONKeepsEveryField(t *testing.T) {
	body := `{"calendar": "CN-GX", "year": 2020, "issued": "2020-03-05", "issued_approximate": true, "amends": " CN-GX-2020 ",
		"residue": {"days": -2, "reason": "取消放假"},
		"entries": [{"festival": "壮族三月三", "kind": "work", "from": "2020-03-26", "to": "2020-03-27"}]}`
	got, err := Read(FormatJSON, []byte(body), Hint{Document: "桂政电〔2020〕1号"})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, got, holidays.Notice{
		Calendar: "CN-GX", Year: 2020, Document: "桂政电〔2020〕1号", Issued: date("2020-03-05"), IssuedApproximate: true,
		Amends: "CN-GX-2020", Residue: &holidays.Residue{Days: -2, Reason: "取消放假"},
		Entries: []holidays.Entry{entry("壮族三月三", holidays.Work, "2020-03-26", "2020-03-27")},
	})
}

// TestReadJSONIntegers: 2026.0 is an integer to JSON Schema, and to programs that only have floats.
func TestReadJSONIntegers(t *testing.T) {
	for body, format := range map[string]Format{
		`{"year": 2026.0, "issued": "2025-11-04", "entries": [{"festival": "元旦", "kind": "off", "from": "2026-01-01", "to": "2026-01-01"}]}`: FormatJSON,
		`{"year": 2.026e3, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}`:                                                FormatHolidayCN,
	} {
		got, err := Read(format, []byte(body), Hint{Calendar: "CN", Issued: date("2025-11-04")})
		if err != nil || got.Year != 2026 {
			t.Errorf("%s: %v, %v", body, got.Year, err)
		}
	}
}

func TestReadDatesOfTables(t *testing.T) {
	for _, written := range []string{"2026-10-01", "2026-10-1", "2026/10/1", "2026.10.01", "2026年10月1日", "20261001"} {
		got, err := Read(FormatCSV, []byte("节日,类型,日期\n国庆节,休,"+written+"\n"), Hint{Calendar: "CN", Year: 2026, Issued: date("2025-11-04")})
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		mustEqual(t, got.Entries, []holidays.Entry{entry("国庆节", holidays.Off, "2026-10-01", "2026-10-01")})
	}
}

// Days stand apart if the festival or the kind differs, or a day between them
// is missing.
func TestReadJoinsOnlyConsecutiveDays(t *testing.T) {
	body := "date,festival,kind\n" + strings.Join([]string{
		"2026-10-01,国庆节,off", "2026-10-02,国庆节,off", "2026-10-04,国庆节,off", "2026-10-05,中秋节,off", "2026-10-06,中秋节,work",
	}, "\n")
	got, err := Read(FormatCSV, []byte(body), Hint{Calendar: "CN", Year: 2026, Issued: date("2025-11-04")})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, got.Entries, []holidays.Entry{
		entry("国庆节", holidays.Off, "2026-10-01", "2026-10-02"), entry("国庆节", holidays.Off, "2026-10-04", "2026-10-04"),
		entry("中秋节", holidays.Off, "2026-10-05", "2026-10-05"), entry("中秋节", holidays.Work, "2026-10-06", "2026-10-06"),
	})
}
