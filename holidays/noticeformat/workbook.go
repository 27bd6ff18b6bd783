package noticeformat

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Bounds are the bounds of a workbook, once unpacked.
type Bounds struct {
	Bytes    uint64 // of all parts together
	Elements int    // XML elements; a row of ten cells takes some 30
	CellText int    // bytes of a cell, on any sheet
	Columns  int    // the last one that may have a value
}

// maxParts is how many parts, sheets and relations between parts there may be.
const maxParts = 200

// The bounds of a workbook that holds a notice.
const (
	maxUnzipped = 8 << 20
	maxElements = 200_000 // 2,000 rows take some 80,000
	maxCellText = 16 << 10
)

var noticeBounds = Bounds{Bytes: maxUnzipped, Elements: maxElements, CellText: maxCellText, Columns: maxColumns}

var zipMagic = []byte("PK\x03\x04")

var (
	errOrder   = errors.New("rows or cells of a sheet do not stand in order")
	errTooMuch = errors.New("too many XML elements, or too much in one of them")
)

// check unpacks a workbook and throws the result away, to be sure that
// opening it is safe and loses nothing: the library that opens it takes the sizes
// that the archive states on trust, skips over damaged parts and puts cells that
// are out of order into the wrong column.
func (b Bounds) check(body []byte) error {
	switch {
	case bytes.HasPrefix(body, oldExcel):
		return fail(CodeOldXLS, Place{})
	case !bytes.HasPrefix(body, zipMagic):
		return fail(CodeXLSX, Place{})
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return fail(CodeXLSX, Place{}).because(err)
	}
	if len(archive.File) > maxParts {
		return fail(CodeUnzipped, Place{})
	}
	room, elements := b.Bytes, b.Elements
	for _, f := range archive.File {
		if f.UncompressedSize64 > room {
			return fail(CodeUnzipped, Place{})
		}
		room -= f.UncompressedSize64
		switch err := b.checkPart(f, &elements); {
		case errors.Is(err, errTooMuch):
			return fail(CodeUnzipped, Place{}).because(err)
		case err != nil:
			return fail(CodeXLSX, Place{}).because(err)
		}
	}
	return nil
}

// checkPart reads one part to its end. The archive's reader gives an error if
// the part is longer than stated or its checksum does not fit.
func (b Bounds) checkPart(f *zip.File, elements *int) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	if name := strings.ToLower(f.Name); strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
		err = b.checkXML(r, elements)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, r)
	}
	return errors.Join(err, r.Close())
}

// checkXML checks that a part is well-formed and, if it is a sheet, that its
// rows and cells stand in order. elements is how many elements may still come.
func (b Bounds) checkXML(r io.Reader, elements *int) error {
	dec := xml.NewDecoder(r)
	s := sheetOrder{columns: b.Columns}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if *elements--; *elements < 0 {
				return errTooMuch
			}
			err = s.start(e)
		case xml.CharData:
			if s.text += len(e); s.counted && s.text > b.CellText {
				err = errTooMuch
			}
		case xml.EndElement:
			s.end(e.Name.Local)
		}
		if err != nil {
			return err
		}
	}
}

// sheetOrder is how far into the one sheetData of a sheet we are.
type sheetOrder struct {
	inside, seen bool
	row, column  int
	columns      int  // the last column that may have a value
	counted      bool // inside a cell or a shared string
	text         int  // bytes in it
	links        int  // sheets and relations, each of which is compared with each
}

func (s *sheetOrder) start(e xml.StartElement) error {
	switch name := e.Name.Local; {
	case name == "sheet", name == "Relationship":
		if s.links++; s.links > maxParts {
			return errTooMuch
		}
	case name == "si":
		s.counted, s.text = true, 0
	case name == "sheetData":
		if s.seen {
			return errOrder
		}
		s.inside, s.seen = true, true
	case s.inside && name == "row":
		return s.startRow(e)
	case s.inside && name == "c":
		s.counted, s.text = true, 0
		return s.startCell(e)
	case s.inside && s.column > s.columns:
		return errTooMuch // the cell is not blank
	}
	return nil
}

func (s *sheetOrder) end(name string) {
	switch name {
	case "sheetData":
		s.inside = false
	case "si", "c":
		s.counted = false
	}
}

func (s *sheetOrder) startRow(e xml.StartElement) error {
	next := s.row + 1
	if ref := attribute(e, "r"); ref != "" {
		n, err := strconv.Atoi(ref)
		if err != nil || n < next {
			return errOrder
		}
		next = n
	}
	if s.row, s.column = next, 0; s.row > excelize.TotalRows {
		return errOrder
	}
	return nil
}

func (s *sheetOrder) startCell(e xml.StartElement) error {
	next := s.column + 1
	if ref := attribute(e, "r"); ref != "" {
		column, row, err := excelize.CellNameToCoordinates(ref)
		if err != nil || row != s.row || column < next {
			return errOrder
		}
		next = column
	}
	if style := attribute(e, "s"); style != "" {
		if n, err := strconv.Atoi(style); err != nil || n < 0 {
			return errOrder
		}
	}
	if s.column = next; s.column > excelize.MaxColumns {
		return errOrder
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
