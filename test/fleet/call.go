package fleet

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Reply is an answer that was read to its end.
type Reply struct {
	Status int
	Header http.Header
	Body   []byte
}

// Do makes a call, on a connection of its own if client is nil. Headers come in pairs;
// one without a value is left out.
func Do(ctx context.Context, client *http.Client, method, url, body string, headers ...string) (Reply, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return Reply{}, err
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i+1] != "" {
			req.Header.Set(headers[i], headers[i+1])
		}
	}
	if client == nil {
		client, req.Close = http.DefaultClient, true
	}
	res, err := client.Do(req)
	if err != nil {
		return Reply{}, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return Reply{res.StatusCode, res.Header, text}, err
}

// answers returns nil if a GET is answered with 200.
func answers(ctx context.Context, url string) error {
	r, err := Do(ctx, nil, http.MethodGet, url, "")
	if err == nil && r.Status != http.StatusOK {
		err = fmt.Errorf("%s: %d", url, r.Status)
	}
	return err
}
