// Package answers is what can be asked without changing anything: until when
// something must be done and where it stands, by the table in force or by that of an
// earlier revision, and what changed a calendar. The JSON calls and the pages both use
// it.
//
// Its assumptions:
//
//   - A question is answered by one table from beginning to end. Whoever asks many
//     takes the table first and asks all of them by it.
//   - There is no HTTP here. The tables, the record's events and today's date are
//     handed in.
//   - Errors that a caller can cause are those of packages problem and deadlines. Any
//     other error is internal.
package answers

import (
	"context"
	"errors"
	"time"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// Tables hands out the table of calendars in force.
type Tables interface {
	// Table returns the table in force, or nil while there is none.
	Table() *holidays.Table
}

// History knows the tables of earlier revisions, and the events that made them. Its
// errors are those of packages live and record.
type History interface {
	// TableAt returns the table of a revision of the history in force.
	TableAt(ctx context.Context, revision int64) (*holidays.Table, error)
	// TableOf returns the table at a position, or of a bare revision.
	TableOf(ctx context.Context, p record.Position) (*holidays.Table, error)
	// Locate returns the whole of a position from which changes can be followed.
	Locate(ctx context.Context, p record.Position) (record.Position, error)
	// Await returns once the history in force has a position, or says why it has not.
	Await(ctx context.Context, p record.Position) error
	// State says which position is in force.
	State() live.State
	// Events returns at most limit events that are in force after a revision, in order.
	Events(ctx context.Context, after int64, limit int) ([]record.Event, error)
	// Moved returns the days that each of some events in force, in order, moved.
	Moved(ctx context.Context, events []record.Event) ([]live.Moved, error)
}

// Observer is told what came of each question. Its method is safe for concurrent use,
// and neither waits nor fails.
type Observer interface {
	// Deadline is told of a rule and of [Settled], [Provisional] or the code of a
	// problem. The rule is as the caller names it, and may be unknown; it is empty if
	// none was read.
	Deadline(rule string, outcome deadlines.Code)
}

// The outcomes of a question that was answered; those of others are problem codes.
const (
	Settled     deadlines.Code = "settled"
	Provisional deadlines.Code = "provisional"
)

// Config is what the service is given. History is nil if nothing is recorded; then
// there is one revision. Observer may be nil.
type Config struct {
	Tables    Tables
	History   History
	Catalogue *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today func() holidays.Date
	// Timeout is how long a call waits for the record.
	Timeout  time.Duration
	Observer Observer
}

// Service answers questions. It is safe for concurrent use.
type Service struct{ cfg Config }

// New returns the service.
func New(cfg Config) *Service { return &Service{cfg} }

// Catalogue returns the rules.
func (s *Service) Catalogue() *deadlines.Catalogue { return s.cfg.Catalogue }

// Today is the civil date in Asia/Shanghai.
func (s *Service) Today() holidays.Date { return s.cfg.Today() }

// Table returns the table in force, or problem.NotReady.
func (s *Service) Table() (*holidays.Table, error) {
	if t := s.cfg.Tables.Table(); t != nil {
		return t, nil
	}
	return nil, problem.New(problem.NotReady, "", live.TableUnknown)
}

// TableAt returns the table at a position, or of a bare revision. The errors are also
// problem.RevisionUnknown, and problem.PositionUnknown if that history is gone.
func (s *Service) TableAt(ctx context.Context, p record.Position) (*holidays.Table, error) {
	return s.tableAt(ctx, p, "/revision")
}

// tableAt is [Service.TableAt] for a position that the caller named where pointer says.
func (s *Service) tableAt(ctx context.Context, p record.Position, pointer string) (*holidays.Table, error) {
	if t := s.cfg.Tables.Table(); t != nil && t.Position() == p.String() {
		return t, nil
	}
	if s.cfg.History == nil {
		return nil, problem.New(problem.RevisionUnknown, pointer, p)
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	t, err := s.cfg.History.TableOf(ctx, p)
	return t, s.fromHistory(err, p, pointer)
}

// TableAtRevision returns the table of a revision of the history in force, or
// problem.RevisionUnknown.
func (s *Service) TableAtRevision(ctx context.Context, revision int64) (*holidays.Table, error) {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	t, err := s.cfg.History.TableAt(ctx, revision)
	return t, problem.FromRecord(err, revision)
}

// fromHistory returns the error of the API that an error of the history is. p is the
// position that was asked for, in the field or header that pointer names.
func (s *Service) fromHistory(err error, p record.Position, pointer string) error {
	code := problem.PositionUnknown
	switch {
	case errors.Is(err, live.ErrNotReached):
		code = problem.PositionAhead
	case errors.Is(err, live.ErrRevision):
		return problem.New(problem.RevisionUnknown, pointer, p.Revision)
	case errors.Is(err, live.ErrPosition):
	case errors.Is(err, live.ErrBare):
		code = problem.PositionNeeded
	default:
		return problem.FromRecord(err, p.Revision)
	}
	return problem.New(code, pointer, p, s.cfg.History.State().Position)
}

// Await waits, as long as for the record, until the table in force has reached the position
// that a query names as its least, if it names one. A replica may be behind the one that
// its caller asked before. The errors are also problem.PositionAhead if the table does not
// come so far in time, problem.PositionUnknown and problem.PositionNeeded.
func (s *Service) Await(ctx context.Context, query string) error {
	p, given, err := wire.MinPositionOf(query)
	if err != nil || !given {
		return err
	}
	if t := s.cfg.Tables.Table(); t != nil && t.Position() == p.String() {
		return nil
	}
	const pointer = "/" + wire.MinPositionParameter
	if s.cfg.History == nil {
		return problem.New(problem.RevisionUnknown, pointer, p)
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timeout)
	defer cancel()
	return s.fromHistory(s.cfg.History.Await(ctx, p), p, pointer)
}

// TableFor returns the table that a query names by its revision, or the one in force, after
// [Service.Await].
func (s *Service) TableFor(ctx context.Context, query string) (*holidays.Table, error) {
	if err := s.Await(ctx, query); err != nil {
		return nil, err
	}
	p, given, err := wire.PositionOf(query)
	switch {
	case err != nil:
		return nil, err
	case given:
		return s.TableAt(ctx, p)
	}
	return s.Table()
}

// Answer answers a question by a table in the place of a, see [deadlines.Catalogue.AskInto].
func (s *Service) Answer(a *deadlines.Answer, t *holidays.Table, q *deadlines.Question) error {
	err := s.cfg.Catalogue.AskInto(a, t, q)
	s.observe(a, q.Rule, err)
	return err
}

// Status is [Service.Answer], and says where the matter stands on the day of the look.
func (s *Service) Status(a *deadlines.Answer, t *holidays.Table, q *deadlines.Question, l deadlines.Look) (st deadlines.Standing, err error) {
	if err = s.cfg.Catalogue.AskInto(a, t, q); err == nil {
		st, err = deadlines.Stand(a, l)
	}
	s.observe(a, q.Rule, err)
	return st, err
}

func (s *Service) observe(a *deadlines.Answer, rule string, err error) {
	switch {
	case err != nil:
		s.Refused(rule, err)
	case s.cfg.Observer == nil:
	case a.Provisional():
		s.cfg.Observer.Deadline(a.Rule.ID, Provisional)
	default:
		s.cfg.Observer.Deadline(a.Rule.ID, Settled)
	}
}

// Refused tells the observer of a question that was not asked, because it could not
// be read or has no table; rule is "" if it was not read.
func (s *Service) Refused(rule string, err error) {
	if s.cfg.Observer != nil {
		s.cfg.Observer.Deadline(rule, problem.CodeOf(err))
	}
}

// Case is a question, its answer and where the matter stands.
type Case struct {
	Question deadlines.Question
	Answer   deadlines.Answer
	// Revision and Position are those of the table that answered.
	Revision int64
	Position string
	Look     deadlines.Look
	// Standing is nil if the rule has no due day, or if the day of the look cannot be
	// looked at; then StandingErr says why.
	Standing    *deadlines.Standing
	StandingErr error

	service *Service
	table   *holidays.Table
}

// Explain says in a language, zh or en, how the answer came about.
func (c *Case) Explain(lang string) explain.Explanation {
	return c.service.Explain(lang, c.table, &c.Question, &c.Answer)
}

// Explain says in a language, zh or en, how the answer to a question by a table came
// about.
func (s *Service) Explain(lang string, t *holidays.Table, q *deadlines.Question, a *deadlines.Answer) explain.Explanation {
	return explain.Explain(lang, &explain.Subject{
		Question: q, Answer: a, Interpretations: s.cfg.Catalogue.Interpretations,
		NameEN: t.Source().Statutory.NameEN,
	})
}

// Case answers a question by a table, and says where the matter stands. The observer is not
// told.
func (s *Service) Case(t *holidays.Table, q *deadlines.Question, l deadlines.Look) (Case, error) {
	a, err := s.cfg.Catalogue.Ask(t, q)
	if err != nil {
		return Case{}, err
	}
	out := Case{Question: *q, Answer: a, Revision: t.Revision(), Position: t.Position(), Look: l, service: s, table: t}
	if !a.Rule.HasDue() {
		return out, nil
	}
	if st, err := deadlines.Stand(&a, l); err != nil {
		out.StandingErr = err
	} else {
		out.Standing = &st
	}
	return out, nil
}

// CaseOf answers a question written as the query of GET /v1/deadlines; at, done and
// yellow may stand in it as in a status question.
func (s *Service) CaseOf(ctx context.Context, query string) (*Case, error) {
	var in wire.Input
	in.Reset(true)
	out, err := s.caseOf(ctx, query, &in)
	s.observe(&out.Answer, in.Rule, err)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

func (s *Service) caseOf(ctx context.Context, query string, in *wire.Input) (Case, error) {
	if err := wire.ReadQuery(in, query, wire.StatusFields); err != nil {
		return Case{}, err
	}
	t, err := s.TableFor(ctx, query)
	if err != nil {
		return Case{}, err
	}
	if in.Look.At.IsZero() {
		in.Look.At = s.Today()
	}
	return s.Case(t, &in.Question, in.Look)
}
