package api

import (
	"context"
	"errors"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// Keeper follows the record: it knows the tables of earlier revisions, and of
// changes as they come. Every [live.Keeper] is one.
type Keeper interface {
	// TableAt returns the table of a revision. Its errors are those of package live.
	TableAt(ctx context.Context, revision int64) (*holidays.Table, error)
	// Refresh takes over what is new in the record before it returns.
	Refresh(ctx context.Context) error
	// Wait returns the revision in force once it is past after.
	Wait(ctx context.Context, after int64) (int64, error)
	// Events returns events that are in force, in order.
	Events(ctx context.Context, after int64, limit int) ([]record.Event, error)
	// State says how things stand.
	State() live.State
}

// table is tableAsked; where there is none, it answers itself.
func (s *server) table(c *gin.Context) *holidays.Table {
	t, err := s.tableAsked(c)
	if err != nil {
		fail(c, err)
	}
	return t
}

// tableAsked returns the table to answer from: that of the revision which the
// query names, else the one in force.
func (s *server) tableAsked(c *gin.Context) (*holidays.Table, error) {
	revision, given, err := wire.RevisionOf(c.Request.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	if given {
		return s.tableAt(c.Request.Context(), revision)
	}
	t := s.Tables.Table()
	if t == nil {
		return nil, problem.New(problem.NotReady, "", live.TableUnknown)
	}
	return t, nil
}

// tableAt returns the table of a revision.
func (s *server) tableAt(ctx context.Context, revision int64) (*holidays.Table, error) {
	if t := s.Tables.Table(); t != nil && t.Revision() == revision {
		return t, nil
	}
	if s.Keeper == nil {
		return nil, problem.New(problem.RevisionUnknown, "/revision", revision)
	}
	ctx, cancel := context.WithTimeout(ctx, recordPatience)
	defer cancel()
	t, err := s.Keeper.TableAt(ctx, revision)
	if err != nil {
		return nil, keeperError(err, revision)
	}
	return t, nil
}

// tableOf returns the table to answer in from: that of the revision which it names,
// else t.
func (s *server) tableOf(c *gin.Context, t *holidays.Table, in *wire.Input) (*holidays.Table, error) {
	if revision, given := in.Revision(); given {
		return s.tableAt(c.Request.Context(), revision)
	}
	return t, nil
}

// keeperError turns an error of the keeper into one of the API.
func keeperError(err error, revision int64) error {
	switch {
	case errors.Is(err, live.ErrRevision):
		return problem.New(problem.RevisionUnknown, "/revision", revision)
	case errors.Is(err, live.ErrNoTable):
		return problem.New(problem.NotReady, "", live.TableUnknown)
	case errors.Is(err, live.ErrBroken):
		return problem.New(problem.RecordBroken, "")
	}
	return recordError(err, err)
}
