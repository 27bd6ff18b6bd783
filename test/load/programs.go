package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Program is what one program of the service takes, calls aside.
type Program struct {
	*Setup
	Start  time.Duration // until it is ready
	Idle   int64         // bytes resident, nearly without calls
	Stream int64         // bytes resident at most while many lines pass through
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
	stop, err := watch(ctx, p.Processes)
	if err != nil {
		return err
	}
	_, err = pass(ctx, p.URL, "standard", p.Mix.middling("ndjson").Body, passedLines)
	use, failed := stop()
	p.Stream = use.Peak()
	return errors.Join(err, failed)
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

// Beside writes what programs take beside a bare handler. Runs are the costs of several
// runs, each of the bare handler first and then of the programs in order.
func Beside(programs []*Program, runs [][]Cost) string {
	memory := NewTable(English, Both("", "program"), Both("", "start to ready, ms"), Both("", "idle MiB"), Both("", "MiB while 1,000,000 lines pass"))
	heads := []Text{Both("", "call, CPU µs (medians)"), Both("", "bare gin")}
	for _, p := range programs {
		memory.Row(p.Name[English], ms(p.Start), MiB(p.Idle), MiB(p.Stream))
		heads = append(heads, p.Name, Both("", "bare gin ÷ it"), Both("", "for a due day"))
	}
	calls := NewTable(English, heads...)
	for kind, c := range runs[0] {
		bare := micros(runs, kind, 0)
		row := []string{c.Kind.What[English], fmt.Sprintf("%.0f", bare)}
		for i := range programs {
			own := micros(runs, kind, i+1)
			row = append(row, fmt.Sprintf("%.0f", own), fmt.Sprintf("%.2f", bare/own), fmt.Sprintf("%.2f", own/max(1, c.Deadlines)))
		}
		calls.Row(row...)
	}
	return strings.Join([]string{memory.String(), calls.String()}, "\n\n") + "\n"
}

// micros returns the median processor time of a call of a kind, in microseconds.
func micros(runs [][]Cost, kind, setup int) float64 {
	var all []int64
	for _, costs := range runs {
		all = append(all, int64(costs[kind].Rounds[setup].PerCall()))
	}
	return float64(Median(all)) / 1e3
}
