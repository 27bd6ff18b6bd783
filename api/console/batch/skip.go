package batch

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"shixian/api/console/batch/spreadsheet"
)

// skipped says why a row is passed over; "" if it is not.
type skipped string

// The rows that are passed over. They are counted, and named on the page.
const (
	skippedTotal   skipped = "total"
	skippedNote    skipped = "note"
	skippedHeading skipped = "heading"
	skippedBlank   skipped = "blank" // only a number, or a district above others
	skippedGroup   skipped = "group" // the heading of the rows below, with its number
	skippedAsTold  skipped = "told"  // somebody answered that it is no matter to count
)

var (
	totals    = regexp.MustCompile(`^(本页|本月|本季|本季度|本年|全年|年度|全部)?(合计|小计|总计|共计|累计|总数|总件数|平均)|^(grand|sub)?totals?(:|$|\d)`)
	notes     = regexp.MustCompile(`^[(※*]*(填表|编制|附)?(注|备注|说明|附注|填表人|填报人|填报单位|制表人?|制表单位|编制单位|审核人?|审批人|负责人|经办人|联系人|联系电话|电话|打印人?|打印时间|填报日期|填报时间|制表日期|单位|notes?|preparedby|checkedby)(\d*[:.)]|$)`)
	groups    = regexp.MustCompile(`^\(?[一二三四五六七八九十]+\)?[.:)]*$`)                                              // which number a group of rows
	titles    = regexp.MustCompile(`^(\d{4}年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月份?$|^(\d{4}年)?(第?[一二三四]季度|[上下]半年)$`) // months and quarters above their rows
	numbering = regexp.MustCompile(`^(\(?[一二三四五六七八九十\d]+\)?[.:)]*)`)
)

// skip tells whether a row is no matter, and takes note of a district that stands above
// the rows that follow.
func (k *rowCounter) skip(row spreadsheet.Row) skipped {
	told := k.told(row)
	filled, lead := 0, -1
	for c := range told {
		if row.Cell(c) != "" {
			if filled++; lead < 0 {
				lead = c
			}
		}
	}
	if lead < 0 {
		return skippedBlank
	}
	if year := yearAlone(told); year > 0 {
		k.year = year
		return skippedBlank
	}
	text, matter := plain(row.Cell(lead)), row.Cell(k.Columns[roleRule])
	if totals.MatchString(plain(matter)) {
		text = plain(matter) // beside what is merged down
	}
	isTotal, isNote, isGroup := totals.MatchString(text), notes.MatchString(text), groups.MatchString(text)
	isHeading := k.headsTable(row) || k.repeatsHeader(told) || ordinals(told)
	if filled > 1 && !isTotal && !isNote && !isGroup && !isHeading {
		return ""
	}
	dated := k.dated(row)
	switch {
	case isHeading:
		return skippedHeading
	case isTotal && !dated:
		return skippedTotal
	case isNote && (matter == "" || !dated):
		return skippedNote
	case k.numbered && filled == 2 && !dated && isGroup && len(k.names.rule(matter, nil)) == 0:
		k.group(matter)
		return skippedGroup
	case filled > 1 || dated || lead == k.Columns[roleAmount]:
		return ""
	case titles.MatchString(plainSigns.Replace(row.Cell(lead))) && len(k.names.rule(matter, nil)) == 0:
		k.group(numbering.ReplaceAllString(text, ""))
		return skippedGroup
	}
	if !k.group(numbering.ReplaceAllString(text, "")) && matter != "" {
		return ""
	}
	return skippedBlank
}

// group takes note of the heading of a group of rows if it is a district.
func (k *rowCounter) group(text string) bool {
	d := k.names.district(text)
	if d != nil {
		k.section = d
	}
	return d != nil
}

var yearLine = regexp.MustCompile(`^((?:19|20)\d\d)年(度|\d{1,2}月份?)?$`)

// yearAlone returns the year that stands alone in a row, above those of it; 0 for another row.
func yearAlone(cells []string) int {
	var m []string
	for _, c := range cells {
		if c = plain(c); c != "" {
			if m != nil {
				return 0
			}
			if m = yearLine.FindStringSubmatch(c); m == nil {
				return 0
			}
		}
	}
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1]) // four figures
	return year
}

// yearOf returns the year of a date that names none: that above the rows, or what was answered.
func (k *rowCounter) yearOf(month time.Month) int { return cmp.Or(k.year, k.asked.year(month)) }

// ordinals reports whether a row numbers the columns: 甲, 乙, 丙 or 1, 2, 3.
func ordinals(cells []string) bool {
	const stems = "甲乙丙丁戊己庚辛壬癸"
	all := []rune(stems)
	for i, c := range cells {
		if c = strings.Trim(plain(c), "()"); c != strconv.Itoa(i+1) && (i >= len(all) || c != string(all[i])) {
			return false
		}
	}
	return len(cells) > 2
}

// numbersRows reports whether rows begin with a number in figures, so that one in Chinese
// stands before a group of them.
func numbersRows(sample []spreadsheet.Row) bool {
	return slices.ContainsFunc(sample, func(r spreadsheet.Row) bool {
		_, err := strconv.Atoi(r.Cell(0))
		return err == nil
	})
}

// dated reports whether the row has something that was meant as its day.
func (k *rowCounter) dated(row spreadsheet.Row) bool {
	s := row.Cell(k.Columns[roleTrigger])
	if s == "" {
		return false
	}
	_, fault := k.reader.Date(s)
	return fault != spreadsheet.NotDate && fault != spreadsheet.NotSerial // below a total, a number counts rows
}

// dateHeading stands above a column of days, of whichever kind.
var dateHeading = regexp.MustCompile(`^[^\d未无没待缺]\D{1,9}(日期|时间|date)$`)

// headsTable reports whether a row is the headings of a table, and takes note of one whose
// columns mean other things than those of the first: its rows would have wrong days.
func (k *rowCounter) headsTable(row spreadsheet.Row) bool {
	if k.Header < 0 || strings.ContainsAny(row.Cell(k.Columns[roleTrigger]), "0123456789〇○零") {
		return false
	}
	cells := row.Cells[:min(len(row.Cells), k.Own)]
	placed := slices.ContainsFunc(cells, func(s string) bool { return rankOf(s, roleDistrict) >= 0 || dateHeading.MatchString(heading(s)) })
	if !placed {
		return false
	}
	if rolesNamed(cells) < 2 && !anyNames(cells, roleRule) || k.holdsRecord(row) {
		return false
	}
	differs := slices.ContainsFunc(k.Columns[:], func(c int) bool { return heading(row.Cell(c)) != heading(k.header.Cell(c)) })
	if k.other = 0; differs && !k.repeatsHeader(k.told(row)) {
		k.other = row.Line
	}
	return true
}

// holdsRecord reports whether a row has a date or a rule.
func (k *rowCounter) holdsRecord(row spreadsheet.Row) bool {
	return slices.ContainsFunc(row.Cells, func(s string) bool {
		_, fault := k.reader.Date(s)
		return fault == "" || fault == spreadsheet.NoYear || len(k.names.rule(s, nil)) > 0
	})
}

// repeatsHeader reports whether a row tells what the headings do.
func (k *rowCounter) repeatsHeader(told []string) bool {
	return k.Header >= 0 && (slices.Equal(told, k.told(k.header)) || slices.Equal(told, k.told(k.upper)))
}

// told are the cells of a row without our answers, and the empty ones before them.
func (k *rowCounter) told(row spreadsheet.Row) []string {
	cells := row.Cells[:min(len(row.Cells), k.Own)]
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
