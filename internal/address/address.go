// Package address says which network addresses are one caller.
package address

import "net/netip"

// Caller returns the address that stands for all of a caller's: an IPv6 address stands for its
// /64, for one caller has as many of those as it likes.
func Caller(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		a = netip.PrefixFrom(a, 64).Masked().Addr()
	}
	return a
}
