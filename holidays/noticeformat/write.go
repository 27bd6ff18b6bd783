package noticeformat

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"shixian/holidays"
)

// tableColumns are the columns of what is written as a table.
var tableColumns = []string{"calendar", "year", "document", "issued", "amends", "festival", "kind", "from", "to", "source",
	"restates", "extends", "replaces", "residue_days", "residue_reason", "issued_approximate", "basis"}

func writeJSON(w io.Writer, v any) error {
	text, err := json.Marshal(v, jsontext.WithIndent("  "))
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// WriteCSV writes a row for each entry of the notices, with the columns calendar,
// year, document, issued, amends, festival, kind, from, to, source, restates and extends
// (festivals with a semicolon between them), replaces, residue_days,
// residue_reason, issued_approximate and basis, as UTF-8.
// A cell that a spreadsheet would take for a formula begins with an apostrophe,
// which [Read] takes off again.
func WriteCSV(w io.Writer, notices []holidays.Notice) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(tableColumns); err != nil {
		return err
	}
	for _, n := range notices {
		days, reason, approximate := "", "", ""
		if n.IssuedApproximate {
			approximate = "true"
		}
		if n.Residue != nil {
			days, reason = strconv.Itoa(n.Residue.Days), n.Residue.Reason
		}
		for _, e := range n.Entries {
			cells := []string{n.Calendar, strconv.Itoa(n.Year), n.Document, n.Issued.String(), n.Amends,
				e.Festival, string(e.Kind), e.From.String(), e.To.String(), n.Source,
				strings.Join(n.Restates, festivalSeparator), strings.Join(n.Extends, festivalSeparator), n.Replaces, days, reason, approximate, holidays.ByNotice.String()}
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
