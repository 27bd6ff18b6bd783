package noticetext_test

import (
	"reflect"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/noticetext"
)

// What was found goes to the checks, in the words for a person.
func TestReport(t *testing.T) {
	first := holidays.Span{From: day("2027-01-01"), To: day("2027-01-03")}
	r := noticetext.Reading{
		Calendar: "CN-GX", Traditional: true, Undecided: []string{"春节"},
		Sentences: []noticetext.Sentence{{Text: "甲", Status: noticetext.StatusRead}, {Text: "乙", Status: noticetext.StatusUnparsed}, {Text: "丙", Status: noticetext.StatusReference}},
		Problems: []noticetext.Reason{
			{Code: "no_title", ZH: "缺", EN: "lacks"}, {Code: "festival_missing", ZH: "缺节日", EN: "lacks festivals", Detail: "国庆节"},
			{Code: "unfinished", ZH: "断", EN: "cut"}, {Code: "bracket_open", ZH: "开", EN: "open"}, {Code: "no_closing", ZH: "无", EN: "none"},
		},
		Findings: []noticetext.Finding{
			{Code: noticetext.FindingWeekday, OK: true, Stated: "星期日", Actual: "星期日"},
			{Code: noticetext.FindingWeekday, Span: first, Stated: "星期六", Actual: "星期五"},
			{Code: noticetext.FindingSpanDays, Span: first, Stated: "4", Actual: "3"},
			{Code: noticetext.FindingWeekend, Span: first, Stated: "5", Actual: "6"},
		},
	}
	want := check.TextReport{
		Calendar: "CN-GX", Traditional: true, Unread: []string{"乙"},
		Missing:    []holidays.Text{{ZH: "缺", EN: "lacks"}, {ZH: "缺节日 (国庆节)", EN: "lacks festivals (国庆节)"}},
		Incomplete: []holidays.Text{{ZH: "断", EN: "cut"}, {ZH: "开", EN: "open"}, {ZH: "无", EN: "none"}},
		Weekdays:   []check.Misstatement{{Span: first, Stated: "星期六", Actual: "星期五"}},
		Days:       []check.Misstatement{{Span: first, Stated: "4", Actual: "3"}},
	}
	if got := r.Report(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
