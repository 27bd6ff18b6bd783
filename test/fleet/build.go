package fleet

import (
	"errors"
	"fmt"
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
	done   map[bool]product
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
		return build(opt.Race)
	}
	module, err := moduleFolder()
	return product{opt.Program, module}, err
}

// moduleFolder returns the folder of the module's source.
func moduleFolder() (string, error) { return goCommand("list", "-m", "-f", "{{.Dir}}", service) }

// build builds the service, once for a test process and kind.
func build(race bool) (product, error) {
	builds.Lock()
	defer builds.Unlock()
	if !builds.main {
		return product{}, errors.New("call fleet.Main from TestMain, which removes what is built")
	}
	if p, ok := builds.done[race]; ok {
		return p, nil
	}
	if builds.folder == "" {
		folder, err := os.MkdirTemp("", "shixian-build-")
		if err != nil {
			return product{}, err
		}
		builds.folder, builds.done = folder, map[bool]product{}
	}
	p, err := buildIn(builds.folder, race)
	if err == nil {
		builds.done[race] = p
	}
	return p, err
}

func buildIn(folder string, race bool) (product, error) {
	module, err := moduleFolder()
	if err != nil {
		return product{}, err
	}
	p := product{filepath.Join(folder, fmt.Sprintf("shixian-race=%t", race)), module}
	_, err = goCommand("build", "-buildvcs=false", fmt.Sprintf("-race=%t", race), "-ldflags", "-X main.version=fleet", "-o", p.program, service)
	return p, err
}

// goCommand runs the go command and returns what it prints.
func goCommand(args ...string) (string, error) { return testenv.Output(exec.Command("go", args...)) }
