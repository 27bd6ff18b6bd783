package app

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"shixian/api/console/session"
	"shixian/internal/config"
	"shixian/test/testenv"
)

func TestMain(m *testing.M) { os.Exit(testenv.Main(m).Run()) }

// runCommand runs a command line and returns what it answers.
func runCommand(t *testing.T, environ []string, args ...string) (out string, err error) {
	t.Helper()
	var stdout bytes.Buffer
	err = Run(t.Context(), args, Process{Environ: environ, Now: time.Now, Stdout: &stdout, Stderr: io.Discard, Build: Build{"v1", "abc", runtime.Version()}})
	return stdout.String(), err
}

// TestCommands: what the command line says without serving.
func TestCommands(t *testing.T) {
	wrong := []string{"SHIXIAN_ADDR=nowhere"}
	if out, err := runCommand(t, wrong, "version"); err != nil || out != fmt.Sprintf("v1\nrevision abc\n%s\n", runtime.Version()) {
		t.Errorf("version: %q, %v", out, err)
	}
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"token", "new", "--help"}} {
		if out, err := runCommand(t, wrong, args...); err != nil || !strings.Contains(out, "Usage: shixian") {
			t.Errorf("%v: %q, %v", args, out, err)
		}
	}
	for _, args := range [][]string{{"serv"}, {"serve", "now"}, {"--port", "80"}, {"backup"}, {"token", "new", "--name", "x", "--role", "king"}} {
		if _, err := runCommand(t, wrong, args...); err == nil || strings.Contains(err.Error(), "SHIXIAN_ADDR") {
			t.Errorf("%v: %v", args, err)
		}
	}
	for _, args := range [][]string{nil, {"serve"}, {"health"}, {"verify"}, {"backup", "x"}, {"restore", "x"}} {
		if _, err := runCommand(t, wrong, args...); err == nil || !strings.Contains(err.Error(), "SHIXIAN_ADDR") {
			t.Errorf("%v does not read the settings: %v", args, err)
		}
	}
}

// TestHelpListsSettings: with their variables, defaults and meaning in two languages,
// and nothing of what is set.
func TestHelpListsSettings(t *testing.T) {
	out, err := runCommand(t, []string{"SHIXIAN_REDIS_URL=redis://:hunter2@h", "SHIXIAN_POLL=7s"}, "serve", "--help")
	if err != nil {
		t.Fatal(err)
	}
	out = strings.Join(strings.Fields(out), " ")
	for _, want := range []string{
		"设置 / Settings:", `--addr=":8080" 监听地址 / address to serve on ($SHIXIAN_ADDR)`, "--poll=5s", "--max-concurrent=512", "--trusted-proxies=CIDR,…",
		"($SHIXIAN_SESSION_KEY_FILE)", "内容是上述密钥的文件 / file with that key in it",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
	if strings.Contains(out, "hunter2") || strings.Contains(out, "7s") {
		t.Errorf("the help tells what is set: %s", out)
	}
}

// TestSessionKeys: a key that is set is as long as the pages' sessions need it.
func TestSessionKeys(t *testing.T) {
	if config.SecretKeyBytes != session.KeyBytes {
		t.Errorf("%d bytes, and the pages need %d", config.SecretKeyBytes, session.KeyBytes)
	}
}
