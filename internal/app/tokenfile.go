package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
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
	path  string // "" for none
	lax   bool   // roles that are not known give no right, and are no error
	now   func() time.Time
	log   *slog.Logger
	audit *audit.Log
	set   atomic.Pointer[token.Set]
}

// openTokens reads the file, if one is named, and watches for SIGHUP until ctx ends.
func (s *service) openTokens(ctx context.Context) error {
	f := &tokenFile{path: s.settings.Tokens, lax: s.settings.IgnoreUnknown.On(), now: s.Now, log: s.log, audit: audit.New(s.audit, s.Now)}
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
	text, err := f.content()
	if err != nil {
		return err
	}
	set, passed, err := token.Parse(f.path, string(text))
	switch {
	case err != nil:
		return err
	case len(passed) > 0 && !f.lax:
		return passed[0]
	}
	for _, err := range passed {
		f.log.Warn("a token gives no right (SHIXIAN_IGNORE_UNKNOWN)", "detail", err.Error())
	}
	f.set.Store(set)
	return nil
}

// Modes of the file.
const (
	othersWrite = 0o002
	othersRead  = 0o004
	groupWrites = 0o020
)

// content returns what is in the file. One that every user of the machine can write, or put
// another in the place of, is refused: it would make anybody a publisher. What is in it are hashes, so that one that
// they can read is only warned of, and so is one that a group can write.
func (f *tokenFile) content() ([]byte, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	switch mode := info.Mode(); {
	case !mode.IsRegular():
	case mode&othersWrite != 0:
		return nil, fmt.Errorf("%[1]s: 人人可写（%04[2]o），请 chmod o-w / everybody can write it (mode %04[2]o); chmod o-w", f.path, mode.Perm())
	case mode&(othersRead|groupWrites) != 0:
		f.log.Warn("the token file can be read by everybody or written by a group; chmod 0640 or 0600, if the service can read it then", "mode", fmt.Sprintf("%04o", mode.Perm()))
	}
	if err := f.checkFolders(); err != nil {
		return nil, err
	}
	return io.ReadAll(file)
}

// checkFolders refuses a file of which some folder, up to the root, is one in which everybody
// could put another in its place. It goes the way of the kernel: of each link on it, those of what
// the link points to count as well.
func (f *tokenFile) checkFolders() error {
	path, err := filepath.Abs(f.path)
	if err != nil {
		return err
	}
	folder, rest := "/", strings.Split(path, "/")
	for links := 0; len(rest) > 0; {
		name := rest[0]
		rest = rest[1:]
		switch name {
		case "", ".":
			continue
		case "..":
			folder = filepath.Dir(folder)
			continue
		}
		if err := f.checkFolder(folder); err != nil {
			return err
		}
		here := filepath.Join(folder, name)
		target, err := os.Readlink(here)
		if err != nil { // it is no link
			folder = here
			continue
		}
		if links++; links > mostLinks {
			return fmt.Errorf("%s: %w", f.path, syscall.ELOOP)
		}
		if filepath.IsAbs(target) {
			folder = "/"
		}
		rest = append(strings.Split(target, "/"), rest...)
	}
	return nil
}

// mostLinks is how many links on the way to a file Linux follows.
const mostLinks = 40

func (f *tokenFile) checkFolder(folder string) error {
	info, err := os.Stat(folder)
	if err != nil {
		return err
	}
	if mode := info.Mode(); mode&othersWrite != 0 && mode&os.ModeSticky == 0 {
		return fmt.Errorf("%[1]s: 文件夹 %[2]s 人人可写（%04[3]o），文件可以被换掉，请 chmod o-w / everybody can write the folder %[2]s (mode %04[3]o) and exchange the file; chmod o-w", f.path, folder, mode.Perm())
	}
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
		f.audit.Write(ctx, "", "token file not taken over")
		return
	}
	f.log.Info("the token file was read again", "tokens", f.set.Load().Len())
	f.audit.Write(ctx, "", "token file read again", slog.Int("tokens", f.set.Load().Len()))
}

// current returns the tokens now, or nil if there is no file.
func (f *tokenFile) current() admit.Tokens {
	if s := f.set.Load(); s != nil {
		return s
	}
	return nil
}
