package api

import (
	"context"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// twoTables keeps the embedded table as revision 1, and as revision 0 one without the
// nation's notice of 2026.
type twoTables struct {
	Keeper
	at [2]*holidays.Table
}

func newTwoTables(t *testing.T) *twoTables {
	t.Helper()
	now, _ := world()
	src := *now.Source()
	src.Notices = nil
	for _, n := range now.Source().Notices {
		if n.ID != "CN-2026" {
			src.Notices = append(src.Notices, n)
		}
	}
	k := &twoTables{}
	for i, s := range []*holidays.Source{&src, now.Source()} {
		var err error
		if k.at[i], err = holidays.NewTableAt(s, int64(i), record.PositionOf(int64(i), "0123456789").String(), nil); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

func (k *twoTables) Table() *holidays.Table { return k.at[1] }
func (k *twoTables) State() live.State      { return live.State{Revision: 1, Position: k.at[1].Position()} }

func (k *twoTables) Await(_ context.Context, p record.Position) error {
	if p.Revision > 1 {
		return live.ErrNotReached
	}
	return nil
}

func (k *twoTables) TableOf(_ context.Context, p record.Position) (*holidays.Table, error) {
	if p.Revision > 1 {
		return nil, live.ErrRevision
	}
	if p.Prefix != "" && k.at[p.Revision].Position() != p.String() {
		return nil, live.ErrPosition
	}
	return k.at[p.Revision], nil
}

func comparing(t *testing.T) func(*Config) {
	k := newTwoTables(t)
	return func(c *Config) { c.Tables, c.Keeper = k, k }
}

// TestCompare: what moved is answered and nothing else, whatever positions are written;
// a line that is wrong is a problem with its number.
func TestCompare(t *testing.T) {
	h := newTestHandler(t, comparing(t))
	const lines = `{"ref":"moved","rule":"xihe.countersign-reply","trigger":"2026-02-05"}
{"ref":"still","rule":"xihe.countersign-reply","trigger":"2026-07-06","trace":true,"at":"2026-07-07","readings":true}
{"ref":"wrong","rule":"xihe.countersign-reply"}

{"ref":"certain","rule":"xihe.countersign-reply","trigger":"2026-01-08"}
`
	for query, want := range map[string]string{
		"from=0":                                "moved wrong line_empty",
		"from=0.01234567&to=1.01234567&lang=en": "moved wrong line_empty",
		"from=1&to=0":                           "moved wrong line_empty",
		"from=1":                                "wrong line_empty",
		"from=1&to=1":                           "wrong line_empty",
		"from=0&certainty=true":                 "moved still wrong line_empty certain",
	} {
		rec := do(h, "POST", "/v1/deadlines/compare?"+query, lines, "Content-Type", ndjsonType)
		var got []string
		for line := range strings.Lines(rec.Body.String()) {
			var p problem.Problem
			unmarshal(t, []byte(line), &p)
			switch {
			case p.Code == "":
				m := decode[wire.Moved](t, []byte(line))
				got = append(got, m.Ref)
				if len(m.Because) != 1 || m.Because[0] != "CN-2026" || !strings.Contains(m.Text, "国办发明电〔2025〕7号") || (m.Before.Due != m.After.Due) != (m.Ref == "moved") {
					t.Errorf("%s: %s", query, line)
				}
			case p.Ref != "" && p.Line == 3:
				got = append(got, p.Ref)
			case p.Line == 4:
				got = append(got, p.Code)
			}
		}
		if rec.Code != 200 || strings.Join(got, " ") != want || rec.Header().Get("Content-Type") != ndjsonType || rec.Header().Get(positionHeader) == "" {
			t.Errorf("%s: %v, want %s\n%d %v %s", query, got, want, rec.Code, rec.Header(), rec.Body)
		}
	}
}

// TestPinned: what is asked at a whole position stays as it is for ever, and may be kept;
// what is asked at a revision alone, today, by POST, or is refused, may not.
func TestPinned(t *testing.T) {
	h := newTestHandler(t, comparing(t))
	const forEver, pin = "max-age=31536000, immutable", "revision=1.01234567"
	for _, target := range []string{
		"/v1/deadlines?" + goodQuery, "/v1/deadlines?format=text&" + goodQuery, "/v1/deadlines/latest-trigger?rule=xihe.countersign-reply&due=2026-02-25",
		"/v1/calendars?", "/v1/calendars/CN?", "/v1/calendars/CN/days?from=2026-02-01&to=2026-02-28", "/v1/calendars/CN/days/2026-02-14?",
		"/v1/calendars/CN/workdays?from=2026-02-01&to=2026-02-28", "/v1/calendars/CN/workdays/nth?month=2026-02&n=3",
		"/v1/calendars/CN/add?date=2026-02-01&workdays=5", "/v1/calendars/CN/table?format=csv",
	} {
		for query, want := range map[string]string{
			pin: forEver, "%72evision=1.01234567&min_position=0": forEver, "revision=1": "no-cache", "min_position=1.01234567": "no-cache", pin + "&x=1": "no-store",
		} {
			rec := get(h, target+"&"+query)
			if got := rec.Header().Get("Cache-Control"); got != want {
				t.Errorf("%s&%s: %d %q, want %q", target, query, rec.Code, got, want)
			}
			if want != forEver {
				continue
			}
			if again := get(h, target+"&"+query, "If-None-Match", rec.Header().Get("ETag")); again.Code != 304 || again.Header().Get("Cache-Control") != forEver {
				t.Errorf("%s&%s, again: %d %v", target, query, again.Code, again.Header())
			}
		}
	}
	for query, want := range map[string]string{"": "no-cache", pin: forEver} {
		if got := get(h, "/v1/deadlines?format=ics&"+goodQuery+"&"+query).Header().Get("Cache-Control"); got != want {
			t.Errorf("an event, %q: %q, want %q", query, got, want)
		}
	}
	if got := get(h, "/v1/calendars/CN/days/today?"+pin).Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("today: %q", got)
	}
	if got := post(h, "/v1/deadlines?"+pin, "{"+good+"}").Header().Get("Cache-Control"); got != "" {
		t.Errorf("POST: %q", got)
	}
}

// TestCompareRefuses: what cannot be compared is refused before anything is read, and says
// which parameter it is.
func TestCompareRefuses(t *testing.T) {
	h := newTestHandler(t, comparing(t))
	for query, want := range map[string]struct {
		code  deadlines.Code
		field string
	}{
		"":                       {problem.MissingParameter, "from"},
		"from=x":                 {problem.InvalidParameter, "from"},
		"from=-1":                {problem.InvalidParameter, "from"},
		"from=0&to=-1":           {problem.InvalidParameter, "to"},
		"from=0&to=7":            {problem.RevisionUnknown, "to"},
		"from=7":                 {problem.RevisionUnknown, "from"},
		"from=0.99999999":        {problem.PositionUnknown, "from"},
		"from=0&certainty=maybe": {problem.InvalidParameter, "certainty"},
		"from=0&min_position=2":  {problem.PositionAhead, "min_position"},
		"from=0&min_position=x":  {problem.InvalidParameter, "min_position"},
		"from=0&revision=1":      {problem.UnknownField, "revision"},
		"from=0&from=1":          {problem.DuplicateField, "from"},
		"from=0&view=brief":      {problem.UnknownField, "view"},
	} {
		p := problemIn(t, do(h, "POST", "/v1/deadlines/compare?"+query, ask25, "Content-Type", ndjsonType))
		if p.Code != string(want.code) || len(p.Errors) != 1 || p.Errors[0].Pointer != "/"+want.field {
			t.Errorf("%s: %+v", query, p)
		}
	}
	if p := problemIn(t, post(h, "/v1/deadlines/compare?from=0", `{"items":[]}`)); p.Code != string(problem.MediaType) {
		t.Errorf("a document: %+v", p)
	}
}

// TestCatalogue: the lists of rules and the changes name the same position of the rules,
// another set of rules has another, and a caller who last saw another one is told of it
// before anything is waited for.
func TestCatalogue(t *testing.T) {
	_, cat := world()
	if few := deadlines.NewCatalogue(nil, cat.Rules[1:], cat.Interpretations).Position(); few == cat.Position() || len(few) != 8 {
		t.Errorf("a rule less: %s and %s", few, cat.Position())
	}
	h := newTestHandler(t, nil)
	for _, target := range []string{"/v1/rules", "/v1/rules?q=nothing", "/v1/jurisdictions"} {
		if got := catalogueIn(t, get(h, target).Body.Bytes()); got != cat.Position() {
			t.Errorf("%s: %q, want %q", target, got, cat.Position())
		}
	}
}

func catalogueIn(t *testing.T, body []byte) string {
	t.Helper()
	var told struct{ Catalogue string }
	unmarshal(t, body, &told)
	return told.Catalogue
}
