package conformance

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the vectors and the data anew")

// world returns the embedded data as known on [Frozen].
func world(t testing.TB) *World {
	t.Helper()
	w, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestVectorsAreWhatTheEngineAnswers draws the questions again: the files are what is
// answered to them, and the data are the embedded ones.
func TestVectorsAreWhatTheEngineAnswers(t *testing.T) {
	t.Parallel()
	w := world(t)
	want := map[string][]byte{}
	for kind, vectors := range Draw(w, Seed) {
		want[filepath.Join("vectors", kind+".jsonl")] = render(vectors)
	}
	data, err := w.Data()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range data {
		want[filepath.Join("data", name)] = text
	}
	for name, text := range want {
		if *update {
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if line, a, b := firstDifference(got, text); line > 0 {
			t.Errorf("%s:%d:\n   file %s\n answer %s\nif the answer is right: go test ./test/conformance -update", name, line, a, b)
		}
	}
	for _, folder := range []string{"vectors/*.jsonl", "data/*.json"} {
		files, err := filepath.Glob(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if want[f] == nil {
				t.Errorf("%s is drawn no more", f)
			}
		}
	}
}

// firstDifference returns the first line in which two texts differ, 0 if in none.
func firstDifference(a, b []byte) (int, []byte, []byte) {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range max(len(x), len(y)) {
		var p, q []byte
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if !bytes.Equal(p, q) {
			return i + 1, p, q
		}
	}
	return 0, nil, nil
}

// seeds are further seeds with which the two implementations are compared in full runs.
var seeds = flag.Int("seeds", 3, "with how many further seeds, unless -short")

// requireAll requires that a program answers every vector right.
func requireAll(t *testing.T, files []File, p Program) {
	t.Helper()
	scores, err := Try(files, p)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, s := range scores {
		asked += s.Asked
		if !s.Right() {
			t.Errorf("%s: of %d questions %d are answered, %d right: %s", s.Kind, s.Asked, s.Answered, s.All, append(s.Wrong, s.Part))
		}
	}
	if asked < 20_000 {
		t.Errorf("only %d questions", asked)
	}
}

func files(t *testing.T) []File {
	t.Helper()
	out, err := ReadFiles("vectors")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestService: the service answers every vector right, through its HTTP calls.
func TestService(t *testing.T) {
	t.Parallel()
	requireAll(t, files(t), world(t).AskHandler().Answer)
}

// TestSecondImplementation: so does a program that shares no line with it.
func TestSecondImplementation(t *testing.T) {
	t.Parallel()
	python := Command("python3", "python/shixian.py")
	requireAll(t, files(t), python)
	if testing.Short() {
		return
	}
	for i := range *seeds {
		var drawn []File
		for kind, vectors := range Draw(world(t), Seed+1+uint64(i)) {
			drawn = append(drawn, File{kind, bytes.Split(bytes.TrimSpace(render(vectors)), []byte("\n"))})
		}
		requireAll(t, drawn, python)
	}
}

// TestVectorsCoverEverything: every rule, calendar, code and field of a question has
// its vectors, and each certainty.
func TestVectorsCoverEverything(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for _, f := range files(t) {
		for _, line := range f.Lines {
			var fields map[string]json.RawMessage
			if err := json.Unmarshal(line, &fields); err != nil {
				t.Fatal(err)
			}
			for name, value := range fields {
				seen[name]++
				if value[0] == '"' && (name != "rule" || fields["code"] == nil) {
					seen[string(value[1:len(value)-1])]++
				}
			}
		}
	}
	want := append([]string{
		"CN", "CN-GX", "CN-LN", "CN-JL", "none", "next", "previous", "settled", "bounded", "provisional",
		"workday", "weekend", "holiday", "makeup", "notice", "week", "principles", "up_to", "beyond", "both",
		"rule_unknown", "calendar_unknown", "field_missing", "field_not_applicable", "days_out_of_range", "amount_not_allowed",
		"amount_out_of_range", "agreed_not_allowed", "agreed_and_amount", "agreed_before_trigger", "span_reversed",
		"rule_not_in_force", "date_out_of_coverage",
	}, questionFields...)
	rules := 0
	for _, r := range world(t).Catalogue.Rules {
		want, rules = append(want, r.ID), rules+1
	}
	if rules != 57 {
		t.Errorf("%d rules", rules)
	}
	const few = 2
	for _, what := range want {
		if seen[what] < few {
			t.Errorf("%s: %d vectors", what, seen[what])
		}
	}
}
