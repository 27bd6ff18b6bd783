package checkpoint_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// TestScript: the script in docs finds every checkpoint and proof right, and what was
// changed in them.
func TestScript(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	keys := recordtest.Keys(t, 1)
	events := chain(t, "a", 9, 0, keys)
	tree, err := checkpoint.TreeOf(events)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	put := func(name, text string) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	check := func(args ...string) (string, bool) {
		out, err := exec.CommandContext(t.Context(), python, append([]string{"../../../docs/checkpoint.py"}, args...)...).CombinedOutput()
		return string(out), err == nil && string(out) == "ok\n"
	}
	public := keys.Public()[0]
	head := put("head", events[8].Checkpoint)
	for _, revision := range []int64{0, 3, 6, 8} { // both edges, a whole subtree, and the ragged end
		in, err1 := tree.Inclusion(revision, 9)
		con, err2 := tree.Consistency(revision+1, 9)
		proof, err3 := json.Marshal(map[string]any{
			"revision": revision, "size": 9, "event": events[revision].Hash, "inclusion": texts(in), "consistency": texts(con),
		})
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(err1, err2, err3)
		}
		older := put("older", events[revision].Checkpoint)
		if out, ok := check(head, public, put("proof", string(proof)), older); !ok {
			t.Errorf("revision %d: %s", revision, out)
		}
		other := events[(revision+1)%9]
		forged := strings.Replace(string(proof), events[revision].Hash, other.Hash, 1)
		if revision != 6 {
			continue
		}
		if out, ok := check(head, public, put("proof", forged), older); ok {
			t.Errorf("revision %d: another event: %s", revision, out)
		}
	}
	if out, ok := check(head, recordtest.Keys(t, 2).Public()[0]); ok {
		t.Errorf("another key: %s", out)
	}
	if out, ok := check(put("head", strings.Replace(events[8].Checkpoint, "\n9\n", "\n8\n", 1)), public); ok {
		t.Errorf("a changed checkpoint: %s", out)
	}
}

func texts(hashes []tlog.Hash) []string {
	out := []string{}
	for _, h := range hashes {
		out = append(out, h.String())
	}
	return out
}
