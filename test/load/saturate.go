package load

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// Saturation is a call made over a few connections, each as soon as the one before it is
// answered.
type Saturation struct {
	Rate float64 // calls a second
	Each time.Duration
}

// wrkConnections are few, so that a connection never waits long for its turn.
const wrkConnections = 8

var wrkSaid = regexp.MustCompile(`(\d+) requests in [^\n]*\n(?:.*\n)*?Requests/sec:\s*([\d.]+)`)

// Saturate makes a call as often as it is answered for a while (whole seconds), with wrk:
// a client that takes less than what it measures. The set-up is one process.
func (s *Setup) Saturate(ctx context.Context, c *Call, folder string, length time.Duration) (out Saturation, err error) {
	script, err := wrkScript(c, folder)
	if err != nil {
		return out, err
	}
	before, err := s.Processes[0].CPU()
	if err != nil {
		return out, err
	}
	text, err := exec.CommandContext(ctx, "wrk", "-t1", "-c", fmt.Sprint(wrkConnections), //nolint:gosec // of the mix
		"-d", fmt.Sprintf("%.0fs", length.Seconds()), "-s", script, s.URL+c.Target).CombinedOutput()
	if err != nil {
		return out, fmt.Errorf("wrk: %w: %s", err, text)
	}
	after, err := s.Processes[0].CPU()
	if err != nil {
		return out, err
	}
	said := wrkSaid.FindSubmatch(text)
	if said == nil || wrkFailed.Match(text) {
		return out, fmt.Errorf("wrk %s: %s", c.Target, text)
	}
	calls, _ := strconv.Atoi(string(said[1]))
	out.Rate, _ = strconv.ParseFloat(string(said[2]), 64)
	out.Each = (after - before) / time.Duration(max(1, calls))
	return out, nil
}

// wrkFailed is what wrk says of other answers than those that were asked for.
var wrkFailed = regexp.MustCompile(`Non-2xx|Socket errors`)

func wrkScript(c *Call, folder string) (string, error) {
	text := fmt.Sprintf("wrk.method = %q\nwrk.body = %q\n", c.Method, c.Body)
	for name, values := range c.Header {
		text += fmt.Sprintf("wrk.headers[%q] = %q\n", name, values[0])
	}
	file := filepath.Join(folder, c.Kind+".lua")
	return file, os.WriteFile(file, []byte(text), 0o600)
}
