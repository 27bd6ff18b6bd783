package question

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"shixian/api/console/batch/spreadsheet"
	"shixian/deadlines"
	"shixian/holidays"
)

var (
	figure   = regexp.MustCompile(`^(?:(?i:within) )?(\d+(?:\.\d+)?|[一二两三四五六七八九十]+) ?(.*?)(?:[之以]?内)?$`)
	eightish = regexp.MustCompile(`^\d+$`)
)

// day writes a day as GET /v1/deadlines takes it if it can be read in one way only: 2026
// 年3月12日, 2026/3/12, with full-width figures or not. All else stays as it is, with its
// time of day if it has one.
func day(s string) string {
	if _, err := holidays.ParseDate(s); err == nil || s == "" {
		return s
	}
	narrow := strings.TrimSpace(width.Fold.String(s))
	if _, err := holidays.ParseInstant(narrow); err == nil {
		return narrow
	}
	if strings.Contains(narrow, ":") || eightish.MatchString(narrow) && len(narrow) != len("20260312") {
		return s
	}
	if d, fault := spreadsheet.ReadDate(narrow, false); fault == "" {
		return d.String()
	}
	return s
}

// NoSuchDay reports whether a text is written as a day, which the calendar has not got.
func NoSuchDay(s string) bool {
	_, fault := spreadsheet.ReadDate(s, false)
	return fault == spreadsheet.NoSuchDay
}

// between is what people write between days; a space stands within some, too.
var between = regexp.MustCompile(`[,，、;；\n\r\t]+|和|及|与| and `)

// days writes each of some days so, however they are separated.
func days(values []string) string {
	var out []string
	for _, part := range between.Split(strings.Join(values, ","), -1) {
		if d := day(strings.TrimSpace(part)); !strings.Contains(d, " ") {
			out = append(out, d)
			continue
		}
		for _, one := range strings.Fields(part) {
			out = append(out, day(one))
		}
	}
	return strings.Join(slices.DeleteFunc(out, func(d string) bool { return d == "" }), ",")
}

// unitNames are what people write after a number, without spaces; it has to be the rule's
// own unit.
var unitNames = map[deadlines.Unit][]string{
	deadlines.WorkingDay: {"工作日", "个工作日", "workingday", "workingdays", "businessday", "businessdays"},
	deadlines.CalDay:     {"天", "日", "个自然日", "自然日", "个日历日", "日历日", "day", "days", "calendarday", "calendardays"},
	deadlines.Month:      {"月", "个月"},
	deadlines.Year:       {"年"},
}

// Number writes a number without the unit behind it, if that is the one asked for; 3个工作日内
// and within 3 working days, too.
func Number(s string, unit deadlines.Unit) string {
	m := figure.FindStringSubmatch(strings.TrimSpace(width.Fold.String(s)))
	if m == nil {
		return s
	}
	written := strings.ReplaceAll(m[2], " ", "")
	if m[2] == "" || slices.ContainsFunc(unitNames[unit], func(name string) bool { return strings.EqualFold(written, name) }) {
		return spreadsheet.Figures(m[1])
	}
	return s
}
