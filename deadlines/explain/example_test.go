package explain_test

import (
	"fmt"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// answer answers a question by the embedded rules and tables.
func answer(q *deadlines.Question) *deadlines.Answer {
	a, err := catalogue().Ask(table(), q)
	if err != nil {
		panic(err)
	}
	return &a
}

// subject is a question with its answer, as it is explained.
func subject(q *deadlines.Question) *explain.Subject {
	return &explain.Subject{
		Question: q, Answer: answer(q), Interpretations: catalogue().Interpretations,
		NameEN: table().Source().Statutory.NameEN,
	}
}

func ExampleExplain() {
	q := asked("xihe.revise-decided-document", "2026-04-03")
	e := explain.Explain(holidays.English, subject(&q))
	for _, l := range e.Lines[:6] {
		fmt.Printf("%-9s %s\n", l.Kind, l.Text)
	}
	fmt.Println(e.Of(explain.Certainty))
	// Output:
	// what      Xihe District, Fuxin, Liaoning · Revise a document passed at a meeting and hand it to the office
	// result    Due: Tuesday 7 April 2026.
	// ends      The day ends at 24:00, or where there are office hours, when the office closes (Civil Code, art. 203 ¶2, by analogy).
	// from      Counted from: the meeting ends, Friday 3 April 2026; that day is not counted.
	// limit     Rule: article 48, paragraph 6: within 3 days (“要”, shall).
	// days      Count: 4 to 6 April 2026, 3 days, weekends and holidays included.
	// All holidays that matter are announced.
}

// In a table the columns have the rule and the due day, and a cell has what is left to say.
func ExampleExplanation_Cell() {
	q := asked("xihe.countersign-reply", "2026-03-02", amount(3))
	e := explain.Explain(holidays.Chinese, subject(&q))
	fmt.Println(e.Cell())
	// Output:
	// 起算：收到征求意见或会签的文件，2026年3月2日（周一）；当日不计入。 时限：按另定或商定的3个工作日计算；第49条第2款规定的是：“一般应”在7个工作日内。 计算：2026年3月3日至3月5日共3天，计入3个工作日。 用到的放假安排都已公布。 如到期未回复，视为无不同意见。
}

func ExampleExplanation_Text() {
	e := explain.Explanation{Lines: []explain.Line{{Kind: explain.Result, Text: "Due: Tuesday 7 April 2026."}, {Kind: explain.Certainty, Text: "All holidays that matter are announced."}}}
	fmt.Println(e.Text())
	// Output:
	// Due: Tuesday 7 April 2026.
	// All holidays that matter are announced.
}

// A rule that has no due day has a verdict instead.
func ExampleWords_Verdict() {
	due, none := asked("tiexi.lead-general", "2026-11-27"), asked("xiangshan.district-meeting-quota", "2026-04-03", used("2026-01-20"))
	for _, lang := range []string{holidays.Chinese, holidays.English} {
		w := explain.In(lang)
		fmt.Println(w.Verdict(answer(&due)), "/", w.Verdict(answer(&none)))
	}
	// Output:
	// 2026年11月13日（周五） / 原则上不再安排（1次已用完）
	// Friday 13 November 2026 / In principle no further one (the limit is 1 meeting)
}

func ExampleWords_StandingAt() {
	q := asked("xihe.countersign-reply", "2026-03-02") // due on 11 March
	a := answer(&q)
	look := deadlines.Look{At: date("2026-03-10"), Yellow: deadlines.DefaultYellow}
	st, err := deadlines.Stand(a, look)
	if err != nil {
		fmt.Println(err)
	}
	w := explain.In(holidays.English)
	fmt.Printf("%s, %s\n", w.StandingAt(a, &st, look), w.Light(st.Light))
	// Output:
	// As of 10 March 2026: 1 working day left, yellow
}

func ExampleWords_Limit() {
	for _, id := range []string{"shuangta.issue-minutes", "tiexi.key-topics", "tiexi.party-group-meeting"} {
		fmt.Println(explain.In(holidays.Chinese).Limit(catalogue().Rule(id)), "/", explain.In(holidays.English).Limit(catalogue().Rule(id)))
	}
	// Output:
	// 2个工作日内 / within 2 working days
	// 一年1至2个 / 1 to 2 topics a year
	// 每月第2个周三 / on the second Wednesday of each month
}

func ExampleWords_Citation() {
	r := catalogue().Rule("xiangshan.plenary-meeting")
	fmt.Println(explain.In(holidays.Chinese).Citation(r))
	fmt.Println(explain.In(holidays.English).Document(r.Document))
	// Output:
	// 《象山区人民政府工作规则》（象政〔2021〕11号）第39条第2款
	// Work Rules of the People’s Government of Xiangshan District (象山区人民政府工作规则, 象政〔2021〕11号), in force since 11 October 2021
}

func ExampleFestival() {
	nameEN := table().Source().Statutory.NameEN
	fmt.Println(explain.Festival(holidays.English, "国庆节、中秋节", nameEN))
	fmt.Println(explain.Festival(holidays.Chinese, "国庆节、中秋节", nameEN))
	// Output:
	// National Day and Mid-Autumn
	// 国庆节、中秋节
}
