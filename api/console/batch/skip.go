package batch

import (
	"regexp"
	"slices"

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
	skippedAsTold  skipped = "told"  // somebody answered that it is no matter to count
)

var (
	totals    = regexp.MustCompile(`^(本页|本月|本季|本季度|本年|全年|年度|全部)?(合计|小计|总计|共计|累计)|^(grand|sub)?totals?(:|$|\d)`)
	notes     = regexp.MustCompile(`^[(※*]*(填表|编制|附)?(注|备注|说明|附注|填表人|填报人|填报单位|制表人?|制表单位|编制单位|审核人?|审批人|负责人|经办人|联系人|联系电话|电话|打印人?|打印时间|填报日期|填报时间|制表日期|单位|notes?|preparedby|checkedby)(\d*[:.)]|$)`)
	numbering = regexp.MustCompile(`^(\(?[一二三四五六七八九十\d]+\)?[.:)]*)`)
)

// skip tells whether a row is no matter, and takes note of a district that stands above
// the rows that follow.
func (k *rowCounter) skip(row spreadsheet.Row) skipped {
	filled, lead := 0, -1
	for c := range row.Cells {
		if row.Cell(c) != "" {
			if filled++; lead < 0 {
				lead = c
			}
		}
	}
	if lead < 0 {
		return skippedBlank
	}
	text, matter := plain(row.Cell(lead)), row.Cell(k.Columns[roleRule])
	if filled > 1 && !totals.MatchString(text) && !notes.MatchString(text) && !k.sameAsHeader(row) {
		return ""
	}
	dated := k.dated(row)
	switch {
	case k.sameAsHeader(row):
		return skippedHeading
	case totals.MatchString(text) && !dated:
		return skippedTotal
	case notes.MatchString(text) && (matter == "" || lead == k.Columns[roleRule] && !dated):
		return skippedNote
	case filled > 1 || dated || lead == k.Columns[roleAmount]:
		return ""
	}
	if d := k.names.district(numbering.ReplaceAllString(text, "")); d != nil {
		k.section = d
		return skippedBlank
	}
	if matter != "" {
		return ""
	}
	return skippedBlank
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

func (k *rowCounter) sameAsHeader(row spreadsheet.Row) bool {
	return k.Header >= 0 && slices.Equal(row.Cells, k.header.Cells)
}
