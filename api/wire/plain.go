package wire

import "slices"

var plainFields = ofForm(text)

// plain reads a question as most are written: fields whose values are strings of ASCII
// without escapes. It reports false for any other, and for one that is wrong; package
// jsontext then reads it anew, and what is wrong is worded in one place. in was reset
// before, and has to be again.
func (r *Decoder) plain(t *tokens, in *Input, allowed Fields) bool {
	if !t.take('{') {
		return false
	}
	for {
		name, ok := t.text()
		f := fieldOf(name)
		if !ok || f&allowed&plainFields&^in.seen == 0 || !t.take(':') {
			return false
		}
		value, ok := t.text()
		if !ok || r.set(in, f, f.definition().name, value) != nil {
			return false
		}
		in.seen |= f
		in.given |= f
		if !t.take(',') {
			return t.take('}')
		}
	}
}

// plainWhole is plain for a text that is one question.
func (r *Decoder) plainWhole(text []byte, in *Input, allowed Fields) bool {
	t := tokens{text}
	return r.plain(&t, in, allowed) && t.ended()
}

// plainBatch reads a batch of plain items. It returns those before the first that is not, and
// whether that was all.
func (r *Decoder) plainBatch(text []byte, items []Item) ([]Item, bool) {
	t := tokens{text}
	if !t.take('{') {
		return items, false
	}
	if name, _ := t.text(); string(name) != "items" || !t.take(':') || !t.take('[') {
		return items, false
	}
	for len(items) < MaxItems {
		items = slices.Grow(items, 1)[:len(items)+1]
		if last := len(items) - 1; !r.plainInto(&t, &items[last]) {
			return items[:last], false
		}
		if !t.take(',') {
			return items, t.take(']') && t.take('}') && t.ended()
		}
	}
	return items, false
}

func (r *Decoder) plainInto(t *tokens, it *Item) bool {
	it.Reset(false)
	it.Wrong = nil
	return r.plain(t, &it.Input, ItemFields)
}

// plainItem is plain for the i-th item of a batch, which the JSON decoder comes to next. It
// is still for that to read, or to pass over.
func (r *Decoder) plainItem(i int, it *Item) bool {
	t := tokens{r.body[r.dec.InputOffset():]}
	return (i == 0 || t.take(',')) && r.plainInto(&t, it)
}

// tokens are those of a text that are still to be read.
type tokens struct{ rest []byte }

// ended reports whether nothing but blanks is left, which it passes over.
func (t *tokens) ended() bool {
	for i, c := range t.rest {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			t.rest = t.rest[i:]
			return false
		}
	}
	return true
}

// take reads a token of one byte, if it is the next.
func (t *tokens) take(c byte) bool {
	if len(t.rest) == 0 || t.rest[0] != c { // what is written without blanks is told apart at once
		if t.ended() || t.rest[0] != c {
			return false
		}
	}
	t.rest = t.rest[1:]
	return true
}

// text reads a string of ASCII without escapes, if it is the next.
func (t *tokens) text() ([]byte, bool) {
	if !t.take('"') {
		return nil, false
	}
	rest := t.rest
	for i, c := range rest {
		if inText[c] {
			continue
		}
		t.rest = rest[i+1:]
		return rest[:i], c == '"'
	}
	return nil, false
}

// inText are the bytes of a string of ASCII that stand for themselves.
var inText = func() (t [256]bool) {
	for c := ' '; c <= '~'; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()
