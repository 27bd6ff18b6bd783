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
			if err != nil || moved != want {
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
