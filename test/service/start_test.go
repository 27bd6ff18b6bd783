package service

import (
	"bytes"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newTown is a rule file as a stranger would add it.
const newTown = `jurisdiction:
  id: newtown
  name: {zh: 新城区, en: New Town}
  calendar: CN
document:
  title: 新城区人民政府工作规则
  effective_from: 2025-03-03
  checked: 2026-11-20
rules:
  - id: newtown.reply
    title: {zh: 会签回复, en: Reply}
    group: reply
    shape: within
    amount: 5
    unit: working_day
    trigger: {zh: 收到, en: receipt}
    actor: {zh: 部门, en: the department}
    strength: general
    article: 32
    interpretations: [trigger_day_excluded]
    cases:
      - {trigger: 2025-03-02, error: rule_not_in_force}
      - {trigger: 2026-02-12, due: 2026-02-26}
`

// TestFurtherRules: rules of a folder are answered beside the embedded ones.
func TestFurtherRules(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "newtown.yaml"), []byte(newTown), 0o600); err != nil {
		t.Fatal(err)
	}
	r := startReplica(t, "SHIXIAN_RULES="+folder)
	for rule, due := range map[string]string{"newtown.reply": "2026-02-26", "xihe.countersign-reply": "2026-02-28"} {
		if a := r.want(200, "GET", "/v1/deadlines?trigger=2026-02-12&rule="+rule, ""); a.field(t, "due") != due {
			t.Errorf("%s: %s", rule, a.body)
		}
	}
}

// TestStartRefused: what is wrong stops the start, and the error says where it is.
func TestStartRefused(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	rules := func(name, text string) string {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return "SHIXIAN_RULES=" + folder
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		what, setting string
		want          []string
	}{
		{"an unknown setting", "SHIXIAN_PORT=80", []string{"SHIXIAN_PORT"}},
		{"an address in use", "SHIXIAN_ADDR=" + taken.Addr().String(), []string{"SHIXIAN_ADDR", "in use"}},
		{"a data folder that is a file", "SHIXIAN_DATA=" + file, []string{"SHIXIAN_DATA"}},
		{"a token file that is missing", "SHIXIAN_TOKENS=" + file + ".x", []string{"SHIXIAN_TOKENS"}},
		{"a folder without rules", rules("readme.txt", "x"), []string{"no data file"}},
		{"a wrong case", rules("a.yaml", strings.Replace(newTown, "due: 2026-02-26", "due: 2026-02-27", 1)), []string{"a.yaml:23:", "2026-02-27", "2026-02-26"}},
		{"an unknown key", rules("b.yaml", strings.Replace(newTown, "    article:", "    artcle:", 1)), []string{"b.yaml:19:", "artcle"}},
		{"a rule of another file", rules("c.yaml", strings.ReplaceAll(newTown, "newtown", "xihe")), []string{"c.yaml:2:", "xihe"}},
		{"no YAML", rules("d.yaml", "rules: [\n"), []string{"d.yaml"}},
	}
	for _, c := range cases {
		environ := []string{"SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA=" + t.TempDir(), c.setting}
		err := run(t.Context(), environ, io.Discard)
		if err == nil {
			t.Errorf("%s: no error", c.what)
			continue
		}
		for _, part := range c.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: the error does not tell %s: %v", c.what, part, err)
			}
		}
	}
}

// TestIgnoreUnknown: for the time of a rollback, what a newer program understands does not
// stop this one, and gives nobody a right.
func TestIgnoreUnknown(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "a:publisher", "b:publisher")
	text, err := os.ReadFile(tokens)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(tokens, bytes.Replace(text, []byte("b:publisher"), []byte("b:owner"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := []string{"SHIXIAN_TOKENS=" + tokens, "SHIXIAN_OF_TOMORROW=1", "SHIXIAN_IGNORE_UNKNOWN=on"}
	r := startReplica(t, settings...)
	r.want(200, "GET", "/v1/admin/drafts", "", "Authorization", auth["a"])
	r.want(401, "GET", "/v1/admin/drafts", "", "Authorization", auth["b"])
	if log := r.logs.Text(); !strings.Contains(log, "SHIXIAN_OF_TOMORROW") || !strings.Contains(log, `the role \"owner\"`) {
		t.Errorf("what is passed over is not said: %s", log)
	}
	for _, left := range [][]string{settings[:2], {settings[0]}} {
		if err := run(t.Context(), append(left, "SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA="+t.TempDir()), io.Discard); err == nil {
			t.Errorf("%q is passed over without being told to", left)
		}
	}
}
