package api

import (
	"encoding/json"
	"strings"
	"testing"

	"shixian/api/problem"
)

// TestWhereFieldsAre: a field at fault is told by a JSON Pointer into the body, as a
// fragment, or as a parameter of the query or the path; never as both.
func TestWhereFieldsAre(t *testing.T) {
	h := newTestHandler(t, nil)
	for _, c := range []struct{ request, body, want string }{
		{"GET /v1/deadlines?rule=xihe.countersign-reply&trigger=x", "", `{"parameter":"trigger"`},
		{"GET /v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09&suspended=2026-02-12/2026-02-11", "", `{"parameter":"suspended"`},
		{"GET /v1/deadlines?revision=x", "", `{"parameter":"revision"`},
		{"GET /v1/deadlines?nonsense=1", "", `{"parameter":"nonsense"`},
		{"GET /v1/deadlines?a/b~1c=1", "", `{"parameter":"a/b~1c"`},
		{"GET /v1/calendars/CN/days?a/b~1c=1", "", `{"parameter":"a/b~1c"`},
		{"GET /v1/calendars/CN/days/x", "", `{"parameter":"date"`},
		{"GET /v1/calendars/CN/workdays?from=2026-01-01", "", `{"parameter":"to"`},
		{"POST /v1/deadlines", `{"rule":"xihe.countersign-reply","trigger":"x"}`, `{"pointer":"#/trigger"`},
		{"POST /v1/deadlines", `{"rule":"xihe.countersign-reply","trigger":"2026-02-09","suspended":[{"from":"x"}]}`, `{"pointer":"#/suspended/0/from"`},
		{"POST /v1/deadlines", `{"revision":9,` + good + `}`, `{"pointer":"#/revision"`},
		{"POST /v1/deadlines?revision=9", `{` + good + `}`, `{"parameter":"revision"`},
		{"POST /v1/deadlines?view=x", `{` + good + `}`, `{"parameter":"view"`},
		{"POST /v1/deadlines?trigger=2026-02-09", `{` + good + `}`, `{"parameter":"trigger"`},
		{"POST /v1/deadlines/status", `{` + good + `,"at":"x"}`, `{"pointer":"#/at"`},
		{"POST /v1/deadlines/batch?at=x", `{"items":[]}`, `{"parameter":"at"`},
		{"POST /v1/deadlines/batch", `{"items":7}`, `{"pointer":"#/items"`},
		{"POST /v1/deadlines/batch", `{"items":[{"rule":"x"}]}`, `{"pointer":"#/items/0/rule"`},
		{"POST /v1/deadlines/batch", `{"items":[{},7]}`, `{"pointer":"#/items/1"`},
		{"POST /v1/calendars/CN-XX/days", `{"dates":[]}`, `{"parameter":"id"`},
		{"POST /v1/calendars/CN/days", `{"dates":["x"]}`, `{"pointer":"#/dates/0"`},
		{"POST /v1/calendars/CN/days", `{"` + strings.Repeat("x", 2000) + `":1}`, `{"pointer":"#/` + strings.Repeat("x", 64) + `"`},
		{"GET /v1/rules?jurisdiction=xihe&q=%zz", "", `{"parameter":"q"`},
		{"GET /v1/calendars/CN/days?from=2026-01-01&to=%ff", "", `{"parameter":"to"`},
	} {
		method, target, _ := strings.Cut(c.request, " ")
		if got := do(h, method, target, c.body).Body.String(); !strings.Contains(got, c.want+`,"detail"`) {
			t.Errorf("%s %s: %s, want %s", c.request, c.body, got, c.want)
		}
	}
	if got := postLines(h, `{"rule":"x"}`).Body.String(); !strings.Contains(got, `{"pointer":"#/rule","detail"`) {
		t.Errorf("a line: %s", got)
	}
}

// TestUnknownParameters: every call of the API refuses a parameter that it does not know.
func TestUnknownParameters(t *testing.T) {
	h := newTestEngine(t, func(c *Config) { c.Record, c.Keeper = unusable{}, stillKeeper{} })
	for _, call := range callsOf(h) {
		method, path, _ := strings.Cut(call, " ")
		if !strings.HasPrefix(path, "/v1/") || strings.HasPrefix(path, "/v1/admin/") || strings.HasSuffix(path, "/workdays/add") || method == "PUT" || method == "HEAD" {
			continue
		}
		path = strings.Replace(strings.Replace(path, "/rules/x", "/rules/xihe.travel-notice", 1), "/calendars/x", "/calendars/CN", 1)
		rec := do(h, method, path+"?nonsense=1", "")
		var p problem.Problem
		if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil || p.Code != string(problem.UnknownField) || p.Errors[0].Parameter != "nonsense" {
			t.Errorf("%s: %d %s", call, rec.Code, rec.Body)
		}
	}
}
