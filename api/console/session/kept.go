package session

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"shixian/api/console/page"
)

// Field is a field of a form.
type Field struct{ Name, Value string }

// fieldsOf lists the fields of a form whose names have a prefix, without it.
func fieldsOf(form url.Values, prefix string) []Field {
	var out []Field
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if field, has := strings.CutPrefix(name, prefix); has {
			for _, value := range form[name] {
				out = append(out, Field{field, value})
			}
		}
	}
	return out
}

// namedFields are the fields that a person fills in, as the forms call them.
var namedFields = []page.Choice{
	page.ChoiceOf("calendar", "日历", "Calendar"), page.ChoiceOf("year", "年度", "Year"), page.ChoiceOf("document", "文号", "Document number"), page.ChoiceOf("issued", "发布日期", "Date of issue"),
	page.ChoiceOf("text", "原文", "Text"), page.ChoiceOf("festival", "节日", "Festival"), page.ChoiceOf("from", "起", "From"), page.ChoiceOf("to", "止", "To"),
	page.ChoiceOf("amends", "修改的通知", "The notice that it amends"), page.ChoiceOf("restates", "重新安排的节日", "Festivals that it gives anew"),
	page.ChoiceOf("extends", "增加日子的节日", "Festivals to which it adds days"), page.ChoiceOf("replaces", "更正并取代的全年通知", "The notice of the whole year that it corrects"),
	page.ChoiceOf("residue_days", "工作日差额", "Difference of working days"), page.ChoiceOf("residue_reason", "差额的原因", "Why there is a difference"), page.ChoiceOf("source", "出处", "Source"),
	page.ChoiceOf("unread_reason", "确认未读懂之处的理由", "Why an unread point is right"), page.ChoiceOf("comment", "评论", "Comment"),
	page.ChoiceOf("why", "理由", "Why"), page.ChoiceOf("reason", "理由", "Why"),
}

// Typed returns what a person typed into a form, each named in the page's language.
func Typed(v *page.View, form url.Values) []Field { return typed(v, fieldsOf(form, "")) }

func typed(v *page.View, fields []Field) []Field {
	var out []Field
	for _, n := range namedFields {
		for _, f := range fields {
			name, _, _ := strings.Cut(f.Name, ".") // why.<check>
			if name == n.Value && f.Value != "" {
				out = append(out, Field{v.Name(n), f.Value})
			}
		}
	}
	return out
}
