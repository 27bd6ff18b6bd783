package noticeformat

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"shixian/holidays"
	"shixian/internal/integer"
)

// jsonNotice is a notice whose entries say what they rest on. Its ID is not taken over: the
// service gives its own.
type jsonNotice struct {
	holidays.Notice
	Entries []jsonEntry `json:"entries"`
}

type jsonEntry struct {
	holidays.Entry
	Basis string `json:"basis"`
}

// jsonTable is several notices, as a calendar's table is exported. What else an export
// says of the calendar is not looked at.
type jsonTable struct {
	Notices        []jsonNotice   `json:"notices"`
	ID             jsontext.Value `json:"id"`
	Name           jsontext.Value `json:"name"`
	Parent         jsontext.Value `json:"parent"`
	Coverage       jsontext.Value `json:"coverage"`
	SettledThrough jsontext.Value `json:"settled_through"`
	UndatedFrom    jsontext.Value `json:"undated_from"`
	Revision       jsontext.Value `json:"revision"`
	Position       jsontext.Value `json:"position"`
}

func readJSON(body []byte, hint Hint) (*rawNotice, error) {
	if !hasMember(body, "notices") {
		var n jsonNotice
		if err := decode(body, &n); err != nil {
			return nil, err
		}
		return n.raw("")
	}
	var t jsonTable
	if err := decode(body, &t); err != nil {
		return nil, err
	}
	switch {
	case len(t.Notices) > MaxRows:
		return nil, fail(CodeRows, Place{Pointer: "/notices"}, MaxRows)
	case len(t.Notices) == 0:
		return nil, fail(CodeNoEntries, Place{Pointer: "/notices"})
	}
	var all []*rawNotice
	for i, n := range t.Notices {
		d, err := n.raw(fmt.Sprintf("/notices/%d", i))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	if one := hint.pick(all); one != nil {
		return one, nil
	}
	return nil, fail(CodeSeveral, Place{}, len(all))
}

// raw returns the notice that stands at a JSON pointer.
func (n jsonNotice) raw(pointer string) (*rawNotice, error) {
	d := &rawNotice{Notice: n.Notice, whole: Place{Pointer: pointer}, fields: map[string]Place{}}
	d.ID = ""
	for _, f := range []string{"calendar", "year", "document", "issued", "source", "amends", "restates", "extends", "replaces", "residue"} {
		d.fields[f] = Place{Pointer: pointer + "/" + f}
	}
	for i, e := range n.Entries {
		at := Place{Pointer: fmt.Sprintf("%s/entries/%d", pointer, i)}
		if err := arranged(e.Basis, Place{Pointer: at.Pointer + "/basis"}); err != nil {
			return nil, err
		}
		d.add(e.Entry, at)
	}
	return d, nil
}

// decode reads one JSON value strictly: a key that is not known or stands twice
// is an error, and so is anything after the value.
func decode(body []byte, into any) error {
	dec := jsontext.NewDecoder(bytes.NewReader(body))
	if err := json.UnmarshalDecode(dec, into, json.RejectUnknownMembers(true), json.WithUnmarshalers(integer.Unmarshalers)); err != nil {
		return jsonError(err, body)
	}
	end := dec.InputOffset()
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return fail(CodeTrailing, Place{Line: lineAt(body, end)})
	}
	return nil
}

func jsonError(err error, body []byte) *Error {
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at := Place{Line: lineAt(body, syntactic.ByteOffset), Pointer: string(syntactic.JSONPointer)}
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return fail(CodeDoubled, at, syntactic.JSONPointer.LastToken()).because(err)
		}
		return fail(CodeJSON, at).because(err)
	}
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok {
		at := Place{Line: lineAt(body, semantic.ByteOffset), Pointer: string(semantic.JSONPointer)}
		switch {
		case errors.Is(err, json.ErrUnknownName):
			return fail(CodeUnknown, at, semantic.JSONPointer.LastToken()).because(err)
		case errors.Is(err, holidays.ErrDate):
			return fail(CodeDate, at, stringBehind(body, semantic.ByteOffset)).because(err)
		}
		return fail(CodeType, at).because(err)
	}
	return fail(CodeJSON, Place{Line: lineAt(body, int64(len(body)))}).because(err)
}

// stringBehind returns the text that the library has found behind a byte.
func stringBehind(body []byte, offset int64) string {
	t, _ := jsontext.NewDecoder(bytes.NewReader(bytes.TrimLeft(body[offset:], ":, \t\r\n"))).ReadToken() // it was read before
	return t.String()
}

// lineAt returns the number of the line that holds a byte, from 1.
func lineAt(body []byte, offset int64) int {
	return 1 + bytes.Count(body[:max(0, min(offset, int64(len(body))))], []byte("\n"))
}

// hasMember reports whether body is an object that has a member of that name, as
// far as it can be read.
func hasMember(body []byte, name string) bool {
	dec := jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true))
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '{' {
		return false
	}
	for {
		t, err := dec.ReadToken()
		if err != nil || t.Kind() != '"' {
			return false
		}
		if t.String() == name {
			return true
		}
		if dec.SkipValue() != nil {
			return false
		}
	}
}
