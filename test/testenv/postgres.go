package testenv

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// PasswordRole is the one role from which a PostgreSQL server asks a password.
// It does not exist until a test creates it.
const PasswordRole = "guarded"

const access = `local all all trust
host all ` + PasswordRole + ` 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
`

// Postgres starts a PostgreSQL server for one test. It syncs to disk, as a server
// in service does. URL gives the database "postgres" as the superuser.
func Postgres(t testing.TB) *Server {
	t.Helper()
	return Start(t, postgres("on"))
}

// postgres is a server; fsync is "on" or "off".
func postgres(fsync string) Spec {
	return Spec{
		Name: "postgres", Program: "postgres", Package: postgresPackage, folders: debianPrograms,
		Files:   func(folder string, _ int) error { return initPostgres(folder) },
		Command: func(cmd *exec.Cmd, folder string, port int) { postgresCommand(cmd, folder, fsync, port) },
		url:     "postgres://postgres@%s/postgres?sslmode=disable", stopBy: syscall.SIGINT, // fast shutdown
		socket: postgresReady,
	}
}

const postgresPackage = "postgresql"

// initPostgres makes the files of a server, once.
func initPostgres(folder string) error {
	if _, err := os.Stat(filepath.Join(folder, "data")); err == nil {
		return nil
	}
	initdb, err := findProgram("initdb", debianPrograms, postgresPackage)
	if err != nil {
		return err
	}
	id, err := giveAway(folder)
	if err != nil {
		return err
	}
	// Nothing is lost by not syncing here: what a test may lose is written later.
	cmd := exec.Command(initdb, "--no-sync", "--auth=trust", "--username=postgres",
		"--no-locale", "--encoding=UTF8", "--pgdata="+filepath.Join(folder, "data"))
	cmd.Dir = folder
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: id, Pdeathsig: syscall.SIGKILL}
	if _, err := Output(cmd); err != nil {
		return err
	}
	hba := filepath.Join(folder, "data", "pg_hba.conf")
	return os.WriteFile(hba, []byte(access), 0o600) // the file stays its owner's
}

func postgresCommand(cmd *exec.Cmd, folder, fsync string, port int) {
	cmd.Args = append(cmd.Args, "-D", filepath.Join(folder, "data"), "-p", strconv.Itoa(port))
	for _, setting := range []string{
		"listen_addresses=127.0.0.1",
		"unix_socket_directories=" + folder,
		"fsync=" + fsync,
		"synchronous_commit=on",
		"shared_buffers=32MB",
		"max_connections=100",
		"autovacuum=off",
		"log_min_messages=warning",
	} {
		cmd.Args = append(cmd.Args, "-c", setting)
	}
	id, _ := unprivileged() // it succeeded when the folder was made
	cmd.Dir = folder
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: id}
}

// GiveAway gives a folder to a user who is not root and returns who that is, as PostgreSQL does
// not run as root; nil means the user of this process.
func GiveAway(t testing.TB, folder string) *syscall.Credential {
	t.Helper()
	id, err := giveAway(folder)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// giveAway is [GiveAway] for a file too.
func giveAway(folder string) (*syscall.Credential, error) {
	id, err := unprivileged()
	if err != nil || id == nil {
		return nil, err
	}
	return id, filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, int(id.Uid), int(id.Gid)))
	})
}

// unprivileged returns the identity under which PostgreSQL runs, as it refuses to
// run as root; nil means this process's own.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

// postgresReady asks over the unix socket, which is surely this server's own. The
// server listens on its port before it makes the socket.
func postgresReady(ctx context.Context, folder string) error {
	sockets, err := filepath.Glob(filepath.Join(folder, ".s.PGSQL.*"))
	if err != nil {
		return err
	}
	for _, s := range sockets {
		port, err := strconv.Atoi(strings.TrimPrefix(filepath.Ext(s), "."))
		if err != nil {
			continue // the lock file beside the socket
		}
		return exec1(ctx, fmt.Sprintf("host=%s port=%d user=postgres dbname=postgres sslmode=disable", folder, port), "SELECT 1")
	}
	return errors.New("there is no socket yet")
}

// exec1 runs one statement on a connection of its own.
func exec1(ctx context.Context, dsn, sql string) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, sql)
	return errors.Join(err, conn.Close(ctx))
}

// Own copies a file, such as the key of a certificate, into the folder of a PostgreSQL
// server, as its own, and returns the copy's path.
func (s *Server) Own(file string) string {
	s.t.Helper()
	text, err := os.ReadFile(file)
	s.must(err)
	own := filepath.Join(s.folder, filepath.Base(file))
	s.must(os.WriteFile(own, text, 0o600))
	_, err = giveAway(own)
	s.must(err)
	return own
}
