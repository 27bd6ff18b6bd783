package explain_test

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

var update = flag.Bool("update", false, "write docs/examples anew")

// examples are answers of all shapes, as a clerk or a lawyer reads them.
var examples = []struct {
	zh, en string
	q      deadlines.Question
}{
	{"跨春节的会签回复", "A reply over the Spring Festival", asked("xihe.countersign-reply", "2026-02-09")},
	{"主办部门另定3个工作日", "The host department set three working days", asked("xihe.countersign-reply", "2026-03-02", amount(3))},
	{"商定了回复的日子", "A day was agreed for the reply", asked("xihe.countersign-reply", "2026-03-02", agreed("2026-03-20"))},
	{"后果是否及于此尚不明确的回复", "A reply whose consequence may not reach so far", asked("xiangshan.countersign-reply", "2026-04-14")},
	{"退回修改，中止五天", "Sent back and suspended for five days", asked("xihe.issue-decided-document", "2026-06-05", suspended("2026-06-07", "2026-06-11"))},
	{"三日内，按日历日", "Within three days, as calendar days", asked("xihe.revise-decided-document", "2026-04-03")},
	{"三日内，选按工作日理解", "Within three days, read as working days", asked("xihe.revise-decided-document", "2026-04-03", reading("calendar_days", "working_days"))},
	{"从部署当日算起，期满在中止期间", "From the day of assignment, ending in a suspension", asked("shuangta.710-general", "2026-06-01", suspended("2026-06-08", "2026-06-30"))},
	{"一个月，没有对应日", "One month, without a day of that number", asked("shuangta.710-complex", "2024-01-31")},
	{"年底", "The end of the year", asked("shuangta.710-annual", "2022-06-01")},
	{"出行前报告，遇国庆假期", "A report before a trip, over National Day", asked("xihe.travel-notice", "2026-10-09")},
	{"需要作出决定之日是休息日", "A decision needed on a day off", asked("tiexi.lead-general", "2026-11-28")},
	{"任期", "A term", asked("tiexi.term", "2021-11-14")},
	{"每半月一次的会议", "A meeting every half month", asked("xihe.standing-meeting", "2026-02-10")},
	{"每两周一次的会议", "A meeting every two weeks", asked("xiangshan.standing-meeting", "2026-04-03")},
	{"例会日放假", "A meeting day in a holiday", asked("tiexi.standing-meeting", "2025-10-09")},
	{"一年一次的会议已经开过", "The one meeting of the year was held", asked("xiangshan.district-meeting-quota", "2026-04-03", used("2026-01-20"))},
	{"调研天数的最低数", "A minimum of days of field research", asked("tiexi.field-research-quota", "2026-11-03", used("2026-03-03", "2026-03-04"))},
	{"离开正好一天", "Away for exactly one day", asked("tiexi.absence-approver", "", days(1))},
	{"调研的日子，问的是周四", "Days for field research, asked on a Thursday", asked("tiexi.field-research-days", "2026-03-05")},
	{"通知还没有公布", "Before the notice is out", asked("xishi.countersign-reply", "2027-02-02")},
	{"按去年十月的通知重算", "Counted by the notices of last October", asked("xiangshan.issue-decided-document", "2026-02-11", asOf("2025-10-31"))},
}

func amount(n int) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Amount = n }
}

func agreed(day string) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Agreed = date(day) }
}

func days(n float64) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Days, q.HasDays = n, true }
}

func asOf(day string) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.AsOf = date(day) }
}

func calendar(id string) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Calendar = id }
}

func rolled(r deadlines.Roll) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Roll = r }
}

func withReadings(q *deadlines.Question) { q.Readings = true }

// TestExamples: docs/examples has the explanations as they are.
func TestExamples(t *testing.T) {
	if len(examples) < 20 {
		t.Errorf("there are only %d examples", len(examples))
	}
	for file, text := range map[string]string{
		"README.md": page(t, holidays.Chinese, "# 说明的例子\n\n"+
			"这里是答案的说明，由测试写出（`go test ./deadlines/explain -update`）。网页、复制的文字、打印、日程、批量和 `view=full` 给的都是这样的文字。\n\n[English](README.en.md)\n"),
		"README.en.md": page(t, holidays.English, "# Explanations, by example\n\n"+
			"Explanations of answers, written by a test (`go test ./deadlines/explain -update`). The pages, the copied text, print, calendar events, the batch and `view=full` give these texts.\n\n[中文](README.md)\n"),
	} {
		path := "../../docs/examples/" + file
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != text {
			t.Errorf("%s is not what the answers say now; write it anew with -update, and read what changed", path)
		}
	}
}

// page is the examples in a language.
func page(t *testing.T, lang, head string) string {
	var b strings.Builder
	b.WriteString(head)
	shapes := map[deadlines.Shape]bool{}
	for i, x := range examples {
		title := x.zh
		if lang == holidays.English {
			title = x.en
		}
		a, e := explained(t, lang, x.q)
		shapes[a.Rule.Shape] = true
		fmt.Fprintf(&b, "\n## %d. %s\n\n`GET /v1/deadlines?%s`\n\n", i+1, title, query(&x.q))
		for _, l := range e.Lines {
			b.WriteString("> " + l.Text + "  \n")
		}
	}
	if len(shapes) != 9 {
		t.Errorf("the examples have %d of 9 shapes", len(shapes))
	}
	return b.String()
}

// query writes a question as GET /v1/deadlines takes it.
func query(q *deadlines.Question) string {
	out := "rule=" + q.Rule
	add := func(given bool, name, value string) {
		if given {
			out += "&" + name + "=" + url.QueryEscape(value)
		}
	}
	add(!q.Trigger.IsZero(), "trigger", q.Trigger.String())
	add(q.Amount != 0, "amount", strconv.Itoa(q.Amount))
	add(!q.Agreed.IsZero(), "agreed", q.Agreed.String())
	add(q.HasDays, "days", strconv.FormatFloat(q.Days, 'f', -1, 64))
	add(!q.AsOf.IsZero(), "as_of", q.AsOf.String())
	var history []string
	for _, d := range q.History {
		history = append(history, d.String())
	}
	add(len(history) > 0, "history", strings.Join(history, ","))
	for _, s := range q.Suspended {
		add(true, "suspended", s.From.String()+"/"+s.To.String())
	}
	for _, c := range q.Interpret {
		add(true, "interpret", c.Of+":"+c.Take)
	}
	return out + "&view=full"
}
