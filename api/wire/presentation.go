package wire

import (
	"reflect"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
)

// View says how much of an answer is told.
type View uint8

// The views. Standard is told unless another is asked for.
const (
	Standard View = iota
	Brief
	Full
)

var viewNames = [...]string{"standard", "brief", "full"}

// Presentation is how a caller wants its answers. It stands in the query of every call
// that answers a question.
type Presentation struct {
	View View
	// Lang is zh or en, or "" if the query names none.
	Lang string
	// Fields are the fields of an answer to tell; nil tells all.
	Fields []string
}

// The names of the parameters of a presentation.
const (
	viewParameter   = "view"
	langParameter   = "lang"
	fieldsParameter = "fields"
)

// isPresentation reports whether a parameter is one of a [Presentation].
func isPresentation(name string) bool {
	return name == viewParameter || name == langParameter || name == fieldsParameter
}

// PresentationOf returns what a query says of the presentation. Fields that only the full
// view has are told without asking for that view too. What else is wrong with
// the query is for whoever reads the rest of it to say. A query without it costs next
// to nothing.
func PresentationOf(raw string) (p Presentation, err error) {
	if !mentions(raw, viewParameter, langParameter, fieldsParameter) {
		return p, nil
	}
	var seen []string
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, ok := unescaped(name)
		if !ok || !isPresentation(name) {
			continue
		}
		if slices.Contains(seen, name) {
			return p, duplicateField("", []byte(name))
		}
		seen = append(seen, name)
		value, _ = unescaped(value) // "" if it cannot be, which is no value
		if err := p.set(name, value); err != nil {
			return p, err
		}
	}
	if !slices.Contains(seen, viewParameter) && slices.ContainsFunc(p.Fields, func(name string) bool { return slices.Contains(fullFields, name) }) {
		p.View = Full
	}
	return p, nil
}

func (p *Presentation) set(name, value string) error {
	switch name {
	case viewParameter:
		k := slices.Index(viewNames[:], value)
		if k < 0 {
			return problem.New(problem.InvalidParameter, "/view", name, " brief、standard 或 full", "brief, standard or full")
		}
		p.View = View(k)
	case langParameter:
		if value != holidays.Chinese && value != holidays.English {
			return problem.New(problem.InvalidParameter, "/lang", name, " zh 或 en", "zh or en")
		}
		p.Lang = value
	case fieldsParameter:
		p.Fields = strings.Split(value, ",")
		for _, f := range p.Fields {
			if !slices.Contains(answerFields, f) {
				return problem.New(problem.InvalidParameter, "/fields", name, "答案的字段，以逗号分隔，没有“"+f+"”", "fields of an answer, separated by commas, and there is no “"+f+"”")
			}
		}
	}
	return nil
}

// LangOf returns the language that a query names, or "".
func LangOf(raw string) string {
	if !mentions(raw, langParameter) {
		return ""
	}
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name, _ = unescaped(name); name != langParameter {
			continue
		}
		if value, _ = unescaped(value); value == holidays.Chinese || value == holidays.English {
			return value
		}
	}
	return ""
}

// answerFields are the names of the fields that an answer can have, and fullFields of those
// that it has in the full view alone.
var answerFields, fullFields = fieldsOf(reflect.TypeFor[StatusAnswer]())

func fieldsOf(t reflect.Type) (all, full []string) {
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		all = append(all, name)
		if f.Tag.Get("view") == viewNames[Full] {
			full = append(full, name)
		}
	}
	return all, full
}
