package wire_test

import (
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
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
		"a=1;b=2":    problem.InvalidParameter,
		"a=" + strings.Repeat("x", wire.MaxQueryBytes): problem.InvalidParameter,
	} {
		p, err := wire.ReadParameters(raw, "a", "b")
		if (err == nil) != (want == "") || err != nil && problem.CodeOf(err) != want {
			t.Errorf("%.20s: %v %v, want %s", raw, p, err, want)
		}
	}
	if p, err := wire.ReadTableParameters("a=1&revision=7", "a"); err != nil || p["a"] != "1" {
		t.Errorf("%v %v", p, err)
	}
}

// TestRevisionOf: whatever else a query holds, its revision is found, however it is
// encoded.
func TestRevisionOf(t *testing.T) {
	for raw, want := range map[string]int64{
		"": -1, "rule=x": -1, "rule=revision": -1, "rule=%zz": -1, "Revision=1": -1, "revisions=1": -1,
		"revision=0": 0, "a=1&revision=7&b=2": 7, "%72evision=7": 7, "revision=%37": 7, "a=%zz&revision=7": 7, "revision=9007199254740993": 9007199254740993,
	} {
		got, given, err := wire.RevisionOf(raw)
		if err != nil || given != (want >= 0) || given && got != want {
			t.Errorf("%s: %d %v %v, want %d", raw, got, given, err, want)
		}
	}
	for raw, want := range map[string]deadlines.Code{
		"revision=": problem.InvalidParameter, "revision": problem.InvalidParameter, "revision=-1": problem.InvalidParameter,
		"revision=1.0": problem.InvalidParameter, "revision=%zz": problem.InvalidParameter, "revision=99999999999999999999": problem.InvalidParameter,
		"revision=1&revision=1": problem.DuplicateField, "revision=1&%72evision=2": problem.DuplicateField,
	} {
		if _, _, err := wire.RevisionOf(raw); err == nil || problem.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", raw, err, want)
		}
	}
}

// TestParameterValues: a value is read to its end, within its bounds, and one that is
// missing is told of by its name.
func TestParameterValues(t *testing.T) {
	read := map[string]func(wire.Parameters) error{
		"date":     func(p wire.Parameters) error { _, err := p.Date("date"); return err },
		"range":    func(p wire.Parameters) error { _, err := p.Range(); return err },
		"int":      func(p wire.Parameters) error { _, err := p.Int("n", 3, 1, 5); return err },
		"workdays": func(p wire.Parameters) error { _, err := p.Step(); return err },
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
	} {
		p, err := wire.ReadParameters(c.query, "date", "from", "to", "n", "workdays")
		if err != nil {
			t.Fatal(err)
		}
		if err := read[c.what](p); (err == nil) != (c.want == "") || err != nil && problem.CodeOf(err) != c.want {
			t.Errorf("%s %q: %v, want %s", c.what, c.query, err, c.want)
		}
	}
	if n, _ := (wire.Parameters{}).Int("n", 3, 1, 5); n != 3 {
		t.Errorf("not given: %d", n)
	}
}
