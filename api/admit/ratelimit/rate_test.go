package ratelimit

import (
	"net/netip"
	"testing"
	"time"
)

func TestRate(t *testing.T) {
	for want, r := range map[string]Rate{"off": {}, "1/s": {1, time.Second}, "6000/m": {6000, time.Minute}, "1000000/h": {1_000_000, time.Hour}} {
		if r.String() != want || r.On() != (want != "off") {
			t.Errorf("%s is written %s, on: %v", want, r, r.On())
		}
	}
	if got := (Rate{6000, time.Minute}).Policy(); got != `"default";q=6000;w=60` {
		t.Errorf("policy %s", got)
	}
}

// TestLot: a lot is worth 50 ms at most, and is one at least.
func TestLot(t *testing.T) {
	for r, want := range map[Rate]int{
		{1, time.Hour}: 1, {20, time.Second}: 1, {39, time.Second}: 1, {40, time.Second}: 2, {200, time.Second}: 10,
		{6000, time.Minute}: 5, {1_000_000, time.Second}: 50_000, {1_000_000, time.Hour}: 13,
	} {
		if got := r.lot(); got != want {
			t.Errorf("%s: %d, want %d", r, got, want)
		}
	}
}

// TestClients: what is one caller has one name, and two have two.
func TestClients(t *testing.T) {
	of := func(a string) Client { return Address(netip.MustParseAddr(a)) }
	for a, want := range map[string]string{
		"10.0.0.1": "address:10.0.0.1", "::ffff:10.0.0.1": "address:10.0.0.1",
		"2001:db8:0:1::7": "address:2001:db8:0:1::", "2001:db8:0:1:ffff::": "address:2001:db8:0:1::", "fe80::1%eth0": "address:fe80::",
	} {
		if got := of(a).String(); got != want {
			t.Errorf("%s is %s, want %s", a, got, want)
		}
	}
	if of("2001:db8:0:1::7") != of("2001:db8:0:1::8") || of("10.0.0.1") == of("10.0.0.2") || Holder("10.0.0.1").String() == of("10.0.0.1").String() {
		t.Error("clients are mistaken for one another")
	}
	if got := Address(netip.Addr{}).String(); got != "address:invalid IP" {
		t.Errorf("no address is %s", got)
	}
}
