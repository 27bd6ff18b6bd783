package deadlines_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// TestComparison: a move is told if and only if one of the answers says something else,
// each is because of notices by which the tables differ, and the sentence has both days.
func TestComparison(t *testing.T) {
	before := without(t, "CN-GX", 2026)
	c := deadlines.NewComparison(catalogue(), before, table())
	moves := 0
	for _, r := range catalogue().Rules {
		for d := date("2026-03-01"); d.Before(date("2026-05-10")); d = d.AddDays(1) {
			q := deadlines.Question{Rule: r.ID, Request: deadlines.Request{Trigger: d}}
			b, errB := catalogue().Ask(before, &q)
			a, errA := catalogue().Ask(table(), &q)
			m, moved, err := c.Ask(q, false)
			if errB != nil || errA != nil {
				if err == nil {
					t.Errorf("%s %s: it is answered, by one table alone", r.ID, d)
				}
				continue
			}
			want := b.Due != a.Due || b.Window != a.Window || b.LastWorkingDay.Date != a.LastWorkingDay.Date || !reflect.DeepEqual(b.Quota, a.Quota)
			if err != nil || moved != want || m.Before.Trace != nil || m.After.Trace != nil {
				t.Errorf("%s %s: %v %v, want %v", r.ID, d, moved, err, want)
			}
			if !moved {
				continue
			}
			moves++
			if len(m.Because) != 1 || m.Because[0].Notice.ID != "CN-GX-2026" || m.Because[0].Withdrawn {
				t.Errorf("%s %s: because of %+v", r.ID, d, m.Because)
			}
			if text := explain.Moved("zh", &m); !strings.Contains(text, explain.In("zh").Verdict(&a)) && r.HasDue() && a.LastWorkingDay.IsZero() {
				t.Errorf("%s %s: %s", r.ID, d, text)
			}
		}
	}
	if moves < 10 {
		t.Errorf("there are only %d moves", moves)
	}
}

// TestComparisonWithout: what only one of the tables answers has not moved.
func TestComparisonWithout(t *testing.T) {
	src := *table().Source()
	src.Definitions = slices.DeleteFunc(slices.Clone(src.Definitions), func(d holidays.Definition) bool { return d.ID == "CN-GX" })
	src.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool { return n.Calendar == "CN-GX" })
	less, err := holidays.NewTable(&src, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := deadlines.Question{Rule: "xiangshan.countersign-reply", Request: deadlines.Request{Trigger: date("2026-03-01")}}
	for _, c := range []*deadlines.Comparison{deadlines.NewComparison(catalogue(), table(), less), deadlines.NewComparison(catalogue(), less, table())} {
		if _, moved, err := c.Ask(q, true); err == nil || moved {
			t.Errorf("moved: %t, %v", moved, err)
		}
	}
}

// TestCausesByTrying: of some notices, those are named of which a day lies on the way to one
// of the two answers.
func TestCausesByTrying(t *testing.T) {
	days := dates("2026-12-03", "2026-12-08", "2026-12-11", "2026-12-21")
	id := func(i int) string { return holidays.NoticeID("CN", 2026, i+2) }
	with := func(days []holidays.Date, but int) *holidays.Table { // a notice for each of the days but one
		src := *table().Source()
		src.Notices = slices.Clone(src.Notices)
		for i, d := range days {
			if i != but {
				src.Notices = append(src.Notices, holidays.Notice{ID: id(i), Calendar: "CN", Year: 2026, Amends: "CN-2026", Issued: date("2026-11-20"),
					Entries: []holidays.Entry{{Festival: "临时", Kind: holidays.Off, Span: holidays.Span{From: d, To: d}}}})
			}
		}
		tab, err := holidays.NewTable(&src, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		return tab
	}
	after := with(days, -1)
	there, back := deadlines.NewComparison(catalogue(), table(), after), deadlines.NewComparison(catalogue(), after, table())
	var without []*deadlines.Comparison // of after with itself, but for one notice
	for i := range days {
		without = append(without, deadlines.NewComparison(catalogue(), with(days, i), after))
	}
	several := 0
	for _, r := range catalogue().Rules {
		for d := date("2026-11-20"); d.Before(date("2026-12-28")); d = d.AddDays(1) {
			q := deadlines.Question{Rule: r.ID, Request: deadlines.Request{Trigger: d}}
			m, moved, err := there.Ask(q, false)
			n, movedBack, errBack := back.Ask(q, false)
			if moved != movedBack || (err == nil) != (errBack == nil) {
				t.Errorf("%s %s: moved %t, and back %t", r.ID, d, moved, movedBack)
			}
			if !moved {
				continue
			}
			var want, got, gotBack []string
			for i, c := range without {
				if _, decides, err := c.Ask(q, false); decides || err != nil {
					want = append(want, id(i))
				}
			}
			for i := range m.Because {
				got = append(got, m.Because[i].Notice.ID)
			}
			for i := range n.Because {
				gotBack = append(gotBack, n.Because[i].Notice.ID)
			}
			if several += len(want) / 2; !slices.Equal(got, want) || !slices.Equal(gotBack, want) || m.Because[0].Withdrawn || !n.Because[0].Withdrawn {
				t.Errorf("%s %s: because of %v, and back of %v, want %v", r.ID, d, got, gotBack, want)
			}
		}
	}
	if several < 10 {
		t.Errorf("only %d moves have several causes", several)
	}
}

// TestCausesOfAYear: what becomes another day without being named is because of the notice
// that arranges its year, or the December before it, and of those that give days anew; not of
// one that only adds a day, or arranges another year.
func TestCausesOfAYear(t *testing.T) {
	src := *table().Source()
	src.Notices = slices.Clone(src.Notices)
	add := func(id string, year int, amends string, restates []string, day string) {
		src.Notices = append(src.Notices, holidays.Notice{ID: id, Calendar: "CN", Year: year, Amends: amends, Restates: restates, Issued: date("2026-11-20"),
			Entries: []holidays.Entry{{Festival: "临时", Kind: holidays.Off, Span: span(day, day)}}})
	}
	add("CN-2027", 2027, "", nil, "2027-01-01")
	add("CN-2027-2", 2027, "CN-2027", nil, "2027-08-02")
	add("CN-2027-3", 2027, "CN-2027", []string{"国庆节"}, "2027-09-30")
	add("CN-2026-9", 2026, "CN-2026", []string{"国庆节"}, "2026-10-01")
	after, err := holidays.NewTable(&src, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := deadlines.NewComparison(catalogue(), table(), after)
	for trigger, want := range map[string][]string{
		"2027-01-28": {"CN-2027", "CN-2027-3"}, // Spring Festival is not arranged any more
		"2026-12-21": {"CN-2027", "CN-2027-3"}, // the last week of December became certain
		"2027-07-26": {"CN-2027-2"},            // by the day that it names
		"2026-09-25": {"CN-2026-9"},            // taken back
		"2027-09-27": {"CN-2027", "CN-2027-3"},
	} {
		m, moved, err := c.Ask(deadlines.Question{Rule: replyID, Request: deadlines.Request{Trigger: date(trigger)}}, true)
		var got []string
		for _, n := range m.Because {
			got = append(got, n.Notice.ID)
		}
		if err != nil || !moved || !slices.Equal(got, want) {
			t.Errorf("%s: %s to %s because of %v (%v), want %v", trigger, m.Before.Due, m.After.Due, got, err, want)
		}
	}
}

// amended returns the embedded table with a notice that makes a day of 2026 off, and
// another that has to do with another year.
func amended(t *testing.T) *holidays.Table {
	t.Helper()
	src := *table().Source()
	off := func(id, amends string, year int, day string) holidays.Notice {
		return holidays.Notice{ID: id, Calendar: "CN", Year: year, Amends: amends, Issued: date("2026-11-20"),
			Entries: []holidays.Entry{{Festival: "临时", Kind: holidays.Off, Span: span(day, day)}}}
	}
	src.Notices = append(slices.Clone(src.Notices), off("CN-2026-2", "CN-2026", 2026, "2026-12-08"), off("CN-2027", "", 2027, "2027-01-01"))
	tab, err := holidays.NewTable(&src, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// TestMoveTexts: the sentence for each kind of move in both languages, and the notices it
// is because of; what only becomes certain is told if it is asked for.
func TestMoveTexts(t *testing.T) {
	there, back := deadlines.NewComparison(catalogue(), table(), amended(t)), deadlines.NewComparison(catalogue(), amended(t), table())
	for _, c := range []struct {
		c             *deadlines.Comparison
		rule, trigger string
		certainty     bool
		because       string
		zh, en        string
	}{
		{there, replyID, "2026-12-01", false, "CN-2026-2", "截止日由2026年12月10日（周四）改为2026年12月11日（周五），因为CN-2026-2发布。",
			"The due day moves from Thursday 10 December 2026 to Friday 11 December 2026, because CN-2026-2 was published."},
		{back, replyID, "2026-12-01", false, "CN-2026-2", "截止日由2026年12月11日（周五）改为2026年12月10日（周四），因为CN-2026-2撤回。",
			"The due day moves from Friday 11 December 2026 to Thursday 10 December 2026, because CN-2026-2 was withdrawn."},
		{there, replyID, "2026-11-02", false, "", "", ""},
		{there, replyID, "2027-03-01", false, "", "", ""},
		{there, replyID, "2026-12-21", true, "CN-2027", "仍为2026年12月30日（周三），由暂定变为已定，因为CN-2027发布。",
			"Still Wednesday 30 December 2026, which was provisional and is settled, because CN-2027 was published."},
		{there, "shuangta.710-annual", "2026-12-01", true, "CN-2027", "截止日仍为2026年12月31日（周四），当年最后一个工作日仍为2026年12月31日（周四），由暂定变为已定，因为CN-2027发布。",
			"The due day is still Thursday 31 December 2026, and the year's last working day Thursday 31 December 2026, which was provisional and is settled, because CN-2027 was published."},
	} {
		m, moved, err := c.c.Ask(deadlines.Question{Rule: c.rule, Request: deadlines.Request{Trigger: date(c.trigger)}}, c.certainty)
		if err != nil || moved != (c.zh != "") {
			t.Errorf("%s %s: %v %v", c.rule, c.trigger, moved, err)
			continue
		}
		var because []string
		for _, n := range m.Because {
			because = append(because, n.Notice.ID)
		}
		if zh, en := explain.Moved("zh", &m), explain.Moved("en", &m); moved && (strings.Join(because, " ") != c.because || zh != c.zh || en != c.en) {
			t.Errorf("%s %s: %v\n%s\n%s", c.rule, c.trigger, because, zh, en)
		}
	}
}

// TestMoved: each part of the outcome by itself moves it.
func TestMoved(t *testing.T) {
	for what, after := range map[string]deadlines.Answer{
		"the due day":          {Due: date("2026-02-24")},
		"the last working day": {LastWorkingDay: deadlines.DayWithBounds{Date: date("2026-02-24")}},
		"the numbers":          {Quota: deadlines.QuotaAnswer{Used: 1}},
		"the window":           {Window: deadlines.WindowAnswer{Inside: true}},
		"who approves":         {Approver: deadlines.Text{ZH: "区长", EN: "the head"}},
	} {
		if m := (deadlines.Move{After: after}); !m.Moved() {
			t.Errorf("%s is no move", what)
		}
	}
	if m := (deadlines.Move{After: deadlines.Answer{Earliest: date("2026-02-24")}}); m.Moved() {
		t.Error("a bound is a move")
	}
}
