package noticetext_test

import (
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// Whatever the text: no panic, days of the notice's own years only, and each
// day from a sentence that was read.
func FuzzRead(f *testing.F) {
	n := notice("CN-2019", "国办发明电〔2018〕15号", "2018-12-06", "元旦 off 2018-12-30 2019-01-01", "元旦 work 2018-12-29 2018-12-29", "劳动节 off 2019-05-01 2019-05-04")
	for _, st := range styles {
		f.Add("CN", st.write(n, 0))
	}
	f.Add("CN", letter("国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日", "一、延长2020年春节假期至2月2日，2月3日起正常上班。"))
	f.Add("CN-GX", letter("关于取消2020年“壮族三月三”放假的通知", "2020年3月5日", "取消“壮族三月三”放假，3月26日、27日（星期四、星期五）正常上班。"))
	f.Add("CN-GX", letter("关于2017年“壮族三月三”放假的通知", "2017年2月10日", "放假2天（3月30日至31日）。根据国务院办公厅通知精神，清明节放假时间为4月2日至4日。我区4月1日放假，即3月30日至4月4日。4月8日与4月7日对调。"))
	f.Add("CN-GX", "&amp;nbsp;（（《“、至即其中5月\xff")
	f.Fuzz(func(t *testing.T, calendar, text string) {
		r := read(calendar, text, prior)
		checkReading(t, r, text)
	})
}

func checkReading(t *testing.T, r noticetext.Reading, text string) {
	t.Helper()
	said := map[holidays.Date]holidays.EntryKind{}
	last := 0
	for _, s := range r.Sentences {
		if s.Offset < last || s.Length <= 0 || s.Offset+s.Length > len(text) || s.Line != 1+lineEnds(text[:s.Offset]) {
			t.Fatalf("sentence at %d+%d, line %d, of %d", s.Offset, s.Length, s.Line, len(text))
		}
		last = s.Offset
		if s.Status == noticetext.StatusUnparsed && (s.Reason == nil || len(s.Entries) > 0) {
			t.Fatalf("%+v", s)
		}
		if w := s.Reason; w != nil && (w.Code == "" || w.ZH == "" || w.EN == "" || strings.ContainsAny(w.EN, "，。")) {
			t.Fatalf("%+v", w)
		}
		for d, k := range daysOf(s.Entries) {
			said[d] = k
		}
	}
	for _, e := range r.Notice.Entries {
		y := r.Notice.Year
		if e.From.After(e.To) || e.From.Year() < y-1 || e.To.Year() > y+1 {
			t.Fatalf("%s to %s in a notice for %d", e.From, e.To, y)
		}
	}
	read := daysOf(r.Notice.Entries)
	if len(read) != len(said) {
		t.Fatalf("%d days in the entries, %d in the sentences", len(read), len(said))
	}
	for d, k := range read {
		if said[d] != k {
			t.Fatalf("%s is %q in the entries, %q in a sentence", d, k, said[d])
		}
	}
	for _, f := range r.Findings {
		if f.Sentence < 0 || f.Sentence >= len(r.Sentences) || !f.OK && r.Sentences[f.Sentence].Status != noticetext.StatusUnparsed {
			t.Fatalf("%+v", f)
		}
	}
}

// lineEnds counts line ends, \r\n as one.
func lineEnds(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}

// Long text made of the pieces that are dearest to read is read to the end.
func TestLongText(t *testing.T) {
	head := "国务院办公厅关于2019年部分节假日安排的通知\n各单位：\n一、劳动节："
	for _, piece := range []string{"5月1日、", "5月1日放假。", "（", "1\n", "国\n", "“", "关于\n", "2019", "与", "三十", "一、春节：", "5月1日（星期六）、", "《"} {
		text := head + strings.Repeat(piece, (noticetext.MaxBytes/8-len(head))/len(piece))
		r := read("CN", text, nil)
		checkReading(t, r, text)
		if end := r.Sentences[len(r.Sentences)-1]; end.Offset+end.Length < len(text)-len(piece) && piece != "1\n" {
			t.Errorf("%q: read to %d of %d", piece, end.Offset+end.Length, len(text))
		}
	}
}
