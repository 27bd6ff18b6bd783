package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// readSecrets takes settings that hold passwords from the files that are named
// instead: a file can be kept from other users, an environment is often printed.
func (s *settings) readSecrets() error {
	return errors.Join(
		readSecret("DATABASE_URL", s.DatabaseURLFile, &s.DatabaseURL),
		readSecret("REDIS_URL", s.RedisURLFile, &s.RedisURL),
		s.readSessionKey(),
	)
}

// readSessionKey takes the key of the sessions from its file.
func (s *settings) readSessionKey() error {
	key := ""
	if s.SessionKey.bytes != nil {
		key = s.SessionKey.String() // something is set, which is all that matters
	}
	if err := readSecret("SESSION_KEY", s.SessionKeyFile, &key); err != nil || s.SessionKeyFile == "" {
		return err
	}
	if err := s.SessionKey.UnmarshalText([]byte(key)); err != nil {
		return fmt.Errorf("%sSESSION_KEY_FILE: %w", settingPrefix, err)
	}
	return nil
}

// readSecret sets value to what the file holds, without the line's end. The error
// names the setting, and nothing of what the file holds.
func readSecret(name, file string, value *string) error {
	name = settingPrefix + name
	if file == "" {
		return nil
	}
	if *value != "" {
		return fmt.Errorf("%s and %s_FILE are both set", name, name)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%s_FILE: %w", name, err)
	}
	*value = strings.TrimSpace(string(text))
	if *value == "" || strings.ContainsAny(*value, "\r\n") {
		*value = ""
		return fmt.Errorf("%s_FILE: %s does not hold one line", name, file)
	}
	return nil
}
