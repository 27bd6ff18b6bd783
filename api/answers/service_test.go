package answers_test

import (
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

const reply = "xihe.countersign-reply"

var today = holidays.NewDate(2026, 11, 23)

// inForce hands out one table, and keeps others by revision.
type inForce struct {
	table   *holidays.Table
	earlier map[int64]*holidays.Table
	events  []record.Event
	err     error
}

func (f *inForce) Table() *holidays.Table { return f.table }

func (f *inForce) TableAt(ctx context.Context, revision int64) (*holidays.Table, error) {
	if _, bounded := ctx.Deadline(); !bounded {
		return nil, errors.New("it would wait for ever")
	}
	if t := f.earlier[revision]; t != nil || f.err != nil {
		return t, f.err
	}
	return nil, live.ErrRevision
}

func (f *inForce) TableOf(ctx context.Context, p record.Position) (*holidays.Table, error) {
	return f.TableAt(ctx, p.Revision)
}

func (f *inForce) Locate(_ context.Context, p record.Position) (record.Position, error) {
	return p, f.err
}

func (f *inForce) Await(ctx context.Context, p record.Position) error {
	if _, bounded := ctx.Deadline(); !bounded {
		return errors.New("it would wait for ever")
	}
	if p.Revision > f.table.Revision() {
		return live.ErrNotReached
	}
	return f.err
}

func (f *inForce) State() live.State { return live.State{Position: f.table.Position()} }

func (f *inForce) Events(_ context.Context, after int64, limit int) ([]record.Event, error) {
	var out []record.Event
	for _, e := range f.events {
		if e.Revision > after && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, f.err
}

// Moved says of each event that it moved the day with its number.
func (f *inForce) Moved(_ context.Context, events []record.Event) ([]live.Moved, error) {
	out := make([]live.Moved, len(events))
	for i := range events {
		out[i].Days = []holidays.DayChange{{Calendar: "CN", Date: today.AddDays(int(events[i].Revision)), After: holidays.Holiday}}
	}
	return out, f.err
}

// outcomes counts what the service tells of.
type outcomes map[string]int

func (o outcomes) Deadline(rule string, outcome deadlines.Code) { o[rule+" "+string(outcome)]++ }

// newService returns a service at revision 5, over a record that also has revision 2.
func newService(t *testing.T) (*answers.Service, *inForce, outcomes) {
	t.Helper()
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tableOf := func(revision int64) *holidays.Table {
		table, err := holidays.NewTable(src, revision, nil)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	f := &inForce{table: tableOf(5), earlier: map[int64]*holidays.Table{2: tableOf(2)}}
	cat, err := rules.Load(f.table)
	if err != nil {
		t.Fatal(err)
	}
	seen := outcomes{}
	return answers.New(answers.Config{
		Tables: f, History: f, Catalogue: cat, Today: func() holidays.Date { return today }, Timeout: time.Minute, Observer: seen,
	}), f, seen
}

// TestCaseOf: a query gets the answer of the table that it names, and where the matter
// stands today or on the day that it names; each is told once.
func TestCaseOf(t *testing.T) {
	s, _, seen := newService(t)
	for _, c := range []struct {
		query    string
		revision int64
		at       string
		standing bool
		want     deadlines.Code // of the problem
		told     string
	}{
		{"rule=" + reply + "&trigger=2026-02-09", 5, "2026-11-23", true, "", reply + " settled"},
		{"rule=" + reply + "&trigger=2026-02-09&at=2026-02-24&revision=2", 2, "2026-02-24", true, "", reply + " settled"},
		{"rule=" + reply + "&trigger=2026-12-24", 5, "2026-11-23", true, "", reply + " provisional"},
		{"rule=" + reply + "&trigger=2026-02-09&at=2060-01-01", 5, "2060-01-01", false, "", reply + " settled"},
		{"rule=tiexi.absence-approver&days=1", 5, "2026-11-23", false, "", "tiexi.absence-approver settled"},
		{"rule=" + reply, 0, "", false, deadlines.CodeFieldMissing, reply + " field_missing"},
		{"rule=" + reply + "&trigger=2026-02-09&revision=3", 0, "", false, problem.RevisionUnknown, reply + " revision_unknown"},
		{"rule=" + reply + "&trigger=2026-02-09&min_position=5", 5, "2026-11-23", true, "", reply + " settled"},
		{"rule=" + reply + "&trigger=2026-02-09&min_position=6", 0, "", false, problem.PositionAhead, reply + " position_not_reached"},
		{"rule=" + reply + "&trigger=2026-02-09&revision=2&min_position=x", 0, "", false, problem.InvalidParameter, reply + " invalid_parameter"},
		{"rule=" + reply + "&trigger=2026-02-09&revision=x", 0, "", false, problem.InvalidParameter, reply + " invalid_parameter"},
		{"ruel=x", 0, "", false, problem.UnknownField, " unknown_field"},
	} {
		clear(seen)
		got, err := s.CaseOf(t.Context(), c.query)
		if !maps.Equal(seen, outcomes{c.told: 1}) {
			t.Errorf("%s: told %v, want %s", c.query, seen, c.told)
		}
		if c.want != "" {
			if problem.CodeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", c.query, err, c.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if got.Revision != c.revision || got.Look.At.String() != c.at || (got.Standing != nil) != c.standing {
			t.Errorf("%s: revision %d at %s, standing %v", c.query, got.Revision, got.Look.At, got.Standing)
		}
	}
}

// TestCaseWithoutStanding: where the matter stands may be missing beside an answer,
// and the observer is not told of either.
func TestCaseWithoutStanding(t *testing.T) {
	s, f, seen := newService(t)
	q := deadlines.Question{Rule: reply, Request: deadlines.Request{Trigger: holidays.NewDate(2026, 2, 9)}}
	got, err := s.Case(f.table, &q, deadlines.Look{At: holidays.NewDate(2060, 1, 1)})
	if err != nil || problem.CodeOf(got.StandingErr) != deadlines.CodeOutOfCoverage || got.Standing != nil || got.Answer.Due.IsZero() {
		t.Errorf("%v, %v, due %s", err, got.StandingErr, got.Answer.Due)
	}
	if q.Rule = "nowhere.nothing"; len(seen) > 0 {
		t.Errorf("told %v", seen)
	}
	if _, err := s.Case(f.table, &q, deadlines.Look{At: today}); problem.CodeOf(err) != deadlines.CodeRuleUnknown {
		t.Errorf("an unknown rule: %v", err)
	}
}

// TestTables: without a table in force or a record there is a code for it, and the
// record's own error stays what it is.
func TestTables(t *testing.T) {
	s, f, _ := newService(t)
	f.err = record.ErrUnavailable
	if _, err := s.TableAt(t.Context(), record.Position{Revision: 3}); problem.CodeOf(err) != problem.RecordDown {
		t.Errorf("a record that is away: %v", err)
	}
	if got, err := s.TableAt(t.Context(), record.Position{Revision: 5}); err != nil || got != f.table {
		t.Errorf("the table in force takes the record: %v", err)
	}
	f.table = nil
	if _, err := s.TableFor(t.Context(), ""); problem.CodeOf(err) != problem.NotReady {
		t.Errorf("no table: %v", err)
	}
	alone := answers.New(answers.Config{Tables: f})
	if _, err := alone.TableAt(t.Context(), record.Position{Revision: 2}); problem.CodeOf(err) != problem.RevisionUnknown {
		t.Errorf("no record: %v", err)
	}
	if list, err := alone.Revisions(t.Context(), "CN"); err != nil || list != nil {
		t.Errorf("no record: %v %v", list, err)
	}
}

// TestRevisions: those of a calendar are its own and its ancestors', over many pages.
func TestRevisions(t *testing.T) {
	s, f, _ := newService(t)
	calendars := []string{"CN", "CN-GX", "CN-LN"}
	for i := range int64(301) {
		f.events = append(f.events, record.Event{Revision: i, Action: record.Publish,
			Published: []holidays.Notice{{ID: "some", Calendar: calendars[i%3]}}})
	}
	got, err := s.Revisions(t.Context(), "CN-GX")
	if err != nil || len(got) != 201 { // 101 of CN and 100 of its own
		t.Fatalf("%d revisions, %v", len(got), err)
	}
	for i, ch := range got {
		if ch.Revision%3 == 2 || i > 0 && got[i-1].Revision >= ch.Revision {
			t.Fatalf("revision %d after %d", ch.Revision, got[max(0, i-1)].Revision)
		}
	}
	page, err := s.ChangesAfter(t.Context(), record.Position{Revision: 299})
	if err != nil || len(page.Changes) != 1 || page.Revision != 300 || !page.Changes[0].DaysComplete || len(page.Changes[0].Days) != 1 ||
		page.Changes[0].Days[0] != (wire.MovedDay{Calendar: "CN", Date: today.AddDays(300), Before: "workday", After: "holiday"}) {
		t.Errorf("%+v, %v", page, err)
	}
	f.err = record.ErrUnavailable
	if _, err := s.Revisions(t.Context(), "CN"); problem.CodeOf(err) != problem.RecordDown {
		t.Errorf("a record that is away: %v", err)
	}
}
