package data

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"shixian/holidays"
	"shixian/holidays/datafile"
)

// calendarFile is the content of a file that adds a calendar.
type calendarFile struct {
	Calendar    holidays.Definition   `yaml:"calendar"`
	Regulations []holidays.Regulation `yaml:"regulations"`
}

// calendarID is the form of an added calendar's name, which stands in addresses.
var calendarID = regexp.MustCompile(`^[A-Z0-9]+(-[A-Z0-9]+)+$`)

// AddFolder adds to src the calendars that the files of a folder define: those with
// the key calendar. It changes src, also if it fails. Errors are [*datafile.Error],
// joined if there are several.
func AddFolder(src *holidays.Source, folder *datafile.Folder) error {
	names, err := folder.Names()
	if err != nil {
		return err
	}
	var added []addedCalendar
	var errs []error
	for _, name := range names {
		a, err := addCalendar(src, folder, name)
		errs = append(errs, err)
		if a != nil {
			added = append(added, *a)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, a := range added { // all are there: one may be the parent of another
		errs = append(errs, a.check(src))
	}
	return errors.Join(errs...)
}

// addedCalendar is a calendar of a folder, by where it stands in the source.
type addedCalendar struct {
	file        *datafile.File
	definition  int
	regulations int // the first of them
	count       int
}

// addCalendar adds what a file defines, and returns nil if that is no calendar.
func addCalendar(src *holidays.Source, folder *datafile.Folder, name string) (*addedCalendar, error) {
	text, err := folder.Read(name)
	if err != nil {
		return nil, err
	}
	if !datafile.HasKey(text, "calendar") {
		return nil, nil
	}
	var raw calendarFile
	file, err := datafile.Decode(folder.Path(name), text, &raw)
	if err != nil {
		return nil, err
	}
	a := &addedCalendar{file: file, definition: len(src.Definitions), regulations: len(src.Statutory.Regulations), count: len(raw.Regulations)}
	src.Definitions = append(src.Definitions, raw.Calendar)
	for i, r := range raw.Regulations {
		if r.Calendar != "" {
			return nil, file.Errorf(fmt.Sprintf("$.regulations[%d].calendar", i), "放假办法就是本文件的日历的，不用再写 calendar / the regulations are those of the file's calendar, which is not named again")
		}
		r.Calendar = raw.Calendar.ID
		src.Statutory.Regulations = append(src.Statutory.Regulations, r)
	}
	return a, nil
}

// check checks the calendar in the source that it was added to.
func (a *addedCalendar) check(src *holidays.Source) error {
	c := checker{file: a.file}
	d := &src.Definitions[a.definition]
	if d.Parent == "" {
		return a.file.Errorf("$.calendar", "日历要写 parent / the calendar has no parent")
	}
	if c.definition("$.calendar", a.definition, src); d.ID == "" {
		return errors.Join(c.errs...)
	}
	c.require(calendarID.MatchString(d.ID) && strings.HasPrefix(d.ID, d.Parent+"-"), "$.calendar.id",
		"代号 %[1]q 要写成上级的代号加连字符和大写字母或数字，如 CN-NX / the id %[1]q is not that of the parent with a hyphen and capital letters or digits, such as CN-NX", d.ID)
	for i := range a.count {
		c.regulation(fmt.Sprintf("$.regulations[%d]", i), a.regulations+i, src)
	}
	c.covered("$", d, src)
	return errors.Join(c.errs...)
}
