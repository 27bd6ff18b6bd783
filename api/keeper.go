package api

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/answers"
	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// Keeper follows the record: it knows the tables of earlier revisions, and of
// changes as they come. Every [live.Follower] is one.
type Keeper interface {
	answers.History
	admin.Tables
	// Wait returns the position in force once it is another than after.
	Wait(ctx context.Context, after record.Position) (record.Position, error)
	// Checkpoint returns the signed checkpoint of the table in force, "" if it is not
	// signed; CheckpointAt that of a revision.
	Checkpoint() (signed string, c checkpoint.Checkpoint)
	CheckpointAt(ctx context.Context, revision int64) (string, error)
	// Tree returns the tree of the events in force.
	Tree(ctx context.Context) (*checkpoint.Tree, error)
}

// recordTimeout is how long a request waits for the record.
const recordTimeout = 5 * time.Second

// recordContext bounds the time that a request waits for the record.
func recordContext(c *gin.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Request.Context(), recordTimeout)
}
