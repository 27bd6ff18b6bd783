package search

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// plain writes a text in lower case and half-width, and leaves out all but letters,
// characters and figures.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '○' || r == '◯' { // typed for the figure, which they look like
			return '〇'
		}
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) { // 〇 is a number, and no digit
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(s))
}

// mistakenFigures are letters typed for the figures that they look like: 71O.
var mistakenFigures = regexp.MustCompile(`\b[0-9]+[ol][0-9ol]*\b`)

// figured writes those as figures, in lower case.
func figured(s string) string {
	return mistakenFigures.ReplaceAllStringFunc(s, strings.NewReplacer("o", "0", "l", "1").Replace)
}

// sameWays writes in one way what people write in several: weekdays, and numbers with or
// without 个 behind them.
var sameWays = strings.NewReplacer("星期", "周", "礼拜", "周", "个", "")

// normal is plain with Arabic figures: 3工作日 for 三个工作日.
func normal(s string) string { return numerals(sameWays.Replace(plain(s))) }

const figures = "〇一二三四五六七八九"

// numerals writes Chinese numerals up to 999 as figures; a row of single ones, such as
// 七一〇, is read figure by figure.
func numerals(s string) string {
	var b strings.Builder
	run := []rune{}
	flush := func() {
		if len(run) > 0 {
			b.WriteString(numeral(run))
			run = run[:0]
		}
	}
	for _, r := range s {
		switch r {
		case '零':
			r = '〇'
		case '两':
			r = '二'
		case '幺':
			r = '一'
		}
		if r == '十' || r == '百' || strings.ContainsRune(figures, r) {
			run = append(run, r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// numeral reads a row of Chinese numerals.
func numeral(run []rune) string {
	var b strings.Builder
	var sum, last int
	powers := false
	for _, r := range run {
		switch r {
		case '十', '百':
			power := map[rune]int{'十': 10, '百': 100}[r]
			sum, last, powers = sum+max(last, 1)*power, 0, true
		default:
			last = strings.IndexRune(figures, r) / len("一")
			b.WriteString(strconv.Itoa(last))
		}
	}
	if powers {
		return strconv.Itoa(sum + last)
	}
	return b.String()
}
