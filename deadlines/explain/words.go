package explain

import (
	"cmp"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// Words are the short texts of one language, for lists, cells and headings. The
// sentences of an explanation are made of the same ones.
type Words interface {
	// Date writes a date in full, DayDate with its weekday, Weekday the weekday alone.
	Date(d holidays.Date) string
	DayDate(d holidays.Date) string
	Weekday(d holidays.Date) string
	// Unit names the unit of an amount.
	Unit(u deadlines.Unit) string
	// Amount says how many of a unit, such as 7个工作日.
	Amount(n int, u deadlines.Unit) string
	// Limit says in a few words what a rule asks.
	Limit(r *deadlines.Rule) string
	// Strength is the text's own word, in English with what it stands for.
	Strength(r *deadlines.Rule) string
	// Citation says where a rule stands; Document names a document and since when it
	// holds.
	Citation(r *deadlines.Rule) string
	Document(d *deadlines.Document) string
	// DueTitle names the due day of a rule, for an event or a heading.
	DueTitle(r *deadlines.Rule) string
	// Verdict is the answer in a few words: the due day, or what the shape has instead
	// of it.
	Verdict(a *deadlines.Answer) string
	// Standing says where a matter stands; Left says it in a few words.
	Standing(a *deadlines.Answer, st *deadlines.Standing) string
	Left(a *deadlines.Answer, st *deadlines.Standing) string
	// AsOf says of which day a standing is.
	AsOf(l deadlines.Look) string
	// Light names a light.
	Light(l deadlines.Light) string
}

// In returns the words of a language: English, or else Chinese.
func In(lang string) Words {
	if lang == English {
		return enWords{}
	}
	return zhWords{}
}

// commemorations are the English names of days off that no regulation gives.
var commemorations = map[string]string{
	"中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th anniversary of victory",
}

// Festival returns a festival's name in a language; one without an English name, which
// nameEN gives, keeps its own.
func Festival(lang, name string, nameEN func(string) string) string {
	if lang != English {
		return name
	}
	parts := strings.Split(name, "、")
	for i, part := range parts {
		if english := cmp.Or(nameEN(part), commemorations[part]); english != "" {
			parts[i] = english
		}
	}
	return strings.Join(parts, " and ")
}

// usedUp reports whether the maximum of a quota is reached.
func usedUp(a *deadlines.Answer) bool { return !a.Quota.Allowed }

// missing is what a quota lacks of its minimum.
func missing(a *deadlines.Answer) int { return max(0, a.Quota.Required-a.Quota.Used) }
