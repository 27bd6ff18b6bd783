package config

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// readSecrets takes settings that hold passwords from the files that are named
// instead: a file can be kept from other users, an environment is often printed.
func (s *Settings) readSecrets() error {
	return errors.Join(
		readSecret("SHIXIAN_DATABASE_URL", s.DatabaseURLFile, &s.DatabaseURL),
		readSecret("SHIXIAN_REDIS_URL", s.RedisURLFile, &s.RedisURL),
		readKey("SHIXIAN_SESSION_KEY", s.SessionKeyFile, &s.SessionKey),
		readKey("SHIXIAN_SNAPSHOT_KEY", s.SnapshotKeyFile, &s.SnapshotKey),
		readKey("SHIXIAN_SIGNING_KEY", s.SigningKeyFile, &s.SigningKey),
	)
}

// readKey is readSecret for a key.
func readKey(name, file string, value *SecretKey) error {
	var key string
	if *value != nil {
		key = value.String() // something is set, which is all that matters
	}
	if err := readSecret(name, file, &key); err != nil || file == "" {
		return err
	}
	if err := value.UnmarshalText([]byte(key)); err != nil {
		return fmt.Errorf("%s_FILE: %w", name, err)
	}
	return nil
}

// readSecret sets value to what the file holds, without the line's end. The error
// names the setting, and nothing of what the file holds.
func readSecret(name, file string, value *string) error {
	if file == "" {
		return nil
	}
	if *value != "" {
		return fmt.Errorf("%[1]s 和 %[1]s_FILE 只能设一个 / %[1]s and %[1]s_FILE are both set", name)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%s_FILE: %w", name, err)
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" || strings.ContainsAny(secret, "\r\n") {
		return fmt.Errorf("%[1]s_FILE: %[2]s 里应当只有一行 / %[2]s does not hold one line", name, file)
	}
	*value = secret
	return nil
}
