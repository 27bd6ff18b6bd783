package redis

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"shixian/test/testenv"
)

func TestMain(m *testing.M) { os.Exit(testenv.Main(m).Run()) }

// open opens a client for one test.
func open(t *testing.T, url string) *Client {
	t.Helper()
	c, err := Open(url, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func ping(t *testing.T, url string) error { return open(t, url).Ping(t.Context()).Err() }

// TestOpen asks one server, a master through its Sentinel, and a Cluster.
func TestOpen(t *testing.T) {
	cluster, set := testenv.RedisCluster(t), testenv.Sentinel(t, nil)
	for what, url := range map[string]string{
		"one server":             testenv.Redis(t).URL(),
		"a Sentinel":             "redis://" + set.Sentinel.Addr() + "?master=" + testenv.SentinelMaster,
		"all nodes of a Cluster": "redis://" + strings.Join(cluster.Addrs(), ","),
		"one node of a Cluster":  "redis://" + cluster.Addrs()[1] + "?cluster=true",
	} {
		if err := ping(t, url); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestRedact: what a server says of a wrong password is told without it.
func TestRedact(t *testing.T) {
	c := open(t, "redis://:hunter2@h?master=m&sentinel_password=hunter3")
	for said, want := range map[string]string{
		"ERR unknown command 'AUTH', with args beginning with: 'hunter2'": "ERR unknown command 'AUTH', with args beginning with: '…'",
		"hunter2 hunter3 hunter2": "… … …",
		"no answer":               "no answer",
	} {
		if got := c.Redact(errors.New(said)); got.Error() != want {
			t.Errorf("%q; want %q", got, want)
		}
	}
	if err := c.Redact(nil); err != nil {
		t.Error(err)
	}
	if err := os.ErrClosed; c.Redact(err) != err {
		t.Error("an error without a password is another one")
	}
}
