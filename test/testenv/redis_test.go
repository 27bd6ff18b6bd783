package testenv

import (
	"strings"
	"testing"
)

func ask(t *testing.T, s *Server, command ...string) string {
	t.Helper()
	answer, err := redisDo(t.Context(), "tcp", s.Addr(), command...)
	if err != nil {
		return err.Error()
	}
	return answer
}

func TestRedis(t *testing.T) {
	for name, c := range map[string]struct {
		settings []string
		kept     string
	}{
		"nothing is kept": {nil, ""},
		"append only":     {[]string{"--appendonly", "yes", "--appendfsync", "always"}, "value"},
	} {
		t.Run(name, func(t *testing.T) {
			s := Redis(t, c.settings...)
			if got := ask(t, s, "SET", "key", "value"); got != "OK" {
				t.Fatal(got)
			}
			s.Kill()
			if got := ask(t, s, "PING"); !strings.Contains(got, "refused") {
				t.Errorf("the killed server answered %q", got)
			}
			s.Restart()
			if got := ask(t, s, "EXISTS", "key"); (got == "1") != (c.kept != "") {
				t.Errorf("after a restart EXISTS answers %s", got)
			}
		})
	}
}

func TestSentinelPromotes(t *testing.T) {
	set := Sentinel(t, nil)
	if got := ask(t, set.Replica, "SET", "key", "value"); !strings.Contains(got, "READONLY") {
		t.Errorf("the replica answered a write with %q", got)
	}
	set.Master.Kill()
	set.Sentinel.expect("address="+set.Replica.Addr(), "INFO", "sentinel")
	set.Replica.expect("role:master", "INFO", "replication")
}

func TestCluster(t *testing.T) {
	c := RedisCluster(t)
	for _, key := range []string{"a", "b", "c", "d"} {
		took := 0
		for _, node := range c.Nodes {
			switch got := ask(t, node, "SET", key, "value"); {
			case got == "OK":
				took++
			case !strings.Contains(got, "MOVED"):
				t.Errorf("%s answers %q", node.Addr(), got)
			}
		}
		if took != 1 {
			t.Errorf("%d nodes took the key %s", took, key)
		}
	}
	if len(c.Addrs()) != clusterNodes || c.Addrs()[0] != c.Nodes[0].Addr() {
		t.Errorf("addresses: %v", c.Addrs())
	}
}
