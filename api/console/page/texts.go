package page

import (
	"strconv"
	"strings"
	"time"

	"shixian/deadlines/explain"
	"shixian/holidays"
)

// Words are what the page's language says of rules and answers.
func (v *View) Words() explain.Words { return explain.In(v.Lang) }

// Weekday returns the name of d's day of the week.
func (v *View) Weekday(d holidays.Date) string { return v.Words().Weekday(d) }

// Date writes a date in full, without its weekday.
func (v *View) Date(d holidays.Date) string { return v.Words().Date(d) }

// DayDate writes a date with its weekday.
func (v *View) DayDate(d holidays.Date) string { return v.Words().DayDate(d) }

// MonthName writes a month with its year.
func (v *View) MonthName(year int, month time.Month) string {
	if v.English() {
		return month.String() + " " + strconv.Itoa(year)
	}
	return strconv.Itoa(year) + "年" + strconv.Itoa(int(month)) + "月"
}

// N fills a number into a text of the page's language, in the place of {}. In
// English, {s} becomes an s unless the number is one.
func (v *View) N(n int, chinese, english string) string {
	before, after, _ := strings.Cut(v.T(chinese, english), "{}")
	if v.English() {
		plural := "s"
		if n == 1 {
			plural = ""
		}
		after = strings.ReplaceAll(after, "{s}", plural)
	}
	return before + strconv.Itoa(n) + after
}

// Itoa writes a whole number.
func Itoa[T int | int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// Clip cuts a text that is long.
func Clip(s string, most int) string {
	r := []rune(s[:min(len(s), 4*most+4)])
	if len(r) <= most {
		return strings.ToValidUTF8(s, "�")
	}
	return strings.ToValidUTF8(string(r[:most]), "�") + "…"
}

// Instant writes a point in time as the clocks in China show it.
func (v *View) Instant(t time.Time) string {
	t = t.In(holidays.Shanghai)
	return v.Date(holidays.DateOf(t)) + " " + t.Format("15:04")
}
