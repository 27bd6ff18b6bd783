package main

import (
	"fmt"
	"net/netip"
	"strings"
)

// prefixes is a setting that lists addresses and blocks of them, by commas.
type prefixes []netip.Prefix

// UnmarshalText reads addresses and CIDR blocks.
func (p *prefixes) UnmarshalText(text []byte) error {
	*p = nil
	for part := range strings.SplitSeq(string(text), ",") {
		prefix, err := parsePrefix(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		*p = append(*p, prefix)
	}
	return nil
}

// parsePrefix reads an address, or a block that is written with its first one: what
// else it might mean would be guessed.
func parsePrefix(text string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
		addr = addr.Unmap()
		return netip.PrefixFrom(addr, addr.BitLen()), nil
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil || prefix.Addr().Is4In6() {
		return prefix, fmt.Errorf("%q is neither an address nor a block such as 10.0.0.0/8", text)
	}
	if first := prefix.Masked(); first != prefix {
		return prefix, fmt.Errorf("the block %q begins at %s", text, first.Addr())
	}
	return prefix, nil
}
