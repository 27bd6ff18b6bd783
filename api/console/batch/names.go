package batch

import (
	"strings"

	"golang.org/x/text/width"

	"shixian/deadlines"
)

// ruleNames finds rules by what people write: the id, or the title in either
// language.
type ruleNames struct {
	cat   *deadlines.Catalogue
	rules map[string][]*deadlines.Rule
}

func newRuleNames(cat *deadlines.Catalogue) ruleNames {
	n := ruleNames{cat, map[string][]*deadlines.Rule{}}
	for _, r := range cat.Rules {
		for _, name := range []string{r.ID, r.Title.ZH, r.Title.EN} {
			key := plain(name)
			n.rules[key] = append(n.rules[key], r)
		}
	}
	return n
}

// plain makes a name comparable: narrow, in lower case, without spaces, and with one
// kind of separator and apostrophe.
func plain(s string) string {
	return plainSigns.Replace(strings.ToLower(width.Fold.String(s)))
}

var plainSigns = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "", "，", ",", "、", ",", "’", "'", "《", "", "》", "")

// district returns the district that a name means: its id, its name or the end of
// its name, with 区 or without, or nil if none or several are meant.
func (n ruleNames) district(name string) *deadlines.Jurisdiction {
	key := plain(name)
	var found *deadlines.Jurisdiction
	for _, j := range n.cat.Jurisdictions {
		switch {
		case key == plain(j.ID), key == plain(j.Name.ZH), key == plain(j.Name.EN):
			return j
		case len([]rune(key)) > 1 && (strings.HasSuffix(j.Name.ZH, key) || strings.HasSuffix(j.Name.ZH, key+"区")), key != "" && strings.HasPrefix(plain(j.Name.EN), key+"district"):
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
