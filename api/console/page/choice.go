package page

import "shixian/holidays"

// Choice is a value that a person chooses or follows, and what it is called.
type Choice struct{ Value, ZH, EN string }

// ChoiceOf returns a choice.
func ChoiceOf(value, zh, en string) Choice { return Choice{value, zh, en} }

// Name returns what the choice is called in the page's language.
func (v *View) Name(c Choice) string { return v.T(c.ZH, c.EN) }

// Calendars are those of a table to choose from; none if err says that there is no
// table.
func Calendars(t *holidays.Table, err error) []Choice {
	if err != nil {
		return nil
	}
	var out []Choice
	for _, id := range t.IDs() {
		def := t.Calendar(id).Definition()
		out = append(out, ChoiceOf(id, def.NameZH, def.NameEN))
	}
	return out
}
