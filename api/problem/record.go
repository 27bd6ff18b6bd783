package problem

import (
	"context"
	"errors"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// FromRecord returns the error of the API that an error of the record is, or of the
// tables that follow it (packages record and live). Any other stays as it is.
// revision is the one that was asked for.
func FromRecord(err error, revision int64) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, live.ErrRevision):
		return New(RevisionUnknown, "/revision", revision)
	case errors.Is(err, live.ErrNoTable):
		return New(NotReady, "", live.TableUnknown)
	case errors.Is(err, record.ErrNewer):
		return New(RecordNewer, "")
	case errors.Is(err, live.ErrBroken), errors.Is(err, record.ErrDamaged):
		return New(RecordBroken, "")
	case errors.Is(err, record.ErrBundle):
		return New(Bundle, "")
	case errors.Is(err, record.ErrConflict):
		return New(Conflict, "")
	case errors.Is(err, record.ErrUnsure):
		return New(Unsure, "")
	case errors.Is(err, record.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return New(RecordDown, "")
	}
	return err
}
