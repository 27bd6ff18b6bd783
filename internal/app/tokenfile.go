package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/audit"
)

// tokenFile is the file of readers' and administrators' tokens. It is read again on
// SIGHUP; a file that is wrong then leaves the tokens as they were.
type tokenFile struct {
	path string // "" for none
	now  func() time.Time
	log  *slog.Logger
	set  atomic.Pointer[token.Set]
}

// openTokens reads the file, if one is named, and watches for SIGHUP until ctx ends.
func (s *service) openTokens(ctx context.Context) error {
	f := &tokenFile{path: s.settings.Tokens, now: s.Now, log: s.log}
	if f.path != "" {
		if err := f.read(); err != nil {
			return fmt.Errorf("SHIXIAN_TOKENS: %w", err)
		}
	}
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	go func() {
		defer signal.Stop(hangup)
		for {
			select {
			case <-ctx.Done():
				return
			case <-hangup:
				f.readAgain(ctx)
			}
		}
	}()
	s.tokens = f
	return nil
}

func (f *tokenFile) read() error {
	text, err := os.ReadFile(f.path)
	if err != nil {
		return err
	}
	set, err := token.Parse(f.path, string(text))
	if err != nil {
		return err
	}
	f.set.Store(set)
	return nil
}

// readAgain reads the file again. Without one there is nothing to do; SIGHUP must not
// end the service, which it does if nobody watches for it.
func (f *tokenFile) readAgain(ctx context.Context) {
	if f.path == "" {
		f.log.Info("SIGHUP: SHIXIAN_TOKENS names no file to read again")
		return
	}
	if err := f.read(); err != nil {
		f.log.Error("the token file was not taken over", "detail", err.Error())
		audit.New(f.log, f.now).Write(ctx, "", "token file not taken over")
		return
	}
	f.log.Info("the token file was read again", "tokens", f.set.Load().Len())
	audit.New(f.log, f.now).Write(ctx, "", "token file read again", slog.Int("tokens", f.set.Load().Len()))
}

// current returns the tokens now, or nil if there is no file.
func (f *tokenFile) current() admit.Tokens {
	if s := f.set.Load(); s != nil {
		return s
	}
	return nil
}
