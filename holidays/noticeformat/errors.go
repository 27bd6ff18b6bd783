package noticeformat

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"shixian/holidays"
	"shixian/holidays/datafile"
)

// Code says what is wrong with a body. Codes are stable.
type Code string

// The codes of [Error].
const (
	CodeFormat     Code = "format_unsupported" // not a format, or not one that is read here
	CodeEmpty      Code = "body_empty"
	CodeTooLarge   Code = "body_too_large"
	CodeEncoding   Code = "encoding_invalid" // bytes that are no text in any encoding that is read
	CodeJSON       Code = "malformed_json"
	CodeTrailing   Code = "trailing_data" // JSON after the value
	CodeUnknown    Code = "unknown_field"
	CodeDoubled    Code = "duplicate_field" // a key or a column that stands twice
	CodeType       Code = "wrong_type"
	CodeCSV        Code = "malformed_csv"
	CodeXLSX       Code = "malformed_xlsx"
	CodeOldXLS     Code = "old_or_encrypted_workbook"
	CodeUnzipped   Code = "workbook_too_large" // a workbook that unpacks to more than it may
	CodeColumn     Code = "column_missing"
	CodeCells      Code = "cells_beyond_header"
	CodeDisagree   Code = "rows_disagree" // rows that belong to different notices
	CodeSeveral    Code = "several_notices"
	CodeSheets     Code = "several_sheets" // a workbook with a table on more than one sheet
	CodeRows       Code = "too_many_rows"  // rows, days or notices
	CodeEntries    Code = "too_many_entries"
	CodeMissing    Code = "value_missing"
	CodeDate       Code = "invalid_date"
	CodeNumber     Code = "number_not_date" // the number inside a date cell, without its format
	CodeYear       Code = "invalid_year"
	CodeCalendar   Code = "invalid_calendar"
	CodeText       Code = "invalid_text" // too long, or with characters that cannot be seen
	CodeHint       Code = "hint_contradicted"
	CodeEstimate   Code = "estimate_not_notice" // a day of an export that no notice has arranged
	CodeNoCalendar Code = "calendar_missing"
	CodeNoYear     Code = "year_missing"
	CodeIssued     Code = "issued_missing"

	// These are what package check finds of a notice by itself.
	CodeNoEntries     Code = "no_entries"
	CodeResidue       Code = "residue_explains_nothing"
	CodeKind          Code = "entry_kind"
	CodeSpan          Code = "span_ends_before_start"
	CodeOutside       Code = "entry_outside_year"
	CodeContradiction Code = "contradiction"
)

// Error says why a body was refused, and where in it.
type Error struct {
	Code  Code   `json:"code"`
	ZH    string `json:"zh"`
	EN    string `json:"en"`
	Place Place  `json:"place,omitzero"`
	// Err is what a library said of the body, nil if none did. It is for the
	// log and not for the caller.
	Err error `json:"-"`
}

// Error names the place, what is wrong and the code, in English.
func (e *Error) Error() string {
	s := e.EN
	if at := e.Place.EN(); at != "" {
		s = at + ": " + s
	}
	return fmt.Sprintf("%s (%s)", s, e.Code)
}

// Unwrap returns what a library said of the body.
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) because(err error) *Error {
	e.Err = err
	return e
}

// Place is where in a body a mistake stands. What does not apply is zero.
type Place struct {
	Line    int    `json:"line,omitempty"`    // of a text, or the row of a sheet, from 1
	Cell    string `json:"cell,omitempty"`    // of a sheet, such as B7
	Column  string `json:"column,omitempty"`  // of a table: festival, kind, from, …
	Pointer string `json:"pointer,omitempty"` // in JSON (RFC 6901)
}

// ZH returns the place for a person, or "".
func (p Place) ZH() string {
	return p.words("第 %d 行", "单元格 %s", "“%s”列", "，")
}

// EN returns the place for a person, or "".
func (p Place) EN() string {
	return p.words("line %d", "cell %s", "column %q", ", ")
}

func (p Place) words(line, cell, column, comma string) string {
	var out []string
	if p.Line > 0 && p.Cell == "" {
		out = append(out, fmt.Sprintf(line, p.Line))
	}
	for _, w := range [][2]string{{cell, p.Cell}, {column, p.Column}, {"%s", p.Pointer}} {
		if w[1] != "" {
			out = append(out, fmt.Sprintf(w[0], w[1]))
		}
	}
	return strings.Join(out, comma)
}

//go:embed messages.yaml
var messagesFile []byte

// messages are the texts of each code.
var messages = datafile.Embedded[map[Code]holidays.Text]("messages.yaml", messagesFile)

// fail returns the error of a code. args take the place of {0}, {1}, … in its
// texts, cut short if they are long.
func fail(code Code, at Place, args ...any) *Error {
	said := messages[code]
	var pairs []string
	for i, a := range args {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), shorten(fmt.Sprint(a)))
	}
	r := strings.NewReplacer(pairs...)
	return &Error{Code: code, ZH: r.Replace(said.ZH), EN: r.Replace(said.EN), Place: at}
}

// shorten cuts what is repeated from a body, which may be of any length, and shows what
// nobody could see by its code: a character may turn the text after it around.
func shorten(s string) string {
	const most = 60
	r := []rune(strings.ToValidUTF8(s, "�"))
	end := ""
	if len(r) > most {
		r, end = r[:most], "…"
	}
	var b strings.Builder
	for _, c := range r {
		if unicode.IsGraphic(c) {
			b.WriteRune(c)
		} else {
			fmt.Fprintf(&b, "U+%04X", c)
		}
	}
	return b.String() + end
}
