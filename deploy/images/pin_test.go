// Package images tests how container images are pinned, and that those named here
// belong to the rest of the project.
package images_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const sum = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// pin runs the script on a file, with a registry that has one digest for everything.
func pin(t *testing.T, text, answer string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	for path, content := range map[string]string{file: text, filepath.Join(dir, "crane"): "#!/bin/sh\necho " + answer + "\n"} {
		if err := os.WriteFile(path, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("./pin.sh", file)
	cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	got, failed := os.ReadFile(file)
	if failed != nil {
		t.Fatal(failed)
	}
	return string(got), err
}

func TestPin(t *testing.T) {
	const text = `# image: left:1 in a comment
FROM golang:1.26.8-bookworm AS build
FROM build
FROM scratch
    image: docker.io/library/redis:7.4
    image: "prom/prometheus:v3.1.0" # a comment
  - image: localhost:5000/grafana:12@sha256:ffff
    image: shixian:latest
    image: ${IMAGE}:1
    image: a.b/c
`
	const want = `# image: left:1 in a comment
FROM golang:1.26.8-bookworm@` + sum + ` AS build
FROM build
FROM scratch
    image: docker.io/library/redis:7.4@` + sum + `
    image: "prom/prometheus:v3.1.0@` + sum + `" # a comment
  - image: localhost:5000/grafana:12@` + sum + `
    image: shixian:latest
    image: ${IMAGE}:1
    image: a.b/c
`
	got, err := pin(t, text, sum)
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	if again, err := pin(t, want, sum); err != nil || again != want {
		t.Errorf("again: %v\n%s", err, again)
	}
	if got, err := pin(t, text, "no such image"); err == nil || got != text {
		t.Errorf("without a digest: %v\n%s", err, got)
	}
}

// TestGoVersion: the image builds with the version of Go that the module names.
func TestGoVersion(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(mod), "\ngo ")
	version, _, _ := strings.Cut(rest, "\n")
	dockerfile, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(dockerfile), "\nFROM golang:"+version+"-") {
		t.Errorf("the Dockerfile does not build with Go %s", version)
	}
}
