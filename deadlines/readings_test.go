package deadlines_test

import (
	"slices"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// readingDays are days on which readings part: before and in holidays, at the end of a
// month, at weekends, at the end of a year.
var readingDays = dates("2024-02-08", "2024-02-10", "2026-02-10", "2026-10-09", "2026-01-31", "2025-06-05", "2022-12-30", "2024-03-30")

// readOn is a question to a rule on a day, with what its shape needs.
func readOn(r *deadlines.Rule, day holidays.Date) deadlines.Question {
	q := deadlines.Question{Rule: r.ID, Request: deadlines.Request{Trigger: day}}
	switch r.Shape {
	case deadlines.Threshold:
		q.Trigger, q.Days, q.HasDays = holidays.Date{}, float64(r.Amount), true
	case deadlines.Quota:
		q.History = []holidays.Date{day.AddDays(-100), day.AddDays(-300)}
	}
	return q
}

// altered is the rule that an alternative makes of another, field by field.
func altered(r *deadlines.Rule, c *deadlines.Change) *deadlines.Rule {
	return changed(r, func(r *deadlines.Rule) {
		r.Unit = map[bool]deadlines.Unit{true: c.Unit, false: r.Unit}[c.Unit != ""]
		r.Amount = map[bool]int{true: c.Amount, false: r.Amount}[c.Amount > 0]
		r.Roll = map[bool]deadlines.Roll{true: c.Roll, false: r.Roll}[c.Roll != ""]
		if r.Unit == deadlines.WorkingDay {
			r.Roll = deadlines.RollNone
		}
		if c.TriggerDay != nil {
			r.TriggerDayCounts = *c.TriggerDay
		}
		r.TwelveMonths, r.LineBeyond, r.DecisionDayOut = r.TwelveMonths || c.TwelveMonths, r.LineBeyond || c.LineBeyond, r.DecisionDayOut || c.DecisionDayOut
		r.Interpretations = nil
	})
}

// TestReadingIsARule: under each reading that a text leaves open the answer is that of the
// rule which says so itself, and of the oracle.
func TestReadingIsARule(t *testing.T) {
	parted := map[string]bool{}
	for _, r := range catalogue().Rules {
		cal := table().Calendar(r.Jurisdiction.Calendar)
		for _, i := range r.Interpretations {
			for _, alt := range r.Open[i.Code] {
				rule := altered(r, &alt.Change)
				for _, day := range readingDays {
					q := readOn(r, day)
					plain, errPlain := deadlines.Compute(r, cal, &q.Request)
					q.Interpret = []deadlines.Choice{{Of: i.Code, Take: alt.Code}}
					got, err := deadlines.Compute(r, cal, &q.Request)
					q.Interpret = nil
					want, code := consult(rule, cal, &q.Request)
					if codeOf(err) != code || err == nil && (got.Due != want.due || got.Nominal != want.nominal || got.Quota != want.quota || got.Approver != want.approver || got.Other != want.other) {
						t.Errorf("%s on %s as %s: %+v (%v), the oracle says %s, %+v", r.ID, day, alt.Code, got, err, want.due, want.quota)
					}
					if err == nil && errPlain == nil && (got.Due != plain.Due || got.Quota != plain.Quota || got.Approver != plain.Approver) {
						parted[alt.Code] = true
					}
					if err == nil && (got.Rule.Origin() != r || len(got.Rule.Chosen()) != 1 || got.Rule.Chosen()[0] != alt) {
						t.Errorf("%s as %s: it does not say of what it is a reading", r.ID, alt.Code)
					}
				}
			}
		}
		if r.Origin() != r || r.Chosen() != nil {
			t.Errorf("%s is a reading of itself", r.ID)
		}
	}
	if len(parted) < 8 {
		t.Errorf("only the readings %v make a difference", parted)
	}
}

// everyReading returns the choices that a rule leaves, those that apply anyway included.
func everyReading(r *deadlines.Rule) (out []deadlines.Choice) {
	for _, i := range r.Interpretations {
		if len(r.Open[i.Code]) == 0 {
			continue
		}
		out = append(out, deadlines.Choice{Of: i.Code, Take: i.Code})
		for _, alt := range r.Open[i.Code] {
			out = append(out, deadlines.Choice{Of: i.Code, Take: alt.Code})
		}
	}
	return out
}

// TestReadingsAreTheOthers: asked for, the answers under all other readings come along, each
// as if it had been chosen beside what was; without being asked for, none.
func TestReadingsAreTheOthers(t *testing.T) {
	for _, r := range catalogue().Rules {
		for _, taken := range append([]deadlines.Choice{{}}, everyReading(r)...) {
			q := readOn(r, date("2026-02-10"))
			if taken.Of != "" {
				q.Interpret = []deadlines.Choice{taken}
			}
			if a := ask(t, q); a.Readings != nil {
				t.Errorf("%s has readings that nobody asked for", r.ID)
			}
			q.Readings = true
			a := ask(t, q)
			want := slices.DeleteFunc(everyReading(r), func(c deadlines.Choice) bool {
				k := slices.IndexFunc(r.Interpretations, func(i *deadlines.Interpretation) bool { return i.Code == c.Of })
				chosen := c.Take == c.Of
				if taken.Of == c.Of {
					chosen = c.Take == taken.Take
				}
				return chosen || !a.Keeps(r.Interpretations[k])
			})
			if len(a.Readings) != len(want) || a.Readings == nil {
				t.Errorf("%s as %v: %d readings, want %v", r.ID, taken, len(a.Readings), want)
				continue
			}
			for k := range want {
				requireReading(t, r, &a.Readings[k], &q, want[k])
			}
		}
	}
}

func requireReading(t *testing.T, r *deadlines.Rule, got *deadlines.Reading, q *deadlines.Question, want deadlines.Choice) {
	t.Helper()
	alone := *q
	alone.Readings, alone.Trace = false, false
	alone.Interpret = append(slices.DeleteFunc(slices.Clone(q.Interpret), func(c deadlines.Choice) bool { return c.Of == want.Of }), want)
	answer := ask(t, alone)
	if got.Of.Code != want.Of || got.Take != want.Take || got.Answer.Due != answer.Due || got.Answer.Quota != answer.Quota ||
		got.Answer.Approver != answer.Approver || got.Answer.Trace != nil {
		t.Errorf("%s as %v: %s:%s, due %s, want %s:%s, due %s", r.ID, q.Interpret, got.Of.Code, got.Take, got.Answer.Due, want.Of, want.Take, answer.Due)
	}
	text := got.Of.Text
	for _, alt := range r.Open[want.Of] {
		if alt.Code == want.Take {
			text = alt.Text
		}
	}
	if got.Text != text {
		t.Errorf("%s: %s says %q", r.ID, want.Take, got.Text.EN)
	}
}

// TestReadingsGiveWay: of what was agreed nothing is left to read; a roll that the caller
// chose, and a count in working days, leave none of the roll; and if one reading leads out
// of the calendar, that is the answer.
func TestReadingsGiveWay(t *testing.T) {
	const id = "xihe.revise-decided-document"
	rolls := func(q deadlines.Question) (n int) {
		q.Readings = true
		for _, r := range ask(t, q).Readings {
			if r.Of.Override == "roll" {
				n++
			}
		}
		return n
	}
	agreed := of(replyID, "2026-02-10", withAgreed("2026-02-25"))
	agreed.Readings = true
	if a := ask(t, agreed); len(a.Readings) != 0 || a.Readings == nil {
		t.Errorf("an agreed day is read in another way: %v", a.Readings)
	}
	for name, c := range map[string]struct {
		q    deadlines.Question
		want bool
	}{
		"as it is":         {of(id, "2026-02-10"), true},
		"another roll":     {of(id, "2026-02-10", withRoll(deadlines.RollPrevious)), false},
		"in working days":  {of(id, "2026-02-10", withReadings("calendar_days:working_days")), false},
		"without any roll": {of(id, "2026-02-10", withReadings("roll_next:no_roll")), true},
	} {
		if got := rolls(c.q); (got > 0) != c.want {
			t.Errorf("%s: %d readings of the roll", name, got)
		}
	}
	out := 0
	for d := date("2050-12-01"); !d.After(date("2050-12-31")); d = d.AddDays(1) {
		q := of(id, d.String(), withReadings("roll_next:no_roll"))
		_, err := catalogue().Ask(table(), &q)
		q.Readings = true
		if _, all := catalogue().Ask(table(), &q); err == nil && all != nil {
			if out++; codeOf(all) != deadlines.CodeOutOfCoverage {
				t.Error(all)
			}
		}
	}
	if out == 0 {
		t.Error("no reading leads out of the calendar")
	}
}

// TestMostReadings: sixteen may be chosen, those that apply anyway among them.
func TestMostReadings(t *testing.T) {
	r := changed(ruleOf(t, replyID), func(r *deadlines.Rule) {
		r.Interpretations = nil
		for i := range 17 {
			r.Interpretations = append(r.Interpretations, &deadlines.Interpretation{Code: string(rune('a' + i))})
		}
	})
	q := deadlines.Request{Trigger: date("2026-03-02")}
	for n, i := range r.Interpretations {
		q.Interpret = append(q.Interpret, deadlines.Choice{Of: i.Code, Take: i.Code})
		if _, err := deadlines.Compute(r, table().Calendar("CN"), &q); (err == nil) != (n < 16) {
			t.Errorf("%d chosen: %v", n+1, err)
		}
	}
	if _, err := deadlines.Compute(r, table().Calendar("CN"), &q); codeOf(err) != deadlines.CodeTooManySpans {
		t.Error(err)
	}
}

func TestChangeIsZero(t *testing.T) {
	yes := true
	for _, c := range []deadlines.Change{{Unit: deadlines.CalDay}, {Amount: 1}, {Roll: deadlines.RollNone}, {TriggerDay: &yes}, {TwelveMonths: true}, {LineBeyond: true}, {DecisionDayOut: true}} {
		if c.IsZero() || !(deadlines.Change{}).IsZero() {
			t.Errorf("%+v", c)
		}
	}
}

// TestSafe: the strictest of some readings is the earliest day, the latest that is allowed,
// the most that is still missing, or whoever decides beyond a line.
func TestSafe(t *testing.T) {
	due := func(day string) deadlines.Answer {
		return deadlines.Answer{Rule: form(deadlines.Within, deadlines.CalDay, 3), Due: date(day)}
	}
	quota := func(next string, required, used int) deadlines.Answer {
		return deadlines.Answer{Rule: form(deadlines.Quota, "", 3), Quota: deadlines.QuotaAnswer{NextAllowed: date(next), Required: required, Used: used}}
	}
	window := func(day string) deadlines.Answer {
		return deadlines.Answer{Rule: form(deadlines.WeekdayWindow, "", 0), Window: deadlines.WindowAnswer{NextInside: date(day)}}
	}
	line := form(deadlines.Threshold, deadlines.CalDay, 1)
	line.UpTo, line.Beyond = deadlines.Text{ZH: "甲"}, deadlines.Text{ZH: "乙"}
	decides := func(who deadlines.Text) deadlines.Answer { return deadlines.Answer{Rule: line, Approver: who} }
	for name, c := range map[string]struct {
		own    deadlines.Answer
		others []deadlines.Answer
		want   int // -1: its own
	}{
		"no other":                 {due("2026-03-10"), nil, -1},
		"a later day":              {due("2026-03-10"), []deadlines.Answer{due("2026-03-11")}, -1},
		"the same day":             {due("2026-03-10"), []deadlines.Answer{due("2026-03-10")}, -1},
		"the earliest of three":    {due("2026-03-10"), []deadlines.Answer{due("2026-03-09"), due("2026-03-06"), due("2026-03-08")}, 1},
		"allowed later":            {quota("2026-03-10", 0, 1), []deadlines.Answer{quota("2026-03-09", 0, 5), quota("2027-01-01", 0, 1)}, 1},
		"allowed alike":            {quota("2026-03-10", 0, 1), []deadlines.Answer{quota("2026-03-10", 0, 0)}, -1},
		"more is missing":          {quota("2026-03-10", 3, 2), []deadlines.Answer{quota("2026-03-10", 3, 1)}, 0},
		"less is missing":          {quota("2026-03-10", 3, 1), []deadlines.Answer{quota("2026-03-10", 3, 2)}, -1},
		"as much is missing":       {quota("2026-03-10", 3, 1), []deadlines.Answer{quota("2026-03-10", 4, 2)}, -1},
		"nothing is missing":       {quota("2026-03-10", 3, 5), []deadlines.Answer{quota("2026-03-10", 3, 3)}, -1},
		"one is missing":           {quota("2026-03-10", 3, 5), []deadlines.Answer{quota("2026-03-10", 3, 2)}, 0},
		"a later window":           {window("2026-03-09"), []deadlines.Answer{window("2026-03-02"), window("2026-03-16")}, 1},
		"the same window":          {window("2026-03-09"), []deadlines.Answer{window("2026-03-09")}, -1},
		"the upper one decides":    {decides(line.UpTo), []deadlines.Answer{decides(line.Beyond)}, 0},
		"the lower one decides":    {decides(line.Beyond), []deadlines.Answer{decides(line.UpTo)}, -1},
		"the upper one either way": {decides(line.Beyond), []deadlines.Answer{decides(line.Beyond)}, -1},
	} {
		for _, o := range c.others {
			k := string(rune('a' + len(c.own.Readings)))
			c.own.Readings = append(c.own.Readings, deadlines.Reading{Of: &deadlines.Interpretation{Code: k}, Take: "other", Answer: o})
		}
		best, by := c.own.Safe()
		switch {
		case c.want < 0 && (by != nil || best != &c.own):
			t.Errorf("%s: a reading is stricter", name)
		case c.want >= 0 && (best != &c.own.Readings[c.want].Answer || !slices.Equal(by, []deadlines.Choice{{Of: c.own.Readings[c.want].Of.Code, Take: "other"}})):
			t.Errorf("%s: reading %d is not the strictest", name, c.want)
		}
	}
}

// TestStrictestOfAll: the strictest day is the earliest under all combinations of the
// readings that a text leaves open, and the choices named lead to it.
func TestStrictestOfAll(t *testing.T) {
	combined := 0
	for _, r := range catalogue().Rules {
		byOf := map[string][]deadlines.Choice{}
		for _, c := range everyReading(r) {
			byOf[c.Of] = append(byOf[c.Of], c)
		}
		all := [][]deadlines.Choice{nil}
		for _, choices := range byOf {
			var more [][]deadlines.Choice
			for _, c := range choices {
				for _, before := range all {
					more = append(more, append(slices.Clone(before), c))
				}
			}
			all = more
		}
		for _, day := range readingDays {
			if !r.HasDue() || day.Before(r.EffectiveFrom()) {
				continue
			}
			q := readOn(r, day)
			earliest := ask(t, q).Due
			for _, q.Interpret = range all {
				earliest = holidays.Earlier(earliest, ask(t, q).Due)
			}
			q.Interpret, q.Readings = nil, true
			a := ask(t, q)
			best, by := a.Strictest()
			q.Interpret, q.Readings = by, false
			if again := ask(t, q); best.Due != earliest || again.Due != earliest || (by == nil) != (best == &a) {
				t.Errorf("%s on %s: the strictest day is %s by %v, which comes to %s; want %s", r.ID, day, best.Due, by, again.Due, earliest)
			}
			if len(by) > 1 {
				combined++
			}
		}
	}
	if combined == 0 {
		t.Error("no combination is stricter than each reading")
	}
}
