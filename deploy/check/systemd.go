package check

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// program is where the units expect the service.
const program = "/usr/local/bin/shixian"

// exposure is the highest exposure (tenths) that systemd-analyze may find.
const exposure = 11

// Systemd returns what systemd itself, asked by systemd-analyze, finds wrong with
// units, given by the names of their files, and what is added to them, by names such as
// shixian.service.d/tls.conf; and settings that do not exist. It writes them to a folder of
// its own.
func Systemd(folder string, units map[string]string, settings []string) []string {
	var p problems
	stub := filepath.Join(folder, "shixian") // that the program exists is not what is asked
	err := os.WriteFile(stub, []byte("#!/bin/sh\n"), 0o755)
	var files []string
	for _, name := range slices.Sorted(maps.Keys(units)) {
		file := filepath.Join(folder, name)
		text := strings.ReplaceAll(units[name], program, stub)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600))
		if !strings.HasSuffix(name, ".conf") {
			files = append(files, file)
		}
		if strings.Contains(text, stub+" serve") {
			p.unless(strings.Contains(text, "\nLogRateLimitIntervalSec=0\n"), "%s: journald may drop audit lines", name)
		}
		p.unknownSettings(name, variables.FindAllString(units[name], -1), settings)
	}
	if err != nil {
		return append(p, err.Error())
	}
	p.analyze(append([]string{"verify", "--man=no"}, files...)...)
	for _, file := range files {
		if strings.HasSuffix(file, ".service") {
			p.analyze("security", "--offline=true", "--no-pager", fmt.Sprintf("--threshold=%d", exposure), file)
		}
	}
	return p
}

// analyze notes what systemd-analyze says if it fails, and its warnings: a line
// of a unit that it does not know, it only warns of.
func (p *problems) analyze(args ...string) {
	var out bytes.Buffer
	cmd := exec.Command("systemd-analyze", args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	p.unless(err == nil && (args[0] != "verify" || out.Len() == 0), "systemd-analyze %s: %v\n%s", args[0], err, &out)
}

var variables = regexp.MustCompile(`SHIXIAN_[A-Z0-9_]+`)
