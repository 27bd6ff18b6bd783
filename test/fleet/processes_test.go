package fleet

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"shixian/test/testenv"
)

// TestProcesses types the commands of the page about plain processes into one shell, from the
// first to the last, as an ordinary user, with ports that are free here. The service answers,
// also after both replicas were restarted, and nothing is left running.
func TestProcesses(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	folder, user := sourceFolder(t)
	script := []string{"set -eu -o pipefail"}
	for _, m := range shellBlock.FindAllStringSubmatch(page(t, "operations/processes.en.md"), -1) {
		for line := range strings.Lines(m[1]) {
			if !strings.HasPrefix(line, "sudo ") && !strings.HasPrefix(line, "make ") {
				script = append(script, strings.TrimSuffix(line, "\n"))
			}
		}
		if strings.Contains(m[1], "&& replica 2") {
			script = append(script, "curl -fsS 'http://127.0.0.1:8080"+asked+"'", "jobs -p > jobs")
		}
	}
	if len(script) < 35 {
		t.Fatalf("only %d commands", len(script))
	}
	ports := testenv.FreePorts(t, 9)
	var fill []string
	for i, of := range []string{"127.0.0.1:8080", "127.0.0.1:8405", "127.0.0.1:9090"} {
		fill = append(fill, of, testenv.Address(ports+i))
	}
	fill = append(fill, "127.0.0.1:15432", testenv.Address(ports+3), "-p 15432", fmt.Sprint("-p ", ports+3),
		"127.0.0.1:16379", testenv.Address(ports+4), "port 16379", fmt.Sprint("port ", ports+4))
	for i, of := range []string{"18081", "18082", "18091", "18092"} {
		fill = append(fill, of, fmt.Sprint(ports+5+i))
	}
	fill = append(fill, "127.0.0.1:1808$1", fmt.Sprintf("127.0.0.1:$((%d+$1))", ports+4), "127.0.0.1:1809$1", fmt.Sprintf("127.0.0.1:$((%d+$1))", ports+6))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash", "-c", strings.NewReplacer(fill...).Replace(strings.Join(script, "\n")))
	cmd.Dir, cmd.Env = folder, append(withoutSettings(os.Environ()), "HOME="+folder)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: user}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	out, err := testenv.Output(cmd)
	run := filepath.Join(folder, "run")
	if err != nil || strings.Count(out, due) != 2 {
		for _, name := range []string{"postgres", "redis", "replica1", "replica2", "proxy", "prometheus"} {
			log, _ := os.ReadFile(filepath.Join(run, name+".log"))
			t.Logf("%s: %s", name, log[max(0, len(log)-2000):])
		}
		t.Errorf("%v\n%s", err, out)
	}
	if cmd.Process == nil {
		return
	}
	left := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) == nil
	if pid, err := os.ReadFile(filepath.Join(run, "postgres", "postmaster.pid")); err == nil {
		left = true
		var n int
		_, _ = fmt.Sscan(string(pid), &n)
		_ = syscall.Kill(n, syscall.SIGKILL)
	}
	if left {
		t.Error("something is left running")
	}
	if started, err := os.ReadFile(filepath.Join(run, "jobs")); err == nil && len(strings.Fields(string(started))) != 5 {
		t.Errorf("the shell has the processes %q", started)
	}
}

// sourceFolder returns a folder as that of the source after make build, and who may work in
// it: PostgreSQL does not run as root. nil is the user of this process.
func sourceFolder(t *testing.T) (folder string, user *syscall.Credential) {
	t.Helper()
	folder, err := os.MkdirTemp("", "shixian-source-") // t.TempDir is in one that is closed to others
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	for _, err := range []error{os.Mkdir(filepath.Join(folder, "bin"), 0o755), os.CopyFS(filepath.Join(folder, "deploy"), os.DirFS(filepath.Join(moduleFolder(t), "deploy")))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	program, err := os.ReadFile(build(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "bin", "shixian"), program, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder, testenv.GiveAway(t, folder)
}
