// Package token knows who may read and administer: it reads the file of tokens,
// makes new ones and tells whose a token is.
//
// Its assumptions: the file holds only hashes, so that reading it lets nobody in;
// tokens are 32 random bytes, so that a hash without salt is enough; a token is
// looked up by its hash, so that the time of the look-up tells nothing about the token:
// nobody can choose a hash.
package token

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Role says what a holder may do. Each role includes the one before.
type Role int

// The roles.
const (
	Reader    Role = iota + 1 // asks, if that takes a token
	Viewer                    // looks at drafts and the log
	Editor                    // makes and changes drafts
	Publisher                 // publishes, withdraws and rolls back
)

var roleNames = [...]string{"none", "reader", "viewer", "editor", "publisher"}

var errRole = errors.New("is none of reader, viewer, editor, publisher")

// ParseRole returns the role called name.
func ParseRole(name string) (Role, error) {
	if r := Role(slices.Index(roleNames[:], name)); r >= Reader {
		return r, nil
	}
	return 0, fmt.Errorf("the role %q %w", name, errRole)
}

// String returns the role's name.
func (r Role) String() string { return roleNames[r] }

// Holder is who holds a token.
type Holder struct {
	Name string
	Role Role
}

// Set is the content of a token file. It never changes.
type Set struct {
	holders map[[sha256.Size]byte]Holder
}

// prefix makes a token recognisable in places where it should not be.
const prefix = "sx_"

// validName reports whether a name can stand in the file and in the log: 1 to 64
// letters, digits, dots, underscores, @ and hyphens.
func validName(name string) bool {
	if n := utf8.RuneCountInString(name); n < 1 || n > 64 {
		return false
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune("._@-", r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// Parse reads a token file: lines name:role:sha256-hex-of-the-token, comments
// that begin with #, blank lines. Lines with a role that there is not, as a newer program
// may write them, are left out, so that their tokens give no right; passed says which they
// are. file names the file in errors, which never quote a line.
func Parse(file, text string) (set *Set, passed []error, err error) {
	s := &Set{holders: map[[sha256.Size]byte]Holder{}}
	seen := map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		h, hash, err := parseLine(line)
		if err == nil {
			err = s.unlike(h, hash, seen[h.Name])
		}
		switch {
		case errors.Is(err, errRole):
			passed = append(passed, fmt.Errorf("%s:%d: %w", file, i+1, err))
			continue
		case err != nil:
			return nil, nil, fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
		seen[h.Name] = true
		s.holders[hash] = h
	}
	return s, passed, nil
}

// unlike refuses a name or a token that stands twice.
func (s *Set) unlike(h Holder, hash [sha256.Size]byte, named bool) error {
	if named {
		return fmt.Errorf("the name %q stands twice", h.Name)
	}
	if other, ok := s.holders[hash]; ok {
		return fmt.Errorf("the tokens of %q and %q are the same", other.Name, h.Name)
	}
	return nil
}

func parseLine(line string) (h Holder, hash [sha256.Size]byte, err error) {
	parts := strings.Split(line, ":")
	if len(parts) != 3 {
		return h, hash, fmt.Errorf("the line is not name:role:sha256-hex")
	}
	if !validName(parts[0]) {
		return h, hash, fmt.Errorf("the name is not 1 to 64 letters, digits, . _ @ or -")
	}
	h.Name = parts[0]
	raw, err := hex.DecodeString(parts[2])
	if err != nil || len(raw) != sha256.Size {
		return h, hash, fmt.Errorf("the hash of %q is not a SHA-256 in hex", h.Name)
	}
	copy(hash[:], raw)
	h.Role, err = ParseRole(parts[1])
	return h, hash, err
}

// Len returns the number of tokens.
func (s *Set) Len() int { return len(s.holders) }

// Find returns whose token it is.
func (s *Set) Find(token string) (Holder, bool) {
	h, ok := s.holders[sha256.Sum256([]byte(token))]
	return h, ok
}

// Holders returns everybody who holds a token.
func (s *Set) Holders() []Holder { return slices.Collect(maps.Values(s.holders)) }

// ByName returns the holder of a name, and a fingerprint that is another one once
// the name has another token. Neither token nor hash can be told from it.
func (s *Set) ByName(name string) (h Holder, fingerprint string, ok bool) {
	for hash, h := range s.holders {
		if h.Name == name {
			sum := sha256.Sum256(append([]byte("shixian session\x00"), hash[:]...))
			return h, hex.EncodeToString(sum[:16]), true
		}
	}
	return Holder{}, "", false
}

// New makes a token from 32 bytes of random. line is what goes into the file; the
// token itself is kept nowhere.
func New(random io.Reader, name string, role Role) (token, line string, err error) {
	if !validName(name) {
		return "", "", fmt.Errorf("the name %q is not 1 to 64 letters, digits, . _ @ or -", name)
	}
	var raw [32]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return "", "", fmt.Errorf("no random bytes: %w", err)
	}
	token = prefix + base64.RawURLEncoding.EncodeToString(raw[:])
	hash := sha256.Sum256([]byte(token))
	return token, name + ":" + role.String() + ":" + hex.EncodeToString(hash[:]), nil
}
