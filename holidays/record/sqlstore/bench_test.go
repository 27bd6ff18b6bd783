package sqlstore

import (
	"context"
	"database/sql"
	"testing"

	"shixian/holidays/data"
	"shixian/holidays/record"
	"shixian/test/testenv"
)

// benchmarkStart measures what a start reads: it opens a record of 1,000 events, the
// embedded notices published over and over, and verifies and folds them.
func benchmarkStart(b *testing.B, open func() (*Store, error)) {
	src, err := data.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	const events = 1000
	var c contents
	c.id = "00000000-0000-4000-8000-000000000000"
	for i := range events {
		e := record.Event{Action: record.Publish, Time: start, Who: "clerk", Why: "国务院办公厅通知"}
		n := src.Notices[i%len(src.Notices)]
		if i >= len(src.Notices) {
			e.Withdrawn = []string{n.ID}
		}
		e.Published = append(e.Published, n)
		var prev *record.Event
		if i > 0 {
			prev = &c.events[i-1]
		}
		if e, err = record.Seal(e, prev); err != nil {
			b.Fatal(err)
		}
		c.events = append(c.events, e)
	}
	s, err := open()
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	err = s.withBackupBound().write(ctx, "fill", func(ctx context.Context, tx *sql.Tx) error { return s.fill(ctx, tx, c) })
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := open()
		if err != nil {
			b.Fatal(err)
		}
		got, err := s.Events(ctx, -1, 1<<30)
		if err != nil || len(got) != events {
			b.Fatal(len(got), err)
		}
		if err := record.Verify(nil, got); err != nil {
			b.Fatal(err)
		}
		if st := record.Fold(got); st.Revision != events-1 {
			b.Fatal(st.Revision)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStartSQLite(b *testing.B) {
	folder := b.TempDir()
	benchmarkStart(b, func() (*Store, error) {
		s, err := OpenSQLite(context.Background(), folder)
		if err != nil {
			return nil, err
		}
		return s.Store, nil
	})
}

func BenchmarkStartPostgres(b *testing.B) {
	url := testenv.Database(b)
	benchmarkStart(b, func() (*Store, error) { return OpenPostgres(url) })
}

// BenchmarkPublish measures a publication, which waits for the disk.
func BenchmarkPublish(b *testing.B) {
	for name, open := range map[string]func() *Store{
		"sqlite":   func() *Store { return sqliteStore(b, b.TempDir()).Store },
		"postgres": func() *Store { return postgresStore(b, testenv.Postgres(b).URL(), postgresBounds) },
	} {
		b.Run(name, func(b *testing.B) {
			s := open()
			last := filled(b, s, 1)[0]
			for b.Loop() {
				next := follow(b, &last)
				if _, _, err := s.Publish(context.Background(), next, "", 0, nth("key", next.Revision), nil); err != nil {
					b.Fatal(err)
				}
				last = next
			}
		})
	}
}
