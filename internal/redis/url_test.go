package redis

import (
	"errors"
	"regexp"
	"strings"
	"testing"
)

func TestParseURL(t *testing.T) {
	for raw, want := range map[string]string{
		"redis://localhost":                                 "Redis localhost:6379, database 0",
		"redis://10.1.2.3:7000/3":                           "Redis 10.1.2.3:7000, database 3",
		"redis://[::1]:7000/3":                              "Redis [::1]:7000, database 3",
		"redis://:pass@h":                                   "Redis h:6379, database 0",
		"rediss://user:p%40ss@h:1/":                         "Redis h:1, database 0",
		"redis://h?cluster=true":                            "Redis Cluster h:6379",
		"redis://u:p@h1:1,h2:2,h3/0":                        "Redis Cluster h1:1,h2:2,h3:6379",
		"redis://h1,h2:2/4?master=m":                        "Redis master m of Sentinels h1:26379,h2:2, database 4",
		"redis://h?master=m&sentinel_password=a%26b":        "Redis master m of Sentinels h:26379, database 0",
		"redis://h?master=m&sentinel_username=u":            "Redis master m of Sentinels h:26379, database 0",
		"rediss://redis.example.gov.cn:6380/0?cluster=true": "Redis Cluster redis.example.gov.cn:6380",
	} {
		opt, err := parseURL(raw)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		if got := describe(opt); got != want {
			t.Errorf("%s: %s; want %s", raw, got, want)
		}
		if tls := strings.HasPrefix(raw, "rediss"); (opt.TLSConfig != nil) != tls {
			t.Errorf("%s: TLS is not %v", raw, tls)
		}
	}
}

func TestParseURLSecrets(t *testing.T) {
	opt, err := parseURL("redis://u%3A:p%40s%2Fs@h1,h2?master=m&sentinel_username=su&sentinel_password=s%26p")
	if err != nil {
		t.Fatal(err)
	}
	for got, want := range map[string]string{
		opt.Username: "u:", opt.Password: "p@s/s", opt.SentinelUsername: "su", opt.SentinelPassword: "s&p",
	} {
		if got != want {
			t.Errorf("%q; want %q", got, want)
		}
	}
}

func TestParseURLErrors(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                    "begins with neither",
		"localhost:6379":                      "begins with neither",
		"http://h":                            "begins with neither",
		"redis://":                            "address 1",
		"redis://h:0":                         "address 1",
		"redis://h:99999":                     "address 1",
		"redis://h,":                          "address 2",
		"redis://secret@h":                    "without a password",
		"redis://:se%zzcret@h":                "password is not percent-encoded",
		"redis://se%zzcret:p@h":               "user name is not percent-encoded",
		"redis://:sec/ret@h":                  "must be percent-encoded",
		"redis://:sec?ret@h":                  "must be percent-encoded",
		"redis://:sec#ret@h":                  "must be percent-encoded",
		"redis://h/secret":                    "number of a database",
		"redis://h/-1":                        "number of a database",
		"redis://h1,h2/1":                     "no other database",
		"redis://h?secret=1":                  "parameters are",
		"redis://h?master=":                   "with a value",
		"redis://h?master=a&master=b":         "stands once",
		"redis://h?cluster=yes":               "true or left out",
		"redis://h?master=m&cluster=true":     "either",
		"redis://h?sentinel_password=secret":  "no master",
		"redis://h?sentinel_password=sec%ret": "not percent-encoded",
	} {
		_, err := parseURL(raw)
		if !errors.Is(err, ErrURL) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", raw, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "sec") {
			t.Errorf("%s: the error quotes it: %v", raw, err)
		}
	}
}

// FuzzParseURL checks that whatever stands in a URL is not quoted by the error,
// and that what is read has an address.
func FuzzParseURL(f *testing.F) {
	for _, raw := range []string{"redis://:p@h:1,h2/0?master=m", "rediss://u:p%40@h?cluster=true", "redis://:a/b@h", "redis://[::1]:1"} {
		f.Add(raw)
	}
	said := regexp.MustCompile(`^not a Redis URL: (address \d+ is not host:port|[a-zA-Z:/, ;_-]+( 0)?)$`)
	f.Fuzz(func(t *testing.T, raw string) {
		opt, err := parseURL(raw)
		switch {
		case err != nil && !said.MatchString(err.Error()):
			t.Errorf("%q: %v", raw, err)
		case err == nil && len(opt.Addrs) == 0:
			t.Errorf("%q has no address", raw)
		}
	})
}
