package live

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestFaultsComeAndGo: what comes and goes twice a second is logged once a minute, and
// what then lasts is logged all the same.
func TestFaultsComeAndGo(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2026, time.November, 28, 9, 0, 0, 0, time.UTC)
	f := newFaults(slog.New(slog.NewTextHandler(&out, nil)), func() time.Time { return now })
	lines := func(msg string) int { return strings.Count(out.String(), "msg="+msg+" ") }
	for range 100 {
		f.begin(RedisUnreachable, errors.New("TRYAGAIN"))
		now = now.Add(250 * time.Millisecond)
		f.end(RedisUnreachable)
		now = now.Add(250 * time.Millisecond)
	}
	if lines("fault") != 1 || lines("mended") != 1 {
		t.Errorf("within a minute it is logged %d times", lines("fault"))
	}
	f.begin(RedisUnreachable, errors.New("gone"))
	if lines("fault") != 1 {
		t.Error("it is logged again at once")
	}
	now = now.Add(quiet)
	f.begin(RedisUnreachable, errors.New("gone"))
	f.begin(RedisUnreachable, errors.New("gone"))
	if lines("fault") != 2 || len(f.list()) != 1 {
		t.Errorf("what lasts is logged %d times", lines("fault"))
	}
	f.end(RedisUnreachable)
	if lines("mended") != 2 {
		t.Errorf("its end is logged %d times", lines("mended"))
	}
}

// TestFaultsDocumented: each reason that readiness can give is in the table of faults, and
// the runbook says what to do, in both languages.
func TestFaultsDocumented(t *testing.T) {
	source, err := os.ReadFile("state.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`= "((?:table|record|redis|bundle)_\w+)"`).FindAllSubmatch(source, -1)
	if len(codes) < 25 {
		t.Errorf("there are only %d reasons", len(codes))
	}
	for _, page := range []string{"faults.md", "operations/runbook.md", "operations/runbook.en.md"} {
		text, err := os.ReadFile("../../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range codes {
			if !bytes.Contains(text, []byte("`"+string(c[1])+"`")) {
				t.Errorf("%s does not tell of %s", page, c[1])
			}
		}
	}
}
