package search

import (
	"strings"

	"shixian/deadlines"
)

// Rules is what a search looks into, by rule id: the title and the trigger in both
// languages, and the initials of their pinyin, in lower case.
type Rules map[string]string

// NewRules returns what a search looks into.
func NewRules(cat *deadlines.Catalogue) Rules {
	keys := make(Rules, len(cat.Rules))
	for _, r := range cat.Rules {
		keys[r.ID] = strings.ToLower(strings.Join([]string{
			r.Title.ZH, r.Trigger.ZH, r.Title.EN, r.Trigger.EN, r.ID,
			Initials(r.Title.ZH), Initials(r.Trigger.ZH),
		}, " "))
	}
	return keys
}

// Match reports whether a rule has all words of a query in it.
func (k Rules) Match(id, query string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(k[id], word) {
			return false
		}
	}
	return true
}
