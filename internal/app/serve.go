package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"shixian/api/audit"
	"shixian/internal/config"
)

type serveCommand struct {
	config.Settings `group:"settings"`
}

// Run serves until ctx ends, and then finishes what is in progress.
func (c *serveCommand) Run(ctx context.Context, p Process) error {
	out := newLogBuffer(p.Stderr)
	defer out.Close()
	log := newLogger(out, c.LogLevel, c.LogFormat)
	from, err := openBundle(&c.Settings, log)
	if err != nil {
		return err
	}
	src, catalogue, err := dataOf(&c.Settings, from)
	if err != nil {
		return err
	}
	if c.District != "" && catalogue.Jurisdiction(c.District) == nil {
		return fmt.Errorf("SHIXIAN_DISTRICT: 没有区县 %[1]q / there is no district %[1]q", c.District)
	}
	office, err := readOffice(&c.Settings)
	if err != nil {
		return err
	}
	if unknown := config.Unknown(p.Environ); len(unknown) > 0 {
		log.Warn("settings that this program does not know are passed over (SHIXIAN_IGNORE_UNKNOWN)", "names", unknown)
	}
	log.Info("loaded", "version", p.Build.Version, "rules", len(catalogue.Rules), "notices", len(src.Notices))
	audited, closeAudit, err := openAudit(&c.Settings, log)
	if err != nil {
		return err
	}
	defer closeAudit()
	audit.New(audited, p.Now).Write(ctx, "", "started", slog.Attr{Key: "settings", Value: c.LogValue()})
	s := &service{Process: p, settings: c.Settings, source: src, catalogue: catalogue, bundle: from, log: log, logTo: out, audit: audited, office: office}
	defer s.close()
	if err := s.open(ctx); err != nil {
		return err
	}
	return s.listenAndServe(ctx)
}

// listen listens on the address of a setting.
func listen(setting, addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", setting, err)
	}
	return l, nil
}
