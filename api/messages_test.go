package api

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shixian/deadlines"
)

// twice has the codes with an argument that comes in both languages: which one
// the Chinese text uses, and which the English.
var twice = map[deadlines.Code]struct{ zh, en string }{
	codeWrongType:        {"{1}", "{2}"},
	codeInvalidParameter: {"{1}", "{2}"},
	"notice_unreadable":  {"{0}", "{1}"},
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

func TestSprint(t *testing.T) {
	cases := []struct {
		template string
		args     []any
		want     string
	}{
		{"no arguments", nil, "no arguments"},
		{"{0} to {1}", []any{1, testToday}, "1 to 2026-11-23"},
		{"{1}", []any{"unused", "used"}, "used"},
		{"{0} and {1}", []any{"{1}", "{0}"}, "{1} and {0}"},
		{"{0}{0}", []any{"x"}, "xx"},
		{"{0}", []any{strings.Repeat("字", 1000)}, strings.Repeat("字", 666) + "…"},
		{"{0}", []any{strings.Repeat("a", 2000)}, strings.Repeat("a", 2000)},
	}
	for _, c := range cases {
		if got := sprint(c.template, c.args); got != c.want {
			t.Errorf("sprint(%q, %q) = %q, want %q", c.template, c.args, got, c.want)
		}
	}
}

// TestAcceptLanguage: Chinese, unless English is preferred to it.
func TestAcceptLanguage(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct{ header, want string }{
		{"", "zh-CN"},
		{"en", "en"},
		{"en-US,en;q=0.9", "en"},
		{"en-GB", "en"},
		{"EN", "en"},
		{"fr, en;q=0.3", "en"},
		{"zh", "zh-CN"},
		{"zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"},
		{"zh-TW", "zh-CN"},
		{"en;q=0.5, zh;q=0.9", "zh-CN"},
		{"en;q=0", "zh-CN"},
		{"de", "zh-CN"},
		{"*", "zh-CN"},
		{";;;", "zh-CN"},
		{"\x00\xff", "zh-CN"},
		{"en-" + strings.Repeat("x", 10_000), "zh-CN"},
		{strings.Repeat("en,", 200), "zh-CN"},
	}
	for _, c := range cases {
		rec := get(h, "/nowhere", "Accept-Language", c.header)
		if got := rec.Header().Get("Content-Language"); got != c.want {
			t.Errorf("%.40q is answered in %s, want %s", c.header, got, c.want)
		}
		wantTitle := messages[codeNotFound].title.In(c.want)
		if p := problem(t, rec); p.Title != wantTitle {
			t.Errorf("%.40q has the title %s, want %s", c.header, p.Title, wantTitle)
		}
	}
	if got := get(h, "/nowhere").Header().Get("Content-Language"); got != "zh-CN" {
		t.Errorf("without the header: %s", got)
	}
}

// TestAnswersInBothLanguages: what an answer says in words follows the caller.
func TestAnswersInBothLanguages(t *testing.T) {
	h := newTestHandler(t, nil)
	_, cat := world()
	const target = "/v1/deadlines?rule=tiexi.absence-approver&days=1"
	rule := cat.Rule("tiexi.absence-approver")
	for _, lang := range []string{zh, en} {
		a := ok[Answer](t, get(h, target, "Accept-Language", lang))
		if a.Approver != rule.UpTo.In(lang) || a.Interpretations[0].Text != rule.Interpretations[0].Text.In(lang) {
			t.Errorf("in %s: %+v", lang, a)
		}
	}
}

// TestLanguagesAreBounded: a caller who makes up headers does not fill the memory.
func TestLanguagesAreBounded(t *testing.T) {
	for i := range 3 * maxLanguages {
		header := "en;q=0." + strings.Repeat("1", i%3+1) + ",x-" + string(rune('a'+i%26)) + strings.Repeat("b", i/26%8)
		if got, again := negotiate(header), negotiate(header); got != again {
			t.Fatalf("%q is %s, and then %s", header, got, again)
		}
	}
	n := 0
	languages.Range(func(any, any) bool { n++; return true })
	if n > maxLanguages {
		t.Errorf("%d headers are kept", n)
	}
}

// TestEveryCodeHasAMessage: an error of counting is never told as an internal one.
func TestEveryCodeHasAMessage(t *testing.T) {
	codes := declaredCodes(t, "../deadlines/errors.go")
	if len(codes) < 13 {
		t.Fatalf("only %d codes are declared", len(codes))
	}
	for _, code := range codes {
		if p := problemOf(&deadlines.Error{Code: code}, en); p.Code != string(code) {
			t.Errorf("%s is told as %s", code, p.Code)
		}
	}
	if p := problemOf(&deadlines.Error{Code: "made_up", Pointer: "/x", Args: []any{"cause"}}, en); p.Code != string(codeInternal) || p.Errors != nil {
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
