package answers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"testing"

	"shixian/docs"
	"shixian/test/openapi"
)

// described holds answers against the description of the API.
type described struct {
	t    *testing.T
	api  *openapi.Description
	seen map[string]int // answers of each operation, and of methods that there are not

	statuses map[int]int
	media    map[string]int
	sent     int // bodies of requests that were held against their schemas
}

func newDescribed(t *testing.T) *described {
	api, err := openapi.New(docs.OpenAPI)
	if err != nil {
		t.Fatal(err)
	}
	return &described{t: t, api: api, seen: map[string]int{}, statuses: map[int]int{}, media: map[string]int{}}
}

// check reports an answer that is not as it is described. Pages, and addresses that
// there are not, have no description.
func (d *described) check(key string, r reply) {
	operation, err := d.api.Check(r.Response, r.body)
	switch {
	case errors.Is(err, openapi.ErrUnknown):
		if strings.HasPrefix(r.Request.URL.Path, "/v1/") && r.StatusCode < http.StatusMultipleChoices {
			d.t.Errorf("%s\nis answered, and not described", key)
		}
	case err != nil:
		d.t.Errorf("%s\n%s: %v", key, operation, err)
	default:
		d.seen[operation]++
		d.statuses[r.StatusCode]++
		if media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media != "" {
			d.media[media]++
		}
	}
	d.checkSent(key, r)
}

// ofForm are the codes of what a schema can say of a body.
var ofForm = []string{"malformed_json", "unknown_field", "wrong_type"}

// checkSent reports a body that was answered and is not as it is described, and one that was
// refused for its form and is.
func (d *described) checkSent(key string, r reply) {
	if r.Request.GetBody == nil || r.Request.Header.Get("Content-Encoding") != "" {
		return
	}
	body, err := r.Request.GetBody()
	if err != nil {
		d.t.Fatal(err)
	}
	sent, err := io.ReadAll(body)
	if err != nil {
		d.t.Fatal(err)
	}
	wrong := d.api.CheckSent(r.Request, sent)
	if errors.Is(wrong, openapi.ErrUnknown) || len(sent) == 0 {
		return
	}
	var p struct {
		Code   string
		Errors []struct{ Parameter string }
	}
	_ = json.Unmarshal(r.body, &p) // "" if it is no problem
	switch {
	case r.StatusCode < http.StatusMultipleChoices && wrong != nil && !bytes.Contains(r.body, []byte(`"code":"`)):
		d.t.Errorf("%s\nis answered, and its body is not as it is described: %v", key, wrong)
	case r.StatusCode >= http.StatusBadRequest && wrong == nil && slices.Contains(ofForm, p.Code) && (len(p.Errors) == 0 || p.Errors[0].Parameter == ""):
		d.t.Errorf("%s\nis refused (%s), and its body is as it is described: %s", key, p.Code, r.body)
	default:
		d.sent++
	}
}

// leastDescribed is how many answers are to be held against their schemas, and leastSent
// how many bodies of requests.
const (
	leastDescribed = 1000
	leastSent      = 200
)

// The statuses and media types that are to be among the answers. What fails or is
// overloaded, 500 and 503, takes a service of its own: the tests of package api have them.
var (
	leastStatuses = []int{200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 429}
	leastMedia    = []string{
		"application/json", "application/problem+json", "application/x-ndjson", "text/calendar", "text/csv", "text/plain", "text/event-stream",
	}
)

// enough reports operations that nobody called, and headers that no answer had.
func (d *described) enough() {
	all := 0
	for _, n := range d.seen {
		all += n
	}
	if all < leastDescribed {
		d.t.Errorf("only %d answers are as they are described", all)
	}
	if d.sent < leastSent {
		d.t.Errorf("only %d bodies of requests were held against their schemas", d.sent)
	}
	for _, status := range leastStatuses {
		if d.statuses[status] == 0 {
			d.t.Errorf("no answer had the status %d", status)
		}
	}
	for _, media := range leastMedia {
		if d.media[media] == 0 {
			d.t.Errorf("no answer was %s", media)
		}
	}
	operations := d.api.Operations()
	refused := map[string]bool{}
	for op := range d.seen {
		if _, path, _ := strings.Cut(op, " "); operations[op] == "" {
			refused[path] = true
		}
	}
	for op := range operations {
		if d.seen[op] == 0 {
			d.t.Errorf("%s was not called", op)
		}
		if _, path, _ := strings.Cut(op, " "); !refused[path] && path != "/metrics" { // which has an address of its own
			d.t.Errorf("%s was not called with a method that it does not have", path)
		}
	}
	for _, header := range d.api.Unsent() {
		if !strings.HasPrefix(header, "RateLimit") { // which few scripts have
			d.t.Errorf("%s was never sent", header)
		}
	}
}
