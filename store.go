package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"shixian/api/trace"
	"shixian/holidays/record"
	"shixian/holidays/record/sqlstore"
)

// openRetry is the time between two tries to reach a database that was away when
// the service started.
const openRetry = time.Second

// openStore opens the record: PostgreSQL where a URL is given, else SQLite in the
// data folder. A PostgreSQL that cannot be reached yet is tried again until ctx
// ends; till then every call says that it is unavailable.
func (s *settings) openStore(ctx context.Context, tracing *trace.Tracing, log *slog.Logger) (record.Store, error) {
	if s.DatabaseURL == "" {
		return s.openSQLite(ctx, tracing)
	}
	traced := sqlstore.OpenedBy(tracing.OpenDB("postgresql"))
	store, err := sqlstore.OpenPostgres(ctx, s.DatabaseURL, traced)
	switch {
	case err == nil:
		return store, nil
	case !errors.Is(err, record.ErrUnavailable):
		return nil, fmt.Errorf("SHIXIAN_DATABASE_URL: %w", err)
	}
	log.Warn("the record cannot be reached yet", "detail", err.Error())
	late := &lateStore{}
	go late.open(ctx, s.DatabaseURL, traced, log)
	return late, nil
}

func (s *settings) openSQLite(ctx context.Context, tracing *trace.Tracing) (*sqlstore.SQLite, error) {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return nil, fmt.Errorf("SHIXIAN_DATA: %w", err)
	}
	store, err := sqlstore.OpenSQLite(ctx, s.Data, sqlstore.OpenedBy(tracing.OpenDB("sqlite")))
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_DATA: %w", err)
	}
	return store, nil
}

// lateStore is a record that is not open yet.
type lateStore struct {
	store atomic.Pointer[sqlstore.Store]
}

func (l *lateStore) open(ctx context.Context, url string, traced sqlstore.Option, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(openRetry):
		}
		store, err := sqlstore.OpenPostgres(ctx, url, traced)
		if err == nil {
			l.store.Store(store)
			log.Info("the record is open")
			return
		}
		if !errors.Is(err, record.ErrUnavailable) {
			log.Error("the record cannot be opened", "detail", err.Error())
		}
	}
}

// Database returns the database, once it is open.
func (l *lateStore) Database() *sql.DB {
	if s := l.store.Load(); s != nil {
		return s.Database()
	}
	return nil
}

// with calls f with the record, once it is open.
func with[T any](l *lateStore, f func(*sqlstore.Store) (T, error)) (T, error) {
	if s := l.store.Load(); s != nil {
		return f(s)
	}
	var none T
	return none, fmt.Errorf("%w: it was not there when the service started", record.ErrUnavailable)
}

// nothing is the result of calls that return only an error.
type nothing struct{}

func (l *lateStore) do(f func(*sqlstore.Store) error) error {
	_, err := with(l, func(s *sqlstore.Store) (nothing, error) { return nothing{}, f(s) })
	return err
}

func (l *lateStore) ID(ctx context.Context) (string, error) {
	return with(l, func(s *sqlstore.Store) (string, error) { return s.ID(ctx) })
}

func (l *lateStore) Last(ctx context.Context) (revision int64, hash string, err error) {
	err = l.do(func(s *sqlstore.Store) (err error) { revision, hash, err = s.Last(ctx); return err })
	return revision, hash, err
}

func (l *lateStore) Events(ctx context.Context, after int64, limit int) ([]record.Event, error) {
	return with(l, func(s *sqlstore.Store) ([]record.Event, error) { return s.Events(ctx, after, limit) })
}

func (l *lateStore) Append(ctx context.Context, e record.Event) error {
	return l.do(func(s *sqlstore.Store) error { return s.Append(ctx, e) })
}

func (l *lateStore) PutDraft(ctx context.Context, d record.Draft) error {
	return l.do(func(s *sqlstore.Store) error { return s.PutDraft(ctx, d) })
}

func (l *lateStore) GetDraft(ctx context.Context, id string) (record.Draft, error) {
	return with(l, func(s *sqlstore.Store) (record.Draft, error) { return s.GetDraft(ctx, id) })
}

func (l *lateStore) Drafts(ctx context.Context) ([]record.Draft, error) {
	return with(l, func(s *sqlstore.Store) ([]record.Draft, error) { return s.Drafts(ctx) })
}

func (l *lateStore) DeleteDraft(ctx context.Context, id string, version int64) error {
	return l.do(func(s *sqlstore.Store) error { return s.DeleteDraft(ctx, id, version) })
}

func (l *lateStore) Publish(ctx context.Context, e record.Event, draft string, version int64, key string, reply []byte) (stored []byte, done bool, err error) {
	err = l.do(func(s *sqlstore.Store) (err error) {
		stored, done, err = s.Publish(ctx, e, draft, version, key, reply)
		return err
	})
	return stored, done, err
}

func (l *lateStore) Reply(ctx context.Context, key string) ([]byte, error) {
	return with(l, func(s *sqlstore.Store) ([]byte, error) { return s.Reply(ctx, key) })
}

func (l *lateStore) Ping(ctx context.Context) error {
	return l.do(func(s *sqlstore.Store) error { return s.Ping(ctx) })
}

func (l *lateStore) Close() error {
	if s := l.store.Load(); s != nil {
		return s.Close()
	}
	return nil
}
