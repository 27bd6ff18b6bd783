package wire

import (
	"bytes"
	"slices"

	"shixian/api/problem"
	"shixian/deadlines"
)

// MaxItems is how many questions a batch may hold.
const MaxItems = 10_000

// Item is a question of a batch, or what is wrong with it.
type Item struct {
	Input
	Wrong error
}

// Question reads a text that is one question. It takes the fields in allowed. in was
// reset before.
func (r *Decoder) Question(text []byte, in *Input, allowed Fields) error {
	trace := in.Trace
	if r.plainWhole(text, in, allowed) {
		return nil
	}
	in.Reset(trace)
	r.reset(text)
	return r.whole(r.question(in, allowed))
}

// Line reads a line of NDJSON as one question of a batch.
func (r *Decoder) Line(line []byte, in *Input) error {
	in.Reset(false)
	if r.plainWhole(line, in, ItemFields) {
		return nil
	}
	in.Reset(false)
	r.reset(line)
	if r.dec.PeekKind() == 0 && len(bytes.Trim(line, " \t\r")) == 0 {
		return problem.New(problem.LineEmpty, "")
	}
	return r.whole(r.question(in, ItemFields))
}

// Batch reads the text of a [Batch] into items, whose memory is used again. It reads
// all of it, so that a batch that breaks off is refused as a whole.
func (r *Decoder) Batch(text []byte, items []Item) ([]Item, error) {
	items, all := r.plainBatch(text, slices.Grow(items[:0], min(MaxItems, bytes.Count(text, []byte{'{'}))))
	if all {
		return items, nil
	}
	r.reset(text)
	r.body = text
	err := r.whole(r.batch(&items))
	return items, err
}

// whole returns what is wrong with a text: what cannot be read, something after its
// end, or else what is wrong in itself.
func (r *Decoder) whole(wrong, fatal error) error {
	if fatal != nil {
		return fatal
	}
	if err := r.end(); err != nil {
		return err
	}
	return wrong
}

// batch reads {"items":[…]}.
func (r *Decoder) batch(items *[]Item) (wrong, fatal error) {
	if r.dec.PeekKind() != '{' {
		return r.skip(problem.New(problem.WrongType, "", "JSON", "对象 {items}", "an object {items}"))
	}
	seen := false
	wrong, fatal = r.object(func(name []byte) (error, error) {
		switch {
		case string(name) != "items":
			return r.skip(UnknownField("", name))
		case seen:
			return r.skip(duplicateField("", name))
		}
		seen = true
		if r.dec.PeekKind() == 'n' {
			return r.skip(problem.New(deadlines.CodeFieldMissing, "/items", "items"))
		}
		if r.dec.PeekKind() != '[' {
			return r.skip(problem.New(problem.WrongType, "/items", "items", "数组", "an array"))
		}
		return nil, r.items(items)
	})
	if wrong == nil && fatal == nil && !seen {
		wrong = problem.New(deadlines.CodeFieldMissing, "/items", "items")
	}
	return wrong, fatal
}

// items reads the items after those that were read before, which it passes over.
func (r *Decoder) items(items *[]Item) (fatal error) {
	read := len(*items)
	_, fatal = r.array(func(i int) (error, error) {
		if i == MaxItems {
			return nil, problem.New(problem.TooManyItems, "/items", MaxItems)
		}
		if i >= read {
			*items = slices.Grow(*items, 1)[:i+1]
		}
		it := &(*items)[i]
		if i < read || r.plainItem(i, it) {
			if _, err := r.dec.ReadValue(); err != nil {
				return nil, r.malformed(err)
			}
			return nil, nil
		}
		it.Reset(false)
		var fatal error
		it.Wrong, fatal = r.question(&it.Input, ItemFields)
		return nil, fatal
	})
	return fatal
}
