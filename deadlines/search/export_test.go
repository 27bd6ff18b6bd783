package search

import "shixian/deadlines"

// Match is what a search finds in one rule: how much it weighs, how many characters of the
// search the rule has, and how much the best of all ways of cutting the words weighs.
type Match struct {
	Score, Heaviest float64
	Covered         int
}

// Matches matches a search with every rule, and returns how many characters it has.
func (x *Index) Matches(typed string, lenient bool) (all map[*deadlines.Rule]Match, characters int) {
	parts := x.split(typed)
	for _, p := range parts {
		characters += len([]rune(p))
	}
	m := x.newMatcher(parts, lenient)
	all = map[*deadlines.Rule]Match{}
	for i := range x.rules {
		e := &x.rules[i]
		f, heaviest := m.match(e), 0.0
		for j := range m.parts {
			heaviest += m.heaviest(&m.parts[j], e, 0)
		}
		all[e.rule] = Match{f.score, heaviest, f.covered}
	}
	return all, characters
}

// heaviest tries all ways of cutting a word from a character on.
func (m *matcher) heaviest(p *part, e *entry, from int) float64 {
	if from == len(p.runes) {
		return 0
	}
	best := m.heaviest(p, e, from+1)
	for i := range p.pieces {
		if q := &p.pieces[i]; q.from == from {
			if w := m.weigh(q, e); w > 0 {
				best = max(best, w*float64(q.to-q.from)-perPiece+m.heaviest(p, e, q.to))
			}
		}
	}
	return best
}
