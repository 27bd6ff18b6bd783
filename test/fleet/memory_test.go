package fleet

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const (
	memoryLimit = 128 << 20
	batchItems  = 10_000
	allBatches  = 16
	atOnce      = 4
)

// memoryGroup makes a control group with a limit of memory, for version 1 or 2, and returns
// its folder; or an error if this process may not.
func memoryGroup(t *testing.T, limit int64) (folder string, err error) {
	t.Helper()
	for root, file := range map[string]string{"/sys/fs/cgroup/memory": "memory.limit_in_bytes", "/sys/fs/cgroup": "memory.max"} {
		folder := filepath.Join(root, "shixian-test-"+strconv.Itoa(os.Getpid()))
		if err := os.Mkdir(folder, 0o755); err != nil {
			continue
		}
		t.Cleanup(func() { _ = os.Remove(folder) })
		if err := os.WriteFile(filepath.Join(folder, file), []byte(strconv.FormatInt(limit, 10)), 0o600); err == nil {
			return folder, nil
		}
	}
	return "", errors.New("no control group for memory can be made here")
}

// TestMemoryLimit: in a control group of 128 MiB a replica answers batches of the most
// items, four at once, and a stream of as many lines, and the kernel ends nothing. If no
// group can be made, the most memory that was resident is held to the same.
func TestMemoryLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	opt := Options{Env: []string{admitAll, "GOMEMLIMIT=115MiB"}}
	group, err := memoryGroup(t, memoryLimit)
	if err == nil {
		opt.Under = []string{"sh", "-euc", `echo $$ > ` + group + `/cgroup.procs; exec "$@"`, "sh"}
	} else {
		t.Log(err)
	}
	f := Start(t, opt)
	r := f.Replicas[0]
	pid := r.PID()
	batch := `{"items":[` + strings.Join(slices.Repeat([]string{question}, batchItems), ",") + `]}`
	var wg sync.WaitGroup
	for range atOnce {
		client := newClient(t)
		wg.Go(func() {
			for range allBatches / atOnce {
				a, err := send(client, "POST", r.URL()+"/v1/deadlines/batch", batch, "Content-Type", jsonBody)
				if n := strings.Count(a.body, due); err != nil || a.status != 200 || n != batchItems {
					t.Errorf("%d, %d answers, %v", a.status, n, err)
				}
			}
		})
	}
	wg.Wait()
	a := want(t, 200, "POST", r.URL()+"/v1/deadlines/batch", strings.Repeat(question+"\n", batchItems), "Content-Type", lines)
	if n := strings.Count(a.body, due); n != batchItems {
		t.Errorf("%d answers to a stream", n)
	}
	if !r.Running() || r.PID() != pid {
		t.Fatal("the kernel has ended it")
	}
	most := peak(t, r.PID())
	t.Logf("%d MiB at most, in %q", most>>20, group)
	if most > memoryLimit {
		t.Errorf("%d MiB were resident", most>>20)
	}
}
