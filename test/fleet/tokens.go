package fleet

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shixian/api/admit/token"
)

// tokens are one for each role, and the file that names their hashes.
type tokens struct {
	file    string
	secrets map[string]string // by role
}

// roles are those that the fleet makes a token for.
var roles = []string{"reader", "viewer", "editor", "publisher"}

func newTokens(t testing.TB) tokens {
	t.Helper()
	out := tokens{filepath.Join(t.TempDir(), "tokens"), map[string]string{}}
	var lines strings.Builder
	for _, name := range roles {
		role, err := token.ParseRole(name)
		if err != nil {
			t.Fatalf("fleet: %v", err)
		}
		secret, line, err := token.New(rand.Reader, name, role)
		if err != nil {
			t.Fatalf("fleet: %v", err)
		}
		out.secrets[name] = secret
		lines.WriteString(line + "\n")
	}
	if err := os.WriteFile(out.file, []byte(lines.String()), 0o600); err != nil {
		t.Fatalf("fleet: %v", err)
	}
	return out
}

// Token returns a token of a role: reader, viewer, editor or publisher. Its holder has the
// role's name.
func (f *Fleet) Token(role string) string {
	f.t.Helper()
	secret, ok := f.tokens.secrets[role]
	if !ok {
		f.t.Fatalf("fleet: there is no role %q", role)
	}
	return secret
}
