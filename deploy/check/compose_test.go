package check

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// deployFolder is the folder that this module stands in, as an absolute path.
func deployFolder(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func serviceSettings(t *testing.T) []string {
	t.Helper()
	names, err := Settings("../..")
	if err != nil || !slices.Contains(names, "SHIXIAN_ADDR") {
		t.Fatalf("%v, %v", names, err)
	}
	return names
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// busted is one defect: old becomes new, and a problem has to say want.
type busted struct{ old, new, want string }

// in returns the text with the defect.
func (b busted) in(t *testing.T, text string) string {
	t.Helper()
	out := strings.Replace(text, b.old, b.new, 1)
	if out == text {
		t.Fatalf("there is no %q to replace", b.old)
	}
	return out
}

// found reports whether one of the problems says what is wanted.
func (b busted) found(problems []string) bool {
	return slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, b.want) })
}

func TestCompose(t *testing.T) {
	deploy := deployFolder(t)
	for _, problem := range Compose(deploy, []byte(read(t, "../compose.yaml")), serviceSettings(t)) {
		t.Error(problem)
	}
}

// TestComposeRules: with the file for a district's own rules both replicas are as they were
// but for those rules, which are read from the folder that the page names.
func TestComposeRules(t *testing.T) {
	deploy := deployFolder(t)
	const override = "compose/rules.yaml"
	plain, err := loadCompose(deploy, []byte(read(t, "../compose.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	with, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir: deploy, Environment: types.Mapping{},
		ConfigFiles: []types.ConfigFile{
			{Filename: filepath.Join(deploy, "compose.yaml"), Content: []byte(read(t, "../compose.yaml"))},
			{Filename: filepath.Join(deploy, override), Content: []byte(read(t, "../"+override))},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	const inside = "/etc/shixian/rules"
	for _, name := range []string{"shixian1", "shixian2"} {
		s, before := with.Services[name], plain.Services[name]
		if v := s.Environment["SHIXIAN_RULES"]; v == nil || *v != inside {
			t.Errorf("%s: %v", name, s.Environment)
		}
		i := slices.IndexFunc(s.Volumes, func(v types.ServiceVolumeConfig) bool { return v.Target == inside })
		if i < 0 || s.Volumes[i].Source != filepath.Join(deploy, "rules") || !s.Volumes[i].ReadOnly {
			t.Errorf("%s: %+v", name, s.Volumes)
			continue
		}
		delete(s.Environment, "SHIXIAN_RULES")
		s.Volumes = slices.Delete(s.Volumes, i, i+1)
		if len(s.Volumes) == 0 {
			s.Volumes = before.Volumes
		}
		if !reflect.DeepEqual(s, before) {
			t.Errorf("%s is another:\n%+v\n%+v", name, s, before)
		}
	}
}

// TestBustedCompose: each defect is found.
func TestBustedCompose(t *testing.T) {
	deploy, settings, text := deployFolder(t), serviceSettings(t), read(t, "../compose.yaml")
	for _, b := range []busted{
		{"  read_only: true", "  read_onyl: true", "read_onyl"},
		{"  read_only: true", "  read_only: false", "postgres: the file system can be written"},
		{"cap_drop: [ALL]", "cap_drop: [KILL]", "capabilities"},
		{"no-new-privileges:true", "no-new-privileges:false", "privileges can be gained"},
		{`user: "65534:65534"`, `user: "0:0"`, "prometheus: it runs as root"},
		{"image: postgres:17.10-bookworm", "image: postgres:latest", "not pinned"},
		{"image: postgres:17.10-bookworm", "image: postgres:17", "not pinned"},
		{"image: postgres:17.10-bookworm", "image: postgres", "not pinned"},
		{"test: [CMD, /shixian, health]", "disable: true", "shixian1: there is no health check"},
		{"restart: unless-stopped", `restart: "no"`, "not started again"},
		{"max-size: 20m, ", "", "may fill the disk"},
		{`cpus: "2", memory: 512M, pids: 256`, `cpus: "2", memory: 512M`, "a limit is missing"},
		{"GOMEMLIMIT: 440MiB", "GOMEMLIMIT: 600MiB", "GOMEMLIMIT"},
		{"./haproxy/haproxy.cfg:", "./haproxy/haproxy.conf:", "no such file"},
		{"haproxy.cfg:ro", "haproxy.cfg", "can be written"},
		{"./haproxy/haproxy.cfg:", "/etc/passwd:", "is elsewhere"},
		{"SHIXIAN_FOUR_EYES:", "SHIXIAN_FOR_EYES:", "SHIXIAN_FOR_EYES is not a setting"},
		{"SHIXIAN_DATABASE_URL_FILE: /run/secrets/database_url", "SHIXIAN_DATABASE_URL: postgres://u:p@postgres/d", "a password in SHIXIAN_DATABASE_URL"},
		{"POSTGRES_PASSWORD_FILE: /run/secrets/database_password", "POSTGRES_PASSWORD: hunter2", "POSTGRES_PASSWORD is not the path"},
		{"secrets: [database_url, redis_url, session_key, signing_key, snapshot_key, tokens]", "secrets: [database_url, redis_url, session_key, signing_key, snapshot_key]", "SHIXIAN_TOKENS is not the path"},
		{"{file: ./secrets/tokens}", "{file: ./tokens}", "the secret tokens"},
		{"${SHIXIAN_PUBLISH:-127.0.0.1:8080}", "${SHIXIAN_PUBLISH}", "SHIXIAN_PUBLISH has no default"},
		{"${SHIXIAN_PUBLISH:-127.0.0.1:8080}", "8080", "published to all"},
		{"  data:\n    internal: true", "  data:\n    internal: false", "the network data is not internal"},
		{"    networks: [data]", "    networks: [data, edge]", "reached from outside data"},
		{"networks: [edge, service, watch]", "networks: [edge, service, watch, data]", "haproxy: network data"},
		{"stop_grace_period: 45s", "stop_grace_period: 10s", "shixian1: it is stopped too soon"},
		{"  shixian2: *shixian", "  shixian2: {<<: *shixian, restart: always}", "shixian1 and shixian2 differ"},
		{"REPLICA2: shixian2:8080", "REPLICA2: shixian1:8080", "REPLICA2"},
		{"      REPLICA2: shixian2:8080\n", "", "REPLICA2"},
		{"  shixian2: *shixian", "  shixian2: *shixian\n  shixian3: *shixian", "shixian3 is not among"},
		{"    networks: [watch]", "    networks: [service]", "prometheus:9090, which is not there"},
		{"/etc/grafana/dashboards:ro", "/dashboards:ro", "path: /etc/grafana/dashboards, which is not there"},
		{"    depends_on:\n      prometheus:", "    depends_on:\n      prometeus:", "prometeus"},
	} {
		if found := Compose(deploy, []byte(b.in(t, text)), settings); !b.found(found) {
			t.Errorf("%q for %q: %q", b.new, b.old, found)
		}
	}
}

// TestSecretsScript: it makes every secret that compose.yaml mounts, for nobody else
// on the machine, and makes none a second time.
func TestSecretsScript(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "secrets")
	project, err := loadCompose(deployFolder(t), []byte(read(t, "../compose.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	before := runSecrets(t, folder)
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	for name, s := range project.Secrets {
		if text := before[filepath.Base(s.File)]; len(text) < 20 {
			t.Errorf("%s: %q", name, text)
		}
	}
	password := strings.TrimSpace(before["database_password"])
	if len(password) != 48 || !strings.Contains(before["database_url"], ":"+password+"@postgres:5432/") {
		t.Errorf("%q is not in %q", password, before["database_url"])
	}
	if err := os.Remove(filepath.Join(folder, "tokens")); err != nil {
		t.Fatal(err)
	}
	for name, text := range runSecrets(t, folder) {
		if text != before[name] {
			t.Errorf("%s was made again", name)
		}
	}
	if other := runSecrets(t, filepath.Join(t.TempDir(), "secrets")); other["redis.conf"] == before["redis.conf"] {
		t.Error("the passwords are not random")
	}
}

// runSecrets runs secrets.sh and returns the files of the folder.
func runSecrets(t *testing.T, folder string) map[string]string {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command("../secrets.sh", folder)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, &out)
	}
	files := map[string]string{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		files[e.Name()] = read(t, filepath.Join(folder, e.Name()))
		if text := strings.TrimSpace(files[e.Name()]); len(text) > 20 && strings.Contains(out.String(), text) {
			t.Errorf("%s is printed", e.Name())
		}
	}
	return files
}
