package admit

import (
	"sync"

	"shixian/api/admit/ratelimit"
)

// Shares counts what each client has in progress, so that none takes all places from the
// others. It is safe for concurrent use, and its zero value is ready.
type Shares struct {
	mu sync.Mutex
	of map[ratelimit.Client]int
}

// Enter counts a client's call in, unless it has most in progress already. If it is
// counted in, [Shares.Leave] counts it out.
func (s *Shares) Enter(c ratelimit.Client, most int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of[c] >= most {
		return false
	}
	if s.of == nil {
		s.of = map[ratelimit.Client]int{}
	}
	s.of[c]++
	return true
}

// Leave counts a client's call out. Of one that has none in progress nothing is kept.
func (s *Shares) Leave(c ratelimit.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of[c]--; s.of[c] <= 0 {
		delete(s.of, c)
	}
}
