package holidays_test

import (
	"testing"
	"time"

	"shixian/holidays"
)

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-02-01", "2024-02-29", "2026-02-30", "0001-01-01", "9999-12-31", "0000-01-01", "2026-2-1", "２０２６-０２-０１", "2026-02-01 ", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := holidays.ParseDate(s)
		want, wantErr := time.Parse(time.DateOnly, s)
		if wantErr == nil && want.Year() == 0 {
			return // package time has a year 0
		}
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%q: %v, package time says %v", s, err, wantErr)
		}
		if err == nil && (d.String() != s || d != holidays.DateOf(want)) {
			t.Fatalf("%q was read as %s", s, d)
		}
	})
}

func FuzzParseInstant(f *testing.F) {
	for _, s := range []string{
		"2026-02-14T16:00:00Z", "2026-02-14T00:30:00+09:00", "2026-02-14T10:00:00.5-05:00", "2026-02-14T10:00:00", "0001-01-01T00:00:00+08:00",
		"9999-12-31T23:59:59+08:00", "0000-12-31T16:00:00Z", "2026-02-14T5:00:00Z", "2026-02-14T10:00:00,5Z", "2026-02-14T10:00:00+24:00", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := holidays.ParseInstant(s)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("%q: %v, and the date %s", s, err, d)
			}
			return
		}
		at, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatalf("%q was read as %s: %v", s, d, err)
		}
		// Midnight in Shanghai is 16:00 UTC of the day before.
		if want := at.UTC().Add(8 * time.Hour).Format(time.DateOnly); d.String() != want {
			t.Fatalf("%q was read as %s, want %s", s, d, want)
		}
	})
}
