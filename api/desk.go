package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/answers"
	"shixian/api/etag"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// Pages are pages for people, on the same routes, chain and limits as the calls.
type Pages interface {
	// Mount adds the pages to e, and those that count thousands of deadlines to heavy.
	// What they show, they ask of desk.
	Mount(e, heavy gin.IRouter, desk *Desk)
}

// Desk answers within the process what others ask over HTTP.
type Desk struct {
	*answers.Service
	s    *server
	back http.Handler // see [Desk.Office]
}

func newDesk(s *server) *Desk { return &Desk{s.answers, s, s.back()} }

// Case is a question, its answer and where the matter stands.
type Case = answers.Case

// Answer is [answers.Service.CaseOf].
func (d *Desk) Answer(ctx context.Context, query string) (*Case, error) {
	return d.CaseOf(ctx, query)
}

// Ask is [answers.Service.Case].
func (d *Desk) Ask(t *holidays.Table, q *deadlines.Question, l deadlines.Look) (Case, error) {
	return d.Case(t, q, l)
}

// Table returns the table of a revision, or the one in force for -1.
func (d *Desk) Table(ctx context.Context, revision int64) (*holidays.Table, error) {
	if revision < 0 {
		return d.Service.Table()
	}
	return d.TableAt(ctx, revision)
}

// Admin is what administrators do; nil if nothing is recorded.
func (d *Desk) Admin() *admin.Service { return d.s.admin }

// Request finds a request again in the logs.
func (d *Desk) Request(c *gin.Context) []slog.Attr { return d.s.callers.Request(c) }

// Now is the time.
func (d *Desk) Now() time.Time { return d.s.Now() }

// Revisions returns the events that changed a calendar, in order; none where
// nothing is recorded. [Desk.Problem] words the errors.
func (d *Desk) Revisions(ctx context.Context, calendar string) ([]wire.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, deskPatience)
	defer cancel()
	return d.Service.Revisions(ctx, calendar)
}

// deskPatience is how long a page waits for the record: it shows the rest without.
const deskPatience = time.Second

// File answers with a file and its ETag, or with 304 where the caller has it.
func (d *Desk) File(c *gin.Context, media string, body []byte) { etag.File(c, media, body) }

// KeyRequired reports whether reading takes a token, and so the pages a session.
func (d *Desk) KeyRequired() bool { return d.s.RequireKey }

// Problem words an error in a language, zh or en.
func (d *Desk) Problem(err error, lang string) problem.Problem { return problem.Of(err, lang) }

// Administered reports whether there is a record, and a file of tokens.
func (d *Desk) Administered() bool { return d.s.Record != nil && d.s.auth.Enabled() }
