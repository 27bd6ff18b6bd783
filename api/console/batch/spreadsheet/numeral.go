package spreadsheet

import (
	"regexp"
	"strconv"
	"strings"

	"shixian/internal/numeral"
)

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
