package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gin-gonic/gin"
)

// process is a server on 127.0.0.1.
type process struct {
	cmd   *exec.Cmd
	url   string
	ready time.Duration // from start to the first answer
}

func startService(ctx context.Context, binary string) (*process, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "taskset", "-c", serverCPU, binary)
	cmd.Env = append(os.Environ(), "SHIXIAN_ADDR="+addr)
	return start(cmd, addr, "/readyz")
}

// startBare starts the bare handler: this program, with the body in a file.
func startBare(ctx context.Context, body []byte) (*process, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "body")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return start(exec.CommandContext(ctx, "taskset", "-c", serverCPU, self, "bare", addr, file), addr, "/v1/deadlines")
}

// serveBare serves a constant body from a gin engine without middleware.
func serveBare(addr, file string) {
	body, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	h := func(c *gin.Context) { c.Data(http.StatusOK, "application/json; charset=utf-8", body) }
	e.GET("/v1/deadlines", h)
	e.POST("/v1/deadlines", h)
	panic(http.ListenAndServe(addr, e))
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

func start(cmd *exec.Cmd, addr, probe string) (*process, error) {
	cmd.Stdout, cmd.Stderr = nil, nil // the log goes where a log goes at no cost
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	p := &process{cmd: cmd, url: "http://" + addr}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for time.Since(began) < 10*time.Second {
		res, err := http.Get(p.url + probe)
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				p.ready = time.Since(began)
				return p, nil
			}
		}
		time.Sleep(time.Millisecond)
	}
	return nil, fmt.Errorf("%s does not answer", cmd.Path)
}

func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait()
}

// cpu returns the CPU time that the process has used, in seconds.
func (p *process) cpu() float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	const utime, stime, ticks = 11, 12, 100
	u, _ := strconv.ParseFloat(fields[utime], 64)
	s, _ := strconv.ParseFloat(fields[stime], 64)
	return (u + s) / ticks
}

// memory returns the resident memory, in MiB.
func (p *process) memory() float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseFloat(strings.Fields(string(b))[1], 64)
	return pages * float64(os.Getpagesize()) / (1 << 20)
}
