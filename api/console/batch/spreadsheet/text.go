package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"shixian/holidays/noticeformat"
	"shixian/internal/charset"
)

// readText reads CSV, or cells with tabs between.
func (t *Table) readText(body []byte, note func(rows int) error) error {
	head, err := charset.Decode(body[:min(len(body), 16<<10)]) // a last character may be cut
	switch {
	case err != nil, bytes.HasPrefix(head, []byte("%PDF")), bytes.IndexByte(head, 0) >= 0:
		return refuse(CodeKind, 0)
	case bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")):
		return refuse(CodeWebPage, 0)
	}
	comma := separator(head)
	r := csv.NewReader(charset.Reader(body))
	// What is copied from a spreadsheet has quotes only if they are needed, and
	// those within a cell as they are.
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, comma == '\t'
	// What cannot be decoded becomes U+FFFD, which may stand in sound UTF-8 too.
	broken := func(c string) bool { return strings.ContainsRune(c, utf8.RuneError) }
	if utf8.Valid(body) {
		broken = func(string) bool { return false }
	}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if pe, ok := errors.AsType[*csv.ParseError](err); ok {
			return refuse(CodeQuote, pe.StartLine)
		}
		if err != nil {
			return refuse(CodeKind, 0)
		}
		line, _ := r.FieldPos(0)
		for i, c := range cells {
			if broken(c) || strings.IndexByte(c, 0) >= 0 {
				return refuse(CodeKind, line)
			}
			cells[i] = noticeformat.Unguard(c)
		}
		if err := t.add(line, cells, note); err != nil {
			return err
		}
	}
}

// separator returns the one of tab, comma and semicolon that makes the most cells
// of the first lines.
func separator(head []byte) rune {
	best, most := ',', 0
	for _, comma := range []rune{'\t', ',', ';'} {
		r := csv.NewReader(bytes.NewReader(head))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
		cells := 0
		for range MaxLead {
			row, err := r.Read()
			if err != nil {
				break
			}
			cells += len(row) - 1
		}
		if cells > most {
			best, most = comma, cells
		}
	}
	return best
}
