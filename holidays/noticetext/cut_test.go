package noticetext_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write testdata/dropped.txt anew")

// whole are sentences that are read as they stand, by the notice in which they stand.
var whole = []struct {
	calendar, title, issued string
	sentences               []string
}{
	{"CN", "国务院办公厅关于2019年部分节假日安排的通知", "2018年12月6日", []string{
		"春节：2月4日（星期一、农历除夕）至10日（星期日、正月初六）放假调休，共7天，2月2日（周六）、2月3日（周日）上班。",
		"劳动节放假时间：2019年5月1日起至5月4日止，与周末连休，4月28日、五月五号正常上班，不补休。",
		"国庆节：10月1日至七日放假调休，共7天，9月29日（星期日）、10月12日（星期六）照常上班。",
	}},
	{"CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日", []string{
		"延长2020年春节假期至2月2日（农历正月初九、星期日），2月3日（星期一）起正常上班。",
		"将春节假期由1月30日延长至2月2日。",
	}},
	{"CN-GX", "广西壮族自治区人民政府办公厅关于2017年“壮族三月三”放假的通知", "2017年2月10日", []string{
		"“壮族三月三”放假2天：3月30日（星期四、农历三月初三）至31日（星期五），即3月30日和3月31日。",
		"根据《国务院办公厅关于2017年部分节假日安排的通知》精神，清明节放假时间为4月2日至4日，我区3月30日至31日放假，共2天。",
		"4月8日与4月7日对调；取消“壮族三月三”放假，3月30日、31日（星期四、星期五）正常上班。",
	}},
}

// TestCutSentences: a sentence that ends anywhere, as a page breaks it off or a hand that
// copied it missed the rest, is read or refused, and never read past its end.
func TestCutSentences(t *testing.T) {
	for _, c := range whole {
		for _, s := range c.sentences {
			if r := read(c.calendar, letter(c.title, c.issued, s), prior); len(r.Unparsed()) > 0 || len(r.Notice.Entries) == 0 {
				t.Errorf("%s: %s", s, whys(r))
			}
			for end := range s {
				if end == 0 {
					continue
				}
				for _, stop := range []string{"。", ""} {
					text := letter(c.title, c.issued, s[:end]+stop)
					checkReading(t, read(c.calendar, text, prior), text)
				}
				_, n := utf8.DecodeRuneInString(s[end:])
				text := letter(c.title, c.issued, s[:end]+s[end+n:])
				checkReading(t, read(c.calendar, text, prior), text)
			}
		}
	}
}

// TestDroppedParts: what is read of a sentence that lacks one of its parts is what
// testdata/dropped.txt says, line by line.
func TestDroppedParts(t *testing.T) {
	var out strings.Builder
	for _, c := range whole {
		for _, s := range c.sentences {
			parts := partsOf(s)
			for i := range parts {
				left := strings.Join(parts[:i], "") + strings.Join(parts[i+1:], "")
				r := read(c.calendar, letter(c.title, c.issued, left), prior)
				said := strings.ReplaceAll(strings.TrimSpace(entryLines(r.Notice.Entries)), "\n", "; ")
				for _, bad := range r.Unparsed() {
					said += " [" + bad.Reason.Code + " " + bad.Reason.Detail + "]"
				}
				out.WriteString(left + "\n\t" + strings.TrimSpace(said) + "\n")
			}
		}
	}
	const file = "testdata/dropped.txt"
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, lines := strings.Split(out.String(), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(got), len(lines)) {
		if got[i] != lines[i] {
			t.Errorf("line %d: %s, want %s", i+1, got[i], lines[i])
		}
	}
	if len(got) != len(lines) {
		t.Errorf("%d lines, want %d", len(got), len(lines))
	}
}

// partsOf cuts a sentence before and behind each mark and each word that joins.
func partsOf(s string) (parts []string) {
	from := 0
	for i, c := range s {
		if strings.ContainsRune("，、；：（）至即和起止", c) {
			if i > from {
				parts = append(parts, s[from:i])
			}
			from = i + utf8.RuneLen(c)
			parts = append(parts, s[i:from])
		}
	}
	return append(parts, s[from:])
}
