package check

import (
	"path/filepath"
	"strings"
	"testing"
)

// unitFiles are the files of ../systemd, by name.
func unitFiles(t *testing.T) (units map[string]string) {
	t.Helper()
	files, err := filepath.Glob("../systemd/*.[st]*[er]")
	if err != nil || len(files) != 5 {
		t.Fatalf("%q, %v", files, err)
	}
	units = map[string]string{}
	for _, file := range files {
		units[filepath.Base(file)] = read(t, file)
	}
	return units
}

func TestSystemd(t *testing.T) {
	for _, problem := range Systemd(t.TempDir(), unitFiles(t), serviceSettings(t)) {
		t.Error(problem)
	}
	var p problems
	for _, file := range []string{"shixian.env", "replicas.env"} {
		p.unknownSettings(file, variables.FindAllString(read(t, "../systemd/"+file), -1), serviceSettings(t))
	}
	for _, problem := range p {
		t.Error(problem)
	}
}

// TestReplicaUnit: from its bounds on, a replica's unit is that of a single machine.
func TestReplicaUnit(t *testing.T) {
	units := unitFiles(t)
	var bounds []string
	for _, name := range []string{"shixian.service", "shixian@.service"} {
		_, rest, _ := strings.Cut(units[name], "\nStateDirectoryMode=")
		bounds = append(bounds, rest)
	}
	if bounds[0] == "" || bounds[0] != bounds[1] {
		t.Errorf("the sandboxes differ:\n%s\n%s", bounds[0], bounds[1])
	}
}

// TestBustedSystemd: each defect is found.
func TestBustedSystemd(t *testing.T) {
	settings := serviceSettings(t)
	for _, b := range []struct {
		file string
		busted
	}{
		{"shixian.service", busted{"NoNewPrivileges=", "NoNewPrivilege=", "Unknown key"}},
		{"shixian.service", busted{"TimeoutStopSec=60s", "TimeoutStopSec=soon", "time value"}},
		{"shixian.service", busted{"SystemCallFilter=@system-service", "SystemCallFilter=@system-services", "system-services"}},
		{"shixian.service", busted{"ExecStart=/usr/local/bin/shixian", "ExecStart=/usr/local/sbin/shixian", "not executable"}},
		{"shixian.service", busted{"DynamicUser=yes\nUser=shixian\n", "", "exposure"}},
		{"shixian.service", busted{"ProtectHome=yes\n", "", "exposure"}},
		{"shixian.service", busted{"CapabilityBoundingSet=\n", "", "exposure"}},
		{"shixian.service", busted{"SHIXIAN_DATA=", "SHIXIAN_DATE=", "SHIXIAN_DATE is not a setting"}},
		{"shixian@.service", busted{"SHIXIAN_ADDR=", "SHIXIAN_ADDRESS=", "SHIXIAN_ADDRESS is not a setting"}},
		{"shixian-proxy.service", busted{"Type=notify", "Type=notified", "notified"}},
		{"shixian-proxy.service", busted{"CapabilityBoundingSet=\n", "", "exposure"}},
		{"shixian-backup.service", busted{"Type=oneshot", "Type=onshot", "onshot"}},
		{"shixian-backup.service", busted{"SystemCallFilter=@system-service\nSystemCallFilter=~@privileged\n", "", "exposure"}},
		{"shixian-backup.timer", busted{"02:30:00", "26:30:00", "calendar"}},
	} {
		units := unitFiles(t)
		units[b.file] = b.in(t, units[b.file])
		if found := Systemd(t.TempDir(), units, settings); !b.found(found) {
			t.Errorf("%s: %q for %q: %q", b.file, b.new, b.old, found)
		}
	}
}
