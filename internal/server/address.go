package server

import (
	"net/http"
	"net/netip"
	"sync"

	"shixian/internal/address"
)

// maxOfAddress is how many connections one address may have, and how many requests of HTTP/2 in
// progress. Each takes some 20 KB, also a connection on which nothing is asked, and a request whose
// answer nobody reads; a proxy, or the office behind one address, needs fewer.
const maxOfAddress = 4096

// perAddress counts what each address has open. It is safe for concurrent use.
type perAddress struct {
	most int

	mu   sync.Mutex
	open map[netip.Addr]int
}

func newPerAddress() *perAddress { return &perAddress{most: maxOfAddress, open: map[netip.Addr]int{}} }

// addressOf returns who is at the other end, by host:port.
func addressOf(remote string) netip.Addr {
	peer, _ := netip.ParseAddrPort(remote) // what has none is one caller
	return address.Caller(peer.Addr())
}

func (p *perAddress) enter(a netip.Addr) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[a] >= p.most {
		return false
	}
	p.open[a]++
	return true
}

func (p *perAddress) leave(a netip.Addr) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[a]--; p.open[a] == 0 {
		delete(p.open, a)
	}
}

// requests breaks off requests of an address that has too many in progress. A connection of HTTP/1
// has one; of HTTP/2, each has [maxStreams], which are there until their answers are read, also
// short ones: net/http would send those once nothing counts them any more.
func (p *perAddress) requests(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from := addressOf(r.RemoteAddr)
		if !p.enter(from) {
			panic(http.ErrAbortHandler) // an answer could be left unread as well
		}
		defer p.leave(from)
		h.ServeHTTP(w, r)
		if r.ProtoMajor == 2 {
			_ = http.NewResponseController(w).Flush() // the caller is gone; there is nobody to tell
		}
	})
}
