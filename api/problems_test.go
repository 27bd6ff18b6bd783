package api

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/api/admit/ratelimit"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// problemCase is a request that is refused with a code.
type problemCase struct {
	code    deadlines.Code
	request string // method and target
	body    string
	pointer string
	headers []string
	reader  io.Reader     // the body, if it is not a text
	change  func(*Config) // what is special about the server
}

type panickingTables struct{}

func (panickingTables) Table() *holidays.Table {
	panic("secret of /srv/app/tables.go: postgres://user:pass@db")
}

type brokenBody struct{}

func (brokenBody) Read([]byte) (int, error) {
	return 0, errors.New("read tcp 10.0.0.1:8080: connection reset by peer")
}

const (
	jsonBody = "application/json"
	aDay     = `"trigger":"2026-02-09"`
)

// problemCases has a request for every code of package problem.
var problemCases = []problemCase{
	{code: problem.Internal, request: "GET /v1/calendars", change: func(c *Config) { c.Tables = panickingTables{} }},
	{code: problem.NotReady, request: "GET /v1/calendars", change: func(c *Config) { c.Tables = fixedTable{} }},
	{code: problem.NotReady, request: "GET /readyz", change: func(c *Config) { c.Tables = fixedTable{} }},
	{code: problem.NotReady, request: "POST /v1/deadlines", body: "{}", change: func(c *Config) { c.Tables = fixedTable{} }},
	{code: problem.Stopping, request: "GET /readyz", change: func(c *Config) { c.Draining = func() bool { return true } }},
	{code: problem.Overloaded, request: "GET /v1/calendars", change: func(c *Config) { c.Shedder = shedding{} }},
	{code: problem.Overloaded, request: "POST /v1/deadlines/batch", body: "{}", change: func(c *Config) { c.Shedder = shedding{light: true} }},
	{code: problem.RateLimited, request: "GET /v1/calendars", change: func(c *Config) {
		c.RateLimit, c.Limiter = ratelimit.Rate{Requests: 5, Period: time.Second}, exhausted{}
	}},
	{code: problem.Unauthorized, request: "GET /v1/calendars", change: requireKeys},
	{code: problem.NotFound, request: "GET /nowhere"},
	{code: problem.NotFound, request: "GET /"},
	{code: problem.NotFound, request: "GET /v1/rules/"},
	{code: problem.NotFound, request: "GET /{0}{1}"},
	{code: problem.NotFound, request: "GET /docs/nowhere.js"},
	{code: problem.Method, request: "DELETE /v1/deadlines"},
	{code: problem.Method, request: "POST /v1/rules/{1}"},
	{code: problem.Method, request: "OPTIONS /v1/deadlines/batch"},
	{code: problem.MediaType, request: "POST /v1/deadlines", body: "{}", headers: []string{"Content-Type", "text/plain"}},
	{code: problem.Encoding, request: "POST /v1/deadlines", body: "{}", headers: []string{"Content-Encoding", "br"}},
	{code: problem.BodyNotGzip, request: "POST /v1/deadlines", body: "{" + aDay + "}", headers: []string{"Content-Encoding", "gzip"}},
	{code: problem.MediaType, request: "POST /v1/deadlines/status", body: "{}", headers: []string{"Content-Type", "application/x-www-form-urlencoded"}},
	{code: problem.MediaType, request: "POST /v1/deadlines/batch", body: "{}", headers: []string{"Content-Type", "application/x-ndjson-more"}},
	{code: problem.MediaType, request: "POST /v1/deadlines", body: "{}", headers: []string{"Content-Type", "{1}/;;"}},
	{code: problem.BodyTooLarge, request: "POST /v1/deadlines", body: strings.Repeat(" ", maxQuestionBytes+1)},
	{code: problem.TooManyItems, request: "POST /v1/deadlines/batch", body: items(wire.MaxItems + 1), pointer: "/items"},
	{code: problem.LineTooLong, request: "POST /v1/deadlines/batch", body: strings.Repeat("x", wire.MaxLineBytes+1), headers: []string{"Content-Type", ndjsonType}},
	{code: problem.ReadFailed, request: "POST /v1/deadlines", reader: brokenBody{}},
	{code: problem.ReadFailed, request: "POST /v1/deadlines/batch", reader: brokenBody{}, headers: []string{"Content-Type", ndjsonType}},
	{code: problem.Malformed, request: "POST /v1/deadlines", body: `{"rule"`},
	{code: problem.Trailing, request: "POST /v1/deadlines", body: `{} {}`},
	{code: problem.UnknownField, request: "POST /v1/deadlines", body: `{"ruel":"x"}`, pointer: "/ruel"},
	{code: problem.UnknownField, request: "POST /v1/deadlines", body: `{"a/b~c":1}`, pointer: "/a~1b~0c"},
	{code: problem.UnknownField, request: "POST /v1/deadlines", body: `{"at":"2026-02-09"}`, pointer: "/at"},
	{code: problem.UnknownField, request: "POST /v1/deadlines", body: `{"suspended":[{"till":1}]}`, pointer: "/suspended/0/till"},
	{code: problem.UnknownField, request: "GET /v1/deadlines?yellow=1", pointer: "/yellow"},
	{code: problem.UnknownField, request: "GET /v1/rules?id=1", pointer: "/id"},
	{code: problem.UnknownField, request: "GET /v1/calendars?x", pointer: "/x"},
	{code: problem.DuplicateField, request: "POST /v1/deadlines", body: `{"rule":"a","rule":"b"}`, pointer: "/rule"},
	{code: problem.DuplicateField, request: "GET /v1/deadlines?trace=true&trace=true", pointer: "/trace"},
	{code: problem.DuplicateField, request: "GET /v1/calendars/CN/days?from=2026-01-01&from=2026-01-01&to=2026-01-02", pointer: "/from"},
	{code: problem.WrongType, request: "POST /v1/deadlines", body: `[]`},
	{code: problem.WrongType, request: "POST /v1/deadlines", body: `{"amount":"7"}`, pointer: "/amount"},
	{code: problem.WrongType, request: "POST /v1/deadlines", body: `{"history":[1]}`, pointer: "/history/0"},
	{code: problem.WrongType, request: "POST /v1/deadlines", body: `{"suspended":[7]}`, pointer: "/suspended/0"},
	{code: problem.WrongType, request: "POST /v1/deadlines/batch", body: `{"items":{}}`, pointer: "/items"},
	{code: problem.WrongType, request: "GET /v1/deadlines?amount=x", pointer: "/amount"},
	{code: problem.InvalidDate, request: "POST /v1/deadlines", body: `{"as_of":"2026-02-30"}`, pointer: "/as_of"},
	{code: problem.InvalidDate, request: "POST /v1/deadlines", body: `{"history":["2026-01-01","x"]}`, pointer: "/history/1"},
	{code: problem.InvalidDate, request: "POST /v1/deadlines", body: `{"suspended":[{"from":"x","to":"2026-01-01"}]}`, pointer: "/suspended/0/from"},
	{code: problem.InvalidDate, request: "GET /v1/calendars/CN/days/tomorrow", pointer: "/date"},
	{code: problem.InvalidTrigger, request: "POST /v1/deadlines", body: `{"trigger":"yesterday"}`, pointer: "/trigger"},
	{code: problem.InvalidTrigger, request: "POST /v1/deadlines/status", body: `{"done":"2026-2-9"}`, pointer: "/done"},
	{code: problem.InvalidParameter, request: "GET /v1/calendars/CN/add?date=2026-01-01&workdays=many", pointer: "/workdays"},
	{code: problem.InvalidParameter, request: "GET /v1/rules?shape=round", pointer: "/shape"},
	{code: problem.InvalidParameter, request: "GET /v1/rules?jurisdiction=", pointer: "/jurisdiction"},
	{code: problem.InvalidParameter, request: "GET /v1/deadlines?suspended=2026-01-01", pointer: "/suspended"},
	{code: problem.InvalidParameter, request: "GET /v1/deadlines?trace=1", pointer: "/trace"},
	{code: problem.InvalidParameter, request: "GET /v1/deadlines?rule=%zz", pointer: "/rule"},
	{code: problem.InvalidParameter, request: "GET /v1/rules?q=%zz", pointer: "/q"},
	{code: problem.InvalidParameter, request: "GET /v1/rules?%zz=q"},
	{code: problem.WrongType, request: "POST /v1/calendars/CN/days", body: " null"},
	{code: problem.Malformed, request: "POST /v1/calendars/CN/days", body: "not JSON"},
	{code: problem.InvalidParameter, request: "POST /v1/deadlines/status", body: `{"yellow":1001}`, pointer: "/yellow"},
	{code: problem.MissingParameter, request: "GET /v1/calendars/CN/days?from=2026-01-01", pointer: "/to"},
	{code: problem.MissingParameter, request: "GET /v1/calendars/CN/add?date=2026-01-01", pointer: "/workdays"},
	{code: problem.RangeReversed, request: "GET /v1/calendars/CN/days?from=2026-01-02&to=2026-01-01", pointer: "/to"},
	{code: problem.RangeTooLong, request: "GET /v1/calendars/CN/days?from=2020-01-01&to=2024-01-01", pointer: "/to"},
	{code: deadlines.CodeRuleUnknown, request: "POST /v1/deadlines", body: `{"rule":"{0}"}`, pointer: "/rule"},
	{code: deadlines.CodeRuleUnknown, request: "GET /v1/rules/nothing", pointer: "/id"},
	{code: deadlines.CodeNotInForce, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2019-04-01", pointer: "/trigger"},
	{code: deadlines.CodeOutOfCoverage, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2051-01-02", pointer: "/trigger"},
	{code: deadlines.CodeOutOfCoverage, request: "POST /v1/deadlines/status", body: `{"rule":"xihe.travel-notice",` + aDay + `,"at":"2006-12-31"}`, pointer: "/at"},
	{code: deadlines.CodeOutOfCoverage, request: "GET /v1/calendars/CN-GX/days/2013-12-31", pointer: "/date"},
	{code: deadlines.CodeCalendarUnknown, request: "POST /v1/deadlines", body: `{"rule":"xihe.travel-notice",` + aDay + `,"calendar":"CN-XX"}`, pointer: "/calendar"},
	{code: deadlines.CodeCalendarUnknown, request: "POST /v1/deadlines", body: `{"calendar":""}`, pointer: "/calendar"},
	{code: deadlines.CodeCalendarUnknown, request: "GET /v1/calendars/CN-XX", pointer: "/id"},
	{code: deadlines.CodeAmountNotAllowed, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2026-02-09&amount=5", pointer: "/amount"},
	{code: deadlines.CodeAmountRange, request: "GET /v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09&amount=0", pointer: "/amount"},
	{code: deadlines.CodeRollUnknown, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2026-02-09&roll=later", pointer: "/roll"},
	{code: deadlines.CodeRollUnknown, request: "POST /v1/deadlines", body: `{"roll":""}`, pointer: "/roll"},
	{code: deadlines.CodeFieldMissing, request: "POST /v1/deadlines", body: `{}`, pointer: "/rule"},
	{code: deadlines.CodeFieldMissing, request: "POST /v1/deadlines/batch", body: `{}`, pointer: "/items"},
	{code: deadlines.CodeFieldMissing, request: "POST /v1/deadlines", body: `{"suspended":[{"from":"2026-01-01"}]}`, pointer: "/suspended/0/to"},
	{code: deadlines.CodeFieldMissing, request: "GET /v1/deadlines?rule=tiexi.absence-approver", pointer: "/days"},
	{code: deadlines.CodeFieldNotAllowed, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2026-02-09&days=1", pointer: "/days"},
	{code: deadlines.CodeSpanReversed, request: "POST /v1/deadlines", body: `{"rule":"xihe.travel-notice",` + aDay + `,"suspended":[{"from":"2026-01-02","to":"2026-01-01"}]}`, pointer: "/suspended/0/to"},
	{code: deadlines.CodeTooManySpans, request: "POST /v1/deadlines", body: `{"suspended":[` + strings.Repeat(`{"from":"2026-01-02","to":"2026-01-02"},`, 64) + `7]}`, pointer: "/suspended"},
	{code: deadlines.CodeDaysRange, request: "POST /v1/deadlines", body: `{"rule":"tiexi.absence-approver","days":0}`, pointer: "/days"},
	{code: deadlines.CodeAgreedNotAllowed, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2026-02-09&agreed=2026-02-10", pointer: "/agreed"},
	{code: deadlines.CodeAgreedAndAmount, request: "POST /v1/deadlines", body: `{"rule":"xihe.countersign-reply",` + aDay + `,"amount":3,"agreed":"2026-12-10"}`, pointer: "/agreed"},
	{code: deadlines.CodeAgreedTooEarly, request: "POST /v1/deadlines", body: `{"rule":"xihe.countersign-reply",` + aDay + `,"agreed":"2020-01-02"}`, pointer: "/agreed"},
	{code: deadlines.CodeReadingUnknown, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2026-02-09&interpret=calendar_days:weeks", pointer: "/interpret"},
	{code: deadlines.CodeReadingNotOpen, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2026-02-09&interpret=trigger_day_excluded:trigger_day_counted", pointer: "/interpret"},
	{code: deadlines.CodeReadingTwice, request: "GET /v1/deadlines?rule=xihe.travel-notice&trigger=2026-02-09&interpret=calendar_days:working_days&interpret=calendar_days:calendar_days", pointer: "/interpret"},
	{code: deadlines.CodeReadingAndRoll, request: "POST /v1/deadlines", body: `{"rule":"xihe.travel-notice",` + aDay + `,"roll":"none","interpret":{"roll_previous_notice":"no_roll"}}`, pointer: "/roll"},
	{code: deadlines.CodeDoneTooEarly, request: "POST /v1/deadlines/status", body: `{"rule":"xihe.countersign-reply",` + aDay + `,"done":"2020-01-02"}`, pointer: "/done"},
	{code: deadlines.CodeNoDueDate, request: "POST /v1/deadlines/status", body: `{"rule":"tiexi.field-research-days",` + aDay + `}`, pointer: "/rule"},
}

// items is a batch of n questions.
func items(n int) string {
	return `{"items":[` + strings.Repeat("{},", n-1) + `{}]}`
}

func (c *problemCase) send(t *testing.T, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	method, target, _ := strings.Cut(c.request, " ")
	req := newRequest(method, target, c.body, append(headers, c.headers...)...)
	if c.reader != nil {
		req.Body = io.NopCloser(c.reader)
	}
	if req.Header.Get("Content-Type") == "" {
		req.Header.Set("Content-Type", jsonBody)
	}
	rec := httptest.NewRecorder()
	newTestHandler(t, c.change).ServeHTTP(recorder{rec}, req)
	return rec
}

// elsewhere are the codes of calls that need a record or a token, whose own tests
// produce them.
var elsewhere = []deadlines.Code{
	"revision_unknown", "position_unknown", "position_needed", "position_not_reached", "checkpoint_missing", "too_many_watchers", "record_unavailable", "conflict", "base_revision_moved", "admin_disabled",
	"forbidden", "too_many_failures", "draft_unknown", "notice_unknown", "notice_unreadable",
	"line_empty", "too_many_empty_lines", // of NDJSON, which is answered 200
	"if_match_missing", "draft_changed", "checks_failed", "four_eyes", "reason_missing", "idempotency_key_reused",
	"rule_superseded", // of rules with a last day, which no embedded one has
	"nothing_to_do", "needs_second_person", "draft_returned", "draft_published", "too_many_drafts", "record_broken", "record_newer", "outcome_unknown", "bundle_read_only",
}

// TestEveryProblem produces every code over HTTP, in both languages.
func TestEveryProblem(t *testing.T) {
	produced := map[deadlines.Code]bool{}
	for i := range problemCases {
		c := &problemCases[i]
		produced[c.code] = true
		t.Run(fmt.Sprintf("%s %.80s", c.request, c.body), func(t *testing.T) {
			byDefault := c.check(t, c.send(t), holidays.Chinese)
			inEnglish := c.check(t, c.send(t, "Accept-Language", "en"), holidays.English)
			if byDefault.Title == inEnglish.Title || byDefault.Detail == inEnglish.Detail {
				t.Errorf("the languages are the same: %+v", byDefault)
			}
		})
	}
	for _, code := range problem.Codes() {
		if !produced[code] && !slices.Contains(elsewhere, code) {
			t.Errorf("no request produces %s", code)
		}
	}
}

// internals are what a body must not tell: type names, files, addresses, causes.
var internals = regexp.MustCompile(`\.go\b|goroutine|runtime|panic|secret|postgres|tcp|strconv|jsontext|\*?\b(api|deadlines|holidays|http|url|time|errors)\.[A-Z]|0x[0-9a-f]{4}|%!`)

// check holds an answer against the case and the language's message.
func (c *problemCase) check(t *testing.T, rec *httptest.ResponseRecorder, lang string) problem.Problem {
	t.Helper()
	m := problem.Of(problem.New(c.code, ""), lang)
	p := decode[problem.Problem](t, rec.Body.Bytes())
	if p.Code != string(c.code) || p.Type != "/docs/errors#"+string(c.code) || p.Status != m.Status || p.Title != m.Title {
		t.Fatalf("want %s (%d): %s", c.code, m.Status, rec.Body)
	}
	inStream := rec.Header().Get("Content-Type") == ndjsonType
	if inStream != (rec.Code == http.StatusOK) || !inStream && rec.Code != p.Status {
		t.Errorf("status %d for %+v", rec.Code, p)
	}
	if !inStream {
		for name, want := range map[string]string{
			"Content-Type": "application/problem+json; charset=utf-8", "X-Request-Id": p.RequestID,
			"Content-Language": contentLanguage[lang][0], "Cache-Control": "no-store",
		} {
			if got := rec.Header().Get(name); got != want || got == "" {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	}
	if again := rec.Header().Get("Retry-After"); again == "" && rec.Code == http.StatusServiceUnavailable {
		t.Error("nothing says when to come again")
	}
	p = unlocated(p)
	pointer := ""
	if len(p.Errors) > 0 {
		pointer = p.Errors[0].Pointer
	}
	if len(p.Errors) > 0 && p.Errors[0].Detail != p.Detail {
		t.Errorf("the field is told %q, and the problem %q", p.Errors[0].Detail, p.Detail)
	}
	if pointer != c.pointer || len(p.Errors) > 1 {
		t.Errorf("pointer %q, want %q", pointer, c.pointer)
	}
	if bad := internals.FindString(rec.Body.String()); bad != "" {
		t.Errorf("the body tells %q: %s", bad, rec.Body)
	}
	if left := placeholder.FindString(strings.NewReplacer("{0}{1}", "", "/{1}", "", "“{0}”", "", "“{1}/;;”", "").Replace(p.Detail)); left != "" {
		t.Errorf("the placeholder %s is left: %s", left, p.Detail)
	}
	return p
}

var placeholder = regexp.MustCompile(`\{\d+\}`)
