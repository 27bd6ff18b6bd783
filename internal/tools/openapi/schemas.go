package main

import (
	"maps"
	"slices"
	"strings"
)

type object = map[string]any

// formats are the formats of the types of Go whose JSON has one.
var formats = map[string]string{"holidays.Date": "date", "time.Time": "date-time", "int64": "int64", "float64": "double"}

// schemas turns the definitions of swag into components.
type schemas struct {
	*rules
	source structs
	names  map[string]string // of components, by those of definitions
}

// publicPackages are those whose types have the names that clients expect.
var publicPackages = []string{"wire", "api", "problem"}

// nameAll gives each definition a name without its package, if that is its alone.
func nameAll(definitions object) map[string]string {
	bare := func(name string) string { return name[strings.IndexByte(name, '.')+1:] }
	out, count := map[string]string{}, map[string]int{}
	for name := range definitions {
		count[bare(name)]++
	}
	for name := range definitions {
		pkg, short, _ := strings.Cut(name, ".")
		if count[short] > 1 && !slices.Contains(publicPackages, pkg) {
			short = strings.ToUpper(pkg[:1]) + pkg[1:] + short
		}
		out[name] = short
	}
	return out
}

func (s *schemas) components(definitions object) object {
	out := object{}
	for name, d := range definitions {
		definition := d.(object)
		s.complete(name, definition)
		schema := s.convert(definition)
		s.put(out, s.names[name], schema, s.source.fields(name))
		for part, whole := range s.Parts {
			if whole == s.names[name] {
				out[part] = maps.Clone(schema)
				delete(out[part].(object), "required")
			}
		}
	}
	return out
}

// complete adds to a definition what the Go struct says: which members are always there,
// which are null, and their formats.
func (s *schemas) complete(name string, definition object) {
	properties, _ := definition["properties"].(object)
	required := []string{}
	fields := s.source.fields(name)
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		f, p := fields[key], properties[key].(object)
		if f.always {
			required = append(required, key)
		}
		leaf := p
		if items, ok := p["items"].(object); ok {
			leaf = items
		}
		if format, ok := formats[f.goType]; ok {
			leaf["format"] = format
		}
		if f.null && !strings.HasSuffix(name, "Request") { // where a pointer tells 0 from nothing
			p["x-nullable"] = true
		}
	}
	if doc := s.source[name].doc; doc != "" {
		definition["description"] = doc
	}
	delete(definition, "required")
	if len(required) > 0 {
		definition["required"] = required
	}
}

// put adds a schema, or the schemas of each shape that it can have.
func (s *schemas) put(out object, name string, schema object, fields map[string]field) {
	variants, ok := s.Split[name]
	if !ok {
		out[name] = schema
		return
	}
	mapping, refs := object{}, []any{}
	for _, shape := range slices.Sorted(maps.Keys(variants)) {
		out[variants[shape]] = s.variant(schema, shape, fields)
		refs = append(refs, ref(variants[shape]))
		for _, value := range s.Shapes[shape] {
			mapping[value] = refPrefix + variants[shape]
		}
	}
	if len(variants) > 1 {
		out[name] = object{"description": schema["description"], "oneOf": refs, "discriminator": object{"propertyName": "shape", "mapping": mapping}}
	}
}

// variant is a schema with the members that a shape has.
func (s *schemas) variant(schema object, shape string, fields map[string]field) object {
	out := maps.Clone(schema)
	properties, required := object{}, slices.Clone(schema["required"].([]string))
	for key, p := range schema["properties"].(object) {
		f := fields[key]
		if len(f.shapes) > 0 && !slices.Contains(f.shapes, shape) {
			continue
		}
		properties[key] = p
		if f.required {
			required = append(required, key)
		}
	}
	properties["shape"] = object{"type": "string", "enum": s.Shapes[shape]}
	slices.Sort(required)
	out["properties"], out["required"] = properties, required
	return out
}

const refPrefix = "#/components/schemas/"

func ref(name string) object { return object{"$ref": refPrefix + name} }

// convert turns a schema of Swagger 2.0 into one of JSON Schema 2020-12.
func (s *schemas) convert(in object) object {
	out := object{}
	for key, value := range in {
		switch v := value.(type) {
		case object:
			value = s.convertInner(key, v)
		case []any:
			if key == "allOf" { // swag writes it around a reference that has a description
				maps.Copy(out, s.convert(v[0].(object)))
				continue
			}
		case string:
			if key == "$ref" {
				value = refPrefix + s.names[strings.TrimPrefix(v, "#/definitions/")]
			}
		}
		switch {
		case key == "example":
			out["examples"] = []any{value}
		case !strings.HasPrefix(key, "x-"):
			out[key] = value
		}
	}
	return nullable(out, in["x-nullable"] == true)
}

// convertInner converts the schemas in a member of a schema.
func (s *schemas) convertInner(key string, v object) any {
	switch key {
	case "properties":
		out := object{}
		for name, p := range v {
			out[name] = s.convert(p.(object))
		}
		return out
	case "items", "additionalProperties":
		return s.convert(v)
	}
	return v
}

// nullable has a schema admit null.
func nullable(schema object, null bool) object {
	if typ, ok := schema["type"].(string); null && ok {
		schema["type"] = []any{typ, "null"}
	}
	return schema
}
