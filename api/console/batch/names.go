package batch

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/deadlines/search"
)

// ruleNames finds rules by what people write: the id, or the title in either
// language.
type ruleNames struct {
	cat   *deadlines.Catalogue
	rules map[string][]*deadlines.Rule
	spelt map[*deadlines.Jurisdiction][]string
}

func newRuleNames(cat *deadlines.Catalogue) ruleNames {
	n := ruleNames{cat, map[string][]*deadlines.Rule{}, map[*deadlines.Jurisdiction][]string{}}
	for _, j := range cat.Jurisdictions {
		for _, name := range search.Spellings(j) {
			n.spelt[j] = append(n.spelt[j], plain(name))
		}
	}
	for _, r := range cat.Rules {
		for _, name := range []string{r.ID, r.Title.ZH, r.Title.EN} {
			key := plain(name)
			n.rules[key] = append(n.rules[key], r)
		}
	}
	return n
}

// plain makes a name comparable: narrow, in lower case, without spaces, quotation marks
// and what only separates words, dashes and slashes among it.
func plain(s string) string {
	return plainSigns.Replace(strings.ToLower(width.Fold.String(s)))
}

var plainSigns = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "", "\u3000", "", "，", "", ",", "", "、", "", "､", "",
	"“", "", "”", "", "\"", "", "「", "", "」", "", "’", "'", "《", "", "》", "", "/", "", "-", "", "—", "", "–", "")

// office is what the name of a district's government adds to the district's.
var office = regexp.MustCompile(`(人民)?政府(办|办公室)?$`)

// district returns the district that a name means: its id, or its name in any of the ways
// in which it is written; nil if none or several are meant.
func (n ruleNames) district(name string) *deadlines.Jurisdiction {
	key := office.ReplaceAllString(plain(name), "")
	var found *deadlines.Jurisdiction
	for _, j := range n.cat.Jurisdictions {
		switch {
		case key == plain(j.ID), key == plain(j.Name.EN):
			return j
		case slices.Contains(n.spelt[j], key), key != "" && strings.HasPrefix(plain(j.Name.EN), key+"district"):
			if found != nil {
				return nil
			}
			found = j
		}
	}
	return found
}

// rule returns the rules that a name means within a district, which may be nil.
func (n ruleNames) rule(name string, in *deadlines.Jurisdiction) []*deadlines.Rule {
	all := n.rules[plain(name)]
	if in == nil {
		return all
	}
	var out []*deadlines.Rule
	for _, r := range all {
		if r.Jurisdiction == in {
			out = append(out, r)
		}
	}
	return out
}

// districts names those that there are.
func (n ruleNames) districts(v *page.View) string {
	out := ""
	for i, j := range n.cat.Jurisdictions {
		if i > 0 {
			out += v.T("、", "; ")
		}
		out += v.In(j.Name)
	}
	return out + v.T("。", ".")
}

// likely returns the rules that a word could mean, the likeliest first: those that have at
// least half of its characters in their order.
func likely(word string, rules []*deadlines.Rule) []*deadlines.Rule {
	key := []rune(plain(word))
	score := func(r *deadlines.Rule) int { return 100 * common(key, []rune(plain(r.Title.ZH))) / max(1, len(key)) }
	var out []*deadlines.Rule
	for _, r := range rules {
		if score(r) >= 50 {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b *deadlines.Rule) int {
		return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(len(a.Title.ZH), len(b.Title.ZH)))
	})
	return out[:min(len(out), maxLikely)]
}

// maxLikely is how many suggestions a question makes.
const maxLikely = 5

// common returns how many characters two texts have in common in the same order.
func common(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
