package snapshot

import (
	"context"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/test/testenv"
)

// next returns the next thing that a listener hears.
func next(t *testing.T, heard <-chan live.Announcement) live.Announcement {
	t.Helper()
	select {
	case a, ok := <-heard:
		if !ok {
			t.Fatal("the listener has ended")
		}
		return a
	case <-time.After(testenv.Wait):
		t.Fatal("nothing was heard")
	}
	panic("unreachable")
}

// expect hears a revision, -1 for the beginning, without trouble.
func expect(t *testing.T, heard <-chan live.Announcement, revision int64) {
	t.Helper()
	if a := next(t, heard); a.Err != nil || a.Revision != revision {
		t.Fatalf("heard %+v; want %d", a, revision)
	}
}

// listen begins to listen and returns once it does.
func listen(t *testing.T, s *Store) <-chan live.Announcement {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	heard := s.Listen(ctx, testRecord)
	t.Cleanup(func() {
		cancel()
		for range heard {
			continue // until it has ended
		}
	})
	for next(t, heard).Err != nil {
		continue // a machine that is busy may take longer to connect than is waited for
	}
	return heard
}

func announce(t *testing.T, s *Store, record string, revision int64) {
	t.Helper()
	if err := s.Announce(bounded(t), record, revision); err != nil {
		t.Fatal(err)
	}
}

func TestListen(t *testing.T) {
	s, _ := fresh(t)
	heard := listen(t, s)
	announce(t, s, testRecord, 4)
	expect(t, heard, 4)
	announce(t, s, otherRecord, 5)
	for _, text := range []string{"rubbish", "", summed(`{"record":"` + otherRecord + `","revision":6}`)} {
		if err := s.client.Publish(bounded(t), channel(testRecord), text).Err(); err != nil {
			t.Fatal(err)
		}
	}
	later := open(t, urlOf(s))
	later.version = "another"
	announce(t, later, testRecord, 7)
	expect(t, heard, 7)
}

// TestListenAgain takes the server away and gives it back.
func TestListenAgain(t *testing.T) {
	server := testenv.Redis(t)
	proxy := testenv.Proxy(t, server.Addr())
	s := open(t, proxy.Through(server.URL()))
	direct := open(t, server.URL())
	heard := listen(t, s)
	for name, c := range map[string]struct{ begin, end func() }{
		"refused":   {proxy.Down, proxy.Up},
		"standing":  {server.Pause, server.Resume},
		"swallowed": {proxy.Timeout, proxy.Clear},
		"restarted": {server.Stop, server.Restart},
	} {
		c.begin()
		if a := next(t, heard); a.Err == nil {
			t.Errorf("%s: heard %+v", name, a)
		}
		c.end()
		expect(t, heard, -1)
		announce(t, direct, testRecord, 9)
		expect(t, heard, 9)
	}
}

// TestListenLater begins before there is a server.
func TestListenLater(t *testing.T) {
	server := testenv.Redis(t)
	s := open(t, server.URL())
	server.Stop()
	ctx, cancel := context.WithCancel(context.Background())
	heard := s.Listen(ctx, testRecord)
	if a := next(t, heard); a.Err == nil {
		t.Errorf("heard %+v", a)
	}
	server.Restart()
	expect(t, heard, -1)
	cancel()
	for range heard {
		continue // it ends, or the test does not
	}
}
