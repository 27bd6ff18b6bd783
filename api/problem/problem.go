// Package problem words errors for callers, in Chinese and in English.
//
// Every error that a caller can cause has a stable code. [New] makes one, package
// deadlines makes others, and [Of] turns either into an RFC 9457 problem. Any other
// error becomes an internal error that says nothing of its cause. The package holds
// the HTTP status of each code as a number and speaks no HTTP itself.
package problem

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// Problem is an RFC 9457 problem.
type Problem struct {
	// Where the service explains the code, relative to its own address
	Type string `json:"type" format:"uri-reference" example:"/docs/errors#rule_not_in_force"`
	// Stable name of the error
	Code string `json:"code" example:"rule_not_in_force"`
	// HTTP status
	Status int `json:"status" example:"422"`
	// What kind of error it is
	Title string `json:"title" example:"规则尚未施行"`
	// What is wrong this time
	Detail string `json:"detail"`
	// The fields at fault
	Errors []FieldError `json:"errors,omitempty"`
	// position_unknown: the position in force, to go on from after all was counted anew
	Head string `json:"head,omitempty" example:"13.5d2a90c7"`
	// The question's own, if it has one
	Ref string `json:"ref,omitempty"`
	// In NDJSON: the line that it answers, from 1
	Line int64 `json:"line,omitempty" example:"3"`
	// The id of the request, as in the logs
	RequestID string `json:"request_id,omitempty"`
}

// FieldError names one field at fault.
type FieldError struct {
	// JSON Pointer into the request's body, as a fragment
	Pointer string `json:"pointer,omitempty" example:"#/trigger"`
	// Or the name of a parameter of the query or the path
	Parameter string `json:"parameter,omitempty" example:"trigger"`
	Detail    string `json:"detail"`
}

// InBody says that the fields at fault stand in the request's body, within what a JSON
// Pointer leads to. Until then each Pointer only says where a field is.
func (p *Problem) InBody(within string) {
	for i := range p.Errors {
		p.Errors[i].Pointer = "#" + within + p.Errors[i].Pointer
	}
}

// unescapePointer undoes what RFC 6901 asks of a key, from left to right.
var unescapePointer = strings.NewReplacer("~0", "~", "~1", "/")

// fieldOf returns the name of the field that a JSON Pointer leads into.
func fieldOf(pointer string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return unescapePointer.Replace(name)
}

// Field returns the name of the field at fault, until [Problem.InBody] or [Problem.InQuery]
// says where that is.
func (e *FieldError) Field() string { return fieldOf(e.Pointer) }

// InQuery says that they are parameters.
func (p *Problem) InQuery() {
	for i := range p.Errors {
		e := &p.Errors[i]
		e.Parameter, e.Pointer = fieldOf(e.Pointer), ""
	}
}

// ofQuery marks an error of a query.
type ofQuery struct{ error }

func (e ofQuery) Unwrap() error { return e.error }

// OfQuery marks an error as one of the query, for a call that has a body as well; nil
// stays nil.
func OfQuery(err error) error {
	if err == nil {
		return nil
	}
	return ofQuery{err}
}

// IsOfQuery reports whether an error is marked by [OfQuery].
func IsOfQuery(err error) bool {
	_, ok := errors.AsType[ofQuery](err)
	return ok
}

// problemTypePrefix makes a problem's type from its code: its row on the page of errors.
// It is the same wherever the service runs.
const problemTypePrefix = "/docs/errors#"

// New returns an error of the caller, or one that the API itself finds. Pointer is a JSON
// Pointer to the field at fault, or empty; args fill the placeholders of the code's texts.
func New(code deadlines.Code, pointer string, args ...any) error {
	return &deadlines.Error{Code: code, Pointer: pointer, Args: args}
}

// Of words an error; see [Problem.InBody] and [Problem.InQuery] for where its fields are.
// What is not an error of the caller becomes an internal error that says nothing of its
// cause.
func Of(err error, lang string) Problem {
	code, pointer, args := parts(err)
	m := texts.Codes[code]
	told := m.Told.in(lang)
	p := Problem{
		Type:   problemTypePrefix + string(code),
		Code:   string(code),
		Status: m.Status,
		Title:  told.Title,
		Detail: sprint(told.Detail, args, lang),
	}
	if code == PositionUnknown {
		p.Head = fmt.Sprint(args[1])
	}
	if pointer != "" {
		p.Errors = []FieldError{{Pointer: pointer, Detail: p.Detail}}
	}
	return p
}

// parts returns what an error says; that of an error which is not the caller's, or
// has no message, is an internal error.
func parts(err error) (code deadlines.Code, pointer string, args []any) {
	if e, ok := errors.AsType[*deadlines.Error](err); ok {
		code, pointer, args = e.Code, e.Pointer, e.Args
	}
	if _, ok := texts.Codes[code]; !ok {
		return Internal, "", nil
	}
	return code, pointer, args
}

// CodeOf returns the code of the problem that an error is.
func CodeOf(err error) deadlines.Code {
	code, _, _ := parts(err)
	return code
}

// sprint fills args into {0}, {1} and so on of a template, which need not use
// them all. An argument may itself hold a {0}, and may be a text in both languages.
func sprint(template string, args []any, lang string) string {
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		if text, ok := a.(holidays.Text); ok {
			a = text.In(lang)
		}
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", clip(fmt.Sprint(a)))
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// maxQuoted is how many bytes of an argument are told. Only what a caller sent is
// longer.
const maxQuoted = 2000

func clip(s string) string {
	if len(s) <= maxQuoted {
		return s
	}
	return strings.ToValidUTF8(s[:maxQuoted], "") + "…"
}
