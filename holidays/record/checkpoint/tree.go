// Package checkpoint signs states of the record, and shows that one continues another.
//
// Its assumptions:
//
//   - The events are the leaves of a Merkle tree as in RFC 6962: leaf N is the hash of
//     event N, the SHA-256 of its text. A root therefore stands for every event up to
//     its revision, and for their order.
//   - A checkpoint is a signed note (golang.org/x/mod/sumdb/note, Ed25519) of the tree's
//     size and root. Whoever keeps one can show later that the record still begins with
//     the same events; a signature shows that somebody with the key made it.
//   - There is no I/O. Keys are read at the edge.
package checkpoint

import (
	"encoding/hex"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"shixian/holidays/record"
)

// Tree is the tree of a record's first events. The zero Tree is empty. It is safe for
// concurrent use while nobody appends to it.
type Tree struct {
	stored []tlog.Hash // of leaves and of what they were joined to, as tlog stores them
	size   int64
}

// TreeOf returns the tree of all of a record's events, from revision 0.
func TreeOf(events []record.Event) (Tree, error) {
	var t Tree
	for i := range events {
		if err := t.Append(events[i].Hash); err != nil {
			return t, err
		}
	}
	return t, nil
}

// Append adds the next event by its hash, in hex.
func (t *Tree) Append(hash string) error {
	leaf, err := hex.DecodeString(hash)
	if err != nil || len(leaf) != tlog.HashSize {
		return fmt.Errorf("event %d: %q is no SHA-256", t.size, hash)
	}
	more, err := tlog.StoredHashes(t.size, leaf, t.reader())
	if err != nil {
		return err
	}
	t.stored = append(t.stored, more...)
	t.size++
	return nil
}

// With returns the tree that the next event makes of t, which stays as it is.
func (t *Tree) With(hash string) (Tree, error) {
	next := Tree{stored: t.stored[:len(t.stored):len(t.stored)], size: t.size}
	err := next.Append(hash)
	return next, err
}

// Size is the number of events.
func (t *Tree) Size() int64 { return t.size }

// Root returns the root of the tree of the first events, of which there are size.
func (t *Tree) Root(size int64) (tlog.Hash, error) {
	if size < 0 || size > t.size {
		return tlog.Hash{}, fmt.Errorf("there is no tree of %d events: there are %d", size, t.size)
	}
	return tlog.TreeHash(size, t.reader())
}

// Inclusion proves that the event of a revision is in the tree of the first size events.
// The error says that there is no such event, or no such tree.
func (t *Tree) Inclusion(revision, size int64) (tlog.RecordProof, error) {
	return tlog.ProveRecord(size, revision, t.reader())
}

// Consistency proves that the tree of the first size events begins with that of the
// first older ones. The error says that there are no such trees.
func (t *Tree) Consistency(older, size int64) (tlog.TreeProof, error) {
	return tlog.ProveTree(size, older, t.reader())
}

func (t *Tree) reader() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, at := range indexes {
			if at < 0 || at >= int64(len(t.stored)) {
				return nil, fmt.Errorf("hash %d is not stored", at)
			}
			out[i] = t.stored[at]
		}
		return out, nil
	})
}
