package api

import (
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/docs"
	"shixian/test/openapi"
)

// description is as much of the OpenAPI description as the tests look at.
type description struct {
	Paths map[string]map[string]any
}

func described(t *testing.T) (d description) {
	t.Helper()
	unmarshal(t, docs.OpenAPI, &d)
	return d
}

// unusable stands for a record in tests for which only the routes matter.
type unusable struct{ admin.Record }

var pathParameter = regexp.MustCompile(`[:*](\w+)`)

// untold are routes that are not described: those that only tell where it has gone, and the
// page to read the description in.
var untold = []string{"GET /v1/calendars/{id}/workdays/add", "GET /docs", "GET /docs/{any}"}

// TestEveryRouteIsDescribed, and everything described is a route. HEAD goes with
// GET without saying.
func TestEveryRouteIsDescribed(t *testing.T) {
	engine := newTestEngine(t, func(c *Config) { c.Record, c.Metrics = unusable{}, http.NotFoundHandler() })
	var routes, told []string
	for _, r := range engine.Routes() {
		if r.Method != http.MethodHead {
			routes = append(routes, r.Method+" "+pathParameter.ReplaceAllString(r.Path, "{$1}"))
		}
	}
	for path, methods := range described(t).Paths {
		for method := range methods {
			told = append(told, strings.ToUpper(method)+" "+path)
		}
	}
	for _, r := range routes {
		if !slices.Contains(told, r) && !slices.Contains(untold, r) {
			t.Errorf("%s is not described", r)
		}
	}
	for _, r := range told {
		if !slices.Contains(routes, r) && r != "GET /docs/openapi.json" {
			t.Errorf("%s is described and is no route", r)
		}
	}
}

// documented are calls whose answers, together, have every field of their structs.
var documented = []struct {
	request, body string
	as            any
}{
	{"GET /healthz", "", Health{}},
	{"GET /readyz", "", Readiness{}},
	{"GET /v1/jurisdictions", "", wire.Jurisdictions{}},
	{"GET /v1/rules", "", wire.Rules{}},
	{"GET /v1/rules/tiexi.field-research-days", "", wire.Rule{}},
	{"GET /v1/calendars", "", wire.Calendars{}},
	{"GET /v1/calendars/CN-GX", "", wire.Calendar{}},
	{"GET /v1/calendars/CN/days?from=2026-02-01&to=2026-12-31", "", wire.Days{}},
	{"GET /v1/calendars/CN/days/2026-02-14", "", wire.Day{}},
	{"GET /v1/calendars/CN/workdays?from=2026-02-01&to=2027-12-31&as_of=2026-01-05", "", wire.WorkdayCount{}},
	{"GET /v1/calendars/CN/workdays?from=2026-11-01&to=2027-12-31&group=month", "", wire.WorkdayCount{}},
	{"GET /v1/calendars/CN/workdays/nth?month=2027-10&n=3&as_of=2026-01-05", "", wire.NthWorkday{}},
	{"GET /v1/calendars/CN/add?date=2026-02-01&workdays=400&as_of=2026-01-05", "", wire.WorkdayStep{}},
	{"GET /v1/calendars/CN/add?date=2026-02-20&workdays=0&roll=next", "", wire.WorkdayStep{}},
	{"GET /v1/deadlines/latest-trigger?ref=A-17&rule=xihe.revise-decided-document&due=2026-04-10&interpret=calendar_days:working_days", "", wire.Triggers{}},
	{"POST /v1/calendars/CN/days", `{"dates":["2026-02-14"]}`, wire.Days{}},
	{"GET /v1/deadlines?ref=A-17&rule=xihe.countersign-reply&trigger=2026-12-21&suspended=2026-12-23/2026-12-24", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=shuangta.710-annual&trigger=2025-01-01", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=shuangta.710-annual&trigger=2027-01-01", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=tiexi.key-topics&trigger=2025-01-01", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=xiangshan.district-meeting-quota&trigger=2026-02-09&history=2026-01-05", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=tiexi.absence-approver&days=1", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=tiexi.field-research-days&trigger=2026-02-09", "", wire.Answer{}},
	{"POST /v1/deadlines/batch", `{"items":[{"rule":"xihe.countersign-reply","trigger":"2026-02-09","trace":true}]}`, wire.BatchAnswer{}},
	{"POST /v1/deadlines/status", `{"ref":"A-17","rule":"xihe.countersign-reply","trigger":"2026-02-09","done":"2026-02-10"}`, wire.StatusAnswer{}},
	{"POST /v1/deadlines/status", `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`, wire.StatusAnswer{}},
	{"POST /v1/deadlines/status", `{"rule":"xihe.countersign-reply","trigger":"2027-02-09"}`, wire.StatusAnswer{}},
	{"GET /v1/deadlines?rule=xihe.revise-decided-document&trigger=2026-04-03&view=full&readings=true&interpret=calendar_days:working_days&as_of=2026-03-01", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=xihe.revise-decided-document&trigger=2026-12-21&view=full&readings=true", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=xihe.revise-decided-document&trigger=2027-02-01&readings=true", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=xiangshan.district-meeting-quota&trigger=2026-02-09&history=2025-11-05&readings=true", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=tiexi.field-research-quota&trigger=2026-02-09&readings=true", "", wire.Answer{}},
	{"GET /v1/deadlines?rule=tiexi.absence-approver&days=1&readings=true", "", wire.Answer{}},
	{"GET /v1/deadlines?trigger=yesterday&ref=A-17", "", problem.Problem{}},
	{"POST /v1/deadlines", `{"trigger":"yesterday"}`, problem.Problem{}},
}

// elsewhereOnly are the fields that only a service with a record, with further calendars
// or with rules that another document took the place of has: no notice of the tables
// that are built in has been corrected, and their festivals have dates in every year.
var elsewhereOnly = []string{
	"Problem.line", // in NDJSON
	"Readiness.state", "Problem.head", "Notice.replaces", "Calendar.undated_from",
	"Rule.effective_to", "Rule.superseded_by", "Jurisdiction.effective_to", "Jurisdiction.superseded_by",
}

// TestAnswersAreDocumented: an answer is as it is described, each field of its struct
// turns up in some answer, and no other.
func TestAnswersAreDocumented(t *testing.T) {
	h := newTestHandler(t, nil)
	d, err := openapi.New(docs.OpenAPI)
	if err != nil {
		t.Fatal(err)
	}
	seen, fields := map[string]bool{}, map[string]bool{}
	for _, c := range documented {
		method, target, _ := strings.Cut(c.request, " ")
		rec := do(h, method, target, c.body)
		res := rec.Result()
		res.Request = newRequest(method, target, "")
		if _, err := d.Check(res, rec.Body.Bytes()); err != nil {
			t.Errorf("%s: %v", c.request, err)
		}
		typ := reflect.TypeOf(c.as)
		if err := unmarshalStrict(rec.Body.Bytes(), reflect.New(typ).Interface()); err != nil {
			t.Errorf("%s: %v", c.request, err)
		}
		var value any
		unmarshal(t, rec.Body.Bytes(), &value)
		note(typ, value, seen)
		collect(typ, fields)
	}
	for field := range fields {
		// Not every field of an answer goes with a status.
		inAnswer := strings.Replace(field, "StatusAnswer.", "Answer.", 1)
		if !seen[field] && !seen[inAnswer] && !slices.Contains(elsewhereOnly, field) {
			t.Errorf("%s turned up in no answer", field)
		}
	}
}

// note notes the fields of a struct that are in a value, as Type.field.
func note(typ reflect.Type, value any, seen map[string]bool) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	switch v := value.(type) {
	case []any:
		for _, inner := range v {
			note(typ, inner, seen)
		}
	case map[string]any:
		for _, f := range reflect.VisibleFields(typ) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if inner, ok := v[name]; ok && name != "" {
				seen[typ.Name()+"."+name] = true
				note(f.Type, inner, seen)
			}
		}
	}
}

// collect adds the JSON fields of a struct, and of those under it, as Type.field.
func collect(typ reflect.Type, fields map[string]bool) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		return
	}
	for _, f := range reflect.VisibleFields(typ) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || fields[typ.Name()+"."+name] {
			continue
		}
		fields[typ.Name()+"."+name] = true
		if !slices.Contains(elsewhereOnly, typ.Name()+"."+name) {
			collect(f.Type, fields)
		}
	}
}

// TestDocs: the description and the page to read it in are served, and nothing else.
func TestDocs(t *testing.T) {
	h := newTestHandler(t, nil)
	if rec := get(h, "/docs/openapi.json"); rec.Body.String() != string(docs.OpenAPI) || rec.Header().Get("Content-Type") != jsonType[0] {
		t.Errorf("the description: %d, %s", rec.Code, rec.Header().Get("Content-Type"))
	}
	for path, want := range map[string]string{
		"/docs/": "text/html; charset=utf-8", "/docs/swagger-ui.css": "text/css; charset=utf-8",
		"/docs/swagger-initializer.js": "text/javascript; charset=utf-8",
	} {
		rec := get(h, path)
		if rec.Code != 200 || rec.Header().Get("Content-Type") != want || rec.Body.Len() == 0 {
			t.Errorf("%s: %d %s, %d bytes", path, rec.Code, rec.Header().Get("Content-Type"), rec.Body.Len())
		}
	}
	if js := get(h, "/docs/swagger-initializer.js").Body.String(); !strings.Contains(js, `"openapi.json"`) || strings.Contains(js, "petstore") {
		t.Errorf("the page reads another description: %s", js)
	}
	if rec := get(h, "/docs"); rec.Code != http.StatusPermanentRedirect || rec.Header().Get("Location") != "/docs/" {
		t.Errorf("/docs: %d to %s", rec.Code, rec.Header().Get("Location"))
	}
	for _, path := range []string{"/docs/x", "/docs/../main.go", "/docs/..%2fdocs.go", "/docs//index.html", "/docs/index.html/"} {
		if rec := get(h, path); rec.Code != http.StatusNotFound || problemIn(t, rec).Code != string(problem.NotFound) {
			t.Errorf("%s: %d %.200s", path, rec.Code, rec.Body)
		}
	}
}
