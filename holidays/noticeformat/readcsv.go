package noticeformat

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"shixian/internal/charset"
)

func readCSV(body []byte, hint Hint) (*rawNotice, error) {
	s, err := decodeText(body)
	if err != nil {
		return nil, err
	}
	r := csvReader(s, separator(s))
	var t rowReader
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t.end(hint)
		}
		if err != nil {
			return nil, csvError(err)
		}
		for i := range cells {
			cells[i] = Unguard(strings.TrimSpace(cells[i]))
		}
		line, _ := r.FieldPos(0)
		if err := t.add(row{line, cells}); err != nil {
			return nil, err
		}
	}
}

func csvReader(s string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(s))
	r.Comma, r.FieldsPerRecord = comma, -1 // the table checks how long rows are
	return r
}

func csvError(err error) *Error {
	var at Place
	if pe, ok := errors.AsType[*csv.ParseError](err); ok {
		at.Line = pe.Line
	}
	return fail(CodeCSV, at).because(err)
}

// separator returns the one of comma, semicolon and tab that gives the first line
// the most headings.
func separator(s string) rune {
	best, most := ',', 0
	for _, comma := range []rune{',', ';', '\t'} {
		cells, err := csvReader(s, comma).Read()
		if err != nil {
			continue
		}
		known := 0
		for _, c := range cells {
			if _, ok := columnOf(strings.TrimSpace(c)); ok {
				known++
			}
		}
		if known > most {
			best, most = comma, known
		}
	}
	return best
}

func decodeText(body []byte) (string, error) {
	out, err := charset.Decode(body)
	if err != nil {
		return "", fail(CodeEncoding, Place{}).because(err)
	}
	// What cannot be decoded has become U+FFFD.
	if i := bytes.IndexRune(out, utf8.RuneError); i >= 0 {
		return "", fail(CodeEncoding, Place{Line: lineAt(out, int64(i))})
	}
	return string(out), nil
}

// formulaStart are the characters with which a spreadsheet takes a cell for a
// formula; full-width ones are folded by some in East Asian settings.
const formulaStart = "=+-@\t\r＝＋－＠"

// Guard puts an apostrophe before what a spreadsheet would take for a formula,
// and before an apostrophe, so that [Unguard] can tell.
func Guard(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune(formulaStart+"'", first) {
		return "'" + s
	}
	return s
}

// Unguard undoes [Guard]. An apostrophe before anything else is part of the text.
func Unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && Guard(rest) != rest {
		return rest
	}
	return s
}
