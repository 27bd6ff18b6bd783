package noticetext

import (
	"strings"
	"testing"
)

// A phrase has one meaning: it stands in the table once.
func TestPhrasesUnique(t *testing.T) {
	seen := map[string]kind{}
	for k, words := range phrases {
		for _, w := range strings.Fields(words) {
			if other, ok := seen[w]; ok {
				t.Errorf("%s is both kind %d and kind %d", w, other, k)
			}
			seen[w] = k
		}
	}
}
