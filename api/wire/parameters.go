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
	// A semicolon may stand in a value (RFC 3986), as [ReadQuery] takes it; package url refuses it.
	values, err := url.ParseQuery(strings.ReplaceAll(raw, ";", "%3B"))
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

// revisionParameter is the name of the parameter that says from which table to
// answer. Every call that answers from a table takes it, and reads it with
// [PositionOf].
const revisionParameter = "revision"

// MinPositionParameter is the name of the parameter that says which position the table has
// to have reached. Calls that take a revision take it too; [MinPositionOf] reads it.
const MinPositionParameter = "min_position"

// The names of the parameters of a call that answers from a table, and of one that answers a
// question from its body.
var (
	TableParameters  = []string{revisionParameter, MinPositionParameter}
	AnswerParameters = append(TableParameters, viewParameter, fieldsParameter)
)

// PositionOf returns the position, or the bare revision, that a query names as its
// revision, and whether it names one. What else is wrong with the query is for whoever
// reads the rest of it to say. A query without one costs next to nothing.
func PositionOf(raw string) (p record.Position, given bool, err error) {
	return positionOf(raw, revisionParameter)
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

// ParseState reads a position or a bare revision under which there may be a table.
func ParseState(text string) (record.Position, error) { return parseState(revisionParameter, text) }

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

// ParseDate reads a date written YYYY-MM-DD. An error points to name.
func ParseDate(name, text string) (d holidays.Date, err error) {
	err = setDate(&d, name, text)
	return d, err
}

// notWithin says that what stands under name is not a whole number from least to most.
func notWithin(name string, least, most int64) error {
	l, m := strconv.FormatInt(least, 10), strconv.FormatInt(most, 10)
	return problem.New(problem.InvalidParameter, "/"+name, name, " "+l+" 至 "+m+" 的整数", "a whole number from "+l+" to "+m)
}
