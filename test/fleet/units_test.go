package fleet

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"shixian/test/testenv"
)

// machine is where the units of deploy/systemd are run without systemd: the commands and
// the environment that they have, with folders, programs and ports of the test.
type machine struct {
	t       *testing.T
	folder  string
	program string
	added   []string // files of optional/ that are added to the units
}

// unit is one of deploy/systemd, as instance i of a template.
type unit struct {
	env         []string
	start, post string
	pre         []string
}

var assignments = regexp.MustCompile(`(?m)^Environment=(.*)$`)

// denyCode has the test's program run a command that cannot make code at run time, as systemd has
// that of a unit with MemoryDenyWriteExecute. A kernel before 6.3 lets it.
const denyCode = "deny-code"

func runWithoutCode(command []string) error {
	const setMDWE, refuse = 65, 1
	if _, _, err := syscall.Syscall6(syscall.SYS_PRCTL, setMDWE, refuse, 0, 0, 0, 0); err != 0 && err != syscall.EINVAL {
		return err
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	return syscall.Exec(path, command, os.Environ())
}

// unit reads a unit, with fill in place of what is particular to the machine.
func (m *machine) unit(name, instance string, fill ...string) (u unit) {
	m.t.Helper()
	module := moduleFolder(m.t)
	text, err := os.ReadFile(filepath.Join(module, "deploy", "systemd", name))
	if err != nil {
		m.t.Fatal(err)
	}
	for _, file := range m.added {
		more, err := os.ReadFile(filepath.Join(module, "deploy", "systemd", "optional", file))
		if err != nil {
			m.t.Fatal(err)
		}
		text = append(text, more...)
	}
	text = []byte(strings.NewReplacer(append(fill, "%S", m.folder+"/state", "%d", m.folder+"/etc", "%i", instance, "%%", "%", "/etc/shixian", m.folder+"/etc",
		"/usr/local/bin/shixian", m.program)...).Replace(string(text)))
	for _, a := range assignments.FindAllSubmatch(text, -1) {
		u.env = append(u.env, strings.Fields(string(a[1]))...)
	}
	under := ""
	if strings.Contains(string(text), "\nMemoryDenyWriteExecute=yes\n") {
		under = os.Args[0] + " " + denyCode + " "
	}
	for line := range strings.Lines(string(text)) {
		key, command, _ := strings.Cut(strings.TrimSpace(line), "=")
		command = under + command
		switch key {
		case "ExecStart":
			u.start = command
		case "ExecStartPost":
			u.post = command
		case "ExecStartPre":
			u.pre = append(u.pre, command)
		}
	}
	return u
}

// run runs a command of a unit to its end.
func (m *machine) run(u unit, command string) {
	m.t.Helper()
	cmd := exec.Command("sh", "-euc", command)
	cmd.Env = append(withoutSettings(os.Environ()), u.env...)
	if out, err := testenv.Output(cmd); err != nil {
		m.t.Errorf("%s: %v: %s", command, err, out)
	}
}

// start runs a unit on two ports, which fill puts into it, or env, as the files in /etc do.
func (m *machine) start(name, instance string, fill, env func(port int) []string) (s *testenv.Server, u unit) {
	m.t.Helper()
	spec := testenv.Spec{
		Name: name + instance, Program: "sh", Ports: 2, Says: `"msg":"ready"`,
		Command: func(cmd *exec.Cmd, _ string, port int) {
			u = m.unit(name, instance, fill(port)...)
			u.env = append(u.env, env(port)...)
			for _, command := range u.pre {
				m.run(u, command)
			}
			cmd.Args = append(cmd.Args, "-euc", "exec "+u.start)
			cmd.Env = append(withoutSettings(os.Environ()), u.env...)
		},
	}
	if name == "shixian-proxy.service" {
		spec.Says, spec.Ready = "", func(ctx context.Context, addr string) error { return answers(ctx, "http://"+addr+"/healthz") }
	}
	s = testenv.Start(m.t, spec)
	if u.post != "" {
		m.run(u, u.post)
	}
	return s, u
}

func nothing(int) []string { return nil }

// newMachine has the files that the page has an administrator put into /etc/shixian.
func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{t: t, folder: t.TempDir(), program: build(t)}
	etc := filepath.Join(m.folder, "etc")
	for _, err := range []error{
		os.MkdirAll(etc, 0o700), os.MkdirAll(filepath.Join(m.folder, "state", "shixian-backup"), 0o700),
		os.WriteFile(filepath.Join(etc, "database-url"), []byte(testenv.Database(t)), 0o600),
		os.WriteFile(filepath.Join(etc, "session-key"), []byte(strings.Repeat("5a", 32)), 0o600),
		os.Symlink(proxyConfig(t), filepath.Join(etc, "haproxy.cfg")),
		os.Symlink(filepath.Join(filepath.Dir(proxyConfig(t)), "busy.lua"), filepath.Join(etc, "busy.lua")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// TestUnits: what the units have run does run, with the environment that they give it: one
// service and its backup, and two replicas behind the proxy.
func TestUnits(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	m := newMachine(t)
	alone, u := m.start("shixian.service", "", nothing, func(port int) []string {
		return []string{"SHIXIAN_ADDR=" + testenv.Address(port), "SHIXIAN_OPS_ADDR=" + testenv.Address(port+1)}
	})
	want(t, 200, "GET", alone.URL()+asked, "")
	backup := m.unit("shixian-backup.service", "")
	m.run(backup, backup.start)
	m.run(backup, backup.post)
	if copies, err := filepath.Glob(filepath.Join(m.folder, "state", "shixian-backup", "shixian-*.db")); err != nil || len(copies) != 1 {
		t.Errorf("%q, %v", copies, err)
	}
	if strings.Contains(strings.Join(u.env, " "), "%") {
		t.Errorf("%q", u.env)
	}
	var replicas []*testenv.Server
	for _, i := range []string{"1", "2"} {
		r, _ := m.start("shixian@.service", i, func(port int) []string {
			return []string{"127.0.0.1:1808%i", testenv.Address(port), "127.0.0.1:1809%i", testenv.Address(port + 1)}
		}, nothing)
		replicas = append(replicas, r)
	}
	proxy, _ := m.start("shixian-proxy.service", "", func(port int) []string {
		return []string{"127.0.0.1:18081", replicas[0].Addr(), "127.0.0.1:18082", replicas[1].Addr(), "127.0.0.1:8080", testenv.Address(port)}
	}, func(port int) []string { return []string{"PROXY_METRICS_BIND=" + testenv.Address(port+1)} })
	want(t, 200, "GET", proxy.URL()+asked, "")
	replicas[0].Stop()
	want(t, 200, "GET", proxy.URL()+asked, "")
	replicas[0].Start()
	replicas[1].Kill()
	want(t, 200, "GET", proxy.URL()+asked, "")
}

// TestUnitOnPage: the certificate that the page has an administrator make serves other
// machines, and its commands to restore a backup keep the record's id and the signing key.
func TestUnitOnPage(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	m := newMachine(t)
	etc := filepath.Join(m.folder, "etc")
	hand := unit{env: []string{"SHIXIAN_DATA=" + filepath.Join(m.folder, "state", "shixian")}}
	m.run(hand, "cd "+etc+" && "+m.onPage("### For other machines", "openssl req"))
	for name, file := range map[string]string{"tls-cert": "fullchain.pem", "tls-key": "key.pem"} {
		if err := os.Symlink(filepath.Join(etc, file), filepath.Join(etc, name)); err != nil {
			t.Fatal(err)
		}
	}
	m.added = []string{"tls.conf"}
	served, u := m.start("shixian.service", "", nothing, func(port int) []string {
		return []string{"SHIXIAN_ADDR=" + testenv.Address(port), "SHIXIAN_OPS_ADDR=" + testenv.Address(port+1)}
	})
	_, port, _ := strings.Cut(served.Addr(), ":")
	check := strings.ReplaceAll(m.onPage("in the firewall", "curl"), ":8443", ":"+port)
	m.run(hand, "cd "+etc+" && "+check)
	before := m.prints(u, "record id") + m.prints(u, "key")
	m.run(m.unit("shixian-backup.service", ""), m.unit("shixian-backup.service", "").start)
	served.Stop()
	m.run(hand, m.onPage("### Back up and restore", "sudo sh -c"))
	m.run(hand, m.onPage("### Back up and restore", "sudo systemd-run"))
	served.Start()
	m.run(hand, "cd "+etc+" && "+check)
	if after := m.prints(u, "record id") + m.prints(u, "key"); after != before || before == "" {
		t.Errorf("%q is %q", before, after)
	}
	m.run(u, m.program+" verify")
}

// onPage returns the command of the page that begins so, after a text, for this machine.
func (m *machine) onPage(after, begins string) string {
	m.t.Helper()
	for line := range strings.Lines(strings.ReplaceAll(block(m.t, "../deploy/README.en.md", after), "\\\n", " ")) {
		if strings.HasPrefix(line, begins) {
			line = regexp.MustCompile(`^sudo (systemd-run.* (/usr/local/bin))?`).ReplaceAllString(line, "$2")
			return strings.NewReplacer("HOST", "localhost", "ADDRESS", "127.0.0.1", "/usr/local/bin/shixian", m.program, "NAME.db", "*.db",
				"/var/lib/", m.folder+"/state/").Replace(line)
		}
	}
	m.t.Fatalf("no %q after %q", begins, after)
	return ""
}

// prints returns what a command of the program prints with the environment of a unit.
func (m *machine) prints(u unit, command string) string {
	m.t.Helper()
	cmd := exec.Command("sh", "-euc", m.program+" "+command)
	cmd.Env = append(withoutSettings(os.Environ()), u.env...)
	out, err := cmd.Output()
	if err != nil {
		m.t.Errorf("%s: %v", command, err)
	}
	return string(out)
}
