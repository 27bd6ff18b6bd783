package token_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"shixian/api/admit/token"
)

// parse reads a file f that has to be wholly understood.
func parse(text string) (*token.Set, error) {
	set, passed, err := token.Parse("f", text)
	return set, errors.Join(append(passed, err)...)
}

func TestNewAndFind(t *testing.T) {
	secret, line, err := token.New(bytes.NewReader(bytes.Repeat([]byte{7}, 32)), "张三", token.Editor)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(secret))
	if want := "张三:editor:" + hex.EncodeToString(sum[:]); line != want {
		t.Errorf("line %q, want %q", line, want)
	}
	set, err := parse("# comment\n\n" + line + "\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if h, ok := set.Find(secret); !ok || h != (token.Holder{Name: "张三", Role: token.Editor}) || set.Len() != 1 {
		t.Errorf("found %v %v", h, ok)
	}
	for _, other := range []string{"", secret + " ", secret[1:], strings.ToUpper(secret), hex.EncodeToString(sum[:])} {
		if h, ok := set.Find(other); ok {
			t.Errorf("%q is %v", other, h)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	random := bytes.NewReader(make([]byte, 64))
	for _, name := range []string{"", "a:b", "a b", "a\n", strings.Repeat("x", 65), "\xff"} {
		if _, _, err := token.New(random, name, token.Viewer); err == nil {
			t.Errorf("the name %q is taken", name)
		}
	}
	if _, _, err := token.New(bytes.NewReader(nil), "a", token.Viewer); err == nil {
		t.Error("a token without random bytes")
	}
}

func TestParseRefuses(t *testing.T) {
	hash := strings.Repeat("ab", 32)
	for text, want := range map[string]string{
		"zhang:editor":                                           "f:1: the line is not name:role:sha256-hex",
		"\n\nzhang:owner:" + hash:                                `f:3: the role "owner" is none of reader, viewer, editor, publisher`,
		"zhang:editor:" + hash[:62]:                              `f:1: the hash of "zhang" is not a SHA-256 in hex`,
		"zhang:editor:" + strings.Repeat("xy", 32):               `f:1: the hash of "zhang" is not a SHA-256 in hex`,
		"a b:editor:" + hash:                                     "f:1: the name is not 1 to 64 letters, digits, . _ @ or -",
		"a:viewer:" + hash + "\na:publisher:" + hash:             `f:2: the name "a" stands twice`,
		"a:reader:" + hash + "\nb:reader:" + hash:                `f:2: the tokens of "a" and "b" are the same`,
		"secret-token-put-here-by-mistake:editor:" + hash + ":x": "f:1: the line is not name:role:sha256-hex",
	} {
		_, err := parse(text)
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestUnknownRole: a role of a newer program gives no right, and takes none away.
func TestUnknownRole(t *testing.T) {
	secret, line, err := token.New(rand.Reader, "li", token.Editor)
	if err != nil {
		t.Fatal(err)
	}
	later, unknown, err := token.New(rand.Reader, "wu", token.Publisher)
	if err != nil {
		t.Fatal(err)
	}
	set, passed, err := token.Parse("f", strings.Replace(unknown, "publisher", "owner", 1)+"\n"+line)
	if err != nil || len(passed) != 1 || passed[0].Error() != `f:1: the role "owner" is none of reader, viewer, editor, publisher` {
		t.Fatalf("%v, %v", passed, err)
	}
	if h, ok := set.Find(secret); !ok || h.Role != token.Editor {
		t.Errorf("%+v, %v", h, ok)
	}
	if h, ok := set.Find(later); ok {
		t.Errorf("the unknown role is let in: %+v", h)
	}
	if _, _, err := token.Parse("f", "wu:owner:"+strings.Repeat("a", 63)); err == nil {
		t.Error("a hash is half there")
	}
}

func TestRoles(t *testing.T) {
	for _, r := range []token.Role{token.Reader, token.Viewer, token.Editor, token.Publisher} {
		if got, err := token.ParseRole(r.String()); err != nil || got != r {
			t.Errorf("%v: %v, %v", r, got, err)
		}
	}
	if !(token.Reader < token.Viewer && token.Viewer < token.Editor && token.Editor < token.Publisher) {
		t.Error("roles do not include each other")
	}
	if token.Role(0).String() != "none" {
		t.Error("the zero role has a name")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("zhang:editor:" + strings.Repeat("ab", 32))
	f.Add("# x\n\n::\n")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := parse(text)
		if err == nil && set.Len() > strings.Count(text, "\n")+1 {
			t.Errorf("%d tokens in %q", set.Len(), text)
		}
	})
}

func ExampleNew() {
	_, line, err := token.New(bytes.NewReader(make([]byte, 32)), "li", token.Publisher)
	fmt.Println(line[:13], errors.Is(err, nil))
	// Output: li:publisher: true
}

// BenchmarkFind: a token among many is found as fast as among few.
func BenchmarkFind(b *testing.B) {
	var text strings.Builder
	var last string
	for i := range 1000 {
		raw := sha256.Sum256([]byte{byte(i), byte(i >> 8)})
		secret, line, err := token.New(bytes.NewReader(raw[:]), fmt.Sprintf("r%d", i), token.Reader)
		if err != nil {
			b.Fatal(err)
		}
		last = secret
		text.WriteString(line + "\n")
	}
	set, err := parse(text.String())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := set.Find(last); !ok {
			b.Fatal("lost")
		}
	}
}
