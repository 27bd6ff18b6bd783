// Package month writes the sheet of a month as a table in HTML.
//
// Its assumptions: weeks begin on Monday; what a day shows is for the caller to write.
// It is written by hand and not by a template, for a page has up to 24 of them with 31
// days each.
package month

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shixian/api/console/page"
	"shixian/holidays"
)

// Append appends the sheet of a month; day appends a day of it. caption is HTML.
func Append(b []byte, v *page.View, caption string, year int, month time.Month, day func([]byte, holidays.Date) []byte) []byte {
	b = append(append(b, `<table class="month"><caption>`...), caption...)
	b = append(b, `</caption><thead><tr>`...)
	for _, name := range weekdayHeads(v) {
		b = append(append(append(b, `<th scope="col">`...), name...), `</th>`...)
	}
	b = append(b, `</tr></thead><tbody><tr>`...)
	d := holidays.NewDate(year, month, 1)
	col := (int(d.Weekday()) + 6) % 7 // Monday is the first
	for range col {
		b = append(b, Blank...)
	}
	for ; ; d = d.AddDays(1) {
		if _, m, _ := d.Civil(); m != month {
			break
		}
		if col == 7 {
			b, col = append(b, `</tr><tr>`...), 0
		}
		b = day(b, d)
		col++
	}
	for ; col < 7; col++ {
		b = append(b, Blank...)
	}
	return append(b, `</tr></tbody></table>`...)
}

// weekdayHeads stand above the columns of a month, from Monday on.
func weekdayHeads(v *page.View) [7]string {
	if v.English() {
		return [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	}
	return [7]string{"一", "二", "三", "四", "五", "六", "日"}
}

// Blank is a day that is none of the month's, or of which nothing is known.
const Blank = `<td class="blank"></td>`

// Sign is a text of a day for the eye, by its class. What it says is in the reason too, in
// words.
type Sign struct{ Class, Text string }

// AppendCell appends a day with its class and its signs; reason is for those who cannot see
// them. Empty ones are left out.
func AppendCell(b []byte, d holidays.Date, class, reason string, signs ...Sign) []byte {
	b = append(append(append(b, `<td class="`...), class...), `">`...)
	b = AppendDay(b, d)
	for _, s := range signs {
		if s.Text != "" {
			b = append(append(append(b, `<span class="`...), s.Class...), `" aria-hidden="true">`...)
			b = append(append(b, templ.EscapeString(s.Text)...), `</span>`...)
		}
	}
	if reason != "" {
		b = append(append(append(b, `<span class="hide">`...), templ.EscapeString(reason)...), `</span>`...)
	}
	return append(b, `</td>`...)
}

// AppendDay appends the number of a day.
func AppendDay(b []byte, d holidays.Date) []byte {
	_, _, day := d.Civil()
	b = append(b, `<span class="day">`...)
	return append(strconv.AppendInt(b, int64(day), 10), `</span>`...)
}
