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
)

const settingPrefix = "SHIXIAN_"

// settings are read from the environment. All are optional.
type settings struct {
	// Addr is the address to serve on.
	Addr string `env:"ADDR" envDefault:":8080"`
	// Data is the folder for what the service stores; it is made where it is missing.
	Data string `env:"DATA" envDefault:"data"`
	// DatabaseURL is a PostgreSQL to keep the record in, instead of a file in Data.
	DatabaseURL string `env:"DATABASE_URL"`
	// RedisURL is a Redis for snapshots and announcements.
	RedisURL string `env:"REDIS_URL"`
	// Poll is the time between two looks at the record.
	Poll time.Duration `env:"POLL" envDefault:"5s"`
	// Tokens is the file of administrators' tokens.
	Tokens string `env:"TOKENS"`
	// FourEyes keeps authors from publishing their own drafts.
	FourEyes onOff `env:"FOUR_EYES" envDefault:"off"`
	// SessionKey seals the sessions of administrators who use the pages.
	SessionKey sessionKey `env:"SESSION_KEY"`
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
	if s.LogFormat != "json" && s.LogFormat != "text" {
		return fmt.Errorf("SHIXIAN_LOG_FORMAT: %q is neither json nor text", s.LogFormat)
	}
	if s.Poll < minPoll || s.Poll > maxPoll {
		return fmt.Errorf("SHIXIAN_POLL: %s is not %s to %s", s.Poll, minPoll, maxPoll)
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

func (s *settings) logger(w io.Writer) *slog.Logger {
	opt := &slog.HandlerOptions{Level: s.LogLevel}
	if s.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, opt))
	}
	// The same lines as slog.NewJSONHandler in a quarter of the time: every request
	// writes one.
	return slog.New(log.SlogNewJSONHandler(w, opt))
}
