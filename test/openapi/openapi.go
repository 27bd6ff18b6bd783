// Package openapi holds what a service answers against its OpenAPI description.
//
// It is strict: a member that no schema names is an error, as are a status, a media type
// and a header that the operation does not have. Clients are not that strict, since
// members may be added (docs/versions.md).
package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

type object = map[string]any

// Description is a description to check by. It is for one goroutine.
type Description struct {
	root  object
	paths []path // those without parameters first
	whole *schemas
	parts *schemas                   // of answers to calls that ask for a part
	sent  map[string]map[string]bool // headers of answers that were checked, by operation and status
}

// partSchema admits a part of an answer, which only those get who ask for it.
const partSchema = "AnswerPart"

// schemas are compiled once they are needed.
type schemas struct {
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema // by pointer
}

func newSchemas(root object) (*schemas, error) {
	s := &schemas{jsonschema.NewCompiler(), map[string]*jsonschema.Schema{}}
	s.compiler.AssertFormat()
	return s, s.compiler.AddResource("openapi.json", root)
}

// path is a template of paths.
type path struct {
	template string
	pattern  *regexp.Regexp
	methods  object
}

// ErrUnknown says that the description has no such path or method.
var ErrUnknown = errors.New("the description does not have this")

var parameter = regexp.MustCompile(`\\\{\w+\\\}`)

// New reads a description.
func New(text []byte) (*Description, error) {
	var root object
	if err := json.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	closeObjects(root)
	d := &Description{root: root, sent: map[string]map[string]bool{}}
	var err error
	if d.parts, err = newSchemas(root); err != nil {
		return nil, err
	}
	if d.whole, err = newSchemas(withoutParts(root)); err != nil {
		return nil, err
	}
	paths, _ := root["paths"].(object)
	for template, methods := range paths {
		pattern := "^" + parameter.ReplaceAllString(regexp.QuoteMeta(template), "[^/]*") + "$"
		d.paths = append(d.paths, path{template, regexp.MustCompile(pattern), methods.(object)})
	}
	slices.SortFunc(d.paths, func(a, b path) int {
		return strings.Count(a.template, "{") - strings.Count(b.template, "{")
	})
	return d, nil
}

// withoutParts is a description in which nothing is a part of an answer.
func withoutParts(root object) object {
	root = maps.Clone(root)
	components := maps.Clone(root["components"].(object))
	named := maps.Clone(components["schemas"].(object))
	named[partSchema] = false
	components["schemas"], root["components"] = named, components
	return root
}

// closeObjects has each schema with members admit no others.
func closeObjects(v any) {
	switch v := v.(type) {
	case object:
		if _, ok := v["properties"].(object); ok && v["additionalProperties"] == nil {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			closeObjects(inner)
		}
	case []any:
		for _, inner := range v {
			closeObjects(inner)
		}
	}
}

// Unsent returns the headers that are described for answers which were checked, and that
// none of them had.
func (d *Description) Unsent() (out []string) {
	for at, headers := range d.sent {
		for h, sent := range headers {
			if !sent {
				out = append(out, h+" of "+at)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Operations returns the operationId of each operation, by METHOD PATH.
func (d *Description) Operations() map[string]string {
	out := map[string]string{}
	for _, p := range d.paths {
		for method, op := range p.methods {
			out[strings.ToUpper(method)+" "+p.template], _ = op.(object)["operationId"].(string)
		}
	}
	return out
}

// Check returns the operation that answered, and what is wrong with its answer. A method
// that is not described has to be answered as such. It is [ErrUnknown] if no operation is
// described for the path.
func (d *Description) Check(res *http.Response, body []byte) (operation string, err error) {
	operation, at, op := d.find(res.Request)
	if op == nil {
		return d.checkMethod(res, body)
	}
	return operation, d.check(at+"/responses/"+strconv.Itoa(res.StatusCode), op, res, body)
}

// CheckSent holds the JSON body of a request against its schema, and each line of NDJSON by
// itself. It is [ErrUnknown] if no JSON is described for the call.
func (d *Description) CheckSent(req *http.Request, body []byte) error {
	_, at, op := d.find(req)
	media, _, _ := mime.ParseMediaType(req.Header.Get("Content-Type"))
	described, _ := op["requestBody"].(object)
	content, _ := described["content"].(object)
	if content[media] == nil || !strings.HasSuffix(media, "json") {
		return ErrUnknown
	}
	return d.whole.validateBody(at+"/requestBody", media, body)
}

// checkMethod checks the answer to a method that a path does not have: 405, with those that
// it has. If there is GET, HEAD may be named as well.
func (d *Description) checkMethod(res *http.Response, body []byte) (operation string, err error) {
	for _, p := range d.paths {
		if !p.pattern.MatchString(res.Request.URL.EscapedPath()) {
			continue
		}
		operation = res.Request.Method + " " + p.template
		allowed := slices.DeleteFunc(strings.Split(strings.ToLower(res.Header.Get("Allow")), ", "), func(m string) bool { return m == "head" })
		slices.Sort(allowed)
		if described := slices.Sorted(maps.Keys(p.methods)); !slices.Equal(allowed, described) {
			return operation, fmt.Errorf("%d, the methods allowed are %q, and those described %q", res.StatusCode, allowed, described)
		}
		if res.StatusCode != http.StatusMethodNotAllowed {
			return operation, fmt.Errorf("the method is not described, and answered with %d", res.StatusCode)
		}
		at := "#/paths/" + escape(p.template) + "/" + allowed[0] + "/responses/405"
		return operation, d.check(at, p.methods[allowed[0]].(object), res, body)
	}
	return "", ErrUnknown
}

// find returns the operation that a request calls, and the pointer to it; nil if none is
// described.
func (d *Description) find(req *http.Request) (name, at string, op object) {
	method := strings.ToLower(req.Method)
	if method == "head" {
		method = "get"
	}
	for _, p := range d.paths {
		if op, ok := p.methods[method].(object); ok && p.pattern.MatchString(req.URL.EscapedPath()) {
			return strings.ToUpper(method) + " " + p.template, "#/paths/" + escape(p.template) + "/" + method, op
		}
	}
	return "", "", nil
}

func escape(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(key)
}

func (d *Description) check(at string, op object, res *http.Response, body []byte) error {
	responses, _ := op["responses"].(object)
	response, ok := responses[strconv.Itoa(res.StatusCode)].(object)
	if !ok {
		return fmt.Errorf("the status %d is not described", res.StatusCode)
	}
	if ref, ok := response["$ref"].(string); ok {
		at = ref
		response = d.root["components"].(object)["responses"].(object)[ref[strings.LastIndexByte(ref, '/')+1:]].(object)
	}
	headers, _ := response["headers"].(object)
	if err := d.checkHeaders(at, headers, res.Header); err != nil {
		return err
	}
	content, _ := response["content"].(object)
	return d.checkBody(at, content, res, body)
}

// ownHeaders are those of HTTP itself, of what browsers heed, and of sessions of people.
var ownHeaders = []string{
	"Content-Type", "Content-Length", "Date", "Vary", "Connection", "Content-Encoding", "Transfer-Encoding", "Accept-Ranges", "Last-Modified",
	"X-Content-Type-Options", "Content-Security-Policy", "Strict-Transport-Security", "Referrer-Policy", "X-Frame-Options",
	"Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Set-Cookie",
}

func (d *Description) checkHeaders(at string, described object, sent http.Header) error {
	if d.sent[at] == nil {
		d.sent[at] = map[string]bool{}
		for h := range described {
			d.sent[at][h] = false
		}
	}
	for name := range sent {
		known := slices.Contains(ownHeaders, name)
		for h := range described {
			if http.CanonicalHeaderKey(h) == name {
				known, d.sent[at][h] = true, true
			}
		}
		if !known {
			return fmt.Errorf("the header %s is not described", name)
		}
	}
	return nil
}

func (d *Description) checkBody(at string, content object, res *http.Response, body []byte) error {
	if len(body) == 0 || res.Header.Get("Content-Encoding") != "" {
		return nil
	}
	media, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	if _, ok := content[media]; !ok {
		return fmt.Errorf("the media type %s is not described", media)
	}
	s := d.whole
	if q := res.Request.URL.Query(); q.Has("fields") || q.Get("view") == "brief" {
		s = d.parts
	}
	return s.validateBody(at, media, body)
}

// validateBody holds a body against the schema that a request or a response has for its
// media type: each line of NDJSON by itself, and what is no JSON as a string.
func (s *schemas) validateBody(at, media string, body []byte) (err error) {
	at += "/content/" + escape(media) + "/schema"
	switch {
	case media == "application/x-ndjson":
		for line := range bytes.Lines(body) {
			err = errors.Join(err, s.validate(at, line))
		}
		return err
	case !strings.HasSuffix(media, "json"):
		if body, err = json.Marshal(string(body)); err != nil {
			return err
		}
	}
	return s.validate(at, body)
}

// validate holds JSON against the schema at a pointer.
func (s *schemas) validate(at string, text []byte) error {
	schema, ok := s.compiled[at]
	if !ok {
		var err error
		if schema, err = s.compiler.Compile("openapi.json" + at); err != nil {
			return err
		}
		s.compiled[at] = schema
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}
