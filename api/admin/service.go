// Package admin is what administrators do: they draft notices, have them checked,
// publish and withdraw them, roll the table back, and read the log. The JSON calls
// and the pages both use it.
//
// Its assumptions:
//
//   - Who asks was established before, and is handed in as an [Actor]. The role is
//     checked here, for every call, and every call leaves one line in the audit log.
//   - The table changes in one way only: a proposal is judged, becomes an event, and
//     the event is appended on top of the newest table. Every guard stands on that
//     way, so that JSON calls and pages both meet it: the version of the draft that the caller has
//     seen, the revision that the draft is based on, the second person, the checks
//     and their overrides, the idempotency key.
//   - Errors that a caller can cause are those of packages problem and deadlines.
//     Any other error is internal.
//   - What people read comes in both languages, as [holidays.Text].
//   - There is no HTTP here. Time, today's date and the stores are handed in.
package admin

import (
	"context"
	"log/slog"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"

	"shixian/api/problem"
)

// Record is what administration needs of the record; every [record.Store] is one.
// The errors are those of package record.
type Record interface {
	Events(ctx context.Context, after int64, limit int) ([]record.Event, error)
	record.Drafts
}

// Tables are the tables of calendars that follow the record; every [live.Follower] is
// one. The errors are those of packages live and record.
type Tables interface {
	// Table returns the table in force, or nil while there is none.
	Table() *holidays.Table
	// TableAt returns the table of a revision.
	TableAt(ctx context.Context, revision int64) (*holidays.Table, error)
	// Refresh takes over what is new in the record before it returns.
	Refresh(ctx context.Context) error
	// Seal puts an event into its place after the table in force, if that is still at a
	// position, and signs its checkpoint if there is a key. record.ErrConflict: it is not.
	Seal(ctx context.Context, position string, e record.Event) (record.Event, error)
	// Accept begins a new epoch with a record at a position that was not taken over.
	// record.ErrConflict: the record is at another, or was not refused.
	Accept(ctx context.Context, p record.Position, who, why string) (record.Event, error)
	// Acceptance signs that somebody accepts the record at a position, "" if nothing is
	// signed; AcceptedBy returns who did, at whichever replica. live.ErrAcceptance: nobody.
	Acceptance(p record.Position, who string) (string, error)
	AcceptedBy(signed string, p record.Position) (who string, err error)
}

// Observer is told of what was done. Its methods are safe for concurrent use, and
// neither wait nor fail.
type Observer interface {
	// Forbidden is told of a call that somebody's role does not allow.
	Forbidden()
	// Published and Withdrawn are told of the calendar of each notice, RolledBack of a
	// rollback, Overridden of each failed check that a publisher overrode.
	Published(calendar string)
	Withdrawn(calendar string)
	RolledBack()
	Overridden(check string)
}

// Audit writes one line of who did what.
type Audit func(ctx context.Context, who, what string, attrs ...slog.Attr)

// Config is what the service is given. Observer and Audit may be nil.
type Config struct {
	Record    Record
	Tables    Tables
	Catalogue *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today func() holidays.Date
	Now   func() time.Time
	// FourEyes keeps those who had a hand in a draft from publishing it.
	FourEyes bool
	// Timeout is how long a call waits for the record, before and while it writes.
	Timeout  time.Duration
	Observer Observer
	Audit    Audit
}

// Service is safe for concurrent use.
type Service struct {
	cfg       Config
	accepting acceptances
}

// New returns the service.
func New(cfg Config) *Service { return &Service{cfg: cfg} }

// FourEyes reports whether those who had a hand in a draft cannot publish it.
func (s *Service) FourEyes() bool { return s.cfg.FourEyes }

func recordError(err error) error { return problem.FromRecord(err, 0) }

// bounded returns a context that ends after the time that a call waits.
func (s *Service) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, s.cfg.Timeout)
}

func (s *Service) table() (*holidays.Table, error) {
	if t := s.cfg.Tables.Table(); t != nil {
		return t, nil
	}
	return nil, problem.New(problem.NotReady, "", live.TableUnknown)
}

// newest returns the newest table that the record has. If the record cannot be
// read, there is none: nobody changes a table that they have not seen.
func (s *Service) newest(ctx context.Context) (*holidays.Table, error) {
	if err := s.cfg.Tables.Refresh(ctx); err != nil {
		return nil, recordError(err)
	}
	return s.table()
}
