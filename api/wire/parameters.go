package wire

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Parameters are those of a query, by name.
type Parameters map[string]string

// ReadParameters returns the parameters of a query string. Each is one of allowed
// and stands once.
func ReadParameters(raw string, allowed ...string) (Parameters, error) {
	if raw == "" {
		return nil, nil
	}
	if len(raw) > MaxQueryBytes {
		return nil, queryTooLong()
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, notEncoded(raw)
	}
	out := make(Parameters, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) { // so that one query has one problem
		v := values[name]
		if !slices.Contains(allowed, name) && name != langParameter {
			return nil, UnknownField("", []byte(name))
		}
		if len(v) > 1 {
			return nil, duplicateField("", []byte(name))
		}
		if name == langParameter { // [LangOf] reads it
			var p Presentation
			if err := p.set(name, v[0]); err != nil {
				return nil, err
			}
			continue
		}
		if !utf8.ValidString(v[0]) {
			return nil, valueNotEncoded(name)
		}
		out[name] = v[0]
	}
	return out, nil
}

// ReadAnswerParameters is [ReadTableParameters] for a call that answers a question from
// its body, and so takes a presentation.
func ReadAnswerParameters(raw string, allowed ...string) (Parameters, error) {
	return ReadTableParameters(raw, append(allowed, viewParameter, langParameter, fieldsParameter)...)
}

// RevisionParameter is the name of the parameter that says from which table to
// answer. Every call that answers from a table takes it, and reads it with
// [PositionOf].
const RevisionParameter = "revision"

// MinPositionParameter is the name of the parameter that says which position the table has
// to have reached. Calls that take a revision take it too; [MinPositionOf] reads it.
const MinPositionParameter = "min_position"

// ReadTableParameters is [ReadParameters] for a call that answers from a table, and
// so takes a revision.
func ReadTableParameters(raw string, allowed ...string) (Parameters, error) {
	if raw == "" {
		return nil, nil
	}
	return ReadParameters(raw, append(allowed, RevisionParameter, MinPositionParameter)...)
}

// PositionOf returns the position, or the bare revision, that a query names as its
// revision, and whether it names one. What else is wrong with the query is for whoever
// reads the rest of it to say. A query without one costs next to nothing.
func PositionOf(raw string) (p record.Position, given bool, err error) {
	return positionOf(raw, RevisionParameter)
}

// MinPositionOf is [PositionOf] for the position that the table has to have reached.
func MinPositionOf(raw string) (p record.Position, given bool, err error) {
	return positionOf(raw, MinPositionParameter)
}

// mentions reports whether a query may have a parameter whose name begins like one of
// names. One that is percent-encoded may be any.
func mentions(raw string, names ...string) bool {
	if strings.IndexByte(raw, '%') >= 0 {
		return true
	}
	for {
		for _, name := range names {
			if strings.HasPrefix(raw, name) {
				return true
			}
		}
		next := strings.IndexByte(raw, '&')
		if next < 0 {
			return false
		}
		raw = raw[next+1:]
	}
}

func positionOf(raw, parameter string) (p record.Position, given bool, err error) {
	if !mentions(raw, parameter) {
		return p, false, nil
	}
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name, ok := unescaped(name); !ok || name != parameter {
			continue
		}
		if given {
			return p, false, duplicateField("", []byte(parameter))
		}
		given = true
		value, _ = unescaped(value) // "" if it cannot be, which is no position
		if p, err = parseState(parameter, value); err != nil {
			return p, false, err
		}
	}
	return p, given, nil
}

// State returns the position or bare revision under name, and whether there is one.
func (p Parameters) State(name string) (at record.Position, given bool, err error) {
	text, given := p[name]
	if given {
		at, err = parseState(name, text)
	}
	return at, given, err
}

// ParseState reads a position or a bare revision under which there may be a table.
func ParseState(text string) (record.Position, error) { return parseState(RevisionParameter, text) }

func parseState(name, text string) (record.Position, error) {
	p, err := record.ParsePosition(text)
	if err != nil || p == record.Beginning {
		return p, problem.New(problem.InvalidParameter, "/"+name, name,
			"版本号或位置，如 12 或 12.9f3c41aa", "a revision or a position, such as 12 or 12.9f3c41aa")
	}
	return p, nil
}

// Missing says that a parameter has to be there.
func Missing(name string) error { return problem.New(problem.MissingParameter, "/"+name, name) }

// Date returns the date under name, which has to be there.
func (p Parameters) Date(name string) (d holidays.Date, err error) {
	text, ok := p[name]
	if !ok {
		return d, Missing(name)
	}
	return ParseDate(name, text)
}

// ParseDate reads a date written YYYY-MM-DD. An error points to name.
func ParseDate(name, text string) (d holidays.Date, err error) {
	err = setDate(&d, name, text)
	return d, err
}

// Range returns the days under from and to, which have to be there.
func (p Parameters) Range() (days holidays.Span, err error) {
	if days.From, err = p.Date("from"); err != nil {
		return days, err
	}
	if days.To, err = p.Date("to"); err != nil {
		return days, err
	}
	if days.To.Before(days.From) {
		return days, problem.New(problem.RangeReversed, "/to", days.From, days.To)
	}
	return days, nil
}

// Int returns the whole number under name, from least to most, or otherwise if it is
// not given.
func (p Parameters) Int(name string, otherwise, least, most int64) (int64, error) {
	text, ok := p[name]
	if !ok {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > most {
		return 0, notWithin(name, least, most)
	}
	return n, nil
}

// notWithin says that what stands under name is not a whole number from least to most.
func notWithin(name string, least, most int64) error {
	l, m := strconv.FormatInt(least, 10), strconv.FormatInt(most, 10)
	return problem.New(problem.InvalidParameter, "/"+name, name, " "+l+" 至 "+m+" 的整数", "a whole number from "+l+" to "+m)
}

// MaxStep is the largest number of working days in one step.
const MaxStep = 20_000

// Step returns workdays, ±n, which has to be there. A plus sign that was not
// percent-encoded arrives as a space.
func (p Parameters) Step() (int, error) {
	text, ok := p["workdays"]
	if !ok {
		return 0, Missing("workdays")
	}
	n, err := strconv.Atoi(strings.TrimPrefix(text, " "))
	if err != nil || n > MaxStep || n < -MaxStep {
		return 0, notWithin("workdays", -MaxStep, MaxStep)
	}
	return n, nil
}

// Bool returns true or false as it stands under name, or otherwise if it is not given.
func (p Parameters) Bool(name string, otherwise bool) (bool, error) {
	switch text, given := p[name]; {
	case !given:
		return otherwise, nil
	case text == "true", text == "false":
		return text == "true", nil
	}
	return false, problem.New(problem.InvalidParameter, "/"+name, name, " true 或 false", "true or false")
}

// Month returns the first day of the month under name, which is written YYYY-MM and has to
// be there.
func (p Parameters) Month(name string) (first holidays.Date, err error) {
	text, ok := p[name]
	if !ok {
		return first, Missing(name)
	}
	if first, err = holidays.ParseDate(text + "-01"); err != nil {
		return first, problem.New(problem.InvalidParameter, "/"+name, name, "月份，写作 YYYY-MM", "a month, written YYYY-MM")
	}
	return first, nil
}

// OneOf returns what stands under name, which is one of values; "" if it is not given.
func (p Parameters) OneOf(name string, values ...string) (string, error) {
	text, given := p[name]
	if !given || slices.Contains(values, text) {
		return text, nil
	}
	all := strings.Join(values, ", ")
	return "", problem.New(problem.InvalidParameter, "/"+name, name, " "+all+" 之一", "one of "+all)
}

// Nth returns n, the number of a day in a month, which has to be there and is not 0.
func (p Parameters) Nth() (int64, error) {
	const most = 31
	if _, ok := p["n"]; !ok {
		return 0, Missing("n")
	}
	if n, err := p.Int("n", 0, -most, most); err == nil && n != 0 {
		return n, nil
	}
	return 0, problem.New(problem.InvalidParameter, "/n", "n", " 1 至 31 或 -1 至 -31 的整数", "a whole number from 1 to 31 or from -1 to -31")
}
