package config

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

// read reads the settings as a command does that embeds them.
func read(t *testing.T, environ []string, args ...string) (Settings, error) {
	t.Helper()
	var command struct {
		Settings `group:"settings"`
	}
	parser, err := kong.New(&command, Environment(environ)...)
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(args)
	return command.Settings, err
}

// flags returns the settings as package kong knows them.
func flags(t *testing.T) []*kong.Flag {
	t.Helper()
	var command struct {
		Settings `group:"settings"`
	}
	parser, err := kong.New(&command, kong.NoDefaultHelp())
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model.Flags
}

// TestSettings: what is not given has its default, and nothing else in the
// environment matters.
func TestSettings(t *testing.T) {
	defaults := Settings{
		Addr: ":8080", Data: "data", Poll: 5 * time.Second, Drain: 3 * time.Second, FourEyes: "off", RequireKey: "off",
		MaxConcurrent: 512, ShedDelay: Delay(3 * time.Millisecond), LogFormat: "json", IgnoreUnknown: "off",
	}
	folder := t.TempDir()
	cases := []struct {
		what    string
		environ []string
		want    func(*Settings)
	}{
		{"nothing", nil, func(*Settings) {}},
		{"others' variables", []string{"PATH=/bin", "ADDR=:1", "shixian_addr=:1", "MY_SHIXIAN_ADDR=:1", "=x", "SHIXIAN"}, func(*Settings) {}},
		{"empty ones", []string{"SHIXIAN_ADDR=", "SHIXIAN_LOG_FORMAT=", "SHIXIAN_RULES=", "SHIXIAN_POLL="}, func(*Settings) {}},
		{"address", []string{"SHIXIAN_ADDR=127.0.0.1:0"}, func(s *Settings) { s.Addr = "127.0.0.1:0" }},
		{"IPv6", []string{"SHIXIAN_ADDR=[::1]:80"}, func(s *Settings) { s.Addr = "[::1]:80" }},
		{"folders", []string{"SHIXIAN_DATA=/x/y", "SHIXIAN_RULES=" + folder}, func(s *Settings) { s.Data, s.Rules = "/x/y", folder }},
		{"stores", []string{"SHIXIAN_DATABASE_URL=postgres://a", "SHIXIAN_REDIS_URL=redis://b"}, func(s *Settings) { s.DatabaseURL, s.RedisURL = "postgres://a", "redis://b" }},
		{"poll", []string{"SHIXIAN_POLL=50ms"}, func(s *Settings) { s.Poll = 50 * time.Millisecond }},
		{"record", []string{"SHIXIAN_RECORD_ID=7f0c5f7e"}, func(s *Settings) { s.RecordID = "7f0c5f7e" }},
		{"slow poll", []string{"SHIXIAN_POLL=1h"}, func(s *Settings) { s.Poll = time.Hour }},
		{"drain", []string{"SHIXIAN_DRAIN=0s"}, func(s *Settings) { s.Drain = 0 }},
		{"long drain", []string{"SHIXIAN_DRAIN=5m"}, func(s *Settings) { s.Drain = 5 * time.Minute }},
		{"tokens", []string{"SHIXIAN_TOKENS=/tokens", "SHIXIAN_FOUR_EYES=on"}, func(s *Settings) { s.Tokens, s.FourEyes = "/tokens", "on" }},
		{"session key", []string{"SHIXIAN_SESSION_KEY=" + strings.Repeat("0f", 32)}, func(s *Settings) { s.SessionKey = bytes.Repeat([]byte{0x0f}, 32) }},
		{"four eyes off", []string{"SHIXIAN_FOUR_EYES=off"}, func(*Settings) {}},
		{"keys", []string{"SHIXIAN_TOKENS=/tokens", "SHIXIAN_REQUIRE_KEY=on"}, func(s *Settings) { s.Tokens, s.RequireKey = "/tokens", "on" }},
		{"rate", []string{"SHIXIAN_RATE_LIMIT=6000/m"}, func(s *Settings) { s.RateLimit = Rate{6000, time.Minute, "6000/m"} }},
		{"no rate", []string{"SHIXIAN_RATE_LIMIT=off"}, func(*Settings) {}},
		{"concurrency", []string{"SHIXIAN_MAX_CONCURRENT=1"}, func(s *Settings) { s.MaxConcurrent = 1 }},
		{"a leading zero", []string{"SHIXIAN_MAX_CONCURRENT=010"}, func(s *Settings) { s.MaxConcurrent = 10 }},
		{"delay", []string{"SHIXIAN_SHED_DELAY=1s"}, func(s *Settings) { s.ShedDelay = Delay(time.Second) }},
		{"no shedding", []string{"SHIXIAN_SHED_DELAY=off"}, func(s *Settings) { s.ShedDelay = 0 }},
		{"public URL", []string{"SHIXIAN_PUBLIC_URL=https://shixian.example:8443"}, func(s *Settings) { s.PublicURL = "https://shixian.example:8443" }},
		{"origins", []string{"SHIXIAN_CORS_ORIGINS=https://oa.example.gov.cn, http://localhost:3000"}, func(s *Settings) {
			s.CORSOrigins = Origins{"https://oa.example.gov.cn", "http://localhost:3000"}
		}},
		{"proxies", []string{"SHIXIAN_TRUSTED_PROXIES=10.0.0.0/8, 192.0.2.7,2001:db8::/32,::1,::ffff:192.0.2.8"}, func(s *Settings) {
			for _, p := range []string{"10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "::1/128", "192.0.2.8/32"} {
				s.TrustedProxies = append(s.TrustedProxies, netip.MustParsePrefix(p))
			}
		}},
		{"district", []string{"SHIXIAN_DISTRICT=xihe", "SHIXIAN_DISTRICT_ONLY=on"}, func(s *Settings) { s.District, s.DistrictOnly = "xihe", "on" }},
		{"office", []string{"SHIXIAN_OFFICE_NAME=象山区政府办", "SHIXIAN_OFFICE_LOGO=/etc/shixian/logo.svg"}, func(s *Settings) {
			s.OfficeName, s.OfficeLogo = "象山区政府办", "/etc/shixian/logo.svg"
		}},
		{"log", []string{"SHIXIAN_LOG_LEVEL=debug", "SHIXIAN_LOG_FORMAT=text"}, func(s *Settings) { s.LogLevel, s.LogFormat = slog.LevelDebug, "text" }},
		{"audit", []string{"SHIXIAN_AUDIT_LOG=/var/log/shixian/audit.log"}, func(s *Settings) { s.AuditLog = "/var/log/shixian/audit.log" }},
		{"log level in capitals", []string{"SHIXIAN_LOG_LEVEL=WARN"}, func(s *Settings) { s.LogLevel = slog.LevelWarn }},
	}
	for _, c := range cases {
		want := defaults
		c.want(&want)
		got, err := read(t, c.environ)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v", c.what, got, err, want)
		}
	}
}

var (
	han    = regexp.MustCompile(`\p{Han}`)
	others = regexp.MustCompile(`: (address|stat) |but got|unknown name|expected`) // of libraries and the system
)

// TestWrongSettings: an error names the setting, and what is wrong with it, in Chinese
// and in English.
func TestWrongSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ setting, names string }{
		{"SHIXIAN_ADRR=:80", "SHIXIAN_ADRR"},
		{"SHIXIAN_DISTRICT_ONLY=on", "SHIXIAN_DISTRICT"},
		{"SHIXIAN_OFFICE_NAME=" + strings.Repeat("办", 41), "SHIXIAN_OFFICE_NAME"},
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
		{"SHIXIAN_MAX_CONCURRENT=0x10", `"0x10"`},
		{"SHIXIAN_SHED_DELAY=10", `"10"`},
		{"SHIXIAN_SHED_DELAY=0s", "1ms"},
		{"SHIXIAN_SHED_DELAY=2s", "1s"},
		{"SHIXIAN_PUBLIC_URL=https://shixian.example/", `"https://shixian.example/"`},
		{"SHIXIAN_PUBLIC_URL=shixian.example", `"shixian.example"`},
		{"SHIXIAN_CORS_ORIGINS=*", `"*"`},
		{"SHIXIAN_CORS_ORIGINS=https://oa.example/", `"https://oa.example/"`},
		{"SHIXIAN_CORS_ORIGINS=oa.example", `"oa.example"`},
		{"SHIXIAN_CORS_ORIGINS=https://OA.example", `"https://OA.example"`},
		{"SHIXIAN_CORS_ORIGINS=https://*.example", `"https://*.example"`},
		{"SHIXIAN_CORS_ORIGINS=https://a.example,,https://b.example", `""`},
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
		s, err := read(t, []string{c.setting})
		if err == nil {
			t.Errorf("%s: taken as %+v", c.setting, s)
			continue
		}
		if !strings.HasPrefix(err.Error(), name) || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%s: the error does not say so: %v", c.setting, err)
		}
		if !han.MatchString(err.Error()) && !others.MatchString(err.Error()) || strings.Contains(err.Error(), "%!") {
			t.Errorf("%s: it is not told in Chinese and in English: %v", c.setting, err)
		}
		if strings.Contains(err.Error(), "slog.") || strings.Contains(err.Error(), "config.") {
			t.Errorf("%s: the error speaks of Go: %v", c.setting, err)
		}
	}
}

// TestSessionKeyStaysSecret: neither an error nor the settings printed hold it.
func TestSessionKeyStaysSecret(t *testing.T) {
	const secret = "0123456789abcdef"
	_, err := read(t, []string{"SHIXIAN_SESSION_KEY=" + secret})
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("a short key: %v", err)
	}
	s, err := read(t, []string{"SHIXIAN_SESSION_KEY=" + strings.Repeat(secret, 4)})
	if printed := fmt.Sprintf("%v %+v", s, s); err != nil || strings.Contains(printed, "239") || !strings.Contains(printed, "(secret)") {
		t.Errorf("printed as %s, %v", printed, err)
	}
}

// TestUnknownSettingTellsAll: whoever slips reads which settings there are.
func TestUnknownSettingTellsAll(t *testing.T) {
	_, err := read(t, []string{"SHIXIAN_RULE=x"})
	if err == nil {
		t.Fatal("no error")
	}
	for _, f := range flags(t) {
		if name := variable(f.Name); !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named: %v", name, err)
		}
	}
}

// TestFlags: a flag wins over the variable, which has to be right all the same.
func TestFlags(t *testing.T) {
	environ := []string{"SHIXIAN_POLL=9s", "SHIXIAN_DATA=a", "SHIXIAN_RULES="}
	s, err := read(t, environ, "--poll=7s", "--data", "b", "--four-eyes=on", "--trusted-proxies", "10.0.0.1,10.0.0.2", "--shed-delay=off")
	if err != nil || s.Poll != 7*time.Second || s.Data != "b" || !s.FourEyes.On() || len(s.TrustedProxies) != 2 || s.ShedDelay != 0 {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := read(t, []string{"SHIXIAN_POLL=x"}, "--poll=7s"); err == nil || !strings.HasPrefix(err.Error(), "SHIXIAN_POLL: ") {
		t.Errorf("a wrong variable beside a flag: %v", err)
	}
	for args, want := range map[string]string{"--poll=7": "--poll", "--poll=7h": "SHIXIAN_POLL", "--addr=": "SHIXIAN_ADDR", "--four-eyes": "--four-eyes"} {
		if s, err := read(t, nil, args); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v", args, s, err)
		}
	}
}

// TestNoSecretOnCommandLine: a secret is refused there, and not repeated.
func TestNoSecretOnCommandLine(t *testing.T) {
	for _, name := range []string{"database-url", "redis-url", "session-key"} {
		secret := strings.Repeat("0f", 32)
		_, err := read(t, nil, "--"+name+"="+secret)
		if err == nil || !strings.Contains(err.Error(), variable(name)+"_FILE") || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDocumented: the operator's guide lists every setting, with its default, in both
// languages; so does the help.
func TestDocumented(t *testing.T) {
	for _, file := range []string{"README.md", "README.en.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations", file))
		if err != nil {
			t.Fatal(err)
		}
		listed := strings.Count(string(text), "\n| `SHIXIAN_")
		if n := len(flags(t)); listed != n {
			t.Errorf("%s lists %d settings of %d", file, listed, n)
		}
		for _, f := range flags(t) {
			row := "| `" + variable(f.Name) + "` | "
			if f.HasDefault {
				row += "`" + f.Default + "` "
			}
			if !strings.Contains(string(text), row+"|") {
				t.Errorf("%s has no row %q", file, row)
			}
		}
	}
	for _, f := range flags(t) {
		if zh, en, both := strings.Cut(f.Help, " / "); !both || zh == "" || en == "" {
			t.Errorf("%s has help in one language: %s", f.Name, f.Help)
		}
	}
}

// TestSecretsAreMarked: a setting that may hold a password has the tag that keeps it
// out of the log and off the command line.
func TestSecretsAreMarked(t *testing.T) {
	for _, f := range flags(t) {
		if secret := strings.HasSuffix(f.Name, "-url") && f.Name != "public-url" || strings.HasSuffix(f.Name, "-key") && f.Name != "tls-key" && f.Name != "require-key" && f.Name != "bundle-key"; secret != f.Tag.Has("secret") {
			t.Errorf("%s is marked as secret: %v", f.Name, f.Tag.Has("secret"))
		}
	}
	s := Settings{DatabaseURL: "postgres://a:hush@b", SessionKey: []byte("hush"), Addr: ":1", ShedDelay: Delay(time.Second)}
	text := s.LogValue().String()
	for _, want := range []string{
		"SHIXIAN_ADDR=:1", "SHIXIAN_DATABASE_URL=…", "SHIXIAN_SESSION_KEY=…", "SHIXIAN_REDIS_URL= ", "SHIXIAN_RATE_LIMIT=off", "SHIXIAN_SHED_DELAY=1s",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	if strings.Contains(text, "hush") || strings.Contains(text, fmt.Sprint([]byte("hush"))) {
		t.Error(text)
	}
}
