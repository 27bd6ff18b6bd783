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
	)
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
		return fmt.Errorf("%s_FILE: %s does not hold one line with the URL", name, file)
	}
	return nil
}
