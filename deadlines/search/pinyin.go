package search

import (
	_ "embed"
	"strings"
	"sync"
)

// pinyinText has a line for each syllable: the syllable, then the characters that are
// read so. A character of several readings stands in several lines, in the order of the
// syllables.
//
//go:embed pinyin.txt
var pinyinText string

// readings are the syllables of each character.
var readings = sync.OnceValue(func() map[rune][]string {
	out := make(map[rune][]string, 21000)
	for line := range strings.Lines(pinyinText) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range characters {
			out[r] = append(out[r], syllable)
		}
	}
	return out
})

// sound says how well letters stand for characters.
type sound int

const (
	noSound  sound = iota
	initials       // at least one syllable by its first letters only
	syllables
)

// soundsLike says how letters stand for a run of characters anywhere in a text; letters
// and figures of the text stand for themselves.
func soundsLike(text []rune, letters string) sound {
	best := noSound
	for i := range text {
		best = max(best, soundsFrom(text[i:], letters))
	}
	return best
}

func soundsFrom(text []rune, letters string) sound {
	if letters == "" {
		return syllables
	}
	if len(text) == 0 {
		return noSound
	}
	known := readings()[text[0]]
	if known == nil {
		if letters[0] == byte(text[0]) && text[0] < 128 {
			return soundsFrom(text[1:], letters[1:])
		}
		return noSound
	}
	best := noSound
	for _, s := range known {
		if rest, whole := strings.CutPrefix(letters, s); whole {
			best = max(best, soundsFrom(text[1:], rest))
		} else if strings.HasPrefix(s, letters) {
			best = max(best, initials) // it is still being typed
		}
		if letters[0] == s[0] {
			best = max(best, min(initials, soundsFrom(text[1:], letters[1:])))
		}
	}
	return best
}

// leastMisspelt is from how many letters on a mistake among them is looked for.
const leastMisspelt = 5

// misspelt reports whether letters are the whole pinyin of a run of characters anywhere in
// a text, but for one syllable: a letter in it is wrong, missing or too many, or two have
// changed places.
func misspelt(text []rune, letters string) bool {
	for i := range text {
		if misspeltFrom(text[i:], letters) {
			return true
		}
	}
	return false
}

func misspeltFrom(text []rune, letters string) bool {
	if len(text) == 0 {
		return false
	}
	for _, s := range readings()[text[0]] {
		if rest, whole := strings.CutPrefix(letters, s); whole && misspeltFrom(text[1:], rest) {
			return true
		}
		for n := max(1, len(s)-1); n <= min(len(s)+1, len(letters)); n++ {
			if nearly(letters[:n], s) && soundsFrom(text[1:], letters[n:]) == syllables {
				return true
			}
		}
	}
	return false
}

// nearly reports whether a syllable is typed with one mistake, and not in its first letter.
func nearly(typed, s string) bool {
	i := 0
	for i < min(len(typed), len(s)) && typed[i] == s[i] {
		i++
	}
	if i == 0 {
		return false
	}
	a, b := typed[i:], s[i:]
	switch len(a) - len(b) {
	case 0:
		return len(a) > 0 && (a[1:] == b[1:] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:])
	case 1:
		return a[1:] == b
	}
	return b[1:] == a
}

// spelt says how letters stand for the whole of a word.
func spelt(word []rune, letters string) sound {
	if len(word) == 0 || soundsFrom(word[:len(word)-1], letters) != noSound {
		return noSound
	}
	return soundsFrom(word, letters)
}

// similar says how much two characters sound alike: 2 the same, 1 nearly, 0 not.
func similar(a, b rune) int {
	best := 0
	for _, s := range readings()[a] {
		for _, t := range readings()[b] {
			switch {
			case s == t:
				return 2
			case rhyme(s) == rhyme(t), strings.TrimSuffix(s, "g") == strings.TrimSuffix(t, "g"):
				best = 1
			}
		}
	}
	return best
}

// rhyme is a syllable without its consonant.
func rhyme(s string) string { return strings.TrimLeft(s, "bpmfdtnlgkhjqxzcsryw") }
