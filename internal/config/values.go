package config

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Switch is a setting that is on or off.
type Switch string

// UnmarshalText reads on or off.
func (s *Switch) UnmarshalText(text []byte) error {
	if string(text) != "on" && string(text) != "off" {
		return fmt.Errorf("%[1]q 应为 on 或 off / %[1]q is neither on nor off", text)
	}
	*s = Switch(text)
	return nil
}

// On reports whether the switch is on.
func (s Switch) On() bool { return s == "on" }

// Count is a whole number, in decimal digits.
type Count int

// UnmarshalText reads the digits. Without it package kong would take 010 for 8.
func (c *Count) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil {
		return fmt.Errorf("%[1]q 应为整数 / %[1]q is not a whole number", text)
	}
	*c = Count(n)
	return nil
}

// Rate is a number of requests in a period. The zero Rate is no limit.
type Rate struct {
	Requests int           // at least 1
	Period   time.Duration // a second, a minute or an hour
	text     string        // as it was read
}

// maxRequests is the largest number in a rate.
const maxRequests = 1_000_000

var periods = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

// UnmarshalText reads off, or a number of requests and the period that they are
// for: 200/s, 6000/m, 100000/h.
func (r *Rate) UnmarshalText(text []byte) error {
	*r = Rate{}
	if string(text) == "off" {
		return nil
	}
	number, unit, _ := strings.Cut(string(text), "/")
	n, err := strconv.ParseUint(number, 10, 32)
	if err != nil || n == 0 || n > maxRequests || number[0] == '0' || periods[unit] == 0 {
		return fmt.Errorf("%[1]q 应为 off，或 1 至 %[2]d 次，按 s、m 或 h，如 200/s / %[1]q is neither off nor 1 to %[2]d requests by s, m or h, such as 200/s", text, maxRequests)
	}
	*r = Rate{int(n), periods[unit], string(text)}
	return nil
}

// String returns the rate as [Rate.UnmarshalText] reads it.
func (r Rate) String() string { return cmp.Or(r.text, "off") }

// Delay is a time, or 0 for off.
type Delay time.Duration

// The bounds of a delay that is not off.
const (
	minDelay = time.Millisecond
	maxDelay = time.Second
)

// UnmarshalText reads off, or a time.
func (d *Delay) UnmarshalText(text []byte) error {
	*d = 0
	if string(text) == "off" {
		return nil
	}
	t, err := time.ParseDuration(string(text))
	if err != nil || t < minDelay || t > maxDelay {
		return fmt.Errorf("%[1]q 应为 off，或 %[2]s 至 %[3]s / %[1]q is neither off nor %[2]s to %[3]s", text, minDelay, maxDelay)
	}
	*d = Delay(t)
	return nil
}

// String returns the delay as [Delay.UnmarshalText] reads it.
func (d Delay) String() string {
	if d == 0 {
		return "off"
	}
	return time.Duration(d).String()
}

// Prefixes are blocks of addresses.
type Prefixes []netip.Prefix

// UnmarshalText reads addresses and CIDR blocks, by commas.
func (p *Prefixes) UnmarshalText(text []byte) (err error) {
	*p, err = list(text, parsePrefix)
	return err
}

// list reads values with commas between them.
func list[T any](text []byte, parse func(string) (T, error)) (all []T, err error) {
	for part := range strings.SplitSeq(string(text), ",") {
		one, err := parse(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
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
		return prefix, fmt.Errorf("%[1]q 应为地址或网段，如 10.0.0.0/8 / %[1]q is neither an address nor a block such as 10.0.0.0/8", text)
	}
	if first := prefix.Masked(); first != prefix {
		return prefix, fmt.Errorf("网段 %[1]q 应从 %[2]s 写起 / the block %[1]q begins at %[2]s", text, first.Addr())
	}
	return prefix, nil
}

// Origin is a scheme, a host and, if it is not the usual one, a port.
type Origin string

// UnmarshalText reads an origin.
func (o *Origin) UnmarshalText(text []byte) error {
	origin, err := parseOrigin(strings.TrimSpace(string(text)))
	*o = Origin(origin)
	return err
}

func parseOrigin(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || text != u.Scheme+"://"+strings.ToLower(u.Host) || strings.Contains(u.Host, "*") {
		return "", fmt.Errorf("%[1]q 应为协议和主机（可有端口），不带路径和末尾的斜杠，如 https://oa.example.gov.cn / %[1]q is not a scheme and a host, with or without a port, and without a path or a slash at the end, such as https://oa.example.gov.cn", text)
	}
	return text, nil
}

// Origins are origins of pages.
type Origins []string

// UnmarshalText reads origins, by commas.
func (o *Origins) UnmarshalText(text []byte) (err error) {
	*o, err = list(text, parseOrigin)
	return err
}

// SecretKeyBytes is the length of a [SecretKey]: that of AES-256 and of HMAC-SHA-256.
const SecretKeyBytes = 32

// SecretKey is a secret key. Neither it nor its errors ever say what was set.
type SecretKey []byte

// UnmarshalText reads the key in hex.
func (k *SecretKey) UnmarshalText(text []byte) error {
	raw, err := hex.DecodeString(string(text))
	if err != nil || len(raw) != SecretKeyBytes {
		return fmt.Errorf("应为 %[1]d 位十六进制，可用 openssl rand -hex %[2]d 生成 / it is not %[1]d hex digits, such as openssl rand -hex %[2]d prints", 2*SecretKeyBytes, SecretKeyBytes)
	}
	*k = raw
	return nil
}

// String keeps the key out of whatever prints the settings.
func (SecretKey) String() string { return "(secret)" }
