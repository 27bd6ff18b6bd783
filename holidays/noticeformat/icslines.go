package noticeformat

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"
)

// icsLine is one line of iCalendar, unfolded.
type icsLine struct {
	line int // on which it begins
	text string
}

var contentLine = regexp.MustCompile(`^[A-Za-z0-9-]+[:;]`)

// logicalLines unfolds the lines (RFC 5545, 3.1) and refuses those that the
// library would read otherwise than the RFC, or slowly.
func logicalLines(body []byte) ([]icsLine, error) {
	var out []icsLine
	var unfolded []byte
	begin := 0 // the line on which unfolded begins
	flush := func() error {
		if len(unfolded) == 0 {
			return nil
		}
		l := icsLine{begin, string(unfolded)}
		out, unfolded = append(out, l), unfolded[:0]
		return l.check()
	}
	for i, s := range bytes.Split(body, []byte("\n")) {
		s = bytes.TrimSuffix(s, []byte("\r"))
		if len(unfolded) > 0 && len(s) > 0 && (s[0] == ' ' || s[0] == '\t') {
			unfolded = append(unfolded, s[1:]...)
			continue
		}
		if err := flush(); err != nil {
			return nil, err
		}
		unfolded, begin = append(unfolded, s...), i+1
	}
	return out, flush()
}

// maxParameters bounds what stands before the value of a property, in bytes: the
// library copies the whole line for each parameter.
const maxParameters = 1024

// check checks that a line is text, begins with a name and gives a value, and that
// its parameters are few and without backslashes, which only the library knows.
func (l icsLine) check() error {
	if !utf8.ValidString(l.text) { // not before unfolding: a fold may split a character
		return fail(CodeEncoding, Place{Line: l.line})
	}
	quoted := false
	colon := strings.IndexFunc(l.text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ':' && !quoted
	})
	if colon < 0 || colon > maxParameters || strings.Contains(l.text[:colon], `\`) || !contentLine.MatchString(l.text) {
		return fail(CodeICS, Place{Line: l.line})
	}
	return nil
}

// maxNesting is how deep components may stand in each other; an alarm in an event
// in a calendar is 3.
const maxNesting = 8

// outline checks that what begins ends, that it is one calendar and that the
// components in it are known, and returns the lines on which its events begin.
func outline(lines []icsLine) (begins []int, err error) {
	var open []string
	for i, l := range lines {
		name, value, _ := strings.Cut(l.text, ":")
		switch {
		case name == "BEGIN":
			switch {
			case len(open) == 0 && (i > 0 || value != "VCALENDAR"), len(open) == maxNesting:
				return nil, fail(CodeICS, Place{Line: l.line})
			case len(open) == 1 && value != "VEVENT" && value != "VTIMEZONE":
				return nil, fail(CodeComponent, Place{Line: l.line}, value)
			case len(open) == 1 && value == "VEVENT":
				begins = append(begins, l.line)
			}
			open = append(open, value)
		case name == "END" && len(open) > 0 && open[len(open)-1] == value:
			open = open[:len(open)-1]
		case name == "END", len(open) == 0, strings.EqualFold(name, "BEGIN"), strings.EqualFold(name, "END"):
			return nil, fail(CodeICS, Place{Line: l.line})
		}
	}
	switch {
	case len(open) > 0:
		return nil, fail(CodeICS, Place{Line: lines[len(lines)-1].line})
	case len(begins) > MaxRows:
		return nil, fail(CodeRows, Place{}, MaxRows)
	}
	return begins, nil
}
