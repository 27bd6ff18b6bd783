package api

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// Keeper follows the record: it knows the tables of earlier revisions, and of
// changes as they come. Every [live.Follower] is one.
type Keeper interface {
	// TableAt returns the table of a revision, and TableOf that at a position. Their errors
	// are those of package live.
	TableAt(ctx context.Context, revision int64) (*holidays.Table, error)
	TableOf(ctx context.Context, p record.Position) (*holidays.Table, error)
	// Locate returns the whole of a position from which changes can be followed.
	Locate(ctx context.Context, p record.Position) (record.Position, error)
	// Await returns once the history in force has a position.
	Await(ctx context.Context, p record.Position) error
	// Refresh takes over what is new in the record before it returns.
	Refresh(ctx context.Context) error
	// Wait returns the position in force once it is another than after.
	Wait(ctx context.Context, after record.Position) (record.Position, error)
	// Events returns events that are in force, in order.
	Events(ctx context.Context, after int64, limit int) ([]record.Event, error)
	// Moved returns the days that each of some events in force, in order, moved.
	Moved(ctx context.Context, events []record.Event) ([]live.Moved, error)
	// Seal puts an event into its place after the table in force, and signs its checkpoint.
	Seal(ctx context.Context, position string, e record.Event) (record.Event, error)
	// Accept begins a new epoch with a record that was not taken over.
	Accept(ctx context.Context, p record.Position, who, why string) (record.Event, error)
	// Acceptance signs that somebody accepts the record at a position, "" if nothing is
	// signed; AcceptedBy returns who did, at whichever replica. live.ErrAcceptance: nobody.
	Acceptance(p record.Position, who string) (string, error)
	AcceptedBy(signed string, p record.Position) (who string, err error)
	// Checkpoint returns the signed checkpoint of the table in force, "" if it is not
	// signed; CheckpointAt that of a revision.
	Checkpoint() (signed string, c checkpoint.Checkpoint)
	CheckpointAt(ctx context.Context, revision int64) (string, error)
	// Tree returns the tree of the events in force.
	Tree(ctx context.Context) (*checkpoint.Tree, error)
	// State says how things stand.
	State() live.State
}

// recordTimeout is how long a request waits for the record.
const recordTimeout = 5 * time.Second

// recordContext bounds the time that a request waits for the record.
func recordContext(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), recordTimeout)
}
