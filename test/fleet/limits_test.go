package fleet

import (
	"net"
	"net/http"
	"testing"
)

// admitAll keeps a replica from refusing calls if this machine is busy.
const admitAll = "SHIXIAN_SHED_DELAY=off"

// TestProxyClients: behind the proxy each client has a rate of its own, by the address
// that the proxy sees. What a client claims gives it no other.
func TestProxyClients(t *testing.T) {
	t.Parallel()
	f := Start(t, Options{Proxy: true, Env: []string{"SHIXIAN_RATE_LIMIT=2/h", admitAll}})
	from := func(ip, claimed string) int {
		t.Helper()
		client := newClient(t)
		client.Transport = &http.Transport{DialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}).DialContext}
		a, err := send(client, "GET", f.URL()+asked, "", "X-Forwarded-For", claimed)
		client.CloseIdleConnections()
		if err != nil {
			t.Fatal(err)
		}
		return a.status
	}
	for i, c := range []struct {
		ip, claimed string
		status      int
	}{
		{"127.0.0.2", "192.0.2.1", 200},
		{"127.0.0.2", "192.0.2.2", 200},
		{"127.0.0.2", "192.0.2.3", 429},
		{"127.0.0.3", "127.0.0.2", 200},
	} {
		if status := from(c.ip, c.claimed); status != c.status {
			t.Errorf("request %d from %s: %d, want %d", i, c.ip, status, c.status)
		}
	}
}
