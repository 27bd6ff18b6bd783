package api

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
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

// recordTimeout is how long a request waits for the record.
const recordTimeout = 5 * time.Second

// recordContext bounds the time that a request waits for the record.
func recordContext(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), recordTimeout)
}

const revisionName = "revision"

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
	if raw := c.Request.URL.RawQuery; strings.Contains(raw, revisionName) || strings.Contains(raw, "%") {
		revision, given, err := revisionOf(raw)
		if err != nil {
			return nil, err
		}
		if given {
			return s.tableAt(c.Request.Context(), revision)
		}
	}
	t := s.Tables.Table()
	if t == nil {
		return nil, problem.New(problem.NotReady, "", live.TableUnknown)
	}
	return t, nil
}

// revisionOf returns the revision that a query names. What else is wrong with the
// query is for whoever reads the rest of it to say.
func revisionOf(raw string) (revision int64, given bool, err error) {
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name, ok := unescaped(name); !ok || name != revisionName {
			continue
		}
		if given {
			return 0, false, duplicateField("", []byte(revisionName))
		}
		given = true
		value, _ = unescaped(value) // "" where it cannot be, which is no number
		if revision, err = strconv.ParseInt(value, 10, 64); err != nil || revision < 0 {
			return 0, false, errRevision
		}
	}
	return revision, given, nil
}

var errRevision = problem.New(problem.InvalidParameter, "/revision", revisionName, "不小于 0 的整数", "a whole number, 0 or more")

// tableAt returns the table of a revision.
func (s *server) tableAt(ctx context.Context, revision int64) (*holidays.Table, error) {
	if t := s.Tables.Table(); t != nil && t.Revision() == revision {
		return t, nil
	}
	if s.Keeper == nil {
		return nil, problem.New(problem.RevisionUnknown, "/revision", revision)
	}
	ctx, cancel := context.WithTimeout(ctx, recordTimeout)
	defer cancel()
	t, err := s.Keeper.TableAt(ctx, revision)
	if err != nil {
		return nil, problem.FromRecord(err, revision)
	}
	return t, nil
}

// tableOf returns the table to answer q from: that of the revision which q names,
// else t.
func (s *server) tableOf(c *gin.Context, t *holidays.Table, q *question) (*holidays.Table, error) {
	if q.seen&fieldRevision == 0 {
		return t, nil
	}
	return s.tableAt(c.Request.Context(), q.revision)
}
