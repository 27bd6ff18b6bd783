package explain_test

import (
	"fmt"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// TestOutsideTheDays: a day that is not among those named is refused no more strongly than
// the text's own word does.
func TestOutsideTheDays(t *testing.T) {
	for strength, want := range map[deadlines.Strength][2]string{
		deadlines.Mandatory: {"周四，不在所列的日子里", "Thursday, not one of the days named"},
		deadlines.Plain:     {"周四，不在所列的日子里", "Thursday, not one of the days named"},
		deadlines.Principle: {"周四，原则上不在这一天", "Thursday, in principle not on this day"},
		deadlines.General:   {"周四，一般不在这一天", "Thursday, as a rule not on this day"},
		deadlines.Permitted: {"周四，不在所列的日子里，但并不禁止", "Thursday, not one of the days named, but not forbidden"},
	} {
		a := deadlines.Answer{Rule: &deadlines.Rule{Shape: deadlines.WeekdayWindow, Strength: strength}, Trigger: date("2026-03-05")}
		for i, w := range inBoth {
			if got := w.Verdict(&a); got != want[i] {
				t.Errorf("%s: %s, want %s", strength, got, want[i])
			}
		}
	}
}

// TestMinimumReached: thirty days of field research are enough, and more are welcome; with
// twenty-nine, one is still to come.
func TestMinimumReached(t *testing.T) {
	for n, want := range map[int][2]string{
		29: {"至少30天，还差1天", "At least 30 days; 1 still to come"},
		30: {"已满30天，可以继续", "The 30 days are reached; more is welcome"},
		31: {"已满30天，可以继续", "The 30 days are reached; more is welcome"},
	} {
		q := asked("tiexi.field-research-quota", "2026-06-01")
		for d := range n {
			q.History = append(q.History, date("2026-03-02").AddDays(d))
		}
		for i, w := range inBoth {
			if got := w.Verdict(answer(&q)); got != want[i] {
				t.Errorf("%d days: %s, want %s", n, got, want[i])
			}
		}
	}
}

// TestStandsWithoutWorkingDays: if none lies between, the day is named and not a number; and
// what can still change is said to.
func TestStandsWithoutWorkingDays(t *testing.T) {
	term, open := asked("tiexi.term", "2021-11-14"), asked("xishi.countersign-reply", "2027-02-02") // a Saturday; over the Spring Festival
	meeting := asked("tiexi.standing-meeting", "2024-02-01")                                        // on a Sunday that is worked
	for name, c := range map[string]struct {
		q       *deadlines.Question
		at      string
		zh, en  string // in full
		of      [2]string
		lightZH string
	}{
		"a Friday before a Saturday": {&term, "2026-11-13", "2026年11月14日（周六）到期，其间没有工作日", "due on Saturday 14 November 2026, with no working day in between",
			[2]string{"以2026年11月13日计", "as of 13 November 2026"}, "黄"},
		"the Sunday after": {&term, "2026-11-15", "2026年11月14日（周六）到期，已经逾期", "overdue since Saturday 14 November 2026",
			[2]string{"以2026年11月15日计", "as of 15 November 2026"}, "红"},
		"a meeting that took place": {&meeting, "2024-02-20", "已过2个工作日", "2 working days ago",
			[2]string{"以2024年2月20日计", "as of 20 February 2024"}, "红"},
		"after holidays that are not announced": {&open, "2027-02-25", "已逾期5个工作日（暂定，放假安排公布后可能改变）；如到期未回复，自2027年2月19日（暂定）起视为无不同意见", "5 working days overdue (provisional; the holidays to be announced can change it); if there was no reply, that is taken as no objection from 19 February 2027 (provisional) on",
			[2]string{"以2027年2月25日计", "as of 25 February 2027"}, "红"},
	} {
		a, look := answer(c.q), deadlines.Look{At: date(c.at), Yellow: deadlines.DefaultYellow}
		st, err := deadlines.Stand(a, look)
		if err != nil {
			t.Fatal(err)
		}
		zh, en := inBoth[0], inBoth[1]
		if zh.Standing(a, &st) != c.zh || en.Standing(a, &st) != c.en || zh.AsOf(look) != c.of[0] || en.AsOf(look) != c.of[1] || zh.Light(st.Light) != c.lightZH {
			t.Errorf("%s: %s; %s; %s; %s; %s", name, zh.Standing(a, &st), en.Standing(a, &st), zh.AsOf(look), en.AsOf(look), zh.Light(st.Light))
		}
	}
	over, look := answer(&open), deadlines.Look{At: date("2027-02-25"), Yellow: deadlines.DefaultYellow}
	st, err := deadlines.Stand(over, look)
	if want := "以2027年2月25日计，已逾期5个工作日（暂定，放假安排公布后可能改变）；如到期未回复，自2027年2月19日（暂定）起视为无不同意见"; err != nil || inBoth[0].StandingAt(over, &st, look) != want {
		t.Errorf("%s, %v", inBoth[0].StandingAt(over, &st, look), err)
	}
	done := deadlines.Look{At: date("2026-04-15"), Done: date("2026-03-05")}
	if zh, en := inBoth[0].AsOf(done), inBoth[1].AsOf(done); zh != "2026年3月5日办结" || en != "done on 5 March 2026" {
		t.Errorf("%s, %s", zh, en)
	}
}

// TestHeadlineOfAnEstimate: a day that stands alone, in a title or an event, is said to be
// provisional if it is.
func TestHeadlineOfAnEstimate(t *testing.T) {
	for trigger, want := range map[string][4]string{
		"2027-02-02": {"2027年2月18日（周四）（暂定）", "Thursday 18 February 2027 (provisional)",
			"截止（暂定）：征求意见、会签回复", "Due (provisional): Reply to a consultation or countersignature"},
		"2026-03-02": {"2026年3月11日（周三）", "Wednesday 11 March 2026", "截止：征求意见、会签回复", "Due: Reply to a consultation or countersignature"},
	} {
		q := asked("xishi.countersign-reply", trigger)
		a, zh, en := answer(&q), inBoth[0], inBoth[1]
		if got := [...]string{zh.Headline(a), en.Headline(a), zh.DueTitle(a), en.DueTitle(a)}; got != want {
			t.Errorf("%s: %q", trigger, got)
		}
	}
}

// TestLinesOfAKind: the first line about something, none if there is none; and a result that
// is no day stands in the cell of a table, where a due day has a column of its own.
func TestLinesOfAKind(t *testing.T) {
	_, e := explained(t, holidays.English, asked("xihe.revise-decided-document", "2026-04-03", withReadings))
	if e.Of(explain.Consequence) != "" || !strings.HasPrefix(e.Of(explain.Readings), "Another reading: The day of the event") {
		t.Errorf("%q, %q", e.Of(explain.Consequence), e.Of(explain.Readings))
	}
	for _, q := range []deadlines.Question{asked("xihe.countersign-reply", "2026-02-09"), asked("tiexi.key-topics", "2026-03-02")} {
		a, e := explained(t, holidays.Chinese, q)
		for _, l := range e.Lines {
			left := l.Kind == explain.What || l.Kind == explain.Ends || l.Kind == explain.Note || l.Kind == explain.Basis || l.Kind == explain.Position ||
				l.Kind == explain.Result && a.Rule.HasDue()
			if strings.Contains(e.Cell(), l.Text) == left {
				t.Errorf("%s: %s", q.Rule, l.Text)
			}
		}
		if strings.Contains(e.Cell(), "\n") || strings.Count(e.Text(), "\n") != len(e.Lines)-1 {
			t.Errorf("%s: %q", q.Rule, e.Cell())
		}
	}
}

// TestBounds: from when to when an estimated day can lie; nothing of one that cannot move.
func TestBounds(t *testing.T) {
	zh, en := inBoth[0], inBoth[1]
	from, to := date("2027-02-16"), date("2027-02-22")
	got := fmt.Sprint(zh.Bounds(from, to), " / ", en.Bounds(from, to))
	if got != "最早2027年2月16日（周二），最晚2027年2月22日（周一） / Tuesday 16 February 2027 at the earliest, Monday 22 February 2027 at the latest" {
		t.Error(got)
	}
	if zh.Bounds(date(""), date(""))+en.Bounds(date(""), date("")) != "" {
		t.Error("a settled day has bounds")
	}
}
