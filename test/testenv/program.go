package testenv

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// debianPrograms is where Debian keeps each PostgreSQL version's programs.
const debianPrograms = "/usr/lib/postgresql/*/bin"

// findProgram returns the path of a program: from the newest of the folders that
// match pattern, else from PATH. The error names the Debian package to install.
func findProgram(name, pattern, pkg string) (string, error) {
	if pattern != "" {
		found, err := filepath.Glob(filepath.Join(pattern, name))
		if err != nil {
			return "", err
		}
		if len(found) > 0 {
			return slices.MaxFunc(found, byVersion), nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is not installed: run make deps, or apt-get install %s", name, pkg)
	}
	return path, nil
}

func byVersion(a, b string) int {
	return version(a) - version(b)
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // 0 if it is none
	return n
}

// Output runs a command to its end and returns what it says, which its error carries too.
func Output(cmd *exec.Cmd) (string, error) {
	out, err := cmd.CombinedOutput()
	text := strings.TrimSpace(string(out))
	if err != nil {
		err = fmt.Errorf("%q: %w\n%s", cmd.Args, err, text)
	}
	return text, err
}
