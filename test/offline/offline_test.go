package offline

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"shixian/test/pages"
	"shixian/test/testenv"
)

const stub = "#!/bin/sh\necho of a test\n"

// program returns what is packed: the service, or in short runs something that says a
// version.
func program(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "shixian")
	if testing.Short() {
		write(t, file, stub)
		return file
	}
	cmd := exec.Command("go", "build", "-buildvcs=false", "-o", file, "shixian")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if _, err := testenv.Output(cmd); err != nil {
		t.Fatal(err)
	}
	return file
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// unpacked packs a program, and returns the folder of the package as it is unpacked.
func unpacked(t *testing.T) string {
	t.Helper()
	parts, out := t.TempDir(), t.TempDir()
	write(t, filepath.Join(parts, "shixian.cdx.json"), "{}")
	write(t, filepath.Join(parts, "licenses", "one"), "text")
	if text, err := testenv.Output(exec.Command("../../deploy/offline/pack.sh", program(t), "amd64", "v1", parts, out)); err != nil {
		t.Fatal(text, err)
	}
	if _, err := testenv.Output(exec.Command("tar", "-xzf", filepath.Join(out, "shixian-v1-linux-amd64.tar.gz"), "-C", out)); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(out, "shixian-v1-linux-amd64")
}

// apart runs a command where there is no network.
func apart(dest string, command ...string) (string, error) {
	flags := "-n"
	if os.Geteuid() != 0 {
		flags = "-rn"
	}
	cmd := exec.Command("unshare", append([]string{flags}, command...)...)
	cmd.Env = append(os.Environ(), "DESTDIR="+dest)
	return testenv.Output(cmd)
}

// TestInstall: the package installs without network, with all pages that its pages lead to
// but those of the tests; it keeps settings and tokens when it is installed again, and
// installs nothing if a unit was changed there, or a file in it.
func TestInstall(t *testing.T) {
	from, dest := unpacked(t), t.TempDir()
	install := filepath.Join(from, "install.sh")
	if text, err := apart(dest, install); err != nil || !strings.Contains(text, "installed: shixian") {
		t.Fatal(text, err)
	}
	for _, file := range []string{
		"usr/local/bin/shixian", "etc/systemd/system/shixian.service", "etc/systemd/system/shixian-backup.timer", "etc/shixian/haproxy.cfg", "etc/shixian/busy.lua",
		"usr/local/share/doc/shixian/README.md", "usr/local/share/doc/shixian/deploy/README.en.md", "usr/local/share/doc/shixian/docs/operations/runbook.md",
		"usr/local/share/doc/shixian/shixian.cdx.json", "usr/local/share/doc/shixian/licenses/one", "usr/local/share/doc/shixian/deadlines/rules/README.md",
	} {
		if info, err := os.Stat(filepath.Join(dest, file)); err != nil || !info.Mode().IsRegular() {
			t.Errorf("%s: %v", file, err)
		}
	}
	env, tokens := filepath.Join(dest, "etc/shixian/shixian.env"), filepath.Join(dest, "etc/shixian/tokens")
	if info, err := os.Stat(tokens); err != nil || info.Size() != 0 || !strings.Contains(read(t, env), "SHIXIAN_TOKENS=/etc/shixian/tokens") {
		t.Errorf("%v, %v", info, err)
	}
	write(t, env, "SHIXIAN_ADDR=:1\n")
	write(t, tokens, "li:publisher:00\n")
	write(t, filepath.Join(dest, "etc/shixian/haproxy.cfg"), "of an older package\n")
	write(t, filepath.Join(dest, "usr/local/share/doc/shixian/deploy/haproxy/haproxy.cfg"), "of an older package\n")
	write(t, filepath.Join(dest, "etc/shixian/busy.lua"), "changed\n")
	text, err := apart(dest, install)
	if err != nil || !strings.Contains(text, "kept: /etc/shixian/tokens") || !strings.Contains(text, "as it was changed: /etc/shixian/busy.lua") {
		t.Fatal(text, err)
	}
	if read(t, filepath.Join(dest, "etc/shixian/haproxy.cfg")) != read(t, "../../deploy/haproxy/haproxy.cfg") || read(t, filepath.Join(dest, "etc/shixian/busy.lua")) != "changed\n" {
		t.Error("the proxy's files are not the package's, and the one that was changed")
	}
	if read(t, env) != "SHIXIAN_ADDR=:1\n" || read(t, tokens) != "li:publisher:00\n" {
		t.Error("the settings or tokens are not those that were there")
	}
	if !testing.Short() {
		due, err := apart(dest, filepath.Join(dest, "usr/local/bin/shixian"), "due", "xihe.countersign-reply", "2026-02-09")
		if err != nil || !strings.Contains(due, "截止：2026年2月25日") {
			t.Errorf("%s, %v", due, err)
		}
	}
	dead, count, err := pages.Dead(filepath.Join(dest, "usr/local/share/doc/shixian"), "test")
	if err != nil || count < 40 || len(dead) > 0 {
		t.Errorf("%d pages, links that lead nowhere: %q, %v", count, dead, err)
	}
	refused(t, from, dest)
}

// refused tries what has nothing installed: a unit that was changed where it is installed,
// and a file that was changed in the package.
func refused(t *testing.T, from, dest string) {
	t.Helper()
	install, changed := filepath.Join(from, "install.sh"), filepath.Join(dest, "etc/systemd/system/shixian.service")
	write(t, changed, "[Service]\nExecStart=/bin/true\n")
	if text, err := apart(dest, install); err == nil || !strings.Contains(text, "shixian.service was changed by hand; nothing was installed") {
		t.Errorf("%s, %v", text, err)
	}
	write(t, filepath.Join(from, "docs", "deploy", "systemd", "shixian.service"), read(t, changed))
	other := t.TempDir()
	if text, err := apart(other, install); err == nil || !strings.Contains(text, "nothing was installed") {
		t.Errorf("%s, %v", text, err)
	}
	if left, err := os.ReadDir(other); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
}
