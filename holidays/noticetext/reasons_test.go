package noticetext

import (
	"strings"
	"testing"
)

// Every code has its two texts.
func TestCodes(t *testing.T) {
	for _, table := range []map[string][2]string{reasonTexts, problemTexts} {
		for code, text := range table {
			if text[0] == "" || text[1] == "" || strings.ContainsAny(text[1], "，。") {
				t.Errorf("%s: %q", code, text)
			}
		}
	}
}
