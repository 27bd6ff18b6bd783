package wire_test

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shixian/api/wire"
)

// TestPlainIsTheSame: a question of strings alone is read as package jsontext reads it,
// which is what reads one whose first key is escaped.
func TestPlainIsTheSame(t *testing.T) {
	_, cat := world()
	d := wire.NewDecoder(cat)
	names := rapid.SampledFrom([]string{"rule", "trigger", "roll", "as_of", "calendar", "agreed", "at", "done", "ref", "due", "format", "revision", "amount", "trace", "rules", ""})
	values := rapid.SampledFrom([]string{
		`"xihe.countersign-reply"`, `"2026-02-09"`, `"2026-02-09T17:30:00+08:00"`, `"2026-02-09T17:30:00"`, `"next"`, `"CN-GX"`, `"A-17"`, `""`, `"期"`, `"a\"b"`,
		`"` + strings.Repeat("x", 129) + `"`, "\"\x00\"", "\"\x7f\"", "\"\xff\"", `7`, `true`, `null`, `{}`, `"`, ``,
	})
	blanks := rapid.SampledFrom([]string{"", "", "", " ", "\t", "\r", "\x00", "\v", ","})
	rapid.Check(t, func(rt *rapid.T) {
		var b strings.Builder
		gap := func() { b.WriteString(blanks.Draw(rt, "blank")) }
		b.WriteString(`{"rule"`)
		for i := range rapid.IntRange(1, 4).Draw(rt, "fields") {
			if i > 0 {
				fmt.Fprintf(&b, `"%s"`, names.Draw(rt, "name"))
			}
			gap()
			b.WriteString(":" + values.Draw(rt, "value"))
			gap()
			b.WriteString(",")
		}
		line := strings.TrimSuffix(b.String(), ",") + rapid.SampledFrom([]string{"}", "} ", "}\r", "", "}}", "}\x00", "]"}).Draw(rt, "end")
		var in, want wire.Input
		escaped := strings.Replace(line, `"rule"`, `"\u0072ule"`, 1)
		got := d.Line([]byte(line), &in)
		wrong := d.Line([]byte(escaped), &want)
		if (got == nil) != (wrong == nil) || got == nil && !reflect.DeepEqual(in.Question, want.Question) || in.Ref != want.Ref || in.Look != want.Look {
			rt.Fatalf("%q: %+v %v, escaped %+v %v", line, in, got, want, wrong)
		}
		batch := func(first, second string) ([]wire.Item, error) { // into memory that was used before
			used := []wire.Item{{Wrong: io.EOF}, {Wrong: io.EOF}, {Wrong: io.EOF}}
			return d.Batch([]byte(`{"items":[`+first+", "+second+", "+first+`]}`), used)
		}
		other := rapid.SampledFrom([]string{line, escaped, `{"rule":"xihe.countersign-reply"}`}).Draw(rt, "other")
		items, got := batch(line, other)
		plain, wrong := batch(escaped, other)
		if (got == nil) != (wrong == nil) || got == nil && !reflect.DeepEqual(items, plain) {
			rt.Fatalf("a batch of %q: %+v %v, escaped %+v %v", line, items, got, plain, wrong)
		}
	})
}
