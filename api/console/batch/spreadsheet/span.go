package spreadsheet

import (
	"regexp"
	"strings"
	"time"

	"shixian/holidays"
)

// A span in a cell: its first day, and its last, which may leave out the year, or the
// year and the month, of the first.
var (
	spanForm = regexp.MustCompile(`^(?:自|从|由)?(\d{4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}[日号]?|\d{8}|\d{5}|\d{1,2}[-/.月] ?\d{1,2}[日号]?)` + spanWeekday +
		` ?起? ?(?:至|到|~+|-+|/|to) ?(\d{4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}[日号]?|\d{8}|\d{5}|\d{1,2}[-/.月] ?\d{1,2}[日号]?|\d{1,2}[日号]?)` + spanWeekday + `止?$`)
	dayOnly     = regexp.MustCompile(`^(\d{1,2})[日号]?$`)
	pointed     = regexp.MustCompile(`^\d{1,2}\.\d{1,2}-\d{1,2}$`) // 3.4-6
	numbersOnly = regexp.MustCompile(`^\d{1,2}([-/])\d{1,2}([-/])\d{1,2}$`)
)

const spanWeekday = `(?: ?\((?:星期|周).\))?`

// Spans reads spans of days, both ends included: 2026-03-04至2026-03-06, also with 到, ~,
// a dash, or a slash, several separated by semicolons, 、 or lines. The last day may be
// 03-06 or 6日, and the first without a year, which is that of the day from which the
// count starts. A single day is a span of one.
func (r Reader) Spans(cell string, start holidays.Date) ([]holidays.Span, Fault) {
	if len(cell) > maxValue {
		return nil, NotSpan
	}
	var out []holidays.Span
	for _, part := range strings.FieldsFunc(englishDates(fold(cell)), func(r rune) bool { return strings.ContainsRune(";、､\n,", r) }) {
		span, fault := r.span(strings.TrimSpace(part), start)
		if fault != "" {
			return nil, fault
		}
		out = append(out, span)
	}
	if len(out) == 0 || len(out) == 2 && !listed.MatchString(cell) && apart(out[0], out[1]) {
		return nil, NotSpan
	}
	return out, ""
}

// listed are days with what stands between things of a list, and not between the ends of a span.
var listed = regexp.MustCompile(`[;；、､]`)

// apart reports whether two spans are single days with others between: the ends of one span
// are written so, too.
func apart(a, b holidays.Span) bool {
	return a.From == a.To && b.From == b.To && b.From.After(a.From.AddDays(1))
}

// FirstDay returns the first day of a span as it is written, "" if a cell holds none.
func FirstDay(cell string) string {
	s := plainDate(cell)
	if m := spanForm.FindStringSubmatch(s); m != nil && !numbersOnly.MatchString(s) {
		return whole(m[1])
	}
	return ""
}

func (r Reader) span(part string, start holidays.Date) (holidays.Span, Fault) {
	s := plainDate(part)
	if !pointed.MatchString(s) {
		if d, fault := r.From(part, start); fault != NotDate {
			return holidays.Span{From: d, To: d}, fault
		}
	}
	m := spanForm.FindStringSubmatch(s)
	if m == nil {
		if strings.ContainsAny(s, "0123456789") {
			return holidays.Span{}, NotSpan
		}
		return holidays.Span{}, NotDate
	}
	if numbersOnly.MatchString(s) { // 3-2-5 is a date in a hurry as well
		return holidays.Span{}, Ambiguous
	}
	from, fault := r.From(whole(m[1]), start)
	if fault != "" {
		return holidays.Span{}, fault
	}
	to, fault := r.end(m[2], from)
	return holidays.Span{From: from, To: to}, fault
}

// whole keeps a month's day from being taken for a number that lost a zero: the spans of
// a cell are text.
func whole(s string) string {
	if cutZero.MatchString(s) {
		return strings.Replace(s, ".", "-", 1)
	}
	return s
}

// end reads the last day of a span by its first.
func (r Reader) end(s string, from holidays.Date) (holidays.Date, Fault) {
	if m := dayOnly.FindStringSubmatch(s); m != nil {
		year, month, _ := from.Civil()
		d, fault := dateOf([]int{year, int(month), numbers(m[1:])[0]})
		if fault == "" && d.Before(from) {
			return holidays.Date{}, NotSpan
		}
		return d, fault
	}
	d, fault := r.From(whole(s), from)
	if fault != NoYear {
		return d, fault
	}
	r.Year = func(time.Month) int { return from.Year() + 1 } // a span over the turn of the year
	return r.Date(whole(s))
}
