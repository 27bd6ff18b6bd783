package soak

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// watching counts what the watchers see.
type watching struct{ came, events atomic.Int64 }

// The shortest time for which a watcher stays, and how many times as long another may.
const (
	shortestStay = 250 * time.Millisecond
	stays        = 16
)

// run comes, stays a while, goes and comes again until ctx ends. Each watcher has a
// rhythm of its own.
func (w *watching) run(ctx context.Context, url string, number int) error {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for turn := number; ctx.Err() == nil; turn += 7 {
		if err := w.watch(ctx, client, url, shortestStay*time.Duration(1+turn%stays)); err != nil {
			return fmt.Errorf("watcher %d: %w", number, err)
		}
	}
	return nil
}

// watch follows the stream of changes for a while.
func (w *watching) watch(ctx context.Context, client *http.Client, url string, stay time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, stay)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/v1/changes/stream", nil)
	if err != nil {
		return err
	}
	res, err := client.Do(req)
	if err != nil {
		return leaving(ctx, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return errors.New(res.Status)
	}
	w.came.Add(1)
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "event: change") {
			w.events.Add(1)
		}
	}
	if lines.Err() == nil {
		return errors.New("the stream ended by itself")
	}
	return leaving(ctx, lines.Err())
}

// leaving is no error if it was the watcher who left.
func leaving(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
