package notices

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
)

// change spoils a text in one place; it returns the text itself if it finds none.
type change func(r *rand.Rand, text string) string

// changes are what goes wrong with a text, by name.
var changes = map[string]change{
	"digit": func(r *rand.Rand, s string) string {
		return replaceOne(r, s, digit, func(string) string { return strconv.Itoa(r.IntN(10)) })
	},
	"weekday": func(r *rand.Rand, s string) string { return replaceOne(r, s, weekday, otherWeekday(r)) },
	"day":     func(r *rand.Rand, s string) string { return replaceOne(r, s, dayNumber, shift(r, 1, 7)) },
	"month":   func(r *rand.Rand, s string) string { return replaceOne(r, s, monthNumber, shift(r, 1)) },
	"clause deleted": func(r *rand.Rand, s string) string {
		return replaceOne(r, s, clause, func(string) string { return "" })
	},
	"line deleted": func(r *rand.Rand, s string) string { return replaceOne(r, s, line, func(string) string { return "" }) },
	"clauses swapped": func(r *rand.Rand, s string) string {
		return swapTwo(r, s, clause)
	},
	"dates swapped": func(r *rand.Rand, s string) string { return swapTwo(r, s, date) },
	"cut off":       func(r *rand.Rand, s string) string { return cut(r, s, len([]rune(s))) },
	"cut inside": func(r *rand.Rand, s string) string { // what follows stands
		runes := []rune(s)
		from := r.IntN(len(runes))
		to := min(len(runes), from+1+r.IntN(60))
		return string(runes[:from]) + string(runes[to:])
	},
	"weeks moved": func(r *rand.Rand, s string) string { return replaceOne(r, s, date, moveWeeks(r)) },
}

var (
	digit       = regexp.MustCompile(`[0-9]`)
	weekday     = regexp.MustCompile(`(?:星期|周)[一二三四五六日]`)
	dayNumber   = regexp.MustCompile(`[0-9]+日`)
	monthNumber = regexp.MustCompile(`[0-9]+月`)
	clause      = regexp.MustCompile(`[^，。、：\n]+[，。、：]`)
	line        = regexp.MustCompile(`[^\n]+\n`)
	date        = regexp.MustCompile(`[0-9]+月[0-9]+日（[^）]*(?:星期|周)[一二三四五六日]）`)
)

// replaceOne replaces one of the places that a form fits.
func replaceOne(r *rand.Rand, s string, form *regexp.Regexp, with func(string) string) string {
	places := form.FindAllStringIndex(s, -1)
	if len(places) == 0 {
		return s
	}
	p := places[r.IntN(len(places))]
	return s[:p[0]] + with(s[p[0]:p[1]]) + s[p[1]:]
}

// swapTwo swaps two of the places that a form fits.
func swapTwo(r *rand.Rand, s string, form *regexp.Regexp) string {
	places := form.FindAllStringIndex(s, -1)
	if len(places) < 2 {
		return s
	}
	i := r.IntN(len(places) - 1)
	j := i + 1 + r.IntN(len(places)-i-1)
	a, b := places[i], places[j]
	return s[:a[0]] + s[b[0]:b[1]] + s[a[1]:b[0]] + s[a[0]:a[1]] + s[b[1]:]
}

func cut(r *rand.Rand, s string, n int) string { return string([]rune(s)[:r.IntN(n)]) }

func otherWeekday(r *rand.Rand) func(string) string {
	return func(s string) string {
		was := []rune(s)
		return string(was[:len(was)-1]) + string([]rune(weekdays)[r.IntN(7)])
	}
}

// shift moves a number by one of some distances, up or down.
func shift(r *rand.Rand, by ...int) func(string) string {
	return func(s string) string {
		number, unit := strings.TrimRight(s, "日月"), s[len(strings.TrimRight(s, "日月")):]
		n, _ := strconv.Atoi(number)
		d := by[r.IntN(len(by))]
		if r.IntN(2) == 0 {
			d = -d
		}
		return strconv.Itoa(n+d) + unit
	}
}

// moveWeeks moves a date by one to four weeks within its month, so that its weekday
// stays right.
func moveWeeks(r *rand.Rand) func(string) string {
	return func(s string) string {
		var month, n int
		if _, err := fmt.Sscanf(s, "%d月%d日", &month, &n); err != nil {
			return s
		}
		weeks := 1 + r.IntN(4)
		if r.IntN(2) == 0 {
			weeks = -weeks
		}
		if n += 7 * weeks; n < 1 || n > 28 {
			return s
		}
		_, rest, _ := strings.Cut(s, "日")
		return fmt.Sprintf("%d月%d日%s", month, n, rest)
	}
}
