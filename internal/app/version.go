package app

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

// unknown stands for what nobody knows.
const unknown = "unknown"

// Build says what a program is: what its version is called, which commit it was built
// from, and by which Go.
type Build struct{ Version, Revision, GoVersion string }

// ReadBuild returns the version and the revision that were set when the program was
// built, and what Go itself noted if one is "".
func ReadBuild(version, revision string) Build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return buildOf(version, revision, info)
}

func buildOf(version, revision string, info *debug.BuildInfo) Build {
	b := Build{version, revision, runtime.Version()}
	vcs := map[string]string{}
	for _, s := range info.Settings {
		vcs[s.Key] = s.Value
	}
	if b.Revision == "" {
		b.Revision = vcs["vcs.revision"]
		if vcs["vcs.modified"] == "true" {
			b.Revision += "-dirty"
		}
	}
	if b.Version == "" && info.Main.Version != "(devel)" {
		b.Version = info.Main.Version
	}
	b.Version, b.Revision = cmp.Or(b.Version, unknown), cmp.Or(b.Revision, unknown)
	return b
}

type versionCommand struct{}

// Run prints the version, the commit and the version of Go.
func (versionCommand) Run(p Process) error {
	_, err := fmt.Fprintf(p.Stdout, "%s\nrevision %s\n%s\n", p.Build.Version, p.Build.Revision, p.Build.GoVersion)
	return err
}
