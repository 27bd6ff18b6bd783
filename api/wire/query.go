package wire

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// MaxQueryBytes is how long a query may be.
const MaxQueryBytes = 8 << 10

func queryTooLong() error {
	return problem.New(problem.InvalidParameter, "", "?", "更短的查询", "a shorter query")
}

func queryNotEncoded() error {
	return problem.New(problem.InvalidParameter, "", "?", "百分号编码的查询", "a percent-encoded query")
}

// valueNotEncoded is of a value that the answer could not name as it was sent.
func valueNotEncoded(name string) error {
	return problem.New(problem.InvalidParameter, "/"+escapePointer(name), name, "百分号编码的 UTF-8 文本", "percent-encoded text in UTF-8")
}

// notEncoded names the parameter for which a query cannot be read, if its name can be.
func notEncoded(raw string) error {
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, named := unescaped(name)
		if _, ok := unescaped(value); named && !ok {
			return valueNotEncoded(name)
		}
	}
	return queryNotEncoded()
}

// ReadQuery reads a question from a query string, as strictly as from a body. It
// takes the fields in allowed. in was reset before.
func ReadQuery(in *Input, raw string, allowed Fields) error {
	if len(raw) > MaxQueryBytes {
		return queryTooLong()
	}
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, ok := unescaped(name)
		var err error
		if ok {
			err = readParameter(in, name, value, allowed)
		} else {
			err = queryNotEncoded()
		}
		if err != nil {
			in.findRef(raw)
			return err
		}
	}
	in.Suspended, in.History, in.Interpret = in.spans, in.history, in.choices
	return nil
}

// findRef looks for the ref in what follows of a query that is wrong, so that its problem
// bears it. What is wrong with the ref is not told.
func (in *Input) findRef(raw string) {
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name, ok := unescaped(name); ok && name == "ref" {
			_ = readParameter(in, name, value, fieldRef)
		}
	}
}

func readParameter(in *Input, name, value string, allowed Fields) error {
	if allowed&fieldRevision != 0 && (name == revisionParameter || name == MinPositionParameter || name == langParameter || isPresentation(name) && allowed&fieldTrigger != 0) {
		return nil // [PositionOf] and [PresentationOf] read them
	}
	f := fieldOf(name)
	if f&allowed == 0 {
		return UnknownField("", []byte(name))
	}
	if f&in.given != 0 && f != fieldSuspended && f != fieldInterpret {
		return duplicateField("", []byte(name))
	}
	in.given |= f
	value, ok := unescaped(value)
	if !ok || !utf8.ValidString(value) {
		return valueNotEncoded(name)
	}
	return setParameter(in, f, name, value)
}

// setParameter sets a field to a parameter's value.
func setParameter(in *Input, f Fields, name, value string) error {
	if f&dayFields != 0 { // the plus sign of an offset that was written by hand arrives as a space
		if i := strings.LastIndexByte(value, ' '); i > len("2006-01-02") {
			value = value[:i] + "+" + value[i+1:]
		}
	}
	switch f.definition().form {
	case listOfSpans:
		return in.addSpan(value)
	case listOfDates:
		return in.addHistory(value)
	case pairs:
		of, take, ok := strings.Cut(value, ":")
		if !ok {
			return problem.New(problem.InvalidParameter, "/interpret", "interpret", " interpretation:reading，如 calendar_days:working_days", "interpretation:reading, such as calendar_days:working_days")
		}
		return in.addChoice(deadlines.Choice{Of: of, Take: take})
	case flag:
		if value != "true" && value != "false" {
			return problem.New(problem.InvalidParameter, "/"+name, name, " true 或 false", "true or false")
		}
	case number:
		if v := jsontext.Value(value); v.Kind() != '0' || !v.IsValid() {
			return problem.New(problem.WrongType, "/"+name, name, "数字", "a number")
		}
	}
	return set(in, f, name, value)
}

// unescaped undoes percent-encoding, and allocates only if there is some.
func unescaped(s string) (string, bool) {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 {
		return s, true
	}
	s, err := url.QueryUnescape(s)
	return s, err == nil
}

// addSpan adds a suspended span written from/to.
func (in *Input) addSpan(value string) error {
	from, to, ok := strings.Cut(value, "/")
	if !ok {
		return problem.New(problem.InvalidParameter, "/suspended", "suspended", " from/to，如 2026-01-05/2026-01-09", "from/to, such as 2026-01-05/2026-01-09")
	}
	if len(in.spans) >= deadlines.MaxSuspended {
		return problem.New(deadlines.CodeTooManySpans, "/suspended", deadlines.MaxSuspended)
	}
	var s holidays.Span
	if err := setListed(&s.From, "/suspended", from); err != nil {
		return err
	}
	if err := setListed(&s.To, "/suspended", to); err != nil {
		return err
	}
	in.spans = append(in.spans, s)
	return nil
}

// addChoice adds a reading.
func (in *Input) addChoice(c deadlines.Choice) error {
	if len(in.choices) >= deadlines.MaxChoices {
		return problem.New(deadlines.CodeTooManySpans, "/interpret", deadlines.MaxChoices)
	}
	in.choices = append(in.choices, c)
	return nil
}

// addHistory adds days already used, separated by commas.
func (in *Input) addHistory(value string) error {
	for part := range strings.SplitSeq(value, ",") {
		var d holidays.Date
		if err := setListed(&d, "/history", part); err != nil {
			return err
		}
		if len(in.history) >= deadlines.MaxHistory {
			return problem.New(deadlines.CodeTooManySpans, "/history", deadlines.MaxHistory)
		}
		in.history = append(in.history, d)
	}
	return nil
}
