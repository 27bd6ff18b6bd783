package month_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"shixian/api/console/month"
	"shixian/api/console/page"
	"shixian/holidays"
)

var cell = regexp.MustCompile(`<td class="blank"></td>|<td><span class="day">(\d+)</span></td>`)

// weeks draws the sheet of a month: a row a week, with "." for what is blank.
func weeks(t *testing.T, year int, m time.Month) string {
	t.Helper()
	sheet := string(month.Append(nil, &page.View{Lang: holidays.Chinese}, "x", year, m, func(b []byte, d holidays.Date) []byte {
		return append(month.AppendDay(append(b, "<td>"...), d), "</td>"...)
	}))
	_, body, _ := strings.Cut(sheet, "<tbody>")
	var rows []string
	for row := range strings.SplitSeq(strings.TrimSuffix(body, "</tbody></table>"), "</tr>") {
		if row == "" {
			continue
		}
		var days []string
		for _, c := range cell.FindAllStringSubmatch(row, -1) {
			if c[1] == "" {
				c[1] = "."
			}
			days = append(days, c[1])
		}
		rows = append(rows, strings.Join(days, " "))
	}
	return strings.Join(rows, "\n")
}

// TestAppend: months that begin and end on the edge of a week, and those that do not.
func TestAppend(t *testing.T) {
	for _, c := range []struct {
		year  int
		month time.Month
		want  string
	}{
		{2027, time.February, "1 2 3 4 5 6 7\n8 9 10 11 12 13 14\n15 16 17 18 19 20 21\n22 23 24 25 26 27 28"}, // four whole weeks
		{2026, time.February, ". . . . . . 1\n2 3 4 5 6 7 8\n9 10 11 12 13 14 15\n16 17 18 19 20 21 22\n23 24 25 26 27 28 ."},
		{2028, time.February, ". 1 2 3 4 5 6\n7 8 9 10 11 12 13\n14 15 16 17 18 19 20\n21 22 23 24 25 26 27\n28 29 . . . . ."}, // a leap year's
		{2026, time.March, ". . . . . . 1\n2 3 4 5 6 7 8\n9 10 11 12 13 14 15\n16 17 18 19 20 21 22\n23 24 25 26 27 28 29\n30 31 . . . . ."},
		{2026, time.May, ". . . . 1 2 3\n4 5 6 7 8 9 10\n11 12 13 14 15 16 17\n18 19 20 21 22 23 24\n25 26 27 28 29 30 31"},
	} {
		if got := weeks(t, c.year, c.month); got != c.want {
			t.Errorf("%s %d:\n%s\nwant\n%s", c.month, c.year, got, c.want)
		}
	}
}

// TestHead: the caption, and the days of the week in both languages.
func TestHead(t *testing.T) {
	for lang, want := range map[string]string{
		holidays.Chinese: `before<table class="month"><caption><b>二月</b></caption><thead><tr><th scope="col">一</th>`,
		holidays.English: `before<table class="month"><caption><b>二月</b></caption><thead><tr><th scope="col">Mon</th>`,
	} {
		sheet := month.Append([]byte("before"), &page.View{Lang: lang}, "<b>二月</b>", 2026, time.February, func(b []byte, _ holidays.Date) []byte { return b })
		if !strings.HasPrefix(string(sheet), want) {
			t.Errorf("%.200s", sheet)
		}
	}
}
