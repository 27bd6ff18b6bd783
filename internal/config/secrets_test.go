package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSecretsFromFiles: a URL may stand in a file, and is the same setting then.
func TestSecretsFromFiles(t *testing.T) {
	for _, end := range []string{"", "\n", "\r\n"} {
		database, redis := secretFile(t, "postgres://u:p@h/d"+end), secretFile(t, "redis://:p@h"+end)
		key := secretFile(t, strings.Repeat("0f", 32)+end)
		s, err := read(t, []string{"SHIXIAN_DATABASE_URL_FILE=" + database, "SHIXIAN_REDIS_URL_FILE=" + redis, "SHIXIAN_SESSION_KEY_FILE=" + key})
		if err != nil || len(s.SessionKey) != 32 || s.DatabaseURL != "postgres://u:p@h/d" || s.RedisURL != "redis://:p@h" {
			t.Errorf("%q: %+v, %v", end, s, err)
		}
	}
}

// TestWrongSecrets: the error names the setting and the file, never the secret.
func TestWrongSecrets(t *testing.T) {
	const secret = "hunter2"
	good := secretFile(t, "redis://:"+secret+"@h")
	cases := []struct {
		what    string
		environ []string
		want    string
	}{
		{"both", []string{"SHIXIAN_REDIS_URL=redis://:" + secret + "@i", "SHIXIAN_REDIS_URL_FILE=" + good}, "SHIXIAN_REDIS_URL and SHIXIAN_REDIS_URL_FILE are both set"},
		{"missing", []string{"SHIXIAN_DATABASE_URL_FILE=" + good + ".x"}, "SHIXIAN_DATABASE_URL_FILE: open"},
		{"a folder", []string{"SHIXIAN_DATABASE_URL_FILE=" + t.TempDir()}, "SHIXIAN_DATABASE_URL_FILE: read"},
		{"empty", []string{"SHIXIAN_REDIS_URL_FILE=" + secretFile(t, " \n")}, "SHIXIAN_REDIS_URL_FILE"},
		{"no key", []string{"SHIXIAN_SESSION_KEY_FILE=" + secretFile(t, secret)}, "it is not 64 hex digits"},
		{"two keys", []string{"SHIXIAN_SESSION_KEY=" + strings.Repeat("0f", 32), "SHIXIAN_SESSION_KEY_FILE=" + secretFile(t, strings.Repeat("1f", 32))}, "are both set"},
		{"two lines", []string{"SHIXIAN_REDIS_URL_FILE=" + secretFile(t, "redis://:"+secret+"@h\nredis://i")}, "one line"},
	}
	for _, c := range cases {
		s, err := read(t, c.environ)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %+v, %v", c.what, s, err)
		}
	}
}

func secretFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
