package answers

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// script is a file of calls, which are made in order to one service.
type script struct {
	name     string
	settings []string // of the service, as NAME=VALUE
	calls    []call
}

// call is one call as a script writes it, in a paragraph of its own:
//
//	POST $draft/<publish|delete>      method and path
//	+ If-Match: "v1"                  a header; without a value, it is not sent
//	+ as editor                       with the token of a role
//	+ session one                     with the cookies of a session of that name
//	+ save draft Location             keeps a header of the answer, up to ?, as $draft
//	+ varies                          hangs on the build: its status is recorded alone
//	+ first                           reads server-sent events up to the first
//	+ form                            the body is a form, JSON without this
//	+ multipart                       the body is lines name=value; value @file is a file of testdata
//	+ replace this → that             in the body
//	+ pad 1000                        with so many spaces after the body
//	body, or @file of testdata
//
// <this|that> stands for a call with each. $viewer is the token of the role, and so on.
// A script may begin with a paragraph of the settings of its service.
type call struct {
	key            string // what was written, to tell calls apart
	method, target string
	options        []option
	body           string
}

// option is what follows a plus sign: a header of the request, or a word to the test.
type option struct{ name, value string }

// value returns the value of the first option of a name.
func (c *call) value(name string) (string, bool) {
	for _, o := range c.options {
		if o.name == name {
			return o.value, true
		}
	}
	return "", false
}

func (c *call) has(name string) bool {
	_, ok := c.value(name)
	return ok
}

// readScripts reads all scripts, in the order of their names.
func readScripts() ([]script, error) {
	files, err := filepath.Glob("testdata/*.calls")
	if err != nil {
		return nil, err
	}
	var out []script
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		s, err := parseScript(strings.TrimSuffix(filepath.Base(f), ".calls"), string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		out = append(out, s)
	}
	return out, nil
}

func parseScript(name, text string) (script, error) {
	s := script{name: name}
	seen := map[string]int{}
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		paragraph = withoutComments(paragraph)
		if settings, ok := strings.CutPrefix(paragraph, "service"); ok {
			s.settings = strings.Fields(settings)
			continue
		}
		for _, one := range alternatives(paragraph) {
			c, err := parseCall(one)
			if err != nil {
				return s, err
			}
			c.key = name + ": " + keyOf(one)
			if seen[c.key]++; seen[c.key] > 1 {
				c.key += fmt.Sprintf(" #%d", seen[c.key])
			}
			s.calls = append(s.calls, c)
		}
	}
	return s, nil
}

func withoutComments(paragraph string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.Trim(paragraph, "\n"), "\n") {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// keyOf is a call on one line, not too long.
func keyOf(text string) string {
	const most = 160
	runes := []rune(strings.ReplaceAll(text, "\n", " "))
	return string(runes[:min(len(runes), most)])
}

// choice is <this|that>.
var choice = regexp.MustCompile(`<([^<>]*\|[^<>]*)>`)

// alternatives returns the calls that a paragraph stands for: all combinations of its
// choices.
func alternatives(text string) []string {
	if text == "" {
		return nil
	}
	at := choice.FindStringSubmatchIndex(text)
	if at == nil {
		return []string{text}
	}
	var out []string
	for one := range strings.SplitSeq(text[at[2]:at[3]], "|") {
		out = append(out, alternatives(text[:at[0]]+one+text[at[1]:])...)
	}
	return out
}

func parseCall(text string) (call, error) {
	lines := strings.Split(text, "\n")
	var c call
	var ok bool
	if c.method, c.target, ok = strings.Cut(lines[0], " "); !ok || !strings.HasPrefix(c.target, "/") && !strings.HasPrefix(c.target, "$") {
		return c, fmt.Errorf("%q is not a method and a path", lines[0])
	}
	lines = lines[1:]
	for len(lines) > 0 && strings.HasPrefix(lines[0], "+ ") {
		name, value, _ := strings.Cut(lines[0][2:], " ")
		c.options = append(c.options, option{name, value})
		lines = lines[1:]
	}
	c.body = strings.Join(lines, "\n")
	return c, nil
}
