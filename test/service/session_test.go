package service

import (
	"fmt"
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

// TestSignOutEverywhere: a copied cookie is worth nothing at any replica once its session was
// ended at one of them, also at one that starts afterwards. While the record is away, who has
// signed in reads on, and signs out; other replicas are told once it is back.
func TestSignOutEverywhere(t *testing.T) {
	t.Parallel()
	database := testenv.Database(t)
	at, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	network := testenv.Proxy(t, at.Host)
	tokens, auth := tokenFileOf(t, "p:publisher")
	settings := []string{"SHIXIAN_TOKENS=" + tokens, "SHIXIAN_REQUIRE_KEY=on", "SHIXIAN_DATABASE_URL=" + network.Through(database), "SHIXIAN_SESSION_KEY=" + strings.Repeat("5a", 32)}
	here, there := startReplica(t, settings...), startReplica(t, settings...)
	form := url.Values{"token": {strings.TrimPrefix(auth["p"], "Bearer ")}}
	reads := func(what string, r *replica, cookie string, want int) {
		t.Helper()
		if status, _ := r.page("GET", "/rules", cookie, nil); status != want {
			t.Errorf("%s: %d, want %d", what, status, want)
		}
	}
	for _, away := range []bool{false, true} {
		_, cookie := here.page("POST", "/admin/sign-in", "", form)
		if away {
			network.Down()
		}
		reads("signed in here", here, cookie, http.StatusOK)
		reads("signed in there", there, cookie, http.StatusOK)
		if status, _ := here.page("POST", "/admin/sign-out", cookie, url.Values{}); status != http.StatusSeeOther {
			t.Errorf("record away %t: signing out: %d", away, status)
		}
		reads("signed out here", here, cookie, http.StatusUnauthorized)
		if away {
			reads("signed out, and not told", there, cookie, http.StatusOK)
			network.Up()
			testenv.Await(t, func() error {
				if status, _ := there.page("GET", "/rules", cookie, nil); status != http.StatusUnauthorized {
					return fmt.Errorf("the record is back, and there the session is not over: %d", status)
				}
				return nil
			})
		} else {
			reads("signed out there", there, cookie, http.StatusUnauthorized)
			reads("signed out before it starts", startReplica(t, settings...), cookie, http.StatusUnauthorized)
		}
	}
}
