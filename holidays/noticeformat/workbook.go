package noticeformat

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
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

// What the library holds at hundreds of bytes each, or compares with one another, of however
// few bytes it is made.
const (
	maxParts   = 200       // parts, sheets and relations between parts
	maxOthers  = 1_000_000 // XML elements that are neither in the rows of a sheet nor shared strings
	maxMerged  = 20_000    // merged blocks of cells
	maxSkipped = 10 * excelize.TotalRows
)

// The bounds of a workbook that holds a notice.
const (
	maxUnzipped = 8 << 20
	maxElements = 200_000 // 2,000 rows take some 80,000
	maxCellText = 16 << 10
)

var noticeBounds = Bounds{Bytes: maxUnzipped, Elements: maxElements, CellText: maxCellText, Columns: maxColumns}

var zipMagic = []byte("PK\x03\x04")

var (
	errOrder   = errors.New("rows, columns or cells of a sheet do not stand in order, or overlap")
	errTooMuch = errors.New("too many XML elements, or too much in one of them")
)

// check unpacks a workbook and throws the result away, to be sure that
// opening it is safe and loses nothing: the library that opens it takes the sizes
// that the archive states on trust, skips over damaged parts and puts cells that
// are out of order into the wrong column. held is how many cells the library would hold of
// the sheet with the most, if it had to hold one: blank ones too, up to the last of each row.
func (b Bounds) check(body []byte) (held int, err error) {
	switch {
	case bytes.HasPrefix(body, oldExcel):
		return 0, fail(CodeOldXLS, Place{})
	case !bytes.HasPrefix(body, zipMagic):
		return 0, fail(CodeXLSX, Place{})
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return 0, fail(CodeXLSX, Place{}).because(err)
	}
	if len(archive.File) > maxParts {
		return 0, fail(CodeUnzipped, Place{})
	}
	r := remaining{b.Bytes, b.Elements, b.CellText, b.Columns, maxOthers, maxMerged, maxSkipped}
	for _, f := range archive.File {
		if f.UncompressedSize64 > r.bytes {
			return 0, fail(CodeUnzipped, Place{})
		}
		r.bytes -= f.UncompressedSize64
		cells, err := r.checkPart(f)
		switch {
		case errors.Is(err, errTooMuch):
			return 0, fail(CodeUnzipped, Place{}).because(err)
		case err != nil:
			return 0, fail(CodeXLSX, Place{}).because(err)
		}
		held = max(held, cells)
	}
	return held, nil
}

// remaining is how much of everything a workbook may still have.
type remaining struct {
	bytes                   uint64
	elements                int
	cellText, columns       int // of each cell, and of each sheet
	others, merged, skipped int
}

// checkPart reads one part to its end, and returns how many cells it has. The archive's reader
// gives an error if the part is longer than stated or its checksum does not fit.
func (r *remaining) checkPart(f *zip.File) (cells int, err error) {
	part, err := f.Open()
	if err != nil {
		return 0, err
	}
	if name := strings.ToLower(f.Name); strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
		cells, err = r.checkXML(part)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, part)
	}
	return cells, errors.Join(err, part.Close())
}

// checkXML checks that a part is well-formed and, if it is a sheet, that its
// rows and cells stand in order.
func (r *remaining) checkXML(part io.Reader) (cells int, err error) {
	dec := xml.NewDecoder(part)
	s := sheetOrder{remaining: r}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return s.cells + s.column, nil
		}
		if err != nil {
			return 0, err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			err = s.start(e)
		case xml.CharData:
			if s.text += len(e); s.counted && s.text > r.cellText {
				err = errTooMuch
			}
		case xml.EndElement:
			s.end(e.Name.Local)
		}
		if err != nil {
			return 0, err
		}
	}
}
