package batch

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/deadlines/search"
)

// ruleNames finds rules by what people write: the id, or the title in either
// language.
type ruleNames struct {
	cat   *deadlines.Catalogue
	found *search.Index
	rules map[string][]*deadlines.Rule
	spelt map[*deadlines.Jurisdiction][]string
}

func newRuleNames(cat *deadlines.Catalogue, found *search.Index) ruleNames {
	n := ruleNames{cat, found, map[string][]*deadlines.Rule{}, map[*deadlines.Jurisdiction][]string{}}
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
	return plainSigns.Replace(strings.ToLower(spreadsheet.Visible(width.Fold.String(s))))
}

var plainSigns = strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "", "\u3000", "", "，", "", ",", "", "、", "", "､", "",
	"“", "", "”", "", "\"", "", "「", "", "」", "", "’", "'", "《", "", "》", "", "/", "", "-", "", "—", "", "–", "")

// office is what the name of a district's government adds to the district's, and what is
// left out of an English one.
var office = regexp.MustCompile(`(人民)?政府(办|办公室)?$|district$`)

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

// beforeTitle is what a title may begin with before it names a district.
var beforeTitle = regexp.MustCompile(`^((编制|填报|制表|填表)?单位:)?(\d{4}年度?)?`)

// titled returns the district with which a title begins, nil if it names several: 象山区等五区.
func (n ruleNames) titled(title string) (found *deadlines.Jurisdiction) {
	text := beforeTitle.ReplaceAllString(plain(title), "")
	for _, j := range n.cat.Jurisdictions {
		longest := ""
		for _, name := range n.spelt[j] {
			if strings.Contains(text, name) && len(name) > len(longest) {
				longest = name
			}
		}
		if longest == "" {
			continue
		}
		if rest, begins := strings.CutPrefix(text, longest); found != nil || !begins || strings.HasPrefix(rest, "等") {
			return nil
		}
		found = j
	}
	return found
}

// numbered is what stands before a name in a list: 1. or （一）, and what ends a sentence.
var numbered = regexp.MustCompile(`^(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.､、)])[ .]*([^\d].*)$`)

// unnumbered returns a name without its number in a list, and without a full stop.
func unnumbered(s string) string {
	s = strings.TrimRight(strings.TrimSpace(width.Fold.String(s)), "。｡;")
	return numbered.ReplaceAllString(s, "$1")
}

// rule returns the rules that a name means within a district, which may be nil.
func (n ruleNames) rule(text string, in *deadlines.Jurisdiction) []*deadlines.Rule {
	all := n.rules[plain(text)]
	if len(all) == 0 {
		all = n.rules[plain(unnumbered(text))]
	}
	if in == nil {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(r *deadlines.Rule) bool { return r.Jurisdiction != in })
}

// districts names those that there are.
func (n ruleNames) districts(v *page.View) string {
	var out []string
	for _, j := range n.cat.Jurisdictions {
		out = append(out, v.In(j.Name))
	}
	return strings.Join(out, v.T("、", "; ")) + v.T("。", ".")
}
