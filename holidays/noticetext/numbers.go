package noticetext

import (
	"strings"

	"shixian/internal/numeral"
)

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isNumeral(r rune) bool { return strings.ContainsRune("一二三四五六七八九十", r) }

// number reads a number of at most four digits, or a Chinese numeral up to 99,
// at the start of r. n is its length in runes, 0 if there is none.
func number(r []rune) (v, n int) {
	for n < len(r) && isDigit(r[n]) {
		if n == 4 {
			return 0, 0
		}
		v = v*10 + int(r[n]-'0')
		n++
	}
	if n > 0 {
		return v, n
	}
	for n < len(r) && n < 4 && isNumeral(r[n]) {
		n++
	}
	v, ok := numeral.Value(string(r[:n]))
	if !ok {
		return 0, 0
	}
	return v, n
}
