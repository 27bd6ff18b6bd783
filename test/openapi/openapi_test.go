package openapi_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"shixian/docs"
	"shixian/test/openapi"
)

const description = `{"openapi": "3.1.0", "paths": {"/a/{id}": {"get": {"responses": {
	"200": {"headers": {"ETag": {}}, "content": {
		"application/json": {"schema": {"$ref": "#/components/schemas/A"}},
		"application/x-ndjson": {"schema": {"$ref": "#/components/schemas/A"}},
		"text/plain": {"schema": {"type": "string", "format": "date"}}}},
	"404": {"$ref": "#/components/responses/Problem"}, "405": {"$ref": "#/components/responses/Refused"}}}}},
	"components": {
		"responses": {"Refused": {"headers": {"Allow": {}}, "content": {"application/problem+json": {"schema": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}}}},
			"Problem": {"content": {"application/problem+json": {"schema": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}}}}},
		"schemas": {"A": {"type": "object", "required": ["due"], "properties": {"due": {"type": "string", "format": "date"}}}}}}`

// TestCheck: what is not described is refused.
func TestCheck(t *testing.T) {
	d, err := openapi.New([]byte(description))
	if err != nil {
		t.Fatal(err)
	}
	const json, lines, text, problem = "application/json", "application/x-ndjson", "text/plain; charset=utf-8", "application/problem+json"
	for _, c := range []struct {
		status              int
		media, header, body string
		ok                  bool
	}{
		{200, json, "ETag", `{"due":"2026-02-25"}`, true},
		{200, json, "", `{"due":"2026-02-30"}`, false},
		{200, json, "", `{"due":"2026-02-25","more":1}`, false},
		{200, json, "", `{}`, false},
		{200, json, "", `{`, false},
		{200, json, "X-More", `{"due":"2026-02-25"}`, false},
		{200, "text/csv", "", `due`, false},
		{200, text, "", `2026-02-25`, true},
		{200, text, "", `tomorrow`, false},
		{200, lines, "", "{\"due\":\"2026-02-25\"}\n{\"due\":\"2026-02-26\"}\n", true},
		{200, lines, "", "{\"due\":\"2026-02-25\"}\n{\"code\":\"x\"}\n", false},
		{404, problem, "", `{"code":"x"}`, true},
		{404, json, "", `{"code":"x"}`, false},
		{503, problem, "", `{"code":"x"}`, false},
	} {
		res := answer(t, c.status, c.media, "/a/1")
		if c.header != "" {
			res.Header.Set(c.header, "x")
		}
		operation, err := d.Check(res, []byte(c.body))
		if (err == nil) != c.ok || operation != "GET /a/{id}" {
			t.Errorf("%+v: %s, %v", c, operation, err)
		}
	}
	if got := d.Unsent(); len(got) != 0 {
		t.Errorf("unsent: %v", got)
	}
	if _, err := d.Check(answer(t, 200, json, "/a"), nil); !errors.Is(err, openapi.ErrUnknown) {
		t.Errorf("another path: %v", err)
	}
}

// TestCheckMethod: a method that is not described is answered with 405 and with those that
// are.
func TestCheckMethod(t *testing.T) {
	d, err := openapi.New([]byte(description))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		status      int
		allow, body string
		ok          bool
	}{
		{405, "GET, HEAD", `{"code":"x"}`, true},
		{405, "GET", `{"code":"x"}`, true},
		{405, "GET, POST", `{"code":"x"}`, false},
		{405, "", `{"code":"x"}`, false},
		{405, "GET", `{}`, false},
		{404, "GET", `{"code":"x"}`, false},
	} {
		res := answer(t, c.status, "application/problem+json", "/a/1")
		res.Request.Method = http.MethodPut
		res.Header.Set("Allow", c.allow)
		if operation, err := d.Check(res, []byte(c.body)); (err == nil) != c.ok || operation != "PUT /a/{id}" {
			t.Errorf("%+v: %s, %v", c, operation, err)
		}
	}
}

// TestAnswersAreClosed: no call to the API has an answer in which anything goes.
func TestAnswersAreClosed(t *testing.T) {
	d, err := openapi.New(docs.OpenAPI)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/v1/deadlines", "/v1/rules", "/v1/calendars/CN/table", "/v1/changes", "/v1/admin/drafts", "/readyz"} {
		for _, body := range []string{`{"undescribed":1}`, `{}`} {
			if _, err := d.Check(answer(t, 200, "application/json", path), []byte(body)); err == nil {
				t.Errorf("%s may answer %s", path, body)
			}
		}
	}
}

func answer(t *testing.T, status int, media, path string) *http.Response {
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://test"+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Response{Request: req, StatusCode: status, Header: http.Header{"Content-Type": {media}}, Body: io.NopCloser(strings.NewReader(""))}
}
