// Package initials gives the first letters of a Chinese text's pinyin: hqhf for
// 会签回复.
//
// Its assumptions: characters of the block U+4E00 to U+9FA5 in their most frequent
// reading, which is enough to search a list by; a table of one byte a character
// (initials.txt) takes a hundredth of the memory of a pinyin library's. The test
// compares it with that library.
package initials

import (
	_ "embed"
	"strings"
)

const first = 0x4e00

// table holds the letter of each character from first on, or a dot.
//
//go:embed initials.txt
var table string

// Of returns the initials of a text, in lower case. Latin letters and digits stay,
// and all else is left out.
func Of(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= first && int(r-first) < len(table) && table[r-first] != '.':
			b.WriteByte(table[r-first])
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z':
			b.WriteRune(r)
		}
	}
	return b.String()
}
