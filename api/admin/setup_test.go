package admin_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shixian/api/admin"
	"shixian/api/admit/token"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/sqlstore"
	"shixian/test/notice2027"
)

// The people of the tests.
var (
	qian  = admin.Actor{Name: "qian", Role: token.Reader}
	wang  = admin.Actor{Name: "wang", Role: token.Viewer}
	zhang = admin.Actor{Name: "zhang", Role: token.Editor, Request: []slog.Attr{slog.String("request_id", "r1")}}
	li    = admin.Actor{Name: "li", Role: token.Publisher}
	zhao  = admin.Actor{Name: "zhao", Role: token.Publisher}
)

// known are the embedded notices, and the rules of one matter: every look at a draft
// counts all rules on every day of the calendar, by two tables.
var known = sync.OnceValues(func() (*holidays.Source, *deadlines.Catalogue) {
	src, all := datatest.Table().Source(), rulestest.Catalogue()
	few := slices.DeleteFunc(slices.Clone(all.Rules), func(r *deadlines.Rule) bool { return !strings.HasSuffix(r.ID, ".countersign-reply") })
	return src, deadlines.NewCatalogue(all.Jurisdictions, few, all.Interpretations)
})

// replica is the service as one process has it, on a record that others may share.
type replica struct {
	*admin.Service
	t      testing.TB
	dir    string // of the record
	now    time.Time
	record *store
	tables admin.Tables
	told   []string // the observer
	lines  []string // the audit log
}

// store is a store that can be made to fail.
type store struct {
	record.Store
	// fail, if it is there, is asked before each call, by the name of the method.
	fail func(ctx context.Context, method string) error
	// asked is the limit of the last call of Events.
	asked atomic.Int64
}

func (r *store) before(ctx context.Context, method string) error {
	if r.fail == nil {
		return nil
	}
	return r.fail(ctx, method)
}

func (r *store) Events(ctx context.Context, after int64, limit int) ([]record.Event, error) {
	if err := r.before(ctx, "Events"); err != nil {
		return nil, err
	}
	r.asked.Store(int64(limit))
	return r.Store.Events(ctx, after, limit)
}

func (r *store) Last(ctx context.Context) (int64, string, error) {
	if err := r.before(ctx, "Last"); err != nil {
		return 0, "", err
	}
	return r.Store.Last(ctx)
}

func (r *store) PutDraft(ctx context.Context, d record.Draft) error {
	if err := r.before(ctx, "PutDraft"); err != nil {
		return err
	}
	return r.Store.PutDraft(ctx, d)
}

func (r *store) GetDraft(ctx context.Context, id string) (record.Draft, error) {
	if err := r.before(ctx, "GetDraft"); err != nil {
		return record.Draft{}, err
	}
	return r.Store.GetDraft(ctx, id)
}

func (r *store) Drafts(ctx context.Context) ([]record.Draft, error) {
	if err := r.before(ctx, "Drafts"); err != nil {
		return nil, err
	}
	return r.Store.Drafts(ctx)
}

func (r *store) PublishedBy(ctx context.Context, after, last int64) (map[int64]string, error) {
	if err := r.before(ctx, "PublishedBy"); err != nil {
		return nil, err
	}
	return r.Store.PublishedBy(ctx, after, last)
}

func (r *store) DeleteDraft(ctx context.Context, id string, version int64) error {
	if err := r.before(ctx, "DeleteDraft"); err != nil {
		return err
	}
	return r.Store.DeleteDraft(ctx, id, version)
}

func (r *store) Publish(ctx context.Context, e record.Event, draft string, version int64, key string, reply []byte) ([]byte, bool, error) {
	if err := r.before(ctx, "Publish"); err != nil {
		return nil, false, err
	}
	return r.Store.Publish(ctx, e, draft, version, key, reply)
}

func (r *store) Reply(ctx context.Context, key string) ([]byte, error) {
	if err := r.before(ctx, "Reply"); err != nil {
		return nil, err
	}
	return r.Store.Reply(ctx, key)
}

// newReplica starts a service on a new record.
func newReplica(t testing.TB, change ...func(*admin.Config)) *replica {
	t.Helper()
	return openReplica(t, t.TempDir(), change...)
}

// alone lets one person change the table in one call.
func alone(cfg *admin.Config) { cfg.FourEyes = false }

// openReplica starts a service on the record in a folder.
func openReplica(t testing.TB, dir string, change ...func(*admin.Config)) *replica {
	t.Helper()
	sqlite, err := sqlstore.OpenSQLite(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sqlite.Close() })
	src, catalogue := known()
	r := &replica{t: t, dir: dir, now: time.Date(2026, 11, 26, 1, 0, 0, 123456789, time.UTC), record: &store{Store: sqlite}}
	clock := func() time.Time { return r.now }
	keeper := live.New(live.Config{Record: r.record, Embedded: src, Now: clock})
	if err := keeper.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.tables = keeper
	cfg := admin.Config{
		Record: r.record, Tables: keeper, Catalogue: catalogue, FourEyes: true, Now: clock, Timeout: time.Minute, Observer: observer{r},
		Today: func() holidays.Date { return holidays.DateOf(r.now.In(holidays.Shanghai)) },
		Audit: func(_ context.Context, who, what string, attrs ...slog.Attr) {
			r.lines = append(r.lines, fmt.Sprint(append([]any{who + ": " + what}, values(attrs)...)...))
		},
	}
	for _, f := range change {
		f(&cfg)
	}
	r.Service = admin.New(cfg)
	return r
}

func values(attrs []slog.Attr) (out []any) {
	for _, a := range attrs {
		if a.Key == "position" { // it hangs on the time
			continue
		}
		out = append(out, " "+a.String())
	}
	return out
}

type observer struct{ r *replica }

func (o observer) tell(what string)          { o.r.told = append(o.r.told, what) }
func (o observer) Forbidden()                { o.tell("forbidden") }
func (o observer) Published(calendar string) { o.tell("published " + calendar) }
func (o observer) Withdrawn(calendar string) { o.tell("withdrawn " + calendar) }
func (o observer) RolledBack()               { o.tell("rolled back") }
func (o observer) Overridden(check string)   { o.tell("overridden " + check) }

// revision is that of the table in force.
func (r *replica) revision() int64 { return r.tables.Table().Revision() }

// pasted is a notice as somebody pastes it.
func pasted(text string) admin.DraftRequest {
	return admin.DraftRequest{Given: map[string]string{"calendar": "CN"}, Media: "text/plain", Body: []byte(text)}
}

// drafted makes a draft of the notice for 2027, changed by pairs of texts.
func (r *replica) drafted(by admin.Actor, change ...string) admin.Draft {
	r.t.Helper()
	d, err := r.Draft(r.t.Context(), by, pasted(strings.NewReplacer(change...).Replace(notice2027.Text)))
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

// published publishes a draft, which has to succeed.
func (r *replica) published(by admin.Actor, d admin.Draft) admin.Published {
	r.t.Helper()
	p, err := r.Publish(r.t.Context(), by, d.ID, seen(d), "", admin.PublishRequest{})
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

// withdrawn withdraws a notice, which has to succeed.
func (r *replica) withdrawn(by admin.Actor, notice string) admin.Published {
	r.t.Helper()
	if !r.FourEyes() {
		p, err := r.Withdraw(r.t.Context(), by, notice, "", admin.ChangeRequest{Reason: "印错了", ConfirmPast: true})
		if err != nil {
			r.t.Fatal(err)
		}
		return p
	}
	d, err := r.DraftChange(r.t.Context(), zhang, admin.DraftChangeRequest{Withdraw: notice, Reason: "印错了"})
	if err != nil {
		r.t.Fatal(err)
	}
	p, err := r.Publish(r.t.Context(), by, d.ID, seen(d), "", admin.PublishRequest{ConfirmPast: true})
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

func seen(d admin.Draft) admin.Seen { return admin.Seen{d.Version} }

// wantError fails the test unless err has a code, at a field.
func wantError(t testing.TB, err error, code deadlines.Code, pointer string) {
	t.Helper()
	p := problem.Of(err, "en")
	at := ""
	if len(p.Errors) > 0 {
		at = p.Errors[0].Pointer
	}
	if err == nil || p.Code != string(code) || at != pointer {
		t.Errorf("%v: %s at %q, want %s at %q", err, p.Code, at, code, pointer)
	}
}

// wantLines fails the test unless the audit log says, since the last look, just this.
func (r *replica) wantLines(want ...string) {
	r.t.Helper()
	if !slices.Equal(r.lines, want) {
		r.t.Errorf("audited:\n%s\nwant:\n%s", strings.Join(r.lines, "\n"), strings.Join(want, "\n"))
	}
	r.lines = nil
}
