package snapshot

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

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
	Hash     string    `json:"hash"`     // of the event
	Time     time.Time `json:"time"`     // of the event
	Restored int64     `json:"restored"` // the last restore, 0 for none
	Shared   int64     `json:"shared"`   // what all epochs have in common
	Parts    []mark    `json:"parts"`
}

type mark struct {
	Calendar string `json:"calendar"`
	Revision int64  `json:"revision"` // the last event that changed the calendar
	Sum      string `json:"sum"`
}

type part struct {
	stamp
	Calendar  string            `json:"calendar"`
	Notices   []holidays.Notice `json:"notices"`
	Withdrawn []string          `json:"withdrawn,omitempty"`
}

const sumLen = sha256.Size * 2

// sealer seals and opens values of a data version with a secret key.
type sealer struct {
	version string
	key     []byte
}

// mac returns the MAC, in hex, of what stands under a Redis key.
func (s sealer) mac(name string, body []byte) string {
	h := hmac.New(sha256.New, s.key)
	fmt.Fprintf(h, "%s\n", name) // a name has no line's end
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// seal returns v as JSON behind a line with the MAC of what stands under name. What is
// longer than most would not be read again.
func (s sealer) seal(name string, v any, most int) (text, sum string, err error) {
	b, err := marshal(v, most)
	if err != nil {
		return "", "", err
	}
	sum = s.mac(name, b)
	return sum + "\n" + string(b), sum, nil
}

func marshal(v any, most int) ([]byte, error) {
	b, err := json.Marshal(v)
	if err == nil && len(b) > most-sumLen-1 {
		err = fmt.Errorf("%d bytes are too long", len(b))
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	return b, nil
}

// unseal returns the JSON under name and its MAC. The errors are [live.ErrRubbish] and
// [live.ErrChecksum].
func (s sealer) unseal(name, text string) (body []byte, sum string, err error) {
	sum, body, err = split(text)
	if err == nil && !hmac.Equal([]byte(s.mac(name, body)), []byte(sum)) {
		err = live.ErrChecksum
	}
	if err != nil {
		return nil, "", err
	}
	return body, sum, nil
}

// split returns the sum in front of a body, and the body. The error is
// [live.ErrRubbish].
func split(text string) (sum string, body []byte, err error) {
	err = fmt.Errorf("%w: it does not begin with a checksum", live.ErrRubbish)
	if len(text) <= sumLen || text[sumLen] != '\n' {
		return "", nil, err
	}
	sum = text[:sumLen]
	if _, bad := hex.DecodeString(sum); bad != nil {
		return "", nil, err
	}
	return sum, []byte(text[sumLen+1:]), nil
}

// decode reads what seal wrote under name, and nothing else, into v, and checks that it
// belongs to programs of this data version and, if the record's id is given, to
// that record. What it read is not quoted in errors: it may be anything.
func (s sealer) decode(name, text, record string, v any) (sum string, err error) {
	body, sum, err := s.unseal(name, text)
	if err != nil {
		return "", err
	}
	var st stamp // first of all: another format may have other fields
	if err := json.Unmarshal(body, &st); err != nil {
		return "", fmt.Errorf("%w: it is not the JSON expected", live.ErrRubbish)
	}
	if err := st.check(s.version, record); err != nil {
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

func (s sealer) head(text, record string) (*head, error) {
	var h head
	if _, err := s.decode(headKey(s.version), text, record, &h); err != nil {
		return nil, err
	}
	for i, m := range h.Parts {
		if m.Calendar == "" || m.Revision < 0 || m.Revision > h.Revision || i > 0 && m.Calendar <= h.Parts[i-1].Calendar {
			return nil, fmt.Errorf("%w: its parts are out of order", live.ErrRubbish)
		}
	}
	return &h, nil
}

// part reads the snapshot that a head names by m.
func (s sealer) part(text string, h *head, m mark) (*part, error) {
	var p part
	sum, err := s.decode(partKey(s.version, m.Calendar, m.Revision), text, h.Record, &p)
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

// encodeAnnouncement returns the announcement of a revision: JSON behind a line with its
// SHA-256.
func encodeAnnouncement(record, version string, revision int64) (string, error) {
	b, err := marshal(stamp{Format, record, version, revision}, maxHead)
	return checksum(b) + "\n" + string(b), err
}

func checksum(body []byte) string { return fmt.Sprintf("%x", sha256.Sum256(body)) }

// decodeAnnouncement reads the announcement of a revision of a record. It may come from a
// program of another data version or format: it only says that there is news.
func decodeAnnouncement(text, record string) (revision int64, err error) {
	sum, body, err := split(text)
	if err == nil && checksum(body) != sum {
		err = live.ErrChecksum
	}
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

func (s sealer) snapshot(of *live.Snapshot) (*sealed, error) {
	st := stamp{Format: Format, Record: of.Record, DataVersion: s.version}
	out := &sealed{head: head{stamp: st, Hash: of.Hash, Time: of.Time, Restored: of.Epochs.Begin, Shared: of.Epochs.Shared, Parts: []mark{}}}
	out.head.Revision = of.Revision
	own := map[string][]holidays.Notice{}
	for _, n := range of.Notices {
		own[n.Calendar] = append(own[n.Calendar], n)
	}
	for _, calendar := range slices.Sorted(maps.Keys(of.Changed)) {
		st.Revision = of.Changed[calendar]
		name := partKey(s.version, calendar, st.Revision)
		text, sum, err := s.seal(name, part{st, calendar, own[calendar], of.Withdrawn[calendar]}, maxPart)
		if err != nil {
			return nil, err
		}
		out.parts = append(out.parts, text)
		out.head.Parts = append(out.head.Parts, mark{calendar, st.Revision, sum})
	}
	var err error
	out.text, _, err = s.seal(headKey(s.version), out.head, maxHead)
	return out, err
}
