package explain_test

import (
	"slices"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
)

// table holds the embedded calendars.
var table = datatest.Table

// catalogue holds the embedded rules.
var catalogue = rulestest.Catalogue

// date reads a date that the test itself has written; "" is no date.
func date(s string) holidays.Date {
	if s == "" {
		return holidays.Date{}
	}
	d, err := holidays.ParseDate(s)
	if err != nil {
		panic(s + " is not a date")
	}
	return d
}

// asked is a question: the rule, its day, and what else it says.
func asked(rule, trigger string, change ...func(*deadlines.Question)) deadlines.Question {
	q := deadlines.Question{Rule: rule, Request: deadlines.Request{Trigger: date(trigger)}}
	for _, f := range change {
		f(&q)
	}
	return q
}

// explained answers a question and explains it.
func explained(t testing.TB, lang string, q deadlines.Question) (deadlines.Answer, explain.Explanation) {
	t.Helper()
	a, err := catalogue().Ask(table(), &q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return a, explain.Explain(lang, &explain.Subject{
		Question: &q, Answer: &a, Interpretations: catalogue().Interpretations,
		NameEN: table().Source().Statutory.NameEN,
	})
}

func used(days ...string) func(*deadlines.Question) {
	return func(q *deadlines.Question) {
		for _, d := range days {
			q.History = append(q.History, date(d))
		}
	}
}

func suspended(from, to string) func(*deadlines.Question) {
	return func(q *deadlines.Question) {
		q.Suspended = append(q.Suspended, holidays.Span{From: date(from), To: date(to)})
	}
}

func reading(of, take string) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Interpret = append(q.Interpret, deadlines.Choice{Of: of, Take: take}) }
}

// TestLines: what each condition adds to the explanation, and what is never said.
func TestLines(t *testing.T) {
	reply := "xihe.countersign-reply"
	for name, c := range map[string]struct {
		q              deadlines.Question
		zh, en         []string
		notZH, notInEN []string
	}{
		"a limit in working days": {asked(reply, "2026-02-09"),
			[]string{"截止：2026年2月25日（周三）。", "当日24时为止；有办公时间的，到停止办公时为止（参照《民法典》第二百零三条第二款）", "第49条第2款，“一般应”在7个工作日内", "计入7个工作日（含补班1天）；不计春节放假9天", "如到期未回复，视为无不同意见。", "自2019年4月2日起施行", "核对原文是", "按当日已知的通知计算"},
			[]string{"Due: Wednesday 25 February 2026.", "24:00", "within 7 working days (“一般应”, as a rule)", "7 working days counted (1 of them made up for a holiday); not counted: 9 days off for Spring Festival", "If there is no reply by then, that is taken as no objection."},
			[]string{"必须", "视为无意见"}, []string{"must"}},
		"an amount agreed": {asked(reply, "2026-03-02", func(q *deadlines.Question) { q.Amount = 3 }),
			[]string{"按另定或商定的3个工作日计算；第49条第2款规定的是：“一般应”在7个工作日内"},
			[]string{"3 working days, as set or agreed. Article 49, paragraph 2 itself says: within 7 working days"},
			[]string{"第49条第2款，“一般应”在3个工作日内"}, nil},
		"a day agreed": {asked(reply, "2026-03-02", func(q *deadlines.Question) { q.Agreed = date("2026-03-14") }),
			[]string{"以另行商定的2026年3月14日（周六）为准", "2026年3月14日（周六）是周末，以商定的日子为准，不顺延"}, []string{"Saturday 14 March 2026, as agreed", "is a weekend day; the day agreed stands"}, nil, nil},
		"a day agreed that no notice has arranged": {asked(reply, "2027-02-02", func(q *deadlines.Question) { q.Agreed = date("2027-02-08") }),
			[]string{"2027年2月8日（周一）预计春节放假"}, []string{"Monday 8 February 2027 is expected to be off for Spring Festival"}, nil, nil},
		"suspended days": {asked("xihe.issue-decided-document", "2026-06-05", suspended("2026-06-07", "2026-06-11")),
			[]string{"中止：2026年6月7日至6月11日（5天），其中的工作日不计入。原文没有中止的规定", "不计中止5天"}, []string{"Suspended: 7 to 11 June 2026 (5 days); suspended working days are not counted"}, nil, nil},
		"suspended days that lengthen": {asked("shuangta.710-general", "2026-06-01", suspended("2026-06-03", "2026-06-04")),
			[]string{"，另加中止的2天，周末和节假日都计入。"}, []string{", with 2 suspended days added, weekends and holidays included."}, nil, []string{",,"}},
		"suspended days that touch nothing": {asked(reply, "2026-03-02", suspended("2026-05-04", "2026-05-05")),
			[]string{"没有改变结果。原文没有中止的规定。"}, []string{"changes nothing"}, nil, nil},
		"a suspended day 1": {asked("shuangta.710-general", "2026-03-10", suspended("2026-03-10", "2026-03-10")),
			[]string{"没有改变结果。"}, []string{"; this changes nothing."}, []string{"没有碰到"}, []string{"touches no day"}},
		"suspended days that are rolled over": {asked("shuangta.710-general", "2026-06-01", suspended("2026-06-08", "2026-06-30")),
			[]string{"当日是周末，顺延到其后的第一个不在中止期间内的工作日"}, []string{"the next working day that is not suspended"}, nil, nil},
		"no word for must": {asked("tiexi.approval-general", "2026-02-10"),
			[]string{"10个工作日内（原文没有“须”“应”一类的词）"}, []string{"within 10 working days (stated without 须 or 应)"}, []string{"必须"}, []string{"must"}},
		"one month":            {asked("shuangta.710-complex", "2026-03-10"), []string{"1个月内"}, []string{"within 1 month ("}, nil, []string{"1 months"}},
		"the second Wednesday": {asked("tiexi.standing-meeting", "2026-03-01"), []string{"每月第2个周三"}, []string{"on the second Wednesday of each month"}, nil, []string{"no. 2"}},
		"a meeting moved": {asked("tiexi.standing-meeting", "2025-10-09"),
			[]string{"例会日2025年10月8日（周三），当日国庆节、中秋节放假", "由区政府主要领导审定"}, []string{"National Day and Mid-Autumn", "for the district head to decide"}, nil, nil},
		"a minimum": {asked("tiexi.field-research-quota", "2026-03-02", used("2026-01-05")),
			[]string{"至少30天，还差29天"}, []string{"At least 30 days; 29 still to come"}, []string{"限30", "可以，"}, nil},
		"a minimum out of reach": {asked("tiexi.field-research-quota", "2025-12-31", used("2025-03-03")), []string{"余下的日子已不够"}, []string{"not enough"}, nil, nil},
		"a quota in principle, used up": {asked("xiangshan.district-meeting-quota", "2026-04-03", used("2026-01-01")),
			[]string{"原则上不再安排（1次已用完）", "一年“原则上”不超过1次", "2027年1月1日（周五）起又有余额"}, []string{"In principle no further one (the limit is 1 meeting)", "at most 1 meeting a year"}, []string{"不可以。", "至多1。"}, []string{"Not allowed"}},
		"a quota that forbids, used up": {asked("tiexi.system-meeting-quota", "2026-04-03", used("2026-01-01")), []string{"不得再安排", "一年“不得”超过1次"}, []string{"No further one is allowed"}, nil, nil},
		"a permission": {asked("tiexi.field-research-days", "2026-03-05"),
			[]string{"周四，不在所列的日子里，但并不禁止", "“可”安排在周一、周二、周三"}, []string{"not forbidden", "on Monday, Tuesday or Wednesday (“可”, may)"}, []string{"不可以"}, []string{"not allowed"}},
		"both sides of a line": {asked("tiexi.absence-approver", "", func(q *deadlines.Question) { q.Days, q.HasDays = 1, true }),
			[]string{"由分管副区长批准（正好在界限上，也可理解为由区长批准）", "1天以内“要”向分管副区长请示，1天以上“要”向区长请示", "天数：1天"}, []string{"it can also be read as by the district head"}, nil, nil},
		"an answer that can move": {asked(reply, "2027-02-02"),
			[]string{"暂定：", "先按放假安排原则推算；公布后可能改变，最早2027年2月", "最晚2027年2月"}, []string{"Provisional: ", "at the earliest", "at the latest"}, []string{"都已公布"}, []string{"are announced."}},
		"another calendar, as of a day": {asked(reply, "2026-02-09", func(q *deadlines.Question) { q.Calendar, q.AsOf = "CN-GX", date("2025-10-01") }),
			[]string{"按要求用广西壮族自治区的日历（CN-GX）", "只用2025年10月1日及以前印发的放假通知", "按2025年10月1日已知的通知计算"}, []string{"Guangxi", "only those issued by 1 October 2025"}, []string{"按当日已知"}, nil},
		"a roll asked for": {asked("xihe.travel-notice", "2026-10-09", func(q *deadlines.Question) { q.Roll = deadlines.RollNext }),
			[]string{"按要求顺延到其后的第一个工作日"}, []string{"as asked, it moves to the next working day"}, nil, nil},
		"no roll asked for, where a day off moves back": {asked("xihe.standing-meeting", "2026-02-15", func(q *deadlines.Question) { q.Roll = deadlines.RollNone }),
			[]string{"2026年2月15日（周日）春节放假，按要求不提前。"}, []string{"as asked, it does not move"}, []string{"不顺延"}, nil},
		"a window that ends on a day off": {asked("xihe.standing-meeting", "2026-02-10"),
			[]string{"这段时间到2026年2月15日（周日）为止，当日春节放假，提前到其前的最后一个工作日"}, []string{"the period ends on Sunday 15 February 2026, which is off for Spring Festival; it moves back to the last working day before it."}, []string{"算到"}, []string{"the count ends"}},
		"a year that ends on a day off": {asked("shuangta.710-annual", "2022-06-01", func(q *deadlines.Question) { q.Roll = deadlines.RollPrevious }),
			[]string{"年底是2022年12月31日（周六），当日元旦放假"}, []string{"the year ends on Saturday 31 December 2022"}, []string{"算到"}, []string{"the count ends"}},
		"nothing used yet": {asked("tiexi.system-meeting-quota", "2026-04-03"),
			[]string{"可以（还剩1次）。2026年1月1日至12月31日尚未用过。"}, []string{"None used, 1 January to 31 December 2026."}, []string{"0次"}, []string{"0 meetings"}},
		"nothing done yet towards a minimum": {asked("tiexi.field-research-quota", "2025-12-31"),
			[]string{"2025年1月1日至12月31日尚无，余下的日子已不够。"}, []string{"None so far, 1 January to 31 December 2025; the days left are not enough."}, []string{"已有0天"}, []string{"0 days so far"}},
		"a minimum and a maximum":             {asked("tiexi.key-topics", "2026-03-02"), []string{"一年“要”有1至2个"}, []string{"1 to 2 topics a year (“要”, shall)"}, nil, nil},
		"a weekday that is sure to be worked": {asked("tiexi.field-research-days", "2027-03-01"), []string{"结果都一样。"}, []string{"the answer is the same."}, []string{"都是这一天"}, []string{"it is this day"}},
		"a reading chosen": {asked("xihe.revise-decided-document", "2026-04-03", reading("calendar_days", "working_days")),
			[]string{"截止：2026年4月9日", "“要”在3天内", "理解：按所选的理解", "计入3个工作日"}, []string{"Reading, as chosen"}, nil, nil},
		"a consequence that may not reach so far": {asked("xiangshan.countersign-reply", "2026-04-14"), []string{"是否也适用于这一种并不明确"}, []string{"leaves open whether it covers this one too"}, nil, nil},
		"a term":                         {asked("tiexi.term", "2021-11-14"), []string{"届满：2026年11月14日（周六）", "是周末，不顺延"}, []string{"The term ends: Saturday 14 November 2026", "it does not move"}, nil, nil},
		"the last working day of a year": {asked("shuangta.710-annual", "2022-06-01"), []string{"当年最后一个工作日：2022年12月30日（周五）", "2022年12月31日（周六）元旦放假，不顺延"}, []string{"Last working day of that year: Friday 30 December 2022"}, nil, nil},
		"a day past its window":          {asked("shuangta.plenary-meeting", "2023-12-30"), []string{"最迟：2023年12月29日", "所问之日已在这一天之后"}, []string{"The day asked about comes after that day."}, nil, nil},
		"readings": {asked("xihe.revise-decided-document", "2026-04-03", func(q *deadlines.Question) { q.Readings = true }),
			[]string{"另一种理解：“日”“天”按工作日理解，周末和节假日不计入。照此：2026年4月9日（周四）。", "最严的是其中几种合在一起：2026年4月5日（周日）。"},
			[]string{"By it: Thursday 9 April 2026.", "Strictest, by several of them together: Sunday 5 April 2026."}, nil, nil},
		"a lead": {asked("tiexi.lead-general", "2026-11-28"), []string{"最迟报送：2026年11月13日（周五）", "“应”预留不少于10个工作日"}, []string{"Hand in by: Friday 13 November 2026"}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for lang, want := range map[string][2][]string{holidays.Chinese: {c.zh, append(c.notZH, "必须")}, holidays.English: {c.en, append(c.notInEN, "must")}} {
				_, e := explained(t, lang, c.q)
				for _, w := range want[0] {
					if !strings.Contains(e.Text(), w) {
						t.Errorf("no %q in\n%s", w, e.Text())
					}
				}
				for _, w := range want[1] {
					if strings.Contains(e.Text(), w) {
						t.Errorf("%q in\n%s", w, e.Text())
					}
				}
			}
		})
	}
}

// TestEveryAnswerIsExplained: each rule has what an explanation is made of, in both
// languages, line by line.
func TestEveryAnswerIsExplained(t *testing.T) {
	for _, r := range catalogue().Rules {
		q := asked(r.ID, "2026-02-10")
		if r.Shape == deadlines.Threshold {
			q.Trigger, q.Days, q.HasDays = holidays.Date{}, 2, true
		}
		kinds := []explain.Kind{explain.What, explain.Result, explain.From, explain.Limit, explain.Certainty, explain.Basis, explain.Position}
		if r.HasDue() {
			kinds = append(kinds, explain.Ends)
		}
		if !r.Note.IsZero() {
			kinds = append(kinds, explain.Note)
		}
		if r.Silence != "" {
			kinds = append(kinds, explain.Consequence)
		}
		var both [2][]explain.Kind
		for i, lang := range []string{holidays.Chinese, holidays.English} {
			_, e := explained(t, lang, q)
			for _, k := range kinds {
				if e.Of(k) == "" {
					t.Errorf("%s in %s has no line about %s:\n%s", r.ID, lang, k, e.Text())
				}
			}
			if doc := r.Document; !strings.Contains(e.Of(explain.Basis), doc.Title) || !strings.Contains(e.Of(explain.Basis), doc.Number) {
				t.Errorf("%s in %s rests on %s", r.ID, lang, e.Of(explain.Basis))
			}
			for _, l := range e.Lines {
				both[i] = append(both[i], l.Kind)
			}
			if strings.Contains(e.Text(), "  ") || strings.Contains(e.Text(), "。。") || strings.Contains(e.Text(), "..") {
				t.Errorf("%s in %s is badly joined:\n%s", r.ID, lang, e.Text())
			}
		}
		if !slices.Equal(both[0], both[1]) {
			t.Errorf("%s has the lines %v in Chinese and %v in English", r.ID, both[0], both[1])
		}
	}
}

// TestStanding: where a matter stands is said in working days, never in none of them,
// and silence stays a condition.
func TestStanding(t *testing.T) {
	q := asked("xihe.countersign-reply", "2026-02-09") // due on Wednesday 2026-02-25
	friday := asked("xihe.countersign-reply", "2026-03-04")
	for name, c := range map[string]struct {
		q        deadlines.Question
		at, done string
		zh, en   string
		shortZH  string
		shortEN  string
	}{
		"long overdue":      {q, "2026-04-15", "", "已逾期35个工作日；如到期未回复，自2026年2月26日起视为无不同意见", "35 working days overdue; if there was no reply, that is taken as no objection from 26 February 2026 on", "逾期35个工作日", "35 working days overdue"},
		"over a weekend":    {friday, "2026-03-14", "", "2026年3月13日（周五）到期，已经逾期；如到期未回复，自2026年3月14日起视为无不同意见", "overdue since Friday 13 March 2026; if there was no reply, that is taken as no objection from 14 March 2026 on", "周五到期，已逾期", "overdue since Friday"},
		"on the day":        {q, "2026-02-25", "", "当日到期", "due that day", "当日到期", "due that day"},
		"before it":         {q, "2026-02-24", "", "还剩1个工作日", "1 working day left", "剩1个工作日", "1 working day left"},
		"done in time":      {q, "2026-04-15", "2026-02-24", "没有逾期", "in time", "按时办结", "done in time"},
		"done late":         {q, "2026-04-15", "2026-02-26", "逾期1个工作日", "1 working day late", "办结，逾期1个工作日", "done, 1 working day late"},
		"done on a weekend": {friday, "2026-04-15", "2026-03-14", "晚于截止日2026年3月13日（周五），其间没有工作日", "after the due day, Friday 13 March 2026, with no working day in between", "办结，晚于周五到期", "done after Friday"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := catalogue().Ask(table(), &c.q)
			if err != nil {
				t.Fatal(err)
			}
			st, err := deadlines.Stand(&a, deadlines.Look{At: date(c.at), Done: date(c.done), Yellow: deadlines.DefaultYellow})
			if err != nil {
				t.Fatal(err)
			}
			zh, en := explain.In(holidays.Chinese), explain.In(holidays.English)
			for got, want := range map[string]string{zh.Standing(&a, &st): c.zh, en.Standing(&a, &st): c.en, zh.Left(&a, &st): c.shortZH, en.Left(&a, &st): c.shortEN} {
				if got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
}
