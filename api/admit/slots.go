package admit

import (
	"slices"
	"sync"
	"time"

	"shixian/api/problem"
)

const (
	slotQueue = 16                    // calls that may wait for each slot
	slotWait  = 25 * time.Millisecond // for which each may wait
)

// Slots bound how many calls count thousands of deadlines at the same time, about as many
// as there are processors: what more of them would do at once, each would do later, and
// everybody else with them. A call that is under way has a slot in pieces, see [Slot], so
// that others come in between.
//
// Who has begun goes on first, but takes turns with those who have not, so that no few long
// calls keep all others out. Of those the newest begins next, so that what is answered is
// answered soon; who has waited too long, or is the oldest of more than there is
// room for, is refused. Slots are safe for concurrent use; nil ones bound nothing.
type Slots struct {
	mu      sync.Mutex
	free    int
	queue   int             // calls that may wait
	begun   []chan struct{} // go on, the oldest first
	waiting []chan bool     // have not begun, the newest last
	newNext bool            // the last turn went to one that had begun
	shed    func(reason string)
}

// NewSlots returns n slots. shed is told of each call that is refused.
func NewSlots(n int, shed func(reason string)) *Slots {
	return &Slots{free: n, queue: n * slotQueue, shed: shed}
}

// full reports whether whoever comes now takes the place of another in the queue.
func (s *Slots) full() bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting) >= s.queue
}

// Slot is a call's hold on one of the slots. One goroutine uses it, and gives it back before
// it waits for anything: for what arrives, or for what it sends to be taken.
type Slot struct {
	of   *Slots
	held bool
}

// Slot returns a call's hold, which holds nothing yet.
func (s *Slots) Slot() Slot { return Slot{of: s} }

// Begin waits for a slot. If the call may not begin, the error is [problem.Overloaded].
func (s *Slot) Begin() error {
	if s.of == nil {
		return nil
	}
	if s.held = s.of.begin(); !s.held {
		return problem.New(problem.Overloaded, "")
	}
	return nil
}

func (s *Slots) begin() bool {
	s.mu.Lock()
	if s.free > 0 {
		s.free--
		s.mu.Unlock()
		return true
	}
	if len(s.waiting) == s.queue {
		s.waiting[0] <- false
		s.waiting = slices.Delete(s.waiting, 0, 1)
	}
	turn := make(chan bool, 1)
	s.waiting = append(s.waiting, turn)
	s.mu.Unlock()
	if s.await(turn) {
		return true
	}
	s.shed(ShedQueue)
	return false
}

// await waits for a turn, for as long as a call may.
func (s *Slots) await(turn chan bool) bool {
	timer := time.NewTimer(slotWait)
	defer timer.Stop()
	select {
	case mine := <-turn:
		return mine
	case <-timer.C:
	}
	s.mu.Lock()
	if i := slices.Index(s.waiting, turn); i >= 0 {
		s.waiting = slices.Delete(s.waiting, i, i+1)
		turn <- false
	}
	s.mu.Unlock()
	return <-turn
}

// GoOn waits for a slot, for a call that has begun.
func (s *Slot) GoOn() {
	if s.of == nil || s.held {
		return
	}
	s.held = true
	l := s.of
	l.mu.Lock()
	if l.free > 0 {
		l.free--
		l.mu.Unlock()
		return
	}
	turn := make(chan struct{})
	l.begun = append(l.begun, turn)
	l.mu.Unlock()
	<-turn
}

// Release gives the slot to the next, and reports whether the call held it.
func (s *Slot) Release() (held bool) {
	if held = s.held; held {
		s.held = false
		s.of.release()
	}
	return held
}

func (s *Slots) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch n := len(s.waiting); {
	case n > 0 && (s.newNext || len(s.begun) == 0):
		s.waiting[n-1] <- true
		s.waiting = s.waiting[:n-1]
		s.newNext = false
	case len(s.begun) > 0:
		close(s.begun[0])
		s.begun = slices.Delete(s.begun, 0, 1)
		s.newNext = true
	default:
		s.free++
	}
}
