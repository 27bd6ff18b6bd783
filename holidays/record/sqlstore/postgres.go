package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"shixian/holidays/record"
)

// bounds are how long PostgreSQL may take.
type bounds struct {
	connect   time.Duration // to make a connection, unless the URL says otherwise
	statement time.Duration // for a statement, lock waits included, unless the URL says otherwise
	call      time.Duration // for a method of Store as a whole
}

var postgresBounds = bounds{connect: 3 * time.Second, statement: 5 * time.Second, call: 8 * time.Second}

// The pool. Few calls run at a time; connections are renewed so that a server that
// has taken over from another is found.
const (
	maxConnections     = 8
	maxIdleConnections = 2
	maxIdleTime        = 5 * time.Minute
	maxLifetime        = 30 * time.Minute
)

// errPostgresURL says nothing of the URL: if it cannot be read, the password in
// it cannot be told from the rest.
var errPostgresURL = errors.New("the PostgreSQL URL cannot be read; the form is postgres://user:password@host:port/database, with special characters percent-encoded")

var postgresDialect = &dialect{
	name:          "postgres",
	goose:         goose.DialectPostgres,
	numbered:      func(query string) string { return strings.ReplaceAll(query, "?", "$") },
	lockDrafts:    "LOCK TABLE drafts IN SHARE ROW EXCLUSIVE MODE",
	isConflict:    func(err error) bool { return sqlState(err) == "23505" }, // unique_violation
	isUnavailable: isPostgresUnavailable,
	isUnsure:      isPostgresUnsure,
	cause:         postgresCause,
	lock:          func(db *sql.DB) lock.SessionLocker { return &advisoryLock{db: db} },
}

// OpenPostgres returns the record in a PostgreSQL database. It does not connect yet:
// every call does so, and the first that reaches the database makes the tables if
// there are none. Until then calls return ErrUnavailable with the cause, and it is
// worth trying again. The error says that the URL cannot be read. A pooler may hand out
// transactions: nothing is kept in a session. It has to pass over the three startup
// parameters that are set here.
func OpenPostgres(url string, by ...Opener) (*Store, error) {
	return openPostgres(url, postgresBounds, by...)
}

func openPostgres(url string, b bounds, by ...Opener) (*Store, error) {
	config, err := parsePostgresURL(url)
	if err != nil {
		return nil, err
	}
	configure(config, b)
	db := postgresDB(config, by)
	s := newStore(db, postgresDialect, b.call)
	s.prepared, s.preparing = new(atomic.Bool), make(chan struct{}, 1)
	return s, nil
}

// parsePostgresURL reads a URL. It refuses one in which an @ stands anywhere but
// between user and host: a password with a raw / or @ would be taken for a host or
// a database, and turn up in errors.
func parsePostgresURL(raw string) (*pgx.ConnConfig, error) {
	rest, ok := strings.CutPrefix(raw, "postgres://")
	if !ok {
		rest, ok = strings.CutPrefix(raw, "postgresql://")
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	if !ok || strings.Count(rest[:end], "@") > 1 || strings.ContainsAny(rest[end:], "@#") {
		return nil, errPostgresURL
	}
	config, err := pgx.ParseConfig(raw)
	if err != nil {
		return nil, errPostgresURL
	}
	return config, nil
}

// configure sets what the URL leaves open.
func configure(config *pgx.ConnConfig, b bounds) {
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = b.connect
	}
	// Statements that are prepared once and kept would break when tables change.
	config.DefaultQueryExecMode = pgx.QueryExecModeExec
	limit := fmt.Sprint(b.statement.Milliseconds())
	for name, value := range map[string]string{
		"application_name":                    "shixian",
		"statement_timeout":                   limit,
		"idle_in_transaction_session_timeout": limit,
	} {
		if config.RuntimeParams[name] == "" {
			config.RuntimeParams[name] = value
		}
	}
	// Keys settle every conflict here. A stricter level would add failures of its own.
	config.RuntimeParams["default_transaction_isolation"] = "read committed"
}

func postgresDB(config *pgx.ConnConfig, by []Opener) *sql.DB {
	// A connection is tried before it is used: one that broke while it was idle is
	// replaced unnoticed.
	always := func(context.Context, stdlib.ShouldPingParams) bool { return true }
	db := openDB(stdlib.GetConnector(*config, stdlib.OptionShouldPing(always)), by)
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxIdleConnections)
	db.SetConnMaxIdleTime(maxIdleTime)
	db.SetConnMaxLifetime(maxLifetime)
	return db
}

// sqlState returns the server's five-letter code, "" if err is not the server's.
func sqlState(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

// isConnect recognises that no connection could be made.
func isConnect(err error) bool {
	_, ok := errors.AsType[*pgconn.ConnectError](err)
	return ok
}

// isPostgresUnsure recognises a commit to which the server has given no answer of its own:
// the connection broke, or the server was shut down.
func isPostgresUnsure(err error) bool {
	state := sqlState(err)
	return state == "" || slices.Contains([]string{"08", "57", "58"}, state[:2])
}

// isPostgresUnavailable recognises every failure on the way to the server, and a server
// that cannot serve now.
func isPostgresUnavailable(err error) bool {
	state := sqlState(err)
	if state == "" || isConnect(err) {
		return true
	}
	return slices.Contains([]string{
		"25006", // read_only_sql_transaction: a standby
		"55P03", // lock_not_available
		"40001", // serialization_failure
		"40P01", // deadlock_detected
	}, state) || slices.Contains([]string{
		"08", // connection exceptions
		"53", // insufficient resources
		"57", // operator intervention, timeouts
		"58", // system errors
	}, state[:2])
}

// postgresCause returns why the database cannot be used, if it is something that does
// not pass by itself; else nil.
func postgresCause(err error) error {
	switch sqlState(err) {
	case "42501": // insufficient_privilege
		return record.ErrAccess
	case "25006": // read_only_sql_transaction
		return record.ErrReadOnly
	case "53100": // disk_full
		return record.ErrNoSpace
	case "53300": // too_many_connections: of the server, the database or the role
		return record.ErrConnections
	}
	switch state := sqlState(err); {
	case !isConnect(err):
	case state == "3D000": // invalid_catalog_name
		return record.ErrNoDatabase
	case strings.HasPrefix(state, "28"): // invalid authorization
		return record.ErrAccess
	case state == "" && isTLS(err):
		return record.ErrTLS
	}
	return nil
}

// isTLS recognises a failure to agree on TLS by its text: neither pgconn nor crypto/tls
// has types for all of them. One of the network below has none of these words.
func isTLS(err error) bool {
	text := err.Error()
	return strings.Contains(text, "server refused TLS connection") || strings.Contains(text, " tls: ") || strings.Contains(text, " x509: ")
}
