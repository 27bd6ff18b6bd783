package load

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// round returns a round at a rate of which a share was answered, each call after a
// latency.
func round(rate, share float64, latency time.Duration) *Round {
	r := &Round{Offered: rate, Use: Use{Names: []string{"replica"}, Spent: []time.Duration{time.Second}, Memory: make([]int64, 8)}}
	for i := range int(rate) {
		a := answer{kind: "get", code: 200, latency: latency}
		if float64(i) >= share*rate {
			a.code = 503
		}
		r.add(a)
	}
	r.finish(time.Second)
	return r
}

// TestSearch: whatever is carried is found to some 5%, from below.
func TestSearch(t *testing.T) {
	for _, carries := range []float64{30, 50, 130, 199, 200, 201, 999, 5000} {
		all, best, err := search(func(rate float64) (*Round, error) {
			if rate > carries {
				return round(rate, 1, time.Second), nil
			}
			return round(rate, 1, time.Millisecond), nil
		})
		if err != nil || best == nil || best.Offered > carries || best.Offered < carries/1.08 || len(all) > 30 {
			t.Errorf("%v: best %+v after %d rounds, %v", carries, best, len(all), err)
		}
	}
	all, best, err := search(func(rate float64) (*Round, error) { return round(rate, 0, 0), nil })
	if best != nil || err != nil || len(all) != 2*tries {
		t.Errorf("nothing is carried: %v, %v after %d rounds", best, err, len(all))
	}
	disturbed := 0 // every other time
	_, best, err = search(func(rate float64) (*Round, error) {
		if disturbed++; disturbed%2 == 1 || rate > 1000 {
			return round(rate, 1, time.Second), nil
		}
		return round(rate, 1, time.Millisecond), nil
	})
	if err != nil || best == nil || best.Offered < 1000/1.08 {
		t.Errorf("disturbed every other time: best %+v, %v", best, err)
	}
	broken := fmt.Errorf("broken")
	if _, _, err := search(func(float64) (*Round, error) { return nil, broken }); err != broken {
		t.Errorf("error %v", err)
	}
}

func TestHeld(t *testing.T) {
	for _, c := range []struct {
		share   float64
		latency time.Duration
		want    bool
	}{
		{1, heldP99, true}, {1, heldP99 + 1, false}, {0.95, time.Millisecond, true}, {0.94, time.Millisecond, false},
	} {
		if got := round(100, c.share, c.latency).Held(); got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}

func TestPercentile(t *testing.T) {
	var hundred []time.Duration
	for i := range 100 {
		hundred = append(hundred, time.Duration(i+1))
	}
	for p, want := range map[float64]time.Duration{0: 1, 1: 1, 50: 50, 50.1: 51, 99: 99, 99.9: 100, 100: 100} {
		if got := percentile(hundred, p); got != want {
			t.Errorf("p%v is %d, want %d", p, got, want)
		}
	}
	if got := percentile(nil, 99); got != 0 {
		t.Errorf("of nothing: %s", got)
	}
}

// TestRound: answers are told apart.
func TestRound(t *testing.T) {
	r := &Round{Offered: 6}
	for _, a := range []answer{
		{kind: "get", code: 200, latency: 2}, {kind: "etag", code: 304, latency: 1}, {kind: "get", code: 503, fault: "503", latency: 9},
		{kind: "get", code: 429, fault: "429"}, {kind: "get", fault: "refused"}, {kind: "get", code: 200, fault: "broke off", end: 2 * time.Second},
	} {
		r.add(a)
	}
	r.finish(time.Second)
	if want := map[int]int{0: 2, 200: 1, 304: 1, 429: 1, 503: 1}; !maps.Equal(r.Codes, want) {
		t.Errorf("codes %v, want %v", r.Codes, want)
	}
	if r.Lost(shed...) != 2 || r.Fault != "refused" || r.Share(429, 503) != 2.0/6 || r.Achieved() != 1 {
		t.Errorf("lost %d, fault %q, shed %v, achieved %v", r.Lost(shed...), r.Fault, r.Share(429, 503), r.Achieved())
	}
	if !slices.Equal(r.Good[""], []time.Duration{1, 2}) || r.P("get", 99) != 2 || r.P("etag", 99) != 1 {
		t.Errorf("latencies %v", r.Good)
	}
}

// TestVerdicts: what is not kept to is told, and nothing else.
func TestVerdicts(t *testing.T) {
	kept := func() *Overload {
		return &Overload{Capacity: 100, Length: time.Second, Half: round(50, 1, 10), Triple: round(300, 0.3, 30)}
	}
	for name, c := range map[string]struct {
		spoil func(*Overload)
		fails int // the verdict, counted from 0
	}{
		"kept":         {func(*Overload) {}, -1},
		"refused":      {func(o *Overload) { o.Half = round(50, 0.9, 10) }, 0},
		"not offered":  {func(o *Overload) { o.Triple = round(280, 0.3, 30) }, 1},
		"broken off":   {func(o *Overload) { o.Triple.Codes[0]++; o.Triple.Codes[503]-- }, 2},
		"slow":         {func(o *Overload) { o.Triple = round(300, 0.3, 51) }, 3},
		"collapsed":    {func(o *Overload) { o.Triple = round(300, 0.09, 30) }, 4},
		"memory grows": {func(o *Overload) { o.Triple.Use.Memory[6], o.Triple.Use.Memory[7] = 9<<20, 9<<20 }, 5},
	} {
		o := kept()
		c.spoil(o)
		for i, v := range o.Verdicts() {
			if v.Pass != (i != c.fails) {
				t.Errorf("%s: %s %s", name, v.Word(), v.What[English])
			}
		}
		calm := &Capacity{Half: round(50, 1, 1)}
		if got := (&Result{Bare: calm, Overloads: []*Overload{o}}).Passed(); got != (c.fails < 0) {
			t.Errorf("%s: passed is %t", name, got)
		}
	}
}

func TestQuiet(t *testing.T) {
	r := &Result{Bare: &Capacity{Rounds: []*Round{round(50, 1, 1)}, Half: round(50, 1, 1)}}
	if r.Bare.Half.Others = 0.15; !r.Quiet().Pass || !r.Passed() {
		t.Error("not quiet, with 7% on average")
	}
	if r.Bare.Half.Others = 0.25; r.Quiet().Pass || r.Passed() {
		t.Error("quiet, with 12% on average")
	}
}

func TestBusy(t *testing.T) {
	if now, err := busy(); err != nil || now <= 0 {
		t.Errorf("this machine: %s, %v", now, err)
	}
}

func TestClientBound(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Round)
		want  bool
	}{
		"at ease": {func(*Round) {}, false},
		"busy":    {func(r *Round) { r.Client = 1 }, true},
		"late":    {func(r *Round) { r.Late = time.Second }, true},
		"short":   {func(r *Round) { r.Offered *= 2 }, true},
	} {
		r := round(100, 1, 1)
		c.spoil(r)
		if got := r.ClientBound(time.Second); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestMarkdown: every row of a table has as many cells as its head.
func TestMarkdown(t *testing.T) {
	capacity := func(name string) *Capacity {
		s := &Setup{Name: Text{name, name}, Mix: &Mix{calls: []Call{{Deadlines: 3}}}}
		return &Capacity{Setup: s, Rounds: []*Round{round(100, 1, 1), round(200, 0, 1)}, Best: round(100, 1, 1), Half: round(50, 1, 1)}
	}
	two := capacity("two")
	two.Best.Use = Use{Names: []string{"replica1", "haproxy"}, Spent: []time.Duration{time.Second, 2 * time.Second}}
	r := &Result{
		Conditions: Conditions("0", "1", Lengths{time.Second, time.Minute}), Bare: capacity("bare"), Capacities: []*Capacity{capacity("one"), two},
		Costs: []Cost{{kinds[0], []*Round{round(10, 1, 1), round(10, 1, 1)}}},
		Peers: &Peers{
			Calls: []SaturatedCall{{kinds[1], []Saturation{{100, 30}, {50, 10}, {70, 20e3}}, []Saturation{{80, 25e3}}}},
			Lines: []Answering{{Text{"行", "line"}, []int64{40, 10, 20}}}, passed: 7, Stream: 52 << 20, Fresh: &Program{Idle: 31 << 20, Stream: 39 << 20},
		},
		Overloads: []*Overload{{Text{"一", "one"}, 100, round(50, 1, 10), round(300, 0.3, 30), time.Second}},
	}
	for lang, text := range r.Markdown() {
		cells := 0
		for line := range strings.Lines(text) {
			if n := strings.Count(line, "|"); n == 0 {
				cells = 0
			} else if cells == 0 {
				cells = n
			} else if n != cells {
				t.Errorf("language %d: %d cells, the head has %d: %s", lang, n, cells, line)
			}
		}
		for _, want := range []string{"30000 (replica1 10000, haproxy 20000)", "| 300 |", "PASS", "| 100 | 1.00 | 300 |", "| 70 | 80 | 0.80 |", "| 20 | 50000000 | ", " 31 MiB", " 39 MiB", " 52 MiB"} {
			if !strings.Contains(text, want) {
				t.Errorf("language %d has no %q:\n%s", lang, want, text)
			}
		}
	}
}

func TestRewrite(t *testing.T) {
	folder := t.TempDir()
	write := func(zh, en string) {
		files := pages(folder, "capacity")
		must(t, os.WriteFile(files[Chinese], []byte(zh), 0o600))
		must(t, os.WriteFile(files[English], []byte(en), 0o600))
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(folder, name))
		must(t, err)
		return string(text)
	}
	const marked = "before\n<!-- load:begin -->\nold\n<!-- load:end -->\nafter\n"
	write(marked, marked)
	for range 2 { // again makes no difference
		must(t, Rewrite(folder, "capacity", "load", Text{"新\n", "new\n"}))
		for name, word := range map[string]string{"capacity.md": "新", "capacity.en.md": "new"} {
			if got, want := read(name), "before\n<!-- load:begin -->\n\n"+word+"\n\n<!-- load:end -->\nafter\n"; got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	}
	for _, wrong := range []string{"", "<!-- load:end -->\n<!-- load:begin -->\n", marked + marked, strings.Replace(marked, "load:end", "soak:end", 1)} {
		write(marked, wrong)
		if err := Rewrite(folder, "capacity", "load", Text{"新", "new"}); err == nil || read("capacity.md") != marked {
			t.Errorf("%q: error %v, the other page is %q", wrong, err, read("capacity.md"))
		}
	}
}

// TestProcess: this process is seen to work and to hold memory; one that is not there
// is an error.
func TestProcess(t *testing.T) {
	self := Process{"self", os.Getpid()}
	before, err := self.CPU()
	must(t, err)
	for after := before; after <= before; {
		after, err = self.CPU()
		must(t, err)
	}
	if n, err := self.Resident(); err != nil || n < 1<<20 {
		t.Errorf("resident %d, %v", n, err)
	}
	if n, err := self.Descriptors(); err != nil || n < 3 {
		t.Errorf("%d descriptors, %v", n, err)
	}
	child := exec.CommandContext(t.Context(), "sleep", "60")
	must(t, child.Start())
	if err := (Process{"child", child.Process.Pid}).GiveWay(); err != nil {
		t.Error(err)
	}
	// The kernel counts from 40, the highest priority, to 1.
	if got, err := unix.Getpriority(unix.PRIO_PROCESS, child.Process.Pid); err != nil || got != 20-lower {
		t.Errorf("priority %d, %v", got, err)
	}
	must(t, child.Process.Kill())
	_ = child.Wait()                   // it was killed
	gone := Process{"gone", 1<<22 + 1} // above the highest id
	if _, err := watch(t.Context(), []Process{gone}); err == nil {
		t.Error("a process that is not there is watched")
	}
	if gone.GiveWay() == nil {
		t.Error("a process that is not there gives way")
	}
	if _, err := gone.Resident(); err == nil {
		t.Error("a process that is not there has memory")
	}
	if _, err := gone.Descriptors(); err == nil {
		t.Error("a process that is not there has descriptors")
	}
}

// TestOnset: the latencies of the first second are kept apart, and its answers count.
func TestOnset(t *testing.T) {
	r := &Round{onset: time.Second}
	for i := range 10 {
		due := time.Duration(i) * 250 * time.Millisecond
		latency := 10 * time.Millisecond
		if due < time.Second {
			latency = 900 * time.Millisecond
		}
		r.add(answer{kind: "get", code: 200, latency: latency, end: due + latency})
	}
	r.finish(5 * time.Second)
	if got := [...]time.Duration{r.P("", 99), r.P("get", 99), r.P(Onset, 99)}; got != [...]time.Duration{10e6, 10e6, 900e6} {
		t.Errorf("%v", got)
	}
	if r.Achieved() != 2 || r.Asked["get"] != 6 {
		t.Errorf("%v a second, %v asked", r.Achieved(), r.Asked)
	}
}
