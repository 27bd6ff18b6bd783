package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const mit = `MIT License

Copyright (c) 2026 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`

const wtfpl = `            DO WHAT THE FUCK YOU WANT TO PUBLIC LICENSE
                    Version 2, December 2004

 Copyright (C) 2004 Sam Hocevar <sam@hocevar.net>

 Everyone is permitted to copy and distribute verbatim or modified
 copies of this license document, and changing it is allowed as long
 as the name is changed.

            DO WHAT THE FUCK YOU WANT TO PUBLIC LICENSE
   TERMS AND CONDITIONS FOR COPYING, DISTRIBUTION AND MODIFICATION

  0. You just DO WHAT THE FUCK YOU WANT TO.
`

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDetect: a licence is known by its text, and one that is not allowed, or that
// nobody knows, is an error.
func TestDetect(t *testing.T) {
	for _, c := range []struct {
		what, file, text string
		want             []string
		err              string
	}{
		{"MIT", "LICENSE", mit, []string{"MIT"}, ""},
		{"British", "licence.txt", mit, []string{"MIT"}, ""},
		{"copying", "COPYING", mit, []string{"MIT"}, ""},
		{"not allowed", "LICENSE", wtfpl, []string{"WTFPL"}, "WTFPL is not allowed"},
		{"unknown", "LICENSE", "You may not.", nil, "no licence is known"},
		{"code", "license.go", mit, nil, "no licence is known"},
		{"none", "README", mit, nil, "no licence is known"},
	} {
		m := module{Path: "example.org/x", dir: t.TempDir()}
		write(t, filepath.Join(m.dir, c.file), c.text)
		err := m.detect()
		if !slices.Equal(m.licences, c.want) || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %v, %v", c.what, m.licences, err)
		}
	}
}

// TestCompare tells what a list lacks and what it has too much.
func TestCompare(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.md")
	of := func(names ...string) (out []byte) {
		for _, n := range names {
			out = append(out, list([]module{{Path: n, Version: "v1", licences: []string{"MIT"}}})[len(head):]...)
		}
		return out
	}
	write(t, file, string(of("a", "b")))
	if err := compare(file, of("a", "b")); err != nil {
		t.Error(err)
	}
	err := compare(file, of("b", "c"))
	for _, part := range []string{"does not have: | c | v1 | MIT |", "should not: | a | v1 | MIT |", "make licenses"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not say %q", err, part)
		}
	}
}

// TestComplete writes licences into a CycloneDX file, and refuses one that has other
// components.
func TestComplete(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.cdx.json")
	modules := []module{{Path: "a", Version: "v1", licences: []string{"MIT"}}, {Path: "b", Version: "v1", licences: []string{"MIT", "ISC"}}}
	write(t, file, `{"components":[{"name":"a","version":"v1"},{"name":"b","version":"v1"}]}`)
	if err := complete(file, modules); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), `"id": "MIT"`) || !strings.Contains(string(text), `"expression": "MIT AND ISC"`) {
		t.Errorf("%s, %v", text, err)
	}
	for _, wrong := range []string{`{"components":[{"name":"a","version":"v2"}]}`, `{}`, `x`} {
		write(t, file, wrong)
		if err := complete(file, modules); err == nil {
			t.Errorf("%s: no error", wrong)
		}
	}
}

// TestTexts copies what has to be handed on.
func TestTexts(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "texts")
	for name, text := range map[string]string{"LICENSE": mit, "NOTICE": "n", "PATENTS": "p", "main.go": "x"} {
		write(t, filepath.Join(from, name), text)
	}
	if err := copyTexts(to, []module{{Path: "example.org/x", Version: "v1", dir: from}}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(to, "example.org", "x@v1", "*"))
	if err != nil || len(files) != 3 {
		t.Errorf("%v, %v", files, err)
	}
}
