package api

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// TestListedDates: of a list of dates the one that is wrong is named by what was written,
// wherever the list stands.
func TestListedDates(t *testing.T) {
	h := newTestHandler(t, nil)
	const quota = "tiexi.field-research-quota"
	for what, rec := range map[string]*httptest.ResponseRecorder{
		"days":               post(h, "/v1/calendars/CN/days", `{"dates":["2026-02-14","2026-13-14"]}`),
		"history":            post(h, "/v1/deadlines", `{"rule":"`+quota+`","trigger":"2026-02-09","history":["2026-02-14","2026-13-14"]}`),
		"history, a batch":   post(h, "/v1/deadlines/batch", `{"items":[{"rule":"`+quota+`","trigger":"2026-02-09","history":["2026-02-14","2026-13-14"]}]}`),
		"history in a query": get(h, "/v1/deadlines?rule="+quota+"&trigger=2026-02-09&history=2026-02-14,2026-13-14"),
		"suspended":          get(h, "/v1/deadlines?"+goodQuery+"&suspended=2026-02-10/2026-13-14"),
	} {
		if body := rec.Body.String(); !strings.Contains(body, `“2026-13-14”应为存在的日期`) {
			t.Errorf("%s: %s", what, body)
		}
	}
}
