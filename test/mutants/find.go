package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// mutant is one change of a source file.
type mutant struct {
	file     string // its path
	from, to int    // the bytes that are replaced
	text     string // what stands there instead
	what     string // place and change, for readers
}

// source returns the changed file.
func (m mutant) source() ([]byte, error) {
	src, err := os.ReadFile(m.file)
	if err != nil {
		return nil, err
	}
	return append(append(src[:m.from:m.from], m.text...), src[m.to:]...), nil
}

// finder gathers the mutants of a file.
type finder struct {
	fset  *token.FileSet
	src   []byte
	found []mutant
}

// find returns all mutants of a file, none if it is generated.
func find(path string) ([]mutant, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f := &finder{fset: token.NewFileSet(), src: src}
	file, err := parser.ParseFile(f.fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || ast.IsGenerated(file) {
		return nil, err
	}
	ast.Inspect(file, f.node)
	return f.found, nil
}

// swapped are operators, and what stands instead.
var swapped = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
}

// flipped are the names of truth values, and of the other.
var flipped = map[string]string{"true": "false", "false": "true"}

// node looks at one node, and reports whether to look at what is in it.
func (f *finder) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.CallExpr:
		return !f.reserves(n)
	case *ast.BasicLit:
		f.number(n)
	case *ast.Ident:
		if other, ok := flipped[n.Name]; ok {
			f.replace(n.Pos(), n.End(), other)
		}
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			f.replace(n.OpPos, n.OpPos+1, "")
		}
	case *ast.BinaryExpr:
		if op, ok := swapped[n.Op]; ok {
			f.replace(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), op.String())
		}
	case *ast.IfStmt:
		f.condition(n)
	}
	return true
}

// number changes a whole number by one, up and down.
func (f *finder) number(n *ast.BasicLit) {
	if n.Kind != token.INT {
		return
	}
	v, err := strconv.ParseInt(n.Value, 0, 64)
	if err != nil {
		return // it is beyond what is counted here
	}
	for _, other := range []int64{v + 1, v - 1} {
		text := strconv.FormatInt(other, 10)
		if other < 0 {
			text = "(" + text + ")"
		}
		f.replace(n.Pos(), n.End(), text)
	}
}

// condition makes an if that leaves its block never be taken.
func (f *finder) condition(n *ast.IfStmt) {
	if n.Else != nil || len(n.Body.List) == 0 {
		return
	}
	switch n.Body.List[len(n.Body.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		f.replace(n.Cond.Pos(), n.Cond.End(), "false && ("+f.between(n.Cond.Pos(), n.Cond.End())+")")
	}
}

// reserves reports whether a call only reserves room, and looks at the rest of it.
func (f *finder) reserves(n *ast.CallExpr) bool {
	switch fun := n.Fun.(type) {
	case *ast.SelectorExpr:
		return fun.Sel.Name == "Grow"
	case *ast.Ident:
		if fun.Name != "make" || len(n.Args) < 2 {
			return false
		}
		if _, ok := n.Args[0].(*ast.MapType); !ok {
			ast.Inspect(n.Args[1], f.node)
		}
		return true
	}
	return false
}

func (f *finder) between(from, to token.Pos) string {
	return string(f.src[f.fset.Position(from).Offset:f.fset.Position(to).Offset])
}

func (f *finder) replace(from, to token.Pos, text string) {
	at := f.fset.Position(from)
	f.found = append(f.found, mutant{
		file: at.Filename, from: at.Offset, to: f.fset.Position(to).Offset, text: text,
		what: fmt.Sprintf("%s:%d:%d: %s → %s", filepath.Base(at.Filename), at.Line, at.Column, short(f.between(from, to)), short(text)),
	})
}

// short is text as one line, cut if it is long.
func short(text string) string {
	const most = 60
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) == 0 {
		return "nothing"
	}
	if len(line) > most {
		return string(line[:most]) + "…"
	}
	return string(line)
}
