package spreadsheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"shixian/holidays"
)

// Fault says why a cell was not read; "" says that it was.
type Fault string

// The faults.
const (
	NotDate   Fault = "not_a_date"
	Ambiguous Fault = "ambiguous_date" // day, month and year could be told apart in several ways
	NoSuchDay Fault = "no_such_day"
	NotSerial Fault = "not_a_date_number"
	NotNumber Fault = "not_a_number"
	NotSpan   Fault = "not_a_span"
)

// maxValue is the longest cell that can be a date, a number or some spans.
const maxValue = 2000

// yearFirst are the ways of writing a date that can be read in one way only. What
// follows the date may be a weekday or a time of day.
var yearFirst = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|` +
	`年 ?(\d{1,2})月 ?(\d{1,2})[日号]|(\d{2})(\d{2}))(.*)$`)

// afterDate is what may follow a date and says nothing of the day.
var afterDate = regexp.MustCompile(`^ ?(?:\(?(?:星期|周)[一二三四五六日天]\)?)?[ T]?(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$`)

// otherOrder are dates whose parts could stand in another order, or without a year.
var otherOrder = regexp.MustCompile(`^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}( .*)?$|^\d{1,2}[-/.]\d{1,2}$|^(\d{2}年)?\d{1,2}月\d{1,2}[日号]?$`)

var number = regexp.MustCompile(`^\d{1,9}(\.\d{1,17})?$`)

// The numbers that are read as dates are those of 2000-01-01 to 2099-12-31, in a
// workbook that counts from 1900.
const (
	firstSerial, lastSerial = 36526, 73050
	days1904                = 1462 // by how many days the count from 1904 is behind
)

var serialZero = holidays.NewDate(1899, time.December, 30)

// ReadDate reads a date: 2026-04-14, 2026/4/14, 2026.4.14, 2026年4月14日, 20260414, with a
// weekday or a time of day behind it or not, an RFC 3339 instant, or the number of
// days that a spreadsheet keeps inside a date cell. date1904 says from when it counts.
func ReadDate(cell string, date1904 bool) (holidays.Date, Fault) {
	s := fold(cell)
	if len(s) > maxValue {
		return holidays.Date{}, NotDate
	}
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		if d, fault := yearFirstDate(s, m); fault != NotDate {
			return d, fault
		}
	}
	switch {
	case number.MatchString(s):
		return serialDate(s, date1904)
	case otherOrder.MatchString(s):
		return holidays.Date{}, Ambiguous
	}
	return holidays.Date{}, NotDate
}

// yearFirstDate reads the date that m found in s.
func yearFirstDate(s string, m []string) (holidays.Date, Fault) {
	if d, err := holidays.ParseInstant(s); err == nil {
		return d, ""
	}
	rest := m[len(m)-1]
	var parts []int
	for _, p := range m[1 : len(m)-1] {
		if p != "" {
			n, _ := strconv.Atoi(p) // digits
			parts = append(parts, n)
		}
	}
	if !afterDate.MatchString(rest) {
		return holidays.Date{}, NotDate
	}
	d := holidays.NewDate(parts[0], time.Month(parts[1]), parts[2])
	if y, month, day := d.Civil(); parts[0] == 0 || y != parts[0] || int(month) != parts[1] || day != parts[2] {
		return holidays.Date{}, NoSuchDay
	}
	return d, ""
}

func serialDate(s string, date1904 bool) (holidays.Date, Fault) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return holidays.Date{}, NotSerial
	}
	n := int(math.Floor(f))
	if date1904 {
		n += days1904
	}
	if n < firstSerial || n > lastSerial {
		return holidays.Date{}, NotSerial
	}
	return serialZero.AddDays(n), ""
}

// ReadNumber reads a number that is not negative.
func ReadNumber(cell string) (float64, Fault) {
	s := fold(cell)
	if !number.MatchString(s) {
		return 0, NotNumber
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, NotNumber
	}
	return n, ""
}

// ReadSpans reads spans of days, both ends included: 2026-03-04至2026-03-06, also with
// 到, ~, a dash, or a slash between ISO dates, several separated by semicolons, 、 or lines; a
// single day is a span of one.
func ReadSpans(cell string, date1904 bool) ([]holidays.Span, Fault) {
	s := fold(cell)
	if len(s) > maxValue {
		return nil, NotSpan
	}
	var out []holidays.Span
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";、､\n,", r) }) {
		span, fault := readSpan(strings.TrimSpace(part), date1904)
		if fault != "" {
			return nil, fault
		}
		out = append(out, span)
	}
	if len(out) == 0 {
		return nil, NotSpan
	}
	return out, ""
}

var (
	between = regexp.MustCompile(`\s*(?:至|到|~|—+|–| - | to )\s*`)
	dashes  = regexp.MustCompile(`^(.+?)\s*-\s*(\d{4}[-/.年].*)$`)
	isoPair = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})$`)
)

func readSpan(s string, date1904 bool) (holidays.Span, Fault) {
	ends := between.Split(s, -1)
	if m := isoPair.FindStringSubmatch(s); m != nil {
		ends = m[1:]
	} else if m := dashes.FindStringSubmatch(s); m != nil && len(ends) == 1 {
		ends = m[1:]
	}
	if len(ends) > 2 {
		return holidays.Span{}, NotSpan
	}
	from, fault := ReadDate(ends[0], date1904)
	if fault != "" {
		return holidays.Span{}, fault
	}
	to, fault := ReadDate(ends[len(ends)-1], date1904)
	return holidays.Span{From: from, To: to}, fault
}

// fold makes full-width figures, signs and spaces narrow, and takes off the space
// around.
func fold(s string) string { return strings.TrimSpace(width.Fold.String(s)) }
