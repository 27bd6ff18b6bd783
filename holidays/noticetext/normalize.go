package noticetext

import (
	"cmp"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mappedText is normalized text: each rune with the bytes of the source that it stands for.
type mappedText struct {
	r   []rune
	at  []int32 // offset of the first byte
	end []int32 // offset after the last byte
}

func (t *mappedText) add(r rune, at, end int) {
	t.r = append(t.r, r)
	t.at = append(t.at, int32(at))
	t.end = append(t.end, int32(end))
}

// slice returns a part of t. What is appended to it does not reach t.
func (t *mappedText) slice(i, j int) mappedText {
	return mappedText{t.r[i:j:j], t.at[i:j:j], t.end[i:j:j]}
}

func (t *mappedText) append(u mappedText) {
	t.r = append(t.r, u.r...)
	t.at = append(t.at, u.at...)
	t.end = append(t.end, u.end...)
}

// normalize brings text into one form: entities decoded, blanks and invisible
// characters dropped, every line end a '\n', widths and compatibility forms
// (NFKC) folded, and each mark of punctuation in a single form.
func normalize(text string) mappedText {
	var t mappedText
	for i := 0; i < len(text); {
		if s, n := entity(text[i:]); n > 0 {
			for _, r := range s {
				t.normalizeRune(r, i, i+n)
			}
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == '\r' && strings.HasPrefix(text[i+n:], "\n") {
			n++
		}
		t.normalizeRune(r, i, i+n)
		i += n
	}
	return t
}

func (t *mappedText) normalizeRune(r rune, at, end int) {
	switch {
	case strings.ContainsRune("\n\r\v\f\u0085\u2028\u2029", r):
		t.add('\n', at, end)
	case unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn) || r == '\u2800':
		// blanks, zero-width and control characters
	case r == '…':
		t.add(r, at, end) // NFKC would make three full stops of it
	case r >= '①' && r <= '⑳':
		for _, c := range norm.NFKC.String(string(r)) + "." {
			t.add(c, at, end)
		}
	default:
		for _, c := range norm.NFKC.String(string(r)) {
			if c != ' ' {
				t.add(cmp.Or(punctuation[c], c), at, end)
			}
		}
	}
}

// punctuation has the variants of a mark, each with the one form that they are brought into.
var punctuation = variants("，,", "：:∶", "；;", "！!", "？?", "~〜∼", "-‐‑‒–—―─━−", `"“”‘’'「」『』〝〞`, "〔[【〖⟦", "〕]】〗⟧", "〇○◯⚪")

// variants maps the runes of each group to its first.
func variants(groups ...string) map[rune]rune {
	out := map[rune]rune{}
	for _, g := range groups {
		first, _ := utf8.DecodeRuneInString(g)
		for _, r := range g {
			out[r] = first
		}
	}
	return out
}

var (
	entityForm = regexp.MustCompile(`^&(?:amp;)?(#?[0-9A-Za-z]{1,12};)`)
	ampersand  = regexp.MustCompile(`^&(amp;)`)
)

// entity decodes the HTML entity at the start of s and returns its length in
// bytes, 0 if there is none. An ampersand encoded twice is decoded twice.
func entity(s string) (string, int) {
	if s[0] != '&' {
		return "", 0
	}
	for _, form := range []*regexp.Regexp{entityForm, ampersand} {
		if m := form.FindStringSubmatch(s); m != nil {
			if d := html.UnescapeString("&" + m[1]); d != "&"+m[1] {
				return d, len(m[0])
			}
		}
	}
	return "", 0
}
