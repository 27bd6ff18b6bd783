package explanations

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
	"shixian/internal/app"
)

// columns are the fields of the table that the command answers.
var columns = []string{"rule", "trigger", "amount", "days", "history", "suspended", "as_of", "calendar", "agreed", "roll", "interpret"}

// TestTheCommandLineExplainsAlike: shixian batch answers each row, and shixian due one
// question of each shape, in the words of the API.
func TestTheCommandLineExplainsAlike(t *testing.T) {
	h, cat := service(t)
	for _, lang := range []string{holidays.Chinese, holidays.English} {
		t.Run(lang, func(t *testing.T) {
			s := &screens{t, h, lang}
			table, want := [][]string{columns}, []explain.Explanation{}
			shapes := map[deadlines.Shape]bool{}
			for _, r := range cat.Rules {
				for _, q := range questions(r) {
					a, ok := s.api(q)
					if !ok {
						continue
					}
					var row []string
					for _, name := range columns {
						row = append(row, q.Get(name))
					}
					table, want = append(table, row), append(want, explain.Explanation{Lines: a.Explanation.Lines})
					if !shapes[r.Shape] {
						shapes[r.Shape] = true
						s.due(q, &want[len(want)-1])
					}
				}
			}
			if len(shapes) != 9 {
				t.Errorf("%d shapes of 9", len(shapes))
			}
			for i, row := range s.answeredRows(table)[1:] {
				if got := row[len(row)-1]; got != want[i].Cell() {
					t.Errorf("%v: the cell is %q, not %q", table[i+1], got, want[i].Cell())
				}
				if answer := row[len(row)-2]; answer == "" || !strings.Contains(want[i].Of(explain.Result), answer) {
					t.Errorf("%v: the answer is %q, not in %q", table[i+1], answer, want[i].Of(explain.Result))
				}
			}
		})
	}
}

// run runs a command without a record, and returns what it prints.
func (s *screens) run(args ...string) string {
	s.Helper()
	var out, said bytes.Buffer
	p := app.Process{
		Environ: []string{"SHIXIAN_DATA=" + filepath.Join(s.TempDir(), "none")}, Stdout: &out, Stderr: &said,
		Now: func() time.Time { return time.Date(2026, 4, 15, 1, 0, 0, 0, time.UTC) },
	}
	if err := app.Run(s.Context(), append(args, "--embedded", "--lang", s.lang), p); err != nil {
		s.Fatalf("%v: %v, %s", args, err, said.String())
	}
	return out.String()
}

// due compares what shixian due prints, but for the position of the table in the last line.
func (s *screens) due(q asked, want *explain.Explanation) {
	s.Helper()
	args := []string{"due", q.Get("rule")}
	if trigger := q.Get("trigger"); trigger != "" {
		args = append(args, trigger)
	}
	if days := q.Get("days"); days != "" {
		args = append(args, "--days", days)
	}
	got := strings.Split(strings.TrimSpace(s.run(args...)), "\n")
	lines := want.Lines
	if len(got) != len(lines) {
		s.Errorf("%v: %q", args, got)
		return
	}
	for i := range lines[:len(lines)-1] {
		if got[i] != lines[i].Text {
			s.Errorf("%v: %q, not %q", args, got[i], lines[i].Text)
		}
	}
}

// answeredRows returns the table with what shixian batch adds.
func (s *screens) answeredRows(table [][]string) [][]string {
	s.Helper()
	file := filepath.Join(s.TempDir(), "matters.csv")
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(table); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		s.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(s.run("batch", file))).ReadAll()
	if err != nil || len(rows) != len(table) {
		s.Fatalf("%d rows, not %d: %v", len(rows), len(table), err)
	}
	return rows
}
