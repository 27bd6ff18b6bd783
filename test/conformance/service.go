package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"time"

	"shixian/api"
	"shixian/holidays"
)

// Ask makes a call to the service and returns its answer: a GET if body is nil, else a
// POST of JSON.
type Ask func(target string, body []byte) ([]byte, error)

// AskAt asks the service at an address.
func AskAt(address string) Ask {
	return func(target string, body []byte) ([]byte, error) {
		r, err := request(address+target, body)
		if err != nil {
			return nil, err
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			return nil, err
		}
		defer res.Body.Close()
		return io.ReadAll(res.Body)
	}
}

// AskHandler asks the service's handler by what w knows.
func (w *World) AskHandler() Ask {
	h := api.New(api.Config{
		Tables: fixed{w.Table}, Catalogue: w.Catalogue, Today: func() holidays.Date { return Frozen }, Now: time.Now,
		Log: slog.New(slog.DiscardHandler),
	})
	return func(target string, body []byte) ([]byte, error) {
		r, err := request(target, body)
		if err != nil {
			return nil, err
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		return rec.Body.Bytes(), nil
	}
}

// fixed is a table that never changes.
type fixed struct{ table *holidays.Table }

func (f fixed) Table() *holidays.Table { return f.table }

func request(target string, body []byte) (*http.Request, error) {
	method := http.MethodGet
	if body != nil {
		method = http.MethodPost
	}
	r, err := http.NewRequest(method, target, bytes.NewReader(body))
	if err == nil && body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, err
}

const maxBatch = 10_000

// Answer answers questions, a line each: those to rules in batches, those about
// calendars one by one. The service's fields are those of the vectors.
func (ask Ask) Answer(questions io.Reader, answers io.Writer) error {
	var out, batch []json.RawMessage
	var places []int
	lines := bufio.NewScanner(questions)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := slices.Clone(lines.Bytes())
		var q Question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		out = append(out, nil)
		if q.Rule != "" {
			places, batch = append(places, len(out)-1), append(batch, line)
			continue
		}
		text, err := ask(q.target(), nil)
		if err != nil {
			return err
		}
		out[len(out)-1] = text
	}
	for from := 0; from < len(batch); from += maxBatch {
		to := min(from+maxBatch, len(batch))
		results, err := ask.batch(batch[from:to])
		if err != nil {
			return err
		}
		for i, r := range results {
			out[places[from+i]] = r
		}
	}
	for _, a := range out {
		if _, err := answers.Write(append(bytes.TrimSpace(a), '\n')); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (ask Ask) batch(items []json.RawMessage) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{"items": items})
	if err != nil {
		return nil, err
	}
	text, err := ask("/v1/deadlines/batch", body)
	if err != nil {
		return nil, err
	}
	var got struct{ Results []json.RawMessage }
	if err := json.Unmarshal(text, &got); err != nil || len(got.Results) != len(items) {
		return nil, fmt.Errorf("%d answers to %d questions (%v): %.300s", len(got.Results), len(items), err, text)
	}
	return got.Results, nil
}

// target is the call that answers a question about a calendar.
func (q *Question) target() string {
	path, query := "/v1/calendars/"+url.PathEscape(q.Calendar), url.Values{}
	switch {
	case !q.From.IsZero():
		path += "/workdays"
		query.Set("from", q.From.String())
		query.Set("to", q.To.String())
	case q.Add != nil:
		path += "/add"
		query.Set("date", q.Date.String())
		query.Set("workdays", strconv.Itoa(*q.Add))
	default:
		return path + "/days/" + q.Date.String()
	}
	if !q.AsOf.IsZero() {
		query.Set("as_of", q.AsOf.String())
	}
	return path + "?" + query.Encode()
}
