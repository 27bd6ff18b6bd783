// Package numeral reads Chinese numerals: 十五, 廿三, 一百零五, 二〇二六.
//
// Its assumptions:
//
//   - Full-width figures were made narrow before (golang.org/x/text/width).
//   - What looks like 〇 was typed for it: ○, O and o.
//   - What people read in two ways is not read: 一百五 is 150 or 105.
package numeral

import (
	"strings"
	"unicode/utf8"
)

// figures are the signs of each figure, in the order of their value.
var figures = [...]string{"〇零○◯Oo0", "一幺1", "二两2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"}

// values has the value of each of those signs.
var values = func() map[rune]int {
	out := map[rune]int{}
	for v, signs := range figures {
		for _, r := range signs {
			out[r] = v
		}
	}
	return out
}()

// Figure returns the value of a sign that stands for one figure, Chinese or Arabic.
func Figure(r rune) (v int, ok bool) {
	v, ok = values[r]
	return v, ok
}

// Row writes signs that stand one by one as figures: 2026 for 二〇二六. It reports false for
// anything else.
func Row(s string) (string, bool) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		v, ok := Figure(r)
		if !ok {
			return "", false
		}
		out = append(out, byte('0'+v))
	}
	return string(out), s != ""
}

var twenties = strings.NewReplacer("廿", "二十", "卅", "三十")

// Value returns what a numeral from 1 to 999 counts. It reports false for anything else.
func Value(s string) (v int, ok bool) {
	hundreds, rest, large := strings.Cut(s, "百")
	if large {
		if v, ok = digit(hundreds, 1); !ok {
			return 0, false
		}
		v *= 100
	} else {
		rest = s
	}
	units, zero := cutZero(rest)
	tens, after, ten := strings.Cut(twenties.Replace(units), "十")
	switch {
	case ten && !zero:
		n, ok := digit(tens, 1)
		last, whole := digit(after, 0)
		return v + 10*n + last, ok && whole
	case ten, zero != large && rest != "": // 零十, 零五, 一百五
		return 0, false
	}
	last, whole := digit(tens, 0)
	return v + last, whole && v+last > 0
}

// cutZero takes off the sign by which 一百零五 says that it has no tens.
func cutZero(s string) (rest string, zero bool) {
	if r, n := utf8.DecodeRuneInString(s); r == '零' || r == '〇' {
		return s[n:], n < len(s)
	}
	return s, false
}

// digit returns the value of a text that is one Chinese figure from 1 to 9, or none.
func digit(s string, none int) (v int, ok bool) {
	if s == "" {
		return none, true
	}
	r, n := utf8.DecodeRuneInString(s)
	v, ok = Figure(r)
	return v, ok && v > 0 && n == len(s) && n > 1
}
