package ratelimit

import (
	"net/netip"
	"time"

	"shixian/internal/address"
)

// Client is who is limited: the holder of a token, or else an address.
type Client struct {
	holder string
	addr   netip.Addr
}

// Holder returns the client that is the holder of a token.
func Holder(name string) Client { return Client{holder: name} }

// Address returns the client that an address is, see [address.Caller].
func Address(a netip.Addr) Client { return Client{addr: address.Caller(a)} }

// String names the client. No two have the same name.
func (c Client) String() string {
	if c.holder != "" {
		return "holder:" + c.holder
	}
	return "address:" + c.addr.String()
}

// Decision says whether a request is let through, and what the client has left.
type Decision struct {
	Allowed bool
	// Remaining is how many requests the client may still make now.
	Remaining int
	// Reset is the time until it may make all of them again.
	Reset time.Duration
	// Retry is the time until a request that was refused may be made.
	Retry time.Duration
}
