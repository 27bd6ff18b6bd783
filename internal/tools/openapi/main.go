// Command openapi writes the service's description as OpenAPI 3.1.
//
//	openapi SWAGGER.json    writes what swag has written of the comments as OpenAPI 3.1
//
// swag 1 writes Swagger 2.0, which can tell neither one of several shapes nor the media
// type of each status. What a Go struct says that swag does not pass on (which members are
// always there, days, instants) is read from the source. rules.yaml beside this file says
// the rest: what holds for all answers, and the few parts of the description that comments
// cannot say, which are laid over the others.
//
// Its assumptions: it is run in the module's root; comments are those of swag 1.16.
package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"go.yaml.in/yaml/v4"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "openapi:", err)
		os.Exit(1)
	}
}

//go:embed rules.yaml
var rulesYAML []byte

// rules are what comments do not say.
type rules struct {
	// Statuses are the descriptions of responses.
	Statuses map[string]string
	// Headers are those of answers, and which answers have them.
	Headers map[string]struct {
		On     string // an expression that matches method, path and status
		Header object // the OpenAPI Header Object
	}
	// Parameters are those of many operations, in the order in which they stand.
	Parameters []struct {
		On        string // an expression that matches method and path
		Parameter object // the OpenAPI Parameter Object
	}
	// Tags are the groups of operations. An operation is of the last whose expression
	// matches its path.
	Tags []struct{ Name, On, Description string }
	// Open matches the paths of operations that never ask for a token and refuse nobody,
	// Tokens those that always ask for one.
	Open, Tokens string
	// Split has the schemas that differ by shape: the name of each shape's schema.
	Split map[string]map[string]string
	// Shapes are the values of shape that stand for each of them.
	Shapes map[string][]string
	// Parts are schemas with all members of another and none that is always there.
	Parts map[string]string
	// Examples are questions, one for each shape; their answers are worked out.
	Examples []object
	// Over is laid over the description (RFC 7396, JSON Merge Patch).
	Over object
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("usage: openapi SWAGGER.json")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var swagger object
	if err := json.Unmarshal(text, &swagger); err != nil {
		return err
	}
	var r rules
	if err := yaml.Unmarshal(rulesYAML, &r); err != nil {
		return err
	}
	source, err := readStructs("api", "deadlines", "holidays")
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	asked, answered, err := examples(r.Examples)
	if err != nil {
		return err
	}
	description := describe(swagger, source, &r)
	withExamples(description, asked, answered)
	closeRequests(description)
	return enc.Encode(description)
}

func describe(swagger object, source structs, r *rules) object {
	definitions := swagger["definitions"].(object)
	s := &schemas{r, source, nameAll(definitions)}
	o := &operations{s}
	headers := object{}
	for name, h := range r.Headers {
		headers[name] = h.Header
	}
	tags := []object{}
	for _, t := range r.Tags {
		tags = append(tags, object{"name": t.Name, "description": t.Description})
	}
	components := object{"schemas": s.components(definitions), "responses": o.problems(), "headers": headers}
	return merge(object{
		"openapi": "3.1.0", "info": swagger["info"], "tags": tags, "paths": o.paths(swagger["paths"].(object)), "components": components,
	}, r.Over).(object)
}

// merge lays a patch over a value: members of objects one by one, null takes one away.
func merge(target, patch any) any {
	changes, ok := patch.(object)
	if !ok {
		return patch
	}
	out, ok := target.(object)
	if !ok {
		out = object{}
	}
	for key, value := range changes {
		if value == nil {
			delete(out, key)
		} else {
			out[key] = merge(out[key], value)
		}
	}
	return out
}
