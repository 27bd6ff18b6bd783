package answers

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"shixian/docs"
	"shixian/test/openapi"
)

// described holds answers against the description of the API.
type described struct {
	t    *testing.T
	api  *openapi.Description
	seen map[string]int // answers of each operation
}

func newDescribed(t *testing.T) *described {
	api, err := openapi.New(docs.OpenAPI)
	if err != nil {
		t.Fatal(err)
	}
	return &described{t, api, map[string]int{}}
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
	}
}

// leastDescribed is how many answers are to be held against their schemas.
const leastDescribed = 1000

// enough reports operations that nobody called, and headers that no answer had.
func (d *described) enough() {
	all := 0
	for _, n := range d.seen {
		all += n
	}
	if all < leastDescribed {
		d.t.Errorf("only %d answers are as they are described", all)
	}
	for _, op := range d.api.Operations() {
		if d.seen[op] == 0 {
			d.t.Errorf("%s was not called", op)
		}
	}
	for _, header := range d.api.Unsent() {
		if !strings.HasPrefix(header, "RateLimit") { // which few scripts have
			d.t.Errorf("%s was never sent", header)
		}
	}
}
