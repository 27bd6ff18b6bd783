package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version and revision are set when the program is built: what it is called, and the
// commit that it was built from.
var version, revision string

// unknown stands for what nobody knows.
const unknown = "unknown"

// build says what this program is.
type build struct{ version, revision, goVersion string }

// built returns what was set when the program was built, and what Go itself noted
// where nothing was.
func built() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return buildOf(version, revision, info)
}

func buildOf(version, revision string, info *debug.BuildInfo) build {
	b := build{version, revision, runtime.Version()}
	vcs := map[string]string{}
	for _, s := range info.Settings {
		vcs[s.Key] = s.Value
	}
	if b.revision == "" {
		b.revision = vcs["vcs.revision"]
		if vcs["vcs.modified"] == "true" {
			b.revision += "-dirty"
		}
	}
	if b.version == "" && info.Main.Version != "(devel)" {
		b.version = info.Main.Version
	}
	if b.version == "" {
		b.version = unknown
	}
	if b.revision == "" {
		b.revision = unknown
	}
	return b
}

type versionCommand struct{}

// Run prints the version, the commit and the version of Go.
func (versionCommand) Run(con *console) error {
	b := built()
	_, err := fmt.Fprintf(con.out, "%s\nrevision %s\n%s\n", b.version, b.revision, b.goVersion)
	return err
}
