package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// platforms are those that the program is built for.
var platforms = []string{"linux/amd64", "linux/arm64"}

// coverage is how much of a file, in percent, has to be a licence that is known.
const coverage = 75

// std stands for Go's own library, as in the files of CycloneDX.
const std = "std"

type module struct {
	Path, Version string
	dir           string
	licences      []string
}

// linked returns the modules that are linked on any platform, and Go itself.
func linked() ([]module, error) {
	env, err := exec.Command("go", "env", "GOVERSION", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	of := append(strings.Fields(string(env)), "", "")
	modules := []module{{Path: std, Version: of[0], dir: of[1]}}
	for _, p := range platforms {
		goos, goarch, _ := strings.Cut(p, "/")
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", ".")
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		for line := range strings.Lines(string(out)) {
			f := strings.Split(strings.TrimSpace(line), "\t")
			if len(f) == 3 {
				modules = append(modules, module{Path: f[0], Version: f[1], dir: f[2]})
			}
		}
	}
	slices.SortFunc(modules, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(modules, func(a, b module) bool { return a.Path == b.Path }), nil
}

// legal are the names of files with licences, notices and patent grants.
var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|copyright|notice|patents|unlicense)([-._].*)?$`)

func (m *module) files() ([]string, error) {
	entries, err := os.ReadDir(m.dir)
	var out []string
	for _, e := range entries {
		if e.Type().IsRegular() && legal.MatchString(e.Name()) && filepath.Ext(e.Name()) != ".go" {
			out = append(out, filepath.Join(m.dir, e.Name()))
		}
	}
	return out, err
}

// detect finds which licences the module's files are.
func (m *module) detect() error {
	files, err := m.files()
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasPrefix(strings.ToLower(filepath.Base(file)), "patents") {
			continue // grants more, and takes nothing
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if cov := licensecheck.Scan(text); cov.Percent >= coverage {
			for _, match := range cov.Match {
				m.licences = append(m.licences, match.ID)
			}
		}
	}
	slices.Sort(m.licences)
	m.licences = slices.Compact(m.licences)
	if len(m.licences) == 0 {
		return fmt.Errorf("%s: no licence is known in %s", m.Path, m.dir)
	}
	for _, l := range m.licences {
		if !slices.Contains(allowed, l) {
			err = errors.Join(err, fmt.Errorf("%s: the licence %s is not allowed", m.Path, l))
		}
	}
	return err
}

// copyTexts copies the modules' legal files into a folder for each.
func copyTexts(folder string, modules []module) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	for _, m := range modules {
		files, err := m.files()
		if err != nil {
			return err
		}
		to := filepath.Join(folder, filepath.FromSlash(m.Path)+"@"+m.Version)
		if err := os.MkdirAll(to, 0o755); err != nil {
			return err
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err == nil {
				err = os.WriteFile(filepath.Join(to, filepath.Base(file)), text, 0o644)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
