package token

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
)

// Holders returns everybody who holds a token.
func (s *Set) Holders() []Holder { return slices.Collect(maps.Values(s.holders)) }

// ByName returns the holder of a name, and a fingerprint that is another one once
// the name has another token. Neither token nor hash can be told from it.
func (s *Set) ByName(name string) (h Holder, fingerprint string, ok bool) {
	for hash, h := range s.holders {
		if h.Name == name {
			return h, fingerprintOf(hash), true
		}
	}
	return Holder{}, "", false
}

func fingerprintOf(hash [sha256.Size]byte) string {
	sum := sha256.Sum256(append([]byte("shixian session\x00"), hash[:]...))
	return hex.EncodeToString(sum[:16])
}
