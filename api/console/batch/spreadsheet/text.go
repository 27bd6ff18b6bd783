package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"shixian/holidays/noticeformat"
)

// readText reads CSV, or cells with tabs between.
func (t *Table) readText(body []byte, note func(rows int) error) error {
	enc := encodingOf(body)
	in, err := UTF8(body)
	if err != nil {
		return err
	}
	if start := bytes.TrimSpace(body[:min(len(body), 512)]); bytes.HasPrefix(bytes.TrimPrefix(start, []byte("\xEF\xBB\xBF")), []byte("<")) {
		return refuse(CodeWebPage, 0, nil)
	}
	comma := separator(body, enc)
	r := csv.NewReader(in)
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
		if err != nil {
			return textError(err)
		}
		line, _ := r.FieldPos(0)
		for i, c := range cells {
			if broken(c) || strings.IndexByte(c, 0) >= 0 {
				return refuse(CodeKind, line, nil)
			}
			cells[i] = noticeformat.Unguard(c)
		}
		if err := t.add(line, cells, note); err != nil {
			return err
		}
	}
}

func textError(err error) error {
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		return refuse(CodeQuote, pe.StartLine, err)
	}
	return refuse(CodeKind, 0, err)
}

// UTF8 reads a text as UTF-8 without a BOM, whatever it is encoded in. The error is an
// [*Error] for what is no text.
func UTF8(body []byte) (io.Reader, error) {
	enc := encodingOf(body)
	if enc == nil {
		return nil, refuse(CodeKind, 0, nil)
	}
	return transform.NewReader(bytes.NewReader(body), enc.NewDecoder()), nil
}

// encodingOf tells what a text is encoded in: UTF-8 with or without a BOM, UTF-16
// with one, otherwise GB18030, which takes in GBK and GB 2312. It returns nil for
// what is no text.
func encodingOf(body []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(body, []byte("\xFF\xFE")), bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(body, []byte("%PDF")), bytes.IndexByte(body[:min(len(body), 4096)], 0) >= 0:
		return nil
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")), utf8.Valid(cutShort(body)):
		return unicode.UTF8BOM
	}
	return simplifiedchinese.GB18030
}

// cutShort leaves out a last character of UTF-8 that is not complete, so that a
// text that broke off is not taken for another encoding.
func cutShort(body []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(body); n++ {
		if rest := body[len(body)-n:]; utf8.RuneStart(rest[0]) {
			if !utf8.FullRune(rest) {
				return body[:len(body)-n]
			}
			break
		}
	}
	return body
}

// separator returns the one of tab, comma and semicolon that makes the most cells
// of the first lines.
func separator(body []byte, enc encoding.Encoding) rune {
	head, _ := enc.NewDecoder().Bytes(body[:min(len(body), 16<<10)]) // a last character may be cut
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
