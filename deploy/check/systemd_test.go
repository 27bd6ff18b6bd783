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

// optional are the units that a file of ../systemd/optional may be added to.
var optional = map[string][]string{
	"postgres.conf":  {"shixian.service"},
	"redis.conf":     {"shixian.service", "shixian@.service"},
	"signing.conf":   {"shixian.service", "shixian@.service"},
	"tls.conf":       {"shixian.service"},
	"proxy-tls.conf": {"shixian-proxy.service"},
}

// withOptional are the units with all that can be added to them.
func withOptional(t *testing.T) map[string]string {
	t.Helper()
	units := unitFiles(t)
	for file, to := range optional {
		text := read(t, "../systemd/optional/"+file)
		for _, unit := range to {
			units[unit+".d/"+file] = text
			if !strings.Contains(text, unit+".d") {
				t.Errorf("%s does not say that it goes into %s.d", file, unit)
			}
		}
	}
	if files, err := filepath.Glob("../systemd/optional/*"); err != nil || len(files) != len(optional) {
		t.Errorf("%q, %v", files, err)
	}
	return units
}

func TestSystemd(t *testing.T) {
	for _, units := range []map[string]string{unitFiles(t), withOptional(t)} {
		for _, problem := range Systemd(t.TempDir(), units, serviceSettings(t)) {
			t.Error(problem)
		}
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
		{"shixian@.service", busted{"LogRateLimitIntervalSec=0\n", "", "audit lines"}},
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
		{"shixian.service.d/tls.conf", busted{"LoadCredential=tls-key", "LoadCredentials=tls-key", "Unknown key"}},
		{"shixian.service.d/postgres.conf", busted{"SHIXIAN_DATABASE_URL_FILE=", "SHIXIAN_DATABASE_FILE=", "SHIXIAN_DATABASE_FILE is not a setting"}},
	} {
		units := withOptional(t)
		units[b.file] = b.in(t, units[b.file])
		if found := Systemd(t.TempDir(), units, settings); !b.found(found) {
			t.Errorf("%s: %q for %q: %q", b.file, b.new, b.old, found)
		}
	}
}
