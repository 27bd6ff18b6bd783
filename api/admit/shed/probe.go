package shed

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"
)

// probe measures how long what became ready waits for a processor.
type probe struct {
	now  func() time.Time
	r, w *os.File
	back chan time.Time // when the byte was read
	sent time.Time
	out  bool // a byte is on its way
	// since is when the byte on its way was sent, in nanoseconds of Unix; 0 if none is.
	since *atomic.Int64
}

func newProbe(now func() time.Time, since *atomic.Int64) (*probe, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("no pipe to measure delays with: %w", err)
	}
	return &probe{now: now, r: r, w: w, back: make(chan time.Time, 1), since: since}, nil
}

// read notes when bytes arrive, until the pipe is closed.
func (p *probe) read() {
	for b := make([]byte, 1); ; {
		if _, err := p.r.Read(b); err != nil {
			return
		}
		p.since.Store(0)
		p.back <- p.now()
	}
}

// delay returns how long the last byte was on its way, if it arrived, and sends
// the next one.
func (p *probe) delay() (d time.Duration, arrived bool) {
	if p.out {
		select {
		case at := <-p.back:
			d, arrived = at.Sub(p.sent), true
		default:
			return 0, false
		}
	}
	p.sent = p.now()
	p.since.Store(p.sent.UnixNano())
	_, err := p.w.Write([]byte{0})
	if p.out = err == nil; !p.out {
		p.since.Store(0)
	}
	return d, arrived
}

// soFar returns how long the byte has been on its way that has not arrived.
func (p *probe) soFar() time.Duration { return p.now().Sub(p.sent) }

func (p *probe) close() {
	_ = p.w.Close()
	_ = p.r.Close()
}
