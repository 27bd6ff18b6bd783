package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shixian/api/problem"
	"shixian/api/wire"
)

// offlineRun runs a command in a folder without a record, on 2026-02-14, and returns what
// it prints, what it says and its exit status. Nothing is made in the folder.
func offlineRun(t *testing.T, args ...string) (out, said string, status int) {
	t.Helper()
	folder := t.TempDir()
	data := filepath.Join(folder, "data")
	var stdout, stderr bytes.Buffer
	now := func() time.Time { return time.Date(2026, 2, 14, 1, 0, 0, 0, time.UTC) }
	err := Run(t.Context(), args, Process{Environ: []string{"SHIXIAN_DATA=" + data}, Now: now, Stdout: &stdout, Stderr: &stderr})
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("%v: left behind %v", args, left)
	}
	status, say := ExitStatus(err)
	return stdout.String(), stderr.String() + say, status
}

func TestDue(t *testing.T) {
	const reply = "xihe.countersign-reply"
	for _, c := range []struct {
		args      []string
		out, said string
		status    int
	}{
		{[]string{"due", reply, "2026-02-09"}, "2026年2月25日", "没有记录", 0},
		{[]string{"due", reply, "2026-02-09", "--lang", "en", "--embedded"}, "25 February 2026", "By the tables in the program.", 0},
		{[]string{"due", reply, "2026-02-09", "--amount", "3"}, "2026年2月12日", "", 0},
		{[]string{"due", "tiexi.absence-approver", "--days", "2"}, "区长", "", 0},
		{[]string{"due", reply, "2026-02-09", "--suspended", "2026-02-10/2026-02-11", "--suspended", "2026-02-24/2026-02-24"}, "2026年2月28日", "", 0},
		{[]string{"due", "xihe.revise-decided-document", "2026-04-03", "--interpret", "calendar_days:working_days", "--readings"}, "照此：2026年4月7日", "", 0},
		{[]string{"due", reply, "yesterday"}, "", "“trigger”", 1},
		{[]string{"due", reply, "2026-02-09", "--lang", "en", "--amount", "0"}, "", "has to be", 1},
		{[]string{"due", "nothing", "2026-02-09"}, "", "nothing", 1},
		{[]string{"due", reply, ""}, "", "“trigger”", 1}, // what is given empty is wrong, as in an address
		{[]string{"due", reply, "2026-02-09", "--amount", ""}, "", "“amount”", 1},
		{[]string{"due", reply, "2026-02-09", "--agreed="}, "", "“agreed”", 1},
		{[]string{"due", reply, "2026-02-09", "--roll="}, "", "“roll”", 1},
		{[]string{"due", reply, "2026-02-09", "--as-of="}, "", "“as_of”", 1},
		{[]string{"due", reply, "2026-02-09", "--calendar="}, "", "“”", 1},
		{[]string{"due", reply, "2026-02-09", "--suspended="}, "", "“suspended”", 1},
		{[]string{"due", reply, "2026-02-09", "--interpret="}, "", "“interpret”", 1},
		{[]string{"due", reply, "2026-02-09", "--suspended", "2026-02-10/2026-02-11,2026-02-24/2026-02-24"}, "2026年2月28日", "", 0},
		{[]string{"due"}, "", "rule", statusFailed},
		{[]string{"due", reply, "2026-02-09", "--lang", "fr"}, "", "fr", statusFailed},
	} {
		out, said, status := offlineRun(t, c.args...)
		if !strings.Contains(out, c.out) || !strings.Contains(said, c.said) || status != c.status || c.out == "" && out != "" {
			t.Errorf("%v: status %d, %q, %q", c.args, status, out, said)
		}
	}
	out, _, _ := offlineRun(t, "due", reply, "2026-02-09", "--json")
	var a wire.Answer
	if err := json.Unmarshal([]byte(out), &a); err != nil || a.Due.String() != "2026-02-25" || a.Trace == nil {
		t.Errorf("%v: %s", err, out)
	}
}

// TestWorkday: the exit status is the answer, and no failure passes for one.
func TestWorkday(t *testing.T) {
	for _, c := range []struct {
		args   []string
		out    string
		status int
	}{
		{[]string{"workday"}, "2026-02-14 补班 春节\n", 0},
		{[]string{"workday", "today", "--lang", "en"}, "2026-02-14 make-up working day", 0},
		{[]string{"workday", "2026-02-13"}, "2026-02-13 工作日\n", 0},
		{[]string{"workday", "2026-02-16"}, "2026-02-16 放假 春节\n", statusNo},
		{[]string{"workday", "2026-02-08"}, "2026-02-08 周末\n", statusNo},
		{[]string{"workday", "2027-10-01"}, "推算", statusNo},
		{[]string{"workday", "2026-04-20", "--calendar", "CN-GX"}, "2026-04-20 放假", statusNo},
		{[]string{"workday", "2026-02-16", "--json"}, `"kind":"holiday"`, statusNo},
		{[]string{"workday", "2026-02-30"}, "", statusFailed},
		{[]string{"workday", ""}, "", statusFailed},
		{[]string{"workday", "1999-01-01"}, "", statusFailed},
		{[]string{"workday", "2051-01-01", "--lang", "en"}, "", statusFailed},
		{[]string{"workday", "--calendar", "XX"}, "", statusFailed},
		{[]string{"workday", "--nonsense"}, "", statusFailed},
	} {
		out, said, status := offlineRun(t, c.args...)
		if !strings.Contains(out, c.out) || status != c.status || status == statusFailed && said == "" {
			t.Errorf("%v: status %d, %q, %q", c.args, status, out, said)
		}
	}
	for lang, want := range map[string]string{"zh": "日历 CN 涵盖", "en": "The calendar CN covers"} {
		if _, said, _ := offlineRun(t, "workday", "2051-01-01", "--lang", lang); !strings.Contains(said, want) {
			t.Errorf("in %s: %s", lang, said)
		}
	}
}

// TestProblemsAsJSON: with --json a problem stands where the answer would, as the service
// answers it, in the language asked for; the exit status stays.
func TestProblemsAsJSON(t *testing.T) {
	for _, c := range []struct {
		args            []string
		code, parameter string
		status          int
	}{
		{[]string{"due", "xihe.countersign-reply", "yesterday"}, "invalid_trigger", "trigger", 1},
		{[]string{"due", "xihe.countersign-reply", "2026-02-09", "--amount", "0"}, "amount_out_of_range", "amount", 1},
		{[]string{"due", "nothing", "2026-02-09"}, "rule_unknown", "rule", 1},
		{[]string{"workday", "2026-02-30"}, "invalid_date", "date", statusFailed},
		{[]string{"workday", "2051-01-01"}, "date_out_of_coverage", "date", statusFailed},
		{[]string{"workday", "--calendar", "XX"}, "calendar_unknown", "calendar", statusFailed},
	} {
		for lang, chinese := range map[string]bool{"zh": true, "en": false} {
			out, said, status := offlineRun(t, append(c.args, "--json", "--embedded", "--lang", lang)...)
			var p problem.Problem
			if err := json.Unmarshal([]byte(out), &p); err != nil || p.Code != c.code || len(p.Errors) != 1 || p.Errors[0].Parameter != c.parameter || status != c.status {
				t.Errorf("%v: %v, status %d, %s", c.args, err, status, out)
			}
			if regexp.MustCompile(`\p{Han}`).MatchString(p.Title) != chinese || strings.Contains(said, p.Detail) {
				t.Errorf("%v in %s: %s; said %s", c.args, lang, out, said)
			}
		}
	}
}

func TestRules(t *testing.T) {
	out, _, status := offlineRun(t, "rules", "会签", "细河")
	if status != 0 || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "xihe.countersign-reply  ") {
		t.Errorf("status %d: %s", status, out)
	}
	out, _, _ = offlineRun(t, "rules", "--json", "Countersign")
	var rules wire.Rules
	if err := json.Unmarshal([]byte(out), &rules); err != nil || len(rules.Rules) < 5 || rules.Catalogue == "" {
		t.Errorf("%v: %d rules of %q", err, len(rules.Rules), rules.Catalogue)
	}
	if out, _, _ := offlineRun(t, "rules", "xihe", "hq"); !strings.HasPrefix(out, "xihe.countersign-reply ") {
		t.Errorf("by initials: %s", out)
	}
	if out, _, _ := offlineRun(t, "rules"); strings.Count(out, "\n") < 50 {
		t.Errorf("all: %s", out)
	}
}

func TestBatchFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "matters.csv")
	const table = "\ufeffref,rule,trigger,amount,suspended\nA,xihe.countersign-reply,2026-02-09,,\nB,xihe.countersign-reply,2026-02-09,3,\"2026-02-10/2026-02-10,2026-02-12/2026-02-12\"\nC,nothing,2026-02-09,,\n"
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	out, said, status := offlineRun(t, "batch", file, "--lang", "en")
	lines := strings.Split(out, "\n")
	if status != 1 || !strings.Contains(said, "1 of 3 rows") || len(lines) != 5 ||
		lines[0] != "ref,rule,trigger,amount,suspended,due,certainty,earliest,latest,problem,answer,explanation" ||
		!strings.HasPrefix(lines[1], "A,xihe.countersign-reply,2026-02-09,,,2026-02-25,settled,,,,Wednesday 25 February 2026,\"Counted from: ") ||
		!strings.Contains(lines[2], `",2026-02-14,settled,,,`) || !strings.Contains(lines[3], "C,nothing,2026-02-09,,,,,,,") {
		t.Errorf("status %d: %s%s", status, out, said)
	}
	used := filepath.Join(t.TempDir(), "used.csv")
	if err := os.WriteFile(used, []byte("rule,trigger,history\nxiangshan.district-meeting-quota,2026-04-03,2026-01-20\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _, status := offlineRun(t, "batch", used); status != 0 || !strings.Contains(out, "原则上不再安排（1次已用完）,") || !strings.Contains(out, "2027年1月1日（周五）起又有余额。") {
		t.Errorf("a quota: status %d: %s", status, out)
	}
	out, _, status = offlineRun(t, "batch", file, "--json")
	if lines := strings.Split(out, "\n"); status != 1 || len(lines) != 4 || !strings.HasPrefix(lines[0], `{"ref":"A",`) || !strings.Contains(lines[0], `"due":"2026-02-25"`) || !strings.Contains(lines[2], `"ref":"C","line":3`) {
		t.Errorf("status %d: %s", status, out)
	}
	if _, said, _ := offlineRun(t, "batch", file); !strings.Contains(said, "1 行没有答案，共 3 行") {
		t.Errorf("in Chinese: %s", said)
	}
	for _, column := range []string{"revision", "min_position", "view", "fields", "lang", "at", "due"} { // which would change nothing
		if err := os.WriteFile(used, []byte("rule,trigger,"+column+"\nxihe.countersign-reply,2026-02-09,0\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, _, status := offlineRun(t, "batch", used); status != 1 || !strings.Contains(out, "没有“"+column+"”这个字段") {
			t.Errorf("%s: status %d: %s", column, status, out)
		}
	}
	for lang, want := range map[string]string{"zh": "文件读不了：", "en": "the file cannot be read: "} {
		if _, said, status := offlineRun(t, "batch", file+".x", "--lang", lang); status != 1 || !strings.Contains(said, want) || !strings.Contains(said, ".x") {
			t.Errorf("no file: %d, %s", status, said)
		}
	}
	err := Run(t.Context(), []string{"batch", used, "--embedded"}, Process{Now: time.Now, Stdout: full{}, Stderr: io.Discard})
	if _, said := ExitStatus(err); strings.Count(said, "no space") != 1 {
		t.Errorf("an answer that cannot be written: %q", said)
	}
}

// TestBatchFileLists: what a question may have several of is separated by commas in one cell,
// or stands in several columns, and none of it is lost.
func TestBatchFileLists(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lists.csv")
	const table = `rule,trigger,suspended,suspended,interpret,interpret
xihe.countersign-reply,2026-02-09,2026-02-10/2026-02-10,2026-02-12/2026-02-12,,
xihe.countersign-reply,2026-02-09,"2026-02-10/2026-02-10,2026-02-12/2026-02-12",,,
xihe.revise-decided-document,2026-04-03,,,calendar_days:working_days,trigger_day_excluded:trigger_day_counted
xihe.revise-decided-document,2026-04-03,,,"calendar_days:working_days,trigger_day_excluded:trigger_day_counted",
`
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	var want [4]string
	for i, asked := range [...][]string{
		{"xihe.countersign-reply", "2026-02-09", "--suspended", "2026-02-10/2026-02-10,2026-02-12/2026-02-12"},
		{"xihe.revise-decided-document", "2026-04-03", "--interpret", "calendar_days:working_days,trigger_day_excluded:trigger_day_counted"},
	} {
		answer, said, status := offlineRun(t, append([]string{"due", "--json"}, asked...)...)
		if status != 0 {
			t.Fatalf("%v: %d, %s", asked, status, said)
		}
		want[2*i], want[2*i+1] = answer, answer
	}
	if out, said, status := offlineRun(t, "batch", file, "--json"); status != 0 || out != strings.Join(want[:], "") {
		t.Errorf("status %d: %s%s, want %s", status, out, said, want)
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space") }

// TestBatchFileAsSaved: a table is read as spreadsheets save it, and a row of another length
// than the first does not end it.
func TestBatchFileAsSaved(t *testing.T) {
	file := filepath.Join(t.TempDir(), "saved.csv")
	table, err := simplifiedchinese.GBK.NewEncoder().String("ref,rule,trigger,amount\r\n会签,xihe.countersign-reply,2026-02-09\r\n多,xihe.countersign-reply,2026-02-09,3,x\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, status := offlineRun(t, "batch", file)
	if lines := strings.Split(out, "\n"); status != 1 || len(lines) != 4 || !strings.HasPrefix(lines[1], "会签,xihe.countersign-reply,2026-02-09,,2026-02-25,settled") ||
		!strings.HasPrefix(lines[2], "多,xihe.countersign-reply,2026-02-09,3,,,,,没有“5”") {
		t.Errorf("status %d: %s", status, out)
	}
	const row = "xihe.countersign-reply,2026-02-09\n"
	for content, want := range map[string][3]string{ // what is printed, and said in both languages
		"":                   {"", "首行应为字段名", "the first line names"},
		"PK\x03\x04\x00\x00": {"", "XLSX 请另存为 CSV", "save an XLSX as CSV"},
		"rule,\"trigger\n":   {"", "第 1 行起引号不成对", "from line 1 on"},
		"rule,trigger\n" + row + "a\"b,x\n" + row: {"2026-02-25", "第 3 行起引号不成对", "from line 3 on"},
	} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		for i, lang := range []string{"zh", "en"} {
			if out, said, status := offlineRun(t, "batch", file, "--lang", lang); status != 1 || !strings.Contains(out, want[0]) || want[0] == "" && out != "" || !strings.Contains(said, want[1+i]) {
				t.Errorf("%q: %d, %s, %s", content, status, out, said)
			}
		}
	}
}

// TestMisused: a command that is not written as it should be says so in both languages, and
// where to read how it is written.
func TestMisused(t *testing.T) {
	for command, want := range map[string]string{
		"due --nonsense": "shixian help due", "due": "shixian help due", "due x 2026-02-09 --lang fr": "shixian help due", "token new --role x --name y": "shixian help token new",
		"rules check": "shixian help rules check", "completion tcsh": "shixian help completion", "serve --addr": "shixian help serve",
	} {
		_, said, status := offlineRun(t, strings.Fields(command)...)
		if status != statusFailed || !strings.HasPrefix(said, "命令写错，写法见 "+want+" / the command is not written as it should be, see "+want+": ") {
			t.Errorf("%s: %d, %s", command, status, said)
		}
		if out, _, status := offlineRun(t, strings.Fields(strings.TrimPrefix(want, "shixian "))...); status != 0 || out == "" {
			t.Errorf("%s: %d, %s", want, status, out)
		}
	}
}

// TestCompletion has the shells themselves complete; zsh does it by the script of bash.
func TestCompletion(t *testing.T) {
	ask := map[string]func(line string) string{
		"bash": func(line string) string {
			last := strconv.Itoa(len(strings.Fields(line)) - 1)
			return "COMP_WORDS=(" + line + "); COMP_CWORD=" + last + "; _shixian; echo ${COMPREPLY[0]}"
		},
		"fish": func(line string) string { return `complete -C "` + line + `"` },
	}
	for shell, ask := range ask {
		for line, want := range map[string]string{
			"shixian wor": "workday", "shixian due xihe.coun": "xihe.countersign-reply", "shixian due --suspen": "--suspended", "shixian token n": "new",
		} {
			if got := inShell(t, shell, ask(line)); got != want {
				t.Errorf("%s, %s: %s, want %s", shell, line, got, want)
			}
		}
	}
	if got := inShell(t, "zsh", `print "$_comps[shixian]"`); !strings.HasSuffix(got, " _shixian") {
		t.Errorf("zsh completes by %s", got)
	}
	english := regexp.MustCompile(`(?m)^(Usage|Flags|Commands|Arguments|Run)\b|context-sensitive`)
	for _, args := range [][]string{{"help"}, {"help", "due"}, {"help", "workday"}, {"help", "rules"}} {
		if out, _, status := offlineRun(t, args...); status != 0 || !strings.Contains(out, "shixian") || english.MatchString(out) {
			t.Errorf("%v: %d %s", args, status, out)
		}
	}
}

// inShell returns what a shell prints once it has read its script.
func inShell(t *testing.T, shell, ask string) string {
	t.Helper()
	script, _, status := offlineRun(t, "completion", shell)
	if status != 0 {
		t.Fatal(script)
	}
	cmd := exec.Command(shell, "-c", script+"\n"+ask)
	home := t.TempDir() // where what the shells keep of their own goes
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "ZDOTDIR="+home)
	got, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", shell, err, got)
	}
	return strings.TrimSpace(string(got))
}

// TestRulesCheck: a folder's mistakes are told all at once, and a sound one is told to be.
func TestRulesCheck(t *testing.T) {
	example, err := os.ReadFile("../../docs/examples/xincheng.yaml")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "xincheng.yaml")
	check := func(text string) (out, said string, status int) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return offlineRun(t, "rules", "check", folder)
	}
	if out, said, status := check(string(example)); status != 0 || !strings.Contains(out, "9 rules") {
		t.Errorf("%s, %s, %d", out, said, status)
	}
	wrong := strings.NewReplacer("calendar: CN\n", "calendar: CN-XX\n", "group: reply", "group: replies", "[threshold_inclusive]", "[]").Replace(string(example))
	out, said, status := check(wrong)
	for _, reason := range []string{`there is no calendar "CN-XX"`, `the group "replies"`, `is counted: threshold_inclusive`} {
		if !strings.Contains(said, reason) {
			t.Errorf("%q is not told: %s, %s", reason, out, said)
		}
	}
	if status == 0 || strings.Count(said, "xincheng.yaml:") != 3 {
		t.Errorf("%d: %s", status, said)
	}
	if _, said, status := offlineRun(t, "rules", "check", filepath.Join(folder, "none")); status == 0 || !strings.Contains(said, "none") {
		t.Errorf("%d: %s", status, said)
	}
}
