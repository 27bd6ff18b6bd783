package problem

import (
	"fmt"
	"strings"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

func isLatin(r rune) bool { return r >= 'A' && r <= 'z' }

// called is what an argument is called: a field by its name, and a day out of a list with
// the name of the list's field.
func called(code deadlines.Code, arg, pointer string) any {
	if name, field := texts.Fields[arg]; field {
		return name
	}
	if name, field := texts.Fields[fieldOf(pointer)]; field && code == InvalidDate {
		return deadlines.Text{ZH: name.ZH + "里的“" + arg + "”", EN: name.EN + " (“" + arg + "”)"}
	}
	return arg
}

// ForPeople is [Of] for a page: it says what to write and gives an example, and names no
// field or header of the API.
func ForPeople(err error, lang string) Problem {
	p := Of(err, lang)
	code, pointer, args := parts(err)
	people := texts.Codes[code].People
	told := people.in(lang)
	if told.Detail == "" {
		return p
	}
	if told.Title != "" {
		p.Title = told.Title
	}
	if code == InvalidParameter && strings.ContainsFunc(fmt.Sprint(args[1]), isLatin) {
		told.Detail = texts.Notation.In(lang)
	}
	said := make([]any, len(args))
	for i, a := range args {
		said[i] = a
		switch a := a.(type) {
		case string:
			said[i] = called(code, a, pointer)
		case holidays.Date:
			said[i] = explain.In(lang).Date(a)
		}
	}
	p.Detail = sprint(told.Detail, said, lang)
	for i := range p.Errors {
		p.Errors[i].Detail = p.Detail
	}
	return p
}
