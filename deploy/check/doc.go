// Package check finds what is wrong with the files by which the service is
// deployed and watched: compose.yaml, the Kubernetes manifests, the systemd units and
// Grafana's dashboards.
//
// Its assumptions: neither a container engine nor a cluster is at hand, so that the
// files are parsed by the libraries that the real tools are made of, checked against
// their schemas, and then held against rules of this project: who may write where,
// who is reached from where, that what one file names exists in the other. Whether
// an image can be pulled, or a cluster admits a pod, is not seen here.
//
// Each check returns what is wrong, one line for each, so that its tests can break a
// file and see that it is found. The module is one of its own, because what it needs
// is large and the service needs none of it.
package check

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// problems gathers what is wrong.
type problems []string

// unless notes a problem unless ok.
func (p *problems) unless(ok bool, format string, args ...any) {
	if !ok {
		*p = append(*p, fmt.Sprintf(format, args...))
	}
}

var settingTag = regexp.MustCompile(`name:"([a-z-]+)"`)

// Settings returns the names of the service's settings, as package internal/config in
// the folder of its module declares them.
func Settings(module string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(module, "internal", "config", "settings.go"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, m := range settingTag.FindAllSubmatch(text, -1) {
		names = append(names, "SHIXIAN_"+strings.ToUpper(strings.ReplaceAll(string(m[1]), "-", "_")))
	}
	return names, nil
}

var ours = regexp.MustCompile(`^SHIXIAN_`)

// unknownSettings notes variables that would stop the service's start.
func (p *problems) unknownSettings(where string, vars, known []string) {
	for _, name := range vars {
		p.unless(!ours.MatchString(name) || slices.Contains(known, name), "%s: %s is not a setting", where, name)
	}
}

var exactTag = regexp.MustCompile(`^[^@]+:v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?(@sha256:[0-9a-f]{64})?$`)
