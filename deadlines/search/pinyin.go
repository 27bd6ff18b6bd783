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
