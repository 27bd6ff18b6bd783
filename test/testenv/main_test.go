package testenv

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// childVariable makes the test binary play the test process that is killed.
const childVariable = "TESTENV_TEST_CHILD"

func TestMain(m *testing.M) { goleak.VerifyTestMain(Main(m), Leaks()...) }

// TestChild is not a test of its own: TestServersDieWithTheTest runs it in another
// process. It starts servers, names them and waits to be killed.
func TestChild(t *testing.T) {
	if os.Getenv(childVariable) == "" {
		return
	}
	redis, postgres, paused := Redis(t), Postgres(t), Postgres(t)
	paused.Pause()
	var pids []string
	for _, s := range []*Server{redis, postgres, paused} {
		for _, pid := range append(children(s.proc.pid()), s.proc.pid()) {
			pids = append(pids, strconv.Itoa(pid))
		}
	}
	fmt.Println("pids:", strings.Join(pids, " "))
	fmt.Println("folders:", redis.folder, postgres.folder, paused.folder)
	select {} // until it is killed
}

func TestServersDieWithTheTest(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
	cmd.Env = append(os.Environ(), childVariable+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var pids []int
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if list, ok := strings.CutPrefix(lines.Text(), "folders: "); ok {
			for _, folder := range strings.Fields(list) {
				t.Cleanup(func() { _ = os.RemoveAll(folder) })
			}
			break
		}
		if list, ok := strings.CutPrefix(lines.Text(), "pids: "); ok {
			pids = numbers(t, list)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the killed process ended well")
	}
	if len(pids) < 10 { // one of Redis, several of each PostgreSQL
		t.Fatalf("the process named only the servers %v", pids)
	}
	for _, pid := range pids {
		err := poll(func() error {
			if alive(pid) {
				return fmt.Errorf("process %d has survived", pid)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func numbers(t *testing.T, list string) []int {
	t.Helper()
	var out []int
	for _, s := range strings.Fields(list) {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}
