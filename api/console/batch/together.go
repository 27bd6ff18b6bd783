package batch

import (
	"regexp"
	"slices"
	"strings"

	"shixian/api/console/batch/spreadsheet"
)

// dateParts is a date that stands in several columns: its month, its day at the right of that,
// and perhaps its year at the left.
type dateParts struct {
	month int
	year  string // as the heading above says it; "" if none does
	whole bool   // the year has a column
}

var (
	yearPart  = regexp.MustCompile(`^(.*?)年份?$`)
	monthPart = regexp.MustCompile(`^(.*?)月份?$`)
	dayPart   = regexp.MustCompile(`^(.*?)[日号]期?$`)
	yearAbove = regexp.MustCompile(`^(?:19|20)\d\d年?度?$`)
)

// partOf returns what stands before the name of a part in a heading: 收文 of 收文月.
func partOf(text string, part *regexp.Regexp) (before string, ok bool) {
	text = strings.NewReplacer("(", "", ")", "").Replace(plain(text))
	if m := part.FindStringSubmatch(text); m != nil {
		return m[1], true
	}
	return "", false
}

// joinParts finds the dates in several columns among the headings, of which it makes one: 日期
// above the month. lower is the row of headings, and uppers stand above it.
func joinParts(headings, uppers []string, lower spreadsheet.Row) (out []dateParts) {
	for c := 0; c+1 < len(headings); c++ {
		of, isMonth := partOf(lower.Cell(c), monthPart)
		same, isDay := partOf(lower.Cell(c+1), dayPart)
		if !isMonth || !isDay || of != same {
			continue
		}
		d, stem := dateParts{month: c}, uppers[c]+of
		if c > 0 {
			if same, d.whole = partOf(lower.Cell(c-1), yearPart); d.whole && same == of {
				stem, headings[c-1] = uppers[c-1]+of, "年"
			} else {
				d.whole = false
			}
		}
		if said := heading(stem); yearAbove.MatchString(said) {
			d.year, stem = said, ""
		}
		if headings[c], headings[c+1] = stem, "日"; !dayHeading.MatchString(stem) {
			headings[c] += "日期"
		}
		out = append(out, d)
	}
	return out
}

// text writes the parts of a row as one date; a part that is missing stays out.
func (d dateParts) text(row spreadsheet.Row) string {
	month, day := strings.TrimRight(row.Cell(d.month), "月份"), row.Cell(d.month+1)
	if len([]rune(day)) > len("29日，") { // a whole date below 日期
		return day
	}
	if day = strings.TrimRight(day, "日号"); month == "" && day == "" {
		return ""
	}
	year := d.year
	if d.whole {
		year = row.Cell(d.month - 1)
	}
	text := ""
	for _, p := range [...][2]string{{strings.TrimRight(year, "年度"), "年"}, {month, "月"}, {day, "日"}} {
		if p[0] != "" {
			text += p[0] + p[1]
		}
	}
	return text
}

// together returns a row with the dates that stand in several of its columns in the one of
// their month.
func (m *mapping) together(row spreadsheet.Row) spreadsheet.Row {
	if len(m.Dates) == 0 {
		return row
	}
	row.Cells = append(slices.Clone(row.Cells), make([]string, max(0, m.Dates[len(m.Dates)-1].month+1-len(row.Cells)))...)
	texts := make([]string, len(m.Dates))
	for i, d := range m.Dates {
		texts[i] = d.text(row)
	}
	for i, d := range m.Dates {
		row.Cells[d.month] = texts[i]
	}
	return row
}

// ditto are the cells that say what the cell above says.
var ditto = []string{"同上", "〃", "″", "〞", "\"", "''", "”", "“", "””", "同前", "ditto", "Ditto"}

// likeAbove returns a row in which what stands for the cell above is what that says.
func (k *rowCounter) likeAbove(row spreadsheet.Row) spreadsheet.Row {
	cloned := false
	for c := range row.Cells {
		if !slices.Contains(ditto, row.Cell(c)) || k.above.Cell(c) == "" {
			continue
		}
		if !cloned {
			row.Cells, cloned = slices.Clone(row.Cells), true
		}
		row.Cells[c] = k.above.Cell(c)
	}
	return row
}
