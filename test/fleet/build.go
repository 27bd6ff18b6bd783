package fleet

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"shixian/test/testenv"
)

// service is the import path of the program.
const service = "shixian"

// product is the service as it was built.
type product struct {
	program string // path of the executable
	module  string // folder of the module's source
}

// builds are what this test process has built.
var builds struct {
	sync.Mutex
	main   bool   // Main will remove the folder
	folder string // made for the first build
	done   product
	failed error
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

// product returns the service that the options ask for.
func (opt *Options) product() (product, error) {
	if opt.Program == "" {
		return build()
	}
	module, err := moduleFolder()
	return product{opt.Program, module}, err
}

func moduleFolder() (string, error) { return goCommand("list", "-m", "-f", "{{.Dir}}", service) }

// build builds the service, once for a test process.
func build() (product, error) {
	builds.Lock()
	defer builds.Unlock()
	if !builds.main {
		return product{}, errors.New("call fleet.Main from TestMain, which removes what is built")
	}
	if builds.folder != "" {
		return builds.done, builds.failed
	}
	if builds.folder, builds.failed = os.MkdirTemp("", "shixian-build-"); builds.failed == nil {
		builds.done, builds.failed = buildIn(builds.folder)
	}
	return builds.done, builds.failed
}

func buildIn(folder string) (product, error) {
	module, err := moduleFolder()
	if err != nil {
		return product{}, err
	}
	p := product{filepath.Join(folder, "shixian"), module}
	_, err = goCommand("build", "-buildvcs=false", "-ldflags", "-X main.version=fleet", "-o", p.program, service)
	return p, err
}

func goCommand(args ...string) (string, error) { return testenv.Output(exec.Command("go", args...)) }
