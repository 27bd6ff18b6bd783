package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/phuslu/log"

	"shixian/api/admit/ratelimit"
)

const settingPrefix = "SHIXIAN_"

// settings are read from the environment. All are optional.
type settings struct {
	// Addr is the address to serve on.
	Addr string `env:"ADDR" envDefault:":8080"`
	// OpsAddr is an address for metrics, health and profiles, instead of /metrics on Addr.
	OpsAddr string `env:"OPS_ADDR"`
	// Data is the folder for what the service stores; it is made where it is missing.
	Data string `env:"DATA" envDefault:"data"`
	// DatabaseURL is a PostgreSQL to keep the record in, instead of a file in Data.
	DatabaseURL string `env:"DATABASE_URL" secret:"password"`
	// DatabaseURLFile is a file with DatabaseURL in it.
	DatabaseURLFile string `env:"DATABASE_URL_FILE"`
	// RedisURL is a Redis for snapshots and announcements.
	RedisURL string `env:"REDIS_URL" secret:"password"`
	// RedisURLFile is a file with RedisURL in it.
	RedisURLFile string `env:"REDIS_URL_FILE"`
	// Poll is the time between two looks at the record.
	Poll time.Duration `env:"POLL" envDefault:"5s"`
	// Drain is how long the service answers after it was told to stop.
	Drain time.Duration `env:"DRAIN" envDefault:"3s"`
	// Tokens is the file of readers' and administrators' tokens.
	Tokens string `env:"TOKENS"`
	// TLSCert and TLSKey are PEM files, with which HTTPS is served instead of HTTP.
	TLSCert string `env:"TLS_CERT"`
	TLSKey  string `env:"TLS_KEY"`
	// FourEyes keeps authors from publishing their own drafts.
	FourEyes onOff `env:"FOUR_EYES" envDefault:"off"`
	// RequireKey has reading calls ask for a token, of role reader or higher.
	RequireKey onOff `env:"REQUIRE_KEY" envDefault:"off"`
	// RateLimit is how often a client may call.
	RateLimit ratelimit.Rate `env:"RATE_LIMIT" envDefault:"off"`
	// MaxConcurrent is how many calls may be in progress at once.
	MaxConcurrent int `env:"MAX_CONCURRENT" envDefault:"512"`
	// ShedDelay is what calls may wait for a processor before some are refused.
	ShedDelay delay `env:"SHED_DELAY" envDefault:"3ms"`
	// TrustedProxies are those whose X-Forwarded-For is believed.
	TrustedProxies prefixes `env:"TRUSTED_PROXIES"`
	// SessionKey seals the sessions of administrators who use the pages.
	SessionKey sessionKey `env:"SESSION_KEY"`
	// SessionKeyFile is a file with SessionKey in it.
	SessionKeyFile string `env:"SESSION_KEY_FILE"`
	// Rules is a folder of further rule files.
	Rules string `env:"RULES"`
	// LogLevel is the lowest level that is logged.
	LogLevel slog.Level `env:"LOG_LEVEL" envDefault:"info"`
	// LogFormat is json or text.
	LogFormat string `env:"LOG_FORMAT" envDefault:"json"`
}

// readSettings reads and checks the settings. An error names the setting.
func readSettings(environ []string) (settings, error) {
	var s settings
	vars := env.ToMap(environ)
	if err := knownOnly(vars, s); err != nil {
		return s, err
	}
	if err := env.ParseWithOptions(&s, env.Options{Environment: vars, Prefix: settingPrefix}); err != nil {
		return s, settingError(err)
	}
	if err := s.readSecrets(); err != nil {
		return s, err
	}
	return s, s.check()
}

// settingError names the setting, where package env names the field.
func settingError(err error) error {
	var pe env.ParseError
	if errors.As(err, &pe) {
		if field, ok := reflect.TypeFor[settings]().FieldByName(pe.Name); ok {
			return fmt.Errorf("%s%s: %w", settingPrefix, field.Tag.Get("env"), pe.Err)
		}
	}
	return fmt.Errorf("settings: %w", err)
}

// knownOnly refuses a setting that does not exist: a slip of the pen would
// otherwise leave the default in force.
func knownOnly(vars map[string]string, s settings) error {
	params, err := env.GetFieldParamsWithOptions(&s, env.Options{Prefix: settingPrefix})
	if err != nil {
		return err
	}
	var known []string
	for _, p := range params {
		known = append(known, p.Key)
	}
	for name := range vars {
		if strings.HasPrefix(name, settingPrefix) && !slices.Contains(known, name) {
			return fmt.Errorf("%s is not a setting; the settings are %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

func (s *settings) check() error {
	if _, _, err := net.SplitHostPort(s.Addr); err != nil {
		return fmt.Errorf("SHIXIAN_ADDR: %w", err)
	}
	if s.OpsAddr != "" {
		if _, _, err := net.SplitHostPort(s.OpsAddr); err != nil {
			return fmt.Errorf("SHIXIAN_OPS_ADDR: %w", err)
		}
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return errors.New("SHIXIAN_TLS_CERT and SHIXIAN_TLS_KEY: there is one without the other")
	}
	if s.LogFormat != "json" && s.LogFormat != "text" {
		return fmt.Errorf("SHIXIAN_LOG_FORMAT: %q is neither json nor text", s.LogFormat)
	}
	if s.Poll < minPoll || s.Poll > maxPoll {
		return fmt.Errorf("SHIXIAN_POLL: %s is not %s to %s", s.Poll, minPoll, maxPoll)
	}
	if s.Drain < 0 || s.Drain > maxDrain {
		return fmt.Errorf("SHIXIAN_DRAIN: %s is not 0s to %s", s.Drain, maxDrain)
	}
	if s.MaxConcurrent < minConcurrent || s.MaxConcurrent > maxConcurrent {
		return fmt.Errorf("SHIXIAN_MAX_CONCURRENT: %d is not %d to %d", s.MaxConcurrent, minConcurrent, maxConcurrent)
	}
	if s.RequireKey && s.Tokens == "" {
		return errors.New("SHIXIAN_REQUIRE_KEY: it is on, and SHIXIAN_TOKENS names no file of tokens")
	}
	if s.Rules == "" {
		return nil
	}
	if info, err := os.Stat(s.Rules); err != nil {
		return fmt.Errorf("SHIXIAN_RULES: %w", err)
	} else if !info.IsDir() {
		return fmt.Errorf("SHIXIAN_RULES: %s is not a folder", s.Rules)
	}
	return nil
}

// The bounds of the time between two looks at the record.
const (
	minPoll = 50 * time.Millisecond
	maxPoll = time.Hour
)

// maxDrain is the longest that the service answers after it was told to stop.
const maxDrain = 5 * time.Minute

// The bounds of the calls in progress at once.
const (
	minConcurrent = 1
	maxConcurrent = 100_000
)

// onOff is a setting that is on or off.
type onOff bool

// UnmarshalText reads on or off.
func (o *onOff) UnmarshalText(b []byte) error {
	switch string(b) {
	case "on":
		*o = true
	case "off":
		*o = false
	default:
		return fmt.Errorf("%q is neither on nor off", b)
	}
	return nil
}

// String returns on or off.
func (o onOff) String() string {
	if o {
		return "on"
	}
	return "off"
}

func (s *settings) logger(w io.Writer) *slog.Logger {
	opt := &slog.HandlerOptions{Level: s.LogLevel}
	if s.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, opt))
	}
	// The same lines as slog.NewJSONHandler in a quarter of the time: every request
	// writes one.
	return slog.New(log.SlogNewJSONHandler(w, opt))
}
