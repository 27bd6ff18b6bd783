package audit_test

import (
	"bytes"
	"log/slog"
	"testing"
	"time"

	"shixian/api/audit"
)

// TestWrite: a line has its own time and is there at any level; without a log there
// is none.
func TestWrite(t *testing.T) {
	var out bytes.Buffer
	quiet := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelError}))
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	audit.New(quiet, func() time.Time { return at }).Write(t.Context(), "zhang", "published", slog.Int("revision", 7))
	want := "time=2026-11-23T08:00:00.000Z level=INFO msg=audit who=zhang what=published revision=7\n"
	if out.String() != want {
		t.Errorf("%s, want %s", &out, want)
	}
	audit.New(nil, nil).Write(t.Context(), "zhang", "published")
}
