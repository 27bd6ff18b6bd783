package fleet

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"shixian/test/testenv"
)

// byProgram says why commands that begin so are not run here.
var byProgram = map[string]string{
	"docker ":        "there is no container engine: deploy/check reads compose.yaml",
	"kubectl ":       "there is no cluster: deploy/check renders the manifests",
	"sudo ":          "there is no systemd: test/offline runs install.sh, deploy/check reads the units",
	"systemctl ":     "there is no systemd",
	"systemd-":       "there is no systemd",
	"journalctl ":    "there is no systemd",
	"make ":          "the Makefile's targets are run by themselves",
	"go test ":       "it is a test itself",
	"export ":        "it is for docker, in the same block",
	"tar ":           "test/offline unpacks the package",
	"sha256sum ":     "make release makes the list",
	"cd ":            "test/offline goes there",
	"deploy/secrets": "TestSecretsScript of deploy/check",
	"go run ./test":  "test/conformance runs it",
}

// byCommand names the tests that run what holds this, with what it needs.
var byCommand = map[string]string{
	"openssl req":          "fleet.TestUnitOnPage",
	"https://HOST":         "fleet.TestUnitOnPage",
	"| sudo tee":           "offline.TestInstall",
	"| sudo install":       "offline.TestInstall",
	"/publish":             "fleet.TestRunbook",
	"pg_dump -Fc":          "fleet.TestRunbook",
	"pg_restore":           "fleet.TestRunbook",
	`"$EMPTY_URL" shixian`: "fleet.TestRunbook",
	`"$OWNER_URL"`:         "service.TestRuntimeRole",
	"admin/record/accept":  "service.TestRewrittenRecord",
	"client.py http":       "clients.TestClients",
	"npm install":          "clients.TestClients",
	"npx ":                 "clients.TestClients",
	"node client.js":       "clients.TestClients",
	"go generate":          "clients.TestClients",
	"go run . http":        "clients.TestClients",
	`"$CP`:                 "clients.TestClients",
}

// serves are commands that run until they are stopped.
var serves = regexp.MustCompile(`(^|[A-Z=a-z_ +.-]* )shixian( serve)?$`)

// skippedPages are about other things than running the program, or are typed into one shell, see
// [TestProcesses].
var skippedPages = map[string]bool{"CHANGELOG.md": true, "processes.md": true, "processes.en.md": true}

// TestPageCommands runs the commands of all pages as they stand there, with the addresses
// of the service that runs here; what is not run is named, with who runs it or why nobody
// can.
func TestPageCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	f := Start(t, Options{Env: []string{admitAll}})
	tests, ran := testsOf(t), 0
	for _, file := range pagesWithCommands(t) {
		d := newShell(t, f)
		d.prepare()
		for _, command := range commandLines(t, file) {
			if test := runBy(command); test != "" {
				if strings.Contains(test, ".Test") && !strings.Contains(test, " ") && !tests[test] {
					t.Errorf("%s: %s: there is no test %s", file, command, test)
				}
				continue
			}
			d.enter(command)
			ran++
		}
	}
	if ran < 40 {
		t.Errorf("only %d commands were run", ran)
	}
}

// runBy returns why a command is not run here, or "".
func runBy(command string) string {
	for part, test := range byCommand {
		if strings.Contains(command, part) {
			return test
		}
	}
	for program, why := range byProgram {
		if strings.HasPrefix(command, program) {
			return why
		}
	}
	return ""
}

// pagesWithCommands are the module's pages that have blocks of commands.
func pagesWithCommands(t *testing.T) (out []string) {
	t.Helper()
	module := moduleFolder(t)
	err := filepath.WalkDir(module, func(path string, e fs.DirEntry, err error) error {
		if e.IsDir() && (strings.HasPrefix(e.Name(), ".") && path != module || e.Name() == "node_modules" || e.Name() == "bin") {
			return filepath.SkipDir
		}
		if err != nil || filepath.Ext(path) != ".md" || skippedPages[e.Name()] {
			return err
		}
		text, err := os.ReadFile(path)
		if shellBlock.Match(text) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 15 {
		t.Fatalf("only %q have commands", out)
	}
	return out
}

var comment = regexp.MustCompile(`\s+#.*$`)

// commandLines returns the commands of a page, those on several lines as one.
func commandLines(t *testing.T, file string) (out []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range shellBlock.FindAllStringSubmatch(string(text), -1) {
		for line := range strings.Lines(strings.ReplaceAll(m[1], "\\\n", " ")) {
			for _, command := range strings.Split(line, " ; ") {
				if command = strings.TrimSpace(comment.ReplaceAllString(strings.TrimSpace(command), "")); command != "" {
					out = append(out, command)
				}
			}
		}
	}
	return out
}

// prepare puts what the pages take for granted where they expect it.
func (d *shell) prepare() {
	d.t.Helper()
	module := moduleFolder(d.t)
	d.run("ln -s " + filepath.Join(module, "docs") + " docs; ln -s " + filepath.Join(module, "test") + " test")
	d.run("printf 'rule,trigger\\nxihe.countersign-reply,2026-02-09\\n' > matters.csv; printf '#!/bin/sh\\n' > daily-report; chmod +x daily-report")
	d.run("curl -s '" + d.f.URL() + asked + "' > answer.json; shixian key > key.txt")
	d.run("mkdir own; cp docs/examples/xincheng.yaml own")
	d.env = []string{"URL=" + d.f.URL()}
}

// enter runs a command as a page has it, at the service that runs here.
func (d *shell) enter(command string) {
	d.t.Helper()
	key, err := os.ReadFile(filepath.Join(d.folder, "key.txt"))
	if err != nil {
		d.t.Fatal(err)
	}
	command = strings.NewReplacer("http://127.0.0.1:8080", d.f.URL(), "http://127.0.0.1:8081", d.f.Replicas[0].OpsURL(), "go run .", "shixian", "/etc/shixian/rules", "own",
		"shixian+…", strings.TrimSpace(string(key)), "revision=12&size=20", "revision=0&size=1").Replace(command)
	switch {
	case serves.MatchString(command):
		d.serve(command)
	case strings.HasPrefix(command, "shixian workday &&"), strings.Contains(command, "| grep"): // on a day off, or if there is nothing, it ends with 1
		d.run(command + " || [ $? -eq 1 ]")
	case strings.Contains(command, "@questions.ndjson"): // of which one is wrong
		if out, err := d.try(command); err != nil || !strings.Contains(out, due) || !strings.Contains(out, `"invalid_trigger"`) {
			d.t.Errorf("%s: %v: %s", command, err, out)
		}
	default:
		d.run(command)
	}
}

// serve runs a command that serves, until it is ready.
func (d *shell) serve(command string) {
	d.t.Helper()
	testenv.Start(d.t, testenv.Spec{
		Name: "served", Program: "sh", Ports: 1, Says: `"msg":"ready"`,
		Command: func(cmd *exec.Cmd, _ string, port int) {
			cmd.Args = append(cmd.Args, "-euc", command)
			cmd.Dir = d.folder
			cmd.Env = append(withoutSettings(os.Environ()), "PATH="+d.folder+":"+os.Getenv("PATH"), "SHIXIAN_ADDR="+testenv.Address(port))
		},
	}).Kill()
}
