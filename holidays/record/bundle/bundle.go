// Package bundle puts a record and the data that is counted with into one signed file, for
// replicas and for people who cannot reach the service that made it.
//
// Its assumptions:
//
//   - A bundle is whole: the record's events with their checkpoints, and the files of
//     calendars and rules with their sources. Whoever has it and the public key needs
//     nothing else, and believes nobody.
//   - The signature is over the content as it stands in the file, byte by byte, and is made
//     with the key that signs checkpoints.
//   - There is no I/O. Package bundlefile follows a file.
package bundle

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// format is the version of what this package writes. It is raised whenever an earlier
// program would misread it.
const format = 1

// Bundle is the content of a bundle.
type Bundle struct {
	Made    time.Time // when it was exported, UTC
	Program string    // the version of the program that made it
	Record  string    // the record's id
	Events  []record.Event
	// Files are the texts of the calendars, notices and rules, by their paths.
	Files map[string]string

	verified checkpoint.Verified
}

// envelope is the file.
type envelope struct {
	Content   json.RawMessage `json:"content"`
	Signature string          `json:"signature"`
}

type content struct {
	Format  int               `json:"format"`
	Made    time.Time         `json:"made"`
	Program string            `json:"program"`
	Record  string            `json:"record"`
	Events  []event           `json:"events"`
	Files   map[string]string `json:"files"`
}

// event is an event as the record keeps it.
type event struct {
	Text       string `json:"text"`
	Hash       string `json:"hash"`
	Checkpoint string `json:"checkpoint,omitempty"`
}

// The errors of a bundle.
var (
	// ErrRefused says that a text is no bundle, or not as it was signed.
	ErrRefused = errors.New("离线包不可信 / the bundle cannot be trusted")
	// ErrOlder says that a bundle is older than another, or does not go on from it.
	ErrOlder = errors.New("离线包不是现有那份的延续 / the bundle does not go on from the one in use")
)

// Position names the state after the last event.
func (b *Bundle) Position() record.Position { return b.Events[len(b.Events)-1].Position() }

// Encode returns b as a file, signed.
func (b *Bundle) Encode(keys *checkpoint.Keys) ([]byte, error) {
	c := content{Format: format, Made: b.Made.UTC(), Program: b.Program, Record: b.Record, Files: b.Files}
	for _, e := range b.Events {
		text, err := record.Encode(e)
		if err != nil {
			return nil, err
		}
		c.Events = append(c.Events, event{text, e.Hash, e.Checkpoint})
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	signature, err := keys.SignText(signedText(b.Record, raw))
	if err != nil {
		return nil, err
	}
	return json.Marshal(envelope{raw, signature})
}

// signedText is what the signature is over. It cannot be taken for a checkpoint.
func signedText(id string, raw []byte) string {
	return fmt.Sprintf("shixian-bundle/%s\nsha256 %x\n", id, sha256.Sum256(raw))
}

// Decode returns the bundle in a file, after verifying its signature, the chain of its
// events and the signatures of their checkpoints. The error wraps [ErrRefused].
func Decode(text []byte, keys *checkpoint.Keys) (*Bundle, error) {
	b, err := decode(text, keys)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return b, nil
}

func decode(text []byte, keys *checkpoint.Keys) (*Bundle, error) {
	var file envelope
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	signed, err := keys.OpenText(file.Signature)
	if err != nil {
		return nil, err
	}
	var c content
	if err := json.Unmarshal(file.Content, &c); err != nil {
		return nil, err
	}
	switch {
	case signed != signedText(c.Record, file.Content):
		return nil, errors.New("its content is not what was signed")
	case c.Format != format:
		return nil, fmt.Errorf("its format is %d, and this program reads %d", c.Format, format)
	case len(c.Events) == 0:
		return nil, errors.New("it has no events")
	}
	b := &Bundle{Made: c.Made, Program: c.Program, Record: c.Record, Files: c.Files}
	for i, kept := range c.Events {
		e, err := record.Decode(kept.Text, kept.Hash)
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", i, err)
		}
		e.Checkpoint = kept.Checkpoint
		b.Events = append(b.Events, e)
	}
	if b.verified, err = checkpoint.Verify(b.Record, b.Events, keys); err != nil {
		return nil, err
	}
	if b.verified.Since < 0 {
		return nil, errors.New("none of its events has a checkpoint")
	}
	return b, nil
}

// Follows checks that b may take the place of another bundle: that it is of the same
// record, was not made earlier, and has the other's events, or was restored from a backup
// since. The error wraps [ErrOlder].
func (b *Bundle) Follows(before *Bundle) error {
	switch {
	case b.Record != before.Record:
		return fmt.Errorf("%w: it is of the record %s, and that is of %s", ErrOlder, b.Record, before.Record)
	case b.Made.Before(before.Made):
		return fmt.Errorf("%w: it was made at %s, and that at %s", ErrOlder, b.Made.Format(time.RFC3339), before.Made.Format(time.RFC3339))
	}
	if err := b.verified.Follows(b.Record, b.Events, before.verified.Last); err != nil {
		return fmt.Errorf("%w: %w", ErrOlder, err)
	}
	return nil
}
