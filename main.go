// Command shixian answers by which day something must be done.
//
// It hands over to package internal/app what everything else must not reach for
// itself: the arguments, the environment, the clock, the output and the signal to stop.
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
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"shixian/internal/app"
)

// version and revision are set when the program is built: what it is called, and the
// commit that it was built from.
var version, revision string

// now is the only place that reads the clock; it is handed to whatever needs it.
func now() time.Time { return time.Now() }

// memorySample is how many bytes the heap gives out, on average, between two samples of the
// profile of memory. At Go's 512 KiB they were half a percent of the time of a GET.
const memorySample = 4 << 20

func main() {
	runtime.MemProfileRate = memorySample
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process immediately
	err := app.Run(ctx, os.Args[1:], app.Process{
		Environ: os.Environ(), Now: now, Stdout: os.Stdout, Stderr: os.Stderr,
		Build: app.ReadBuild(version, revision),
	})
	status, say := app.ExitStatus(err)
	if say != "" {
		fmt.Fprintln(os.Stderr, "shixian:", say)
	}
	os.Exit(status)
}
