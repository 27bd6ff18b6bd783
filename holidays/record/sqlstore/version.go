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

// newVersionTable returns the table of a dialect; end ends the attempt to migrate.
func newVersionTable(d *dialect, end context.CancelCauseFunc) (*versionTable, error) {
	store, err := database.NewStore(d.goose, "migrations")
	if err != nil {
		return nil, err
	}
	return &versionTable{store.(database.StoreExtender), d.cause, end}, nil
}

// CreateVersionTable makes the table.
func (t *versionTable) CreateVersionTable(ctx context.Context, db database.DBTxConn) error {
	err := t.StoreExtender.CreateVersionTable(ctx, db)
	if err != nil && t.cause(err) != nil {
		t.end(err)
	}
	return err
}
