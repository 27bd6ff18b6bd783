package wire

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/internal/integer"
)

// Decoder reads questions from JSON. Within, two kinds of error are told apart: a
// broken text, after which nothing can be read, is returned as fatal; a question that
// is wrong in itself is returned as wrong, and has been read to its end. A Decoder is
// for one goroutine at a time.
type Decoder struct {
	dec *jsontext.Decoder
	src bytes.Reader
	cat *deadlines.Catalogue
	buf []byte // an unescaped string
	// body is the text of a batch.
	body []byte
}

// NewDecoder returns what reads questions to a catalogue.
func NewDecoder(cat *deadlines.Catalogue) *Decoder {
	return &Decoder{dec: jsontext.NewDecoder(bytes.NewReader(nil)), cat: cat}
}

// reset starts on a new text.
func (r *Decoder) reset(text []byte) {
	r.src.Reset(text)
	// Doubled keys are found by the set of fields seen, which names them too.
	r.dec.Reset(&r.src, jsontext.AllowDuplicateNames(true))
}

// malformed words an error of the decoder.
func (r *Decoder) malformed(err error) error {
	offset := r.dec.InputOffset()
	if se, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		offset = se.ByteOffset
	}
	return problem.New(problem.Malformed, "", offset)
}

// end checks that nothing follows the value.
func (r *Decoder) end() error {
	if r.dec.PeekKind() != 0 || len(bytes.Trim(r.dec.UnreadBuffer(), " \t\r\n")) > 0 {
		return problem.New(problem.Trailing, "", r.dec.InputOffset())
	}
	return nil
}

// each reads what stands in an object or an array, up to what closes it. read reads one
// element and returns what is wrong with it. The first wrong thing is returned, at the end.
func (r *Decoder) each(closing jsontext.Kind, read func() (wrong, fatal error)) (wrong, fatal error) {
	if _, err := r.dec.ReadToken(); err != nil {
		return nil, r.malformed(err)
	}
	for r.dec.PeekKind() != closing {
		w, fatal := read()
		if fatal != nil {
			return nil, fatal
		}
		if wrong == nil {
			wrong = w
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return nil, r.malformed(err)
	}
	return wrong, nil
}

// object reads the members of an object; member reads one value.
func (r *Decoder) object(member func(name []byte) (wrong, fatal error)) (wrong, fatal error) {
	return r.each('}', func() (error, error) {
		name, fatal := r.scalar()
		if fatal != nil {
			return nil, fatal
		}
		return member(name)
	})
}

// array reads the elements of an array; element reads the i-th.
func (r *Decoder) array(element func(i int) (wrong, fatal error)) (wrong, fatal error) {
	i := -1
	return r.each(']', func() (error, error) {
		i++
		return element(i)
	})
}

// scalar reads a string, or a number, true or false as it is written. It is valid until the
// next read.
func (r *Decoder) scalar() ([]byte, error) {
	v, err := r.dec.ReadValue()
	switch {
	case err != nil:
		return nil, r.malformed(err)
	case v[0] != '"':
		return v, nil
	case bytes.IndexByte(v, '\\') < 0:
		return v[1 : len(v)-1], nil
	}
	if r.buf, err = jsontext.AppendUnquote(r.buf[:0], v); err != nil {
		return nil, r.malformed(err)
	}
	return r.buf, nil
}

// question reads a question into q, which takes the fields in allowed.
func (r *Decoder) question(in *Input, allowed Fields) (wrong, fatal error) {
	if r.dec.PeekKind() != '{' {
		return r.skip(problem.New(problem.WrongType, "", "JSON", "对象", "an object"))
	}
	return r.object(func(name []byte) (error, error) {
		f := fieldOf(name)
		switch {
		case f&allowed == 0:
			return r.skip(UnknownField("", name))
		case f&in.seen != 0:
			return r.skip(duplicateField("", name))
		}
		in.seen |= f
		if r.dec.PeekKind() == 'n' { // as if it were not there
			return r.skip(nil)
		}
		in.given |= f
		return r.value(in, f)
	})
}

// UnknownField returns what is wrong with a field, under a JSON Pointer, that there is not.
func UnknownField(prefix string, name []byte) error {
	if len(name) > 64 {
		name = name[:64]
	}
	n := string(bytes.ToValidUTF8(name, nil))
	return problem.New(problem.UnknownField, prefix+"/"+escapePointer(n), n)
}

func duplicateField(prefix string, name []byte) error {
	return problem.New(problem.DuplicateField, prefix+"/"+string(name), string(name))
}

// escapePointer escapes a key as RFC 6901 says.
func escapePointer(key string) string {
	return string(jsontext.Pointer("").AppendToken(key))[1:]
}

// skip passes over a value, and returns what is wrong with it.
func (r *Decoder) skip(wrong error) (error, error) {
	if err := r.dec.SkipValue(); err != nil {
		return nil, r.malformed(err)
	}
	return wrong, nil
}

// value reads the value of a field.
func (r *Decoder) value(in *Input, f Fields) (wrong, fatal error) {
	field := f.definition()
	form := &forms[field.form]
	if strings.IndexByte(form.begins, byte(r.dec.PeekKind())) < 0 {
		return r.skip(problem.New(problem.WrongType, "/"+field.name, field.name, form.zh, form.en))
	}
	switch field.form {
	case listOfSpans:
		return r.suspended(in)
	case listOfDates:
		return r.historyDates(in)
	case pairs:
		return r.interpret(in)
	}
	value, fatal := r.scalar()
	if fatal != nil {
		return nil, fatal
	}
	if field.form == number {
		value = integer.Plain(value)
	}
	return r.set(in, f, field.name, value), nil
}

// set is [set], and allocates nothing for a rule that there is.
func (r *Decoder) set(in *Input, f Fields, name string, value []byte) error {
	if f == fieldRule && r.cat.Name(&in.Question, value) {
		return nil
	}
	return set(in, f, name, value)
}

// suspended reads an array of spans.
func (r *Decoder) suspended(in *Input) (wrong, fatal error) {
	wrong, fatal = r.array(func(i int) (error, error) {
		if i >= deadlines.MaxSuspended {
			return r.skip(problem.New(deadlines.CodeTooManySpans, "/suspended", deadlines.MaxSuspended))
		}
		var s holidays.Span
		w, fatal := r.span(&s, i)
		in.spans = append(in.spans, s)
		return w, fatal
	})
	in.Suspended = in.spans
	return wrong, fatal
}

// interpret reads the readings chosen, {"calendar_days":"working_days"}.
func (r *Decoder) interpret(in *Input) (wrong, fatal error) {
	wrong, fatal = r.object(func(name []byte) (error, error) {
		of := string(name)
		if r.dec.PeekKind() == 'n' { // as if it were not there
			return r.skip(nil)
		}
		return r.text(func() string { return "/interpret/" + escapePointer(of) }, of, func(text []byte) error {
			return in.addChoice(deadlines.Choice{Of: of, Take: string(text)})
		})
	})
	in.Interpret = in.choices
	return wrong, fatal
}

// span reads the i-th suspended span, {"from":…,"to":…}.
func (r *Decoder) span(s *holidays.Span, i int) (wrong, fatal error) {
	prefix := func() string { return "/suspended/" + strconv.Itoa(i) }
	if r.dec.PeekKind() != '{' {
		return r.skip(problem.New(problem.WrongType, prefix(), "suspended", "对象 {from, to}", "an object {from, to}"))
	}
	var seenFrom, seenTo bool
	wrong, fatal = r.object(func(name []byte) (error, error) {
		d, end, seen := &s.From, "from", &seenFrom
		switch string(name) {
		case "from":
		case "to":
			d, end, seen = &s.To, "to", &seenTo
		default:
			return r.skip(UnknownField(prefix(), name))
		}
		if *seen {
			return r.skip(duplicateField(prefix(), name))
		}
		*seen = true
		if r.dec.PeekKind() == 'n' {
			return r.skip(nil)
		}
		at := func() string { return prefix() + "/" + end }
		return r.text(at, end, func(text []byte) (err error) {
			if *d, err = holidays.ParseDate(text); err != nil {
				return problem.New(problem.InvalidDate, at(), end)
			}
			return nil
		})
	})
	if wrong == nil && fatal == nil && (s.From.IsZero() || s.To.IsZero()) {
		name := "to"
		if s.From.IsZero() {
			name = "from"
		}
		wrong = problem.New(deadlines.CodeFieldMissing, prefix()+"/"+name, name)
	}
	return wrong, fatal
}

// text reads a string at a pointer, of a field or a member called name.
func (r *Decoder) text(pointer func() string, name string, take func([]byte) error) (wrong, fatal error) {
	if r.dec.PeekKind() != '"' {
		return r.skip(problem.New(problem.WrongType, pointer(), name, "字符串", "a string"))
	}
	text, fatal := r.scalar()
	if fatal != nil {
		return nil, fatal
	}
	return take(text), nil
}

func (r *Decoder) historyDates(in *Input) (wrong, fatal error) {
	wrong, fatal = r.array(func(i int) (error, error) {
		if i >= deadlines.MaxHistory {
			return r.skip(problem.New(deadlines.CodeTooManySpans, "/history", deadlines.MaxHistory))
		}
		pointer := func() string { return "/history/" + strconv.Itoa(i) } // for what is wrong alone
		return r.text(pointer, "history", func(text []byte) error {
			d, err := holidays.ParseDate(text)
			in.history = append(in.history, d)
			if err != nil {
				return problem.New(problem.InvalidDate, pointer(), string(text))
			}
			return nil
		})
	})
	in.History = in.history
	return wrong, fatal
}
