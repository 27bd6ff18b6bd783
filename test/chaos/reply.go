package chaos

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"time"

	"shixian/api/problem"
)

type reply struct {
	status int
	header http.Header
	body   []byte
	err    error // there is no whole answer
	took   time.Duration
}

// outcome names what became of a request: its status and the problem's code.
func (r reply) outcome() string {
	if r.err != nil {
		return "-"
	}
	var p problem.Problem
	if json.Unmarshal(r.body, &p) == nil && p.Code != "" {
		return fmt.Sprintf("%d %s", r.status, p.Code)
	}
	return fmt.Sprint(r.status)
}

// unsure reports whether nobody claims to know if the request was carried out: there
// is no answer, or one that says so.
func (r reply) unsure() bool {
	return r.err != nil || r.status == http.StatusBadGateway || r.status == http.StatusGatewayTimeout ||
		r.outcome() == "503 outcome_unknown"
}

// improper says what is wrong with an error: that it is no problem document.
func (r reply) improper() error {
	if r.err != nil || r.status < http.StatusBadRequest {
		return nil
	}
	media, _, err := mime.ParseMediaType(r.header.Get("Content-Type"))
	if err != nil || media != "application/problem+json" {
		return fmt.Errorf("%d is answered as %q: %s", r.status, r.header.Get("Content-Type"), r.body)
	}
	var p problem.Problem
	if err := json.Unmarshal(r.body, &p); err != nil {
		return fmt.Errorf("%d is no problem: %w: %s", r.status, err, r.body)
	}
	if p.Status != r.status || p.Type == "" || p.Code == "" || p.Title == "" || p.Detail == "" {
		return fmt.Errorf("%d is no whole problem: %s", r.status, r.body)
	}
	return nil
}
