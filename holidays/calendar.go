package holidays

import "fmt"

// Kind says what decides whether a day is worked: the week (workday, weekend)
// or a notice or statutory day (holiday, makeup).
type Kind uint8

// The kinds of day.
const (
	Workday Kind = iota // Monday to Friday, and nothing says otherwise
	Weekend             // Saturday or Sunday, and nothing says otherwise
	Holiday             // off by a notice, or by statute if there is no notice yet
	Makeup              // worked by a notice (补班)
)

var kindNames = [...]string{"workday", "weekend", "holiday", "makeup"}

// String returns the kind's name in the API: workday, weekend, holiday or makeup.
func (k Kind) String() string { return kindNames[k] }

// Working reports whether days of this kind are worked.
func (k Kind) Working() bool { return k == Workday || k == Makeup }

// Day is what a calendar knows about one day.
type Day struct {
	Date     Date
	Kind     Kind
	Festival string // the festival of a holiday or make-up day
	Notice   string // the name of the notice that decided it, see [Notice.Name]
	Settled  bool   // whether no notice still to come is expected to change it
	Basis    Basis  // what it rests on
}

// Working reports whether the day is worked.
func (d Day) Working() bool { return d.Kind.Working() }

// CoverageError is returned for a day that a calendar does not cover.
type CoverageError struct {
	Calendar    string
	Date        Date // the day asked for; zero if counting ran past the end
	First, Last Date
}

// Error names the calendar, the days that it covers and the day asked for, in English.
func (e *CoverageError) Error() string {
	return fmt.Sprintf("calendar %s covers %s to %s, not %q", e.Calendar, e.First, e.Last, e.Date)
}

// Calendar knows every day from its first to its last. It never changes and is safe
// for concurrent use.
type Calendar struct {
	def         *Definition
	revision    int64
	position    string
	first, last Date
	days        []dayInfo
	rank        []int32          // working days from first to the day before day i
	worked      []int32          // index of the k-th working day, from 0
	nextOpen    []int32          // index of the first unsettled day at or after day i; len(days) for none
	notices     []Notice         // all that are known
	laid        []Notice         // those in force, with the entries that count; see [InForce]
	noticeNames []string         // by dayInfo.notice; 0 is none
	festivals   []string         // by dayInfo.festival; 0 is none
	undated     map[int][]string // by year; see [Calendar.Undated]
	bounds      bounds
	settled     Date
}

type dayInfo struct {
	kind             Kind
	flags            uint8 // see flagBasis
	notice, festival uint16
}

// ID returns the calendar's name, such as CN-GX.
func (c *Calendar) ID() string { return c.def.ID }

// Definition returns what the calendar is. It must not be changed.
func (c *Calendar) Definition() *Definition { return c.def }

// Revision returns the number of the table event that last changed the calendar.
func (c *Calendar) Revision() int64 { return c.revision }

// Position names the state of the whole table that the calendar belongs to, as its
// record does; see [NewTableAt].
func (c *Calendar) Position() string { return c.position }

// First returns the first day covered.
func (c *Calendar) First() Date { return c.first }

// Last returns the last day covered.
func (c *Calendar) Last() Date { return c.last }

// SettledThrough returns the last day such that it and every day before it is
// settled; the day before [Calendar.First] if there is none.
func (c *Calendar) SettledThrough() Date { return c.settled }

// Notices returns the notices that the calendar knows of, in the order in which
// they are laid over each other, those replaced since among them; [InForce] tells
// which are not. It must not be changed.
func (c *Calendar) Notices() []Notice { return c.notices }

// AwaitedYear returns the first year for which a yearly notice of the calendar's own
// is awaited and not known.
func (c *Calendar) AwaitedYear() int {
	known := map[int]bool{}
	for _, n := range c.notices {
		if n.Calendar == c.def.ID && n.Amends == "" {
			known[n.Year] = true
		}
	}
	year := c.first.Year()
	if own := c.def.OwnNotice; own != nil {
		year = max(year, own.FromYear)
	}
	for known[year] {
		year++
	}
	return year
}

// NoticeDue returns the day by which the notice for [Calendar.AwaitedYear] is usually out;
// false for a calendar without yearly notices of its own, or if that is not known.
func (c *Calendar) NoticeDue() (Date, bool) {
	by := c.def.UsualBy
	if own := c.def.OwnNotice; own != nil {
		by = own.UsualBy
	}
	if by == (UsualDay{}) {
		return Date{}, false
	}
	return by.Of(c.AwaitedYear()), true
}

// Undated returns the festivals of a year whose dates are neither listed nor given by
// a notice: their days are counted as if there were none, and the whole year is
// not settled. It must not be changed.
func (c *Calendar) Undated(year int) []string { return c.undated[year] }

// AllDated reports whether no year has undated festivals; see [Calendar.Undated].
func (c *Calendar) AllDated() bool { return len(c.undated) == 0 }

// UndatedFrom returns the first year with undated festivals; see [Calendar.Undated].
// It is 0 if there is none.
func (c *Calendar) UndatedFrom() int {
	for year := c.first.Year(); year <= c.last.Year(); year++ {
		if len(c.undated[year]) > 0 {
			return year
		}
	}
	return 0
}

// Covers reports whether the calendar knows d.
func (c *Calendar) Covers(d Date) bool { return !d.Before(c.first) && !d.After(c.last) }

// Check returns a [*CoverageError] if the calendar does not know d.
func (c *Calendar) Check(d Date) error {
	if !c.Covers(d) {
		return c.coverageError(d)
	}
	return nil
}

func (c *Calendar) coverageError(d Date) error {
	return &CoverageError{Calendar: c.def.ID, Date: d, First: c.first, Last: c.last}
}

func (c *Calendar) index(d Date) int { return int(d.n - c.first.n) }

// covered returns the indexes of the first and the last day of s that are covered; the
// first is greater if none is.
func (c *Calendar) covered(s Span) (first, last int) {
	return max(0, c.index(s.From)), min(len(c.days)-1, c.index(s.To))
}

// Day returns what is known about d, or a [*CoverageError].
func (c *Calendar) Day(d Date) (Day, error) {
	i := c.index(d)
	if uint(i) >= uint(len(c.days)) {
		return Day{}, c.coverageError(d)
	}
	in := c.days[i]
	return Day{
		Date:     d,
		Kind:     in.kind,
		Festival: c.festivals[in.festival],
		Notice:   c.noticeNames[in.notice],
		Settled:  int(c.nextOpen[i]) != i,
		Basis:    Basis(in.flags & flagBasis),
	}, nil
}

// SameUntil returns the last day, from d on and up to last, of those about which the
// calendar says the same as about d, which it has to cover.
func (c *Calendar) SameUntil(d, last Date) Date {
	i := c.index(d)
	end := min(c.index(last), len(c.days)-1)
	in, open := c.days[i], int(c.nextOpen[i]) == i
	for i < end && c.days[i+1] == in && (int(c.nextOpen[i+1]) == i+1) == open {
		i++
	}
	return Date{c.first.n + int32(i)}
}

// IsWorking reports whether d is worked; false for a day that is not covered.
func (c *Calendar) IsWorking(d Date) bool {
	i := c.index(d)
	return uint(i) < uint(len(c.days)) && c.days[i].kind.Working()
}

// AddWorkdays returns the nth working day after d, or the -nth before it if n
// is negative; d itself is not counted, and n = 0 gives d. The error is a
// [*CoverageError].
func (c *Calendar) AddWorkdays(d Date, n int) (Date, error) {
	i := c.index(d)
	if uint(i) >= uint(len(c.days)) {
		return Date{}, c.coverageError(d)
	}
	if n == 0 {
		return d, nil
	}
	k := int(c.rank[i]) + n // the first is at 0
	if n > 0 {
		k = int(c.rank[i+1]) + n - 1
	}
	if uint(k) >= uint(len(c.worked)) {
		return Date{}, c.coverageError(Date{})
	}
	return Date{c.first.n + c.worked[k]}, nil
}

// CountWorkdays returns the number of working days after from up to and
// including to; it is negative if to is before from. The error is a
// [*CoverageError].
func (c *Calendar) CountWorkdays(fromExcluded, toIncluded Date) (int, error) {
	i, j := c.index(fromExcluded), c.index(toIncluded)
	if uint(i) >= uint(len(c.days)) {
		return 0, c.coverageError(fromExcluded)
	}
	if uint(j) >= uint(len(c.days)) {
		return 0, c.coverageError(toIncluded)
	}
	return int(c.rank[j+1] - c.rank[i+1]), nil
}

// NextWorking returns d if it is worked, else the first working day after it.
// The error is a [*CoverageError].
func (c *Calendar) NextWorking(d Date) (Date, error) {
	if c.IsWorking(d) {
		return d, nil
	}
	return c.AddWorkdays(d, 1)
}

// PreviousWorking returns d if it is worked, else the last working day before
// it. The error is a [*CoverageError].
func (c *Calendar) PreviousWorking(d Date) (Date, error) {
	if c.IsWorking(d) {
		return d, nil
	}
	return c.AddWorkdays(d, -1)
}

// Unsettled returns the first day of from to to, both included, that is not
// settled, and whether there is one. Days outside the coverage are not looked at.
func (c *Calendar) Unsettled(from, to Date) (Date, bool) {
	i, j := c.covered(Span{from, to})
	if i > j || int(c.nextOpen[i]) > j {
		return Date{}, false
	}
	return c.first.AddDays(int(c.nextOpen[i])), true
}
