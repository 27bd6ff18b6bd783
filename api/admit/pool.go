package admit

import (
	"sync"

	"shixian/api/admit/ratelimit"
)

// clientShare is the part of a pool that one client may have: nobody takes all of it from
// the others.
const clientShare = 4

// Pool is a number of places, or of bytes, of which each client may have a quarter. It is
// safe for concurrent use.
type Pool struct {
	size int // 0 for any number

	mu    sync.Mutex
	taken int
	of    map[ratelimit.Client]int
}

// NewPool returns a pool of a size, in which nothing is taken; of 0 anybody may take any
// number.
func NewPool(size int) *Pool { return &Pool{size: size, of: map[ratelimit.Client]int{}} }

// Share returns how many one client may have.
func (p *Pool) Share() int { return max(1, p.size/clientShare) }

// Enter takes n for a client, or returns why not: [ShedShare] or [ShedConcurrency]. What
// was taken, [Pool.Leave] gives back.
func (p *Pool) Enter(c ratelimit.Client, n int) (reason string) {
	if p.size == 0 {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	with := p.of[c] + n
	switch {
	case with > p.Share():
		return ShedShare
	case p.taken+n > p.size:
		return ShedConcurrency
	}
	p.of[c] = with
	p.taken += n
	return ""
}

// Leave gives back n that a client took. A client that has none left is forgotten.
func (p *Pool) Leave(c ratelimit.Client, n int) {
	if p.size == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken -= n
	if left := p.of[c] - n; left > 0 {
		p.of[c] = left
	} else {
		delete(p.of, c)
	}
}

// Taken returns how much is taken.
func (p *Pool) Taken() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taken
}
