package noticeformat

import (
	"bytes"

	"shixian/holidays"
)

// The bounds of what is read.
const (
	MaxBytes   = 1 << 20 // of a body
	MaxRows    = 2000    // rows of a table, days of a list, events of a calendar
	MaxEntries = 500     // of a notice; a year has 366 days and the December before 31
)

// Hint is what is known of a notice beside its body; zero stands for not known.
type Hint struct {
	Calendar string
	Year     int
	Document string
	Issued   holidays.Date
}

// Read reads the one notice of body. What the body does not say is taken from
// hint; ID is left to the caller. Every error is an [*Error].
//
// The formats are those of [Detect] but for [FormatText]:
//
//   - json: the notice's own fields: calendar, year, document, issued, source,
//     amends, residue (days, reason) and entries (festival, kind, from, to); or
//     what [WriteJSON] writes, with one notice.
//   - holiday-cn: year, papers and days (name, date, isOffDay). The papers become
//     the source.
//   - csv, xlsx: a row of headings, then a row for each entry. Columns are festival,
//     kind, from and to, or date for single days; calendar, year, document, issued,
//     amends and source may stand beside them, the same in every row. Headings and
//     kinds may be Chinese: 节日, 类型, 起, 止, 日期; 放假, 补班.
//   - ics: all-day events whose SUMMARY or CATEGORIES say whether the days are off
//     or worked: “春节 休”, “春节（班）”, “Spring Festival (off)”.
//
// Where single days are given, or events, consecutive ones of one festival and
// kind become one entry.
func Read(format Format, body []byte, hint Hint) (holidays.Notice, error) {
	drafts, err := read(format, body, false)
	if err != nil {
		return holidays.Notice{}, err
	}
	if len(drafts) != 1 {
		return holidays.Notice{}, fail(CodeSeveral, Place{}, len(drafts))
	}
	return drafts[0].finish(hint)
}

// ReadTable reads all notices of what [WriteJSON], [WriteCSV] or [WriteXLSX]
// wrote, in order, within the bounds that hold for a single notice's body. Every
// error is an [*Error].
func ReadTable(format Format, body []byte) ([]holidays.Notice, error) {
	if format != FormatJSON && format != FormatCSV && format != FormatXLSX {
		return nil, fail(CodeFormat, Place{}, format)
	}
	drafts, err := read(format, body, true)
	if err != nil {
		return nil, err
	}
	var out []holidays.Notice
	for _, d := range drafts {
		n, err := d.finish(Hint{})
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// read reads the notices of body. A table of several is read where several is
// set, and otherwise refused where its rows part.
func read(format Format, body []byte, several bool) ([]*draft, error) {
	switch {
	case len(body) > MaxBytes:
		return nil, fail(CodeTooLarge, Place{}, MaxBytes)
	case len(bytes.TrimSpace(trimBOM(body))) == 0:
		return nil, fail(CodeEmpty, Place{})
	}
	switch format {
	case FormatJSON:
		return readJSON(trimBOM(body))
	case FormatHolidayCN:
		return readHolidayCN(trimBOM(body))
	case FormatCSV:
		return readCSV(body, several)
	case FormatXLSX:
		return readXLSX(body, several)
	case FormatICS:
		return readICS(trimBOM(body))
	}
	return nil, fail(CodeFormat, Place{}, format)
}
