package fleet

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"shixian/test/testenv"
)

// service is the import path of the program.
const service = "shixian"

// builds are what this test process has built.
var builds struct {
	sync.Mutex
	main    bool   // Main will remove the folder
	folder  string // made for the first build
	program string // path of the executable
	failed  error
}

// Main wraps the m of TestMain so that what [Start] builds is removed after the tests. It
// calls [testenv.Main]:
//
//	func TestMain(m *testing.M) { goleak.VerifyTestMain(fleet.Main(m), testenv.Leaks()...) }
func Main(m testenv.Runner) testenv.Runner {
	builds.Lock()
	defer builds.Unlock()
	builds.main = true
	return testenv.Main(m, func() error {
		builds.Lock()
		defer builds.Unlock()
		return os.RemoveAll(builds.folder)
	})
}

// build builds the service, once for a test process, and returns the path of the executable.
func build(t testing.TB) string {
	t.Helper()
	builds.Lock()
	defer builds.Unlock()
	if !builds.main {
		t.Fatal("fleet: call fleet.Main from TestMain, which removes what is built")
	}
	if builds.folder == "" && builds.failed == nil {
		if builds.folder, builds.failed = os.MkdirTemp("", "shixian-build-"); builds.failed == nil {
			builds.program = filepath.Join(builds.folder, "shixian")
			_, builds.failed = goCommand("build", "-buildvcs=false", "-ldflags", "-X main.version=fleet", "-o", builds.program, service)
		}
	}
	if builds.failed != nil {
		t.Fatalf("fleet: %v", builds.failed)
	}
	return builds.program
}

var module = sync.OnceValues(func() (string, error) { return goCommand("list", "-m", "-f", "{{.Dir}}", service) })

// moduleFolder returns the folder of the module's source.
func moduleFolder(t testing.TB) string {
	t.Helper()
	folder, err := module()
	if err != nil {
		t.Fatalf("fleet: %v", err)
	}
	return folder
}

func goCommand(args ...string) (string, error) { return testenv.Output(exec.Command("go", args...)) }
