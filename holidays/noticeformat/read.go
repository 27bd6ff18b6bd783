package noticeformat

import (
	"bytes"
	"slices"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/internal/charset"
)

// The bounds of what is read.
const (
	MaxBytes   = 1 << 20 // of a body
	MaxRows    = 2000    // rows of a table, days of a list
	MaxEntries = check.MaxEntries
)

// Hint is what is known of a notice beside its body; zero stands for not known.
type Hint struct {
	Calendar string
	Year     int
	Document string
	Issued   holidays.Date
}

// pick returns the one of several notices that the hint does not contradict, nil if
// there is none, or more than one. A single notice is returned as it is.
func (h Hint) pick(all []*rawNotice) *rawNotice {
	if len(all) > 1 {
		all = slices.DeleteFunc(slices.Clone(all), func(d *rawNotice) bool {
			return !fits(h.Calendar, d.Calendar) || !fits(h.Year, d.Year) || !fits(h.Document, d.Document) || !fits(h.Issued, d.Issued)
		})
	}
	if len(all) != 1 {
		return nil
	}
	return all[0]
}

// fits reports whether a value is the one that is hinted at, if any is.
func fits[T comparable](hint, value T) bool {
	var none T
	return hint == none || hint == value
}

// Read reads the one notice of body; of several, such as a calendar's table has, the one
// that hint points at. What the body does not say is taken from
// hint; ID is left to the caller. Every error is an [*Error].
//
// The formats are those of [Detect] but for [FormatText]:
//
//   - json: the notice's own fields: calendar, year, document, issued, source,
//     amends, restates, extends, replaces, residue (days, reason) and entries (festival, kind, from, to); or
//     an object whose member notices has them, as a calendar's table is exported.
//   - holiday-cn: year, papers and days (name, date, isOffDay). The papers become
//     the source.
//   - csv, xlsx: a row of headings, then a row for each entry. Columns are festival,
//     kind, from and to, or date for single days; calendar, year, document, issued,
//     amends, restates, extends (festivals with a semicolon between them), replaces and
//     source may stand beside them, the same in every row. Headings and
//     kinds may be Chinese: 节日, 类型, 起, 止, 日期; 放假, 补班.
//
// If single days are given, consecutive ones of one festival and kind become one
// entry.
func Read(format Format, body []byte, hint Hint) (holidays.Notice, error) {
	raw, err := read(format, body, hint)
	if err != nil {
		return holidays.Notice{}, err
	}
	return raw.finish(hint)
}

func read(format Format, body []byte, hint Hint) (*rawNotice, error) {
	switch {
	case len(body) > MaxBytes:
		return nil, fail(CodeTooLarge, Place{}, MaxBytes)
	case len(bytes.TrimSpace(charset.TrimBOM(body))) == 0:
		return nil, fail(CodeEmpty, Place{})
	}
	switch format {
	case FormatJSON:
		return readJSON(charset.TrimBOM(body), hint)
	case FormatHolidayCN:
		return readHolidayCN(charset.TrimBOM(body))
	case FormatCSV:
		return readCSV(body, hint)
	case FormatXLSX:
		return readXLSX(body, hint)
	}
	return nil, fail(CodeFormat, Place{}, format)
}
