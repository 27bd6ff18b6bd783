package app

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"shixian/holidays/record/checkpoint"
	"shixian/internal/config"
)

// The files in the data folder of the key that is made there, and of the last checkpoint
// that was seen.
const (
	ownKeyFile     = "signing.key"
	checkpointFile = "checkpoint"
)

// openKeys returns the keys of checkpoints: those that are set, or with SQLite one that is
// kept in the data folder, and made there if make is set. Without any they are nil.
func openKeys(s *config.Settings, mayMake bool, log *slog.Logger) (*checkpoint.Keys, error) {
	seed := []byte(s.SigningKey)
	if seed == nil && s.DatabaseURL == "" {
		var err error
		if seed, err = ownKey(filepath.Join(s.Data, ownKeyFile), mayMake, log); err != nil {
			return nil, fmt.Errorf("SHIXIAN_DATA: %w", err)
		}
	}
	public, err := publicKeys(s.SigningPublicKeys)
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_SIGNING_PUBLIC_KEYS: %w", err)
	}
	if seed == nil && public == nil {
		return nil, nil
	}
	keys, err := checkpoint.NewKeys(seed, public...)
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_SIGNING_KEY_FILE, SHIXIAN_SIGNING_PUBLIC_KEYS: %w", err)
	}
	return keys, nil
}

// ownKey returns the key in a file, in hex, which it makes if there is none and it may.
func ownKey(file string, mayMake bool, log *slog.Logger) ([]byte, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) && mayMake {
		seed := make([]byte, checkpoint.SeedBytes)
		_, _ = rand.Read(seed) // cannot fail
		text = []byte(hex.EncodeToString(seed) + "\n")
		if err = writeNew(file, text); err == nil && log != nil {
			log.Warn("made a key that signs checkpoints. It proves nothing against whoever holds this host: move it to where only the service reads it, and name it in SHIXIAN_SIGNING_KEY_FILE", "file", file)
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("%[1]s 里不是十六进制的密钥 / %[1]s does not hold a key in hex", file) // the cause would tell of it
	}
	return seed, nil
}

// writeNew writes a file that only its owner can read. One that is there stays.
func writeNew(file string, text []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// publicKeys reads a file of public keys, one a line; # begins a comment.
func publicKeys(file string) ([]string, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out, nil
}

// keptCheckpoint keeps the last checkpoint in a file. A replica that has no data folder
// keeps none.
type keptCheckpoint string

// Load returns the checkpoint, or "" if there is none.
func (k keptCheckpoint) Load() (string, error) {
	text, err := os.ReadFile(string(k))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(text), err
}

// Save keeps a checkpoint, whole or not at all.
func (k keptCheckpoint) Save(signed string) error {
	part := string(k) + ".part"
	err := os.WriteFile(part, []byte(signed), 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // there is no folder
	}
	if err == nil {
		err = os.Rename(part, string(k))
	}
	return err
}

type keyCommand struct {
	config.Settings `group:"settings"`
}

// Run prints the public keys with which checkpoints are verified, the signing one first.
func (c *keyCommand) Run(p Process) error {
	keys, err := openKeys(&c.Settings, false, nil)
	if err != nil {
		return err
	}
	if !keys.Verifies() {
		return errors.New("没有签名密钥 / there is no signing key; see SHIXIAN_SIGNING_KEY_FILE")
	}
	_, err = fmt.Fprintln(p.Stdout, strings.Join(keys.Public(), "\n"))
	return err
}
