package service

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shixian/test/testenv"
)

// page makes a request as a browser with a cookie does, or with "" without one, and
// returns its status and the cookie that it is given.
func (r *replica) page(method, path, cookie string, form url.Values) (status int, given string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if cookie != "" {
		req.Header.Set("Cookie", cookie)
	}
	res, err := http.DefaultTransport.RoundTrip(req) // which follows no redirect
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		given = c.Name + "=" + c.Value
	}
	return res.StatusCode, given
}

// TestSignOutEverywhere: a copied cookie is worth nothing at any replica once its session
// was ended at one of them. While Redis is away, people sign in, work and sign out, and
// other replicas are not told.
func TestSignOutEverywhere(t *testing.T) {
	t.Parallel()
	redis := testenv.Redis(t)
	tokens, auth := tokenFileOf(t, "p:publisher")
	settings := []string{"SHIXIAN_TOKENS=" + tokens, "SHIXIAN_REDIS_URL=" + redis.URL(), "SHIXIAN_SESSION_KEY=" + strings.Repeat("5a", 32)}
	here, there := startReplica(t, settings...), startReplica(t, settings...)
	form := url.Values{"token": {strings.TrimPrefix(auth["p"], "Bearer ")}}
	for _, away := range []bool{false, true} {
		if away {
			redis.Stop()
		}
		status, cookie := here.page("POST", "/admin/sign-in", "", form)
		if status != http.StatusSeeOther || cookie == "" {
			t.Fatalf("signing in: %d %q", status, cookie)
		}
		for _, r := range []*replica{here, there} {
			if status, _ := r.page("GET", "/admin", cookie, nil); status != http.StatusOK {
				t.Errorf("Redis away %t: signed in: %d", away, status)
			}
		}
		if status, _ := here.page("POST", "/admin/sign-out", cookie, url.Values{}); status != http.StatusSeeOther && status != http.StatusOK {
			t.Errorf("signing out: %d", status)
		}
		if status, _ := here.page("GET", "/admin", cookie, nil); status != http.StatusUnauthorized {
			t.Errorf("Redis away %t: the copied cookie is worth something here: %d", away, status)
		}
		want := http.StatusUnauthorized
		if away {
			want = http.StatusOK
		}
		if status, _ := there.page("GET", "/admin", cookie, nil); status != want {
			t.Errorf("Redis away %t: the copied cookie at the other replica: %d, want %d", away, status, want)
		}
	}
}
