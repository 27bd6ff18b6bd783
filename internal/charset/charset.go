// Package charset tells what a text is encoded in, and decodes it.
//
// Its assumptions:
//
//   - A text is Chinese, as Windows, browsers and spreadsheets save it: UTF-8 with or
//     without a byte order mark, UTF-16 with one, else GB18030, which takes in GBK and
//     GB 2312.
//   - What cannot be decoded becomes U+FFFD, which may stand in sound UTF-8 too: whether
//     that is refused is for the caller.
package charset

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// BOM is the byte order mark as UTF-8 has it; by it spreadsheets know UTF-8.
const BOM = "\ufeff"

// TrimBOM returns a text in UTF-8 without its byte order mark.
func TrimBOM(text []byte) []byte { return bytes.TrimPrefix(text, []byte(BOM)) }

// Detect returns what a text is encoded in.
func Detect(text []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(text, []byte("\xFF\xFE")), bytes.HasPrefix(text, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(text, []byte(BOM)), utf8.Valid(whole(text)):
		return unicode.UTF8BOM
	}
	return simplifiedchinese.GB18030
}

// Reader reads a text as UTF-8 without a byte order mark, whatever it is encoded in.
func Reader(text []byte) io.Reader {
	return transform.NewReader(bytes.NewReader(text), Detect(text).NewDecoder())
}

// Decode returns a text as UTF-8 without a byte order mark, whatever it is encoded in.
func Decode(text []byte) ([]byte, error) { return Detect(text).NewDecoder().Bytes(text) }

// whole leaves out a last character of UTF-8 that is not complete, so that a text that
// broke off is not taken for another encoding.
func whole(text []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if rest := text[len(text)-n:]; utf8.RuneStart(rest[0]) {
			if !utf8.FullRune(rest) {
				return text[:len(text)-n]
			}
			break
		}
	}
	return text
}
