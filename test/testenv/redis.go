package testenv

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// Redis starts a Redis server for one test. It keeps nothing over a restart unless
// settings, such as "--appendonly", "yes", say so.
func Redis(t testing.TB, settings ...string) *Server {
	t.Helper()
	return startRedis(t, "redis", fixed("--save", "", "--repl-diskless-sync-delay", "0"), fixed(settings...))
}

// SecureRedis starts a Redis server for one test that speaks TLS alone, with the certificate and the
// key of two files. cert is its own authority.
func SecureRedis(t testing.TB, cert, key string, settings ...string) *Server {
	t.Helper()
	return startRedis(t, "redis", fixed("--save", ""), RedisTLS(cert, key), fixed(settings...))
}

// fixed are settings that are the same for every port.
func fixed(settings ...string) func(port int) []string {
	return func(int) []string { return settings }
}

// startRedis starts the Redis program with settings for a port.
func startRedis(t testing.TB, name string, settings ...func(port int) []string) *Server {
	t.Helper()
	return Start(t, Spec{
		Name: name, Program: "redis-server", Package: "redis-server", url: "redis://%s/0",
		Command: func(cmd *exec.Cmd, folder string, port int) {
			args := []string{"--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--dir", folder, "--unixsocket", socketIn(folder)}
			var own []string // which may say otherwise
			for _, of := range settings {
				own = append(own, of(port)...)
			}
			if !strings.HasPrefix(own[0], "--") {
				args, own = append(own[:1:1], args...), own[1:] // a file comes first
			}
			cmd.Args = slices.Concat(cmd.Args, args, own)
		},
		socket: func(ctx context.Context, folder string) error {
			_, err := redisDo(ctx, "unix", socketIn(folder), "PING")
			return err
		},
	})
}

func socketIn(folder string) string { return filepath.Join(folder, "socket") }

// redisDo sends one command whose answer is not an array, and returns the answer.
func redisDo(ctx context.Context, network, addr string, command ...string) (string, error) {
	client := redis.NewClient(&redis.Options{Network: network, Addr: addr, Protocol: 2, MaxRetries: -1, DisableIdentity: true})
	defer client.Close()
	args := make([]any, len(command))
	for i, arg := range command {
		args[i] = arg
	}
	answer, err := client.Do(ctx, args...).Result()
	return fmt.Sprint(answer), err
}

// Socket returns where a Redis server listens without TLS, whatever its ports speak.
func (s *Server) Socket() string { return socketIn(s.folder) }

// RedisTLS returns settings for a Redis that speaks TLS alone, to its callers, its replicas
// and the other nodes of a cluster. cert and key are files; cert is its own authority.
func RedisTLS(cert, key string) func(port int) []string {
	return func(port int) []string {
		return []string{"--port", "0", "--tls-port", strconv.Itoa(port), "--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert,
			"--tls-auth-clients", "no", "--tls-replication", "yes", "--tls-cluster", "yes"}
	}
}

// Refused returns what a Redis server has refused its users, as it logs it.
func (s *Server) Refused() string {
	s.t.Helper()
	return s.answer("ACL", "LOG")
}

// do sends a command to a Redis server, as [redisDo] does.
func (s *Server) do(command ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), Wait)
	defer cancel()
	return redisDo(ctx, "unix", s.Socket(), command...)
}

func (s *Server) answer(command ...string) string {
	s.t.Helper()
	answer, err := s.do(command...)
	s.must(err)
	return answer
}

// expect waits until the answer of a Redis server to a command holds text.
func (s *Server) expect(text string, command ...string) {
	s.t.Helper()
	s.must(poll(func() error {
		answer, err := s.do(command...)
		if err == nil && !strings.Contains(answer, text) {
			err = fmt.Errorf("the answer to %s lacks %q:\n%s", strings.Join(command, " "), text, answer)
		}
		return err
	}))
}
