package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"shixian/api/audit"
	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/datafile"
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
	src, catalogue, err := loadData(c.Rules)
	if err != nil {
		return err
	}
	log.Info("loaded", "version", p.Build.Version, "rules", len(catalogue.Rules), "notices", len(src.Notices))
	audit.New(log, p.Now).Write(ctx, "", "started", slog.Attr{Key: "settings", Value: c.LogValue()})
	s := &service{Process: p, settings: c.Settings, source: src, catalogue: catalogue, log: log}
	defer s.close()
	if err := s.open(ctx); err != nil {
		return err
	}
	return s.listenAndServe(ctx)
}

// loadData loads and checks the embedded data, and the calendars and rules of a
// folder, which may be "".
func loadData(folder string) (*holidays.Source, *deadlines.Catalogue, error) {
	src, err := data.Embedded()
	if err != nil {
		return nil, nil, fmt.Errorf("embedded notices: %w", err)
	}
	var further []*datafile.Folder
	if folder != "" {
		f, err := datafile.OpenFolder(folder)
		if err != nil {
			return nil, nil, fmt.Errorf("SHIXIAN_RULES: %w", err)
		}
		defer f.Close()
		if err := data.AddFolder(src, f); err != nil {
			return nil, nil, fmt.Errorf("calendars: %w", err)
		}
		further = append(further, f)
	}
	// The rules' own cases are run on the embedded notices, whatever is recorded.
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		return nil, nil, err
	}
	catalogue, err := rules.Load(table, further...)
	if err != nil {
		return nil, nil, fmt.Errorf("rules: %w", err)
	}
	return src, catalogue, nil
}

// listen listens on the address of a setting.
func listen(setting, addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", setting, err)
	}
	return l, nil
}
