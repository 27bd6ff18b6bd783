package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/audit"
)

// tokenFile is the file of readers' and administrators' tokens. It is read again on SIGHUP; a
// file that is wrong then leaves the tokens as they were.
type tokenFile struct {
	path string
	set  atomic.Pointer[token.Set]
}

// openTokens reads the file, where one is named, and watches for SIGHUP until ctx
// ends.
func openTokens(ctx context.Context, path string, log *slog.Logger) (*tokenFile, error) {
	f := &tokenFile{path: path}
	if path != "" {
		if err := f.read(); err != nil {
			return nil, fmt.Errorf("SHIXIAN_TOKENS: %w", err)
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
				f.reread(ctx, log)
			}
		}
	}()
	return f, nil
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

// reread reads the file again. Without one there is nothing to do; SIGHUP must not
// end the service, which it does where nobody watches for it.
func (f *tokenFile) reread(ctx context.Context, log *slog.Logger) {
	if f.path == "" {
		log.Info("SIGHUP: SHIXIAN_TOKENS names no file to read again")
		return
	}
	if err := f.read(); err != nil {
		log.Error("the token file was not taken over", "detail", err.Error())
		audit.New(log, now).Write(ctx, "", "token file not taken over")
		return
	}
	log.Info("the token file was read again", "tokens", f.set.Load().Len())
	audit.New(log, now).Write(ctx, "", "token file read again", slog.Int("tokens", f.set.Load().Len()))
}

// current returns the tokens now, or nil where there is no file.
func (f *tokenFile) current() admit.Tokens {
	if s := f.set.Load(); s != nil {
		return s
	}
	return nil
}

type tokenCommand struct {
	New newTokenCommand `cmd:"" help:"生成令牌 / Make a token."`
}

type newTokenCommand struct {
	Name string `required:"" help:"持有人 / who holds it."`
	Role string `required:"" enum:"reader,viewer,editor,publisher" help:"reader, viewer, editor 或/or publisher."`
}

// Run makes a token. The token goes to standard error, and the line for the file
// to standard output, so that the line can be appended to the file.
func (t newTokenCommand) Run(con *console) error {
	role, err := token.ParseRole(t.Role)
	if err != nil {
		return err
	}
	secret, line, err := token.New(rand.Reader, t.Name, role)
	if err != nil {
		return err
	}
	fmt.Fprintf(con.err, "令牌，只显示这一次 / The token, shown only now:\n%s\n下一行写入 SHIXIAN_TOKENS 所指的文件 / The next line goes into the file of SHIXIAN_TOKENS:\n", secret)
	_, err = fmt.Fprintln(con.out, line)
	return err
}
