package problem

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"shixian/deadlines"
	"shixian/holidays"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// twice has the codes with an argument that comes in both languages: which one
// the Chinese text uses, and which the English.
var twice = map[deadlines.Code]struct{ zh, en string }{
	WrongType:           {"{1}", "{2}"},
	InvalidParameter:    {"{1}", "{2}"},
	"notice_unreadable": {"{0}", "{1}"},
	"reading_not_open":  {"{3}", "{4}"},
}

// TestMessages: every message has both languages, and both speak of the same
// arguments.
func TestMessages(t *testing.T) {
	for code, m := range messages {
		for _, text := range []string{m.title.ZH, m.title.EN, m.detail.ZH, m.detail.EN} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has an empty text", code)
			}
		}
		if m.status < 400 || m.status > 599 {
			t.Errorf("%s has status %d", code, m.status)
		}
		chinese := m.detail.ZH
		if pair, ok := twice[code]; ok {
			chinese = strings.ReplaceAll(chinese, pair.zh, pair.en)
		}
		inChinese, inEnglish := used(chinese), used(m.detail.EN)
		if !slices.Equal(inChinese, inEnglish) {
			t.Errorf("%s speaks of %v in Chinese and of %v in English", code, inChinese, inEnglish)
		}
	}
}

// used returns the placeholders of a template, each once.
func used(template string) []string {
	set := map[string]bool{}
	for _, p := range placeholder.FindAllString(template, -1) {
		set[p] = true
	}
	return slices.Sorted(maps.Keys(set))
}

var placeholder = regexp.MustCompile(`\{\d+\}`)

func TestSprint(t *testing.T) {
	cases := []struct {
		template string
		args     []any
		want     string
	}{
		{"no arguments", nil, "no arguments"},
		{"{0} to {1}", []any{1, "2026-11-23"}, "1 to 2026-11-23"},
		{"{1}", []any{"unused", "used"}, "used"},
		{"{0} and {1}", []any{"{1}", "{0}"}, "{1} and {0}"},
		{"{0}{0}", []any{"x"}, "xx"},
		{"{0}", []any{holidays.Text{ZH: "检查", EN: "check {0}"}}, "check {0}"},
		{"{0}", []any{strings.Repeat("字", 1000)}, strings.Repeat("字", 666) + "…"},
		{"{0}", []any{strings.Repeat("a", 2000)}, strings.Repeat("a", 2000)},
	}
	for _, c := range cases {
		if got := sprint(c.template, c.args, "en"); got != c.want {
			t.Errorf("sprint(%q, %q) = %q, want %q", c.template, c.args, got, c.want)
		}
	}
}

// TestEveryCodeHasAMessage: an error of counting is never told as an internal one.
func TestEveryCodeHasAMessage(t *testing.T) {
	codes := declaredCodes(t, "../../deadlines/errors.go")
	if len(codes) < 13 {
		t.Fatalf("only %d codes are declared", len(codes))
	}
	for _, code := range codes {
		if p := Of(&deadlines.Error{Code: code}, "en"); p.Code != string(code) {
			t.Errorf("%s is told as %s", code, p.Code)
		}
	}
	if p := Of(&deadlines.Error{Code: "made_up", Pointer: "/x", Args: []any{"cause"}}, "en"); p.Code != string(Internal) || p.Errors != nil {
		t.Errorf("a code without a message is told as %+v", p)
	}
}

// declaredCodes returns the constants of type Code in a source file.
func declaredCodes(t *testing.T, file string) (codes []deadlines.Code) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, isValue := n.(*ast.ValueSpec)
		if !isValue || fmt.Sprint(spec.Type) != "Code" {
			return true
		}
		text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, deadlines.Code(text))
		return false
	})
	return codes
}

// TestForPeople: what somebody is told who fills in a form names no field or header in
// Latin letters; the rest is of administration and operations.
func TestForPeople(t *testing.T) {
	latin := regexp.MustCompile(`[A-Za-z][A-Za-z_-]+`)
	allowed := regexp.MustCompile(`^(CSV|XLSX|Word|PDF|gzip|CN|shixian|token|new|SHIXIAN_\w+|JSON|Content-\w+|Allow|docs|application|x-ndjson|position|Bearer|Authorization|If-Match)$`)
	for code := range messages {
		if messages[code].status >= 500 || code == Unsigned || code == PositionNeeded || code == BodyNotGzip {
			continue // for operations
		}
		p := ForPeople(&Error{Code: code, Pointer: "/trigger", Args: []any{"trigger", "为", "of", "一", "of"}}, "zh")
		for _, word := range latin.FindAllString(p.Title+p.Detail, -1) {
			if !allowed.MatchString(word) && word != "trigger" && word != "of" && !strings.HasPrefix(p.Title, word) {
				t.Errorf("%s: %s in %s %s", code, word, p.Title, p.Detail)
			}
		}
	}
	p := ForPeople(New(InvalidTrigger, "/trigger", "trigger"), "en")
	if p.Detail != "Please write the day it starts from as year, month and day, such as 2026-03-12." || p.Errors[0].Detail != p.Detail {
		t.Errorf("%+v", p)
	}
}
