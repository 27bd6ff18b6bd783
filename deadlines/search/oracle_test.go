package search

import (
	"slices"
	"testing"
)

// TestNumerals: numbers are read as they are said, and rows of figures figure by figure, also
// in the midst of other characters; what is neither stays.
func TestNumerals(t *testing.T) {
	for said, want := range map[string]string{
		"第十七条": "第17条", "一百零五天": "105天", "七一〇": "710", "七幺零表": "710表", "两周": "2周", "十五五规划": "十五五规划", "三十天一百二十": "30天120",
	} {
		if got := numerals(said); got != want {
			t.Errorf("%s is read as %s, want %s", said, got, want)
		}
	}
}

// spoken are the letters that stand for a run of characters from the first on, each with how
// well: every character by a syllable or by its first letter, the last also by the beginning
// of a syllable.
func spoken(text []rune) map[string]sound {
	out := map[string]sound{}
	var extend func(at int, letters string, as sound)
	extend = func(at int, letters string, as sound) {
		if letters != "" {
			out[letters] = max(out[letters], as)
		}
		if at == len(text) {
			return
		}
		if text[at] < 128 {
			extend(at+1, letters+string(text[at]), as)
			return
		}
		for _, s := range readings()[text[at]] {
			extend(at+1, letters+s, as)
			extend(at+1, letters+s[:1], min(as, max(initials, map[bool]sound{true: syllables}[s == s[:1]])))
			for n := 1; n < len(s); n++ {
				out[letters+s[:n]] = max(out[letters+s[:n]], initials)
			}
		}
	}
	extend(0, "", syllables)
	return out
}

// samples are words with characters of one reading and of several, and with figures.
var samples = []string{"会签", "印发文件", "调研", "710制度", "行长", "重要"}

// TestSoundsLikeItsDefinition: letters stand for a run of characters if they are one of all
// that can be typed for it, as well as the best of them, and nothing else does.
func TestSoundsLikeItsDefinition(t *testing.T) {
	for _, word := range samples {
		text, all := []rune(word), map[string]sound{}
		for i := range text {
			for letters, as := range spoken(text[i:]) {
				all[letters] = max(all[letters], as)
			}
		}
		for letters, want := range all {
			if got := soundsLike(text, letters); got != want {
				t.Errorf("%s for %s: %d, want %d", letters, word, got, want)
			}
			for _, other := range []string{letters + "x", "v" + letters, letters[:len(letters)-1] + "v"} {
				if got := soundsLike(text, other); got != all[other] {
					t.Errorf("%s for %s: %d, want %d", other, word, got, all[other])
				}
			}
		}
	}
}

// typos are the syllables that one mistake makes of another: a letter wrong, missing or too
// many, or two that have changed places, but never the first.
func typos(s string) map[string]bool {
	out := map[string]bool{}
	for i := 1; i <= len(s); i++ {
		for c := 'a'; c <= 'z'; c++ {
			out[s[:i]+string(c)+s[i:]] = true
			if i < len(s) {
				out[s[:i]+string(c)+s[i+1:]] = true
			}
		}
		if i < len(s) {
			out[s[:i]+s[i+1:]] = true
		}
		if i+1 < len(s) {
			out[s[:i]+s[i+1:i+2]+s[i:i+1]+s[i+2:]] = true
		}
	}
	delete(out, s)
	return out
}

// misspellings are all that is typed for two characters with one mistake.
func misspellings(a, b rune) map[string]bool {
	out := map[string]bool{}
	for _, s := range readings()[a] {
		for _, next := range readings()[b] {
			for wrong := range typos(s) {
				out[wrong+next], out[wrong] = true, true
			}
			for wrong := range typos(next) {
				out[s+wrong], out[wrong] = true, true
			}
		}
	}
	return out
}

// TestMisspeltIsItsDefinition: letters are misspelt if one mistake makes them of the pinyin.
func TestMisspeltIsItsDefinition(t *testing.T) {
	for _, word := range []string{"会签", "公文", "外出"} {
		text := []rune(word)
		all := misspellings(text[0], text[1])
		for letters := range all {
			if !misspelt(text, letters) {
				t.Errorf("%s has one mistake for %s", letters, word)
			}
			if twice := letters + "q"; misspelt(text, twice) != all[twice] {
				t.Errorf("%s for %s: %t", twice, word, !all[twice])
			}
			if first := "v" + letters[1:]; misspelt(text, first) != all[first] {
				t.Errorf("%s for %s: %t", first, word, !all[first])
			}
		}
	}
}

// likely is what slip is by definition: tried are all ways of leaving one character out, or
// of taking two for one another.
func likely(piece, word []rune, known bool) float64 {
	if len(piece) > len(word) {
		piece, word = word, piece
	}
	switch {
	case len(piece) < 2 || len(word)-len(piece) > 1:
		return 0
	case slices.Equal(piece, word):
		return 1
	case len(piece) < len(word):
		i := len(word) - 1
		for i >= 0 && !slices.Equal(slices.Concat(word[:i], word[i+1:]), piece) {
			i--
		}
		figure := i >= 0 && (isASCII(word[i]) || i < len(piece) && isASCII(piece[i])) // where the two part
		if i < 0 || figure || len(piece) == 2 {
			return 0
		}
		return byMistake
	}
	var differ []int
	for i := range word {
		if piece[i] != word[i] {
			differ = append(differ, i)
		}
	}
	i := differ[0]
	switch {
	case len(differ) > 1 || isASCII(piece[i]) || isASCII(word[i]):
		return 0
	case similar(piece[i], word[i]) == 2:
		return bySameSound
	case similar(piece[i], word[i]) == 1:
		return byMistake
	case known || len(piece) > 2:
		return byGuess
	}
	return 0
}

// wordsOf are all words of up to some characters of an alphabet.
func wordsOf(alphabet string, length int) [][]rune {
	all, longest := [][]rune{}, [][]rune{{}}
	for range length {
		var longer [][]rune
		for _, w := range longest {
			for _, c := range alphabet {
				longer = append(longer, append(slices.Clone(w), c))
			}
		}
		longest, all = longer, append(all, longer...)
	}
	return all
}

// TestSlipIsItsDefinition: for all pairs of words of a few characters, some of which sound
// alike, and one of which is a figure.
func TestSlipIsItsDefinition(t *testing.T) {
	all := wordsOf("会汇鉴签3", 4)
	for i, a := range all {
		for _, b := range all[i:] {
			if len(a)+len(b) > 7 {
				break // words stand by length
			}
			for _, known := range []bool{false, true} {
				got := slip(a, b, known)
				if want := likely(a, b, known); got != want {
					t.Fatalf("%s for %s: %v, want %v", string(a), string(b), got, want)
				}
				if got != slip(b, a, known) {
					t.Fatalf("%s for %s is not as likely as the reverse", string(a), string(b))
				}
			}
		}
	}
}
