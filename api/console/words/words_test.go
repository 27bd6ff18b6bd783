package words_test

import (
	"testing"

	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/record"
)

var zh, en = &page.View{Lang: holidays.Chinese}, &page.View{Lang: holidays.English}

// TestAction: each kind of event has a name, and one that is not known keeps its own.
func TestAction(t *testing.T) {
	for _, c := range []struct {
		action record.Action
		zh, en string
	}{
		{record.Baseline, "建立", "begun"}, {record.Embed, "程序更新带入", "brought by the program"}, {record.Publish, "发布", "published"},
		{record.Withdraw, "撤回", "withdrew"}, {record.Rollback, "回退", "rolled back"}, {"later-kind", "later-kind", "later-kind"},
	} {
		if words.Action(zh, c.action) != c.zh || words.Action(en, c.action) != c.en {
			t.Errorf("%s: %q, %q", c.action, words.Action(zh, c.action), words.Action(en, c.action))
		}
	}
}

// TestMarks: a day shows whether it is worked, and if it is not counted, why.
func TestMarks(t *testing.T) {
	for _, c := range []struct {
		name   string
		run    deadlines.Run
		zh, en words.DayMark
	}{
		{"counted", deadlines.Run{Kind: holidays.Workday, Counted: 1}, words.DayMark{Class: "counted"}, words.DayMark{Class: "counted"}},
		{"counted, made up for", deadlines.Run{Kind: holidays.Makeup, Festival: "春节", Counted: 1},
			words.DayMark{Class: "counted makeup", Reason: "，春节补班"}, words.DayMark{Class: "counted makeup", Reason: ", made up for 春节"}},
		{"suspended", deadlines.Run{Kind: holidays.Workday, Suspended: true},
			words.DayMark{Class: "suspended", Sign: "停", Reason: "中止，不计"}, words.DayMark{Class: "suspended", Sign: "S", Reason: "suspended, not counted"}},
		{"a holiday", deadlines.Run{Kind: holidays.Holiday, Festival: "春节"},
			words.DayMark{Class: "holiday", Sign: "休", Reason: "春节放假"}, words.DayMark{Class: "holiday", Sign: "H", Reason: "春节 holiday"}},
		{"made up for, not counted", deadlines.Run{Kind: holidays.Makeup, Festival: "春节"},
			words.DayMark{Class: "makeup", Sign: "班", Reason: "春节补班"}, words.DayMark{Class: "makeup", Sign: "W", Reason: "made up for 春节"}},
		{"a weekend", deadlines.Run{Kind: holidays.Weekend},
			words.DayMark{Class: "weekend", Sign: "末", Reason: "周末"}, words.DayMark{Class: "weekend", Sign: "–", Reason: "weekend"}},
		{"the first day", deadlines.Run{Kind: holidays.Workday},
			words.DayMark{Class: "workday", Reason: "工作日"}, words.DayMark{Class: "workday", Reason: "working day"}},
	} {
		if got := words.MarkOf(zh, &c.run); got != c.zh {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.zh)
		}
		if got := words.MarkOf(en, &c.run); got != c.en {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.en)
		}
	}
}
