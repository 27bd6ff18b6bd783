package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Program is what one program of the service takes, calls aside.
type Program struct {
	*Setup
	Idle   int64 // bytes resident, nearly without calls
	Stream int64 // bytes resident at most while many lines pass through
}

// The calls for [Program.Memory].
const (
	idleTime    = time.Second // what starting took is given back meanwhile
	passedLines = 1_000_000
)

// Memory measures the memory of the program.
func (p *Program) Memory(ctx context.Context) error {
	idle, err := p.Offer(ctx, 1, idleTime)
	if err != nil {
		return err
	}
	p.Idle = idle.Use.Memory[len(idle.Use.Memory)-1]
	_, use, err := p.pass(ctx, "standard", passedLines)
	p.Stream = use.Peak()
	return err
}

// pass has at least so many lines pass in a view, and tells how many did and what was used.
func (s *Setup) pass(ctx context.Context, view string, lines int) (passed int, use Use, err error) {
	stop, err := watch(ctx, s.Processes)
	if err != nil {
		return 0, use, err
	}
	passed, err = pass(ctx, s.URL, view, s.Mix.middling("ndjson").Body, lines)
	use, failed := stop()
	return passed, use, errors.Join(err, failed)
}

// pass sends at least so many lines in one call, the given ones again and again, and
// reads as many answers, in a view. It returns how many there were.
func pass(ctx context.Context, url, view string, text []byte, lines int) (int, error) {
	each := bytes.Count(text, []byte("\n")) + 1
	times := (lines + each - 1) / each
	body, w := io.Pipe()
	defer body.Close() // ends the writer
	go func() {
		for range times {
			if _, err := fmt.Fprintf(w, "%s\n", text); err != nil {
				return // the answers tell
			}
		}
		_ = w.Close() // it cannot fail
	}()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v1/deadlines/batch?view="+view, body)
	if err != nil {
		return 0, err
	}
	req.Close = true
	req.Header.Set("Content-Type", ndjsonType)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	var seen lineCount
	if _, err := io.Copy(&seen, res.Body); err != nil {
		return 0, err
	}
	if int(seen) != times*each {
		return 0, fmt.Errorf("%d lines came back, not %d", seen, times*each)
	}
	return int(seen), nil
}

type lineCount int

func (n *lineCount) Write(p []byte) (int, error) {
	*n += lineCount(bytes.Count(p, []byte("\n")))
	return len(p), nil
}
