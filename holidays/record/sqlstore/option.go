package sqlstore

import (
	"database/sql"
	"database/sql/driver"
)

// Option is a choice in how a record is opened.
type Option func(*openFunc)

// openFunc opens a database, as [sql.OpenDB] does.
type openFunc func(driver.Connector) *sql.DB

// OpenedBy has f open the database instead of [sql.OpenDB], over a connector
// of its own that watches the calls. A nil f changes nothing.
func OpenedBy(f func(driver.Connector) *sql.DB) Option {
	return func(o *openFunc) {
		if f != nil {
			*o = f
		}
	}
}

// openDB returns what the options choose.
func openDB(options []Option) openFunc {
	o := openFunc(sql.OpenDB)
	for _, choose := range options {
		choose(&o)
	}
	return o
}
