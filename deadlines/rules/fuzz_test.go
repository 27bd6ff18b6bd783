package rules

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"shixian/deadlines"
	"shixian/holidays/datafile"
)

// FuzzRuleFile loads any text as a rule file: it does not panic, a refusal names
// the file, and a rule that is taken has what counting needs.
func FuzzRuleFile(f *testing.F) {
	shared := newLoader(table())
	if err := shared.loadShared(embedded); err != nil {
		f.Fatal(err)
	}
	for _, p := range seedFiles(f) {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l := newLoader(table())
		l.interpretations = maps.Clone(shared.interpretations)
		dir := fstest.MapFS{"any.yaml": {Data: text}}
		if err := l.loadFile(&datafile.Folder{FS: dir}, "any.yaml"); err != nil {
			for _, m := range mistakes(t, err) {
				if m.File != "any.yaml" || m.Reason == "" {
					t.Fatalf("%+v names no file or no reason", m)
				}
			}
			return
		}
		if len(l.rules) == 0 || len(l.jurisdictions) != 1 {
			t.Fatalf("%d rules of %d jurisdictions are taken", len(l.rules), len(l.jurisdictions))
		}
		for _, r := range l.rules {
			if _, known := shapeUses[r.Shape]; !known || r.Title.ZH == "" || r.Article < 1 || r.EffectiveFrom().IsZero() || r.Roll == deadlines.RollDefault {
				t.Fatalf("this rule is taken: %+v", r)
			}
		}
	})
}

// seedFiles are those of testdata, and an embedded rule file.
func seedFiles(f *testing.F) (out [][]byte) {
	names, err := filepath.Glob("testdata/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		out = append(out, text)
	}
	text, err := fs.ReadFile(embedded, "xihe.yaml")
	if err != nil {
		f.Fatal(err)
	}
	return append(out, text)
}
