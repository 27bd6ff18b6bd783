package fleet

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"shixian/test/notice2027"
	"shixian/test/testcert"
	"shixian/test/testenv"
)

var aclLine = regexp.MustCompile(`(?m)^user shixian .*$`)

// documentedACL is the user that the documentation has for Redis, in both languages.
func documentedACL(t *testing.T) string {
	t.Helper()
	var lines []string
	for _, file := range []string{"README.md", "README.en.md"} {
		text, err := os.ReadFile("../../docs/operations/" + file)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, aclLine.FindString(string(text)))
	}
	if lines[0] == "" || lines[0] != lines[1] {
		t.Fatalf("the languages differ, or have no user: %q", lines)
	}
	return lines[0]
}

// securedRedis starts a Redis that speaks TLS, and lets the documented user in. It returns
// its URL, and a client that may do everything.
func securedRedis(t *testing.T, m *testcert.Folder) (url string, admin *redis.Client) {
	t.Helper()
	acl := filepath.Join(t.TempDir(), "users.acl")
	text := "user default on nopass ~* &* +@all\n" + strings.Replace(documentedACL(t), "PASSWORD", "hush", 1) + "\n"
	if err := os.WriteFile(acl, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	server := testenv.SecureRedis(t, m.Cert(), m.Key(), "--aclfile", acl)
	admin = redis.NewClient(&redis.Options{Network: "unix", Addr: server.Socket(), Protocol: 2})
	t.Cleanup(func() { _ = admin.Close() })
	return "rediss://shixian:hush@" + server.Addr() + "/0", admin
}

// securedPostgres starts a PostgreSQL that speaks TLS, and returns its URL.
func securedPostgres(t *testing.T, m *testcert.Folder) string {
	t.Helper()
	server := testenv.Postgres(t)
	conn, err := pgx.Connect(t.Context(), server.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for name, file := range map[string]string{"ssl_cert_file": m.Cert(), "ssl_key_file": m.Key()} {
		own := server.Own(file)
		if _, err := conn.Exec(t.Context(), fmt.Sprintf("ALTER SYSTEM SET %s = '%s'", name, own)); err != nil {
			t.Fatal(err)
		}
	}
	for _, sql := range []string{"ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()"} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	url := strings.Replace(server.URL(), "sslmode=disable", "sslmode=verify-full&sslrootcert="+m.Cert(), 1)
	testenv.Await(t, func() error {
		c, err := pgx.Connect(t.Context(), url)
		if err == nil {
			err = c.Close(t.Context())
		}
		return err
	})
	return url
}

// TestSecured: with TLS to PostgreSQL and Redis, and a user of Redis that may do only what
// is documented, nothing that a replica does is refused.
func TestSecured(t *testing.T) {
	t.Parallel()
	m := testcert.New(t, time.Now().Add(time.Hour))
	redisURL, admin := securedRedis(t, m)
	f := Start(t, Options{Replicas: 2, Env: []string{
		"SHIXIAN_DATABASE_URL=" + securedPostgres(t, m), "SHIXIAN_REDIS_URL=" + redisURL, "SSL_CERT_FILE=" + m.Cert(),
		"SHIXIAN_RATE_LIMIT=1000/s",
	}})
	auth := "Bearer " + f.Token("publisher")
	draft := want(t, 201, "POST", f.URL()+"/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth, "Content-Type", "text/plain; charset=utf-8")
	want(t, 200, "POST", f.URL()+draft.header.Get("Location")+"/publish", "", "Authorization", auth, "If-Match", draft.header.Get("ETag"))
	testenv.Await(t, func() error {
		r, err := Do(t.Context(), nil, "GET", f.Replicas[1].URL()+"/readyz", "")
		if err == nil && !strings.Contains(string(r.Body), `"revision":1,`) {
			err = fmt.Errorf("the other replica has not heard of it: %s", r.Body)
		}
		return err
	})
	for _, r := range f.Replicas {
		want(t, 200, "GET", r.URL()+asked, "")
		if ready := want(t, 200, "GET", r.URL()+"/readyz", ""); !strings.Contains(ready.body, `"redis":"ok"`) {
			t.Errorf("%s: %s", r.Name, ready.body)
		}
		if strings.Contains(r.Log(), "rate limits are counted here alone") {
			t.Error("rate limits are not shared")
		}
	}
	if refused, err := admin.Do(t.Context(), "ACL", "LOG").Slice(); err != nil || len(refused) != 0 {
		t.Errorf("refused: %v, %v", refused, err)
	}
	if keys, err := admin.Keys(t.Context(), "*").Result(); err != nil || len(keys) < 5 {
		t.Errorf("%q, %v", keys, err)
	}
}

// TestSecuredTopologies: the same user, over TLS, suffices for a Cluster, and for a master
// with its Sentinel, which another follows when it dies.
func TestSecuredTopologies(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	m := testcert.New(t, time.Now().Add(time.Hour))
	acl := filepath.Join(t.TempDir(), "users.acl")
	text := "user default on nopass ~* &* +@all\n" + strings.Replace(documentedACL(t), "PASSWORD", "hush", 1) + "\n"
	if err := os.WriteFile(acl, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cluster := testenv.RedisCluster(t, testenv.RedisTLS(m.Cert(), m.Key()), func(int) []string { return []string{"--aclfile", acl} })
	set := testenv.Sentinel(t, testenv.RedisTLS(m.Cert(), m.Key()), "--aclfile", acl)
	for name, c := range map[string]struct {
		url     string
		servers []*testenv.Server
		fail    func()
	}{
		"cluster":  {strings.Join(cluster.Addrs(), ","), cluster.Nodes, func() {}},
		"sentinel": {set.Sentinel.Addr() + "/0?master=" + testenv.SentinelMaster, []*testenv.Server{set.Replica}, func() { set.Master.Kill() }},
	} {
		t.Run(name, func(t *testing.T) {
			f := Start(t, Options{Replicas: 2, Postgres: true, Env: []string{
				admitAll, "SHIXIAN_POLL=1h", "SHIXIAN_REDIS_URL=rediss://shixian:hush@" + c.url, "SSL_CERT_FILE=" + m.Cert(), "SHIXIAN_RATE_LIMIT=1000/s",
			}})
			d := newShell(t, f)
			d.turn(0) // which only an announcement brings to the other
			c.fail()
			for _, r := range f.Replicas {
				testenv.Await(t, func() error {
					a := want(t, 200, "GET", r.URL()+"/readyz", "")
					if !strings.Contains(a.body, `"redis":"ok"`) {
						return fmt.Errorf("%s: %s", r.Name, a.body)
					}
					return nil
				})
			}
			for _, server := range c.servers {
				if refused := server.Refused(); refused != "[]" {
					t.Errorf("refused: %s", refused)
				}
			}
		})
	}
}
