package api

import (
	"io"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/api/admit/ratelimit"
)

// TestUploadProgress: a body that comes with its header sets no deadline; another gets a
// new window of time for each part of it that arrives, up to its longest life, and a
// window that brings too little is not lengthened.
func TestUploadProgress(t *testing.T) {
	chunk := strings.Repeat(" ", 64<<10)
	for what, c := range map[string]struct {
		pieces []string
		pause  time.Duration
		last   time.Duration // of the deadline, after the start; 0 for none
	}{
		"at once":          {[]string{"{" + good + "}"}, time.Second, 0},
		"a byte at a time": {[]string{"{", " ", " ", " "}, time.Second, time.Second + bodyWindow},
		"enough each time": {[]string{"{", chunk, chunk, chunk}, 5 * time.Second, 15*time.Second + bodyWindow},
		"for ever":         {append([]string{"{"}, slices.Repeat([]string{chunk}, 17)...), 7 * time.Second, 7*time.Second + maxUpload},
	} {
		caller := &slowCaller{ResponseRecorder: httptest.NewRecorder(), t: t, pieces: c.pieces, pause: c.pause, now: time.Unix(0, 0)}
		caller.read = caller.now.Add(time.Hour)
		first := caller.read
		s := newTestServer(t, func(cfg *Config) { cfg.Now = func() time.Time { return caller.now } })
		u := &upload{ReadCloser: io.NopCloser(caller), call: s.control.Enter(batching, ratelimit.Holder("li"), true), length: -1, by: &s.admission, answer: caller}
		for range c.pieces {
			if _, err := u.Read(make([]byte, 64<<10)); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
		}
		want := first
		if c.last > 0 {
			want = time.Unix(0, 0).Add(c.last)
		}
		if !caller.read.Equal(want) {
			t.Errorf("%s: the deadline is %s after the start, want %s", what, caller.read.Sub(time.Unix(0, 0)), c.last)
		}
	}
}
