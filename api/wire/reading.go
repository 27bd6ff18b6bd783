package wire

import (
	"slices"
	"strconv"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Reading reads the values of parameters, one after the other. What is wrong first is kept,
// and nothing that was read counts then.
type Reading struct {
	Parameters
	Err error // nil as long as nothing is wrong
}

// Fail notes that something is wrong, unless something else was before or err is nil.
func (r *Reading) Fail(err error) {
	if r.Err == nil {
		r.Err = err
	}
}

// needed returns what stands under name, which has to be there.
func (r *Reading) needed(name string) (text string, given bool) {
	if text, given = r.Parameters[name]; !given {
		r.Fail(Missing(name))
	}
	return text, given
}

// State returns the position or bare revision under name; nil if there is none.
func (r *Reading) State(name string) *record.Position {
	text, given := r.Parameters[name]
	if !given {
		return nil
	}
	at, err := parseState(name, text)
	r.Fail(err)
	return &at
}

// Date returns the date under name, which has to be there.
func (r *Reading) Date(name string) (d holidays.Date) {
	if text, given := r.needed(name); given {
		r.Fail(setDate(&d, name, text))
	}
	return d
}

// Range returns the days under from and to, which have to be there.
func (r *Reading) Range() holidays.Span {
	days := holidays.Span{From: r.Date("from"), To: r.Date("to")}
	if days.To.Before(days.From) {
		r.Fail(problem.New(problem.RangeReversed, "/to", days.From, days.To))
	}
	return days
}

// Int returns the whole number under name, from least to most, or otherwise if it is
// not given.
func (r *Reading) Int(name string, otherwise, least, most int64) int64 {
	text, given := r.Parameters[name]
	if !given {
		return otherwise
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > most {
		r.Fail(notWithin(name, least, most))
	}
	return n
}

// MaxStep is the largest number of working days in one step.
const MaxStep = 20_000

// Step returns workdays, ±n, which has to be there. A plus sign that was not
// percent-encoded arrives as a space.
func (r *Reading) Step() int {
	text, _ := r.needed("workdays")
	n, err := strconv.Atoi(strings.TrimPrefix(text, " "))
	if err != nil || n > MaxStep || n < -MaxStep {
		r.Fail(notWithin("workdays", -MaxStep, MaxStep))
	}
	return n
}

// Bool returns true or false as it stands under name, or otherwise if it is not given.
func (r *Reading) Bool(name string, otherwise bool) bool {
	text, given := r.Parameters[name]
	if given && text != "true" && text != "false" {
		r.Fail(problem.New(problem.InvalidParameter, "/"+name, name, " true 或 false", "true or false"))
	}
	return text == "true" || !given && otherwise
}

// Month returns the first day of the month under name, which is written YYYY-MM and has to
// be there.
func (r *Reading) Month(name string) holidays.Date {
	text, _ := r.needed(name)
	first, err := holidays.ParseDate(text + "-01")
	if err != nil {
		r.Fail(problem.New(problem.InvalidParameter, "/"+name, name, "月份，写作 YYYY-MM", "a month, written YYYY-MM"))
	}
	return first
}

// OneOf returns what stands under name, which is one of values; "" if it is not given.
func (r *Reading) OneOf(name string, values ...string) string {
	text, given := r.Parameters[name]
	if given && !slices.Contains(values, text) {
		all := strings.Join(values, ", ")
		r.Fail(problem.New(problem.InvalidParameter, "/"+name, name, " "+all+" 之一", "one of "+all))
	}
	return text
}

// Nth returns n, the number of a day in a month, which has to be there and is not 0.
func (r *Reading) Nth() int {
	const most = 31
	text, _ := r.needed("n")
	n, err := strconv.Atoi(text)
	if err != nil || n == 0 || n > most || n < -most {
		r.Fail(problem.New(problem.InvalidParameter, "/n", "n", " 1 至 31 或 -1 至 -31 的整数", "a whole number from 1 to 31 or from -1 to -31"))
	}
	return n
}
