package noticeformat

import (
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

// logicalLines unfolds the lines (RFC 5545, 3.1). A line that does not begin with
// the name of a property is refused: the library would look for a name further on.
func logicalLines(body []byte) ([]icsLine, error) {
	var out []icsLine
	for i, s := range strings.Split(string(body), "\n") {
		s = strings.TrimSuffix(s, "\r")
		switch {
		case len(out) > 0 && (strings.HasPrefix(s, " ") || strings.HasPrefix(s, "\t")):
			out[len(out)-1].text += s[1:]
		case s != "":
			out = append(out, icsLine{i + 1, s})
		}
	}
	for _, l := range out {
		if !utf8.ValidString(l.text) { // not before unfolding: a fold may split a character
			return nil, fail(CodeEncoding, Place{Line: l.line})
		}
		if !contentLine.MatchString(l.text) {
			return nil, fail(CodeICS, Place{Line: l.line})
		}
	}
	return out, nil
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
