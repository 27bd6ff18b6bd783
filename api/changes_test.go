package api

import (
	"testing"

	"shixian/api/problem"
)

func TestWatchersAreBounded(t *testing.T) {
	var h changeHandler
	for i := range maxWatchers {
		if _, err := h.watch(); err != nil {
			t.Fatalf("caller %d: %v", i, err)
		}
	}
	_, err := h.watch()
	if p := problem.Of(err, zh); p.Code != string(problem.TooManyWatchers) || p.Status != 503 {
		t.Errorf("one too many: %+v", p)
	}
	h.watchers.Add(-1)
	done, err := h.watch()
	if err != nil {
		t.Fatal(err)
	}
	done()
}
