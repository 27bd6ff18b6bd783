package session

import (
	"net/url"
	"slices"
	"strings"

	"shixian/api/console/page"
)

// Field is a field of a form.
type Field struct{ Name, Value string }

// fieldsOf lists the fields of a form whose names have a prefix, without it.
func fieldsOf(form url.Values, prefix string) []Field {
	var names []string
	for name := range form {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []Field
	for _, name := range names {
		for _, value := range form[name] {
			out = append(out, Field{strings.TrimPrefix(name, prefix), value})
		}
	}
	return out
}

// namedFields are the fields that a person fills in, as the forms call them.
var namedFields = []page.Choice{
	page.ChoiceOf("calendar", "日历", "Calendar"), page.ChoiceOf("year", "年度", "Year"), page.ChoiceOf("document", "文号", "Document"), page.ChoiceOf("issued", "发布日期", "Issued"),
	page.ChoiceOf("text", "原文", "Text"), page.ChoiceOf("festival", "节日", "Festival"), page.ChoiceOf("from", "起", "From"), page.ChoiceOf("to", "止", "To"), page.ChoiceOf("reason", "理由", "Reason"),
	page.ChoiceOf("residue_reason", "差额说明", "Difference explained"), page.ChoiceOf("source", "出处", "Source"), page.ChoiceOf("amends", "修改哪份通知", "Amends"),
}

// Typed returns what a person typed into a form, each named in the page's language.
func Typed(v *page.View, form url.Values) []Field { return typed(v, fieldsOf(form, "")) }

func typed(v *page.View, fields []Field) []Field {
	var out []Field
	for _, n := range namedFields {
		for _, f := range fields {
			if f.Name == n.Value && f.Value != "" {
				out = append(out, Field{v.Name(n), f.Value})
			}
		}
	}
	return out
}
