// Package data holds the embedded notices, statutory days and calendar
// definitions, and loads them. It assumes one folder per calendar and one file
// per year in it, in the format that the README.md beside them teaches.
package data

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"shixian/holidays"
	"shixian/holidays/datafile"
)

//go:embed *.yaml */*.yaml
var embedded embed.FS

// Embedded loads and checks the data embedded in the program. Errors are
// [*datafile.Error].
func Embedded() (*holidays.Source, error) { return Load(embedded) }

// Load loads and checks a folder of the same layout as the embedded one. Errors
// are [*datafile.Error]; several mistakes in checks are joined.
func Load(fsys fs.FS) (*holidays.Source, error) {
	src := &holidays.Source{Statutory: &holidays.Statutory{}}
	for _, step := range []func(fs.FS, *holidays.Source) error{loadDates, loadDefinitions, loadRegulations, checkFolders} {
		if err := step(fsys, src); err != nil {
			return nil, err
		}
	}
	where := map[string]place{}
	for _, def := range src.Definitions {
		if err := loadCalendar(fsys, src, def.ID, where); err != nil {
			return nil, err
		}
	}
	return src, located(holidays.Check(src), where)
}

func load(fsys fs.FS, name string, into any) (*datafile.File, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, &datafile.Error{File: name, Reason: err.Error()}
	}
	return datafile.Decode(name, text, into)
}

// place is where a notice stands in the files.
type place struct {
	file *datafile.File
	path string
}

// located turns failed checks into errors that name file and line.
func located(checks []*holidays.CheckError, where map[string]place) error {
	var errs []error
	for _, c := range checks {
		p, ok := where[c.Notice]
		if !ok {
			errs = append(errs, c)
			continue
		}
		at := p.path
		if c.Entry >= 0 {
			at = fmt.Sprintf("%s.entries[%d]", p.path, c.Entry)
		}
		errs = append(errs, p.file.Errorf(at, "%s (%s)", c.Detail, c.Code))
	}
	return errors.Join(errs...)
}

// yearFile is the content of one file: the notices of a calendar for a year.
type yearFile struct {
	Calendar string            `yaml:"calendar"`
	Year     int               `yaml:"year"`
	Notices  []holidays.Notice `yaml:"notices"`
}

func loadCalendar(fsys fs.FS, src *holidays.Source, id string, where map[string]place) error {
	files, err := fs.ReadDir(fsys, id)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &datafile.Error{File: id, Reason: err.Error()}
	}
	for _, f := range files {
		if err := loadYear(fsys, src, id, path.Join(id, f.Name()), where); err != nil {
			return err
		}
	}
	return nil
}

func loadYear(fsys fs.FS, src *holidays.Source, id, name string, where map[string]place) error {
	if path.Ext(name) != ".yaml" {
		return &datafile.Error{File: name, Reason: "a notice file is named after its year and ends in .yaml"}
	}
	var y yearFile
	file, err := load(fsys, name, &y)
	if err != nil {
		return err
	}
	if y.Calendar != id {
		return file.Errorf("$.calendar", "calendar %q stands in the folder of %s", y.Calendar, id)
	}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); strconv.Itoa(y.Year) != want {
		return file.Errorf("$.year", "year %d stands in the file of %s", y.Year, want)
	}
	if len(y.Notices) == 0 {
		return file.Errorf("$", "the file has no notice: leave it out until there is one")
	}
	for i, n := range y.Notices {
		n.Calendar, n.Year, n.ID = id, y.Year, holidays.NoticeID(id, y.Year, i+1)
		where[n.ID] = place{file, fmt.Sprintf("$.notices[%d]", i)}
		if i > 0 && !n.Issued.IsZero() && n.Issued.Before(y.Notices[i-1].Issued) {
			return file.Errorf(where[n.ID].path+".issued", "notices stand in order of issue, and %s is before the one above", n.Issued)
		}
		src.Notices = append(src.Notices, n)
	}
	return nil
}
