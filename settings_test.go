package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"shixian/api/admit/ratelimit"
)

// TestSettings: what is not given has its default, and nothing else in the
// environment matters.
func TestSettings(t *testing.T) {
	defaults := settings{Addr: ":8080", Data: "data", Poll: 5 * time.Second, Drain: 3 * time.Second, LogFormat: "json", MaxConcurrent: 512, ShedDelay: delay(3 * time.Millisecond)}
	folder := t.TempDir()
	cases := []struct {
		what    string
		environ []string
		want    func(*settings)
	}{
		{"nothing", nil, func(*settings) {}},
		{"others' variables", []string{"PATH=/bin", "ADDR=:1", "shixian_addr=:1", "MY_SHIXIAN_ADDR=:1", "=x", "SHIXIAN"}, func(*settings) {}},
		{"empty ones", []string{"SHIXIAN_ADDR=", "SHIXIAN_LOG_FORMAT=", "SHIXIAN_RULES=", "SHIXIAN_POLL="}, func(*settings) {}},
		{"address", []string{"SHIXIAN_ADDR=127.0.0.1:0"}, func(s *settings) { s.Addr = "127.0.0.1:0" }},
		{"IPv6", []string{"SHIXIAN_ADDR=[::1]:80"}, func(s *settings) { s.Addr = "[::1]:80" }},
		{"folders", []string{"SHIXIAN_DATA=/x/y", "SHIXIAN_RULES=" + folder}, func(s *settings) { s.Data, s.Rules = "/x/y", folder }},
		{"stores", []string{"SHIXIAN_DATABASE_URL=postgres://a", "SHIXIAN_REDIS_URL=redis://b"}, func(s *settings) { s.DatabaseURL, s.RedisURL = "postgres://a", "redis://b" }},
		{"poll", []string{"SHIXIAN_POLL=50ms"}, func(s *settings) { s.Poll = 50 * time.Millisecond }},
		{"slow poll", []string{"SHIXIAN_POLL=1h"}, func(s *settings) { s.Poll = time.Hour }},
		{"drain", []string{"SHIXIAN_DRAIN=0s"}, func(s *settings) { s.Drain = 0 }},
		{"long drain", []string{"SHIXIAN_DRAIN=5m"}, func(s *settings) { s.Drain = 5 * time.Minute }},
		{"tokens", []string{"SHIXIAN_TOKENS=/tokens", "SHIXIAN_FOUR_EYES=on"}, func(s *settings) { s.Tokens, s.FourEyes = "/tokens", true }},
		{"session key", []string{"SHIXIAN_SESSION_KEY=" + strings.Repeat("0f", 32)}, func(s *settings) { s.SessionKey.bytes = bytes.Repeat([]byte{0x0f}, 32) }},
		{"four eyes off", []string{"SHIXIAN_FOUR_EYES=off"}, func(*settings) {}},
		{"keys", []string{"SHIXIAN_TOKENS=/tokens", "SHIXIAN_REQUIRE_KEY=on"}, func(s *settings) { s.Tokens, s.RequireKey = "/tokens", true }},
		{"rate", []string{"SHIXIAN_RATE_LIMIT=6000/m"}, func(s *settings) { s.RateLimit = ratelimit.Rate{Requests: 6000, Period: time.Minute} }},
		{"no rate", []string{"SHIXIAN_RATE_LIMIT=off"}, func(*settings) {}},
		{"concurrency", []string{"SHIXIAN_MAX_CONCURRENT=1"}, func(s *settings) { s.MaxConcurrent = 1 }},
		{"delay", []string{"SHIXIAN_SHED_DELAY=1s"}, func(s *settings) { s.ShedDelay = delay(time.Second) }},
		{"no shedding", []string{"SHIXIAN_SHED_DELAY=off"}, func(s *settings) { s.ShedDelay = 0 }},
		{"proxies", []string{"SHIXIAN_TRUSTED_PROXIES=10.0.0.0/8, 192.0.2.7,2001:db8::/32,::1,::ffff:192.0.2.8"}, func(s *settings) {
			for _, p := range []string{"10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "::1/128", "192.0.2.8/32"} {
				s.TrustedProxies = append(s.TrustedProxies, netip.MustParsePrefix(p))
			}
		}},
		{"log", []string{"SHIXIAN_LOG_LEVEL=debug", "SHIXIAN_LOG_FORMAT=text"}, func(s *settings) { s.LogLevel, s.LogFormat = slog.LevelDebug, "text" }},
		{"log level in capitals", []string{"SHIXIAN_LOG_LEVEL=WARN"}, func(s *settings) { s.LogLevel = slog.LevelWarn }},
	}
	for _, c := range cases {
		want := defaults
		c.want(&want)
		got, err := readSettings(c.environ)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v", c.what, got, err, want)
		}
	}
}

// TestWrongSettings: an error names the setting, and what is wrong with it.
func TestWrongSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ setting, names string }{
		{"SHIXIAN_ADRR=:80", "SHIXIAN_ADRR"},
		{"SHIXIAN_=x", "SHIXIAN_ "},
		{"SHIXIAN_addr=:80", "SHIXIAN_addr"},
		{"SHIXIAN_ADDR=8080", "missing port"},
		{"SHIXIAN_ADDR=a:b:c", "too many colons"},
		{"SHIXIAN_LOG_LEVEL=loud", `"loud"`},
		{"SHIXIAN_LOG_FORMAT=xml", `"xml"`},
		{"SHIXIAN_LOG_FORMAT=JSON", `"JSON"`},
		{"SHIXIAN_POLL=5", `"5"`},
		{"SHIXIAN_POLL=49ms", "49ms"},
		{"SHIXIAN_POLL=61m", "1h1m0s"},
		{"SHIXIAN_POLL=-5s", "-5s"},
		{"SHIXIAN_DRAIN=3", `"3"`},
		{"SHIXIAN_DRAIN=-1s", "-1s"},
		{"SHIXIAN_DRAIN=301s", "5m1s"},
		{"SHIXIAN_FOUR_EYES=yes", `"yes"`},
		{"SHIXIAN_REQUIRE_KEY=true", `"true"`},
		{"SHIXIAN_REQUIRE_KEY=on", "SHIXIAN_TOKENS"},
		{"SHIXIAN_RATE_LIMIT=200", `"200"`},
		{"SHIXIAN_RATE_LIMIT=0/s", `"0/s"`},
		{"SHIXIAN_MAX_CONCURRENT=0", "1 to"},
		{"SHIXIAN_MAX_CONCURRENT=100001", "1 to"},
		{"SHIXIAN_MAX_CONCURRENT=many", `"many"`},
		{"SHIXIAN_SHED_DELAY=10", `"10"`},
		{"SHIXIAN_SHED_DELAY=0s", "1ms"},
		{"SHIXIAN_SHED_DELAY=2s", "1s"},
		{"SHIXIAN_TRUSTED_PROXIES=10.0.0.1/8", "begins at 10.0.0.0"},
		{"SHIXIAN_TRUSTED_PROXIES=10.0.0.0/33", `"10.0.0.0/33"`},
		{"SHIXIAN_TRUSTED_PROXIES=10.0.0.1,,10.0.0.2", `""`},
		{"SHIXIAN_TRUSTED_PROXIES=proxy.local", `"proxy.local"`},
		{"SHIXIAN_TRUSTED_PROXIES=10.0.0.1:80", `"10.0.0.1:80"`},
		{"SHIXIAN_TRUSTED_PROXIES=fe80::1%eth0", `"fe80::1%eth0"`},
		{"SHIXIAN_TRUSTED_PROXIES=::ffff:10.0.0.0/104", `"::ffff:10.0.0.0/104"`},
		{"SHIXIAN_TRUSTED_PROXIES=*", `"*"`},
		{"SHIXIAN_SESSION_KEY=" + strings.Repeat("0f", 31), "64 hex digits"},
		{"SHIXIAN_SESSION_KEY=" + strings.Repeat("xy", 32), "64 hex digits"},
		{"SHIXIAN_RULES=" + file + ".d", "no such file"},
		{"SHIXIAN_RULES=" + file, "is not a folder"},
	}
	for _, c := range cases {
		name, _, _ := strings.Cut(c.setting, "=")
		s, err := readSettings([]string{c.setting})
		if err == nil {
			t.Errorf("%s: taken as %+v", c.setting, s)
			continue
		}
		if !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%s: the error does not say so: %v", c.setting, err)
		}
		if strings.Contains(err.Error(), "slog.") || strings.Contains(err.Error(), "main.") {
			t.Errorf("%s: the error speaks of Go: %v", c.setting, err)
		}
	}
}

// TestSessionKeyStaysSecret: neither an error nor the settings printed hold it.
func TestSessionKeyStaysSecret(t *testing.T) {
	const secret = "0123456789abcdef"
	_, err := readSettings([]string{"SHIXIAN_SESSION_KEY=" + secret})
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("a short key: %v", err)
	}
	s, err := readSettings([]string{"SHIXIAN_SESSION_KEY=" + strings.Repeat(secret, 4)})
	if printed := fmt.Sprintf("%v %+v", s, s); err != nil || strings.Contains(printed, "239") || !strings.Contains(printed, "(secret)") {
		t.Errorf("printed as %s, %v", printed, err)
	}
}

// TestUnknownSettingTellsAll: whoever slips reads which settings there are.
func TestUnknownSettingTellsAll(t *testing.T) {
	_, err := readSettings([]string{"SHIXIAN_RULE=x"})
	if err == nil {
		t.Fatal("no error")
	}
	typ := reflect.TypeFor[settings]()
	for i := range typ.NumField() {
		if name := settingPrefix + typ.Field(i).Tag.Get("env"); !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named: %v", name, err)
		}
	}
}

// TestLogger: the log is JSON or text, from the level on that is set.
func TestLogger(t *testing.T) {
	for _, c := range []struct{ level, format, want string }{
		{"info", "json", `{"level":"INFO","msg":"b","k":"v"}` + "\n" + `{"level":"ERROR","msg":"c"}` + "\n"},
		{"error", "json", `{"level":"ERROR","msg":"c"}` + "\n"},
		{"debug", "text", "level=DEBUG msg=a\nlevel=INFO msg=b k=v\nlevel=ERROR msg=c\n"},
	} {
		s, err := readSettings([]string{"SHIXIAN_LOG_LEVEL=" + c.level, "SHIXIAN_LOG_FORMAT=" + c.format})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		log := s.logger(untimed{&out})
		log.Debug("a")
		log.Info("b", "k", "v")
		log.Error("c")
		if out.String() != c.want {
			t.Errorf("%s %s: %s", c.level, c.format, &out)
		}
	}
}

// untimed leaves the time out of log lines.
type untimed struct{ out *bytes.Buffer }

func (u untimed) Write(p []byte) (int, error) {
	line := string(p)
	if rest, ok := strings.CutPrefix(line, `{"time":"`); ok {
		_, rest, _ = strings.Cut(rest, `",`)
		line = "{" + rest
	} else if _, rest, ok := strings.Cut(line, " "); ok {
		line = rest
	}
	return u.out.WriteString(line)
}
