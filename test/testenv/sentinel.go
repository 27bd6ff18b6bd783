package testenv

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// SentinelMaster is the name under which a [SentinelSet] watches its master.
const SentinelMaster = "shixian"

// SentinelSet is a Redis master and its replica, watched by one sentinel, which
// alone decides to promote the replica once it has missed the master for 2 seconds.
// (Sentinels ask once a second, so a shorter wait would promote without a cause.)
type SentinelSet struct {
	Master, Replica, Sentinel *Server
}

// Sentinel starts a SentinelSet for one test and waits until the replica has
// caught up and the sentinel knows it. Each of the three has further settings, if there are
// any; those of data are the master's and the replica's alone.
func Sentinel(t testing.TB, every func(port int) []string, data ...string) *SentinelSet {
	t.Helper()
	if every == nil {
		every = fixed()
	}
	server := func(own ...string) *Server {
		return startRedis(t, "redis", fixed("--save", "", "--repl-diskless-sync-delay", "0"), fixed(own...), every, fixed(data...))
	}
	set := &SentinelSet{Master: server()}
	host, port := "127.0.0.1", strconv.Itoa(set.Master.port)
	set.Replica = server("--replicaof", host, port)
	set.Replica.expect("master_link_status:up", "INFO", "replication")

	config := filepath.Join(t.TempDir(), "sentinel.conf") // the sentinel keeps its state in it
	text := fmt.Sprintf("sentinel monitor %[1]s %s %s 1\n"+
		"sentinel down-after-milliseconds %[1]s 2000\n"+
		"sentinel failover-timeout %[1]s 6000\n", SentinelMaster, host, port)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	set.Sentinel = startRedis(t, "sentinel", fixed(config, "--sentinel"), every)
	set.Sentinel.expect("status=ok,address="+set.Master.Addr()+",slaves=1", "INFO", "sentinel")
	return set
}
