package deadlines_test

import (
	"errors"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestBoundsHoldEveryNotice asks, from what was known on the day of each yearly notice
// of 2012 to 2026 without it (2014's came with a new regulation), for deadlines in the year
// that it arranges, in working days and by a roll, forward and backward: the day that it
// came to lies within the bounds. In Guangxi the notice for 三月三 is awaited as well, which
// leaves fewer with one day only; that of 2015 gave the day before in place of the statutory
// day after, which no arrangement admits. Days that only a later amendment gave are outside
// by their nature.
func TestBoundsHoldEveryNotice(t *testing.T) {
	for _, kind := range []struct {
		name, rule string
		amounts    int
		roll       deadlines.Roll
	}{
		{"after", replyID, 20, ""},
		{"before", "xishi.meeting-request", 20, ""},
		{"rolled on", "xihe.revise-decided-document", 1, deadlines.RollNext},
		{"rolled back", "xihe.travel-notice", 1, deadlines.RollPrevious},
	} {
		r := changed(since(ruleOf(t, kind.rule), date("2007-01-01")), func(r *deadlines.Rule) { r.Overridable = kind.roll == "" })
		for id, singles := range map[string]int{"CN": 50, "CN-GX": 47} { // of a hundred
			t.Run(kind.name+" "+id, func(t *testing.T) {
				var n tally
				for year := max(2012, table().Calendar(id).First().Year()+1); year <= 2026; year++ {
					if id == "CN-GX" && year == 2015 {
						continue
					}
					n.year(t, r, id, year, kind.amounts, kind.roll)
				}
				t.Logf("%d asked, %d with one day only, %.1f days wide on average", n.asked, n.single, float64(n.width)/float64(n.asked))
				if n.asked < 1000 || n.single*100 < n.asked*singles {
					t.Errorf("%d of %d have one day only", n.single, n.asked)
				}
			})
		}
	}
}

// tally counts questions whose answer was not settled before a notice, those of them with
// one day only, and how wide the bounds were.
type tally struct{ asked, single, width int }

func (n *tally) year(t *testing.T, r *deadlines.Rule, id string, year, amounts int, roll deadlines.Roll) {
	issued, known := arranged(id, year)
	if known.IsZero() {
		return
	}
	before, then := without(t, "CN", year).AsOf(id, issued), table().AsOf(id, known)
	for d := holidays.NewDate(year-1, 12, 1); d.Before(holidays.NewDate(year, 12, 25)); d = d.AddDays(1) {
		for amount := 1; amount <= amounts; amount++ {
			q := deadlines.Request{Trigger: d, Roll: roll}
			if amounts > 1 {
				q.Amount = amount
			}
			a, err := deadlines.Compute(r, before, &q)
			truth, errThen := deadlines.Compute(r, then, &q)
			if err != nil || errThen != nil {
				t.Fatal(err, errThen)
			}
			if a.Certainty() == deadlines.Settled || !truth.UnsettledFrom.IsZero() {
				continue
			}
			n.asked++
			n.width += a.Earliest.DaysUntil(a.Latest)
			if a.Earliest == a.Latest {
				n.single++
			}
			if truth.Due.Before(a.Earliest) || truth.Due.After(a.Latest) {
				t.Errorf("%d from %s: by the notice of %d %s, not between %s and %s", amount, d, year, truth.Due, a.Earliest, a.Latest)
			}
			standsWithin(t, &a, &truth, d.AddDays(amount*5%13-2))
		}
	}
}

// standsWithin requires that the working days left of a matter, as a notice came to arrange
// them, lie between the bounds from before it, and that a light that was certain stayed.
func standsWithin(t *testing.T, before, then *deadlines.Answer, at holidays.Date) {
	t.Helper()
	look := deadlines.Look{At: at, Yellow: deadlines.DefaultYellow}
	was, err := deadlines.Stand(before, look)
	is, errThen := deadlines.Stand(then, look)
	if err != nil || errThen != nil {
		t.Fatal(err, errThen)
	}
	if is.Days != deadlines.Settled || was.Days == deadlines.Settled {
		return
	}
	if n := is.WorkingDaysLeft - is.WorkingDaysOver; n < was.Least || n > was.Most {
		t.Errorf("%s from %s, on %s: %d working days left, not between %d and %d", then.Rule.ID, then.Trigger, at, n, was.Least, was.Most)
	}
	if was.LightCertainty != deadlines.Provisional && was.Light != is.Light {
		t.Errorf("%s from %s, on %s: %s, and was %s for certain", then.Rule.ID, then.Trigger, at, is.Light, was.Light)
	}
}

// arranged returns the day of the nation's notice of a year, and the day on which the year
// of a calendar was known by all notices awaited, without amendments; zero if an amendment
// came before.
func arranged(id string, year int) (issued, known holidays.Date) {
	known = holidays.NewDate(year-1, 12, 31)
	for _, n := range table().Calendar(id).Notices() {
		switch {
		case n.Year != year:
		case n.Calendar == "CN" && n.Amends == "":
			issued = n.Issued
		case n.Calendar == id && n.Amends == "":
			known = n.Issued
		}
	}
	for _, n := range table().Calendar(id).Notices() {
		if n.Year == year && n.Amends != "" && !n.Issued.After(known) {
			return issued, holidays.Date{}
		}
	}
	return issued, known
}

// TestBounds pins the bounds of single days of 2027, worked out by hand from the
// festivals' caps.
func TestBounds(t *testing.T) {
	for _, tt := range []struct {
		name, rule, trigger string
		roll                deadlines.Roll
		certainty           deadlines.Certainty
		earliest, latest    string
	}{
		{"New Year may begin on 30 December, not on the 29th", "xishi.plenary-meeting", "2026-10-04", "", deadlines.Provisional, "2026-12-29", "2026-12-31"},
		{"2 January may be made up, and New Year last to the 4th", "shuangta.710-complex", "2026-12-03", "", deadlines.Provisional, "2027-01-02", "2027-01-05"},
		{"Spring Festival may end with its statutory days, or on 13 or 14 February", "tiexi.sign-extra-urgent-important", "2027-02-07", "", deadlines.Provisional, "2027-02-09", "2027-02-15"},
		{"make-up days on both days of a weekend in January", "tiexi.approval-expedited", "2027-01-19", "", deadlines.Provisional, "2027-01-24", "2027-01-26"},
		{"nothing is arranged in July", "shuangta.standing-meeting", "2027-07-07", "", deadlines.Bounded, "2027-07-15", "2027-07-15"},
		{"the year's end rolled back by the caller", "shuangta.710-annual", "2027-09-14", deadlines.RollPrevious, deadlines.Provisional, "2027-12-28", "2027-12-31"},
		{"the meeting of 14 February 2029, which Spring Festival moves to between the 16th and the 21st", "tiexi.standing-meeting", "2029-02-16", "", deadlines.Provisional, "2029-02-16", "2029-02-21"},
		{"it may have been the day before, and then March's is next", "tiexi.standing-meeting", "2029-02-17", "", deadlines.Provisional, "2029-02-17", "2029-03-14"},
		{"it may be as late as this", "tiexi.standing-meeting", "2029-02-21", "", deadlines.Provisional, "2029-02-21", "2029-03-14"},
		{"it cannot be later", "tiexi.standing-meeting", "2029-02-22", "", deadlines.Bounded, "2029-03-14", "2029-03-14"},
		{"a meeting that nothing moves is held on its day", "tiexi.standing-meeting", "2029-02-16", deadlines.RollNone, deadlines.Settled, "", ""},
		{"where nothing rolls no day is looked at", "shuangta.710-annual", "2027-09-14", "", deadlines.Settled, "", ""},
	} {
		a := ask(t, deadlines.Question{Rule: tt.rule, Request: deadlines.Request{Trigger: date(tt.trigger), Roll: tt.roll}})
		if a.Certainty() != tt.certainty || a.Earliest != date(tt.earliest) || a.Latest != date(tt.latest) {
			t.Errorf("%s: due %s, %s between %s and %s", tt.name, a.Due, a.Certainty(), a.Earliest, a.Latest)
		}
	}
}

// TestStepBounds: one day's step from the last settled day, 24 December 2026, and back to
// it; what lies between is looked at, and the day that is stepped from is not.
func TestStepBounds(t *testing.T) {
	for _, tt := range []struct {
		from                                string
		n                                   int
		result, unsettled, earliest, latest string
	}{
		{"2026-12-23", 1, "2026-12-24", "", "", ""},
		{"2026-12-24", 0, "2026-12-24", "", "", ""},
		{"2026-12-24", 1, "2026-12-25", "2026-12-25", "2026-12-25", "2026-12-25"},
		{"2026-12-25", -1, "2026-12-24", "", "", ""},
		{"2026-12-26", -1, "2026-12-25", "2026-12-25", "2026-12-25", "2026-12-25"},
		{"2026-12-31", 1, "2027-01-04", "2027-01-01", "2027-01-02", "2027-01-05"},
	} {
		s, err := deadlines.StepWorkdays(table().Calendar("CN"), date(tt.from), tt.n)
		if err != nil || s.Result != date(tt.result) || s.UnsettledFrom != date(tt.unsettled) || s.Earliest != date(tt.earliest) || s.Latest != date(tt.latest) {
			t.Errorf("%d from %s: %+v, %v", tt.n, tt.from, s, err)
		}
	}
}

// TestBoundsBeyondTheCalendar: a day that some arrangement puts beyond the last day covered
// has no latest day, and is not guessed.
func TestBoundsBeyondTheCalendar(t *testing.T) {
	cal := table().Calendar("CN")
	if s, err := deadlines.StepWorkdays(cal, date("2050-12-27"), 1); err != nil || s.Latest != date("2050-12-28") {
		t.Errorf("28 December 2050: %+v, %v", s, err)
	}
	for name, ask := range map[string]func() error{
		"a step": func() error { _, err := deadlines.StepWorkdays(cal, date("2050-12-28"), 1); return err },
		"a roll": func() error {
			_, err := deadlines.RollToWorkday(cal, date("2050-12-30"), deadlines.RollNext)
			return err
		},
		"the nth of a month": func() error { _, err := deadlines.NthWorkday(cal, date("2050-12-01"), 21); return err },
	} {
		var beyond *holidays.CoverageError
		if err := ask(); !errors.As(err, &beyond) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s, err := deadlines.StepWorkdays(cal, date("2030-01-01"), -100_000); err == nil || s != (deadlines.Step{Result: s.Result}) {
		t.Errorf("a step back off the calendar: %+v, %v", s, err)
	}
	for _, q := range []*deadlines.Question{
		{Rule: "tiexi.sign-extra-urgent-important", Request: deadlines.Request{Trigger: date("2050-12-28")}},
		{Rule: "tiexi.approval-general", Request: deadlines.Request{Trigger: date("2050-12-14"), Suspended: []holidays.Span{span("2050-12-16", "2050-12-16")}}},
		{Rule: "xihe.revise-decided-document", Request: deadlines.Request{Trigger: date("2050-12-26")}},
	} {
		var beyond *deadlines.Error
		if _, err := catalogue().Ask(table(), q); !errors.As(err, &beyond) || beyond.Code != deadlines.CodeOutOfCoverage {
			t.Errorf("%s from %s: %v", q.Rule, q.Trigger, err)
		}
	}
}
