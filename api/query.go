package api

import (
	"net/url"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// readQuery reads a question from a query string, as strictly as from a body.
func readQuery(q *question, raw string, allowed field) error {
	if len(raw) > maxQueryBytes {
		return bad(codeInvalidParameter, "", "?", "更短的查询", "a shorter query")
	}
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		if err := readParameter(q, name, value, allowed); err != nil {
			return err
		}
	}
	q.Suspended, q.History = q.spans, q.history
	return nil
}

func readParameter(q *question, name, value string, allowed field) error {
	f := fieldOf(name)
	if f&allowed == 0 {
		return unknownField("", []byte(name))
	}
	if f&q.seen != 0 && f != fieldSuspended {
		return duplicateField("", []byte(name))
	}
	q.seen |= f
	if strings.ContainsAny(value, "%+") {
		var err error
		if value, err = url.QueryUnescape(value); err != nil {
			return bad(codeInvalidParameter, "/"+name, name, "百分号编码的文本", "percent-encoded text")
		}
	}
	switch f {
	case fieldSuspended:
		return q.addSpan(value)
	case fieldHistory:
		return q.addHistory(value)
	case fieldTrace:
		if value != "true" && value != "false" {
			return bad(codeInvalidParameter, "/trace", "trace", " true 或 false", "true or false")
		}
		q.Trace = value == "true"
		return nil
	case fieldAmount, fieldDays, fieldYellow:
		return setNumber(q, f, name, value)
	}
	return setText(q, f, name, value)
}

// addSpan adds a suspended span written from/to.
func (q *question) addSpan(value string) error {
	from, to, ok := strings.Cut(value, "/")
	if !ok {
		return bad(codeInvalidParameter, "/suspended", "suspended", " from/to，如 2026-01-05/2026-01-09", "from/to, such as 2026-01-05/2026-01-09")
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
