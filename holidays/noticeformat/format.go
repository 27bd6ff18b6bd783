package noticeformat

import (
	"bytes"
	"cmp"
	"mime"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"shixian/internal/charset"
)

// Format is the form that a notice comes in.
type Format string

// The formats.
const (
	FormatJSON      Format = "json"       // our own notice
	FormatHolidayCN Format = "holiday-cn" // JSON of single days, as the project holiday-cn publishes it
	FormatCSV       Format = "csv"        // a table of entries or of single days
	FormatXLSX      Format = "xlsx"       // the same table as the first sheet of a workbook
	FormatText      Format = "text"       // prose, or the page it stands on ([Prose]), which package noticetext reads
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

var mediaTypes = map[Format]string{
	FormatJSON:      "application/json",
	FormatHolidayCN: "application/json",
	FormatCSV:       "text/csv; charset=utf-8",
	FormatXLSX:      xlsxType,
	FormatText:      "text/plain; charset=utf-8",
}

// MediaType returns the Content-Type of f, or "" if f is no format.
func (f Format) MediaType() string { return mediaTypes[f] }

// Decode returns a text that was sent as contentType in UTF-8, if its charset says
// that it is in another encoding; anything else as it is. The error is an [*Error] with
// [CodeEncoding].
func Decode(contentType string, body []byte) ([]byte, error) {
	_, parameters, err := mime.ParseMediaType(contentType)
	charset := parameters["charset"]
	if err != nil || charset == "" || bytes.HasPrefix(body, zipMagic) {
		return body, nil
	}
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return nil, fail(CodeEncoding, Place{}).because(err)
	}
	if name, _ := htmlindex.Name(enc); name == "utf-8" {
		return body, nil // what is no UTF-8 is told by the bytes
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return nil, fail(CodeEncoding, Place{}).because(err)
	}
	return out, nil
}

// Detect returns the format of a body that was sent as contentType. Parameters
// of the type are not looked at, see [Decode]. A browser
// that knows no better sends application/octet-stream, nothing at all or, for a
// CSV file on Windows, application/vnd.ms-excel; then the first bytes decide.
// The error is an [*Error] with [CodeFormat].
func Detect(contentType string, body []byte) (Format, error) {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil && contentType != "" {
		return "", fail(CodeFormat, Place{}, contentType).because(err)
	}
	switch mediaType {
	case "application/json":
		return jsonFormat(body), nil
	case "text/csv", "text/tab-separated-values":
		return FormatCSV, nil
	case xlsxType:
		return FormatXLSX, nil
	case "text/plain", "text/html":
		return FormatText, nil
	case "application/vnd.ms-excel":
		return cmp.Or(sniff(body), FormatCSV), nil
	case "", "application/octet-stream":
		if f := sniff(body); f != "" {
			return f, nil
		}
	}
	return "", fail(CodeFormat, Place{}, contentType)
}

// oldExcel begins a workbook of Excel 97 to 2003, and an encrypted one of any
// version.
var oldExcel = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// IsWorkbook reports whether a body begins as a workbook does, one that is not read too.
func IsWorkbook(body []byte) bool {
	return bytes.HasPrefix(body, zipMagic) || bytes.HasPrefix(body, oldExcel)
}

// sniff tells the format from the first bytes, or returns "".
func sniff(body []byte) Format {
	text := bytes.TrimSpace(charset.TrimBOM(body))
	switch {
	case IsWorkbook(body):
		return FormatXLSX // whose reader says what is wrong with an old one
	case bytes.HasPrefix(text, []byte("{")):
		return jsonFormat(body)
	}
	return ""
}

// jsonFormat tells the two JSON formats apart: only holiday-cn lists days.
func jsonFormat(body []byte) Format {
	if hasMember(charset.TrimBOM(body), "days") {
		return FormatHolidayCN
	}
	return FormatJSON
}
