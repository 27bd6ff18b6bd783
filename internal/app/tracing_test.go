package app

import "testing"

// TestPasswordsIn finds the passwords in a URL, as written and as meant.
func TestPasswordsIn(t *testing.T) {
	for raw, want := range map[string][]string{
		"redis://:a%2Fb@h:1,i:2/0":                   {"a%2Fb", "a/b"},
		"postgres://u:p@h/d?sslpassword=x%20y":       {"p", "x%20y", "x y"},
		"redis://h:1?master=m&sentinel_password=s+t": {"s+t", "s t"},
		"postgres://h/d":                             nil,
		"postgres://u@h/d":                           {""},
		"":                                           nil,
		"postgres://u:a@b@h/d (which is refused elsewhere)": {"a@b"},
	} {
		got := map[string]bool{}
		for _, p := range passwordsIn(raw) {
			got[p] = true
		}
		for _, w := range want {
			if !got[w] {
				t.Errorf("%s: %v has no %q", raw, got, w)
			}
		}
		if len(want) == 0 && len(got) > 0 {
			t.Errorf("%s: %v", raw, got)
		}
	}
}
