package api

import (
	"context"
	"errors"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// Keeper follows the record: it knows the tables of earlier revisions, and of
// changes as they come. Every [live.Follower] is one.
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

// table is tableAsked; if there is none, it answers itself.
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
	return s.answers.TableFor(c.Request.Context(), c.Request.URL.RawQuery)
}

// keeperError turns an error of the keeper into one of the API.
func keeperError(err error, revision int64) error {
	switch {
	case errors.Is(err, live.ErrRevision):
		return problem.New(problem.RevisionUnknown, "/revision", revision)
	case errors.Is(err, live.ErrNoTable):
		return problem.New(problem.NotReady, "", live.TableUnknown)
	case errors.Is(err, record.ErrNewer):
		return problem.New(problem.RecordNewer, "")
	case errors.Is(err, live.ErrBroken):
		return problem.New(problem.RecordBroken, "")
	}
	return recordError(err, err)
}
