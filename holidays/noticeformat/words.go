package noticeformat

import (
	"regexp"
	"strings"

	"shixian/holidays"
)

// kindWords are what people write for the two kinds. 调休 alone is not among
// them: some write it for the day off and some for the day that makes up for it.
var kindWords = map[string]holidays.EntryKind{
	"off": holidays.Off, "day off": holidays.Off,
	"休": holidays.Off, "放假": holidays.Off, "假期": holidays.Off, "休假": holidays.Off, "休息": holidays.Off,
	"补休": holidays.Off, "放假调休": holidays.Off, "调休放假": holidays.Off,
	"work": holidays.Work, "working day": holidays.Work, "workday": holidays.Work,
	"makeup": holidays.Work, "make-up": holidays.Work, "make-up day": holidays.Work, "make-up working day": holidays.Work,
	"班": holidays.Work, "上班": holidays.Work, "补班": holidays.Work, "调休上班": holidays.Work, "补班日": holidays.Work,
}

// kindOf returns the kind that a word stands for.
func kindOf(s string) (holidays.EntryKind, bool) {
	k, ok := kindWords[strings.ToLower(strings.TrimSpace(s))]
	return k, ok
}

// yearFirst are the ways of writing a date that can be read in one way only.
var yearFirst = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})/(\d{1,2})/(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})\.(\d{1,2})\.(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})年(\d{1,2})月(\d{1,2})日$`),
	regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`),
}

// serial is the number inside a date cell of a spreadsheet.
var serial = regexp.MustCompile(`^\d{1,7}(\.\d*)?$`)

// dateOf reads a date of a table, written year first: 2026-01-01, 2026/1/1,
// 2026.1.1, 2026年1月1日 or 20260101.
func dateOf(s string) (holidays.Date, bool) {
	for _, form := range yearFirst {
		if m := form.FindStringSubmatch(s); m != nil {
			two := func(figures string) string { return ("0" + figures)[len(figures)-1:] }
			d, err := holidays.ParseDate(m[1] + "-" + two(m[2]) + "-" + two(m[3]))
			return d, err == nil
		}
	}
	return holidays.Date{}, false
}

// The years that a notice may be for. The first regulation on public holidays is
// of December 1949 (全国年节及纪念日放假办法).
const (
	minYear = 1949
	maxYear = 9999
)
