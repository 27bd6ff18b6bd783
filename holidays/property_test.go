package holidays_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays"
)

// drawn is a calendar of a random source, and what the oracle says of its days.
type drawn struct {
	src  *holidays.Source
	id   string
	asOf holidays.Date
	cal  *holidays.Calendar
	days []holidays.Day
}

func draw(t *rapid.T) drawn {
	r := drawn{
		src:  sources().Draw(t, "source"),
		id:   rapid.SampledFrom([]string{"N", "R", "Q"}).Draw(t, "calendar"),
		asOf: rapid.SampledFrom([]holidays.Date{{}, holidays.NewDate(firstYear+1, time.March, 1), holidays.NewDate(lastYear, time.March, 1)}).Draw(t, "as of"),
	}
	r.cal = build(t, r.src, r.id, r.asOf)
	r.days = days(r.src, r.id, r.asOf, r.cal.First(), r.cal.Last())
	return r
}

// date draws a covered day.
func (r *drawn) date(t *rapid.T) holidays.Date {
	return r.cal.First().AddDays(rapid.IntRange(0, len(r.days)-1).Draw(t, "day"))
}

func (r *drawn) at(d holidays.Date) holidays.Day { return r.days[r.cal.First().DaysUntil(d)] }

// add is AddWorkdays as one would do it on a wall calendar.
func (r *drawn) add(d holidays.Date, n int) (holidays.Date, bool) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if d = d.AddDays(step); !r.cal.Covers(d) {
			return d, false
		}
		if r.at(d).Working() {
			n--
		}
	}
	return d, true
}

func TestCalendarIsTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t)
		for _, want := range r.days {
			switch { // the regulations here have no principles
			case want.Notice != "":
				want.Basis = holidays.ByNotice
			case want.Kind == holidays.Holiday:
				want.Basis = holidays.ByStatute
			}
			if got := day(t, r.cal, want.Date); got != want {
				t.Fatalf("%s as of %q: %+v, want %+v", r.id, r.asOf, got, want)
			}
			if r.cal.IsWorking(want.Date) != want.Working() {
				t.Fatalf("%s: IsWorking is not %v", want.Date, want.Working())
			}
		}
		for range 50 {
			r.countsLikeTheOracle(t)
		}
	})
}

func (r *drawn) countsLikeTheOracle(t *rapid.T) {
	d, e := r.date(t), r.date(t)
	n := rapid.IntRange(-300, 300).Draw(t, "n")
	want, ok := r.add(d, n)
	if got, err := r.cal.AddWorkdays(d, n); ok != (err == nil) || ok && got != want {
		t.Fatalf("%d working days from %s: %s, %v; want %s, %v", n, d, got, err, want, ok)
	}
	count, open := 0, holidays.Date{}
	for x := d.AddDays(1); !x.After(e); x = x.AddDays(1) {
		if r.at(x).Working() {
			count++
		}
	}
	for x := d; open.IsZero() && !x.After(e); x = x.AddDays(1) {
		if !r.at(x).Settled {
			open = x
		}
	}
	if got, err := r.cal.CountWorkdays(d, e); !d.After(e) && (err != nil || got != count) {
		t.Fatalf("%s to %s: %d working days, %v; want %d", d, e, got, err, count)
	}
	if got, found := r.cal.Unsettled(d, e); got != open || found != !open.IsZero() {
		t.Fatalf("%s to %s: %q is unsettled, want %q", d, e, got, open)
	}
	r.rolls(t, d)
}

func (r *drawn) rolls(t *rapid.T, d holidays.Date) {
	for step, roll := range map[int]func(holidays.Date) (holidays.Date, error){1: r.cal.NextWorking, -1: r.cal.PreviousWorking} {
		want := d
		for r.cal.Covers(want) && !r.at(want).Working() {
			want = want.AddDays(step)
		}
		if got, err := roll(d); r.cal.Covers(want) != (err == nil) || err == nil && got != want {
			t.Fatalf("%s rolls by %d to %s, %v; want %s", d, step, got, err, want)
		}
	}
}

func TestCountingLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t)
		for range 50 {
			r.obeysTheLaws(t)
		}
	})
}

func (r *drawn) obeysTheLaws(t *rapid.T) {
	d, e, f := r.date(t), r.date(t), r.date(t)
	n := rapid.IntRange(1, 250).Draw(t, "n")
	to, err := r.cal.AddWorkdays(d, n)
	back, backErr := r.cal.AddWorkdays(to, -n)
	if err == nil && r.cal.IsWorking(d) && (backErr != nil || back != d) {
		t.Fatalf("%d working days on from %s and back: %s, %v", n, d, back, backErr)
	}
	from, fromErr := r.cal.AddWorkdays(d, -n)
	forth, forthErr := r.cal.AddWorkdays(from, n)
	if fromErr == nil && r.cal.IsWorking(d) && (forthErr != nil || forth != d) {
		t.Fatalf("%d working days back from %s and on: %s, %v", n, d, forth, forthErr)
	}
	if before, shorter := r.cal.AddWorkdays(d, n-1); err == nil && (shorter != nil || !before.Before(to)) {
		t.Fatalf("%d working days from %s end on %s, %d on %s", n-1, d, before, n, to)
	}
	if later, laterErr := r.cal.AddWorkdays(max2(d, e), n); err == nil && laterErr == nil && later.Before(to) {
		t.Fatalf("%d working days from %s end on %s, from %s on %s", n, max2(d, e), later, d, to)
	}
	if err == nil {
		if count, err := r.cal.CountWorkdays(d, to); err != nil || count != n {
			t.Fatalf("%s is %d working days from %s, and %d are counted", to, n, d, count)
		}
	}
	ab, _ := r.cal.CountWorkdays(d, e)
	bc, _ := r.cal.CountWorkdays(e, f)
	if ac, _ := r.cal.CountWorkdays(d, f); ab+bc != ac {
		t.Fatalf("%s, %s, %s: %d + %d working days are not %d", d, e, f, ab, bc, ac)
	}
}

// max2 returns the later of two dates.
func max2(d, e holidays.Date) holidays.Date {
	if d.Before(e) {
		return e
	}
	return d
}

// A further holiday gives nobody less time.
func TestAHolidayMakesNothingEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t)
		added := notice(t, 20, holidays.NewDate(lastYear+1, time.December, 31))
		added.Calendar, added.Amends, added.Restates, added.Replaces = r.id, "x", nil, ""
		for i := range added.Entries {
			added.Entries[i].Kind = holidays.Off
		}
		more := *r.src
		more.Notices = append(slices.Clone(r.src.Notices), added)
		before, after := build(t, r.src, r.id, holidays.Date{}), build(t, &more, r.id, holidays.Date{})
		for range 50 {
			d, n := r.date(t), rapid.IntRange(1, 250).Draw(t, "n")
			was, err := before.AddWorkdays(d, n)
			is, afterErr := after.AddWorkdays(d, n)
			if err != nil && afterErr == nil || err == nil && afterErr == nil && is.Before(was) {
				t.Fatalf("%d working days from %s ended on %s, %v, and end on %s with a holiday more", n, d, was, err, is)
			}
		}
	})
}

// Knowledge: what is issued later does not change what was known before, and the
// order in which notices are stored means nothing.
func TestLawsOfKnowledge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t)
		later := notice(t, 20, holidays.NewDate(firstYear-1, time.June, rapid.IntRange(1, 5*366).Draw(t, "issued")))
		more := *r.src
		more.Notices = append(slices.Clone(r.src.Notices), later)
		eve := later.Issued.AddDays(-1)
		same(t, "with a notice issued the day after", build(t, r.src, r.id, eve), build(t, &more, r.id, eve))

		shuffled := *r.src
		shuffled.Notices = rapid.Permutation(r.src.Notices).Draw(t, "order")
		same(t, "in another order", r.cal, build(t, &shuffled, r.id, r.asOf))

		end := holidays.NewDate(lastYear+5, time.January, 1)
		same(t, "as of a day after everything", build(t, r.src, r.id, holidays.Date{}), build(t, r.src, r.id, end))

		tab := table(t, r.src)
		if tab.AsOf(r.id, end) != tab.Calendar(r.id) {
			t.Fatal("as of today is not the calendar itself")
		}
		known := holidays.NewDate(firstYear-1, time.June, rapid.IntRange(1, 5*366).Draw(t, "known"))
		same(t, "from the table", build(t, r.src, r.id, known), tab.AsOf(r.id, known))
		same(t, "from the table again", build(t, r.src, r.id, known), tab.AsOf(r.id, known))
	})
}

// same checks that two calendars say the same of every day.
func same(t *rapid.T, why string, want, got *holidays.Calendar) {
	t.Helper()
	if got.First() != want.First() || got.Last() != want.Last() || got.SettledThrough() != want.SettledThrough() {
		t.Fatalf("%s: %s to %s, settled through %s", why, got.First(), got.Last(), got.SettledThrough())
	}
	for d := want.First(); !d.After(want.Last()); d = d.AddDays(1) {
		if w, g := day(t, want, d), day(t, got, d); w != g {
			t.Fatalf("%s: %+v, want %+v", why, g, w)
		}
	}
}
