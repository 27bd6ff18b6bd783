package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

type verdict int

const (
	survived verdict = iota
	killed
	broken // it does not compile
)

type result struct {
	path     string
	tried    int
	survived []string
	took     time.Duration
}

func (r *result) killed() int { return r.tried - len(r.survived) }

// passed reports whether a share was killed.
func (r *result) passed(want float64) bool { return float64(r.killed()) >= want*float64(r.tried) }

// String names the survivors, and counts.
func (r *result) String() string {
	var b strings.Builder
	for _, what := range r.survived {
		fmt.Fprintf(&b, "  survived: %s\n", what)
	}
	fmt.Fprintf(&b, "%s: %d of %d mutants killed, in %s\n", r.path, r.killed(), r.tried, r.took.Round(time.Second))
	return b.String()
}

type target struct {
	ImportPath, Dir           string
	GoFiles                   []string
	TestImports, XTestImports []string

	folder string        // for files of the run
	slow   string        // a pattern of the tests that take long; empty if none does
	limit  time.Duration // of a run of the tests
	cpu    time.Duration // of the processor that a run may take
}

// try draws mutants of a package and has its tests run against each.
func try(ctx context.Context, name string, o options) (*result, error) {
	begin := time.Now()
	t, err := load(ctx, name)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(t.folder)
	all, err := t.mutants()
	if err != nil {
		return nil, err
	}
	if err := t.measure(ctx); err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(o.seed, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	r, err := t.run(ctx, all, cmp.Or(o.n, len(all)), o.jobs)
	if err != nil {
		return nil, err
	}
	r.took = time.Since(begin)
	return r, nil
}

func load(ctx context.Context, name string) (*target, error) {
	text, err := exec.CommandContext(ctx, "go", "list", "-json=ImportPath,Dir,GoFiles,TestImports,XTestImports", name).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	t := &target{}
	if err := json.Unmarshal(text, t); err != nil {
		return nil, err
	}
	t.folder, err = os.MkdirTemp("", "mutants-")
	return t, err
}

func (t *target) mutants() (all []mutant, err error) {
	for _, file := range t.GoFiles {
		found, err := find(filepath.Join(t.Dir, file))
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// measure runs the tests without a change, which tells the slow ones from the others and
// sets the limit for the mutants.
func (t *target) measure(ctx context.Context) error {
	program := filepath.Join(t.folder, "unchanged")
	if out, err := t.compile(ctx, program); err != nil {
		return fmt.Errorf("without a change: %w\n%s", err, out)
	}
	t.cpu = time.Hour
	begin, cmd := time.Now(), t.test(ctx, program, "-test.v")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("without a change: %w\n%s", err, out)
	}
	t.limit = 10*time.Second + 10*time.Since(begin)
	t.cpu = 5*time.Second + 4*(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	t.slow = slowTests(string(out))
	if err := t.pass(ctx, program); err != nil {
		return fmt.Errorf("without a change, the fast tests apart from the slow ones: %w", err)
	}
	return nil
}

// tested is what a verbose run says of a test of the package itself.
var tested = regexp.MustCompile(`(?m)^--- PASS: (\S+) \(([0-9.]+)s\)$`)

// slowTests returns a pattern of the tests that take more than a tenth of a verbose run
// each. Most mutants are noticed by the others, in less time.
func slowTests(verbose string) string {
	took, whole := map[string]float64{}, 0.0
	for _, m := range tested.FindAllStringSubmatch(verbose, -1) {
		took[m[1]], _ = strconv.ParseFloat(m[2], 64)
		whole += took[m[1]]
	}
	maps.DeleteFunc(took, func(_ string, seconds float64) bool { return seconds <= whole/10 })
	if len(took) == 0 {
		return ""
	}
	return "^(" + strings.Join(slices.Sorted(maps.Keys(took)), "|") + ")$"
}

// run tries mutants in order until n of them compiled, several at a time.
func (t *target) run(ctx context.Context, all []mutant, n, jobs int) (*result, error) {
	var (
		mu       sync.Mutex
		next     int
		compiled int
		failed   error
		wg       sync.WaitGroup
	)
	verdicts := make([]verdict, len(all))
	take := func() (i int, ok bool) {
		mu.Lock()
		defer mu.Unlock()
		if next == len(all) || compiled >= n || failed != nil {
			return 0, false
		}
		next++
		return next - 1, true
	}
	for job := range jobs {
		wg.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				v, err := t.judge(ctx, all[i], fmt.Sprint(job))
				mu.Lock()
				if verdicts[i] = v; v != broken {
					compiled++
				}
				failed = cmp.Or(failed, err)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if failed == nil && compiled == 0 {
		failed = errors.New("there is nothing to change")
	}
	return t.count(all[:next], verdicts, n), failed
}

// count counts the first n mutants that compiled. Those that were under way beyond them
// are left out, so that the result does not depend on what came first.
func (t *target) count(all []mutant, verdicts []verdict, n int) *result {
	r := &result{path: t.ImportPath}
	for i, m := range all {
		if verdicts[i] == broken || r.tried == n {
			continue
		}
		r.tried++
		if verdicts[i] == survived {
			r.survived = append(r.survived, t.ImportPath+"/"+m.what)
		}
	}
	return r
}

// judge compiles the tests with a mutant laid over the source, and runs them.
func (t *target) judge(ctx context.Context, m mutant, job string) (verdict, error) {
	changed, overlay := filepath.Join(t.folder, job+".go"), filepath.Join(t.folder, job+".json")
	program := filepath.Join(t.folder, job+".test")
	source, err := m.source()
	if err != nil {
		return broken, err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {m.file: changed}})
	if err := errors.Join(err, os.WriteFile(changed, source, 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		return broken, err
	}
	if _, err := t.compile(ctx, program, "-overlay", overlay); err != nil {
		return broken, ctx.Err()
	}
	if t.pass(ctx, program) != nil {
		return killed, ctx.Err()
	}
	return survived, nil
}

// pass runs the fast tests and, if they pass, the slow ones.
func (t *target) pass(ctx context.Context, program string) error {
	ctx, cancel := context.WithTimeout(ctx, t.limit)
	defer cancel()
	if t.slow == "" {
		return t.test(ctx, program).Run()
	}
	if err := t.test(ctx, program, "-test.skip", t.slow).Run(); err != nil {
		return err
	}
	return t.test(ctx, program, "-test.run", t.slow).Run()
}

// compile compiles the package's tests. What debuggers need is left out, to link faster.
func (t *target) compile(ctx context.Context, program string, flags ...string) ([]byte, error) {
	args := append([]string{"test", "-c", "-ldflags", "-s -w", "-o", program}, flags...)
	return exec.CommandContext(ctx, "go", append(args, t.ImportPath)...).CombinedOutput()
}

// memory is how much address space the tests may take, in bytes: a mutant may never stop
// to ask for more.
const memory = 4 << 30

// test is a run of the tests up to the first that fails. Cases that tests draw are the
// same in each run, and none that fails is looked at further or kept.
func (t *target) test(ctx context.Context, program string, flags ...string) *exec.Cmd {
	args := []string{fmt.Sprintf("--as=%d", memory), fmt.Sprintf("--cpu=%d", int(t.cpu.Seconds())), program, "-test.short", "-test.failfast"}
	if slices.Contains(slices.Concat(t.TestImports, t.XTestImports), "pgregory.net/rapid") {
		args = append(args, "-rapid.seed=1", "-rapid.shrinktime=0s", "-rapid.nofailfile")
	}
	cmd := exec.CommandContext(ctx, "prlimit", append(args, flags...)...)
	cmd.Dir = t.Dir
	cmd.WaitDelay = time.Second // children of the tests may hold the output open
	return cmd
}
