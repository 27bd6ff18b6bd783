package noticeformat

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// unnumbered is as many cells as a row counts that does not say its number: to give it one, the
// library moves all that come after it.
const unnumbered = 30

// sheetOrder is how far into the one sheetData of a sheet we are.
type sheetOrder struct {
	*remaining
	inside, seen bool
	strings      bool // inside the shared strings
	row, column  int
	cells        int  // of the rows before, up to the last of each
	counted      bool // inside a cell or a shared string
	text         int  // bytes in it
	links        int  // sheets and relations, each of which is compared with each
	columnsSaid  int  // columns of which something is said
	blocks       [][]int
}

func (s *sheetOrder) start(e xml.StartElement) error {
	if err := s.count(e); err != nil {
		return err
	}
	switch name := e.Name.Local; {
	case name == "sheet", name == "Relationship":
		if s.links++; s.links > maxParts {
			return errTooMuch
		}
	case name == "sst":
		s.strings = true
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
	case name == "col":
		return s.describe(e)
	case name == "mergeCell":
		return s.merge(attribute(e, "ref"))
	}
	return nil
}

// count takes an element off what remains. What is said twice of it, the library would read in one
// way here and in another there.
func (s *sheetOrder) count(e xml.StartElement) error {
	if !s.inside && !s.strings {
		s.others--
	}
	if s.elements--; s.elements < 0 || s.others < 0 {
		return errTooMuch
	}
	for i, a := range e.Attr {
		if slices.Contains(placing, a.Name.Local) && slices.ContainsFunc(e.Attr[:i], func(b xml.Attr) bool { return b.Name.Local == a.Name.Local }) {
			return errOrder
		}
	}
	return nil
}

// placing are the attributes by which what is in a sheet has its place.
var placing = []string{"r", "s", "ref", "min", "max"}

func (s *sheetOrder) end(name string) {
	switch name {
	case "sheetData":
		s.inside = false
	case "sst":
		s.strings = false
	case "si", "c":
		s.counted = false
	}
}

func (s *sheetOrder) startRow(e xml.StartElement) error {
	s.cells += s.column
	next := s.row + 1
	if ref := attribute(e, "r"); ref != "" {
		n, err := strconv.Atoi(ref)
		if err != nil || n < next {
			return errOrder
		}
		s.skipped -= n - next
		next = n
	} else {
		s.cells += unnumbered
	}
	if s.row, s.column = next, 0; s.row > excelize.TotalRows {
		return errOrder
	}
	if s.skipped < 0 {
		return errTooMuch
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

// describe takes in of which columns something is said: each of them once.
func (s *sheetOrder) describe(e xml.StartElement) error {
	last := attribute(e, "max")
	if last == "" { // a place in a drawing
		return nil
	}
	to, err := strconv.Atoi(last)
	from, err2 := strconv.Atoi(attribute(e, "min"))
	if err != nil || err2 != nil || from < 1 || to < from || to > excelize.MaxColumns {
		return errOrder
	}
	if s.columnsSaid += to - from + 1; s.columnsSaid > excelize.MaxColumns {
		return errOrder
	}
	return nil
}

// merge takes in a merged block, which overlaps none before it: the library would join those
// that do, one pair at a time.
func (s *sheetOrder) merge(ref string) error {
	if s.merged--; s.merged < 0 {
		return errTooMuch
	}
	first, last, found := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !found {
		last = first
	}
	left, top, err := excelize.CellNameToCoordinates(first)
	right, bottom, err2 := excelize.CellNameToCoordinates(last)
	if err != nil || err2 != nil || right < left || bottom < top {
		return errOrder
	}
	for _, b := range s.blocks {
		if left <= b[2] && b[0] <= right && top <= b[3] && b[1] <= bottom {
			return errOrder
		}
	}
	s.blocks = append(s.blocks, []int{left, top, right, bottom})
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
