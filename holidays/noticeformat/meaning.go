package noticeformat

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"shixian/holidays"
)

var (
	// dayOfRun is the count that some calendars put behind a title.
	dayOfRun = regexp.MustCompile(`\s*第\s*\d+\s*天\s*/\s*共\s*\d+\s*天$`)
	// bracketed is a title with its meaning in brackets at the end.
	bracketed = regexp.MustCompile(`^(.+?)\s*[(\[【]\s*([^()\[\]【】]+?)\s*[)\]】]$`)
	// between may stand between a title and its meaning.
	between = regexp.MustCompile(`\s*[·:\-—–]+\s*|\s+`)
)

// meaning returns the festival of an event and whether its days are off or
// worked, as its title and its categories say. The third result is false where
// neither says so, where they differ, or where the title still has more to say.
func meaning(title string, categories []string) (string, holidays.EntryKind, bool) {
	festival, kind := split(title)
	for _, c := range categories {
		k, ok := kindOf(c)
		switch {
		case !ok:
		case kind == "":
			kind = k
		case kind != k:
			return "", "", false
		}
	}
	return festival, kind, kind != "" && festival != "" && !strings.ContainsAny(festival, "休班假补")
}

// split takes what a title says of its days off its end; where it says nothing,
// the whole title is the festival.
func split(title string) (string, holidays.EntryKind) {
	s := strings.TrimSpace(width.Fold.String(title))
	s = dayOfRun.ReplaceAllString(s, "")
	if m := bracketed.FindStringSubmatch(s); m != nil {
		if kind, ok := kindOf(m[2]); ok {
			return m[1], kind
		}
	}
	for _, at := range between.FindAllStringIndex(s, -1) {
		if kind, ok := kindOf(s[at[1]:]); ok {
			return s[:at[0]], kind
		}
	}
	for _, word := range joinedWords {
		if name, ok := strings.CutSuffix(s, word); ok && name != "" {
			return name, kindWords[word]
		}
	}
	return s, ""
}

// joinedWords are the words that may follow a festival without a blank, longest
// first: 春节放假. One character alone may belong to the festival.
var joinedWords = func() []string {
	var out []string
	for w := range kindWords {
		if len([]rune(w)) > 1 && w[0] >= 0x80 {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if d := len(b) - len(a); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return out
}()
