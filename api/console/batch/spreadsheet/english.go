package spreadsheet

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// The ways of writing a date with the English name of its month: 2026-Sep-29, 29 Sep 2026,
// September 29, 2026, each also without the year. What follows a year of two figures must
// not make it an hour: 29 Sep 10:30.
const (
	monthName = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	dayNumber = `(\d{1,2})(?:st|nd|rd|th)?`
	gap       = `(?:[.,] ?|[ \-/])?`
)

var (
	nameAfterYear = regexp.MustCompile(`(?i)\b(\d{4})` + gap + monthName + gap + dayNumber + `\b`)
	nameAfterDay  = regexp.MustCompile(`(?i)\b` + dayNumber + `(?: of)?` + gap + monthName + `(?:` + gap + `(\d{4}|\d{2})([^\d:]|$))?`)
	nameFirst     = regexp.MustCompile(`(?i)\b` + monthName + `[ .]*` + dayNumber + `\b(?:[ ,]*(\d{4})\b)?`)
	weekdayName   = regexp.MustCompile(`(?i)\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?`)
)

// The first three letters of the names, in their order.
const (
	monthsInOrder   = "janfebmaraprmayjunjulaugsepoctnovdec"
	weekdaysInOrder = "montuewedthufrisatsun"
)

// inOrder is the place, from 1, of a name among others.
func inOrder(all, name string) int { return strings.Index(all, strings.ToLower(name[:3]))/3 + 1 }

// englishDates writes the dates of a text that name their months in English as they are
// written in Chinese: 2026年9月29日. A year of two figures stays at the end, since it may be
// the day: 29日9月26年.
func englishDates(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r <= unicode.MaxASCII && unicode.IsLetter(r) }) {
		return s
	}
	write := func(year, name, day, rest string) string {
		date := strconv.Itoa(inOrder(monthsInOrder, name)) + "月"
		switch len(year) {
		case 0:
			return date + day + "日" + rest
		case 2:
			return day + "日" + date + year + "年" + rest
		}
		return year + "年" + date + day + "日" + rest
	}
	s = replaced(nameAfterYear, s, func(m []string) string { return write(m[1], m[2], m[3], "") })
	s = replaced(nameAfterDay, s, func(m []string) string { return write(m[3], m[2], m[1], m[4]) })
	s = replaced(nameFirst, s, func(m []string) string { return write(m[3], m[1], m[2], "") })
	return replaced(weekdayName, s, func(m []string) string {
		return "周" + string([]rune("一二三四五六日")[inOrder(weekdaysInOrder, m[1])-1])
	})
}

// replaced replaces what matches by what is made of its parts.
func replaced(form *regexp.Regexp, s string, with func(parts []string) string) string {
	return form.ReplaceAllStringFunc(s, func(match string) string { return with(form.FindStringSubmatch(match)) })
}
