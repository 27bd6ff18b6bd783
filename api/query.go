package api

import (
	"net/url"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// readQuery reads a question from a query string, as strictly as from a body.
func readQuery(q *question, raw string, allowed field) error {
	if len(raw) > maxQueryBytes {
		return problem.New(problem.InvalidParameter, "", "?", "更短的查询", "a shorter query")
	}
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, ok := unescaped(name)
		if !ok {
			return problem.New(problem.InvalidParameter, "", "?", "百分号编码的查询", "a percent-encoded query")
		}
		if err := readParameter(q, name, value, allowed); err != nil {
			return err
		}
	}
	q.Suspended, q.History = q.spans, q.history
	return nil
}

func readParameter(q *question, name, value string, allowed field) error {
	if name == revisionName { // read by table
		return nil
	}
	f := fieldOf(name)
	if f&allowed == 0 {
		return unknownField("", []byte(name))
	}
	if f&q.seen != 0 && f != fieldSuspended {
		return duplicateField("", []byte(name))
	}
	q.seen |= f
	if f == fieldTrigger { // an instant has a plus sign where it is written by hand, and never a space
		value = strings.ReplaceAll(value, "+", "%2B")
	}
	value, ok := unescaped(value)
	if !ok {
		return problem.New(problem.InvalidParameter, "/"+name, name, "百分号编码的文本", "percent-encoded text")
	}
	switch f {
	case fieldSuspended:
		return q.addSpan(value)
	case fieldHistory:
		return q.addHistory(value)
	case fieldTrace:
		if value != "true" && value != "false" {
			return problem.New(problem.InvalidParameter, "/trace", "trace", " true 或 false", "true or false")
		}
		q.Trace = value == "true"
		return nil
	case fieldAmount, fieldDays, fieldYellow:
		if v := jsontext.Value(value); v.Kind() != '0' || !v.IsValid() {
			return problem.New(problem.WrongType, "/"+name, name, "数字", "a number")
		}
		return setNumber(q, f, name, value)
	}
	return setText(q, f, name, value)
}

// unescaped undoes percent-encoding, and allocates only where there is some.
func unescaped(s string) (string, bool) {
	if !strings.ContainsAny(s, "%+") {
		return s, true
	}
	s, err := url.QueryUnescape(s)
	return s, err == nil
}

// addSpan adds a suspended span written from/to.
func (q *question) addSpan(value string) error {
	from, to, ok := strings.Cut(value, "/")
	if !ok {
		return problem.New(problem.InvalidParameter, "/suspended", "suspended", " from/to，如 2026-01-05/2026-01-09", "from/to, such as 2026-01-05/2026-01-09")
	}
	if len(q.spans) >= deadlines.MaxSuspended {
		return &deadlines.Error{Code: deadlines.CodeTooManySpans, Pointer: "/suspended", Args: []any{deadlines.MaxSuspended}}
	}
	var s holidays.Span
	if err := setDate(&s.From, "/", "suspended", from); err != nil {
		return err
	}
	if err := setDate(&s.To, "/", "suspended", to); err != nil {
		return err
	}
	q.spans = append(q.spans, s)
	return nil
}

// addHistory adds days already used, separated by commas.
func (q *question) addHistory(value string) error {
	for part := range strings.SplitSeq(value, ",") {
		var d holidays.Date
		if err := setDate(&d, "/", "history", part); err != nil {
			return err
		}
		if len(q.history) >= deadlines.MaxHistory {
			return &deadlines.Error{Code: deadlines.CodeTooManySpans, Pointer: "/history", Args: []any{deadlines.MaxHistory}}
		}
		q.history = append(q.history, d)
	}
	return nil
}
