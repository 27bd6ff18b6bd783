package spreadsheet

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"shixian/internal/numeral"
)

// Fault says why a cell was not read; "" says that it was.
type Fault string

// The faults.
const (
	NotDate      Fault = "not_a_date"
	Ambiguous    Fault = "ambiguous_date" // day, month and year could be told apart in several ways
	CutZero      Fault = "zero_cut_off"   // 9.3: a spreadsheet makes it of 9.30, too
	NoYear       Fault = "no_year"
	NoSuchDay    Fault = "no_such_day"
	WrongWeekday Fault = "wrong_weekday" // the day is no such weekday
	NotSerial    Fault = "not_a_date_number"
	NotNumber    Fault = "not_a_number"
	NotSpan      Fault = "not_a_span"
)

// maxValue is the longest cell that can be a date, a number or some spans, in bytes.
const maxValue = 2000

var number = regexp.MustCompile(`^\d{1,9}(\.\d{1,17})?$`)

// ReadNumber reads a number that is not negative, in figures or in Chinese below 100.
func ReadNumber(cell string) (float64, Fault) {
	s := Figures(fold(cell))
	if !number.MatchString(s) {
		return 0, NotNumber
	}
	n, _ := strconv.ParseFloat(s, 64) // it is written as one
	return n, ""
}

// fold makes full-width figures, signs and spaces narrow, and takes off the space
// around and what shows as nothing.
func fold(s string) string { return strings.TrimSpace(Visible(width.Fold.String(s))) }

// Visible takes out of a text what shows as nothing, and makes each space a plain one: what
// is copied from web pages has both.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.Is(unicode.Zs, r):
			return ' '
		}
		return r
	}, s)
}

var datePart = regexp.MustCompile(`([○〇零Oo一二三四五六七八九十廿卅]+)([年月日号])`)

// dateFigures writes the Chinese numerals of a date as figures: 二〇二六年九月二十九日. What is
// written without 日 stays, since days of the lunar calendar are.
func dateFigures(s string) string {
	return datePart.ReplaceAllStringFunc(s, func(part string) string {
		if year, ok := strings.CutSuffix(part, "年"); ok {
			if row, ok := numeral.Row(year); ok {
				return row + "年"
			}
			return part
		}
		unit := len(part) - len("日")
		return Figures(part[:unit]) + part[unit:]
	})
}

// Figures writes a Chinese numeral from 1 to 999 in figures. All else stays.
func Figures(s string) string {
	if v, ok := numeral.Value(s); ok {
		return strconv.Itoa(v)
	}
	return s
}
