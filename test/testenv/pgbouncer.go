package testenv

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// PoolerSettings is the part of pgbouncer.ini that the documentation has.
const PoolerSettings = "pool_mode = transaction\n" +
	"ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout,default_transaction_isolation\n"

// PgBouncer starts a pooler for one test, which hands out a few connections to the server
// at the address, each for one transaction, to whoever comes.
func PgBouncer(t testing.TB, server string) *Server {
	t.Helper()
	host, port, err := net.SplitHostPort(server)
	if err != nil {
		t.Fatal(err)
	}
	return Start(t, Spec{
		Name: "pgbouncer", Program: "/usr/sbin/pgbouncer", Package: "pgbouncer",
		Files: func(folder string, own int) error {
			text := fmt.Sprintf("[databases]\n* = host=%s port=%s user=postgres\n[pgbouncer]\n", host, port) +
				fmt.Sprintf("listen_addr = 127.0.0.1\nlisten_port = %d\nunix_socket_dir =\nauth_type = any\ndefault_pool_size = 3\n", own) +
				PoolerSettings
			return os.WriteFile(filepath.Join(folder, "pgbouncer.ini"), []byte(text), 0o600)
		},
		Command: func(cmd *exec.Cmd, folder string, _ int) {
			if os.Geteuid() == 0 {
				cmd.Args = append(cmd.Args, "-u", "nobody") // it refuses to run as root
			}
			cmd.Args = append(cmd.Args, filepath.Join(folder, "pgbouncer.ini"))
		},
		Says: "listening on 127.0.0.1",
	})
}
