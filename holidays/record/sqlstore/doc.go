// Package sqlstore keeps the record in SQLite or PostgreSQL.
//
// Its assumptions:
//
//   - A write is durable when it returns nil, provided that the disk keeps what it
//     has synced: SQLite runs with synchronous=EXTRA, PostgreSQL with its own
//     settings fsync and synchronous_commit, which are on unless switched off.
//   - An event is stored as the exact text that was hashed. What is read is checked
//     against its hash, also if a newer program has written it; the database itself
//     refuses to change or delete an event, and to add one that does not follow the
//     last.
//   - Several processes may use one record. Of two that append the same revision
//     one gets record.ErrConflict.
//   - Every call ends within bounded time, with record.ErrUnavailable if the
//     database does not answer. PostgreSQL need not be there when it is opened, and
//     nothing needs to be opened again afterwards.
//   - No error holds a password.
package sqlstore
