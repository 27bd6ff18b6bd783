package wire

import (
	"slices"
	"strconv"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Values reads the values of parameters, one after the other. What is wrong first is kept,
// and nothing that was read counts then.
type Values struct {
	Parameters
	Err error // nil as long as nothing is wrong
}

// Fail notes that something is wrong, unless something else was before or err is nil.
func (v *Values) Fail(err error) {
	if v.Err == nil {
		v.Err = err
	}
}

// needed returns what stands under name, which has to be there.
func (v *Values) needed(name string) (text string, given bool) {
	if text, given = v.Parameters[name]; !given {
		v.Fail(Missing(name))
	}
	return text, given
}

// State returns the position or bare revision under name; nil if there is none.
func (v *Values) State(name string) *record.Position {
	text, given := v.Parameters[name]
	if !given {
		return nil
	}
	at, err := parseState(name, text)
	v.Fail(err)
	return &at
}

// Date returns the date under name, which has to be there.
func (v *Values) Date(name string) (d holidays.Date) {
	if text, given := v.needed(name); given {
		v.Fail(setDate(&d, name, text))
	}
	return d
}

// Range returns the days under from and to, which have to be there.
func (v *Values) Range() holidays.Span {
	days := holidays.Span{From: v.Date("from"), To: v.Date("to")}
	if days.To.Before(days.From) {
		v.Fail(problem.New(problem.RangeReversed, "/to", days.From, days.To))
	}
	return days
}

// Int returns the whole number under name, from least to most, or otherwise if it is
// not given.
func (v *Values) Int(name string, otherwise, least, most int64) int64 {
	text, given := v.Parameters[name]
	if !given {
		return otherwise
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > most {
		v.Fail(notWithin(name, least, most))
	}
	return n
}

// MaxStep is the largest number of working days in one step.
const MaxStep = 20_000

// Step returns workdays, ±n, which has to be there. A plus sign that was not
// percent-encoded arrives as a space.
func (v *Values) Step() int {
	text, _ := v.needed("workdays")
	n, err := strconv.Atoi(strings.TrimPrefix(text, " "))
	if err != nil || n > MaxStep || n < -MaxStep {
		v.Fail(notWithin("workdays", -MaxStep, MaxStep))
	}
	return n
}

// Bool returns true or false as it stands under name, or otherwise if it is not given.
func (v *Values) Bool(name string, otherwise bool) bool {
	text, given := v.Parameters[name]
	if given && text != "true" && text != "false" {
		v.Fail(problem.New(problem.InvalidParameter, "/"+name, name, " true 或 false", "true or false"))
	}
	return text == "true" || !given && otherwise
}

// Month returns the first day of the month under name, which is written YYYY-MM and has to
// be there.
func (v *Values) Month(name string) holidays.Date {
	text, _ := v.needed(name)
	first, err := holidays.ParseDate(text + "-01")
	if err != nil {
		v.Fail(problem.New(problem.InvalidParameter, "/"+name, name, "月份，写作 YYYY-MM", "a month, written YYYY-MM"))
	}
	return first
}

// OneOf returns what stands under name, which is one of values; "" if it is not given.
func (v *Values) OneOf(name string, values ...string) string {
	text, given := v.Parameters[name]
	if given && !slices.Contains(values, text) {
		all := strings.Join(values, ", ")
		v.Fail(problem.New(problem.InvalidParameter, "/"+name, name, " "+all+" 之一", "one of "+all))
	}
	return text
}

// Nth returns n, the number of a day in a month, which has to be there and is not 0.
func (v *Values) Nth() int {
	const most = 31
	text, _ := v.needed("n")
	n, err := strconv.Atoi(text)
	if err != nil || n == 0 || n > most || n < -most {
		v.Fail(problem.New(problem.InvalidParameter, "/n", "n", " 1 至 31 或 -1 至 -31 的整数", "a whole number from 1 to 31 or from -1 to -31"))
	}
	return n
}
