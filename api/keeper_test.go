package api

import (
	"testing"

	"shixian/api/problem"
)

func TestWatchersAreBounded(t *testing.T) {
	var s server
	for i := range maxWatchers {
		if _, err := s.watch(); err != nil {
			t.Fatalf("caller %d: %v", i, err)
		}
	}
	_, err := s.watch()
	if p := problem.Of(err, zh); p.Code != string(problem.TooManyWatchers) || p.Status != 503 {
		t.Errorf("one too many: %+v", p)
	}
	s.watchers.Add(-1)
	done, err := s.watch()
	if err != nil {
		t.Fatal(err)
	}
	done()
}
