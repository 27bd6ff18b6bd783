package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

// field is what a Go struct says of a member of its JSON, and swag does not pass on.
type field struct {
	goType   string // as it is written, without a star
	always   bool   // never left out
	null     bool   // null if there is nothing
	shapes   []string
	required bool // within its shapes
}

// structs are the types of the source by their names as in wire.Answer.
type structs map[string]declared

type declared struct {
	typ ast.Expr
	doc string
}

// readStructs reads the types of the packages in folders.
func readStructs(folders ...string) (structs, error) {
	out := structs{}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if decl, ok := n.(*ast.GenDecl); ok && decl.Tok == token.TYPE {
					out.declare(file.Name.Name, decl)
				}
				return true
			})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s structs) declare(pkg string, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		t := spec.(*ast.TypeSpec)
		doc := decl.Doc
		if t.Doc != nil {
			doc = t.Doc
		}
		s[pkg+"."+t.Name.Name] = declared{t.Type, plain(doc.Text())}
	}
}

var links = strings.NewReplacer("[", "", "]", "", "\n", " ")

// plain is a comment without links and line breaks.
func plain(comment string) string { return strings.TrimSpace(links.Replace(comment)) }

// fields returns the members of a type's JSON by name, with those of embedded structs.
func (s structs) fields(name string) map[string]field {
	pkg, _, _ := strings.Cut(name, ".")
	out := map[string]field{}
	typ, ok := s[name].typ.(*ast.StructType)
	if !ok {
		if alias := typeName(s[name].typ, pkg); alias != "" && alias != name {
			return s.fields(alias)
		}
		return out
	}
	for _, f := range typ.Fields.List {
		if f.Tag == nil {
			maps.Copy(out, s.fields(typeName(f.Type, pkg)))
			continue
		}
		tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`"))
		key, options, _ := strings.Cut(tag.Get("json"), ",")
		out[key] = newField(typeName(f.Type, pkg), f.Type, options, tag)
	}
	return out
}

func newField(name string, typ ast.Expr, options string, tag reflect.StructTag) field {
	f := field{goType: name, always: !strings.Contains(options, "omit")}
	_, pointer := typ.(*ast.StarExpr)
	f.null = pointer && f.always
	if shapes := tag.Get("shapes"); shapes != "" {
		shapes, f.required = strings.CutSuffix(shapes, ",required")
		f.shapes = strings.Fields(shapes)
	}
	return f
}

// typeName returns the name of a type as in wire.Answer, of what it points to or of what it
// is a list of; "" for other types.
func typeName(typ ast.Expr, pkg string) string {
	switch t := typ.(type) {
	case *ast.StarExpr:
		return typeName(t.X, pkg)
	case *ast.ArrayType:
		return typeName(t.Elt, pkg)
	case *ast.Ident:
		if slices.Contains([]string{"string", "bool", "int", "int64", "float64"}, t.Name) {
			return t.Name
		}
		return pkg + "." + t.Name
	case *ast.SelectorExpr:
		if x, ok := t.X.(*ast.Ident); ok {
			return x.Name + "." + t.Sel.Name
		}
	}
	return ""
}
