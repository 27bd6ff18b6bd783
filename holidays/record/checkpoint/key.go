package checkpoint

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// keyName is the name of every key. Keys of one name are told apart by their hash.
const keyName = "shixian"

// SeedBytes is the length of a secret key.
const SeedBytes = ed25519.SeedSize

// Keys sign checkpoints and verify them. Nil Keys do neither. They are safe for concurrent
// use.
type Keys struct {
	signer note.Signer // nil: they only verify
	known  note.Verifiers
	public []string
}

// NewKeys returns keys that sign with a secret key, nil for none, and verify with that
// one and with further public keys, as [Keys.Public] gives them.
func NewKeys(seed []byte, public ...string) (*Keys, error) {
	k := &Keys{}
	if seed != nil {
		own, err := publicOf(seed)
		if err != nil {
			return nil, err
		}
		secret := base64.StdEncoding.EncodeToString(append([]byte{1}, seed...)) // 1: Ed25519
		parts := strings.SplitN(own, "+", 3)                                    // name, hash and key, which may have a + itself
		if k.signer, err = note.NewSigner("PRIVATE+KEY+" + parts[0] + "+" + parts[1] + "+" + secret); err != nil {
			return nil, errors.New("the secret key cannot be used") // the cause might tell of it
		}
		k.public = append(k.public, own)
	}
	for _, text := range public {
		if !slices.Contains(k.public, text) {
			k.public = append(k.public, text)
		}
	}
	var verifiers []note.Verifier
	for _, text := range k.public {
		v, err := note.NewVerifier(text)
		if err != nil {
			return nil, fmt.Errorf("%q is not a public key such as %s+9f3c41aa+AbCd…: %w", text, keyName, err)
		}
		verifiers = append(verifiers, v)
	}
	k.known = note.VerifierList(verifiers...)
	return k, nil
}

// publicOf returns the public key of a secret one.
func publicOf(seed []byte) (string, error) {
	if len(seed) != SeedBytes {
		return "", fmt.Errorf("a secret key has %d bytes, not %d", SeedBytes, len(seed))
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(keyName, public)
}

// Public returns the public keys with which checkpoints are verified, the signing one
// first.
func (k *Keys) Public() []string {
	if k == nil {
		return nil
	}
	return k.public
}

// Signs says whether there is a key to sign with.
func (k *Keys) Signs() bool { return k != nil && k.signer != nil }

// Verifies says whether there is a key to verify with.
func (k *Keys) Verifies() bool { return k != nil && len(k.public) > 0 }

// ErrUnsigned says that a checkpoint has no signature by a key that is known, or a wrong
// one.
var ErrUnsigned = errors.New("检查点没有已知密钥的签名 / the checkpoint has no signature by a known key")

// Sign returns a signed checkpoint.
func (k *Keys) Sign(c Checkpoint) (string, error) { return k.SignText(c.Text()) }

// SignText returns a text with a signature. It ends in a line break, and is not to be taken
// for a checkpoint if it is none.
func (k *Keys) SignText(text string) (string, error) {
	if !k.Signs() {
		return "", ErrUnsigned
	}
	signed, err := note.Sign(&note.Note{Text: text}, k.signer)
	return string(signed), err
}

// Open returns a checkpoint after verifying its signature. The error wraps [ErrUnsigned]
// if that fails.
func (k *Keys) Open(signed string) (Checkpoint, error) {
	text, err := k.OpenText(signed)
	if err != nil {
		return Checkpoint{}, err
	}
	return parse(text)
}

// OpenText returns a text that was signed, after verifying the signature. The error wraps
// [ErrUnsigned].
func (k *Keys) OpenText(signed string) (string, error) {
	if !k.Verifies() {
		return "", fmt.Errorf("%w: there are no keys", ErrUnsigned)
	}
	n, err := note.Open([]byte(signed), k.known)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnsigned, err)
	}
	return n.Text, nil
}

// Read returns a checkpoint without verifying its signature.
func Read(signed string) (Checkpoint, error) {
	text, _, split := strings.Cut(signed, "\n\n")
	if !split {
		return Checkpoint{}, errText
	}
	return parse(text + "\n")
}
