package app

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"shixian/holidays/live"
	"shixian/internal/config"
)

const (
	healthTimeout = 3 * time.Second        // for one answer
	healthRetry   = 250 * time.Millisecond // between two questions
	maxHealth     = 64 << 10               // bytes of an answer that are read
)

// healthCommand asks the service on this machine whether it is ready: the image
// has no shell and no curl to ask with, and a unit's start can wait on it.
type healthCommand struct {
	config.Settings `group:"settings"`

	Wait time.Duration `default:"0s" help:"最多等这么久 / wait as long as this for it."`
}

// Run asks the service that runs with the same settings. An error, and with it
// exit code 1, says that the service must not be asked.
func (c *healthCommand) Run(ctx context.Context, p Process) error {
	url, err := readyURL(&c.Settings)
	if err != nil {
		return err
	}
	state, err := awaitReady(ctx, url, c.Wait)
	if err != nil {
		return err
	}
	_, err = io.WriteString(p.Stdout, state.String())
	return err
}

// readyURL is where the service with these settings says whether it is ready, as
// seen from the machine itself.
func readyURL(s *config.Settings) (string, error) {
	setting, addr, scheme := "SHIXIAN_OPS_ADDR", s.OpsAddr, "http"
	if addr == "" {
		setting, addr = "SHIXIAN_ADDR", s.Addr
		if s.TLSCert != "" {
			scheme = "https"
		}
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("%s: %w", setting, err)
	}
	if port == "0" || port == "" {
		return "", fmt.Errorf("%[1]s: %[2]q 没有写明端口，不知道问哪里 / %[2]q leaves the port open, so there is no telling whom to ask", setting, addr)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + "/readyz", nil
}

// readiness is what the command prints of an answer.
type readiness struct {
	Status   string `json:"status"`
	Revision int64  `json:"revision"`
	State    struct {
		Reasons []live.Reason `json:"reasons"`
	} `json:"state"`
}

// String is the status in one line, and each reason for it in another: who is told that
// something is wrong is told what.
func (r *readiness) String() string {
	out := fmt.Sprintf("%s, revision %d\n", r.Status, r.Revision)
	for _, reason := range r.State.Reasons {
		out += reason.Code + ": " + reason.Detail + "\n"
	}
	return out
}

// awaitReady asks until the service is ready, but no longer than wait. It asks at
// least once, and returns the last error.
func awaitReady(ctx context.Context, url string, wait time.Duration) (readiness, error) {
	client := &http.Client{Timeout: healthTimeout, Transport: &http.Transport{
		// Nothing that the environment says of proxies holds for the machine itself,
		// and a certificate is made out for the name by which others come in.
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
		DisableKeepAlives: true,
	}}
	over := time.After(wait)
	for {
		state, err := askReady(ctx, client, url)
		if err == nil || wait <= 0 {
			return state, err
		}
		select {
		case <-ctx.Done():
			return state, err
		case <-over:
			return state, fmt.Errorf("%[1]s 内没有就绪 / not ready within %[1]s: %[2]w", wait, err)
		case <-time.After(healthRetry):
		}
	}
}

func askReady(ctx context.Context, client *http.Client, url string) (state readiness, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return state, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return state, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxHealth))
	if err != nil {
		return state, err
	}
	if resp.StatusCode != http.StatusOK {
		var p struct{ Detail string }
		_ = json.Unmarshal(body, &p) // a proxy in between may answer anything
		return state, fmt.Errorf("%[1]s 答 / answers %[2]d %[3]s", url, resp.StatusCode, p.Detail)
	}
	if err := json.Unmarshal(body, &state); err != nil || state.Status == "" {
		return state, fmt.Errorf("%[1]s 答的不是时限的答复 / it answers 200, but not as shixian does", url)
	}
	return state, nil
}
