package pagetest

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shixian/api"
	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/console"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record/sqlstore"
)

// Service is a service with a record, and people who hold tokens.
type Service struct {
	T       testing.TB
	Handler http.Handler
	Now     time.Time
	Logs    bytes.Buffer
	Tokens  *token.Set
	Secrets map[string]string // the tokens of people by their names
	Lines   map[string]string // of the token file, by their names
}

// NewService makes a service; change changes what it is made with.
func NewService(t testing.TB, change ...func(*api.Config, *console.Console)) *Service {
	t.Helper()
	w := &Service{T: t, Now: time.Date(2026, 11, 26, 1, 0, 0, 0, time.UTC), Secrets: map[string]string{}, Lines: map[string]string{}}
	for name, role := range map[string]token.Role{"qian": token.Reader, "wang": token.Viewer, "zhang": token.Editor, "li": token.Publisher, "zhao": token.Publisher} {
		random := bytes.NewReader(bytes.Repeat([]byte(name+"-is-one"), 32)[:32])
		secret, line, err := token.New(random, name, role)
		if err != nil {
			t.Fatal(err)
		}
		w.Secrets[name], w.Lines[name] = secret, line
	}
	w.Issue("qian", "wang", "zhang", "li", "zhao")
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return w.Now }
	keeper := live.New(live.Config{Record: store, Embedded: src, Now: clock})
	if err := keeper.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	pages := &console.Console{Version: "test"}
	cfg := api.Config{
		Tables: keeper, Keeper: keeper, Record: store, Catalogue: fewRules(), Pages: pages, FourEyes: true, Now: clock,
		Today:  func() holidays.Date { return holidays.DateOf(w.Now.In(holidays.Shanghai)) },
		Log:    slog.New(slog.NewTextHandler(&w.Logs, nil)),
		Tokens: func() admit.Tokens { return w.Tokens },
	}
	for _, f := range change {
		f(&cfg, pages)
	}
	w.Handler = api.New(cfg)
	return w
}

// fewRules are those of one matter: every look at a draft counts all rules on every
// day of the calendar, by two tables.
func fewRules() *deadlines.Catalogue {
	var few []*deadlines.Rule
	for _, r := range Catalogue.Rules {
		if strings.HasSuffix(r.ID, ".countersign-reply") {
			few = append(few, r)
		}
	}
	return deadlines.NewCatalogue(Catalogue.Jurisdictions, few, Catalogue.Interpretations)
}

// Issue writes the token file anew.
func (w *Service) Issue(names ...string) {
	w.T.Helper()
	text := ""
	for _, name := range names {
		text += w.Lines[name] + "\n"
	}
	set, _, err := token.Parse("tokens", text)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Tokens = set
}

// Revision is that of the table in force.
func (w *Service) Revision() int64 {
	r := httptest.NewRequestWithContext(context.WithoutCancel(w.T.Context()), http.MethodGet, "/readyz", http.NoBody)
	rec := httptest.NewRecorder()
	w.Handler.ServeHTTP(rec, r)
	var ready struct{ Revision int64 }
	if err := json.Unmarshal(rec.Body.Bytes(), &ready); err != nil {
		w.T.Fatal(err)
	}
	return ready.Revision
}
