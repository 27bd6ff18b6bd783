package api

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
)

const goodQuery = "rule=xihe.countersign-reply&trigger=2026-02-09"

// TestStrictQueries: a query is read as strictly as a body.
func TestStrictQueries(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct {
		query   string
		want    deadlines.Code
		pointer string
	}{
		{"ruel=x", problem.UnknownField, "/ruel"},
		{"Rule=x", problem.UnknownField, "/Rule"},
		{"rule[]=x", problem.UnknownField, "/rule[]"},
		{"=x", problem.UnknownField, ""},
		{"at=2026-02-09", problem.UnknownField, "/at"},
		{"r%c3%28=x", problem.UnknownField, "/r("},
		{"%zz=x", problem.InvalidParameter, ""},
		{"rule=a&rule=a", problem.DuplicateField, "/rule"},
		{"rule=a&%72ule=a", problem.DuplicateField, "/rule"},
		{"as_of=2026-01-01&as%5Fof=2026-01-01", problem.DuplicateField, "/as_of"},
		{"history=2026-01-01&history=2026-01-02", problem.DuplicateField, "/history"},
		{"rule=%", problem.InvalidParameter, "/rule"},
		{"rule=%e6%9", problem.InvalidParameter, "/rule"},
		{"trace=", problem.InvalidParameter, "/trace"},
		{"trace=TRUE", problem.InvalidParameter, "/trace"},
		{"suspended=", problem.InvalidParameter, "/suspended"},
		{"suspended=2026-01-01", problem.InvalidParameter, "/suspended"},
		{"suspended=2026-01-01/", problem.InvalidDate, "/suspended"},
		{"suspended=2026-01-01/2026-01-02/2026-01-03", problem.InvalidDate, "/suspended"},
		{"history=", problem.InvalidDate, "/history"},
		{"history=2026-01-01,", problem.InvalidDate, "/history"},
		{"history=2026-01-01;2026-01-02", problem.InvalidDate, "/history"},
		{"trigger=", problem.InvalidTrigger, "/trigger"},
		{"trigger=2026-02-09T17:30:00%20%2008:00", problem.InvalidTrigger, "/trigger"},
		{"roll=", deadlines.CodeRollUnknown, "/roll"},
		{"calendar=", deadlines.CodeCalendarUnknown, "/calendar"},
		{"rule=", deadlines.CodeFieldMissing, "/rule"},
		{"", deadlines.CodeFieldMissing, "/rule"},
		{"&&", deadlines.CodeFieldMissing, "/rule"},
		{"amount=", problem.WrongType, "/amount"},
		{"amount=7.0", problem.WrongType, "/amount"},
		{"amount=1e2", problem.WrongType, "/amount"},
		{"amount=+7", problem.WrongType, "/amount"},
		{"amount=%2B7", problem.WrongType, "/amount"},
		{"amount=07", problem.WrongType, "/amount"},
		{"amount=0x7", problem.WrongType, "/amount"},
		{"amount=%207", problem.WrongType, "/amount"},
		{"amount=%EF%BC%97", problem.WrongType, "/amount"},
		{goodQuery + "&amount=99999999999999999999", deadlines.CodeAmountRange, "/amount"},
		{"days=x", problem.WrongType, "/days"},
		{"days=NaN", problem.WrongType, "/days"},
		{"days=Inf", problem.WrongType, "/days"},
		{"days=0x1p0", problem.WrongType, "/days"},
		{"days=1.", problem.WrongType, "/days"},
		{"days=.5", problem.WrongType, "/days"},
		{"rule=tiexi.absence-approver&days=1e400", deadlines.CodeDaysRange, "/days"},
		{strings.Repeat("&", wire.MaxQueryBytes+1), problem.InvalidParameter, ""},
	}
	for _, c := range cases {
		p := problemIn(t, get(h, "/v1/deadlines?"+c.query))
		pointer := ""
		if len(p.Errors) > 0 {
			pointer = p.Errors[0].Pointer
		}
		if p.Code != string(c.want) || pointer != c.pointer {
			t.Errorf("%.80s: %s at %q, want %s at %q", c.query, p.Code, pointer, c.want, c.pointer)
		}
	}
}

// TestLenientQueries: the spellings that mean the same give the same.
func TestLenientQueries(t *testing.T) {
	h := newTestHandler(t, nil)
	want := get(h, "/v1/deadlines?"+goodQuery).Body.String()
	if !strings.Contains(want, `"due":"2026-02-25"`) {
		t.Fatal(want)
	}
	for _, query := range []string{
		"trigger=2026-02-09&rule=xihe.countersign-reply",
		"&" + goodQuery + "&&trace=true",
		"%72ule=xihe%2ecountersign%2Dreply&trigger=2026%2d02-09",
		"rule=xihe.countersign-reply&trigger=2026-02-09T17:30:00%2B08:00",
		"rule=xihe.countersign-reply&trigger=2026-02-09T17:30:00+08:00",
		"rule=xihe.countersign-reply&trigger=2026-02-09T17:30:00%2008:00", // which a plus sign by hand is
		"rule=xihe.countersign-reply&trigger=2026-02-09+17:30:00+08:00",
		goodQuery + "&" + strings.Repeat("&", wire.MaxQueryBytes-len(goodQuery)-1),
	} {
		if rec := get(h, "/v1/deadlines?"+query); rec.Body.String() != want {
			t.Errorf("%.100s: %d %s", query, rec.Code, rec.Body)
		}
	}
}

// lenient are routes that pass over parameters which they do not know: probes, and
// addresses that only tell where it has gone.
var lenient = []string{"/healthz", "/readyz", "/docs", "/v1/calendars/:id/workdays/add"}

// TestUnknownParametersEverywhere: every route refuses a parameter that it does not know,
// whatever else is wrong.
func TestUnknownParametersEverywhere(t *testing.T) {
	engine := newTestEngine(t, func(c *Config) {
		c.Record, c.Keeper, c.Metrics = unusable{}, stillKeeper{}, http.NotFoundHandler()
	})
	values := strings.NewReplacer(":id", "CN", ":date", "2026-02-14", ":revision", "1", "*any", "openapi.json")
	for _, r := range engine.Routes() {
		if strings.HasPrefix(r.Path, "/v1/admin") || slices.Contains(lenient, r.Path) {
			continue // administrators' calls ask for the token before anything else
		}
		path := values.Replace(r.Path)
		if r.Path == "/v1/rules/:id" {
			path = "/v1/rules/xihe.countersign-reply"
		}
		body := ""
		if r.Method == http.MethodPost {
			body = "{}"
		}
		rec := httptest.NewRecorder()
		engine.ServeHTTP(rec, newRequest(r.Method, path+"?nosuch=1", body, "Content-Type", "application/json"))
		if r.Method == http.MethodHead {
			if rec.Code != http.StatusBadRequest {
				t.Errorf("HEAD %s: %d", r.Path, rec.Code)
			}
			continue
		}
		if p := problemIn(t, rec); p.Code != string(problem.UnknownField) || rec.Code != p.Status {
			t.Errorf("%s %s: %d %+v", r.Method, r.Path, rec.Code, p)
		}
	}
	for _, path := range []string{"/healthz?nosuch=1", "/readyz?revision=99&nosuch"} {
		if rec := get(engine, path); rec.Code != http.StatusOK {
			t.Errorf("%s: %d %s", path, rec.Code, rec.Body)
		}
	}
}
