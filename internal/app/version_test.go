package app

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// TestBuilt: what is set when the program is built counts, and else what Go noted.
func TestBuilt(t *testing.T) {
	noted := &debug.BuildInfo{
		Main:     debug.Module{Version: "v1.2.3"},
		Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"}},
	}
	plain := &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{{Key: "vcs.modified", Value: "false"}}}
	for _, c := range []struct {
		version, revision         string
		info                      *debug.BuildInfo
		wantVersion, wantRevision string
	}{
		{"v2", "def", noted, "v2", "def"},
		{"", "", noted, "v1.2.3", "abc-dirty"},
		{"v2", "", noted, "v2", "abc-dirty"},
		{"", "", plain, "unknown", "unknown"},
		{"", "", &debug.BuildInfo{}, "unknown", "unknown"},
	} {
		if got, want := buildOf(c.version, c.revision, c.info), (Build{c.wantVersion, c.wantRevision, runtime.Version()}); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}
