package noticetext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	// inlineItem is an item that follows another on its line (二、春节：).
	inlineItem = regexp.MustCompile(`[一二三四五六七八九十]{1,3}、(?:[^，。；：0-9]{2,24})：`)
	// shortBracket is a bracket that is closed soon enough to be meant so.
	shortBracket = regexp.MustCompile(`[(《〔][^)》〕]{0,79}[)》〕]`)
)

// splitSentences splits the text into sentences. A line end that [logicalLines] kept
// ends a sentence, and so do 。；！？.
func splitSentences(t mappedText) []sentenceText {
	var out []sentenceText
	for _, l := range logicalLines(t) {
		for i, s := range splitLine(l) {
			out = append(out, sentenceText{mappedText: s, s: string(s.r), first: i == 0})
		}
	}
	return out
}

func splitLine(l mappedText) []mappedText {
	var out []mappedText
	inner := bracketed(l.r)
	starts := itemsWithin(l.r)
	from := 0
	cut := func(to int) {
		if to > from {
			out = append(out, l.slice(from, to))
		}
		from = to
	}
	for i := range l.r {
		if starts[i] {
			cut(i)
		}
		if !inner[i] && endsSentence(l.r, from, i) {
			cut(i + 1)
		}
	}
	cut(len(l.r))
	return out
}

// endsSentence reports whether the rune at i ends the sentence that starts at from.
func endsSentence(r []rune, from, i int) bool {
	switch r[i] {
	case '。', '；', '！', '？':
		return true
	case '.':
		// not the point of 1. or 一. at the start, nor of 2019.5.1 or www.gov.cn
		return i > from+3 && (r[i-1] >= utf8.RuneSelf || r[i-1] == ')')
	}
	return false
}

// bracketed marks the runes inside brackets that are closed within a short distance.
func bracketed(r []rune) map[int]bool {
	in := map[int]bool{}
	for _, m := range findRunes(shortBracket, r) {
		for i := m.from; i < m.to; i++ {
			in[i] = true
		}
	}
	return in
}

// itemsWithin finds the items (二、春节：) that follow each other on one line.
func itemsWithin(r []rune) map[int]bool {
	out := map[int]bool{}
	for _, m := range findRunes(inlineItem, r) {
		_, name, _ := strings.Cut(strings.TrimSuffix(string(r[m.from:m.to]), "："), "、")
		out[m.from] = isFestivalList(name)
	}
	return out
}

type match struct{ from, to int }

// findRunes returns all places of r where a pattern is found.
func findRunes(pattern *regexp.Regexp, r []rune) []match {
	s := string(r)
	var out []match
	at, pos := 0, 0
	for _, f := range pattern.FindAllStringIndex(s, -1) {
		from := pos + utf8.RuneCountInString(s[at:f[0]])
		at, pos = f[1], from+utf8.RuneCountInString(s[f[0]:f[1]])
		out = append(out, match{from, pos})
	}
	return out
}

// sourceOf returns the text of t as it was written, without blanks.
func sourceOf(text string, t mappedText) string {
	var b strings.Builder
	var done int32
	for i, r := range t.r {
		switch {
		case text[t.at[i]] == '&':
			b.WriteRune(r)
		case t.at[i] >= done:
			b.WriteString(text[t.at[i]:t.end[i]])
		}
		done = t.end[i]
	}
	return b.String()
}
