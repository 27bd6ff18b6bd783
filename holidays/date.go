package holidays

import (
	"cmp"
	"errors"
	"time"
)

// Date is a civil date of the proleptic Gregorian calendar: a day on the wall
// calendar, with no time of day and no zone. Dates are comparable with == and
// may be map keys. The zero Date is "no date"; see [Date.IsZero].
type Date struct {
	n int32 // days since 0000-12-31, so that 0001-01-01 is 1
}

// The first and the last date that can be written as YYYY-MM-DD.
var (
	minDate = NewDate(1, time.January, 1)
	maxDate = NewDate(9999, time.December, 31)
)

// ErrDate is returned for text that is not a date written YYYY-MM-DD.
var ErrDate = errors.New("not a date written YYYY-MM-DD")

const (
	daysPerEra  = 146097 // 400 years
	daysToMarch = 306    // days from 0000-03-01 to 0000-12-31, both included
	// Eras are counted from 10,000 years before year 0, so that no date in use is below 0.
	erasBefore = 25
)

// NewDate returns the date of a year, from -9999 on, a month and a day. Months and days
// out of range carry over, as in [time.Date]: day 0 is the last day of the month before.
func NewDate(year int, month time.Month, day int) Date {
	// Count from 1 March, so that the leap day is the last of its year.
	months := (year+erasBefore*400)*12 + int(month) - 3
	y, mp := months/12, months%12
	era, yoe := y/400, y%400
	doy := (153*mp+2)/5 + day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return Date{int32((era-erasBefore)*daysPerEra + doe - daysToMarch + 1)}
}

// DateOf returns the date on which the instant t falls in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// Civil returns the year, the month and the day of the month. It is called for every date
// that is written, so that it divides as little as it can: by Neri and Schneider,
// "Euclidean affine functions and their application to calendar algorithms" (2022),
// figure 3, with days and years counted from 1 March.
func (d Date) Civil() (year int, month time.Month, day int) {
	n := 4*uint32(d.n+daysToMarch-1+erasBefore*daysPerEra) + 3
	century, ofCentury := n/daysPerEra, n%daysPerEra/4
	p := uint64(4*ofCentury+3) * 2939745
	yearOfCentury, dayOfYear := uint32(p>>32), uint32(p)/2939745/4
	q := 2141*dayOfYear + 197913
	year, month, day = int(100*century+yearOfCentury)-400*erasBefore, time.Month(q>>16), int(uint16(q)/2141)+1
	if dayOfYear >= daysToMarch {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// Year returns the year of d.
func (d Date) Year() int { y, _, _ := d.Civil(); return y }

// IsZero reports whether d is the zero Date, which stands for no date.
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.n > e.n }

// Compare returns -1, 0 or +1 as d is earlier than, the same as or later than e.
func (d Date) Compare(e Date) int { return cmp.Compare(d.n, e.n) }

// Earlier returns the earlier of two dates.
func Earlier(d, e Date) Date { return Date{min(d.n, e.n)} }

// Later returns the later of two dates.
func Later(d, e Date) Date { return Date{max(d.n, e.n)} }

// AddDays returns the date n days after d, or before it if n is negative.
func (d Date) AddDays(n int) Date { return Date{d.n + int32(n)} }

// DaysUntil returns the number of days from d to e: 1 when e is the day after d.
func (d Date) DaysUntil(e Date) int { return int(e.n - d.n) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	// 0001-01-01, day 1, was a Monday.
	w := int(d.n) % 7
	if w < 0 {
		w += 7
	}
	return time.Weekday(w)
}

// IsWeekend reports whether d is a Saturday or a Sunday.
func (d Date) IsWeekend() bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// AddMonths returns the day with the same number n months on, or the last day
// of that month if it has no such day. The second result says whether the
// day exists (Civil Code of the PRC, article 202).
func (d Date) AddMonths(n int) (Date, bool) {
	y, m, day := d.Civil()
	last := NewDate(y, m+time.Month(n)+1, 0)
	_, _, lastDay := last.Civil()
	if day > lastDay {
		return last, false
	}
	return last.AddDays(day - lastDay), true
}

// ParseDate reads a date written YYYY-MM-DD and nothing else. The error is [ErrDate].
func ParseDate[T string | []byte](s T) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, ErrDate
	}
	y := twoDigits(s[0], s[1])*100 + twoDigits(s[2], s[3])
	m, day := twoDigits(s[5], s[6]), twoDigits(s[8], s[9])
	if y < 1 || m < 1 || m > 12 || day < 1 || day > daysIn(y, m) {
		return Date{}, ErrDate
	}
	return NewDate(y, time.Month(m), day), nil
}

// twoDigits returns the number of two digits, or one so far below 0 that no date has it if
// they are none.
func twoDigits(tens, ones byte) int {
	tens, ones = tens-'0', ones-'0'
	if tens > 9 || ones > 9 {
		return -10_000
	}
	return int(tens)*10 + int(ones)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// AppendTo appends d as YYYY-MM-DD and returns the longer slice. A zero Date
// appends nothing.
func (d Date) AppendTo(b []byte) []byte {
	if d.IsZero() {
		return b
	}
	year, month, dayOfMonth := d.Civil()
	y, m, day := uint32(year), uint32(month), uint32(dayOfMonth) // which are divided faster
	return append(b,
		byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		byte('0'+m/10), byte('0'+m%10), '-',
		byte('0'+day/10), byte('0'+day%10))
}

// String returns d as YYYY-MM-DD, or "" for the zero Date.
func (d Date) String() string {
	return string(d.AppendTo(make([]byte, 0, len(time.DateOnly))))
}

// MarshalText implements [encoding.TextMarshaler].
func (d Date) MarshalText() ([]byte, error) { return d.AppendTo(make([]byte, 0, 10)), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. The error is [ErrDate].
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(b)
	return err
}
