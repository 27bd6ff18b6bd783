package deadlines_test

import (
	"fmt"

	"shixian/deadlines"
	"shixian/holidays"
)

// A reply within seven working days, over the Spring Festival of 2026: the trace
// accounts for every day.
func ExampleCompute() {
	r := catalogue().Rule("xihe.countersign-reply")
	received := holidays.NewDate(2026, 2, 9)
	a, err := deadlines.Compute(r, table().Calendar("CN-LN"), &deadlines.Request{Trigger: received, Trace: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: received on %s, due on %s\n", r.Title.EN, a.Trigger, a.Due)
	for _, run := range a.Trace {
		fmt.Printf("%s to %s %-8s %d counted %q\n", run.From, run.To, run.Kind, run.Counted, run.Festival)
	}
	// Output:
	// Reply to a consultation or countersignature: received on 2026-02-09, due on 2026-02-25
	// 2026-02-09 to 2026-02-09 workday  0 counted ""
	// 2026-02-10 to 2026-02-13 workday  4 counted ""
	// 2026-02-14 to 2026-02-14 makeup   1 counted "春节"
	// 2026-02-15 to 2026-02-23 holiday  0 counted "春节"
	// 2026-02-24 to 2026-02-25 workday  2 counted ""
}

// A notice three days before a departure on 2026-10-09 falls into National Day,
// and every reading of the rule that led to the answer has a reason.
func ExampleCatalogue_Ask() {
	q := deadlines.Question{Rule: "xihe.travel-notice"}
	q.Trigger = holidays.NewDate(2026, 10, 9)
	a, err := catalogue().Ask(table(), &q)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("三日前是%s，应在%s以前报告\n", a.Nominal, a.Due)
	for _, code := range a.Codes(nil) {
		fmt.Println(code+":", catalogue().Interpretations[code].Source.ZH)
	}
	q.Trigger = holidays.NewDate(2019, 4, 1)
	_, err = catalogue().Ask(table(), &q)
	fmt.Println(err)
	// Output:
	// 三日前是2026-10-06，应在2026-09-30以前报告
	// trigger_day_excluded: 《民法典》第二百零一条第一款（参照）；原文写明的，从原文
	// calendar_days: 同一文件要按工作日的地方写明“工作日”；《民法典》第二百条（参照）。相反的理由：几部程序法的短期限按工作日计算
	// backward_counting: 《民法典》只规定顺数；倒数参照第二百零一条第一款，是本服务的约定
	// roll_previous_notice: 本服务的约定；《民法典》第二百零三条只管顺数的期间
	// rule_not_in_force at "/trigger" [xihe.travel-notice 2019-04-02 2019-04-01]
}

// A consultation due on 2026-02-25: silence becomes consent on the day after.
func ExampleStand() {
	q := deadlines.Question{Rule: "xihe.countersign-reply"}
	q.Trigger = holidays.NewDate(2026, 2, 9)
	a, err := catalogue().Ask(table(), &q)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, at := range []holidays.Date{holidays.NewDate(2026, 2, 13), holidays.NewDate(2026, 2, 14), holidays.NewDate(2026, 2, 25), holidays.NewDate(2026, 2, 27)} {
		s, err := deadlines.Stand(&a, deadlines.Look{At: at, Yellow: deadlines.DefaultYellow})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %s %s, %d left, %d over, consent since %q\n", at, s.State, s.Light, s.WorkingDaysLeft, s.WorkingDaysOver, s.DeemedSince)
	}
	// Output:
	// 2026-02-13 pending green, 3 left, 0 over, consent since ""
	// 2026-02-14 pending yellow, 2 left, 0 over, consent since ""
	// 2026-02-25 due_today yellow, 0 left, 0 over, consent since ""
	// 2026-02-27 overdue red, 0 left, 2 over, consent since "2026-02-26"
}
