// Package server answers HTTP and HTTPS on a listener, and stops without losing a
// request.
//
// Its assumptions: nothing of a connection lasts for ever or is of any size; whoever
// streams lengthens the time to read and to write by itself. HTTP/2 is spoken under
// TLS only.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The bounds on a connection.
const (
	readTimeout  = 15 * time.Second // for the header, and for header and body together
	writeTimeout = 30 * time.Second
	idleTimeout  = 2 * time.Minute
	maxHeader    = 16 << 10
	maxStreams   = 100 // of HTTP/2, on one connection
	stopTimeout  = 30 * time.Second

	// receiveBuffer is how many bytes of a body of HTTP/2 are kept that its handler has not read,
	// as that of a call for which bodies mean nothing. See also [sendBuffer].
	receiveBuffer = 128 << 10
)

// New returns a server of h with the bounds on its connections; of HTTPS if cert is
// not nil.
func New(h http.Handler, cert *Certificate, log *slog.Logger) *http.Server {
	srv := &http.Server{
		Handler:        h,
		ReadTimeout:    readTimeout,
		WriteTimeout:   writeTimeout,
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeader,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams:      maxStreams,
			MaxReceiveBufferPerStream: receiveBuffer,
			SendPingTimeout:           readTimeout, // of quiet, before the other side is asked whether it is there
			PingTimeout:               readTimeout,
			WriteByteTimeout:          writeTimeout,
		},
	}
	if cert != nil {
		srv.TLSConfig = cert.config()
		srv.Handler = newPerAddress().requests(h) // HTTP/2 comes by TLS
	}
	return srv
}

// Serve answers on l until ctx ends, then while d lasts, and then finishes what is in
// progress.
func Serve(ctx context.Context, l net.Listener, d *Drain, srv *http.Server, log *slog.Logger) error {
	defer d.end()
	failed := make(chan error, 1)
	go func() { failed <- accept(srv, l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	if err := d.wait(failed, log); err != nil {
		return err
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

// accept answers on l until srv is told to stop.
func accept(srv *http.Server, l net.Listener) error {
	if srv.TLSConfig == nil {
		return srv.Serve(newListener(l, true))
	}
	// HTTP/2 lifts the deadlines of a connection and bounds each stream by itself; a
	// coarse connection would keep them, and break off.
	return srv.ServeTLS(newListener(l, false), "", "")
}
