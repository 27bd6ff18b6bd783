package noticetext_test

import (
	"slices"
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

const plainBody = "一、劳动节：5月1日至5日放假，共5天。"

// The essentials are found wherever a copy puts them.
func TestFrame(t *testing.T) {
	for _, c := range []struct{ name, text, document, issued string }{
		{"number under the title", "国务院办公厅关于2021年部分节假日安排的通知\n国办发明电〔2020〕27号\n各单位：\n" + plainBody + "\n国务院办公厅\n2020年11月25日", "国办发明电〔2020〕27号", "2020-11-25"},
		{"number in brackets under the title", "国务院办公厅关于2021年部分节假日安排的通知\n（国办发明电〔2020〕27号）\n各单位：\n" + plainBody + "\n国务院办公厅\n2020年11月25日", "国办发明电〔2020〕27号", "2020-11-25"},
		{"number after the title, square brackets", "国务院办公厅关于2021年部分节假日安排的通知　国办发明电[2020]27号\n各单位：\n" + plainBody + "\n国务院办公厅 2020年11月25日", "国办发明电〔2020〕27号", "2020-11-25"},
		{"number in a table", "发文字号：国办发明电〔2020〕27号\n成文日期：2020年11月25日\n标题：国务院办公厅关于2021年\n部分节假日安排的通知\n各单位：\n" + plainBody, "国办发明电〔2020〕27号", "2020-11-25"},
		{"a number that is cited is not its own", "某办公厅关于2021年劳动节放假的通知\n各单位：\n根据《某通知》（国办发明电〔2020〕27号），安排如下。\n" + plainBody + "\n2020年11月25日", "", "2020-11-25"},
		{"Chinese numerals", "国务院办公厅关于2021年部分节假日安排的通知\n各单位：\n" + plainBody + "\n国务院办公厅\n二〇二〇年十一月二十五日", "", "2020-11-25"},
		{"circles for zeros", "国务院办公厅关于2021年部分节假日安排的通知\n各单位：\n" + plainBody + "\n国务院办公厅\n二○二○年十一月二十五日", "", "2020-11-25"},
		{"printed later", "国务院办公厅关于2021年部分节假日安排的通知\n各单位：\n" + plainBody + "\n国务院办公厅\n2020年11月25日\n抄送：各部门。\n国务院办公厅2020年11月27日印发", "", "2020-11-25"},
		{"year in the opening sentence only", "各单位：\n现将2021年劳动节放假安排通知如下。\n" + plainBody + "\n国务院办公厅\n2020年11月25日", "", "2020-11-25"},
		{"year in the dates only", "各单位：\n一、劳动节：2021年5月1日至5日放假，共5天。\n国务院办公厅\n2020年11月25日", "", "2020-11-25"},
		{"everything on one line", "国务院办公厅关于2021年部分节假日安排的通知 国办发明电〔2020〕27号\n各单位： 现将2021年元旦、劳动节放假安排通知如下。 一、元旦：1月1日至3日放假，共3天。 二、劳动节：5月1日至5日放假，共5天。 国务院办公厅 2020年11月25日", "国办发明电〔2020〕27号", "2020-11-25"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read("CN", c.text, nil)
			n := r.Notice
			if n.Year != 2021 || n.Document != c.document || n.Issued != day(c.issued) {
				t.Errorf("year %d, document %q, issued %s", n.Year, n.Document, n.Issued)
			}
			if !strings.Contains(entryLines(n.Entries), "劳动节 off 2021-05-01 2021-05-05\n") || len(r.Unparsed()) > 0 {
				t.Errorf("%s%s", entryLines(n.Entries), whys(r))
			}
		})
	}
}

// What is missing from the whole is a problem with a code.
func TestProblems(t *testing.T) {
	const title = "国务院办公厅关于2021年部分节假日安排的通知"
	whole := title + "\n国办发明电〔2020〕27号\n各单位：\n现将2021年劳动节放假安排通知如下。\n" + plainBody + "\n国务院办公厅\n2020年11月25日"
	without := func(s, with string) string { return strings.Replace(whole, s, with, 1) }
	if r := read("CN", whole, nil); !r.Complete() {
		t.Fatalf("%+v %s", r.Problems, whys(r))
	}
	if r := read("CN", "国办发布2021年部分节假日安排\n"+without("国办发明电〔2020〕27号\n", ""), nil); !r.Complete() {
		t.Errorf("a report's headline: %+v %s", r.Problems, whys(r))
	}
	for _, c := range []struct{ name, text, code string }{
		{"date of issue", without("\n2020年11月25日", ""), "no_closing"},
		{"impossible date of issue", without("11月25日", "11月31日"), "no_issued"},
		{"issued long before", without("2020年11月25日", "2012年11月25日"), "issued_far"},
		{"title", without(title, "通知"), "no_title"},
		{"year", strings.ReplaceAll(whole, "2021年", ""), "no_year"},
		{"two years", without("现将2021年", "现将2022年"), "year_conflict"},
		{"entries", without(plainBody, "一、做好值班工作。"), "no_entries"},
		{"announced and not arranged", without("现将2021年劳动节", "现将2021年劳动节、国庆节"), "festival_missing"},
		{"titled and not arranged", without("关于2021年部分节假日安排", "关于2021年劳动节、国庆节放假安排"), "festival_missing"},
		{"name of a festival", without("现将2021年劳动节", "现将2021年劳动节、国庆节") + "\n", "festival_missing"},
		{"heading lost", strings.Replace(without("现将2021年劳动节", "现将2021年劳动节、国庆节"), "劳动节：", "", 1), "no_festival"},
		{"number spoilt", without("发明电", "发8电"), "document_unread"},
		{"number of another year", without("〔2020〕", "〔2019〕"), "document_unread"},
		{"amends nothing known", without("关于2021年部分节假日安排", "关于调整2021年劳动节放假安排"), "amended_unknown"},
		{"encoding", whole + "\xff", "not_utf8"},
		{"length", whole + strings.Repeat(" ", noticetext.MaxBytes), "too_long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read("CN", c.text, nil)
			i := slices.IndexFunc(r.Problems, func(p noticetext.Reason) bool { return p.Code == c.code })
			if i < 0 || r.Problems[i].ZH == "" || r.Problems[i].EN == "" || r.Complete() {
				t.Errorf("%+v", r.Problems)
			}
		})
	}
}

// Every sentence has its place in the text as it was given.
func TestSentences(t *testing.T) {
	text := "国务院办公厅关于2021年\r\n部分节假日安排的通知\r\n\r\n各单位：\r\n一、劳动节：5&nbsp;月 1日至5日放假，\r\n共5天。请各单位遵照执行。\r\n国务院办公厅\r\n2020年11月25日"
	r := read("CN", text, nil)
	want := []struct {
		text   string
		line   int
		status noticetext.Status
		code   string
	}{
		{"国务院办公厅关于2021年部分节假日安排的通知", 1, noticetext.StatusReference, "title"},
		{"各单位：", 4, noticetext.StatusNoDates, ""},
		{"一、劳动节：5月1日至5日放假，共5天。", 5, noticetext.StatusRead, ""},
		{"请各单位遵照执行。", 6, noticetext.StatusNoDates, ""},
		{"国务院办公厅", 7, noticetext.StatusNoDates, ""},
		{"2020年11月25日", 8, noticetext.StatusReference, "date_of_issue"},
	}
	if len(r.Sentences) != len(want) {
		t.Fatalf("%+v", r.Sentences)
	}
	for i, w := range want {
		s := r.Sentences[i]
		code := ""
		if s.Reason != nil {
			code = s.Reason.Code
		}
		if s.Text != w.text || s.Line != w.line || s.Status != w.status || code != w.code {
			t.Errorf("%d: %q line %d %s %q", i, s.Text, s.Line, s.Status, code)
		}
		source := text[s.Offset : s.Offset+s.Length]
		bare := strings.NewReplacer("\r\n", "", " ", "", "&nbsp;", "").Replace(source)
		if bare != s.Text {
			t.Errorf("%d: located %q", i, source)
		}
	}
	if es := r.Sentences[2].Entries; entryLines(es) != "劳动节 off 2021-05-01 2021-05-05\n" {
		t.Errorf("%s", entryLines(es))
	}
}

// Findings name what was stated and what the calendar says.
func TestFindings(t *testing.T) {
	r := read("CN", letter("国务院办公厅关于2021年部分节假日安排的通知", "2020年11月25日",
		"一、劳动节：5月1日（周六）至5日（周三）放假，共6天。4月25日（周六）上班。"), nil)
	want := []noticetext.Finding{
		{Code: noticetext.FindingWeekday, OK: true, Stated: "星期六", Actual: "星期六"},
		{Code: noticetext.FindingWeekday, OK: true, Stated: "星期三", Actual: "星期三"},
		{Code: noticetext.FindingSpanDays, Stated: "6", Actual: "5"},
		{Code: noticetext.FindingWeekday, Stated: "星期六", Actual: "星期日"},
	}
	if len(r.Findings) != len(want) {
		t.Fatalf("%+v", r.Findings)
	}
	for i, w := range want {
		f := r.Findings[i]
		if f.Code != w.Code || f.OK != w.OK || f.Stated != w.Stated || f.Actual != w.Actual {
			t.Errorf("%+v, want %+v", f, w)
		}
		if r.Sentences[f.Sentence].Status != noticetext.StatusUnparsed {
			t.Errorf("finding %d is of sentence %q", i, r.Sentences[f.Sentence].Text)
		}
	}
	if s := r.Findings[2].Span; s.From != day("2021-05-01") || s.To != day("2021-05-05") {
		t.Errorf("span %v", s)
	}
}

// A festival of the title may be arranged by another of its names.
func TestTitleByAnotherName(t *testing.T) {
	src := &holidays.Source{Definitions: definitions, Statutory: &holidays.Statutory{Regulations: []holidays.Regulation{
		{Calendar: "CN-GX", Days: []holidays.FestivalDays{{Festival: "广西三月三", AlsoCalled: []string{"壮族三月三"}}, {Festival: "花节"}}},
	}}}
	for name, right := range map[string]bool{"壮族三月三": true, "花节": false} {
		text := letter("广西壮族自治区人民政府办公厅关于2027年“广西三月三”放假的通知", "2027年3月3日", "“"+name+"”：4月9日至10日放假，共2天。")
		if r := noticetext.Read("CN-GX", text, src); len(r.Notice.Entries) == 0 || (len(r.Problems) == 0) != right {
			t.Errorf("%s: %+v %+v", name, r.Problems, r.Notice)
		}
	}
}

// So they do of the weekday of the date of issue.
func TestWeekdayOfIssue(t *testing.T) {
	for weekday, right := range map[string]bool{"星期三": true, "周三": true, "星期五": false, "印章": true} {
		r := read("CN", letter("国务院办公厅关于2021年放假的通知", "2020年11月25日（"+weekday+"）", "一、劳动节：5月1日放假1天。"), nil)
		if wrong := r.Report().Weekdays; r.Notice.Issued != day("2020-11-25") || (len(wrong) == 0) != right {
			t.Errorf("%s: %s, %+v", weekday, r.Notice.Issued, wrong)
		}
	}
}
