package live_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/test/testenv"
)

// patient gives go-redis the second that it takes to notice, while it waits to
// dial again, that its client was closed.
type patient struct{ *testing.M }

func (p patient) Run() int {
	code := p.M.Run()
	for range 10 {
		if goleak.Find(testenv.Leaks()...) == nil {
			break
		}
	}
	return code
}

func TestMain(m *testing.M) { goleak.VerifyTestMain(patient{m}, testenv.Leaks()...) }

// embedded is the embedded source, cut down to three calendars and the years 2025
// and 2026: the nation, a region with a notice of its own, and one without.
var embedded = sync.OnceValue(func() *holidays.Source {
	all, err := data.Embedded()
	if err != nil {
		panic(err)
	}
	st := &holidays.Statutory{Regulations: all.Statutory.Regulations, Dates: map[int]holidays.YearDates{}}
	src := &holidays.Source{Statutory: st}
	for year := 2025; year <= 2026; year++ {
		st.Dates[year] = all.Statutory.Dates[year]
	}
	for _, d := range all.Definitions {
		if d.ID == "CN" || d.ID == "CN-GX" || d.ID == "CN-LN" {
			d.FirstYear = 2025
			src.Definitions = append(src.Definitions, d)
		}
	}
	for _, n := range all.Notices {
		if n.Year >= 2025 {
			src.Notices = append(src.Notices, n)
		}
	}
	return src
})

// with returns the embedded source with other notices.
func with(notices ...holidays.Notice) *holidays.Source {
	src := *embedded()
	src.Notices = notices
	return &src
}

// notice returns a notice that gives a day of 2026 off.
func notice(calendar string, seq int) holidays.Notice {
	day := holidays.NewDate(2026, time.June, 29).AddDays(seq % 60)
	return holidays.Notice{
		ID: holidays.NoticeID(calendar, 2026, seq), Calendar: calendar, Year: 2026, Amends: calendar + "-2026",
		Issued:  holidays.NewDate(2026, time.May, 1).AddDays(seq % 50),
		Entries: []holidays.Entry{{Festival: "临时", Kind: holidays.Off, Span: holidays.Span{From: day, To: day}}},
	}
}

// publish is an event that publishes a notice.
func publish(calendar string, seq int) record.Event {
	return record.Event{Action: record.Publish, Who: "甲", Why: "试", Published: []holidays.Notice{notice(calendar, seq)}}
}

// withdraw is an event that withdraws notices.
func withdraw(ids ...string) record.Event {
	return record.Event{Action: record.Withdraw, Who: "乙", Why: "试", Withdrawn: ids}
}

// now is what the followers' clocks show.
var now = time.Date(2026, time.May, 1, 8, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// followerOf returns a follower of r that is not running.
func followerOf(r record.Log, s live.Snapshots, change ...func(*live.Config)) *live.Follower {
	cfg := live.Config{Record: r, Snapshots: s, Embedded: embedded(), Now: clock}
	for _, c := range change {
		c(&cfg)
	}
	return live.New(cfg)
}

// pinnedTo names the record.
func pinnedTo(id string) func(*live.Config) {
	return func(c *live.Config) { c.RecordID = id }
}

// at hands in a clock that tests move.
func at(t *time.Time) func(*live.Config) {
	return func(c *live.Config) { c.Now = func() time.Time { return *t } }
}

// every sets the poll interval.
func every(d time.Duration) func(*live.Config) {
	return func(c *live.Config) { c.Poll = d }
}

// run runs a follower until the test ends, or the function returned is called.
func run(t testing.TB, f *live.Follower) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		f.Run(ctx)
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		<-done
	})
	t.Cleanup(stop)
	return stop
}

// within waits for a revision for a time.
func within(t testing.TB, f *live.Follower, revision int64, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if err := waitPast(ctx, f, revision-1); err != nil {
		t.Fatalf("revision %d is not in force after %s; %+v", revision, d, f.State())
	}
}

// answers spells out all that a table says, day by day.
func answers(t testing.TB, table *holidays.Table) string {
	t.Helper()
	if table == nil {
		t.Fatal("there is no table")
	}
	var b strings.Builder
	fmt.Fprintln(&b, "revision", table.Revision())
	for _, id := range table.IDs() {
		c := table.Calendar(id)
		fmt.Fprintln(&b, id, c.Revision(), c.First(), c.Last(), c.SettledThrough())
		for d := c.First(); !d.After(c.Last()); d = d.AddDays(1) {
			day, err := c.Day(d)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, day.Date, day.Kind, day.Festival, day.Notice, day.Settled)
		}
		for _, n := range c.Notices() {
			fmt.Fprintln(&b, n.ID, n.Issued, n.Entries)
		}
	}
	return b.String()
}

// same checks that a follower answers from the fold of all events of the record up
// to a revision.
func same(t testing.TB, table *holidays.Table, r *memory, revision int64) {
	t.Helper()
	if got, want := answers(t, table), answers(t, oracle(t, r, revision)); got != want {
		at := 0
		g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
		for at < min(len(g), len(w)) && g[at] == w[at] {
			at++
		}
		t.Errorf("line %d of the answers: %q; want %q", at, g[min(at, len(g)-1)], w[min(at, len(w)-1)])
	}
}

// oracle builds the table of a revision in the plainest way.
func oracle(t testing.TB, r *memory, revision int64) *holidays.Table {
	t.Helper()
	f := record.Fold(r.all(t)[:revision+1])
	changed := map[string]int64{"CN": f.Changed["CN"]}
	for _, region := range []string{"CN-GX", "CN-LN"} {
		changed[region] = max(f.Changed[region], f.Changed["CN"])
	}
	src := with(f.Notices...)
	table, err := holidays.NewTable(src, f.Revision, changed)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// codes returns the codes of reasons.
func codes(reasons []live.Reason) string {
	var out []string
	for _, r := range reasons {
		out = append(out, r.Code)
	}
	return strings.Join(out, " ")
}

// seen returns a follower's state without the reason that its record is new, as most
// records of tests are.
func seen(f *live.Follower) live.State {
	s := f.State()
	s.Reasons = slices.DeleteFunc(s.Reasons, func(r live.Reason) bool { return r.Code == live.RecordNew })
	s.Mended = slices.DeleteFunc(s.Mended, func(r live.Reason) bool { return r.Code == live.RecordNew })
	if len(s.Reasons) == 0 {
		s.Status = live.Ready
	}
	return s
}

// expect checks the status, and the reasons for it, but for a new record.
func expect(t testing.TB, f *live.Follower, status live.Status, reasons ...string) {
	t.Helper()
	s := seen(f)
	if s.Status != status || codes(s.Reasons) != strings.Join(reasons, " ") {
		t.Errorf("%s: %+v; want %s: %s", s.Status, s.Reasons, status, reasons)
	}
}

// logbook collects what is logged.
type logbook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logbook) into(c *live.Config) { c.Log = slog.New(slog.NewTextHandler(l, nil)) }

// has checks that a code was logged.
func (l *logbook) has(t testing.TB, code string) {
	t.Helper()
	if l.count("code="+code) == 0 {
		t.Errorf("%s was not logged", code)
	}
}

// count returns how often a text was logged.
func (l *logbook) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.b.String(), text)
}
