package spreadsheet

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// looks are the styles of a workbook that show the looks.
type looks struct{ texts, dates map[Look]int }

// colours are ground and ink of the looks.
var colours = map[Look][2]string{
	Plain: {}, Heading: {"E7E4DD", "1D1C1A"}, Bad: {"F8CBAD", "7A1500"},
	Red: {"FFC7CE", "9C0006"}, Yellow: {"FFEB9C", "6B4E00"}, Green: {"C6EFCE", "006100"},
}

func newLooks(f *excelize.File) (looks, error) {
	l := looks{map[Look]int{}, map[Look]int{}}
	date, text := "yyyy-mm-dd", "@"
	for look, c := range colours {
		s := excelize.Style{}
		if look != Plain {
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c[0]}}
			s.Font = &excelize.Font{Color: c[1], Bold: look != Green && look != Yellow}
		}
		var err error
		s.CustomNumFmt = &date
		if l.dates[look], err = f.NewStyle(&s); err != nil {
			return looks{}, err
		}
		s.CustomNumFmt = &text
		if l.texts[look], err = f.NewStyle(&s); err != nil {
			return looks{}, err
		}
	}
	return l, nil
}

// of returns the value and the style of a cell, 0 for the workbook's own.
func (l looks) of(c Cell) (value any, style int) {
	if !c.Date.IsZero() {
		y, m, d := c.Date.Civil()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), l.dates[c.Look]
	}
	if n, ok := plainNumber(c); ok {
		return n, 0
	}
	return c.Text, l.texts[c.Look]
}

// plainNumber returns the number that a text is, if a spreadsheet would show it
// as it stands. Nothing else that comes from outside is more than text.
func plainNumber(c Cell) (float64, bool) {
	const most = 15 // digits that a spreadsheet keeps
	digits := c.Text
	if c.Own {
		digits = strings.TrimPrefix(digits, "-")
	}
	if c.Look != Plain || digits == "" || len(digits) > most || digits[0] < '0' || digits[0] > '9' {
		return 0, false
	}
	n, err := strconv.ParseFloat(c.Text, 64)
	return n, err == nil && strconv.FormatFloat(n, 'f', -1, 64) == c.Text
}
