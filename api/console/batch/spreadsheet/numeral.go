package spreadsheet

import (
	"regexp"
	"strconv"
	"strings"
)

// numerals are the Chinese figures in the order of their value.
const numerals = "〇一二三四五六七八九"

var (
	datePart = regexp.MustCompile(`[○〇零Oo一二三四五六七八九十廿卅]+[年月日号]`)
	zeros    = strings.NewReplacer("○", "〇", "O", "〇", "o", "〇", "零", "〇", "两", "二", "廿", "二十", "卅", "三十")
)

// dateFigures writes the Chinese numerals of a date as figures: 二〇二六年九月二十九日. What is
// written without 日 stays, since days of the lunar calendar are.
func dateFigures(s string) string {
	return datePart.ReplaceAllStringFunc(s, func(part string) string {
		runes := []rune(part)
		unit, text := string(runes[len(runes)-1]), string(runes[:len(runes)-1])
		if unit == "年" {
			return digits(text) + unit
		}
		return Figures(text) + unit
	})
}

// value is that of a Chinese figure; none has 0.
func value(numeral string) int { return max(0, strings.Index(numerals, numeral)/len("〇")) }

// digits writes numerals that stand one by one: 二〇二六. All else stays.
func digits(s string) string {
	var b strings.Builder
	for _, r := range zeros.Replace(s) {
		if !strings.ContainsRune(numerals, r) {
			return s
		}
		b.WriteString(strconv.Itoa(value(string(r))))
	}
	return b.String()
}

var below100 = regexp.MustCompile(`^(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$`)

// Figures writes a Chinese numeral from 1 to 99 in figures. All else stays.
func Figures(s string) string {
	m := below100.FindStringSubmatch(zeros.Replace(s))
	if m == nil || m[0] == "" {
		return s
	}
	tens := value(m[1])
	if m[2] != "" && m[1] == "" {
		tens = 1
	}
	return strconv.Itoa(10*tens + value(m[3]))
}
