package noticeformat

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"shixian/holidays"
)

// spoken is how a refusal is told: the place and what is wrong, in both languages.
type spoken struct{ atZH, zh, atEN, en string }

// messagesRead are what people read of the first body that is refused with each code.
var messagesRead = map[Code]spoken{
	"malformed_json": {"第 2 行，/calendar", "不是合法的 JSON。",
		"line 2, /calendar", "Not JSON."},
	"trailing_data": {"第 1 行", "JSON 值之后还有内容。",
		"line 1", "More follows the JSON value."},
	"unknown_field": {"第 1 行，/note", "没有“note”这一项。",
		"line 1, /note", "There is no “note”."},
	"duplicate_field": {"第 1 行，/year", "“year”出现了不止一次。",
		"line 1, /year", "“year” stands more than once."},
	"wrong_type": {"第 1 行，/year", "值的类型不对。",
		"line 1, /year", "The value has the wrong type."},
	"invalid_date": {"第 1 行，/issued", "“2025-02-29”不是存在的日期。请写作年-月-日，如 2026-05-01。",
		"line 1, /issued", "“2025-02-29” is not a date that exists. Write YYYY-MM-DD."},
	"estimate_not_notice": {"/entries/0/basis", "这一天是推算的（principles），不是通知安排的。",
		"/entries/0/basis", "This day is an estimate (principles), and not of a notice."},
	"hint_contradicted": {"/calendar", "内容写的是“CN”，与指定的“CN-GX”不符。",
		"/calendar", "The body says “CN”, and “CN-GX” was given beside it."},
	"calendar_missing": {"", "没有写明属于哪个日历，也没有另外指定。",
		"", "The calendar is named neither in the body nor beside it."},
	"year_missing": {"", "没有写明年度，也没有另外指定。",
		"", "The year is named neither in the body nor beside it."},
	"issued_missing": {"", "没有写明成文日期，也没有另外指定。",
		"", "The date of issue is named neither in the body nor beside it."},
	"invalid_calendar": {"/calendar", "“china”不是日历代码。应如 CN、CN-GX。",
		"/calendar", "“china” is not the code of a calendar, such as CN or CN-GX."},
	"invalid_year": {"/year", "“1948”不是年份。应为 1949 至 9999。",
		"/year", "“1948” is not a year from 1949 to 9999."},
	"no_entries": {"", "没有任何放假或上班安排。",
		"", "It arranges no day."},
	"too_many_entries": {"", "安排过多，不得超过 500 项。",
		"", "There are too many entries: 500 at most."},
	"value_missing": {"/entries/0/festival", "缺少“festival”。",
		"/entries/0/festival", "“festival” is missing."},
	"invalid_text": {"/entries/0/festival", "“元U+200B旦”过长（至多 60 字），或含有看不见的字符。",
		"/entries/0/festival", "“元U+200B旦” is too long (60 characters at most), or has characters that cannot be seen."},
	"residue_explains_nothing": {"", "差额须写明天数，不能是 0 天。",
		"", "A residue has to be of some days, not of none."},
	"entry_kind": {"/entries/0/kind", "“放假”既不是放假也不是上班。",
		"/entries/0/kind", "“放假” is neither off (放假) nor work (上班)."},
	"span_ends_before_start": {"/entries/0", "结束日期 2026-01-01 早于开始日期 2026-01-03。",
		"/entries/0", "It ends on 2026-01-01, before it starts on 2026-01-03."},
	"entry_outside_year": {"/entries/0", "2025-11-30 至 2026-01-01 不在上年 12 月 1 日至 2026 年 12 月 31 日之内。",
		"/entries/0", "2025-11-30 to 2026-01-01 does not lie between 1 December of the year before and 31 December 2026."},
	"contradiction": {"/entries/1", "2026-01-04 至 2026-01-04 与 2026-01-01 至 2026-01-04 重叠，却一个放假、一个上班。",
		"/entries/1", "2026-01-04 to 2026-01-04 and 2026-01-01 to 2026-01-04 share a day, and one is off where the other is worked."},
	"several_notices": {"", "内有 2 份通知。一次只能导入一份，可另写文号或成文日期指明是哪一份。",
		"", "There are 2 notices. One is read at a time; document or issued can name it."},
	"too_many_rows": {"/notices", "条目过多，不得超过 2000 条。",
		"/notices", "There are too many: 2000 at most."},
	"body_empty": {"", "内容为空。",
		"", "The body is empty."},
	"body_too_large": {"", "内容不得超过 1048576 字节。",
		"", "The body may have 1048576 bytes at most."},
	"encoding_invalid": {"第 2 行", "文字编码无法识别。请另存为 UTF-8；CSV 也可用 GB18030 或带 BOM 的 UTF-16。",
		"line 2", "The text cannot be decoded. Save it as UTF-8; a CSV file may also be GB18030, or UTF-16 with a BOM."},
	"malformed_csv": {"第 2 行", "不是合法的 CSV：引号没有配对，或出现在字段中间。",
		"line 2", "Not CSV: a quotation mark is not closed, or stands inside a field."},
	"column_missing": {"第 1 行", "缺少“kind”列。应有节日、类型和起、止（或日期）。",
		"line 1", "The column “kind” is missing. There have to be festival, kind, and from and to (or date)."},
	"cells_beyond_header": {"第 2 行", "表头右侧还有内容“x”。",
		"line 2", "“x” stands right of the last heading."},
	"number_not_date": {"第 2 行，“from”列", "“46023”是数字，不是日期。请把这一格设为日期格式。",
		"line 2, column \"from\"", "“46023” is a number, not a date. Give the cell the format of a date."},
	"rows_disagree": {"第 3 行，“year”列", "这一行是“2025”，前面的行是“2026”。一次只能导入一份通知，可另写文号或成文日期指明是哪一份。",
		"line 3, column \"year\"", "This row has “2025”, the rows above “2026”. One notice is read at a time; document or issued can name it."},
	"format_unsupported": {"", "不支持“yaml”。可用 JSON、CSV、XLSX 或纯文本。",
		"", "“yaml” is not read. Send JSON, CSV, XLSX or plain text."},
	"malformed_xlsx": {"", "不是完好的 XLSX 工作簿。",
		"", "Not a sound XLSX workbook."},
	"old_or_encrypted_workbook": {"", "这是旧版（.xls）或加密的工作簿。请另存为不加密的 .xlsx。",
		"", "This is an old (.xls) or encrypted workbook. Save it as .xlsx without a password."},
	"several_sheets": {"", "工作表“补班”也是一张放假安排表。一次只读一张，请把各行放在一起，或删去、隐藏另一张。",
		"", "The sheet “补班” is a table of a notice as well. One is read: put the rows together, or delete or hide the other."},
	"workbook_too_large": {"", "工作簿解压后过大。请只保留放假安排一张表，去掉图片。",
		"", "The workbook unpacks to too much. Keep the one sheet, without pictures."},
}

// TestWhatIsRead: each refusal tells a person where to look and what is wrong there, with the
// value that is.
func TestWhatIsRead(t *testing.T) {
	read := map[Code]bool{}
	for _, r := range slices.Concat(jsonRefusals(), csvRefusals(), xlsxRefusals(t)) {
		_, err := Read(r.format, []byte(r.body), r.hint)
		var e *Error
		if !errors.As(err, &e) || read[e.Code] {
			continue
		}
		read[e.Code] = true
		if got := (spoken{e.Place.ZH(), e.ZH, e.Place.EN(), e.EN}); got != messagesRead[e.Code] {
			t.Errorf("%s:\n%+v, want\n%+v", e.Code, got, messagesRead[e.Code])
		}
	}
	if len(read) != len(messagesRead) {
		t.Errorf("%d codes are read of %d", len(read), len(messagesRead))
	}
}

// TestPlaces: a place is named by what is known of it; the row of a cell is in its name.
func TestPlaces(t *testing.T) {
	for at, want := range map[Place][2]string{
		{}:                                    {"", ""},
		{Line: 3}:                             {"第 3 行", "line 3"},
		{Line: 3, Column: "from"}:             {"第 3 行，“from”列", `line 3, column "from"`},
		{Line: 3, Cell: "B3"}:                 {"单元格 B3", "cell B3"},
		{Line: 3, Cell: "B3", Column: "kind"}: {"单元格 B3，“kind”列", `cell B3, column "kind"`},
		{Line: 2, Pointer: "/entries/0"}:      {"第 2 行，/entries/0", "line 2, /entries/0"},
	} {
		if at.ZH() != want[0] || at.EN() != want[1] {
			t.Errorf("%+v: %s, %s", at, at.ZH(), at.EN())
		}
	}
}

// TestDatesThatAreNone: in JSON as in a table, the message repeats what was written.
func TestDatesThatAreNone(t *testing.T) {
	for _, text := range []string{"2025-02-29", "2026-1-1", "元旦", "2026-01-01T00:00:00Z", ""} {
		for _, body := range []string{
			`{"issued": "` + text + `"}`, `{"calendar":"CN","issued" :` + "\n\t" + `"` + text + `"}`,
			`{"entries": [{"festival": "元旦", "kind": "off", "to": "2026-01-01", "from": "` + text + `"}]}`,
		} {
			_, err := Read(FormatJSON, []byte(body), known)
			var e *Error
			if !errors.As(err, &e) || e.Code != CodeDate || e.EN != "“"+text+"” is not a date that exists. Write YYYY-MM-DD." {
				t.Errorf("%s: %v", body, err)
			}
		}
	}
}

// TestLimits: a notice that came in no body is told by a pointer into itself.
func TestLimits(t *testing.T) {
	for at, change := range map[string]func(n *holidays.Notice){
		"":                    func(*holidays.Notice) {},
		"/document":           func(n *holidays.Notice) { n.Document = "号\u200b" },
		"/source":             func(n *holidays.Notice) { n.Source = "https://example.org/\n" },
		"/entries/1/festival": func(n *holidays.Notice) { n.Entries[1].Festival = "" + string(rune(0x202e)) },
		"/entries/0/kind":     func(n *holidays.Notice) { n.Entries[0].Kind = "off\x00" },
		"/restates":           func(n *holidays.Notice) { n.Restates = []string{"春节", "\x00"} },
		"/entries":            func(n *holidays.Notice) { n.Entries = make([]holidays.Entry, MaxEntries+1) },
	} {
		n := national(t, 2026)
		n.Entries = slices.Clone(n.Entries)
		change(&n)
		err := Limits(&n)
		if at == "" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		code := CodeText
		if at == "/entries" {
			code = CodeEntries
		}
		mustFail(t, err, code, Place{Pointer: at})
	}
}

// TestShorten: what is repeated from a body is cut after 60 characters, and has nothing that
// could turn the message around.
func TestShorten(t *testing.T) {
	for text, want := range map[string]string{
		"元旦":                     "元旦",
		"":                       "",
		strings.Repeat("长", 60):  strings.Repeat("长", 60),
		strings.Repeat("长", 61):  strings.Repeat("长", 60) + "…",
		"a\u202eb":               "aU+202Eb",
		"a\nb\x00":               "aU+000AbU+0000",
		"\xff":                   "�",
		strings.Repeat("\n", 61): strings.Repeat("U+000A", 60) + "…",
	} {
		if got := shorten(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestErrorIsTold: in the log in English, with the place and the code; what a library said is
// kept, and is not part of it.
func TestErrorIsTold(t *testing.T) {
	cause := errors.New("the library's words")
	err := fail(CodeMissing, Place{Line: 4, Column: "kind"}, "kind").because(cause)
	if err.Error() != `line 4, column "kind": “kind” is missing. (value_missing)` || !errors.Is(err, cause) {
		t.Error(err)
	}
	if alone := fail(CodeEmpty, Place{}); alone.Error() != "The body is empty. (body_empty)" || alone.Unwrap() != nil {
		t.Error(alone)
	}
}
