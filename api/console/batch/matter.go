package batch

import (
	"regexp"
	"slices"
	"strings"

	"shixian/api/console/page"
	"shixian/deadlines"
)

// ruleOf returns the rule of a row, or nil and notes why there is none.
func (k *rowCounter) ruleOf(r *rowResult) *deadlines.Rule {
	if k.Rule != nil {
		return k.Rule
	}
	in := k.section
	if in == nil {
		in = k.District
	}
	if s := k.value(r, roleDistrict); s != "" {
		if city := r.Cell(k.city); city != "" && !strings.Contains(plain(s), plain(city)) {
			s = city + s // there are several of one name
		}
		if in = k.names.district(s); in == nil {
			r.fail(k.Columns[roleDistrict], k.v.T("没有“"+page.Clip(s, 20)+"”的规则。可以写："+k.names.districts(k.v), "there are no rules of “"+page.Clip(s, 20)+"”. There are: "+k.names.districts(k.v)))
			return nil
		}
	}
	name := k.value(r, roleRule)
	if name == "" {
		k.lacks(r, roleRule, "没有写是什么事项。", "the matter is missing.")
		return nil
	}
	if r.Cell(k.Columns[roleDistrict]) == "" && strings.Contains(name, ".") {
		in = nil // an id says its district by itself
	}
	found := k.names.rule(name, in)
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) > 1 && in == nil:
		k.asked.district(name)
		r.ask(k.v.T("“"+page.Clip(name, 20)+"”是哪个区县的？请选。", "“"+page.Clip(name, 20)+"”: of which district?"))
		return nil
	}
	return k.matter(r, k.withUrgency(r, name, in), in)
}

// urgencyHeading stands above how urgent a matter is, on which it can depend which one it is.
var urgencyHeading = regexp.MustCompile(`^(紧急|缓急|急缓)(程度|等级|情况)?$`)

// withUrgency adds to a word how urgent the row is, if what the word may mean depends on that.
func (k *rowCounter) withUrgency(r *rowResult, word string, in *deadlines.Jurisdiction) string {
	urgency := r.Cell(k.urgency)
	if urgency == "" || isNothing(urgency) || strings.Contains(plain(word), plain(urgency)) {
		return word
	}
	by, known := k.urgent[matterField(word, in)]
	if !known {
		m := matterQuestion{District: in}
		k.asked.suggest(&m, word)
		by = slices.ContainsFunc(m.Likely, func(rule *deadlines.Rule) bool { return strings.Contains(rule.Title.ZH, "急") })
		k.urgent[matterField(word, in)] = by
	}
	if !by {
		return word
	}
	return word + "（" + urgency + "）"
}

// matter returns the rule that somebody said a word means, or asks.
func (k *rowCounter) matter(r *rowResult, word string, in *deadlines.Jurisdiction) *deadlines.Rule {
	q := k.asked.matter(word, in)
	answer := k.fields[q.Field]
	if answer == skipAnswer {
		q.Skip, r.Skipped = true, skippedAsTold
		return nil
	}
	if rule := k.names.cat.Rule(answer); rule != nil && (in == nil || rule.Jurisdiction == in) {
		q.Chosen = rule
		return rule
	}
	r.ask(k.v.T("“"+page.Clip(word, 20)+"”是哪一件？", "“"+page.Clip(word, 20)+"”: which matter?"))
	return nil
}
