package search

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"shixian/deadlines"
)

// maxTyped is how much of a search is read, in characters.
const maxTyped = 64

// Index is what a search looks into. It is safe for concurrent use.
type Index struct {
	rules     []entry
	districts []district
	synonyms  map[string][]meaning // what the words that people type mean, both normal
	typed     []typed
	ignored   *strings.Replacer // Chinese words
	passed    map[string]bool   // and English ones
}

type entry struct {
	rule   *deadlines.Rule
	fields []field
}

// typed is a word that a synonym explains, as its pinyin is looked for.
type typed struct {
	raw    []rune
	normal string
}

// New returns what a search looks into.
func New(cat *deadlines.Catalogue) *Index {
	x := &Index{synonyms: map[string][]meaning{}, passed: map[string]bool{}}
	for _, r := range cat.Rules {
		x.rules = append(x.rules, entry{r, fieldsOf(r)})
	}
	for _, j := range cat.Jurisdictions {
		x.districts = append(x.districts, districtOf(j))
	}
	for _, s := range cat.Words.Synonyms {
		for _, word := range s.Typed {
			n := normal(word)
			x.typed = append(x.typed, typed{[]rune(plain(word)), n})
			for i, meant := range s.Means {
				x.synonyms[n] = append(x.synonyms[n], meaning{normal(meant), math.Pow(bySynonym, float64(i+1))})
			}
		}
	}
	var pairs []string
	for _, word := range cat.Words.Ignored {
		if x.passed[word] = isLatin(word); !isLatin(word) {
			pairs = append(pairs, word, " ")
		}
	}
	x.ignored = strings.NewReplacer(pairs...)
	return x
}

// Has reports whether a word stands in a text of a rule that a search looks into.
func (x *Index) Has(word string) bool {
	w := normal(word)
	return w != "" && slices.ContainsFunc(x.rules, func(e entry) bool {
		return slices.ContainsFunc(e.fields, func(f field) bool { return f.has(w) })
	})
}

// Find returns the rules that fit what was typed, best first; all of them in the
// catalogue's order if nothing was. District is the id or the name of one, or "" for all. A
// district has what was typed only if it has enough of what any district has: another matter
// with a like name is none.
func (x *Index) Find(typed, district string) []*deadlines.Rule {
	parts := x.split(typed)
	if len(parts) > 1 {
		if found := x.find(parts, district, initials); len(found) > 0 {
			return found
		}
	}
	return x.find(parts, district, syllables)
}

// find is [Index.Find]; least says how well letters have to stand for a district's name.
func (x *Index) find(parts []string, district string, least sound) []*deadlines.Rule {
	districts, rest := x.named(parts, least)
	if district != "" {
		districts = slices.DeleteFunc(x.called(district), func(id string) bool {
			return len(districts) > 0 && !slices.Contains(districts, id)
		})
	}
	elsewhere := func(r *deadlines.Rule) bool {
		return (district != "" || len(districts) > 0) && !slices.Contains(districts, r.Jurisdiction.ID)
	}
	return slices.DeleteFunc(x.ranked(rest), elsewhere)
}

// Keys are the texts of a rule that a list can be cut down by at once, while [Index.Find]
// is still being asked: title and trigger, the pinyin of the title and its first letters.
func (x *Index) Keys(r *deadlines.Rule) string {
	var full, first strings.Builder
	for _, c := range plain(r.Title.ZH) {
		said := string(c)
		if known := readings()[c]; known != nil {
			said = known[0]
		}
		full.WriteString(said)
		first.WriteByte(said[0])
	}
	return strings.ToLower(strings.Join([]string{r.Title.ZH, r.Trigger.ZH, r.Title.EN, r.Trigger.EN, r.ID, full.String(), first.String()}, " "))
}

// split reads what was typed: words without punctuation, those left out that name nothing.
func (x *Index) split(typed string) []string {
	folded := []rune(figured(strings.ToLower(strings.NewReplacer("'", "", "’", "").Replace(width.Fold.String(typed))))) // hui'qian
	typed = apart.ReplaceAllString(string(folded[:min(len(folded), maxTyped)]), "$1$3 $2$4")
	said := slices.DeleteFunc(cutUp(x.ignored.Replace(typed)), func(word string) bool { return x.passed[word] })
	if len(said) > 0 {
		return said
	}
	return cutUp(typed)
}

// apart are numbers that stand side by side, and one before a word that begins with a
// number.
var apart = regexp.MustCompile(`([0-9])([一二三四五六七八九十百两])|([〇零一二三四五六七八九])(一般)`)

func cutUp(typed string) (out []string) {
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;()", r) }) {
		w := normal(word)
		if isLatin(word) {
			w = words(word)
		}
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// found is a rule, and what of the search it has.
type found struct {
	entry   *entry
	score   float64
	covered int // characters
}

// ranked returns those rules that have enough of the words, best first, and all if there are
// none. Mistakes are looked for only if no rule has them all.
func (x *Index) ranked(parts []string) []*deadlines.Rule {
	total := 0
	for _, p := range parts {
		total += len([]rune(p))
	}
	all := x.weigh(parts, false)
	if best := most(all); best < total {
		if lenient := x.weigh(parts, true); most(lenient) > best {
			all = lenient
		}
	}
	enough := max(most(all)*3/4, (total+1)/2)
	all = slices.DeleteFunc(all, func(f found) bool { return f.covered < enough || f.covered == 0 && total > 0 })
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	out := make([]*deadlines.Rule, len(all))
	for i, f := range all {
		out[i] = f.entry.rule
	}
	return out
}

func (x *Index) weigh(parts []string, lenient bool) []found {
	m := x.newMatcher(parts, lenient)
	out := make([]found, len(x.rules))
	for i := range x.rules {
		out[i] = m.match(&x.rules[i])
	}
	return out
}

func most(all []found) (best int) {
	for _, f := range all {
		best = max(best, f.covered)
	}
	return best
}

func isLatin(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0 && strings.IndexFunc(s, unicode.IsLetter) >= 0
}
