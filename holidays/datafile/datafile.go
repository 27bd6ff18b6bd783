// Package datafile decodes the YAML files that people edit. It assumes that a
// wrong key or value is a mistake worth stopping for: decoding is strict, and
// every error names the file, the line and the reason.
package datafile

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const emptyFile = "文件是空的 / the file is empty"

// Error is a mistake in a data file.
type Error struct {
	File   string
	Line   int // from 1; 0 if the file as a whole is meant
	Reason string
}

// Error names the file, the line if there is one, and the reason, in Chinese and English.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Reason)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
}

// File is a decoded file, which can tell the line of what it holds.
type File struct {
	name string
	text []byte
}

// Decode decodes text strictly into the value that into points to: it is one
// document, in which a key that is unknown or stands twice is an error, and so is an item
// that its list has already. Errors are [*Error], joined if there are several.
func Decode(name string, text []byte, into any) (*File, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, &Error{File: name, Reason: emptyFile}
	}
	if !utf8.Valid(text) {
		return nil, &Error{File: name, Reason: "文件没有保存成 UTF-8 / the file is not saved as UTF-8"}
	}
	if err := yaml.Load(text, into, yaml.WithKnownFields(), yaml.WithUniqueKeys()); err != nil {
		return nil, decodeError(name, err)
	}
	f := &File{name: name, text: text}
	if err := errors.Join(f.doubled(f.root())...); err != nil {
		return nil, err
	}
	return f, nil
}

// mayRepeat is the key of the one list in which an item may stand twice: days on which
// something happened, twice on some.
const mayRepeat = "history"

// doubled returns an error for each item that stands in its list already.
func (f *File) doubled(node *yaml.Node) (errs []error) {
	first := map[string]int{}
	for i, n := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 1 && node.Content[i-1].Value == mayRepeat {
			continue
		}
		if node.Kind == yaml.SequenceNode {
			var item strings.Builder
			written(&item, n)
			if line, there := first[item.String()]; there {
				errs = append(errs, &Error{File: f.name, Line: n.Line, Reason: fmt.Sprintf("与第 %[1]d 行的一项重复 / the list has this item already, on line %[1]d", line)})
				continue
			}
			first[item.String()] = n.Line
		}
		errs = append(errs, f.doubled(n)...)
	}
	return errs
}

// written writes what a node says, without its comments and its place.
func written(to *strings.Builder, node *yaml.Node) {
	fmt.Fprintf(to, "%d %q [", node.Kind, node.Value)
	for _, n := range node.Content {
		written(to, n)
	}
	to.WriteByte(']')
}

// Embedded decodes a file that is part of the program, which is right or else is not run.
func Embedded[T any](name string, text []byte) (v T) {
	if _, err := Decode(name, text, &v); err != nil {
		panic(err)
	}
	return v
}

// decodeError words what the YAML library found, all of it if it is of several values.
func decodeError(name string, err error) error {
	if all, ok := errors.AsType[*yaml.LoadErrors](err); ok {
		var errs []error
		for _, e := range all.Errors {
			errs = append(errs, &Error{File: name, Line: e.Mark.Line, Reason: legible(e.Message)})
		}
		return errors.Join(errs...)
	}
	if one, ok := errors.AsType[*yaml.LoadError](err); ok {
		return &Error{File: name, Line: one.Mark.Line, Reason: legible(one.Message)}
	}
	return &Error{File: name, Reason: legible(err.Error())}
}

// Errorf returns an [*Error] at the line of the value at path, written as in
// "$.rules[3].amount", or of its nearest ancestor that stands in the file.
func (f *File) Errorf(path, format string, args ...any) error {
	return &Error{File: f.name, Line: f.line(path), Reason: fmt.Sprintf(format, args...)}
}

// root returns the value that the file is, with the places of all that is in it; the
// values that are decoded do not have theirs.
func (f *File) root() *yaml.Node {
	var doc yaml.Node
	if err := yaml.Load(f.text, &doc); err != nil || len(doc.Content) == 0 {
		return &yaml.Node{Line: 1}
	}
	return doc.Content[0]
}

// line finds the line of path. It reads the file again: errors are rare, and
// positions need not be kept for the files that are right.
func (f *File) line(path string) int {
	node := f.root()
	line := node.Line
	for _, step := range strings.FieldsFunc(strings.TrimPrefix(path, "$"), func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		key, value := child(node, step)
		if value == nil {
			break
		}
		node, line = value, key.Line
	}
	return line
}

// child returns the key and the value under step, the name of a key or the index
// of an item, or nil.
func child(node *yaml.Node, step string) (key, value *yaml.Node) {
	switch node.Kind {
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(node.Content) {
			return node.Content[i], node.Content[i]
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i], node.Content[i+1]
			}
		}
	}
	return nil, nil
}
