package deadlines_test

import (
	"sync"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// Every small case: 14 days of September 2026, worked or off in each of the 16,384 ways,
// each of them a trigger, N from 1 to 6; around them the month as it was arranged, with
// Sunday the 20th worked and National Day ahead. What the package counts is held to a
// naive count, and to what has to hold of any count.

// fortnight is laid anew; the naive count knows the days from margin before it to margin
// after it.
var fortnight = span("2026-09-11", "2026-09-24")

const (
	fortnightDays = 14
	tables        = 1 << fortnightDays
	mostN         = 6
	margin        = 25
)

// laid is a month in which those days of the fortnight are worked that mask has.
type laid struct {
	cal   *holidays.Calendar
	works [margin + fortnightDays + margin]bool
}

func day(i int) holidays.Date { return fortnight.From.AddDays(i - margin) }

// around is the year's real notice, and what it makes of the days around the fortnight.
var around = sync.OnceValues(func() (holidays.Notice, laid) {
	var l laid
	cal := table().Calendar("CN")
	for i := range l.works {
		l.works[i] = cal.IsWorking(day(i))
	}
	for _, n := range cal.Notices() {
		if n.ID == "CN-2026" {
			return n, l
		}
	}
	panic("the notice for 2026 is not embedded")
})

// lay lays the month; it panics on an error, as [table] does.
func lay(mask int) *laid {
	real, l := around()
	anew := holidays.Notice{ID: "CN-2026-2", Calendar: "CN", Year: 2026, Issued: real.Issued, Amends: real.Document}
	for i := range fortnightDays {
		kind := holidays.Off
		if l.works[margin+i] = mask>>i&1 == 1; l.works[margin+i] {
			kind = holidays.Work
		}
		d := day(margin + i)
		anew.Entries = append(anew.Entries, holidays.Entry{Kind: kind, Span: holidays.Span{From: d, To: d}})
	}
	var err error
	l.cal, err = holidays.Build(&holidays.Source{
		Definitions: []holidays.Definition{{ID: "CN", FirstYear: 2026}},
		Statutory:   &holidays.Statutory{Dates: map[int]holidays.YearDates{2026: {}}},
		Notices:     []holidays.Notice{real, anew},
	}, holidays.BuildOptions{Calendar: "CN"})
	if err != nil {
		panic(err)
	}
	return &l
}

// nth counts day by day from the i-th on, or back: the nth that is worked.
func (l *laid) nth(i, n, step int, suspended int) int {
	for n > 0 {
		if i += step; l.works[i] && !isIn(suspended, i) {
			n--
		}
	}
	return i
}

// isIn reports whether the i-th day is in a set of days of the fortnight.
func isIn(set, i int) bool { return i >= margin && i < margin+fortnightDays && set>>(i-margin)&1 == 1 }

// asked are the rules asked, by N.
var asked = func() (out [mostN + 1]struct{ within, before, lead, days, ahead *deadlines.Rule }) {
	for n := 1; n <= mostN; n++ {
		out[n].within, out[n].before = form(deadlines.Within, deadlines.WorkingDay, n), form(deadlines.Before, deadlines.WorkingDay, n)
		out[n].lead = form(deadlines.Lead, deadlines.WorkingDay, n)
		out[n].days, out[n].ahead = form(deadlines.Within, deadlines.CalDay, n), form(deadlines.Before, deadlines.CalDay, n)
	}
	return out
}()

// due is the due day, as an index.
func (l *laid) due(r *deadlines.Rule, q *deadlines.Request) int {
	a, err := deadlines.Compute(r, l.cal, q)
	if err != nil {
		panic(err)
	}
	return day(0).DaysUntil(a.Due)
}

// counted is what the package gives for every table, trigger and N: the due day, as an
// index, forward and backward.
type counted struct {
	within, before [tables][fortnightDays][mostN + 1]int8
}

var everyTable = sync.OnceValue(func() *counted {
	var out counted
	for mask := range tables {
		l := lay(mask)
		for i := range fortnightDays {
			q := &deadlines.Request{Trigger: day(margin + i)}
			for n := 1; n <= mostN; n++ {
				out.within[mask][i][n] = int8(l.due(asked[n].within, q))
				out.before[mask][i][n] = int8(l.due(asked[n].before, q))
			}
		}
	}
	return &out
})

// TestEveryTable: forward and backward, the due day is the naive one.
func TestEveryTable(t *testing.T) {
	c := everyTable()
	_, l := around()
	for mask := range tables {
		for i := range fortnightDays {
			l.works[margin+i] = mask>>i&1 == 1
		}
		for i := range fortnightDays {
			on, back := margin+i, margin+i
			for n := 1; n <= mostN; n++ {
				on, back = l.nth(on, 1, 1, 0), l.nth(back, 1, -1, 0)
				if int(c.within[mask][i][n]) != on || int(c.before[mask][i][n]) != back {
					t.Fatalf("%014b, %d from %s: %s and %s, want %s and %s", mask, n, day(margin+i),
						day(int(c.within[mask][i][n])), day(int(c.before[mask][i][n])), day(on), day(back))
				}
			}
		}
	}
}

// eachCount calls f for every table, trigger and N.
func eachCount(f func(mask, trigger, n int)) {
	for mask := range tables {
		for i := range fortnightDays {
			for n := 1; n <= mostN; n++ {
				f(mask, i, n)
			}
		}
	}
}

// worked counts the days worked after one day up to another, as indexes.
func worked(l *laid, mask, after, to int) (n int) {
	for i := after + 1; i <= to; i++ {
		if isIn(mask, i) || (i < margin || i >= margin+fortnightDays) && l.works[i] {
			n++
		}
	}
	return n
}

// TestExactlyNAreCounted: from the day after the trigger to the due day N are worked,
// and from the due day to the day before the trigger.
func TestExactlyNAreCounted(t *testing.T) {
	c := everyTable()
	_, l := around()
	eachCount(func(mask, i, n int) {
		if got := worked(&l, mask, margin+i, int(c.within[mask][i][n])); got != n {
			t.Fatalf("%014b, %d from %s: %d are worked", mask, n, day(margin+i), got)
		}
		if got := worked(&l, mask, int(c.before[mask][i][n])-1, margin+i-1); got != n {
			t.Fatalf("%014b, %d before %s: %d are worked", mask, n, day(margin+i), got)
		}
	})
}

// TestNoneFewerAreCounted: the due day is itself the last that is counted, so that a day
// less would be one too few.
func TestNoneFewerAreCounted(t *testing.T) {
	c := everyTable()
	_, l := around()
	eachCount(func(mask, i, n int) {
		due, back := int(c.within[mask][i][n]), int(c.before[mask][i][n])
		if worked(&l, mask, due-1, due) != 1 || worked(&l, mask, back-1, back) != 1 {
			t.Fatalf("%014b, %d from %s: %s or %s is not worked", mask, n, day(margin+i), day(due), day(back))
		}
	})
}

// TestLaterWithN: a day more is a later due day, and backward an earlier one.
func TestLaterWithN(t *testing.T) {
	c := everyTable()
	eachCount(func(mask, i, n int) {
		if n > 1 && (c.within[mask][i][n] <= c.within[mask][i][n-1] || c.before[mask][i][n] >= c.before[mask][i][n-1]) {
			t.Fatalf("%014b from %s: %d days are no more than %d", mask, day(margin+i), n, n-1)
		}
	})
}

// TestMonotoneInTrigger: a later trigger is never due earlier.
func TestMonotoneInTrigger(t *testing.T) {
	c := everyTable()
	eachCount(func(mask, i, n int) {
		if i > 0 && (c.within[mask][i][n] < c.within[mask][i-1][n] || c.before[mask][i][n] < c.before[mask][i-1][n]) {
			t.Fatalf("%014b, %d from %s: due earlier than from the day before", mask, n, day(margin+i))
		}
	})
}

// TestMonotoneInTable: one more day off gives nobody less time.
func TestMonotoneInTable(t *testing.T) {
	c := everyTable()
	eachCount(func(mask, i, n int) {
		for b := range fortnightDays {
			if fewer := mask &^ (1 << b); c.within[fewer][i][n] < c.within[mask][i][n] || c.before[fewer][i][n] > c.before[mask][i][n] {
				t.Fatalf("%014b, %d from %s: with %s off there is less time", mask, n, day(margin+i), day(margin+b))
			}
		}
	})
}

// TestBackwardUndoesForward: the Nth working day before the Nth after a working day is
// that day, if both lie in the fortnight.
func TestBackwardUndoesForward(t *testing.T) {
	c := everyTable()
	eachCount(func(mask, i, n int) {
		if mask>>i&1 == 0 {
			return
		}
		if due := int(c.within[mask][i][n]) - margin; due < fortnightDays && int(c.before[mask][due][n]) != margin+i {
			t.Fatalf("%014b: %d from %s is %s, and back %s", mask, n, day(margin+i), day(margin+due), day(int(c.before[mask][due][n])))
		}
		if due := int(c.before[mask][i][n]) - margin; due >= 0 && int(c.within[mask][due][n]) != margin+i {
			t.Fatalf("%014b: %d before %s is %s, and on %s", mask, n, day(margin+i), day(margin+due), day(int(c.within[mask][due][n])))
		}
	})
}

// TestDaysOutsideDoNotMatter: the trigger, the days before it and those after the due
// day may be worked or not.
func TestDaysOutsideDoNotMatter(t *testing.T) {
	c := everyTable()
	eachCount(func(mask, i, n int) {
		for b := range fortnightDays {
			other := mask ^ 1<<b
			if due := c.within[mask][i][n]; (b <= i || margin+b > int(due)) && c.within[other][i][n] != due {
				t.Fatalf("%014b, %d from %s: %s matters", mask, n, day(margin+i), day(margin+b))
			}
			if due := c.before[mask][i][n]; (b >= i || margin+b < int(due)) && c.before[other][i][n] != due {
				t.Fatalf("%014b, %d before %s: %s matters", mask, n, day(margin+i), day(margin+b))
			}
		}
	})
}

// TestEverySuspension: every set of 10 suspended days of the fortnight, from its third
// on, under some tables, for limits in working days and in days.
func TestEverySuspension(t *testing.T) {
	const sets, firstDay = 1 << 10, 2
	for _, mask := range []int{
		0b11_1110_0111_1101, 0b11_1111_1111_1111, 0b00_0000_0000_0000, 0b01_0101_1010_0110,
	} {
		l := lay(mask)
		for set := range sets {
			suspended := set << firstDay
			q := &deadlines.Request{}
			for i := range fortnightDays {
				if isIn(suspended, margin+i) {
					q.Suspended = append(q.Suspended, holidays.Span{From: day(margin + i), To: day(margin + i)})
				}
			}
			for i := range fortnightDays {
				q.Trigger = day(margin + i)
				for n := 1; n <= mostN; n++ {
					l.holdsSuspended(t, q, margin+i, n, suspended)
				}
			}
		}
	}
}

// holdsSuspended holds each form to the naive count.
func (l *laid) holdsSuspended(t *testing.T, q *deadlines.Request, trigger, n, suspended int) {
	t.Helper()
	end := trigger
	for left := n; left > 0; { // a limit in days grows by the suspended days
		if end++; !isIn(suspended, end) {
			left--
		}
	}
	for _, f := range []struct {
		rule *deadlines.Rule
		want int
	}{
		{asked[n].within, l.nth(trigger, n, 1, suspended)},
		{asked[n].before, l.nth(trigger, n, -1, suspended)},
		{asked[n].lead, l.nth(trigger+1, n+1, -1, suspended)},
		{asked[n].days, l.nth(end-1, 1, 1, suspended)},
		{asked[n].ahead, l.nth(trigger-n+1, 1, -1, suspended)},
	} {
		if got := l.due(f.rule, q); got != f.want {
			t.Fatalf("%s %d %s from %s, suspended %v: due %s, not %s", f.rule.Shape, n, f.rule.Unit, q.Trigger, q.Suspended, day(got), day(f.want))
		}
	}
}
