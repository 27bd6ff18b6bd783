package sqlstore

import (
	"database/sql"
	"database/sql/driver"
)

// Option is a choice in how a record is opened.
type Option func(*open)

// open opens a database, as [sql.OpenDB] does.
type open func(driver.Connector) *sql.DB

// OpenedBy has f open the database in the place of [sql.OpenDB], over a connector
// of its own that watches the calls. A nil f changes nothing.
func OpenedBy(f func(driver.Connector) *sql.DB) Option {
	return func(o *open) {
		if f != nil {
			*o = f
		}
	}
}

// opener returns what the options choose.
func opener(options []Option) open {
	o := open(sql.OpenDB)
	for _, choose := range options {
		choose(&o)
	}
	return o
}
