package session_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"shixian/api"
	"shixian/api/console"
	"shixian/api/console/internal/pagetest"
)

// TestDocsTakeAReader: if reading takes a token, the description of the calls is shown to
// who has signed in or sends one; a person is asked to sign in, a program told what lacks.
func TestDocsTakeAReader(t *testing.T) {
	w := pagetest.NewService(t, func(cfg *api.Config, _ *console.Console) { cfg.RequireKey = true })
	ask := func(headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/docs/openapi.json", http.NoBody)
		for i := 0; i+1 < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		rec := httptest.NewRecorder()
		w.Handler.ServeHTTP(rec, r)
		return rec
	}
	const asJSON, asPage = "application/problem+json; charset=utf-8", "text/html; charset=utf-8"
	if rec := ask(); rec.Code != http.StatusUnauthorized || rec.Header().Get("Content-Type") != asJSON {
		t.Errorf("a program: %d %v", rec.Code, rec.Header())
	}
	if rec := ask("Accept", "text/html"); rec.Code != http.StatusUnauthorized || rec.Header().Get("Content-Type") != asPage {
		t.Errorf("a person: %d %v", rec.Code, rec.Header())
	}
	if rec := ask("Authorization", "Bearer "+w.Secrets["qian"]); rec.Code != http.StatusOK {
		t.Errorf("a reader's token: %d", rec.Code)
	}
	b := w.Browser()
	b.SignIn("qian")
	if d := b.Get("/docs/openapi.json"); d.Status != http.StatusOK {
		t.Errorf("signed in: %d", d.Status)
	}
}
