package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
)

const settingPrefix = "SHIXIAN_"

// settings are read from the environment. All are optional.
type settings struct {
	// Addr is the address to serve on.
	Addr string `env:"ADDR" envDefault:":8080"`
	// Data is the folder for what the service stores.
	Data string `env:"DATA"`
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
		return s, fmt.Errorf("settings: %w", err)
	}
	return s, s.check()
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
	for name, folder := range map[string]string{"SHIXIAN_DATA": s.Data, "SHIXIAN_RULES": s.Rules} {
		if folder == "" {
			continue
		}
		if info, err := os.Stat(folder); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		} else if !info.IsDir() {
			return fmt.Errorf("%s: %s is not a folder", name, folder)
		}
	}
	return nil
}

func (s *settings) logger(w io.Writer) *slog.Logger {
	opt := &slog.HandlerOptions{Level: s.LogLevel}
	if s.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, opt))
	}
	return slog.New(slog.NewJSONHandler(w, opt))
}
