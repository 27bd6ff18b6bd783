package spreadsheet

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"shixian/holidays"
)

// Reader reads the dates of a table. The zero value reads those that say everything by
// themselves.
type Reader struct {
	// Date1904 says that numbers which stand for dates count from 1904.
	Date1904 bool
	// Today is the day by which a year of two figures is told from a day of the month;
	// 26-9-29 is not read without it.
	Today holidays.Date
	// Year returns the year of dates that name none, by their month, or 0 if nobody has
	// said it. It may be nil.
	Year func(time.Month) int
}

// ReadDate reads a date that says everything by itself.
func ReadDate(cell string, date1904 bool) (holidays.Date, Fault) {
	return Reader{Date1904: date1904}.Date(cell)
}

// The ways of writing a date, once it is narrow and in figures, each with what follows
// the date.
var (
	yearFirst = regexp.MustCompile(`^(\d{4}) ?[-/.年 ] ?(\d{1,2}) ?[-/.月 ] ?(\d{1,2})[日号]?(.*)$`)
	compact   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(.*)$`)
	shortYear = regexp.MustCompile(`^(\d{2})年(\d{1,2})月(\d{1,2})[日号]?(.*)$`)
	yearLast  = regexp.MustCompile(`^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(.*)$`)
	oneFigure = regexp.MustCompile(`^(2\d)[-/.](\d{1,2})[-/.](\d)(\D.*)?$`) // 26.3.5: no year has one figure
	twoDigits = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})(.*)$`)
	monthDay  = regexp.MustCompile(`^(\d{1,2}) ?[-/.月] ?(\d{1,2})[日号]?(.*)$`)
	nameShort = regexp.MustCompile(`^(\d{1,2})日(\d{1,2})月(\d{2})年(.*)$`) // of [englishDates]
	cutZero   = regexp.MustCompile(`^[1-9]\d?\.[123]$`)
	spanOfDay = regexp.MustCompile(`^\d{1,2} ?[-/] ?\d{1,2}[日号]`) // 1-5日: two days of a month
	zeroAmong = regexp.MustCompile(`([二〇零])0`)                    // 二0二六年
	bracketed = regexp.MustCompile(`^[\[【〔《]([^\]】〕》]*)[\]】〕》]$`)
)

var tidy = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ", "–", "-", "—", "-", "－", "-", "−", "-", "‐", "-", "\\", "/", "·", ".", "。", ".", "｡", ".",
	"年 ", "年", " 年", "年", "月 ", "月", " 月", "月", " 日", "日", " 号", "号")

// weekdayFirst stands before the date that it is of.
var weekdayFirst = regexp.MustCompile(`^((?:星期|周|礼拜)[一二三四五六日天])[ ,]*(\d.*)$`)

// plainDate makes a cell narrow, with figures and one kind of dash, and the weekday behind.
func plainDate(cell string) string {
	s := bracketed.ReplaceAllString(strings.TrimPrefix(fold(cell), "'"), "$1")
	s = weekdayFirst.ReplaceAllString(englishDates(s), "$2 $1")
	if strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) {
		s = dateFigures(zeroAmong.ReplaceAllString(s, "${1}〇"))
	}
	return tidy.Replace(s)
}

// Date reads a date: 2026-04-14, 2026/4/14, 2026.4.14, 2026年4月14日, 二〇二六年四月十四日,
// 20260414, 26年4月14日, 14 Apr 2026, April 14, 2026, with a weekday or a time of day beside it
// or not, an RFC 3339 instant, or the number of days that a spreadsheet keeps inside a date cell. A date
// without a year takes that of [Reader.Year]; one whose parts stand in another order is
// read if only one order makes a day.
func (r Reader) Date(cell string) (holidays.Date, Fault) {
	if len(cell) > maxValue {
		return holidays.Date{}, NotDate
	}
	if d, err := holidays.ParseInstant(fold(cell)); err == nil {
		return d, ""
	}
	s := plainDate(cell)
	for _, way := range []struct {
		form *regexp.Regexp
		read func(parts []int) (holidays.Date, Fault)
	}{
		{yearFirst, dateOf}, {compact, dateOf}, {shortYear, dateOf}, {yearLast, r.otherOrder}, {twoDigits, r.otherOrder}, {oneFigure, r.otherOrder}, {nameShort, r.namedMonth}, {monthDay, r.withoutYear},
	} {
		m := way.form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		weekday, ok := afterDate(m[len(m)-1])
		if !ok {
			continue
		}
		if way.form == monthDay && spanOfDay.MatchString(s) {
			return holidays.Date{}, Ambiguous
		}
		d, fault := way.read(numbers(m[1 : len(m)-1]))
		switch {
		case fault == "" && weekday >= 0 && d.Weekday() != weekday:
			return holidays.Date{}, WrongWeekday
		case way.form == monthDay && cutZero.MatchString(s) && (fault == "" || fault == NoYear):
			return holidays.Date{}, CutZero
		}
		return d, fault
	}
	if number.MatchString(s) {
		return serialDate(s, r.Date1904)
	}
	return holidays.Date{}, NotDate
}

func numbers(parts []string) []int {
	out := make([]int, len(parts))
	for i, p := range parts {
		out[i], _ = strconv.Atoi(p) // at most four figures
	}
	return out
}

// dateOf returns the day of a year, which may have two figures, a month and a day.
func dateOf(p []int) (holidays.Date, Fault) {
	if p[0] > 0 && p[0] < 100 {
		p[0] += 2000
	}
	d, err := holidays.ParseDate(fmt.Sprintf("%04d-%02d-%02d", p[0], p[1], p[2]))
	if err != nil {
		return d, NoSuchDay
	}
	return d, ""
}

// Years of two figures are taken for those from the last but one to the next, since
// what a table holds is in hand.
const yearsBack, yearsAhead = 2, 1

// otherOrder returns the only day that three numbers can mean.
func (r Reader) otherOrder(p []int) (holidays.Date, Fault) {
	orders := [][]int{{p[2], p[1], p[0]}, {p[2], p[0], p[1]}}
	if p[2] < 100 {
		orders = append(orders, []int{p[0], p[1], p[2]})
	}
	return r.only(orders, p[2] < 100)
}

// namedMonth is the same if the month, in the middle, is known.
func (r Reader) namedMonth(p []int) (holidays.Date, Fault) {
	return r.only([][]int{{p[2], p[1], p[0]}, {p[0], p[1], p[2]}}, true)
}

// only returns the only day that several orders of three numbers make; short says that the
// year has two figures.
func (r Reader) only(orders [][]int, short bool) (holidays.Date, Fault) {
	if short && r.Today.IsZero() {
		return holidays.Date{}, Ambiguous
	}
	fault := NoSuchDay
	var found holidays.Date
	for _, o := range orders {
		d, wrong := dateOf(o)
		if wrong != "" || short && (d.Year() < r.Today.Year()-yearsBack || d.Year() > r.Today.Year()+yearsAhead) {
			continue
		}
		if !found.IsZero() && d != found {
			return holidays.Date{}, Ambiguous
		}
		found, fault = d, ""
	}
	return found, fault
}

// withoutYear returns a month's day in the year that was said.
func (r Reader) withoutYear(p []int) (holidays.Date, Fault) {
	const leapYear = 2024
	if _, fault := dateOf([]int{leapYear, p[0], p[1]}); fault != "" {
		return holidays.Date{}, fault
	}
	year := 0
	if r.Year != nil {
		year = r.Year(time.Month(p[0]))
	}
	if year == 0 {
		return holidays.Date{}, NoYear
	}
	return dateOf([]int{year, p[0], p[1]})
}

// From reads a date that lies on or after another day, whose year it has if it names
// none. If that puts it before the day, nobody can say which year is meant.
func (r Reader) From(cell string, first holidays.Date) (holidays.Date, Fault) {
	named := true
	r.Year = func(time.Month) int {
		if named = false; first.IsZero() {
			return 0
		}
		return first.Year()
	}
	d, fault := r.Date(cell)
	if fault == "" && !named && d.Before(first) {
		return holidays.Date{}, NoYear
	}
	return d, fault
}

// What may follow a date and says nothing of another day: a weekday, a time of day, and
// that something came.
var (
	restPart = regexp.MustCompile(`^[ ,(]*(?:\.$|(?:星期|周|礼拜)([一二三四五六日天])|上午|下午|中午|早上|晚上|晚|凌晨|[AaPp][Mm]|` +
		`T?(?:[01]?\d|2[0-3])(?::\d{2}(?::\d{2}(?:\.\d+)?)?|[时点](?:\d{1,2}(?:分(?:\d{1,2}秒)?)?|半|整)?)(?: ?(?:-|~|至|到) ?(?:[01]?\d|2[0-3])(?::\d{2}){1,2})?|(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$|` +
		`[一二三四五六七八九十]+[时点]半?|收到|收文|收)[ )]*`)
	weekdays = map[string]time.Weekday{
		"一": time.Monday, "二": time.Tuesday, "三": time.Wednesday, "四": time.Thursday, "五": time.Friday, "六": time.Saturday, "日": time.Sunday, "天": time.Sunday,
	}
)

// afterDate reports whether what follows a date leaves it as it is, and the weekday that
// it names, -1 for none.
func afterDate(rest string) (weekday time.Weekday, ok bool) {
	weekday = -1
	for rest = strings.TrimRight(rest, " "); rest != ""; {
		m := restPart.FindStringSubmatch(rest)
		if m == nil {
			return weekday, false
		}
		if m[1] != "" {
			weekday = weekdays[m[1]]
		}
		rest = rest[len(m[0]):]
	}
	return weekday, true
}

// The numbers that are read as dates are those of 2000-01-01 to 2099-12-31, in a
// workbook that counts from 1900.
const (
	firstSerial, lastSerial = 36526, 73050
	days1904                = 1462 // by how many days the count from 1904 is behind
)

var serialZero = holidays.NewDate(1899, time.December, 30)

// serialDate returns the day that a number stands for, written as [number] has it.
func serialDate(s string, date1904 bool) (holidays.Date, Fault) {
	f, _ := strconv.ParseFloat(s, 64)
	n := int(math.Floor(f))
	if date1904 {
		n += days1904
	}
	if n < firstSerial || n > lastSerial {
		return holidays.Date{}, NotSerial
	}
	return serialZero.AddDays(n), ""
}
