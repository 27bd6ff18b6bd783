package search

import (
	"strings"
	"unicode"
)

// How much less a word says that stands in a rule only in another form.
const (
	bySynonym   = .95 // and each further word that the synonym means, that much less
	bySyllable  = .9
	byInitials  = .75
	bySameSound = .7 // of one wrong character, by how it sounds
	byMistake   = .6
	byGuess     = .4
	perPiece    = .1 // for each piece that the words are cut into
)

var bySound = map[sound]float64{syllables: bySyllable, initials: byInitials}

// matcher matches the words of one search with rules.
type matcher struct {
	x       *Index
	parts   []part
	lenient bool // one wrong character is taken
}

// part is a word, and the pieces of it that are looked for in a rule.
type part struct {
	runes  []rune
	pieces []piece
}

// piece is a run of characters from one index to another, and what else it may be typed
// for.
type piece struct {
	from, to int
	text     string
	runes    []rune
	latin    bool
	whole    bool // it is the whole word
	other    []meaning
}

// meaning is a word that a piece may stand for.
type meaning struct {
	text   string
	weight float64
}

func (x *Index) newMatcher(words []string, lenient bool) *matcher {
	m := &matcher{x: x, lenient: lenient}
	for _, w := range words {
		p := part{runes: []rune(w)}
		for from := range p.runes {
			for to := from + 1; to <= len(p.runes); to++ {
				if !splits(p.runes, from) || !splits(p.runes, to) || to-from == 1 && len(p.runes) > 1 {
					continue
				}
				p.pieces = append(p.pieces, m.piece(p.runes, from, to))
			}
		}
		m.parts = append(m.parts, p)
	}
	return m
}

// splits reports whether a word may be cut before the character at i: letters and figures
// stay together.
func splits(word []rune, i int) bool {
	return i == 0 || i == len(word) || !(isASCII(word[i-1]) && isASCII(word[i]))
}

func isASCII(r rune) bool { return r <= unicode.MaxASCII }

func (m *matcher) piece(word []rune, from, to int) piece {
	p := piece{from: from, to: to, text: string(word[from:to]), runes: word[from:to], whole: to-from == len(word)}
	p.latin = isLatin(p.text)
	p.mean(m.x.synonyms[normal(p.text)], 1) // year-end is known as yearend
	for _, t := range m.x.typed {
		switch {
		case p.latin:
			p.mean(m.x.synonyms[t.normal], bySound[spelt(t.raw, p.text)])
		case m.lenient && !p.latin && (p.whole || len(p.runes) > 2):
			p.mean(m.x.synonyms[t.normal], slip(p.runes, []rune(t.normal), true))
		}
	}
	return p
}

func (p *piece) mean(words []meaning, weight float64) {
	if weight == 0 {
		return
	}
	for _, w := range words {
		p.other = append(p.other, meaning{w.text, w.weight * weight})
	}
}

// match says what of the words a rule has. Each word is cut so that the pieces that stand
// in the rule weigh most.
func (m *matcher) match(e *entry) found {
	out := found{entry: e}
	for i := range m.parts {
		score, covered := m.cut(&m.parts[i], e)
		out.score += score
		out.covered += covered
	}
	return out
}

func (m *matcher) cut(p *part, e *entry) (score float64, covered int) {
	type state struct {
		score   float64
		covered int
	}
	best := make([]state, len(p.runes)+1) // by how much of the word it is of
	for to := 1; to <= len(p.runes); to++ {
		best[to] = best[to-1] // the character stands in no piece
		for i := range p.pieces {
			q := &p.pieces[i]
			if q.to != to {
				continue
			}
			w := m.weigh(q, e)
			n := q.to - q.from
			if s := best[q.from].score + w*float64(n) - perPiece; w > 0 && s > best[to].score {
				best[to] = state{s, best[q.from].covered + n}
			}
		}
	}
	whole := best[len(p.runes)]
	return whole.score, whole.covered
}

// weigh says how much a piece says that a rule is meant; 0 if it stands nowhere in it.
func (m *matcher) weigh(p *piece, e *entry) float64 {
	best := 0.0
	for i := range e.fields {
		f := &e.fields[i]
		if w := f.weight * m.in(p, f); w > best {
			best = w
		}
	}
	return best
}

// in says in what form a piece stands in a field: 1 as it is, 0 not at all.
func (m *matcher) in(p *piece, f *field) float64 {
	if f.latin && !p.latin {
		return 0
	}
	if f.has(p.text) {
		return 1
	}
	best := 0.0
	for _, o := range p.other {
		if o.weight > best && f.has(o.text) {
			best = o.weight
		}
	}
	switch {
	case p.latin && len(p.text) >= 2 && f.raw != nil:
		best = max(best, bySound[soundsLike(f.raw, p.text)])
		if best == 0 && m.lenient && len(p.text) >= leastMisspelt && misspelt(f.raw, p.text) {
			best = byGuess
		}
	case m.lenient && !isASCII(p.runes[0]) && f.prose:
		best = max(best, slipIn(p, []rune(f.text)))
	}
	return best
}

// slipIn looks for a piece with one wrong character anywhere in a text; of two characters
// within a longer word, the wrong one has to sound the same.
func slipIn(p *piece, text []rune) float64 {
	best, piece := 0.0, p.runes
	for n := len(piece) - 1; n <= len(piece)+1; n++ {
		for i := 0; i+n <= len(text) && n >= 2; i++ {
			best = max(best, slip(piece, text[i:i+n], false))
			if p.whole && best < bySameSound && n == len(piece) && sameSound(piece, text[i:i+n]) {
				best = bySameSound
			}
		}
	}
	if len(piece) == 2 && !p.whole && best < bySameSound {
		return 0
	}
	return best
}

// sameSound reports whether two words are said alike, as the characters are that an input
// method offers in the place of others, and traditional ones.
func sameSound(piece, word []rune) bool {
	for i := range piece {
		if piece[i] != word[i] && similar(piece[i], word[i]) != 2 {
			return false
		}
	}
	return true
}

// slip says how likely a piece is typed for a word with one character wrong, missing or
// too many; figures are never wrong. Of two characters, the wrong one has to sound alike,
// or the word has to be known.
func slip(piece, word []rune, known bool) float64 {
	long, short := piece, word
	if len(long) < len(short) {
		long, short = short, long
	}
	if len(short) < 2 || len(long)-len(short) > 1 {
		return 0
	}
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	switch {
	case i < len(long) && isASCII(long[i]) || i < len(short) && isASCII(short[i]):
		return 0
	case len(long) > len(short):
		if len(short) >= 3 && strings.HasSuffix(string(long[i+1:]), string(short[i:])) {
			return byMistake
		}
		return 0
	case i == len(short):
		return 1
	case string(long[i+1:]) != string(short[i+1:]):
		return 0
	}
	switch alike := similar(long[i], short[i]); {
	case alike == 2:
		return bySameSound
	case alike == 1:
		return byMistake
	case len(short) > 2 || known:
		return byGuess
	}
	return 0
}
