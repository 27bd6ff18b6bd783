package noticeformat

import (
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

// TestKindWords: every word that stands for a kind, also in capitals and with blanks
// around it; 调休 alone stands for neither.
func TestKindWords(t *testing.T) {
	words := map[holidays.EntryKind][]string{
		holidays.Off:  {"off", "day off", "休", "放假", "假期", "休假", "休息", "补休", "放假调休", "调休放假"},
		holidays.Work: {"work", "working day", "workday", "makeup", "make-up", "make-up day", "make-up working day", "班", "上班", "补班", "调休上班", "补班日"},
		"":            {"", "调休", "rest", "holiday", "放", "不上班", "0", "true", strings.Repeat("休", 20)},
	}
	known := 0
	for want, all := range words {
		for _, w := range all {
			for _, s := range []string{w, strings.ToUpper(w), " " + w + "\t"} {
				if got, ok := kindOf(s); got != want || ok != (want != "") {
					t.Errorf("%q: %q, %v", s, got, ok)
				}
			}
			if want != "" {
				known++
			}
		}
	}
	if known != len(kindWords) {
		t.Errorf("%d words were tried, and there are %d", known, len(kindWords))
	}
}

// TestHeadings: every heading of a column.
func TestHeadings(t *testing.T) {
	for column, all := range map[string][]string{
		"festival": {"festival", "Festival", "节日"}, "kind": {"kind", "类型"}, "date": {"date", "日期"},
		"from": {"from", "起", "开始", "开始日期"}, "to": {"to", "TO", "止", "结束", "结束日期"},
		"calendar": {"calendar", "日历"}, "year": {"year", "年度", "年份"}, "document": {"document", "文号"},
		"issued": {"issued", "成文日期", "印发日期"}, "amends": {"amends", "修改"}, "source": {"source", "来源"},
	} {
		for _, h := range all {
			if got, ok := columnOf(h); got != column || !ok {
				t.Errorf("%q is %q, %v", h, got, ok)
			}
		}
	}
	for _, h := range []string{"", "备注", "name", "from to", "节 日"} {
		if got, ok := columnOf(h); ok {
			t.Errorf("%q is %q", h, got)
		}
	}
}

// TestDatesOfTables: year first, and a day that exists.
func TestDatesOfTables(t *testing.T) {
	for s, want := range map[string]string{
		"2026-01-02": "2026-01-02", "2026-1-2": "2026-01-02", "2026/1/2": "2026-01-02", "2026.1.2": "2026-01-02",
		"2026年1月2日": "2026-01-02", "20260102": "2026-01-02", "2024-02-29": "2024-02-29", "0001-01-01": "0001-01-01", "9999-12-31": "9999-12-31",
		"2026-02-29": "", "2026-13-01": "", "2026-00-01": "", "2026-01-00": "", "2026-01-32": "", "0000-01-01": "", "26-01-02": "", "2026-01/02": "",
		"2026年1月2": "", "2026012": "", "202601022": "", "2026-001-02": "", "01-02-2026": "", "": "", " 2026-01-02": "", "二〇二六年一月二日": "",
	} {
		d, ok := dateOf(s)
		if ok != (want != "") || ok && d.String() != want {
			t.Errorf("%q: %s, %v", s, d, ok)
		}
	}
}

// TestTextsAreBounded: a text may be as long as it may, and has no character that a
// person cannot see.
func TestTextsAreBounded(t *testing.T) {
	for _, c := range []struct {
		value string
		want  bool
	}{
		{"", true}, {"节", true}, {strings.Repeat("节", 60), true}, {strings.Repeat("节", 61), false}, {"a b", true},
		{"a\nb", false}, {"a\tb", false}, {"\u200b", false}, {"\xff", false}, {"\uFFFD", false}, {"\uE000", false},
		{"春\uFE0F节", false}, {"春\u3164节", false},
	} {
		if got := check.Visible(c.value, check.MaxName); got != c.want {
			t.Errorf("%q: %v", c.value, got)
		}
	}
	if check.MaxName != 60 || check.MaxSource != 2000 || check.MaxReason != 500 {
		t.Errorf("%d, %d, %d", check.MaxName, check.MaxSource, check.MaxReason)
	}
}

// TestBounds: as many entries as a notice may have, and not one more; the years.
func TestBounds(t *testing.T) {
	entries := func(n int) string {
		one := `{"festival": "元旦", "kind": "off", "from": "2026-01-01", "to": "2026-01-01"}`
		return noticeWith(`"entries": [` + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + `]`)
	}
	if n, err := Read(FormatJSON, []byte(entries(500)), Hint{}); err != nil || len(n.Entries) != 500 {
		t.Error(err)
	}
	_, err := Read(FormatJSON, []byte(entries(501)), Hint{})
	mustFail(t, err, CodeEntries, Place{})
	for year, want := range map[string]bool{"1949": true, "1948": false, "9999": true, "10000": false} {
		body := `{"calendar": "CN", "issued": "2025-11-04", "year": ` + year + `, "entries": []}`
		_, err := Read(FormatJSON, []byte(body), Hint{})
		if want {
			mustFail(t, err, CodeNoEntries, Place{})
		} else {
			mustFail(t, err, CodeYear, Place{Pointer: "/year"})
		}
	}
}

// TestCalendarCodes: a calendar is named as ISO 3166-2 does.
func TestCalendarCodes(t *testing.T) {
	for code, want := range map[string]bool{
		"CN": true, "CN-GX": true, "CN-45": true, "CN-ABCDEFGHIJKL": true,
		"cn": false, "CN-": false, "C": false, "CNA": false, "CN-gx": false, "CN-ABCDEFGHIJKLM": false, "CN-G X": false, "xCN": false, "CN\n": false,
	} {
		if got := calendarForm.MatchString(code); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestOneNoticeInAList: an object whose one member notices has one notice is read
// as that notice.
func TestOneNoticeInAList(t *testing.T) {
	got, err := Read(FormatJSON, []byte(`{"notices": [`+json2026+`]}`), Hint{})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, got, national(t, 2026))
}
