package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// addEnums adds to the definitions which values an enumerated type has, as the Go
// types mark them with +enum.
func addEnums(definitions map[string]any) error {
	dir, err := moduleDir(types)
	if err != nil {
		return err
	}
	for group := range kinds {
		file := filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(group, ".", "/")), "types.go")
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		addFields(definitions, "io.k8s.api."+group+".", parsed, enumsOf(parsed))
	}
	return nil
}

// enumsOf returns the values of each type marked +enum.
func enumsOf(file *ast.File) map[string][]any {
	enums := map[string][]any{}
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if ok && d.Tok == token.TYPE && marked(d.Doc) {
			enums[d.Specs[0].(*ast.TypeSpec).Name.Name] = nil
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		name, value := fmt.Sprint(v.Type), v.Values[0]
		if _, listed := enums[name]; !listed {
			return true
		}
		if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				enums[name] = append(enums[name], s)
			}
		}
		return true
	})
	return enums
}

// marked reports whether a comment says +enum, as it stands: Text leaves such lines out.
func marked(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.Contains(c.Text, "+enum") })
}

// addFields sets the values of the fields of enumerated types.
func addFields(definitions map[string]any, prefix string, file *ast.File, enums map[string][]any) {
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		str, ok := spec.Type.(*ast.StructType)
		def, known := definitions[prefix+spec.Name.Name].(map[string]any)
		if !ok || !known {
			return true
		}
		fields, _ := def["properties"].(map[string]any)
		for _, f := range str.Fields.List {
			if schema, values := fields[jsonName(f)], enums[elementType(f.Type)]; schema != nil && len(values) > 0 {
				setEnum(schema.(map[string]any), values)
			}
		}
		return true
	})
}

func setEnum(schema map[string]any, values []any) {
	if items, ok := schema["items"].(map[string]any); ok {
		schema = items
	}
	schema["enum"] = values
}

// elementType is the name of a field's type, of what it points to or of its
// elements.
func elementType(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return elementType(e.X)
	case *ast.ArrayType:
		return elementType(e.Elt)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

func jsonName(f *ast.Field) string {
	if f.Tag == nil {
		return ""
	}
	name, _, _ := strings.Cut(reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json"), ",")
	return name
}
