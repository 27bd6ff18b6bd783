package pages

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "../.."

// each is [Each] for the module.
func each(t *testing.T, end string, do func(path, text string)) {
	t.Helper()
	if err := Each(module, end, do); err != nil {
		t.Fatal(err)
	}
}

// TestLinks: each link of a page leads to a file, and to a heading there.
func TestLinks(t *testing.T) {
	dead, pages, err := Dead(module)
	if err != nil || pages < 40 {
		t.Errorf("only %d pages: %v", pages, err)
	}
	for _, d := range dead {
		t.Errorf("it leads nowhere: %s", d)
	}
	folder := t.TempDir()
	text := "# One `two`: 三\n[x](a.md#one-two-三) [y](#four) [z](b.md) [w](c/d.md)\n"
	if err := os.WriteFile(filepath.Join(folder, "a.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if dead, _, err := Dead(folder, "c"); len(dead) != 2 || err != nil {
		t.Errorf("%q, %v", dead, err)
	}
}

var (
	function = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark)\w+)\(`)
	mention  = regexp.MustCompile(`\b(?:Test|Benchmark)[A-Z]\w+`)
)

// TestNamed: what pages name as shown by a test is shown by one that is there.
func TestNamed(t *testing.T) {
	tests, named := "", 0
	each(t, "_test.go", func(_, text string) {
		for _, m := range function.FindAllStringSubmatch(text, -1) {
			tests += " " + m[1]
		}
	})
	each(t, ".md", func(path, text string) {
		for _, name := range mention.FindAllString(text, -1) {
			if named++; !strings.Contains(tests, " "+name) { // go test takes how names begin
				t.Errorf("%s: there is no %s", path, name)
			}
		}
	})
	if named < 100 {
		t.Errorf("only %d tests are named", named)
	}
}

var (
	span        = regexp.MustCompile("`[^`\n]+`")
	placeholder = regexp.MustCompile(`[^ -~]|\b(TOKEN|POSITION|ID)\b|<|name:role`)
)

// TestSameSpans: both languages of a page name the same commands, settings, fields and codes.
func TestSameSpans(t *testing.T) {
	spans := func(text string) (out []string) {
		for _, s := range span.FindAllString(fenced.ReplaceAllString(text, ""), -1) {
			if !placeholder.MatchString(s) {
				out = append(out, strings.ReplaceAll(s, ".en.md", ".md"))
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	compared := 0
	each(t, ".en.md", func(path, english string) {
		chinese, err := os.ReadFile(strings.TrimSuffix(path, ".en.md") + ".md")
		if err != nil {
			t.Error(err)
		}
		zh, en := spans(string(chinese)), spans(english)
		compared += len(en)
		for _, only := range [][2][]string{{zh, en}, {en, zh}} {
			for _, s := range only[0] {
				if !slices.Contains(only[1], s) {
					t.Errorf("%s: %s is in one language only", path, s)
				}
			}
		}
	})
	if compared < 500 {
		t.Errorf("only %d are compared", compared)
	}
}

var (
	body   = regexp.MustCompile("`(\\{\"[^`]*\\})`")
	number = regexp.MustCompile(`:N\b`)
)

// TestBodies: a body that stands in the text of a page is JSON, with fields that calls take.
func TestBodies(t *testing.T) {
	described, err := os.ReadFile(filepath.Join(module, "docs", "swagger.json"))
	if err != nil {
		t.Fatal(err)
	}
	bodies := 0
	each(t, ".md", func(path, text string) {
		if strings.HasSuffix(path, "CHANGELOG.md") || strings.Contains(path, "conformance") { // of any time; of other programs
			return
		}
		for _, m := range body.FindAllStringSubmatch(text, -1) {
			bodies++
			var value any
			if err := json.Unmarshal([]byte(number.ReplaceAllString(m[1], ":1")), &value); err != nil {
				t.Errorf("%s: %s: %v", path, m[1], err)
			}
			for _, name := range names(value) {
				if !strings.Contains(string(described), `"`+name+`": {`) {
					t.Errorf("%s: %s: no call has a field %q", path, m[1], name)
				}
			}
		}
	})
	if bodies < 15 {
		t.Errorf("only %d bodies", bodies)
	}
}

// names are the names of the fields of a value, and of those in it.
func names(value any) (out []string) {
	switch v := value.(type) {
	case map[string]any:
		for name, field := range v {
			out = append(append(out, name), names(field)...)
		}
	case []any:
		for _, item := range v {
			out = append(out, names(item)...)
		}
	}
	return out
}

// TestChanges: no entry of CHANGELOG.md stands there twice, as after a merge.
func TestChanges(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(module, "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	const beginning = 40 // characters, by which entries are told apart
	begun := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if r := []rune(line); strings.HasPrefix(line, "- ") && len(r) > beginning {
			if begins := string(r[:beginning]); begun[begins] {
				t.Errorf("two entries begin with %q", begins)
			} else {
				begun[begins] = true
			}
		}
	}
	if len(begun) < 60 {
		t.Errorf("only %d entries", len(begun))
	}
}
