package service

import "testing"

// TestLimitsOfTheService: each caller behind a trusted proxy has its own requests,
// a reader has them wherever they come from, and probes are not counted.
func TestLimitsOfTheService(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "wang:reader", "li:viewer")
	r := startReplica(t, "SHIXIAN_RATE_LIMIT=2/h", "SHIXIAN_TRUSTED_PROXIES=127.0.0.0/8", "SHIXIAN_TOKENS="+tokens)
	from := func(addr string, headers ...string) []string { return append(headers, "X-Forwarded-For", addr) }
	for _, addr := range []string{"192.0.2.1", "192.0.2.2"} {
		for _, want := range []int{200, 200, 429} {
			r.want(want, "GET", asked, "", from(addr)...)
		}
	}
	r.want(200, "GET", asked, "", from("192.0.2.1", "Authorization", auth["wang"])...)
	r.want(200, "GET", asked, "", from("192.0.2.3", "Authorization", auth["wang"])...)
	a := r.want(429, "GET", asked, "", from("192.0.2.4", "Authorization", auth["wang"])...)
	if a.field(t, "code") != "rate_limited" || a.header.Get("Retry-After") != "1800" {
		t.Errorf("%v %s", a.header, a.body)
	}
	for range 5 {
		r.want(200, "GET", "/readyz", "", from("192.0.2.1")...)
	}
}

// TestKeysOfTheService: with SHIXIAN_REQUIRE_KEY reading takes a token, which a
// reader has; administering takes more.
func TestKeysOfTheService(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "wang:reader", "li:viewer")
	r := startReplica(t, "SHIXIAN_REQUIRE_KEY=on", "SHIXIAN_TOKENS="+tokens)
	r.want(401, "GET", asked, "")
	r.want(401, "GET", asked, "", "Authorization", "Bearer wrong")
	r.want(401, "POST", "/v1/deadlines/batch", `{"items":[]}`, "Content-Type", jsonBody)
	for name, want := range map[string]int{"wang": 403, "li": 200} {
		r.want(200, "GET", asked, "", "Authorization", auth[name])
		r.want(want, "GET", "/v1/admin/log", "", "Authorization", auth[name])
	}
	r.want(200, "GET", "/healthz", "")
	r.want(401, "GET", "/docs/openapi.json", "")
	r.want(200, "GET", "/docs/openapi.json", "", "Authorization", auth["wang"])
}
