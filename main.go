// Command shixian answers by which day something must be done.
//
// It reads its settings from the environment, loads and checks the embedded
// notices and rules, and serves the API until it is told to stop. Everything that
// the packages below must not reach for themselves, the clock and the files among
// it, is handed to them here.
//
//	@title			时限 shixian
//	@version		1
//	@description	按哪一天之前必须办完？Which day must this be done by?
//	@license.name	See the repository
//	@BasePath		/
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"shixian/api"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
)

// The bounds on a connection. Streams lengthen their own reads and writes.
const (
	readTimeout  = 15 * time.Second // for the header, and for header and body together
	writeTimeout = 30 * time.Second
	idleTimeout  = 2 * time.Minute
	maxHeader    = 16 << 10
	stopTimeout  = 30 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Environ(), os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "shixian:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends, and then finishes what is in flight.
func run(ctx context.Context, environ []string, logTo io.Writer) error {
	set, err := readSettings(environ)
	if err != nil {
		return err
	}
	logs := newLogWriter(logTo)
	defer logs.Close()
	log := set.logger(logs)
	handler, err := build(set, log)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", set.Addr)
	if err != nil {
		return fmt.Errorf("SHIXIAN_ADDR: %w", err)
	}
	debug.FreeOSMemory() // checking the tables at start takes more than keeping them
	log.Info("ready", "addr", listener.Addr().String())
	return serve(ctx, listener, handler, log)
}

// build loads and checks the data, and makes the handler.
func build(set settings, log *slog.Logger) (http.Handler, error) {
	src, err := data.Embedded()
	if err != nil {
		return nil, fmt.Errorf("embedded notices: %w", err)
	}
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		return nil, err
	}
	var packs []rules.Pack
	if set.Rules != "" {
		packs = append(packs, rules.Pack{Name: filepath.ToSlash(set.Rules), FS: os.DirFS(set.Rules)})
	}
	catalogue, err := rules.Load(table, packs...)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	log.Info("loaded", "rules", len(catalogue.Rules), "notices", len(src.Notices))
	return api.New(api.Config{
		Tables:    fixed{table},
		Catalogue: catalogue,
		Today:     func() holidays.Date { return holidays.DateOf(time.Now().In(holidays.Shanghai)) },
		Now:       time.Now,
		Log:       log,
	}), nil
}

// fixed is a table that never changes.
type fixed struct{ table *holidays.Table }

func (f fixed) Table() *holidays.Table { return f.table }

// serve answers on l until ctx ends.
func serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	srv := &http.Server{
		Handler:        h,
		ReadTimeout:    readTimeout,
		WriteTimeout:   writeTimeout,
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeader,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := srv.Shutdown(stopping); err != nil {
		return fmt.Errorf("requests were still in flight after %s: %w", stopTimeout, errors.Join(err, srv.Close()))
	}
	log.Info("stopped")
	return nil
}
