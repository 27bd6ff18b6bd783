// Package data holds the embedded notices, statutory days and calendar
// definitions, and loads them. It assumes one folder per calendar and one file
// per year in it, in the format that the README.md beside them teaches.
package data

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/datafile"
)

//go:embed *.yaml */*.yaml
var embedded embed.FS

// loaded is what is embedded, which is the same whenever it is read.
var loaded = sync.OnceValues(func() (*holidays.Source, error) { return Load(embedded) })

// Embedded loads and checks the data embedded in the program, once. Errors are
// [*datafile.Error]. What is returned is the caller's own.
func Embedded() (*holidays.Source, error) {
	src, err := loaded()
	if err != nil {
		return nil, err
	}
	own, days := *src, *src.Statutory
	own.Definitions, own.Notices, own.Statutory = slices.Clone(src.Definitions), slices.Clone(src.Notices), &days
	for i := range own.Notices {
		own.Notices[i].Entries = slices.Clone(src.Notices[i].Entries)
	}
	days.Dates, days.Regulations = maps.Clone(src.Statutory.Dates), slices.Clone(src.Statutory.Regulations)
	for i := range days.Regulations {
		days.Regulations[i].Days = slices.Clone(src.Statutory.Regulations[i].Days)
	}
	return &own, nil
}

// Files are the embedded files.
func Files() fs.FS { return embedded }

// Load loads and checks a folder of the same layout as the embedded one. Errors
// are [*datafile.Error]; several mistakes in checks are joined.
func Load(fsys fs.FS) (*holidays.Source, error) {
	src := &holidays.Source{Statutory: &holidays.Statutory{}}
	for _, step := range []func(fs.FS, *holidays.Source) error{loadDates, loadDefinitions, loadRegulations, checkFolders} {
		if err := step(fsys, src); err != nil {
			return nil, err
		}
	}
	l := loader{fsys: fsys, src: src, places: map[string]place{}, overrides: check.Overrides{}}
	for _, def := range src.Definitions {
		if err := l.loadCalendar(def.ID); err != nil {
			return nil, err
		}
	}
	return src, l.check()
}

func load(fsys fs.FS, name string, into any) (*datafile.File, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, &datafile.Error{File: name, Reason: err.Error()}
	}
	return datafile.Decode(name, text, into)
}

type loader struct {
	fsys      fs.FS
	src       *holidays.Source
	places    map[string]place // by the notice's ID
	overrides check.Overrides
}

// place is where a notice stands in the files.
type place struct {
	file *datafile.File
	path string
}

// check runs the list of checks and says in which file and line a notice is wrong.
func (l *loader) check() error {
	faults, err := check.Source(l.src, l.overrides)
	errs := []error{err}
	for _, f := range faults {
		p := l.places[f.Notice]
		at := p.path
		if f.Entry >= 0 {
			at = fmt.Sprintf("%s.entries[%d]", p.path, f.Entry)
		}
		errs = append(errs, p.file.Errorf(at, "%s", f.Explain()))
	}
	return errors.Join(errs...)
}

// yearFile is the content of one file: the notices of a calendar for a year.
type yearFile struct {
	Calendar string       `yaml:"calendar"`
	Year     int          `yaml:"year"`
	Notices  []fileNotice `yaml:"notices"`
}

// fileNotice is a notice in a file, with the checks that it is known to fail.
type fileNotice struct {
	holidays.Notice `yaml:",inline"`
	// Overrides are reasons by the code of the check.
	Overrides map[string]string `yaml:"overrides"`
}

func (l *loader) loadCalendar(id string) error {
	files, err := fs.ReadDir(l.fsys, id)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &datafile.Error{File: id, Reason: err.Error()}
	}
	for _, f := range files {
		if err := l.loadYear(id, path.Join(id, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) loadYear(id, name string) error {
	if path.Ext(name) != ".yaml" {
		return &datafile.Error{File: name, Reason: "通知文件以年份为名，以 .yaml 结尾 / a notice file is named after its year and ends in .yaml"}
	}
	var y yearFile
	file, err := load(l.fsys, name, &y)
	if err != nil {
		return err
	}
	if y.Calendar != id {
		return file.Errorf("$.calendar", "日历 %[1]q 的通知放在了 %[2]s 的文件夹里 / calendar %[1]q stands in the folder of %[2]s", y.Calendar, id)
	}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); strconv.Itoa(y.Year) != want {
		return file.Errorf("$.year", "%[1]d 年的通知放在了 %[2]s 年的文件里 / year %[1]d stands in the file of %[2]s", y.Year, want)
	}
	if len(y.Notices) == 0 {
		return file.Errorf("$", "文件里没有通知：等有了再放 / the file has no notice: leave it out until there is one")
	}
	for i, fn := range y.Notices {
		n := fn.Notice
		n.Calendar, n.Year, n.ID = id, y.Year, holidays.NoticeID(id, y.Year, i+1)
		at := fmt.Sprintf("$.notices[%d]", i)
		if i > 0 && !n.Issued.IsZero() && n.Issued.Before(y.Notices[i-1].Issued) {
			return file.Errorf(at+".issued", "通知按发布日期排列，%[1]s 早于上面那份 / notices stand in order of issue, and %[1]s is before the one above", n.Issued)
		}
		l.src.Notices = append(l.src.Notices, n)
		l.places[n.ID], l.overrides[n.ID] = place{file, at}, fn.Overrides
	}
	return nil
}
