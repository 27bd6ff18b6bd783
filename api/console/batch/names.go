package batch

import (
	"strings"

	"golang.org/x/text/width"

	"shixian/api/console/page"
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

// ruleOf returns the rule of a row, or nil and notes why there is none.
func (k *rowCounter) ruleOf(r *rowResult) *deadlines.Rule {
	if k.Rule != nil {
		return k.Rule
	}
	in := k.District
	if s := k.value(r, roleDistrict); s != "" {
		if in = k.names.district(s); in == nil {
			r.fail(k.Columns[roleDistrict], k.v.T("没有这个区县的规则。可以写："+k.names.districts(k.v), "there are no rules of this district. There are: "+k.names.districts(k.v)))
			return nil
		}
	}
	name := k.value(r, roleRule)
	if name == "" {
		r.fail(k.Columns[roleRule], k.v.T("没有写是什么事项。", "the matter is missing."))
		return nil
	}
	found := k.names.rule(name, in)
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) > 1:
		r.fail(k.Columns[roleRule], k.v.T("几个区县都有这件事项。请选定区县，加一列区县，或改写规则编号，如 "+found[0].ID+"。",
			"several districts have this matter. Please choose a district, add a column for it, or write the rule's id, such as "+found[0].ID+"."))
	case in != nil && len(k.names.rule(name, nil)) > 0:
		r.fail(k.Columns[roleRule], k.v.T(k.v.In(in.Name)+"没有这件事项。", k.v.In(in.Name)+" has no such matter."))
	default:
		r.fail(k.Columns[roleRule], k.v.T("没有这件事项。请照“规则”页上的名称或编号写。", "there is no such matter. Please write its title or id as on the page “Rules”."))
	}
	return nil
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
