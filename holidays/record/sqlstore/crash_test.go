package sqlstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/test/testenv"
)

// crashSeed sets the moments of the kills, as far as a moment can be set.
const crashSeed = 20261123

// publishOn publishes one event after another, each with a draft and a key named
// after its revision, and reports each that was acknowledged, until one fails.
func publishOn(ctx context.Context, s record.Store, acknowledged func(revision int64)) error {
	for {
		revision, _, err := s.Last(ctx)
		if err != nil {
			return err
		}
		last, err := s.Events(ctx, revision-1, 1)
		if err != nil {
			return err
		}
		e, err := sealed(&last[0])
		if err != nil {
			return err
		}
		draft, key := nth("draft ", e.Revision), nth("key ", e.Revision)
		// The draft may be there from before a crash.
		if err := s.PutDraft(ctx, draftOf(draft)); err != nil && !errors.Is(err, record.ErrConflict) {
			return err
		}
		if _, _, err := s.Publish(ctx, e, draft, 1, key, []byte(key)); err != nil {
			return err
		}
		acknowledged(e.Revision)
	}
}

// survived checks what s holds after a crash, when events up to acknowledged had
// been acknowledged, and returns the last revision.
func survived(t *testing.T, s *Store, acknowledged int64) int64 {
	t.Helper()
	events, err := s.Events(t.Context(), -1, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	if err := record.Verify(nil, events); err != nil {
		t.Fatal(err)
	}
	last := int64(len(events)) - 1
	if last < acknowledged || last > acknowledged+1 {
		t.Fatalf("revision %d was acknowledged, and the last is %d", acknowledged, last)
	}
	for r := int64(1); r <= last+1; r++ {
		reply, err := s.Reply(t.Context(), nth("key ", r))
		if published := r <= last; published && string(reply) != nth("key ", r) || !published && !errors.Is(err, record.ErrNotFound) {
			t.Errorf("of %d events, number %d has the reply %q, %v", last, r, reply, err)
		}
	}
	drafts, err := s.Drafts(t.Context())
	if err != nil || len(drafts) > 1 || len(drafts) == 1 && drafts[0].ID != nth("draft ", last+1) {
		t.Errorf("after revision %d there are the drafts %v, %v", last, drafts, err)
	}
	return last
}

// playPublishing is the process that is killed. It prints every revision that was
// acknowledged.
func playPublishing() {
	ctx := context.Background()
	s, err := OpenSQLite(ctx, os.Getenv(folderVariable))
	if err == nil {
		err = publishOn(ctx, s, func(revision int64) { fmt.Println(revision) })
	}
	fmt.Println(err)
	os.Exit(1)
}

// A process is killed with SIGKILL at random moments while it publishes.
func TestSQLiteCrash(t *testing.T) {
	rounds := 25
	if testing.Short() {
		rounds = 5
	}
	folder := t.TempDir()
	first := sqliteStore(t, folder)
	filled(t, first.Store, 1)
	random := rand.New(rand.NewPCG(crashSeed, 0))
	var last int64
	journals := 0
	for range rounds {
		acknowledged := killOnePublisher(t, folder, last, random)
		if _, err := os.Stat(filepath.Join(folder, FileName+"-journal")); err == nil {
			journals++ // it was killed halfway through a write
		}
		s, err := OpenSQLite(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		last = survived(t, s.Store, acknowledged)
		var state string
		if err := s.row(t.Context(), s.db, "PRAGMA integrity_check").Scan(&state); err != nil || state != "ok" {
			t.Errorf("integrity: %s, %v", state, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Logf("seed %d: %d kills, %d of them halfway through a write, %d events", crashSeed, rounds, journals, last)
	if last == 0 {
		t.Error("no process came to publish anything")
	}
}

// killOnePublisher starts a publisher and kills it a random while after a random
// number of events. It returns the last revision that was acknowledged, by it or
// before.
func killOnePublisher(t *testing.T, folder string, last int64, random *rand.Rand) int64 {
	t.Helper()
	cmd := part("publish for ever", folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for range 1 + random.IntN(5) {
		last = acknowledgement(t, lines, last)
	}
	// The moment of a kill is all that the wait sets.
	<-time.After(time.Duration(random.Int64N(int64(20 * time.Millisecond))))
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for { // what it had still printed
		if _, err := lines.Peek(1); err == io.EOF {
			break
		}
		last = acknowledgement(t, lines, last)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the killed process ended well")
	}
	return last
}

func acknowledgement(t *testing.T, lines *bufio.Reader, last int64) int64 {
	t.Helper()
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the publisher ended: %q, %v", line, err)
	}
	revision, err := strconv.ParseInt(line[:len(line)-1], 10, 64)
	if err != nil || revision <= last {
		t.Fatalf("after revision %d the publisher says %q", last, line)
	}
	return revision
}

// The PostgreSQL server and all its processes are killed with SIGKILL at random
// moments, and started again. The store is never opened anew.
func TestPostgresCrash(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	server := testenv.Postgres(t)
	s := postgresStore(t, server.URL(), postgresBounds)
	filled(t, s, 1)
	random := rand.New(rand.NewPCG(crashSeed, 1))
	var last int64
	for range rounds {
		acknowledgements := make(chan int64, 1<<16)
		failed := make(chan error, 1)
		go func() {
			failed <- publishOn(t.Context(), s, func(revision int64) { acknowledgements <- revision })
			close(acknowledgements)
		}()
		for range 1 + random.IntN(10) {
			if r, ok := <-acknowledgements; ok {
				last = r
			}
		}
		<-time.After(time.Duration(random.Int64N(int64(10 * time.Millisecond))))
		server.Kill()
		if err := <-failed; !errors.Is(err, record.ErrUnavailable) {
			t.Errorf("the publisher ended with %v", err)
		}
		for r := range acknowledgements {
			last = r
		}
		server.Restart()
		last = survived(t, s, last)
	}
	t.Logf("seed %d: %d kills, %d events", crashSeed, rounds, last)
	if last == 0 {
		t.Error("nothing was published")
	}
}
