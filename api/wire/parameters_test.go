package wire_test

import (
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays/record"
)

// TestReadParameters: each parameter is known and stands once.
func TestReadParameters(t *testing.T) {
	for raw, want := range map[string]deadlines.Code{
		"":           "",
		"a=1&b=2":    "",
		"a=%zz":      problem.InvalidParameter,
		"c=1":        problem.UnknownField,
		"a=1&%61=2":  problem.DuplicateField,
		"revision=1": problem.UnknownField,
		"a=1;b=2":    "", // one value, as of a question
		"a=" + strings.Repeat("x", wire.MaxQueryBytes): problem.InvalidParameter,
	} {
		p, err := wire.ReadParameters(raw, "a", "b")
		if (err == nil) != (want == "") || err != nil && problem.CodeOf(err) != want {
			t.Errorf("%.20s: %v %v, want %s", raw, p, err, want)
		}
	}
	if p, err := wire.ReadParameters("a=1&revision=7&lang=en", append(wire.TableParameters, "a")...); err != nil || len(p) != 2 || p["a"] != "1" {
		t.Errorf("%v %v", p, err)
	}
}

// TestPositionOf: whatever else a query holds, its position is found, however it is
// encoded.
func TestPositionOf(t *testing.T) {
	none, seven := record.Beginning, record.Position{Revision: 7}
	for raw, want := range map[string]record.Position{
		"": none, "rule=x": none, "rule=revision": none, "rule=%zz": none, "Revision=1": none, "revisions=1": none,
		"revision=0": {}, "a=1&revision=7&b=2": seven, "%72evision=7": seven, "revision=%37": seven, "a=%zz&revision=7": seven,
		"revision=9007199254740993": {Revision: 9007199254740993}, "revision=12.9f3c41aa": {Revision: 12, Prefix: "9f3c41aa"}, "revision=0%2e00000000": {Prefix: "00000000"},
	} {
		got, given, err := wire.PositionOf(raw)
		if err != nil || given != (want != none) || given && got != want {
			t.Errorf("%s: %s %v %v, want %s", raw, got, given, err, want)
		}
	}
	for raw, want := range map[string]deadlines.Code{
		"revision=": problem.InvalidParameter, "revision": problem.InvalidParameter, "revision=-1": problem.InvalidParameter, "revision=07": problem.InvalidParameter,
		"revision=7.": problem.InvalidParameter, "revision=7.9f3c41a": problem.InvalidParameter, "revision=7.9F3C41AA": problem.InvalidParameter, "revision=-1.9f3c41aa": problem.InvalidParameter,
		"revision=1.0": problem.InvalidParameter, "revision=%zz": problem.InvalidParameter, "revision=99999999999999999999": problem.InvalidParameter,
		"revision=1&revision=1": problem.DuplicateField, "revision=1&%72evision=2": problem.DuplicateField,
	} {
		if _, _, err := wire.PositionOf(raw); err == nil || problem.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", raw, err, want)
		}
	}
}

// TestParameterValues: a value is read to its end, within its bounds, and one that is
// missing is told of by its name.
func TestParameterValues(t *testing.T) {
	read := map[string]func(*wire.Values){
		"date":     func(r *wire.Values) { r.Date("date") },
		"range":    func(r *wire.Values) { r.Range() },
		"int":      func(r *wire.Values) { r.Int("n", 3, 1, 5) },
		"workdays": func(r *wire.Values) { r.Step() },
		"nth":      func(r *wire.Values) { r.Nth() },
		"month":    func(r *wire.Values) { r.Month("date") },
		"bool":     func(r *wire.Values) { r.Bool("n", true) },
		"state":    func(r *wire.Values) { r.State("n") },
		"two":      func(r *wire.Values) { r.Date("date"); r.Step() },
	}
	for _, c := range []struct {
		what, query string
		want        deadlines.Code
	}{
		{"date", "date=2026-02-09", ""}, {"date", "date=2026-2-9", problem.InvalidDate}, {"date", "", problem.MissingParameter},
		{"range", "from=2026-02-09&to=2026-02-09", ""}, {"range", "from=2026-02-09&to=2026-02-08", problem.RangeReversed},
		{"range", "from=2026-02-09", problem.MissingParameter}, {"range", "to=2026-02-09", problem.MissingParameter},
		{"int", "", ""}, {"int", "n=1", ""}, {"int", "n=5", ""}, {"int", "n=0", problem.InvalidParameter}, {"int", "n=6", problem.InvalidParameter},
		{"int", "n=", problem.InvalidParameter}, {"int", "n=1x", problem.InvalidParameter},
		{"workdays", "workdays=%2B5", ""}, {"workdays", "workdays=+5", ""}, {"workdays", "workdays=-20000", ""}, {"workdays", "workdays=20001", problem.InvalidParameter},
		{"workdays", "workdays=-20001", problem.InvalidParameter}, {"workdays", "workdays=1.0", problem.InvalidParameter}, {"workdays", "", problem.MissingParameter},
		{"nth", "n=31", ""}, {"nth", "n=-31", ""}, {"nth", "n=0", problem.InvalidParameter}, {"nth", "n=32", problem.InvalidParameter}, {"nth", "", problem.MissingParameter},
		{"month", "date=2026-02", ""}, {"month", "date=2026-13", problem.InvalidParameter}, {"month", "", problem.MissingParameter},
		{"bool", "", ""}, {"bool", "n=false", ""}, {"bool", "n=1", problem.InvalidParameter},
		{"state", "", ""}, {"state", "n=7", ""}, {"state", "n=-1", problem.InvalidParameter},
		{"two", "date=x&workdays=y", problem.InvalidDate}, {"two", "date=2026-02-09&workdays=y", problem.InvalidParameter},
	} {
		p, err := wire.ReadParameters(c.query, "date", "from", "to", "n", "workdays")
		if err != nil {
			t.Fatal(err)
		}
		r := wire.Values{Parameters: p}
		if read[c.what](&r); (r.Err == nil) != (c.want == "") || r.Err != nil && problem.CodeOf(r.Err) != c.want {
			t.Errorf("%s %q: %v, want %s", c.what, c.query, r.Err, c.want)
		}
	}
	var none wire.Values
	if n := none.Int("n", 3, 1, 5); n != 3 || !none.Bool("n", true) || none.Bool("n", false) || none.State("n") != nil {
		t.Errorf("not given: %d", n)
	}
}
