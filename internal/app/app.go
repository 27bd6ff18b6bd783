// Package app puts the parts of the service together and runs them: it is the
// program's commands.
//
// Its assumptions: whatever is of the process, such as the clock and the environment,
// is handed in as a [Process], so that several services can run in one process, as they
// do in tests. Only SIGHUP and the collector's percentage are the process's own.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"shixian/internal/config"
)

// Process is what a command has of the process that it runs in.
type Process struct {
	// Environ is the environment, as NAME=value.
	Environ []string
	// Now is the clock.
	Now func() time.Time
	// Stdout takes what a command answers, Stderr the log and other messages.
	Stdout, Stderr io.Writer
	Build          Build
}

type commands struct {
	Serve      serveCommand      `cmd:"" default:"1" help:"运行服务（默认） / Run the service (default)."`
	Due        dueCommand        `cmd:"" help:"截止日，不需要服务 / The due day, without a service."`
	Workday    workdayCommand    `cmd:"" help:"某日是否上班：退出码 0 是，1 否，2 出错 / Whether a day is worked: exit status 0 yes, 1 no, 2 for an error."`
	Rules      rulesCommand      `cmd:"" help:"规则 / The rules."`
	Batch      batchCommand      `cmd:"" help:"一张表的截止日 / The due days of a table."`
	Completion completionCommand `cmd:"" help:"bash、zsh、fish 补全 / Completion for bash, zsh and fish."`
	Token      tokenCommand      `cmd:"" help:"调用方和管理员的令牌 / Tokens of readers and administrators."`
	Health     healthCommand     `cmd:"" help:"询问本机的服务是否就绪 / Ask the service on this machine whether it is ready."`
	Verify     verifyCommand     `cmd:"" help:"核对记录的哈希链 / Check the record's hash chain."`
	Key        keyCommand        `cmd:"" help:"签名密钥的公钥 / The signing key's public key."`
	Record     recordCommand     `cmd:"" help:"记录 / The record."`
	Bundle     bundleCommand     `cmd:"" help:"离线包 / The offline bundle."`
	Answer     answerCommand     `cmd:"" name:"verify-answer" help:"按离线包重算并核对一个答复：退出码 0 相符，1 不符，2 出错 / Count an answer anew by a bundle: exit status 0 the same, 1 not, 2 for an error."`
	Backup     backupCommand     `cmd:"" help:"备份 SQLite 记录 / Back up the SQLite record."`
	Restore    restoreCommand    `cmd:"" help:"恢复 SQLite 记录 / Restore the SQLite record."`
	Version    versionCommand    `cmd:"" help:"版本 / Version."`
}

// Run runs the command that args name, until it is done or ctx ends.
func Run(ctx context.Context, args []string, p Process) error {
	var c commands
	helped := false
	options := append(config.Environment(p.Environ),
		kong.Name("shixian"), kong.Description("时限：按哪一天之前必须办完？ By which day must this be done?"),
		kong.Writers(p.Stdout, p.Stderr), kong.Exit(func(int) { helped = true }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(p), kong.Help(printHelp))
	parser, err := kong.New(&c, options...)
	if err != nil {
		return err
	}
	if len(args) > 0 && args[0] == "help" {
		args = append(slices.Clone(args[1:]), "--help")
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return &Failure{Status: statusFailed, err: misused(err)}
	}
	if parsed.Command() == "serve" {
		// Called from here and not by kong, which would keep its model, a seventh of what a
		// service holds, for as long as that runs.
		return c.Serve.Run(ctx, p)
	}
	return parsed.Run(parser.Model)
}

// headings are what package kong says in English alone around the helps of commands and flags.
var headings = strings.NewReplacer(
	"Usage: ", "用法 / Usage: ", "\nFlags:\n", "\n选项 / Flags:\n", "\nCommands:\n", "\n命令 / Commands:\n", "\nArguments:\n", "\n参数 / Arguments:\n",
	"Show context-sensitive help.", "显示帮助 / Show help.", "\nRun \"", "\n各命令的用法 / Run \"",
)

// printHelp prints the help of package kong in both languages.
func printHelp(o kong.HelpOptions, c *kong.Context) error {
	out, text := c.Stdout, new(strings.Builder)
	c.Stdout = text
	err := kong.DefaultHelpPrinter(o, c)
	c.Stdout = out
	if err == nil {
		_, err = headings.WriteString(out, text.String())
	}
	return err
}

// misused says in both languages that a command line is wrong, and where to read how it is
// written; what is wrong with it, package kong says in English alone. A setting that is wrong
// says so itself.
func misused(err error) error {
	wrong, ok := errors.AsType[*kong.ParseError](err)
	if !ok || wrong.ExitCode() == 1 { // of package kong for what a hook returns
		return err
	}
	help := "shixian help"
	if command := wrong.Context.Selected(); command != nil {
		help += " " + command.Path()
	}
	return fmt.Errorf("命令写错，写法见 %[1]s / the command is not written as it should be, see %[1]s: %[2]w", help, err)
}
