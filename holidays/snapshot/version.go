package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"shixian/holidays"
	"shixian/holidays/record"
)

// Format is the version of what this package writes. It is raised whenever that
// changes, and with it every data version.
const Format = 4

// DataVersion returns the hash of everything that a program lays underneath the
// notices: the format, the definitions of the calendars, the statutory days, and the
// version of the events. Programs with the same data version build the same calendars
// from a snapshot, and understand the events that led to it.
func DataVersion(src *holidays.Source) (string, error) {
	return dataVersion(src, Format, record.Version)
}

func dataVersion(src *holidays.Source, format, events int) (string, error) {
	b, err := json.Marshal(struct {
		Format      int
		Events      int
		Definitions []holidays.Definition
		Statutory   *holidays.Statutory
	}{format, events, src.Definitions, src.Statutory})
	if err != nil {
		return "", fmt.Errorf("data version: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16]), nil
}
