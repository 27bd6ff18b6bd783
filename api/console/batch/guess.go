package batch

import (
	"regexp"
	"slices"

	"shixian/api/console/batch/spreadsheet"
)

// maxSample is how many rows are looked at to tell what a column holds.
const maxSample = 200

// guess tells the headings from the rows below, and what the columns mean: by their
// headings, and if those say nothing, by what stands below. If two columns could be meant
// neither is taken, since a wrong column makes wrong days.
func (n ruleNames) guess(t *spreadsheet.Table) mapping {
	m := n.guessHeader(t)
	m.locate(t)
	for i := range m.Columns {
		m.Columns[i] = -1
	}
	sample := t.Rows[m.Header+1:]
	sample = sample[:min(len(sample), maxSample)]
	headings := m.Headings[:m.Own]
	for _, of := range []role{roleDistrict, roleSuspendedTo, roleSuspended, roleDone, roleTrigger, roleAmount} {
		m.Columns[of] = m.headed(of, sample, isDate(t))
	}
	if c := m.Columns[roleAmount]; c >= 0 && !m.holdsLimits(c, heading(headings[c]), sample, isDate(t)) {
		m.Columns[roleAmount] = -1 // days by which something is due, or other words
	}
	if c := m.Columns[roleDone]; c >= 0 && !dayHeading.MatchString(headings[c]) && !most(sample, c, isDate(t)) && !unsaved(sample, c) {
		m.Columns[roleDone] = -1 // whether it is done, not when
	}
	m.Columns[roleRule] = n.ruleColumn(&m, sample)
	free := func(column int) bool { return !slices.Contains(m.Columns[:], column) }
	if m.Columns[roleDistrict] < 0 {
		m.Columns[roleDistrict] = only(m.Own, func(c int) bool {
			here := !otherPlaces.MatchString(heading(headings[c])) || ourPlaces.MatchString(heading(headings[c])) && n.allDistricts(sample, c)
			return free(c) && here && most(sample, c, func(s string) bool { return n.district(s) != nil })
		})
	}
	if m.Columns[roleTrigger] < 0 && !anyNames(headings, roleTrigger) {
		m.Columns[roleTrigger] = only(m.Own, func(c int) bool {
			return free(c) && !otherDates.MatchString(heading(headings[c])) && most(sample, c, isDate(t))
		})
	}
	return m
}

// holdsLimits reports whether a column under a heading has limits, or days that were agreed.
func (m *mapping) holdsLimits(column int, heading string, sample []spreadsheet.Row, date func(string) bool) bool {
	switch {
	case m.Columns[roleDone] >= 0 && lengthTaken.MatchString(heading):
		return false
	case unsaved(sample, column), most(sample, column, isLimit), agreedHeading.MatchString(heading) && most(sample, column, date):
		return true
	}
	return slices.ContainsFunc(sample, func(r spreadsheet.Row) bool { return tellsLimit.MatchString(plain(r.Cell(column))) })
}

// allDistricts reports whether a column has nothing but districts.
func (n ruleNames) allDistricts(sample []spreadsheet.Row, column int) bool {
	return !slices.ContainsFunc(sample, func(r spreadsheet.Row) bool { return r.Cell(column) != "" && n.district(r.Cell(column)) == nil })
}

// lengthTaken are headings that tell how long something took if it says when it was done.
var lengthTaken = regexp.MustCompile(`^(实际)?办理天数$`)

// dayHeading are headings that promise a day.
var dayHeading = regexp.MustCompile(`日|时间|(?i)date|on$`)

// only returns the one column that fits, or -1 if none or several do.
func only(width int, fits func(column int) bool) int {
	found := -1
	for c := range width {
		if fits(c) {
			if found >= 0 {
				return -1
			}
			found = c
		}
	}
	return found
}

// headed returns the column whose heading names a role most surely and that is not empty,
// or -1. For the day that counts starts, two equally sure ones are none.
func (m *mapping) headed(of role, sample []spreadsheet.Row, date func(string) bool) int {
	best, rank, filled, twice := -1, 0, false, false
	for c, h := range m.Headings[:m.Own] {
		r := rankOf(h, of)
		if r < 0 || slices.Contains(m.Columns[:], c) {
			continue
		}
		has := slices.ContainsFunc(sample, func(row spreadsheet.Row) bool { return row.Cell(c) != "" })
		switch {
		case best < 0, has && !filled, has == filled && r < rank:
			best, rank, filled, twice = c, r, has, false
		case has == filled && r == rank:
			switch is, was := most(sample, c, date), most(sample, best, date); {
			case is && !was: // 收文时间 beside 收文日期 is a time of day, or the other way round
				best = c
			case is == was:
				twice = true
			}
		}
	}
	if twice && of == roleTrigger {
		return -1
	}
	return best
}

// ruleColumn returns the column of the matters: the one with the most names that are
// known, and if none has any, the one whose heading says so.
func (n ruleNames) ruleColumn(m *mapping, sample []spreadsheet.Row) int {
	best, known, headings := -1, 0, m.Headings[:m.Own]
	for c := range headings {
		if slices.Contains(m.Columns[:], c) {
			continue
		}
		count := 0
		for _, row := range sample {
			if len(n.rule(row.Cell(c), nil)) > 0 {
				count++
			}
		}
		if count > known || count == known && count > 0 && rankOf(headings[c], roleRule) >= 0 && rankOf(headings[best], roleRule) < 0 {
			best, known = c, count
		}
	}
	if by := m.headed(roleRule, sample, func(string) bool { return false }); best < 0 || by >= 0 && rankOf(headings[best], roleRule) < 0 && 2*known < len(sample) {
		return by
	}
	return best
}

// most reports whether at least half of a column's values fit, and one does.
func most(sample []spreadsheet.Row, column int, fits func(string) bool) bool {
	values, good := 0, 0
	for _, r := range sample {
		if s := r.Cell(column); s != "" {
			values++
			if fits(s) {
				good++
			}
		}
	}
	return good > 0 && 2*good >= values
}

// unsaved reports whether a column has formulas whose results the file has not got.
func unsaved(sample []spreadsheet.Row, column int) bool {
	return slices.ContainsFunc(sample, func(r spreadsheet.Row) bool { return r.Unsaved(column) })
}

// tellsLimit is what a cell says of a limit, in whichever words, or that its formula failed. One of a column is enough
// to read it: a limit that is passed over makes a wrong day, one that is not understood is
// asked about.
var tellsLimit = regexp.MustCompile(`([0-9]+|[一二两三四五六七八九十]+)(个?(工作日|自然日|日历日|小时|月内|月之内)|天|日内|日之内|日以内|(working|business|calendar)?days?)|^#(na|ref!|value!|name\?|div0!|null!|num!)`)

// isLimit reports whether a text begins with a number that can be a limit.
func isLimit(s string) bool {
	n, fault := spreadsheet.ReadNumber(withoutUnit(s))
	return fault == "" && n <= 1000
}

// isDate reports whether a text is a date, of whichever year.
func isDate(t *spreadsheet.Table) func(string) bool {
	return func(s string) bool {
		_, fault := spreadsheet.ReadDate(s, t.Date1904)
		return fault == "" || fault == spreadsheet.NoYear || fault == spreadsheet.CutZero || fault == spreadsheet.Ambiguous
	}
}

// guessHeader returns the row of headings: the one that names the most roles, perhaps
// with the row above it; otherwise the first, if nothing in it is a date or a rule and
// there is a row below.
func (n ruleNames) guessHeader(t *spreadsheet.Table) mapping {
	best, named := mapping{Header: -1}, 0
	for i := range t.Rows[:min(maxHeader, len(t.Rows))] {
		for _, m := range []mapping{{Header: i}, {Header: i, Upper: true}} {
			if m.Upper && (i == 0 || n.holdsRecord(t, t.Rows[i]) || !upper(t.Rows[i-1])) {
				continue
			}
			headings, dates := m.read(t)
			if len(dates) > 0 && i > 0 && !m.Upper && upper(t.Rows[i-1]) && t.Across(t.Rows[i-1], dates[0].month) != "" {
				continue // what stands above 月 and 日 says which date it is
			}
			if found := len(dates) + rolesNamed(headings); found > named {
				best, named = m, found
			}
		}
	}
	if best.Header >= 0 || len(t.Rows) < 2 || n.holdsRecord(t, t.Rows[0]) {
		return best
	}
	return mapping{}
}

// upper reports whether a row could be the upper one of two with headings: a title is
// one cell.
func upper(row spreadsheet.Row) bool {
	filled := 0
	for c := range row.Cells {
		if row.Cell(c) != "" {
			filled++
		}
	}
	return filled > 1
}

// holdsRecord reports whether a row has a date or a rule, and so is no row of headings.
func (n ruleNames) holdsRecord(t *spreadsheet.Table, row spreadsheet.Row) bool {
	date := isDate(t)
	for c := range row.Cells {
		if s := row.Cell(c); s != "" && (date(s) || len(n.rule(s, nil)) > 0) {
			return true
		}
	}
	return false
}

// locate reads the headings, and finds the columns that are read together and those that are
// ours.
func (m *mapping) locate(t *spreadsheet.Table) {
	m.Headings, m.Dates = m.read(t)
	m.Own = m.ownColumns(t)
}

// read reads the headings: of two rows, both texts, and of a date in several columns one.
func (m *mapping) read(t *spreadsheet.Table) ([]string, []dateParts) {
	out := make([]string, t.Width)
	if m.Header < 0 {
		return out, nil
	}
	uppers := make([]string, t.Width)
	for c := range out {
		lower := t.Rows[m.Header].Cell(c)
		out[c] = lower
		if !m.Upper {
			continue
		}
		above := t.Across(t.Rows[m.Header-1], c)
		if above == "" && lower != "" && len(t.Merged) == 0 && c > 0 {
			above = uppers[c-1] // text has no merged cells: the heading to the left goes on
		}
		if uppers[c] = above; above != lower {
			out[c] = joined(above, lower)
		}
	}
	return out, joinParts(out, uppers, t.Rows[m.Header])
}

// choose chooses the sheet of a workbook: the one that was named, or the only one whose
// columns are understood, or the only one with anything in it. If several could be meant,
// it is for people to say.
func (n ruleNames) choose(named string) spreadsheet.Choose {
	return func(heads []*spreadsheet.Table) string {
		if slices.ContainsFunc(heads, func(t *spreadsheet.Table) bool { return t.Sheet == named }) {
			return named
		}
		if len(heads) == 1 {
			return heads[0].Sheet
		}
		found := ""
		for _, t := range heads {
			if m := n.guess(t); !m.complete() {
				continue
			}
			if found != "" {
				return ""
			}
			found = t.Sheet
		}
		return found
	}
}

// joined is the heading that two rows make: 收文 above 日期, or 日期 above 收文.
func joined(above, lower string) string {
	if rolesNamed([]string{above + lower}) == 0 && rolesNamed([]string{lower + above}) > 0 {
		return lower + above
	}
	return above + lower
}

// anyNames reports whether one of some headings names a role.
func anyNames(headings []string, of role) bool {
	return slices.ContainsFunc(headings, func(h string) bool { return rankOf(h, of) >= 0 })
}

// rolesNamed counts the roles that some headings name.
func rolesNamed(headings []string) (n int) {
	for of := range roles {
		if anyNames(headings, of) {
			n++
		}
	}
	return n
}
