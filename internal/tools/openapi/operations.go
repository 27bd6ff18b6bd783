package main

import (
	"regexp"
	"slices"
	"strings"
)

// operations turns the paths of swag into those of OpenAPI 3.1.
type operations struct{ *schemas }

const problemJSON = "application/problem+json"

func (o *operations) paths(in object) object {
	out := object{}
	for path, methods := range in {
		converted := object{}
		for method, op := range methods.(object) {
			converted[method] = o.operation(method, path, op.(object))
		}
		out[path] = converted
	}
	return out
}

func (o *operations) operation(method, path string, in object) object {
	out := object{"tags": []any{o.tagOf(path)}}
	for _, key := range []string{"operationId", "summary", "description"} {
		if in[key] != nil {
			out[key] = in[key]
		}
	}
	parameters, bodies := o.parameters(method, path, in)
	if len(bodies) > 0 {
		out["requestBody"] = o.requestBody(bodies, mediaTypes(in["consumes"]))
	}
	if len(parameters) > 0 {
		out["parameters"] = parameters
	}
	out["responses"] = o.responses(method, path, in, o.failures(path, parameters, len(bodies) > 0))
	switch {
	case matches(o.Tokens, path):
		out["security"] = []any{object{"bearer": []any{}}}
	case matches(o.Open, path):
		out["security"] = []any{}
	default: // if the service is set so
		out["security"] = []any{object{}, object{"bearer": []any{}}}
	}
	return out
}

// tagOf returns the last of the tags that a path has.
func (o *operations) tagOf(path string) (name string) {
	for _, t := range o.Tags {
		if matches(t.On, path) {
			name = t.Name
		}
	}
	return name
}

// parameters returns those of an operation, and its bodies: what the comment says, and what
// the rules say of many operations. An operation that words one of these itself keeps it.
func (o *operations) parameters(method, path string, in object) (parameters []any, bodies []object) {
	own := map[any]bool{}
	list, _ := in["parameters"].([]any)
	for _, p := range list {
		parameter := p.(object)
		own[parameter["name"]] = true
		if parameter["in"] == "body" {
			bodies = append(bodies, parameter)
		} else {
			parameters = append(parameters, o.parameter(parameter))
		}
	}
	for _, shared := range o.Parameters {
		switch p := shared.Parameter; {
		case own[p["name"]] || !matches(shared.On, method+" "+path):
		case p["in"] == "path":
			parameters = slices.Insert(parameters, 0, any(p))
		default:
			parameters = append(parameters, p)
		}
	}
	return parameters, bodies
}

// mediaTypes returns those of an operation, which is JSON if its comment says nothing.
func mediaTypes(said any) []any {
	if media, ok := said.([]any); ok {
		return media
	}
	return []any{"application/json"}
}

// matches reports whether an expression of the rules matches the beginning of a text.
func matches(on, text string) bool {
	return regexp.MustCompile("^(?:" + strings.ReplaceAll(on, "{id}", `\{id\}`) + ")").MatchString(text)
}

func (o *operations) requestBody(bodies []object, media []any) object {
	content := object{}
	for _, m := range media {
		schema := o.schemaFor(m.(string), bodies[0]["schema"].(object))
		if schema["$ref"] != nil && len(bodies) > 1 {
			all := []any{}
			for _, b := range bodies {
				all = append(all, o.convert(b["schema"].(object)))
			}
			schema = object{"anyOf": all}
		}
		content[m.(string)] = object{"schema": schema}
	}
	return object{"description": bodies[0]["description"], "required": true, "content": content}
}

// schemaFor is the schema of a body of a media type: what is not JSON is text.
func (o *operations) schemaFor(media string, schema object) object {
	if strings.HasSuffix(media, "json") {
		return o.convert(schema)
	}
	return object{"type": "string"}
}

// parameter converts a parameter whose value is text.
func (o *operations) parameter(in object) object {
	out, schema := object{}, object{}
	for key, value := range in {
		switch key {
		case "name", "in", "required", "description", "example":
			out[key] = value
		case "collectionFormat":
			out["style"], out["explode"] = "form", value == "multi"
		default:
			schema[key] = value
		}
	}
	out["schema"] = o.convert(schema)
	return out
}

// responses converts the responses of an operation, and adds its common failures. Problems
// are shared components. What has a tag is answered with 304 as well.
func (o *operations) responses(method, path string, in object, failures []string) object {
	out := object{}
	if o.headers(method, path, "304")["ETag"] != nil {
		out["304"] = o.response(method, path, "304", nil, nil)
	}
	for status, r := range in["responses"].(object) {
		schema, _ := r.(object)["schema"].(object)
		if schema["$ref"] == "#/definitions/problem.Problem" {
			failures = append(failures, status)
			continue
		}
		media := mediaTypes(in["produces"])
		if status[0] >= '4' {
			media = []any{problemJSON}
		}
		out[status] = o.response(method, path, status, media, schema)
	}
	for _, status := range failures {
		out[status] = object{"$ref": "#/components/responses/" + problemName(status)}
	}
	return out
}

func (o *operations) response(method, path, status string, media []any, schema object) object {
	out := object{"description": o.Statuses[status]}
	if headers := o.headers(method, path, status); len(headers) > 0 {
		out["headers"] = headers
	}
	if schema != nil {
		out["content"] = o.content(media, schema)
	}
	return out
}

// failures are the statuses that calls of one kind have in common. Each address has methods
// that it does not take. Whoever has to be let in can be refused for what they ask, for how
// often and for how much there is to do; those that are open never are.
func (o *operations) failures(path string, parameters []any, hasBody bool) []string {
	out := []string{"405"}
	if matches(o.Open, path) {
		return out
	}
	out = append(out, "400", "401", "429", "500", "503")
	if matches(o.Tokens, path) {
		out = append(out, "403")
	}
	if hasBody {
		out = append(out, "413", "415")
	}
	if slices.ContainsFunc(parameters, func(p any) bool { return p.(object)["in"] == "query" && p.(object)["name"] == "revision" }) {
		out = append(out, "404", "410")
	}
	return out
}

func (o *operations) content(media []any, schema object) object {
	content := object{}
	for _, m := range media {
		content[m.(string)] = object{"schema": o.schemaFor(m.(string), schema)}
	}
	return content
}

// problems returns the responses that are a problem alone.
func (o *operations) problems() object {
	out := object{}
	for status, description := range o.Statuses {
		if status[0] >= '4' {
			out[problemName(status)] = object{
				"description": description, "headers": o.headers("get", "/v1/", status),
				"content": object{problemJSON: object{"schema": ref("Problem")}},
			}
		}
	}
	return out
}

func problemName(status string) string { return "Problem" + status }

func (o *operations) headers(method, path, status string) object {
	out := object{}
	for name, h := range o.Headers {
		if matches(h.On, method+" "+path+" "+status) {
			out[name] = object{"$ref": "#/components/headers/" + name}
		}
	}
	return out
}
