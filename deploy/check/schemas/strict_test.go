package main

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"reflect"
	"testing"
)

// TestStrict: what is strict, and what stays.
func TestStrict(t *testing.T) {
	for _, c := range []struct{ what, name, in, want string }{
		{"unknown fields", "", `{"type":"object","description":"d","properties":{"description":{"type":"string","description":"d"}}}`,
			`{"type":"object","properties":{"description":{"type":"string"}},"additionalProperties":false}`},
		{"a map", "", `{"type":"object","additionalProperties":{"type":"string"}}`, `{"type":"object","additionalProperties":{"type":"string"}}`},
		{"anything goes", "", `{"type":"object","properties":{},"x-kubernetes-preserve-unknown-fields":true}`, `{"type":"object","properties":{}}`},
		{"a port", "", `{"type":"string","format":"int-or-string"}`, `{"type":["integer","string"]}`},
		{"a port of a custom resource", "", `{"anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true}`,
			`{"anyOf":[{"type":"integer"},{"type":"string"}],"type":["integer","string"]}`},
		{"a quantity", "io.k8s.apimachinery.pkg.api.resource.Quantity", `{"type":"string"}`, `{"type":["number","string"]}`},
		{"bounds", "", `{"type":"string","enum":["a"],"required":["b"],"maxLength":3}`, `{"type":"string","enum":["a"],"required":["b"],"maxLength":3}`},
	} {
		var in, want any
		if json.Unmarshal([]byte(c.in), &in) != nil || json.Unmarshal([]byte(c.want), &want) != nil {
			t.Fatal(c.what)
		}
		text, err := json.Marshal(strict(c.name, in))
		var got any
		if err != nil || json.Unmarshal(text, &got) != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s, want %s", c.what, text, c.want)
		}
	}
}

// TestClosure: all that a definition refers to comes with it, and nothing else.
func TestClosure(t *testing.T) {
	ref := func(name string) any { return map[string]any{"$ref": "#/definitions/" + name} }
	all := map[string]any{
		"a": map[string]any{"properties": map[string]any{"b": ref("b"), "self": ref("a")}},
		"b": map[string]any{"items": []any{ref("c")}},
		"c": map[string]any{}, "d": map[string]any{},
	}
	got := map[string]any{}
	if err := closure(all, "a", got); err != nil || len(got) != 3 || got["d"] != nil {
		t.Errorf("%v, %v", got, err)
	}
	if err := closure(map[string]any{"a": ref("b")}, "a", map[string]any{}); err == nil {
		t.Error("a missing definition is not missed")
	}
}

// TestEnums: a field gets the values of its type, if the type is marked.
func TestEnums(t *testing.T) {
	const source = `package v1

// Policy says when.
// +enum
type Policy string

const (
	Always Policy = "Always"
	Never  Policy = "Never"
)

type Free string

const Any Free = "Any"

type Pod struct {
	One  Policy   ` + "`json:\"one,omitempty\"`" + `
	Ref  *Policy  ` + "`json:\"ref\"`" + `
	Many []Policy ` + "`json:\"many\"`" + `
	Free Free     ` + "`json:\"free\"`" + `
}
`
	file, err := parser.ParseFile(token.NewFileSet(), "types.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	field := func() any { return map[string]any{"type": "string"} }
	fields := map[string]any{"one": field(), "ref": field(), "free": field(), "many": map[string]any{"items": field()}}
	addFields(map[string]any{"x.Pod": map[string]any{"properties": fields}}, "x.", file, enumsOf(file))
	values := []any{"Always", "Never"}
	closed := map[string]any{"type": "string", "enum": values}
	want := map[string]any{"one": closed, "ref": closed, "free": field(), "many": map[string]any{"items": closed}}
	if !reflect.DeepEqual(fields, want) {
		t.Errorf("%v, want %v", fields, want)
	}
}
