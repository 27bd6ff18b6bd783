package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"

	"shixian/api/console/session"
)

// sessionKey is a setting that holds a secret key. Neither it nor its errors ever
// say what was set.
type sessionKey struct{ bytes []byte }

// UnmarshalText reads the key in hex.
func (k *sessionKey) UnmarshalText(text []byte) error {
	raw, err := hex.DecodeString(string(text))
	if err != nil || len(raw) != session.KeyBytes {
		return fmt.Errorf("it is not %d hex digits, such as openssl rand -hex %d prints", 2*session.KeyBytes, session.KeyBytes)
	}
	k.bytes = raw
	return nil
}

// String keeps the key out of whatever prints the settings.
func (sessionKey) String() string { return "(secret)" }

// sessionKey returns the key that is set, or a new one.
func (s *settings) sessionKey(log *slog.Logger) []byte {
	if s.SessionKey.bytes != nil {
		return s.SessionKey.bytes
	}
	if s.Tokens != "" {
		log.Info("sessions of the pages end with this process, and are not shared; SHIXIAN_SESSION_KEY or SHIXIAN_SESSION_KEY_FILE changes that")
	}
	key := make([]byte, session.KeyBytes)
	_, _ = rand.Read(key) // cannot fail
	return key
}
