package deadlines_test

import (
	"slices"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// without returns the embedded table less one calendar's notices for a year.
func without(t *testing.T, calendar string, year int) *holidays.Table {
	t.Helper()
	src := *table().Source()
	src.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool {
		return n.Calendar == calendar && n.Year == year
	})
	tab, err := holidays.NewTable(&src, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// impacts compares tables for the rules of Xiangshan and a few others.
func impacts(before, after *holidays.Table) map[string]deadlines.Impact {
	few := slices.DeleteFunc(slices.Clone(catalogue().Rules), func(r *deadlines.Rule) bool {
		return r.Jurisdiction.ID != "xiangshan" && !slices.Contains([]string{replyID, quotaID, thresholdID, windowID}, r.ID)
	})
	touched := map[string]deadlines.Impact{}
	for _, im := range deadlines.CompareTables(deadlines.NewCatalogue(nil, few, nil), before, after) {
		touched[im.Rule.ID] = im
	}
	return touched
}

// TestCompareTables takes Guangxi's notice of 2026 away: 三月三 falls on 17 to 20
// April with it, and on 20 and 21 April by statute alone.
func TestCompareTables(t *testing.T) {
	before := without(t, "CN-GX", 2026)
	touched := impacts(before, table())
	moved := func(trigger, before, after string) deadlines.Moved {
		return deadlines.Moved{Trigger: date(trigger), Before: date(before), After: date(after)}
	}
	for id, want := range map[string][]deadlines.Moved{
		// Fourteen days on: the 17th is off with the notice, and the 21st without it.
		"xiangshan.standing-meeting": {
			moved("2026-04-03", "2026-04-17", "2026-04-16"), moved("2026-04-04", "2026-04-17", "2026-04-16"),
			moved("2026-04-05", "2026-04-17", "2026-04-16"), moved("2026-04-06", "2026-04-17", "2026-04-16"),
			moved("2026-04-07", "2026-04-17", "2026-04-21"),
		},
		// The third working day after; from the 15th it is the 22nd either way.
		"xiangshan.countersign-reply": {moved("2026-04-14", "2026-04-17", "2026-04-21")},
	} {
		if im := touched[id]; im.Changed < len(want) || !slices.Equal(im.Examples[:min(len(want), len(im.Examples))], want) {
			t.Errorf("%s: %d changed, first %v, want %v", id, im.Changed, im.Examples, want)
		}
	}
	for id, im := range touched {
		if im.Rule.Jurisdiction.Calendar != "CN-GX" || !im.Rule.HasDue() || im.Changed != len(im.Examples) {
			t.Errorf("%s cannot be touched like that: %+v", id, im)
		}
	}
	if len(touched) != 4 { // the six of Xiangshan but the quota and the half year
		t.Errorf("%d rules are touched: %v", len(touched), touched)
	}
	if same := impacts(before, before); len(same) != 0 {
		t.Errorf("a table differs from itself: %v", same)
	}
}

// TestCompareTablesOfTheNation takes the nation's notice of 2026 away: the examples
// are the first twenty triggers, and a weekday's next day inside counts as due.
func TestCompareTablesOfTheNation(t *testing.T) {
	touched := impacts(without(t, "CN", 2026), table())
	im := touched[replyID]
	if im.Changed <= 20 || len(im.Examples) != 20 {
		t.Errorf("%s: %d changed, %d examples", replyID, im.Changed, len(im.Examples))
	}
	if !slices.IsSortedFunc(im.Examples, func(a, b deadlines.Moved) int { return a.Trigger.Compare(b.Trigger) }) {
		t.Errorf("the examples are not in order: %v", im.Examples)
	}
	// By statute alone National Day is 1 to 3 October; by the notice it lasts to the 7th, a Monday.
	if im := impacts(without(t, "CN", 2024), table())[windowID]; !slices.Contains(im.Examples, deadlines.Moved{Trigger: date("2024-10-03"), Before: date("2024-10-07"), After: date("2024-10-08")}) {
		t.Errorf("%s: %v", windowID, im.Examples)
	}
	if _, ok := touched[quotaID]; ok || touched[thresholdID].Rule != nil {
		t.Errorf("a quota or a threshold has no day to move: %v", touched)
	}
}

// TestMoves: they are those of every day covered, from the first on which the rule is in
// force, and the one who asks may stop.
func TestMoves(t *testing.T) {
	before := without(t, "CN", 2026)
	for _, from := range []string{"2007-01-01", "2026-04-28", "2026-05-01"} {
		r := since(ruleOf(t, replyID), date(from))
		var want []deadlines.Moved
		for d := table().Calendar("CN").First(); !d.After(table().Calendar("CN").Last()); d = d.AddDays(1) {
			b, errB := deadlines.Compute(r, before.Calendar("CN-LN"), &deadlines.Request{Trigger: d})
			a, errA := deadlines.Compute(r, table().Calendar("CN-LN"), &deadlines.Request{Trigger: d})
			if errB == nil && errA == nil && b.Due != a.Due {
				want = append(want, deadlines.Moved{Trigger: d, Before: b.Due, After: a.Due})
			}
		}
		got := slices.Collect(deadlines.Moves(r, before, table()))
		if len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("from %s: %v, want %v", from, got, want)
		}
		for m := range deadlines.Moves(r, before, table()) {
			if m != want[0] {
				t.Errorf("the first is %v", m)
			}
			break
		}
	}
	late := since(ruleOf(t, replyID), date("2050-12-31"))
	late.Jurisdiction = &deadlines.Jurisdiction{ID: "x", Calendar: "CN-XX"}
	for m := range deadlines.Moves(late, before, table()) {
		t.Errorf("a calendar that there is not moves %v", m)
	}
}
