// Package rules holds the embedded rule files, one per jurisdiction, and loads
// them and others of the same format. It assumes that a file is right only if it
// says so itself: each rule brings worked cases, and loading runs them.
package rules

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"shixian/deadlines"
	"shixian/deadlines/search"
	"shixian/holidays"
	"shixian/holidays/datafile"
)

//go:embed *.yaml
var embedded embed.FS

// interpretationsFile holds the readings that every rule file may speak of.
const interpretationsFile = "interpretations.yaml"

// Load loads the embedded rules and those of further folders. cal hands in the
// calendars on which the files' own cases are run. Errors are
// [*datafile.Error], joined if there are several.
func Load(cal *holidays.Table, further ...*datafile.Folder) (*deadlines.Catalogue, error) {
	return LoadFrom(cal, embedded, further...)
}

// Files are the embedded files.
func Files() fs.FS { return embedded }

// LoadFrom is [Load] with other files in place of the embedded ones.
func LoadFrom(cal *holidays.Table, files fs.FS, further ...*datafile.Folder) (*deadlines.Catalogue, error) {
	l := newLoader(cal)
	if err := l.loadShared(files); err != nil {
		return nil, err
	}
	for _, f := range append([]*datafile.Folder{{FS: files}}, further...) {
		if err := l.loadFolder(f); err != nil {
			return nil, err
		}
	}
	c := deadlines.NewCatalogue(l.jurisdictions, l.rules, l.interpretations)
	c.Words = l.words
	if err := l.checkWords(search.New(c)); err != nil {
		return nil, err
	}
	return c, nil
}

type loader struct {
	table           *holidays.Table
	interpretations map[string]*deadlines.Interpretation
	jurisdictions   []*deadlines.Jurisdiction
	rules           []*deadlines.Rule
	where           map[string]string // the file of each jurisdiction and rule id
	words           deadlines.Words
	wordFiles       []wordFile
}

func newLoader(cal *holidays.Table) *loader {
	return &loader{table: cal, interpretations: map[string]*deadlines.Interpretation{}, where: map[string]string{}}
}

func (l *loader) loadShared(fsys fs.FS) error {
	text, err := fs.ReadFile(fsys, interpretationsFile)
	if err != nil {
		return &datafile.Error{File: interpretationsFile, Reason: err.Error()}
	}
	var raw map[string]interpretation
	file, err := datafile.Decode(interpretationsFile, text, &raw)
	if err != nil {
		return err
	}
	if err := l.addInterpretations(file, "$", raw); err != nil {
		return err
	}
	for _, code := range deadlines.AddedCodes {
		if l.interpretations[code] == nil {
			return file.Errorf("$", "缺少计算要用的解释 %[1]q / the interpretation %[1]q, which counting adds, is missing", code)
		}
	}
	return nil
}

func (l *loader) loadFolder(f *datafile.Folder) error {
	names, err := f.Names()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return &datafile.Error{File: f.Name, Reason: "文件夹里没有数据文件（*.yaml） / the folder has no data file (*.yaml)"}
	}
	var errs []error
	for _, name := range names {
		switch {
		case name == wordsFile:
			errs = append(errs, l.loadWords(f))
		case name != interpretationsFile || f.Name != "":
			errs = append(errs, l.loadFile(f, name))
		}
	}
	return errors.Join(errs...)
}

func (l *loader) loadFile(f *datafile.Folder, name string) error {
	text, err := f.Read(name)
	if err != nil || datafile.HasKey(text, "calendar") { // a calendar is not for this package
		return err
	}
	full := f.Path(name)
	var raw ruleFile
	file, err := datafile.Decode(full, text, &raw)
	if err != nil {
		return err
	}
	errs := []error{l.addInterpretations(file, "$.interpretations", raw.Interpretations)}
	j, doc := &raw.Jurisdiction, &raw.Document
	err = l.head(file, &raw)
	errs = append(errs, err)
	if err == nil {
		if err := l.claim(file, "$.jurisdiction.id", full, j.ID); err != nil {
			return err
		}
		l.jurisdictions = append(l.jurisdictions, j)
	}
	sound := err == nil
	if len(raw.Rules) == 0 {
		errs = append(errs, file.Errorf("$", "文件里没有规则 rules / the file has no rules"))
	}
	for i := range raw.Rules {
		errs = append(errs, l.addRule(file, full, i, &raw.Rules[i], j, doc, sound))
	}
	return errors.Join(errs...)
}

// addRule checks a rule, and if the head of its file is sound has it answer its cases.
func (l *loader) addRule(file *datafile.File, full string, i int, raw *rule, j *deadlines.Jurisdiction, doc *deadlines.Document, sound bool) error {
	at := fmt.Sprintf("$.rules[%d]", i)
	r, err := l.rule(file, at, raw, j, doc)
	if err != nil {
		return err
	}
	if err := l.claim(file, at+".id", full, r.ID); err != nil {
		return err
	}
	l.rules = append(l.rules, r)
	if !sound {
		return nil
	}
	return l.runCases(file, at, r, raw.Cases)
}

// claim makes sure that an id stands in one place only.
func (l *loader) claim(file *datafile.File, at, full, id string) error {
	if first, taken := l.where[id]; taken {
		return file.Errorf(at, "%[1]q 在 %[2]s 里已经有了 / %[1]q stands in %[2]s already", id, first)
	}
	l.where[id] = full
	return nil
}

func (l *loader) addInterpretations(file *datafile.File, at string, raw map[string]interpretation) error {
	for _, code := range slices.Sorted(maps.Keys(raw)) {
		in := raw[code]
		here := at + "." + code
		switch {
		case l.interpretations[code] != nil:
			return file.Errorf(here, "解释 %[1]q 已经有了 / the interpretation %[1]q is defined already", code)
		case in.Text.ZH == "" || in.Text.EN == "" || in.Source.ZH == "" || in.Source.EN == "":
			return file.Errorf(here, "解释要写 text 和 source，都要有中文 zh 和英文 en / an interpretation has text and source in zh and en")
		case !slices.Contains([]string{"", "amount", "agreed", "roll", "suspended", "calendar", "as_of"}, in.Override):
			return file.Errorf(here+".override", "override %[1]q 不是能改变计算的问题字段 / override %[1]q is not a request field that changes the count", in.Override)
		}
		in.Code = code
		if err := addAlternatives(file, here, &in); err != nil {
			return err
		}
		l.interpretations[code] = &in.Interpretation
	}
	return nil
}
