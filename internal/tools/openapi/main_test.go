package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// source are structs as those of package wire.
const source = `package wire

// Answer is an [Answer]
// of a rule.
type Answer struct {
	Head
	Shape   string ` + "`json:\"shape\"`" + `
	Due     holidays.Date ` + "`json:\"due,omitzero\" shapes:\"due,required\"`" + `
	Limit   *int ` + "`json:\"limit,omitempty\" shapes:\"quota\"`" + `
	Days    []holidays.Date ` + "`json:\"days\"`" + `
	Nothing *holidays.Date ` + "`json:\"nothing\"`" + `
}

type Head struct {
	Revision int64 ` + "`json:\"revision\"`" + `
}
`

// definitions are what swag makes of them.
const definitions = `{"wire.Answer": {"type": "object", "properties": {
	"revision": {"type": "integer", "example": 7}, "shape": {"type": "string"},
	"due": {"type": "string", "x-shapes": "due"}, "limit": {"type": "integer"},
	"days": {"type": "array", "items": {"type": "string"}}, "nothing": {"description": "none", "allOf": [{"$ref": "#/definitions/a.Date"}]}}},
	"a.Date": {"type": "string"}, "b.Text": {"type": "object"}, "wire.Text": {"type": "object"}}`

func TestComponents(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "wire.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	read, err := readStructs(folder)
	if err != nil {
		t.Fatal(err)
	}
	var in object
	if err := json.Unmarshal([]byte(definitions), &in); err != nil {
		t.Fatal(err)
	}
	s := &schemas{&rules{
		Split:  map[string]map[string]string{"Answer": {"due": "DueAnswer", "quota": "QuotaAnswer"}},
		Shapes: map[string][]string{"due": {"within"}, "quota": {"quota"}}, Parts: map[string]string{"Part": "Text"},
	}, read, nameAll(in)}
	want := map[string]string{
		"Answer": `{"description":"Answer is an Answer of a rule.","discriminator":{"mapping":{"quota":"#/components/schemas/QuotaAnswer","within":"#/components/schemas/DueAnswer"},` +
			`"propertyName":"shape"},"oneOf":[{"$ref":"#/components/schemas/DueAnswer"},{"$ref":"#/components/schemas/QuotaAnswer"}]}`,
		"DueAnswer": `{"description":"Answer is an Answer of a rule.","properties":{"days":{"items":{"format":"date","type":"string"},"type":"array"},` +
			`"due":{"format":"date","type":"string"},"nothing":{"$ref":"#/components/schemas/Date","description":"none","format":"date"},` +
			`"revision":{"examples":[7],"format":"int64","type":"integer"},"shape":{"enum":["within"],"type":"string"}},` +
			`"required":["days","due","nothing","revision","shape"],"type":"object"}`,
		"Date": `{"type":"string"}`, "Text": `{"type":"object"}`, "BText": `{"type":"object"}`, "Part": `{"type":"object"}`,
	}
	got := s.components(in)
	for name, text := range want {
		if made, err := json.Marshal(got[name]); err != nil || string(made) != text {
			t.Errorf("%s is\n%s\nwant\n%s", name, made, text)
		}
	}
	if len(got) != len(want)+1 {
		t.Errorf("there are %d components", len(got))
	}
}

func TestMerge(t *testing.T) {
	for _, c := range []struct{ target, patch, want string }{
		{`{"a":{"b":1,"c":2}}`, `{"a":{"b":3,"c":null}}`, `{"a":{"b":3}}`},
		{`{"a":[1,2]}`, `{"a":[3]}`, `{"a":[3]}`},
		{`{}`, `{"a":{"b":{"c":1}}}`, `{"a":{"b":{"c":1}}}`},
		{`{"a":1}`, `{"a":{"b":1}}`, `{"a":{"b":1}}`},
	} {
		if got := merge(value(t, c.target), value(t, c.patch)); !reflect.DeepEqual(got, value(t, c.want)) {
			t.Errorf("%s with %s is %v", c.target, c.patch, got)
		}
	}
}

func TestCloseRequests(t *testing.T) {
	doc := value(t, `{"paths": {"/a": {"post": {
		"requestBody": {"schema": {"anyOf": [{"$ref": "#/components/schemas/Asked"}]}}, "responses": {"200": {"schema": {"$ref": "#/components/schemas/Answer"}}}}}},
		"components": {"schemas": {"Asked": {"properties": {"inner": {"$ref": "#/components/schemas/Inner"}, "both": {"$ref": "#/components/schemas/Both"}}},
			"Inner": {"properties": {}}, "Both": {"properties": {}}, "Answer": {"properties": {"both": {"items": {"$ref": "#/components/schemas/Both"}}}}}}}`).(object)
	closeRequests(doc)
	for name, want := range map[string]any{"Asked": false, "Inner": false, "Both": nil, "Answer": nil} {
		if got := doc["components"].(object)["schemas"].(object)[name].(object)["additionalProperties"]; got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func value(t *testing.T, text string) (out any) {
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}
