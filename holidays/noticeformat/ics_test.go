package noticeformat

import (
	"strings"
	"testing"

	"shixian/holidays"
)

func TestMeaning(t *testing.T) {
	for _, c := range []struct {
		title, categories string
		festival          string
		kind              holidays.EntryKind
	}{
		{"春节 休", "", "春节", holidays.Off},
		{"春节　班", "", "春节", holidays.Work},
		{"春节（休）", "", "春节", holidays.Off},
		{"春节 ( 休 )", "", "春节", holidays.Off},
		{"春节【班】", "", "春节", holidays.Work},
		{"春节[放假]", "", "春节", holidays.Off},
		{"春节 补班", "", "春节", holidays.Work},
		{"春节放假", "", "春节", holidays.Off},
		{"春节放假调休", "", "春节", holidays.Off},
		{"春节调休上班", "", "春节", holidays.Work},
		{"春节 假期 第 3 天 / 共 9 天", "", "春节", holidays.Off},
		{"春节：休", "", "春节", holidays.Off},
		{"春节 - 班", "", "春节", holidays.Work},
		{"国庆节、中秋节 休", "", "国庆节、中秋节", holidays.Off},
		{"Spring Festival (off)", "", "Spring Festival", holidays.Off},
		{"Spring Festival - Day Off", "", "Spring Festival", holidays.Off},
		{"Spring Festival make-up working day", "", "Spring Festival", holidays.Work},
		{"Labour Day (Workday)", "", "Labour Day", holidays.Work},
		{"春节", "休", "春节", holidays.Off},
		{"春节", "节假日, Work ,中国", "春节", holidays.Work},
		{"春节（除夕）", "休", "春节(除夕)", holidays.Off},
		{"春节 休", "放假", "春节", holidays.Off},
	} {
		festival, kind, ok := meaning(c.title, strings.Split(c.categories, ","))
		if !ok || festival != c.festival || kind != c.kind {
			t.Errorf("%q, %q: %q, %q, %t", c.title, c.categories, festival, kind, ok)
		}
	}
	for _, title := range []string{"", "休", "春节", "春节 调休", "春节 holiday", "休 春节", "春节休假 班", "春节 第1天/共9天"} {
		if festival, kind, ok := meaning(title, nil); ok {
			t.Errorf("%q was taken for %q, %q", title, festival, kind)
		}
	}
}

func TestICSForms(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  holidays.Entry
	}{
		"no end":                      {[]string{"DTSTART;VALUE=DATE:20260215"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-15")},
		"end not included":            {[]string{"DTSTART;VALUE=DATE:20260215", "DTEND;VALUE=DATE:20260224"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-23")},
		"days":                        {[]string{"DTSTART:20260215", "DURATION:P9D"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-23")},
		"weeks":                       {[]string{"DTSTART:20260215", "DURATION:+P1W"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-21")},
		"small letters":               {[]string{"dtstart;value=date:20260215", "dtend:20260217"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-16")},
		"zone beside a date":          {[]string{"DTSTART;TZID=Asia/Shanghai;VALUE=DATE:20260215"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-15")},
		"confirmed":                   {[]string{"DTSTART:20260215", "STATUS:CONFIRMED"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-15")},
		"colon in a quoted param":     {[]string{"DTSTART:20260215", `ATTENDEE;CN="甲:乙;丙":mailto:a@example.org`}, entry("春节", holidays.Off, "2026-02-15", "2026-02-15")},
		"fold inside a character":     {[]string{"DTSTART:20260215", "DESCRIPTION:\xe6\r\n \x94\xbe\xe5\r\n\t\x81\x87"}, entry("春节", holidays.Off, "2026-02-15", "2026-02-15")},
		"December of the year before": {[]string{"DTSTART:20251201"}, entry("春节", holidays.Off, "2025-12-01", "2025-12-01")},
	} {
		got, err := Read(FormatICS, []byte(icsWith(append([]string{"SUMMARY:春节 休"}, c.lines...)...)), known)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		mustEqual(t, got.Entries, []holidays.Entry{c.want})
	}
}
