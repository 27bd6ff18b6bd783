package spreadsheet

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestLocksKept: what a protected sheet forbids without saying so stays forbidden, and what it
// allows allowed.
func TestLocksKept(t *testing.T) {
	const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>` +
		`<sheetProtection algorithmName="SHA-512" hashValue="aGFzaA==" saltValue="c2FsdA==" spinCount="100000" sheet="1" sort="0"/></worksheet>`
	w, err := NewEditor(bomb(t, "xl/worksheets/sheet1.xml", sheet), "Sheet1", 1, []float64{9})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Row(1, []Cell{{Text: "x"}}); err != nil {
		t.Fatal(err)
	}
	out, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetSheetProtection("Sheet1")
	if err != nil || got.FormatCells || got.InsertRows || got.DeleteColumns || got.AutoFilter || !got.Sort || got.AlgorithmName != "SHA-512" {
		t.Errorf("%+v, %v", got, err)
	}
}
