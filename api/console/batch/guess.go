package batch

import (
	"slices"
	"strings"

	"shixian/api/console/batch/spreadsheet"
)

// guess tells the headings from the rows below, and what the columns mean: by their
// headings, and if those say nothing, by what stands below.
func (n ruleNames) guess(t *spreadsheet.Table) mapping {
	m := mapping{Header: n.guessHeader(t)}
	for i := range m.Columns {
		m.Columns[i] = -1
	}
	if m.Header >= 0 {
		for column := range t.Rows[m.Header].Cells {
			if r := roleOf(t.Rows[m.Header].Cell(column)); r >= 0 && m.Columns[r] < 0 {
				m.Columns[r] = column
			}
		}
	}
	sample := t.Rows[m.Header+1:]
	sample = sample[:min(len(sample), 200)]
	if c := m.Columns[roleAmount]; c >= 0 && !most(sample, c, isNumber) {
		m.Columns[roleAmount] = -1
	}
	m.find(roleRule, t.Width, sample, func(s string) bool { return len(n.rule(s, nil)) > 0 })
	m.find(roleDistrict, t.Width, sample, func(s string) bool { return n.district(s) != nil })
	m.find(roleTrigger, t.Width, sample, func(s string) bool {
		_, fault := spreadsheet.ReadDate(s, t.Date1904)
		return fault == ""
	})
	return m
}

// find gives a role without a column the first free one that mostly holds what fits.
func (m *mapping) find(r role, width int, sample []spreadsheet.Row, fits func(string) bool) {
	for column := 0; m.Columns[r] < 0 && column < width; column++ {
		if !slices.Contains(m.Columns[:], column) && most(sample, column, fits) {
			m.Columns[r] = column
		}
	}
}

// roleOf returns the role that a heading names, or -1.
func roleOf(heading string) role {
	key, _, _ := strings.Cut(plain(heading), "(")
	for r, name := range columnRoles {
		if key != "" && slices.Contains(strings.Fields(name.headings), key) {
			return role(r)
		}
	}
	return -1
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

func isNumber(s string) bool {
	_, fault := spreadsheet.ReadNumber(s)
	return fault == ""
}

// guessHeader returns the index of the row of headings: the one that names the most
// roles; otherwise the first, if nothing in it is a date or a rule and there is a row
// below.
func (n ruleNames) guessHeader(t *spreadsheet.Table) int {
	best, named := -1, 0
	for i, row := range t.Rows[:min(maxHeader, len(t.Rows))] {
		found := 0
		for column := range row.Cells {
			if roleOf(row.Cell(column)) >= 0 {
				found++
			}
		}
		if found > named {
			best, named = i, found
		}
	}
	if best >= 0 || len(t.Rows) < 2 {
		return best
	}
	for column := range t.Rows[0].Cells {
		s := t.Rows[0].Cell(column)
		if _, fault := spreadsheet.ReadDate(s, t.Date1904); fault == "" || len(n.rule(s, nil)) > 0 {
			return -1
		}
	}
	return 0
}
