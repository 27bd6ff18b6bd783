// Package logs tests the examples of this folder with the programs that read them; make
// deps installs them.
package logs

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRotation: the audit file is rotated by copying, so that lines that come later are
// added to it, and is kept for six months at least.
func TestRotation(t *testing.T) {
	text, err := os.ReadFile("logrotate.conf")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	log, config := filepath.Join(folder, "audit.log"), filepath.Join(folder, "logrotate.conf")
	moved := strings.Replace(string(text), "/var/log/shixian/audit.log", log, 1)
	service, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	for _, err := range []error{os.WriteFile(config, []byte(moved), 0o600), write(service, "before\n")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("/usr/sbin/logrotate", "--force", "--state", filepath.Join(folder, "state"), config).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := write(service, "after\n"); err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(log); err != nil || string(now) != "after\n" {
		t.Errorf("%q, %v", now, err)
	}
	old, err := filepath.Glob(log + "-*")
	if err != nil || len(old) != 1 {
		t.Fatalf("%q, %v", old, err)
	}
	if kept, err := os.ReadFile(old[0]); err != nil || string(kept) != "before\n" {
		t.Errorf("%q, %v", kept, err)
	}
	if !strings.Contains(moved, "weekly") || !strings.Contains(moved, "rotate 30") {
		t.Error("it is not kept for 30 weeks")
	}
}

func write(f *os.File, text string) error { _, err := f.WriteString(text); return err }

// TestCollector: rsyslog takes its example, after what Debian's own configuration sets.
func TestCollector(t *testing.T) {
	text, err := os.ReadFile("rsyslog.conf")
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(t.TempDir(), "rsyslog.conf")
	whole := "global(workDirectory=\"" + filepath.Dir(config) + "\")\n" + string(text)
	if err := os.WriteFile(config, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("/usr/sbin/rsyslogd", "-N1", "-f", config).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
