package load

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// notices are the days of the notices as programs without the service have them.
const notices = "../conformance/data/notices.json"

// The limit that loops count, seven working days over a Spring Festival, and its due day.
const (
	loopTrigger, loopDays = "2026-02-09", 7
	loopDue               = "2026-02-25"
)

// Loop counts a limit in a program of the caller's own, without a service.
type Loop struct {
	Name Text
	// Times is how often it counts in a round.
	Times int
	count func(ctx context.Context, times int) (due string, each time.Duration, err error)
}

// Count returns the processor time that a count takes.
func (l *Loop) Count(ctx context.Context) (time.Duration, error) {
	due, each, err := l.count(ctx, l.Times)
	if err == nil && due != loopDue {
		err = fmt.Errorf("%s counts to %s, not %s", l.Name[English], due, loopDue)
	}
	return each, err
}

// Loops returns those to measure the service beside. rickar is the program of the folder
// test/conformance/rickar-cal; "" leaves it out.
func Loops(rickar string) []Loop {
	out := []Loop{
		{Text{"Python：字典逐日循环", "Python: a loop over a dictionary"}, 50_000, func(ctx context.Context, times int) (string, time.Duration, error) {
			return counted(ctx, "python3", "testdata/loop.py", notices, loopTrigger, fmt.Sprint(loopDays), fmt.Sprint(times))
		}},
		{Text{"Go：map 逐日循环", "Go: a loop over a map"}, 200_000, mapLoop},
	}
	if rickar != "" {
		out = append(out, Loop{Text{"Go：rickar/cal", "Go: rickar/cal"}, 50_000, func(ctx context.Context, times int) (string, time.Duration, error) {
			return counted(ctx, rickar, "-data", "../conformance/data", "-notices", "-trigger", loopTrigger, "-days", fmt.Sprint(loopDays), "-times", fmt.Sprint(times))
		}})
	}
	return out
}

// counted runs a program that writes the due day and what a count took.
func counted(ctx context.Context, name string, args ...string) (due string, each time.Duration, err error) {
	out, err := exec.CommandContext(ctx, name, args...).Output() //nolint:gosec // one of the two above
	if err != nil {
		return "", 0, fmt.Errorf("%s: %w", name, err)
	}
	_, err = fmt.Fscan(strings.NewReader(string(out)), &due, (*int64)(&each))
	return due, each, err
}

// mapLoop counts day by day, by a map of the days of the notices.
func mapLoop(_ context.Context, times int) (due string, each time.Duration, err error) {
	worked, err := arranged()
	if err != nil {
		return "", 0, err
	}
	begin, err := client().CPU()
	if err != nil {
		return "", 0, err
	}
	for range times {
		d, _ := time.Parse(time.DateOnly, loopTrigger)
		for left := loopDays; left > 0; {
			d = d.AddDate(0, 0, 1)
			works, arranged := worked[d.Format(time.DateOnly)]
			if works || !arranged && d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				left--
			}
		}
		due = d.Format(time.DateOnly)
	}
	end, err := client().CPU()
	return due, (end - begin) / time.Duration(times), err
}

// arranged reads which days the nation's notices say are worked and which are not.
func arranged() (map[string]bool, error) {
	text, err := os.ReadFile(notices)
	if err != nil {
		return nil, err
	}
	var all []struct {
		Calendar string
		Entries  []struct{ Kind, From, To string }
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	worked := map[string]bool{}
	for _, n := range all {
		for _, e := range n.Entries {
			last, _ := time.Parse(time.DateOnly, e.To)
			for d, _ := time.Parse(time.DateOnly, e.From); n.Calendar == "CN" && !d.After(last); d = d.AddDate(0, 0, 1) {
				worked[d.Format(time.DateOnly)] = e.Kind == "work"
			}
		}
	}
	return worked, nil
}
