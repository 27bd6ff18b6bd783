package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
)

// Pages are pages for people, on the same routes, chain and limits as the calls.
type Pages interface {
	// Mount adds the pages to e, and those that count thousands of deadlines to heavy.
	// What they show, they ask of desk.
	Mount(e, heavy gin.IRouter, desk *Desk)
}

// Desk answers within the process what others ask over HTTP.
type Desk struct {
	s    *server
	back http.Handler // see [Desk.Office]
}

func newDesk(s *server) *Desk { return &Desk{s, s.back()} }

// Case is a question, its answer and where the matter stands.
type Case struct {
	Question deadlines.Question
	Answer   deadlines.Answer
	// Revision is that of the table that answered.
	Revision int64
	Look     deadlines.Look
	// Standing is nil where the rule has no due day, or the calendar does not cover
	// the day of the look.
	Standing *deadlines.Standing
}

// Answer answers a question written as the query of GET /v1/deadlines; at, done
// and yellow may stand in it as in a status question. [Desk.Problem] words the
// errors.
func (d *Desk) Answer(ctx context.Context, query string) (*Case, error) {
	var q wire.Input
	q.Reset(true)
	out, err := d.answer(ctx, query, &q)
	if err != nil {
		d.s.unanswered(q.Rule, err)
		return nil, err
	}
	d.s.answered(&out.Answer)
	return out, nil
}

func (d *Desk) answer(ctx context.Context, query string, q *wire.Input) (*Case, error) {
	if err := wire.ReadQuery(q, query, wire.StatusFields); err != nil {
		return nil, err
	}
	revision := int64(-1)
	if n, given, err := wire.RevisionOf(query); err != nil {
		return nil, err
	} else if given {
		revision = n
	}
	t, err := d.Table(ctx, revision)
	if err != nil {
		return nil, err
	}
	look := q.Look
	if look.At.IsZero() {
		look.At = d.s.Today()
	}
	out, err := d.Ask(t, &q.Question, look)
	if errors.Is(err, errNoStanding) {
		err = nil // the answer stands without it
	}
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// errNoStanding says that there is an answer, and that where the matter stands
// cannot be said.
var errNoStanding = errors.New("no standing")

// Ask answers a question by a table, and says where the matter stands. One table
// for many questions makes one revision of them. Where only the standing is
// missing, the answer is there beside the error. [Desk.Problem] words the errors.
func (d *Desk) Ask(t *holidays.Table, q *deadlines.Question, l deadlines.Look) (Case, error) {
	a, err := d.s.Catalogue.Ask(t, q)
	if err != nil {
		return Case{}, err
	}
	out := Case{Question: *q, Answer: a, Revision: t.Revision(), Look: l}
	if !a.Rule.HasDue() {
		return out, nil
	}
	st, err := deadlines.Stand(&a, l)
	if err != nil {
		return out, fmt.Errorf("%w: %w", errNoStanding, err)
	}
	out.Standing = &st
	return out, nil
}

// Table returns the table of a revision, or the one in force for -1.
func (d *Desk) Table(ctx context.Context, revision int64) (*holidays.Table, error) {
	if revision < 0 {
		if t := d.s.Tables.Table(); t != nil {
			return t, nil
		}
		return nil, problem.New(problem.NotReady, "", live.TableUnknown)
	}
	return d.s.tableAt(ctx, revision)
}

// Today is the civil date in Asia/Shanghai.
func (d *Desk) Today() holidays.Date { return d.s.Today() }

// Now is the time.
func (d *Desk) Now() time.Time { return d.s.Now() }

// Catalogue returns the rules.
func (d *Desk) Catalogue() *deadlines.Catalogue { return d.s.Catalogue }

// Revisions returns the events that changed a calendar, in order; none where
// nothing is recorded. [Desk.Problem] words the errors.
func (d *Desk) Revisions(ctx context.Context, calendar string) ([]wire.Change, error) {
	if d.s.Keeper == nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, deskPatience)
	defer cancel()
	return d.s.revisionsOf(ctx, calendar)
}

// deskPatience is how long a page waits for the record: it shows the rest without.
const deskPatience = time.Second

// File answers with a file and its ETag, or with 304 where the caller has it.
func (d *Desk) File(c *gin.Context, media string, body []byte) { writeFile(c, media, body) }

// KeyRequired reports whether reading takes a token, and so the pages a session.
func (d *Desk) KeyRequired() bool { return d.s.RequireKey }

// Problem words an error in a language, zh or en.
func (d *Desk) Problem(err error, lang string) problem.Problem { return problem.Of(err, lang) }

// Administered reports whether there is a record, and a file of tokens.
func (d *Desk) Administered() bool {
	return d.s.Record != nil && d.s.Tokens != nil && d.s.Tokens() != nil
}
