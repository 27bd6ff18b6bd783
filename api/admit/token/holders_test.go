package token_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"shixian/api/admit/token"
)

// TestByName: the fingerprint follows the token, and tells nothing of it.
func TestByName(t *testing.T) {
	secret, first, err := token.New(rand.Reader, "li", token.Publisher)
	if err != nil {
		t.Fatal(err)
	}
	_, second, err := token.New(rand.Reader, "li", token.Publisher)
	if err != nil {
		t.Fatal(err)
	}
	prints := map[string]bool{}
	for _, line := range []string{first, first, second, strings.Replace(first, "publisher", "viewer", 1)} {
		set, err := parse("zhang:editor:" + strings.Repeat("0", 64) + "\n" + line)
		if err != nil {
			t.Fatal(err)
		}
		h, print, ok := set.ByName("li")
		if !ok || h.Name != "li" || len(print) != 32 || strings.Contains(line, print) || strings.Contains(secret, print) {
			t.Errorf("%+v %q %v", h, print, ok)
		}
		prints[print] = true
		if _, _, ok := set.ByName("Li"); ok || len(set.Holders()) != 2 {
			t.Error("somebody who is not in the file")
		}
	}
	if len(prints) != 2 {
		t.Errorf("%d fingerprints of two tokens", len(prints))
	}
}
