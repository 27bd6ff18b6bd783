package problem

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
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
	for code, m := range texts.Codes {
		for _, text := range []string{m.Told.ZH.Title, m.Told.EN.Title, m.Told.ZH.Detail, m.Told.EN.Detail} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has an empty text", code)
			}
		}
		if p := m.People; (p.ZH.Title == "") != (p.EN.Title == "") || (p.ZH.Detail == "") != (p.EN.Detail == "") || p.ZH.Detail == "" && p.ZH.Title != "" {
			t.Errorf("%s is told to people in one language, or has but a title for them", code)
		}
		if m.Status < 400 || m.Status > 599 {
			t.Errorf("%s has status %d", code, m.Status)
		}
		chinese := m.Told.ZH.Detail
		if pair, ok := twice[code]; ok {
			chinese = strings.ReplaceAll(chinese, pair.zh, pair.en)
		}
		inChinese, inEnglish := used(chinese), used(m.Told.EN.Detail)
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

// TestEveryCodeHasAMessage: an error of counting is never told as an internal one, and no
// message is of a code that there is not.
func TestEveryCodeHasAMessage(t *testing.T) {
	codes := append(declaredCodes(t, "../../deadlines/errors.go"), declaredCodes(t, "codes.go")...)
	slices.Sort(codes)
	if told := Codes(); !slices.Equal(codes, told) {
		t.Errorf("the codes are\n%v\nand there are messages of\n%v", codes, told)
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
		if !isValue || spec.Type == nil || !strings.HasSuffix(types.ExprString(spec.Type), "Code") {
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
	for code, m := range texts.Codes {
		if m.Status >= 500 || code == Unsigned || code == PositionNeeded || code == BodyNotGzip {
			continue // for operations
		}
		p := ForPeople(&deadlines.Error{Code: code, Pointer: "/trigger", Args: []any{"trigger", "为", "of", "一", "of"}}, "zh")
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
