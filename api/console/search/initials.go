package search

import (
	_ "embed"
	"strings"
)

const first = 0x4e00

// table holds the letter of each character from first on, or a dot.
//
//go:embed initials.txt
var table string

// Initials returns the first letters of a text's pinyin, in lower case: hqhf for
// 会签回复. Latin letters and digits stay, and all else is left out.
func Initials(text string) string {
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
