package testenv

import (
	"os/exec"
	"slices"
	"strconv"
	"testing"
)

// Cluster is a Redis Cluster of three masters without replicas.
type Cluster struct {
	Nodes []*Server

	settings []func(port int) []string
}

const clusterNodes = 3

// busOffset is how far below a node's port its cluster bus listens. (The usual
// 10,000 above would reach into the range for outgoing connections.)
const busOffset = -5000

// slotRanges divide the 16,384 slots among the nodes.
var slotRanges = [clusterNodes][2]string{{"0", "5460"}, {"5461", "10922"}, {"10923", "16383"}}

// RedisCluster starts a cluster for one test and waits until it serves all slots.
// Each has further settings, if there are any.
func RedisCluster(t testing.TB, settings ...func(port int) []string) *Cluster {
	t.Helper()
	c := &Cluster{settings: settings}
	for range clusterNodes {
		c.Nodes = append(c.Nodes, c.node(t))
	}
	for i, node := range c.Nodes {
		node.expect("OK", "CLUSTER", "ADDSLOTSRANGE", slotRanges[i][0], slotRanges[i][1])
		if i > 0 {
			c.meet(node)
		}
	}
	for _, node := range c.Nodes {
		node.expect("cluster_state:ok", "CLUSTER", "INFO")
	}
	return c
}

func (c *Cluster) node(t testing.TB) *Server {
	own := func(port int) []string {
		return []string{"--save", "", "--cluster-enabled", "yes", "--cluster-node-timeout", "2000",
			"--cluster-port", strconv.Itoa(port + busOffset), "--repl-diskless-sync-delay", "0"}
	}
	return startRedis(t, "cluster", append([]func(port int) []string{own}, c.settings...)...)
}

func (c *Cluster) meet(node *Server) {
	port := c.Nodes[0].port
	node.expect("OK", "CLUSTER", "MEET", "127.0.0.1", strconv.Itoa(port), strconv.Itoa(port+busOffset))
}

// Replicate gives each master a replica, which takes over if the master dies, and waits
// until they have caught up.
func (c *Cluster) Replicate(t testing.TB) {
	t.Helper()
	for _, master := range slices.Clone(c.Nodes[:clusterNodes]) {
		replica := c.node(t)
		c.meet(replica)
		id := master.answer("CLUSTER", "MYID")
		replica.expect(id, "CLUSTER", "NODES")
		replica.expect("OK", "CLUSTER", "REPLICATE", id)
		replica.expect("master_link_status:up", "INFO", "replication")
		c.Nodes = append(c.Nodes, replica)
	}
	for _, node := range c.Nodes {
		node.expect("cluster_known_nodes:6", "CLUSTER", "INFO")
	}
}

// Addrs returns the addresses of the nodes.
func (c *Cluster) Addrs() []string {
	addrs := make([]string, len(c.Nodes))
	for i, node := range c.Nodes {
		addrs[i] = node.Addr()
	}
	return addrs
}

// MoveSlots moves all slots of a master to another, as redis-cli does.
func (c *Cluster) MoveSlots(from, to int) error {
	ids := [2]string{}
	for i, node := range []int{from, to} {
		var err error
		if ids[i], err = c.Nodes[node].do("CLUSTER", "MYID"); err != nil {
			return err
		}
	}
	_, err := Output(exec.Command("redis-cli", "--cluster", "reshard", c.Nodes[from].Addr(),
		"--cluster-from", ids[0], "--cluster-to", ids[1], "--cluster-slots", strconv.Itoa(clusterSlots), "--cluster-yes"))
	return err
}

const clusterSlots = 16384 // of all masters; no more are moved than there are
