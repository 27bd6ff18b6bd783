package chaos

import (
	"flag"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/test/fleet"
	"shixian/test/load"
	"shixian/test/testenv"
)

var (
	length = flag.Duration("phase", 0, "how long each phase lasts; 0: until some answers are there")
	rate   = flag.Int("rate", 300, "requests a second")
	only   = flag.String("only", "", "run only the faults whose English name contains this")
	out    = flag.String("out", "", "folder of chaos.md and chaos.en.md, whose tables are written anew")
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(fleet.Main(m), testenv.Leaks()...) }

// given is the pace that the flags ask for.
func given() pace {
	p := pace{rate: *rate, answers: 120, between: 60, kills: 4, length: *length}
	if p.length > 0 {
		p.kills = max(p.kills, int(p.length/time.Second))
	}
	return p
}

// TestChaos goes through all faults. Whatever happens, no answer is wrong and no
// acknowledged write is lost.
func TestChaos(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	var all []*tally
	c := fleet.NewClock(t)
	t.Run("two replicas", func(t *testing.T) {
		var env []string
		if *length == 0 {
			env = []string{"SHIXIAN_POLL=1s"} // a short run waits for no longer than that
		}
		f := fleet.Start(t, fleet.Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Faults: true,
			Program: c.Program, Env: env})
		r := newRig(t, f, given())
		for _, p := range r.plan(c) {
			if strings.Contains(p.name[load.English], *only) {
				r.run(p)
			}
		}
		r.finish()
		all = append(all, r.tallies...)
	})
	t.Run("small disk", func(t *testing.T) {
		small, err := smallDisk(t)
		if err != nil {
			t.Logf("no file system can be mounted here; its place is taken by a limit alone: %v", err)
			return
		}
		all = append(all, fillDisk(t, c.Program, small, phase{name: load.Text{"SQLite：磁盘已满", "SQLite: disk full"}})...)
	})
	t.Run("file size limit", func(t *testing.T) {
		all = append(all, fillDisk(t, c.Program, limitedFiles(t), phase{name: load.Text{"SQLite：文件不能再增长", "SQLite: no file may grow"}})...)
	})
	if *out != "" && *only == "" && !t.Failed() {
		publishTables(t, all)
	}
}

// fillDisk fills the disk of a single replica that keeps its record in a file.
func fillDisk(t *testing.T, program string, d *disk, p phase) []*tally {
	t.Helper()
	f := fleet.Start(t, fleet.Options{Program: program, Proxy: true, Under: d.under, Env: []string{"SHIXIAN_DATA=" + d.folder}})
	r := newRig(t, f, given())
	r.folder, r.under = d.folder, d.under
	p.fault = func() { must(t, d.fill(f.Replicas[0].PID())) }
	p.mend = func() { must(t, d.free(f.Replicas[0].PID())) }
	r.settle()
	p.shows = unwritable
	r.run(p)
	r.finish()
	return r.tallies
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// publishTables writes the tables of both pages.
func publishTables(t *testing.T, all []*tally) {
	t.Helper()
	text := load.Both("每个故障 %s，每秒 %d 次请求，%d 个处理器（由负载、代理、副本与服务器共用），%s。\n\n",
		"Each fault lasts %s, at %d requests a second, on %d processors shared by load, proxy, replicas and servers; %s.\n\n",
		*length, *rate, runtime.NumCPU(), runtime.Version())
	for lang, rows := range table(all) {
		text[lang] += rows + "\n"
	}
	must(t, load.Rewrite(*out, "chaos", "chaos", text))
}
