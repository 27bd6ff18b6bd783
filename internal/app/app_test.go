package app

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
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

// TestReadersMakeNoRecord: a command that only reads a record refuses if there is none, and
// makes none in a folder that was named by mistake.
func TestReadersMakeNoRecord(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	for _, args := range [][]string{{"verify"}, {"backup", file}, {"record", "id"}, {"bundle", "export", file}} {
		folder := filepath.Join(t.TempDir(), "not mounted")
		if _, err := runCommand(t, []string{"SHIXIAN_DATA=" + folder, "SHIXIAN_SIGNING_KEY=" + strings.Repeat("ab", 32)}, args...); err == nil || !strings.Contains(err.Error(), "there is no record in "+folder) {
			t.Errorf("%v: %v", args, err)
		}
		if _, err := os.Stat(folder); !os.IsNotExist(err) {
			t.Errorf("%v made %s: %v", args, folder, err)
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
