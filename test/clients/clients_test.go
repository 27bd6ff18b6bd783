// Package clients runs the programs of docs/clients against a service: clients that are
// generated anew of its description, and those written by hand.
//
// It takes minutes, and so is left out of short runs; make prove has it.
package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shixian/docs"
	"shixian/test/fleet"
	"shixian/test/openapi"
)

func TestMain(m *testing.M) { os.Exit(fleet.Main(m).Run()) }

// said is what each program of docs/clients says.
const said = `due 2026-02-25 settled
A-17 2026-02-25
A-18 beyond
A-19 rule_unknown
refused invalid_trigger
`

// TestClients: each program gets the same answers, and those that call everything call
// every operation.
func TestClients(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes")
	}
	for _, language := range []struct {
		name    string
		prepare func(*testing.T) program
		every   bool
	}{
		{"python", python, false}, {"java", java, false}, {"typescript", typescript, true}, {"go", golang, true},
	} {
		t.Run(language.name, func(t *testing.T) {
			p := language.prepare(t)
			f := fleet.Start(t, fleet.Options{})
			if got := p.run(t, "client", f.URL()); got != said {
				t.Errorf("it says\n%s\nwant\n%s", got, said)
			}
			if language.every {
				checkEvery(t, p.run(t, "every", f.URL(), f.Token("publisher")))
			}
		})
	}
}

// checkEvery compares the operations that were called with those that are described.
func checkEvery(t *testing.T, printed string) {
	t.Helper()
	d, err := openapi.New(docs.OpenAPI)
	if err != nil {
		t.Fatal(err)
	}
	called := strings.Fields(printed)
	for _, id := range d.Operations() {
		if !slices.Contains(called, id) {
			t.Errorf("%s was not called", id)
		}
	}
}

// program is a folder and how a program in it is run.
type program struct {
	folder  string
	command func(name string) []string
}

// run runs a program, and returns what it prints.
func (p program) run(t *testing.T, name string, args ...string) string {
	t.Helper()
	return output(t, p.folder, append(p.command(name), args...)...)
}

// output runs a command in a folder, and returns what it prints.
func output(t *testing.T, folder string, command ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
	cmd.Dir = folder
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(command, " "), err, out, stderr.String())
	}
	return string(out)
}

// absolute returns where something of the module is.
func absolute(t *testing.T, path string) string {
	t.Helper()
	out, err := filepath.Abs(filepath.Join("../..", path))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// copied returns a copy of a folder of docs/clients, for what is generated into it, with
// the description where the folder's own commands look for it.
func copied(t *testing.T, name string) string {
	t.Helper()
	top := t.TempDir()
	if err := os.WriteFile(filepath.Join(top, "swagger.json"), docs.OpenAPI, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(top, "clients", name)
	if err := os.CopyFS(folder, os.DirFS(absolute(t, "docs/clients/"+name))); err != nil {
		t.Fatal(err)
	}
	return folder
}

func python(t *testing.T) program {
	return program{absolute(t, "docs/clients/python"), func(name string) []string { return []string{"python3", name + ".py"} }}
}

// java compiles a client written by hand: the generator is a program of its own kind of
// registry. Jackson is Debian's.
func java(t *testing.T) program {
	const jars = "/usr/share/java/jackson-"
	path := jars + "core.jar:" + jars + "databind.jar:" + jars + "annotations.jar"
	folder := t.TempDir()
	output(t, folder, "javac", "-cp", path, "-Xlint:all", "-Werror", "-d", folder, absolute(t, "docs/clients/java/Client.java"))
	return program{folder, func(string) []string { return []string{"java", "-cp", path + ":" + folder, "Client"} }}
}

// typescript generates the types and compiles the programs by them.
func typescript(t *testing.T) program {
	folder := copied(t, "typescript")
	modules := absolute(t, "test/openapi/npm/node_modules")
	if err := os.Symlink(modules, filepath.Join(folder, "node_modules")); err != nil {
		t.Fatal(err)
	}
	output(t, folder, "node", modules+"/openapi-typescript/bin/cli.js", "../../swagger.json", "-o", "api.d.ts")
	output(t, folder, "node", modules+"/typescript/bin/tsc", "-p", ".")
	return program{folder, func(name string) []string { return []string{"node", name + ".js"} }}
}

// golang generates the client and builds the programs with it.
func golang(t *testing.T) program {
	folder := copied(t, "go")
	output(t, folder, "go", "generate")
	output(t, folder, "go", "build", "-o", "client", ".")
	output(t, folder, "go", "build", "-o", "every.bin", "./every")
	return program{folder, func(name string) []string {
		if name == "every" {
			name = "every.bin"
		}
		return []string{"./" + name}
	}}
}
