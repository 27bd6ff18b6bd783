package api

import (
	"net/http"
	"strings"
	"testing"
)

// TestRefusedInABrowser: who opens an address in a browser and is refused reads a page; calls
// have their problem.
func TestRefusedInABrowser(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Config)
		status int
		zh, en string
	}{
		{"too often", perHour(1), http.StatusTooManyRequests, "请求过于频繁", "too many requests"},
		{"too much to do", func(c *Config) { c.Shedder = shedding{} }, http.StatusServiceUnavailable, "繁忙", "overloaded"},
	} {
		h := newTestHandler(t, c.change)
		get(h, "/no-such-page")
		for lang, want := range map[string]string{"zh-CN": c.zh, "en": c.en} {
			page := get(h, "/no-such-page", "Accept", "text/html,*/*;q=0.8", "Accept-Language", lang)
			said := strings.ToLower(page.Body.String())
			if page.Code != c.status || page.Header().Get("Content-Type") != "text/html; charset=utf-8" || page.Header().Get("Content-Language") != lang ||
				page.Header().Get("Retry-After") == "" || !strings.Contains(said, want) || strings.Contains(said, `"code"`) {
				t.Errorf("%s: %d %v %s", c.name, page.Code, page.Header(), page.Body)
			}
		}
		if call := get(h, "/v1/rules", "Accept", "text/html,*/*;q=0.8"); call.Code != c.status || problemIn(t, call).Code == "" {
			t.Errorf("%s: %d %s", c.name, call.Code, call.Body)
		}
	}
}
