package spreadsheet

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

var protection = regexp.MustCompile(`<(?:\w+:)?sheetProtection\b[^>]*?(/?>)`)

// locks are what a protected sheet forbids if it does not say so; the library takes what is
// not said for allowed.
var locks = []string{"formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "insertHyperlinks", "deleteColumns", "deleteRows", "sort", "autoFilter", "pivotTables"}

// keepLocks writes out what the protected sheets of a workbook forbid, before the library
// reads them.
func keepLocks(f *excelize.File) {
	f.Pkg.Range(func(name, part any) bool {
		sheet, ok := part.([]byte)
		if path, _ := name.(string); !ok || !strings.HasPrefix(path, "xl/worksheets/") {
			return true
		}
		at := protection.FindSubmatchIndex(sheet)
		if at == nil {
			return true
		}
		element, more := string(sheet[at[0]:at[1]]), ""
		for _, lock := range locks {
			if !strings.Contains(element, " "+lock+"=") {
				more += " " + lock + `="1"`
			}
		}
		f.Pkg.Store(name, bytes.Join([][]byte{sheet[:at[2]], []byte(more), sheet[at[2]:]}, nil))
		return true
	})
}
