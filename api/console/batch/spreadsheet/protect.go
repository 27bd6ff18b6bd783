package spreadsheet

import (
	"regexp"
	"slices"
	"strings"
)

var protection = regexp.MustCompile(`<(?:\w+:)?sheetProtection\b[^>]*?(/?>)`)

// locks are what a protected sheet forbids if it does not say so; the library takes what is
// not said for allowed.
var locks = []string{"formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "insertHyperlinks", "deleteColumns", "deleteRows", "sort", "autoFilter", "pivotTables"}

// locked is a protected sheet with all that it forbids written out; nil if it is not protected.
func locked(sheet []byte) []byte {
	at := protection.FindSubmatchIndex(sheet)
	if at == nil {
		return nil
	}
	element, more := string(sheet[at[0]:at[1]]), ""
	for _, lock := range locks {
		if !strings.Contains(element, " "+lock+"=") {
			more += " " + lock + `="1"`
		}
	}
	return slices.Concat(sheet[:at[2]], []byte(more), sheet[at[2]:])
}
