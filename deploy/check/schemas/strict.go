package main

import (
	"fmt"
	"strings"
)

// closure adds a definition and all that it refers to.
func closure(all map[string]any, name string, into map[string]any) error {
	if into[name] != nil {
		return nil
	}
	def, ok := all[name]
	if !ok {
		return fmt.Errorf("there is no definition %s", name)
	}
	into[name] = strict(name, def)
	for _, ref := range references(def) {
		if err := closure(all, ref, into); err != nil {
			return err
		}
	}
	return nil
}

func references(v any) (names []string) {
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			names = append(names, strings.TrimPrefix(ref, "#/definitions/"))
		}
		for _, child := range v {
			names = append(names, references(child)...)
		}
	case []any:
		for _, child := range v {
			names = append(names, references(child)...)
		}
	}
	return names
}

// strict turns an OpenAPI schema into a JSON schema that refuses unknown fields.
// Descriptions and extensions are left out.
func strict(name string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		return strictSchema(name, v)
	case []any:
		out := make([]any, len(v))
		for i, child := range v {
			out[i] = strict("", child)
		}
		return out
	}
	return v
}

func strictSchema(name string, schema map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range schema {
		switch {
		case key == "properties":
			fields := map[string]any{}
			for field, child := range value.(map[string]any) {
				fields[field] = strict("", child)
			}
			out[key] = fields
		case key == "description" || key == "default" || key == "enum" && value == nil || strings.HasPrefix(key, "x-kubernetes-"):
		case key == "enum" || key == "required":
			out[key] = value
		default:
			out[key] = strict("", value)
		}
	}
	if out["properties"] != nil && out["additionalProperties"] == nil && schema["x-kubernetes-preserve-unknown-fields"] != true {
		out["additionalProperties"] = false
	}
	switch {
	case schema["format"] == "int-or-string" || schema["x-kubernetes-int-or-string"] == true:
		out["type"] = []string{"integer", "string"}
		delete(out, "format")
	case strings.HasSuffix(name, ".resource.Quantity"):
		out["type"] = []string{"number", "string"}
	}
	return out
}
