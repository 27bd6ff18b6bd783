// Command shixian answers by which day something must be done.
//
// Without a command it serves the API until it is told to stop; it reads its
// settings from the environment. Everything that the packages below must not reach
// for themselves, the clock, the files and the signals among it, is handed to them
// here.
//
//	@title						时限 shixian
//	@version					1
//	@description				按哪一天之前必须办完？Which day must this be done by?
//	@license.name				Apache-2.0
//	@license.url				https://www.apache.org/licenses/LICENSE-2.0
//	@BasePath					/
//	@securityDefinitions.apikey	Bearer
//	@in							header
//	@name						Authorization
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// now is the only place that reads the clock; it is handed to whatever needs it.
func now() time.Time { return time.Now() }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	if err := command(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "shixian:", err)
		os.Exit(1)
	}
}

// commands are the program's commands.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"1" help:"运行服务（默认） / Run the service (default)."`
	Token   tokenCommand   `cmd:"" help:"读者和管理员的令牌 / Tokens of readers and administrators."`
	Health  healthCommand  `cmd:"" help:"询问本机的服务是否就绪 / Ask the service on this machine whether it is ready."`
	Verify  verifyCommand  `cmd:"" help:"核对记录的哈希链 / Check the record's hash chain."`
	Backup  backupCommand  `cmd:"" help:"备份 SQLite 记录 / Back up the SQLite record."`
	Restore restoreCommand `cmd:"" help:"恢复 SQLite 记录 / Restore the SQLite record."`
	Version versionCommand `cmd:"" help:"版本 / Version."`
}

// console is where a command reads its settings and writes.
type console struct {
	environ  []string
	out, err io.Writer
}

// command runs the command that args name.
func command(ctx context.Context, args, environ []string, stdout, stderr io.Writer) error {
	var c commands
	exited := false
	parser, err := kong.New(&c, kong.Name("shixian"), kong.Description("时限：按哪一天之前必须办完？ By which day must this be done?"),
		kong.Writers(stdout, stderr), kong.Exit(func(int) { exited = true }), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if exited { // it was asked for help, and gave it
		return nil
	}
	if err != nil {
		return err
	}
	return parsed.Run(&console{environ, stdout, stderr})
}
