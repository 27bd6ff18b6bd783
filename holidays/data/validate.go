package data

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"shixian/holidays"
	"shixian/holidays/datafile"
)

// anchors are the festivals that dates.yaml gives for every year.
var anchors = []holidays.Anchor{
	holidays.SpringFestival, holidays.Qingming, holidays.DragonBoat, holidays.MidAutumn, holidays.Sanyuesan,
}

// checker gathers the mistakes of one file.
type checker struct {
	file *datafile.File
	errs []error
}

// require notes a mistake at path if ok does not hold.
func (c *checker) require(ok bool, path, format string, args ...any) {
	if !ok {
		c.errs = append(c.errs, c.file.Errorf(path, format, args...))
	}
}

func loadDates(fsys fs.FS, src *holidays.Source) error {
	st := src.Statutory
	file, err := load(fsys, "dates.yaml", &st.Dates)
	if err != nil {
		return err
	}
	if len(st.Dates) == 0 {
		return file.Errorf("$", "the file gives no year")
	}
	last := st.LastYear()
	for year := last - len(st.Dates) + 1; year <= last; year++ {
		dates := st.Dates[year]
		if len(dates) != len(anchors) {
			return file.Errorf(fmt.Sprintf("$.%d", year), "year %d gives %d festivals, not %d; years stand without a gap", year, len(dates), len(anchors))
		}
		for _, a := range anchors {
			if dates[a].Year() != year {
				return file.Errorf(fmt.Sprintf("$.%d.%s", year, a), "%s of %d has the date %q", a, year, dates[a])
			}
		}
	}
	return nil
}

func loadDefinitions(fsys fs.FS, src *holidays.Source) error {
	file, err := load(fsys, "calendars.yaml", &src.Definitions)
	if err != nil {
		return err
	}
	c := checker{file: file}
	c.require(len(src.Definitions) > 0, "$", "the file defines no calendar")
	firstYear := src.Statutory.LastYear() - len(src.Statutory.Dates) + 1
	for i := range src.Definitions {
		at := fmt.Sprintf("$[%d]", i)
		d := &src.Definitions[i]
		c.require(d.ID != "", at, "the calendar has no id")
		c.require(!slices.ContainsFunc(src.Definitions[:i], func(e holidays.Definition) bool { return e.ID == d.ID }),
			at+".id", "calendar %q is defined twice", d.ID)
		c.require(d.FirstYear >= firstYear && d.FirstYear <= src.Statutory.LastYear(),
			at+".first_year", "first_year %d is not one of the years %d to %d of dates.yaml", d.FirstYear, firstYear, src.Statutory.LastYear())
		c.parent(at, d, src)
		if own := d.OwnNotice; own != nil {
			c.require(d.Parent != "", at+".own_notice", "own_notice is for a calendar with a parent")
			c.require(slices.Contains(anchors, own.Anchor), at+".own_notice.anchor", "anchor %q is not known", own.Anchor)
			c.require(own.DaysBefore >= 0 && own.DaysAfter >= 0, at+".own_notice", "days_before and days_after cannot be negative")
		}
	}
	return errors.Join(c.errs...)
}

// parent checks that the calendar underneath d exists and covers d's years.
func (c *checker) parent(at string, d *holidays.Definition, src *holidays.Source) {
	if d.Parent == "" || d.ID == "" {
		return
	}
	i := slices.IndexFunc(src.Definitions, func(e holidays.Definition) bool { return e.ID == d.Parent })
	if i < 0 {
		c.require(false, at+".parent", "parent %q is not defined", d.Parent)
		return
	}
	c.require(src.Lineage(d.ID) != nil, at+".parent", "the parents of %q lead to no calendar without a parent", d.ID)
	c.require(d.FirstYear >= src.Definitions[i].FirstYear, at+".first_year", "first_year %d is before the parent's, %d", d.FirstYear, src.Definitions[i].FirstYear)
}

func loadRegulations(fsys fs.FS, src *holidays.Source) error {
	st := src.Statutory
	file, err := load(fsys, "statutory.yaml", &st.Regulations)
	if err != nil {
		return err
	}
	c := checker{file: file}
	for i, r := range st.Regulations {
		at := fmt.Sprintf("$[%d]", i)
		c.require(slices.ContainsFunc(src.Definitions, func(d holidays.Definition) bool { return d.ID == r.Calendar && hasRegulation(d) }),
			at+".calendar", "calendar %q is none that has a regulation: one without a parent, or with own_notice", r.Calendar)
		c.require(r.Document != "", at, "the regulation has no document")
		c.require(!r.Issued.IsZero(), at, "the regulation has no date of issue")
		c.require(r.FromYear > 0, at, "the regulation has no from_year")
		c.require(!slices.ContainsFunc(st.Regulations[:i], func(q holidays.Regulation) bool { return q.Calendar == r.Calendar && q.FromYear == r.FromYear }),
			at+".from_year", "calendar %s has a regulation from %d already", r.Calendar, r.FromYear)
		c.require(len(r.Days) > 0, at, "the regulation gives no day")
		for j, f := range r.Days {
			c.festival(fmt.Sprintf("%s.days[%d]", at, j), f)
		}
	}
	for _, d := range src.Definitions {
		covered := func(r holidays.Regulation) bool { return r.Calendar == d.ID && r.FromYear <= d.FirstYear }
		c.require(!hasRegulation(d) || slices.ContainsFunc(st.Regulations, covered),
			"$", "calendar %s has no regulation for its first year, %d", d.ID, d.FirstYear)
	}
	return errors.Join(c.errs...)
}

// hasRegulation reports whether statutory days of d's own are counted.
func hasRegulation(d holidays.Definition) bool { return d.Parent == "" || d.OwnNotice != nil }

// festival checks the days that a regulation gives for one festival.
func (c *checker) festival(at string, f holidays.FestivalDays) {
	c.require(f.Festival != "", at, "the days have no festival")
	c.require(f.Days >= 1, at, "%s has %d days, not 1 or more", f.Festival, f.Days)
	if f.Anchor != "" {
		c.require(slices.Contains(anchors, f.Anchor), at+".anchor", "anchor %q is not known", f.Anchor)
		c.require(f.Month == 0 && f.Day == 0, at, "%s has an anchor, and a month or day as well", f.Festival)
		return
	}
	c.require(f.Month != 0 && f.Day != 0, at, "%s has neither an anchor nor a month and a day", f.Festival)
	_, month, day := holidays.NewDate(2001, f.Month, f.Day).Civil() // a year of 365 days
	c.require(f.Month == 0 || f.Day == 0 || month == f.Month && day == f.Day, at, "month %d has no day %d", int(f.Month), f.Day)
	c.require(f.Offset == 0, at+".offset", "an offset is counted from an anchor, and %s has none", f.Festival)
}

// checkFolders checks that every folder with data belongs to a calendar.
func checkFolders(fsys fs.FS, src *holidays.Source) error {
	names, err := fs.Glob(fsys, "*/*.yaml")
	if err != nil {
		return &datafile.Error{File: ".", Reason: err.Error()}
	}
	for _, name := range names {
		folder := path.Dir(name)
		if !slices.ContainsFunc(src.Definitions, func(d holidays.Definition) bool { return d.ID == folder }) {
			return &datafile.Error{File: name, Reason: fmt.Sprintf("the folder %s is none of the calendars in calendars.yaml", folder)}
		}
	}
	return nil
}
