package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// operations turns the paths of swag into those of OpenAPI 3.1.
type operations struct {
	*schemas
	*rules
}

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
	out := object{}
	for _, key := range []string{"operationId", "summary", "description", "tags"} {
		if in[key] != nil {
			out[key] = in[key]
		}
	}
	parameters, bodies := []any{}, []object{}
	list, _ := in["parameters"].([]any)
	for _, p := range list {
		parameter := p.(object)
		if parameter["in"] == "body" {
			bodies = append(bodies, parameter)
		} else {
			parameters = append(parameters, o.parameter(parameter))
		}
	}
	if len(bodies) > 0 {
		out["requestBody"] = o.requestBody(bodies, in["consumes"].([]any))
	}
	responses := o.responses(method, path, in)
	if responses["400"] != nil {
		for _, name := range slices.Sorted(maps.Keys(o.Parameters)) {
			parameters = append(parameters, object{"$ref": "#/components/parameters/" + name})
		}
	}
	if len(parameters) > 0 {
		out["parameters"] = parameters
	}
	out["responses"] = responses
	switch {
	case in["security"] != nil:
		out["security"] = []any{object{"bearer": []any{}}}
	case responses["401"] != nil: // if the service is set so
		out["security"] = []any{object{}, object{"bearer": []any{}}}
	default:
		out["security"] = []any{}
	}
	return out
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

// responses converts the responses of an operation. Problems are shared components.
func (o *operations) responses(method, path string, in object) object {
	out := object{}
	for status, r := range in["responses"].(object) {
		schema, described := r.(object)["schema"].(object)
		if described && schema["$ref"] == "#/definitions/problem.Problem" {
			out[status] = object{"$ref": "#/components/responses/" + problemName(status)}
			continue
		}
		response := object{"description": o.Statuses[status]}
		if headers := o.headers(method, path, status); len(headers) > 0 {
			response["headers"] = headers
		}
		media, _ := in["produces"].([]any)
		if status[0] >= '4' {
			media = []any{problemJSON}
		}
		if content := o.content(media, schema); described {
			response["content"] = content
		}
		out[status] = response
	}
	for _, status := range failures(in, out["401"] != nil) {
		out[status] = object{"$ref": "#/components/responses/" + problemName(status)}
	}
	return out
}

// failures are the statuses that calls of one kind have in common. Each address has methods
// that it does not take. Whoever has to be let in can be refused for what they ask, for how
// often and for how much there is to do; the probes (admitted is false) never are.
func failures(in object, admitted bool) (out []string) {
	out = []string{"405"}
	if !admitted {
		return out
	}
	out = append(out, "400", "429", "500", "503")
	list, _ := in["parameters"].([]any)
	for _, p := range list {
		switch parameter := p.(object); {
		case parameter["in"] == "body":
			out = append(out, "413", "415")
		case parameter["in"] == "query" && parameter["name"] == "revision":
			out = append(out, "404", "410")
		}
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
		on := regexp.MustCompile("^(?:" + strings.ReplaceAll(h.On, "{id}", `\{id\}`) + ")")
		if on.MatchString(method + " " + path + " " + status) {
			out[name] = object{"$ref": "#/components/headers/" + name}
		}
	}
	return out
}
