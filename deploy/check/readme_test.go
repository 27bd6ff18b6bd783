package check

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

var (
	codeBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")
	pathNamed = regexp.MustCompile(`(?:\bdeploy/|` + "`" + `(?:kubernetes|systemd|check)/)[A-Za-z0-9_./-]*`)
	made      = regexp.MustCompile(`/secrets(/|$)|^\.\./(kubernetes/components/)?rules$`) // by secrets.sh, or by the operator
)

// TestReadmes: both READMEs have the same commands, and name files that exist.
func TestReadmes(t *testing.T) {
	zh, en := read(t, "../README.md"), read(t, "../README.en.md")
	if a, b := codeBlock.FindAllString(zh, -1), codeBlock.FindAllString(en, -1); len(a) < 8 || !slices.Equal(a, b) {
		t.Errorf("the commands differ: %q, %q", a, b)
	}
	for _, text := range []string{zh, en} {
		paths := pathNamed.FindAllString(text, -1)
		if len(paths) < 20 {
			t.Errorf("only %q are named", paths)
		}
		for _, p := range paths {
			file := filepath.Join("..", trimBefore(p))
			if _, err := os.Stat(file); err != nil && !made.MatchString(file) {
				t.Error(err)
			}
		}
	}
}

// trimBefore makes a path as it is written one from the folder deploy.
func trimBefore(p string) string {
	return regexp.MustCompile("^(deploy/|`)").ReplaceAllString(p, "")
}
