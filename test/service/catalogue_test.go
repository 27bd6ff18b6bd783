package service

import (
	"bufio"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOtherRules: a service that starts again with other rules says so to who followed the
// ones before, by another catalogue and by an event, and answers by them; the position of
// the table stays, for no day moved.
func TestOtherRules(t *testing.T) {
	t.Parallel()
	folder, data := regionFolder(t), t.TempDir()
	settings := []string{"SHIXIAN_RULES=" + folder, "SHIXIAN_DATA=" + data}
	const asks = "/v1/deadlines?rule=shili.minutes&trigger=2026-05-26"
	first := startReplica(t, settings...)
	changes := first.want(200, "GET", "/v1/changes?since=-1&wait=0", "")
	position, before := changes.field(t, "position").(string), changes.field(t, "catalogue").(string)
	if due := first.want(200, "GET", asks, "").field(t, "due"); due != "2026-06-02" {
		t.Fatalf("due %s", due)
	}
	first.stop()

	again := startReplica(t, settings...)
	if got := again.changesSince(position, before); got != before {
		t.Errorf("the same rules are the catalogue %s, and %s after a start", before, got)
	}
	again.stop()

	amend(t, filepath.Join(folder, "shili.yaml"), "    amount: 3\n", "    amount: 4\n", "due: 2026-06-02", "due: 2026-06-03", "due: 2026-03-26", "due: 2026-03-27")
	other := startReplica(t, settings...)
	after := other.changesSince(position, before)
	if after == before {
		t.Errorf("other rules are the catalogue %s too", after)
	}
	if got := other.firstEvent(position, before); got != `event: catalogue data: {"catalogue":"`+after+`"}` {
		t.Errorf("the first event after other rules is %q", got)
	}
	a := other.want(200, "GET", asks, "")
	if a.field(t, "due") != "2026-06-03" || a.field(t, "position") != position {
		t.Errorf("position %s, then %s", position, a.body)
	}
}

// changesSince returns the catalogue that the changes after a position name. The call would
// wait if the catalogue were the one that was seen.
func (r *replica) changesSince(position, seen string) string {
	r.t.Helper()
	wait := "0"
	for {
		a := r.want(200, "GET", "/v1/changes?since="+position+"&catalogue="+seen+"&wait="+wait, "")
		got := a.field(r.t, "catalogue").(string)
		if got == seen || wait != "0" {
			return got
		}
		wait = "30" // which it does not
	}
}

// firstEvent returns the first event of the stream after a position, on one line.
func (r *replica) firstEvent(position, seen string) string {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.url+"/v1/changes/stream?since="+position+"&catalogue="+seen, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	var event []string
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		switch line := lines.Text(); {
		case line != "" && !strings.HasPrefix(line, "retry:"):
			event = append(event, line)
		case len(event) > 0:
			return strings.Join(event, " ")
		}
	}
	return ""
}

// amend replaces texts of a file, each of which has to be there.
func amend(t *testing.T, name string, pairs ...string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(string(text), pairs[i]) {
			t.Fatalf("%s has no %q", name, pairs[i])
		}
	}
	if err := os.WriteFile(name, []byte(strings.NewReplacer(pairs...).Replace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
}
