package main

import (
	"slices"
	"strings"
)

// closeRequests has the schemas that only requests have admit no other members, for the
// service refuses fields that it does not know, while answers may get more of them; and
// null for each member that need not be there, which the service takes for absent.
func closeRequests(doc object) {
	all := doc["components"].(object)["schemas"].(object)
	asked, answered := map[string]bool{}, map[string]bool{}
	for _, methods := range doc["paths"].(object) {
		for _, op := range methods.(object) {
			follow(op.(object)["requestBody"], all, asked)
			follow(op.(object)["responses"], all, answered)
		}
	}
	for name := range asked {
		if schema := all[name].(object); !answered[name] && schema["properties"] != nil {
			schema["additionalProperties"] = false
			required, _ := schema["required"].([]string)
			for member, p := range schema["properties"].(object) {
				if !slices.Contains(required, member) {
					schema["properties"].(object)[member] = orNull(p.(object))
				}
			}
		}
	}
}

// orNull returns a schema that admits null as well.
func orNull(schema object) object {
	if schema["$ref"] != nil {
		return object{"anyOf": []any{schema, object{"type": "null"}}}
	}
	if values, ok := schema["enum"].([]any); ok {
		schema["enum"] = append(slices.Clone(values), nil)
	}
	return nullable(schema, true)
}

// follow notes the names of the schemas that something refers to, and that those refer to.
func follow(v any, all object, seen map[string]bool) {
	switch v := v.(type) {
	case object:
		if to, ok := v["$ref"].(string); ok {
			if name, ok := strings.CutPrefix(to, refPrefix); ok && !seen[name] {
				seen[name] = true
				follow(all[name], all, seen)
			}
		}
		for _, inner := range v {
			follow(inner, all, seen)
		}
	case []any:
		for _, inner := range v {
			follow(inner, all, seen)
		}
	}
}
