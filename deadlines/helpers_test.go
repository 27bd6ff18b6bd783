package deadlines_test

import (
	"errors"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
)

// table holds the embedded calendars.
var table = datatest.Table

// catalogue holds the embedded rules.
var catalogue = rulestest.Catalogue

// date reads a date that the test itself has written; "" is no date.
func date(s string) holidays.Date {
	if s == "" {
		return holidays.Date{}
	}
	d, err := holidays.ParseDate(s)
	if err != nil {
		panic(s + " is not a date")
	}
	return d
}

func dates(list ...string) []holidays.Date {
	var out []holidays.Date
	for _, s := range list {
		out = append(out, date(s))
	}
	return out
}

func span(from, to string) holidays.Span { return holidays.Span{From: date(from), To: date(to)} }

// ruleOf returns an embedded rule.
func ruleOf(t testing.TB, id string) *deadlines.Rule {
	t.Helper()
	r := catalogue().Rule(id)
	if r == nil {
		t.Fatalf("there is no rule %s", id)
	}
	return r
}

// ask puts a question that has an answer.
func ask(t testing.TB, q deadlines.Question) deadlines.Answer {
	t.Helper()
	a, err := catalogue().Ask(table(), &q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return a
}

// changed returns a copy of a rule that differs by what edit does to it.
func changed(r *deadlines.Rule, edit func(*deadlines.Rule)) *deadlines.Rule {
	c := *r
	edit(&c)
	return &c
}

// since returns a copy of a rule that is in force from a day on.
func since(r *deadlines.Rule, from holidays.Date) *deadlines.Rule {
	doc := *r.Document
	doc.EffectiveFrom = from
	return changed(r, func(r *deadlines.Rule) { r.Document = &doc })
}

// codeOf returns the code of an error of the package, or "".
func codeOf(err error) deadlines.Code {
	var e *deadlines.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
