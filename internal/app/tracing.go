package app

import (
	"context"
	"net/url"
	"strings"
	"time"

	"shixian/api/trace"
)

// flushTimeout bounds sending the last traces when the service stops.
const flushTimeout = 2 * time.Second

// startTracing begins to trace if the environment names a collector.
func (s *service) startTracing(ctx context.Context) (err error) {
	s.tracing, err = trace.Start(ctx, trace.Config{
		Environ: s.Environ, Service: "shixian", Version: s.Build.Version,
		Secrets: append(passwordsIn(s.settings.DatabaseURL), passwordsIn(s.settings.RedisURL)...),
		Now:     s.Now, Log: s.log,
	})
	s.onClose(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTimeout)
		defer cancel()
		s.tracing.Stop(ctx)
	})
	return err
}

// passwordsIn returns the passwords in a URL, as they are written and as they are
// meant. The URL may name several hosts, which package url does not read.
func passwordsIn(raw string) []string {
	_, rest, _ := strings.Cut(raw, "://")
	var written []string
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		_, password, _ := strings.Cut(rest[:at], ":")
		written = append(written, password)
	}
	_, query, _ := strings.Cut(rest, "?")
	for pair := range strings.SplitSeq(query, "&") {
		if name, value, _ := strings.Cut(pair, "="); strings.Contains(name, "password") {
			written = append(written, value)
		}
	}
	var all []string
	for _, w := range written {
		all = append(all, w)
		for _, unescape := range []func(string) (string, error){url.PathUnescape, url.QueryUnescape} {
			if plain, err := unescape(w); err == nil && plain != w {
				all = append(all, plain)
			}
		}
	}
	return all
}
