package console

import (
	"strings"

	"shixian/api/console/initials"
	"shixian/deadlines"
)

// searchKeys are what the search field looks into, by rule id: the title and the
// trigger in both languages, and the initials of their pinyin.
type searchKeys map[string]string

func newSearchKeys(cat *deadlines.Catalogue) searchKeys {
	keys := make(searchKeys, len(cat.Rules))
	for _, r := range cat.Rules {
		keys[r.ID] = strings.ToLower(strings.Join([]string{
			r.Title.ZH, r.Trigger.ZH, r.Title.EN, r.Trigger.EN, r.ID,
			initials.Of(r.Title.ZH), initials.Of(r.Trigger.ZH),
		}, " "))
	}
	return keys
}
