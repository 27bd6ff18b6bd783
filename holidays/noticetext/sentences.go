package noticetext

import (
	"regexp"
	"sort"
	"strings"
)

var inlineItem = regexp.MustCompile(`[一二三四五六七八九十]{1,3}、(?:[^，。；：0-9]{2,24})：`)

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
		return i > from+3 && (r[i-1] > 0x2E80 || r[i-1] == ')')
	}
	return false
}

// bracketed marks the runes inside brackets that are closed within a short distance.
func bracketed(r []rune) []bool {
	const longest = 80
	in := make([]bool, len(r))
	open := -1
	for i, c := range r {
		switch {
		case strings.ContainsRune("(《〔", c) && (open < 0 || i-open > longest):
			open = i
		case strings.ContainsRune(")》〕", c) && open >= 0:
			for j := open; i-open <= longest && j < i; j++ {
				in[j] = true
			}
			open = -1
		}
	}
	return in
}

// itemsWithin finds the items (二、春节：) that follow each other on one line.
func itemsWithin(r []rune) map[int]bool {
	s := string(r)
	found := inlineItem.FindAllStringIndex(s, -1)
	out := make(map[int]bool, len(found))
	at, pos := 0, 0
	for _, f := range found {
		head := s[f[0]:f[1]]
		_, name, _ := strings.Cut(strings.TrimSuffix(head, "："), "、")
		pos += len([]rune(s[at:f[0]]))
		at = f[0]
		if isFestivalList(name) {
			out[pos] = true
		}
	}
	return out
}

// lineNumbers returns for each offset, in ascending order, its line from 1.
func lineNumbers(text string, offsets []int) []int {
	var ends []int
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			ends = append(ends, i)
		}
	}
	out := make([]int, len(offsets))
	for i, o := range offsets {
		out[i] = 1 + sort.SearchInts(ends, o)
	}
	return out
}

// sourceOf returns the text of t as it was written, without blanks.
func sourceOf(text string, t mappedText) string {
	var b strings.Builder
	done := int32(0)
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
