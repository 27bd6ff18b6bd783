package search

import (
	"strings"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// field is a text of a rule, and how much a word in it says that the rule is meant.
type field struct {
	text   string // normal
	raw    []rune // plain, for pinyin; nil if it is not looked for there
	weight float64
	latin  bool // words in it are separate
	prose  bool // a wrong character is looked for in it
}

// groups are what the kinds of matters are called.
var groups = map[string]string{"meeting": "会议", "document": "公文", "reply": "回复", "travel": "外出", "supervision": "督办督查"}

// fieldsOf are the texts of a rule that a search looks into.
func fieldsOf(r *deadlines.Rule) []field {
	zh, en := explain.In(holidays.Chinese), explain.In(holidays.English)
	limit, article := zh.Limit(r), zh.Article(r)
	out := []field{
		{text: normal(r.Title.ZH), raw: []rune(plain(r.Title.ZH)), weight: 1, prose: true},
		{text: normal(article), raw: []rune(normal(article)), weight: .9},
		{text: normal(limit), raw: []rune(plain(limit)), weight: .85},
		{text: normal(strings.ReplaceAll(limit, "天", "日")), weight: .85},
		{text: normal(strings.ReplaceAll(limit, "个工作日", "天")), weight: .6}, // as people say it
		{text: normal(strings.ReplaceAll(limit, "个工作日", "日")), weight: .6},
		{text: normal(r.Trigger.ZH), raw: []rune(plain(r.Trigger.ZH)), weight: .7, prose: true},
		{text: normal(groups[r.Group]), raw: []rune(groups[r.Group]), weight: .6, prose: true},
		{text: normal(r.Actor.ZH), weight: .5},
		{text: normal(r.Note.ZH), weight: .45},
		{text: normal(r.Document.Title), weight: .3},
	}
	for _, latin := range []string{r.Title.EN, r.Trigger.EN, r.ID, en.Limit(r), en.Article(r)} {
		out = append(out, field{text: " " + words(latin), weight: .9, latin: true})
	}
	return out
}

// words writes a Latin text as lower-case words with a space before each.
func words(s string) string {
	all := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-')
	})
	for i := range all {
		all[i] = strings.Trim(all[i], ".-")
	}
	return strings.Join(all, " ")
}

// has reports whether a word stands in the field: a number whole, a Latin word from its
// beginning.
func (f *field) has(word string) bool {
	for at := 0; ; {
		i := strings.Index(f.text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		switch end := i + len(word); {
		case isFigure(word[0]) && i > 0 && isFigure(f.text[i-1]):
		case isFigure(word[len(word)-1]) && end < len(f.text) && isFigure(f.text[end]):
		case f.latin && isLetter(f.text[i-1]):
		default:
			return true
		}
		at = i + 1
	}
}

func isFigure(b byte) bool { return b >= '0' && b <= '9' }
func isLetter(b byte) bool { return b >= 'a' && b <= 'z' }
