package sqlstore

import (
	"context"

	"github.com/pressly/goose/v3/database"
)

// versionTable is where goose keeps which migrations were made. Goose tries to make the
// table four times, a second between, and says only that time is up if the caller does not
// wait so long; so what does not pass by itself ends the attempt.
type versionTable struct {
	database.StoreExtender
	cause func(err error) error // of the dialect
	end   context.CancelCauseFunc
}

// CreateVersionTable makes the table.
func (t *versionTable) CreateVersionTable(ctx context.Context, db database.DBTxConn) error {
	err := t.StoreExtender.CreateVersionTable(ctx, db)
	if err != nil && t.cause(err) != nil {
		t.end(err)
	}
	return err
}
