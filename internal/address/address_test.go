package address

import (
	"net/netip"
	"testing"
)

func TestCaller(t *testing.T) {
	for given, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8::1": "2001:db8::", "2001:db8::2:3": "2001:db8::",
		"2001:db8:0:1::1": "2001:db8:0:1::", "fe80::1%eth0": "fe80::",
	} {
		if got := Caller(netip.MustParseAddr(given)); got.String() != want {
			t.Errorf("%s: %s, want %s", given, got, want)
		}
	}
	if got := Caller(netip.Addr{}); got.IsValid() {
		t.Errorf("no address: %s", got)
	}
}
