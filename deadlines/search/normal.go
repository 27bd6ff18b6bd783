package search

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"shixian/internal/numeral"
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

// written are numbers in Chinese.
var written = regexp.MustCompile(`[〇零一幺二两三四五六七八九十百]+`)

// numerals writes Chinese numerals up to 999 as figures; a row of single ones, such as
// 七一〇, is read figure by figure.
func numerals(s string) string {
	return written.ReplaceAllStringFunc(s, func(number string) string {
		if v, ok := numeral.Value(number); ok {
			return strconv.Itoa(v)
		}
		if row, ok := numeral.Row(number); ok {
			return row
		}
		return number
	})
}
