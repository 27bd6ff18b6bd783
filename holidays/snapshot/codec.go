package snapshot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"shixian/holidays"
	"shixian/holidays/live"
)

// stamp says what a value belongs to.
type stamp struct {
	Format      int    `json:"format"`
	Record      string `json:"record"`
	DataVersion string `json:"data_version"`
	Revision    int64  `json:"revision"`
}

// head is the newest revision, and the snapshots that make it up.
type head struct {
	stamp
	Hash  string `json:"hash"` // of the event
	Parts []mark `json:"parts"`
}

// mark names a calendar's snapshot.
type mark struct {
	Calendar string `json:"calendar"`
	Revision int64  `json:"revision"` // the last event that changed the calendar
	Sum      string `json:"sum"`
}

// part is a calendar's snapshot.
type part struct {
	stamp
	Calendar  string            `json:"calendar"`
	Notices   []holidays.Notice `json:"notices"`
	Withdrawn []string          `json:"withdrawn,omitempty"`
}

const sumLen = sha256.Size * 2

// seal returns v as JSON behind a line with the JSON's SHA-256. What is longer
// than most would not be read again.
func seal(v any, most int) (text, sum string, err error) {
	b, err := json.Marshal(v)
	if err == nil && len(b) > most-sumLen-1 {
		err = fmt.Errorf("%d bytes are too long", len(b))
	}
	if err != nil {
		return "", "", fmt.Errorf("snapshot: %w", err)
	}
	h := sha256.Sum256(b)
	sum = hex.EncodeToString(h[:])
	return sum + "\n" + string(b), sum, nil
}

// unsealed returns the JSON and its SHA-256. The errors are [live.ErrRubbish] and
// [live.ErrChecksum].
func unsealed(text string) (body []byte, sum string, err error) {
	if len(text) <= sumLen || text[sumLen] != '\n' {
		return nil, "", fmt.Errorf("%w: it does not begin with a checksum", live.ErrRubbish)
	}
	sum, body = text[:sumLen], []byte(text[sumLen+1:])
	if _, err := hex.DecodeString(sum); err != nil {
		return nil, "", fmt.Errorf("%w: it does not begin with a checksum", live.ErrRubbish)
	}
	h := sha256.Sum256(body)
	if hex.EncodeToString(h[:]) != sum {
		return nil, "", live.ErrChecksum
	}
	return body, sum, nil
}

// decode reads what seal wrote, and nothing else, into v, and checks that it
// belongs to programs of this data version and, if the record's id is given, to
// that record. What it read is not quoted in errors: it may be anything.
func decode(text, version, record string, v any) (sum string, err error) {
	body, sum, err := unsealed(text)
	if err != nil {
		return "", err
	}
	var st stamp // first of all: another format may have other fields
	if err := json.Unmarshal(body, &st); err != nil {
		return "", fmt.Errorf("%w: it is not the JSON expected", live.ErrRubbish)
	}
	if err := st.check(version, record); err != nil {
		return "", err
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return "", fmt.Errorf("%w: it is not the JSON expected", live.ErrRubbish)
	}
	return sum, nil
}

func (st stamp) check(version, record string) error {
	switch {
	case !recordID.MatchString(st.Record) || st.Revision < 0 || st.DataVersion == "":
		return fmt.Errorf("%w: it has no record id, data version or revision", live.ErrRubbish)
	case st.Format != Format || st.DataVersion != version:
		return live.ErrOtherVersion
	case record != "" && st.Record != record:
		return live.ErrOtherRecord
	}
	return nil
}

func decodeHead(text, version, record string) (*head, error) {
	var h head
	if _, err := decode(text, version, record, &h); err != nil {
		return nil, err
	}
	for i, m := range h.Parts {
		if m.Calendar == "" || m.Revision < 0 || m.Revision > h.Revision || i > 0 && m.Calendar <= h.Parts[i-1].Calendar {
			return nil, fmt.Errorf("%w: its parts are out of order", live.ErrRubbish)
		}
	}
	return &h, nil
}

// decodePart reads the snapshot that a head names by m.
func decodePart(text string, h *head, m mark) (*part, error) {
	var p part
	sum, err := decode(text, h.DataVersion, h.Record, &p)
	if err != nil {
		return nil, err
	}
	if sum != m.Sum {
		return nil, fmt.Errorf("%w: it is another than the head names", live.ErrChecksum)
	}
	if p.Calendar != m.Calendar || p.Revision != m.Revision {
		return nil, fmt.Errorf("%w: it is of another calendar or revision", live.ErrRubbish)
	}
	for _, n := range p.Notices {
		if n.Calendar != p.Calendar || n.ID == "" {
			return nil, fmt.Errorf("%w: a notice is of another calendar", live.ErrRubbish)
		}
	}
	return &p, nil
}

// decodeAnnouncement reads the announcement of a revision of a record. It may come from a
// program of another data version or format: it only says that there is news.
func decodeAnnouncement(text, record string) (revision int64, err error) {
	body, _, err := unsealed(text)
	if err != nil {
		return 0, err
	}
	var st stamp
	if err := json.Unmarshal(body, &st); err != nil || st.Revision < 0 {
		return 0, fmt.Errorf("%w: it announces nothing", live.ErrRubbish)
	}
	if st.Record != record {
		return 0, live.ErrOtherRecord
	}
	return st.Revision, nil
}

// sealed is a snapshot as it is stored.
type sealed struct {
	head  head
	text  string   // of the head
	parts []string // in the order of head.Parts
}

func (s *Store) sealed(of *live.Snapshot) (*sealed, error) {
	st := stamp{Format: Format, Record: of.Record, DataVersion: s.version}
	out := &sealed{head: head{stamp: st, Hash: of.Hash, Parts: []mark{}}}
	out.head.Revision = of.Revision
	for _, c := range of.Calendars {
		st.Revision = c.Changed
		text, sum, err := seal(part{st, c.Calendar, c.Notices, c.Withdrawn}, maxPart)
		if err != nil {
			return nil, err
		}
		out.parts = append(out.parts, text)
		out.head.Parts = append(out.head.Parts, mark{c.Calendar, c.Changed, sum})
	}
	var err error
	out.text, _, err = seal(out.head, maxHead)
	return out, err
}
