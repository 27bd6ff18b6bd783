package deadlines

import "shixian/holidays"

// Count is how many working days there are among some days.
type Count struct {
	// Days are those that are counted, both included; none if To is before From.
	Days     holidays.Span
	Workdays int
	// UnsettledFrom is the first of the days that is not settled; zero if all are. Least
	// and Most bound the number under every admitted arrangement.
	UnsettledFrom holidays.Date
	Least, Most   int
}

// Certainty says whether what nobody knows yet can change the number.
func (c *Count) Certainty() Certainty { return certainty(c.UnsettledFrom, c.Least, c.Most) }

// CountWorkdays counts the working days among days, both included. The error is a
// [*holidays.CoverageError].
func CountWorkdays(cal *holidays.Calendar, days holidays.Span) (c Count, err error) {
	c.Days = days
	if days.To.Before(days.From) {
		return c, nil
	}
	if c.Workdays, err = cal.CountWorkdays(days.From, days.To); err != nil {
		return c, err
	}
	if cal.IsWorking(days.From) {
		c.Workdays++
	}
	c.Least, c.Most = c.Workdays, c.Workdays
	if open, any := cal.Unsettled(days.From, days.To); any {
		c.UnsettledFrom = open
		c.Least, c.Most = cal.Bounds(days.From.AddDays(-1), days.To)
	}
	return c, nil
}

// CountByMonth is [CountWorkdays] for the days of each month by themselves.
func CountByMonth(cal *holidays.Calendar, days holidays.Span) (out []Count, err error) {
	for from := days.From; !from.After(days.To); {
		last := holidays.Earlier(WindowOf(EveryMonth, from).To, days.To)
		c, err := CountWorkdays(cal, holidays.Span{From: from, To: last})
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		from = last.AddDays(1)
	}
	return out, nil
}

// Nth is a working day of a month, by its number.
type Nth struct {
	Step        // Result is zero if the month has no such working day
	Month Count // how many it has
	n     int
}

// Certainty says whether what nobody knows yet can move the day, or say whether there is
// one.
func (d *Nth) Certainty() Certainty {
	n := max(d.n, -d.n)
	if d.Month.Least < n && d.Month.Most >= n {
		return Provisional
	}
	return d.Step.Certainty() // bounded if there is no day, whatever is arranged
}

// NthWorkday returns the nth working day of the month of a day, or the -nth from the end
// if n is negative. The error is a [*holidays.CoverageError].
func NthWorkday(cal *holidays.Calendar, month holidays.Date, n int) (d Nth, err error) {
	of := WindowOf(EveryMonth, month)
	if d.Month, err = CountWorkdays(cal, of); err != nil {
		return d, err
	}
	d.n = n
	from, rank := of.From.AddDays(-1), n // from the first day on
	if n < 0 {
		from, rank = of.To.AddDays(1), n+d.Month.Workdays+1
	}
	if rank < 1 || rank > d.Month.Workdays {
		d.UnsettledFrom = d.Month.UnsettledFrom
		return d, nil
	}
	if cal.IsWorking(of.From) {
		rank--
	}
	if d.Result, err = cal.AddWorkdays(of.From, rank); err == nil {
		err = d.bound(cal, from, n)
	}
	return d, err
}

// RollToWorkday returns d if it is worked, else the working day next to it on the side that
// r says, which is next or previous. The error is a [*holidays.CoverageError].
func RollToWorkday(cal *holidays.Calendar, d holidays.Date, r Roll) (s Step, err error) {
	from, n, find := d.AddDays(-1), 1, cal.NextWorking
	if r == RollPrevious {
		from, n, find = d.AddDays(1), -1, cal.PreviousWorking
	}
	if s.Result, err = find(d); err == nil {
		err = s.bound(cal, from, n)
	}
	return s, err
}
