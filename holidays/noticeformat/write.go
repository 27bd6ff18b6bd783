package noticeformat

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"shixian/holidays"
)

// tableColumns are the columns of what is written as a table.
var tableColumns = []string{"calendar", "year", "document", "issued", "amends", "festival", "kind", "from", "to", "source"}

// WriteJSON writes notices as an object with the one member notices. [ReadTable]
// reads them all, and [Read] where there is one. IDs are not written.
func WriteJSON(w io.Writer, notices []holidays.Notice) error {
	t := jsonTable{Notices: []jsonNotice{}}
	for _, n := range notices {
		out := jsonNotice{
			Calendar: n.Calendar, Year: n.Year, Document: n.Document, Issued: n.Issued,
			IssuedApproximate: n.IssuedApproximate, Source: n.Source, Amends: n.Amends, Entries: []jsonEntry{},
		}
		if n.Residue != nil {
			out.Residue = &jsonResidue{n.Residue.Days, n.Residue.Reason}
		}
		for _, e := range n.Entries {
			out.Entries = append(out.Entries, jsonEntry{e.Festival, e.Kind, e.From, e.To})
		}
		t.Notices = append(t.Notices, out)
	}
	return writeJSON(w, t)
}

// writeJSON writes a value with a line for each member, and a line break behind it.
func writeJSON(w io.Writer, v any) error {
	text, err := json.Marshal(v, jsontext.WithIndent("  "))
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// CSVOptions says how a CSV file is written.
type CSVOptions struct {
	// BOM begins the file with a byte order mark, without which Excel takes UTF-8
	// for the system's own encoding.
	BOM bool
}

// WriteCSV writes a row for each entry of the notices, with the columns calendar,
// year, document, issued, amends, festival, kind, from, to and source, as UTF-8.
// A cell that a spreadsheet would take for a formula begins with an apostrophe,
// which [Read] and [ReadTable] take off again. Residues are not written.
func WriteCSV(w io.Writer, notices []holidays.Notice, opt CSVOptions) error {
	if opt.BOM {
		if _, err := io.WriteString(w, "\xEF\xBB\xBF"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(tableColumns); err != nil {
		return err
	}
	for _, n := range notices {
		for _, e := range n.Entries {
			cells := []string{n.Calendar, strconv.Itoa(n.Year), n.Document, n.Issued.String(), n.Amends,
				e.Festival, string(e.Kind), e.From.String(), e.To.String(), n.Source}
			for i := range cells {
				cells[i] = Guard(cells[i])
			}
			if err := out.Write(cells); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}
