// Package redis opens the Redis that a URL names: one server, a master with its
// Sentinels, or a Cluster.
//
// Its assumptions: Redis is a help that may be absent, slow or wrong, and its users go
// on without it. So nothing here waits for longer than it is told to, and nothing is
// tried again. No error and no text of a [Client] holds a password.
package redis

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// poolSize is how many connections a client has to one server at most.
const poolSize = 8

// stateInterval is how old the client's knowledge may be of which node of a Cluster serves
// what. go-redis's own minute leaves a replica without Redis for as long after a node has
// taken over from one that died without a word.
const stateInterval = 5 * time.Second

// go-redis logs to the standard error by default. What matters of it is in the
// errors that its calls return.
func init() { logging.Disable() }

// Client is a client of a Redis. It is safe for concurrent use.
type Client struct {
	redis.UniversalClient
	description string
	secrets     []string
}

// Open returns a client of the Redis that a URL names, which waits no longer than
// timeout to connect, to read and to write. It does not connect yet. The forms of the
// URL are
//
//	redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]                one server
//	redis://…@HOST[:PORT],HOST[:PORT][/DATABASE]?master=NAME        Sentinels; also one HOST
//	redis://…@HOST[:PORT],HOST[:PORT]                               nodes of a Cluster
//	redis://…@HOST[:PORT]?cluster=true                              one node of a Cluster
//
// with rediss:// for TLS, which trusts the system's authorities, or those in the
// file that the environment's SSL_CERT_FILE names. Sentinels may have a
// sentinel_username and a sentinel_password of their own as parameters. What is
// not a letter or a digit in a password is percent-encoded. The error is [ErrURL].
func Open(url string, timeout time.Duration) (*Client, error) {
	opt, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	secrets := slices.DeleteFunc([]string{opt.Password, opt.SentinelPassword}, func(s string) bool { return s == "" })
	bound(opt, timeout)
	return &Client{newClient(opt), describe(opt), secrets}, nil
}

func newClient(opt *redis.UniversalOptions) redis.UniversalClient {
	if !opt.IsClusterMode {
		return redis.NewUniversalClient(opt)
	}
	cluster := opt.Cluster()
	cluster.ClusterStateReloadInterval = stateInterval
	return redis.NewClusterClient(cluster)
}

// bound sees to it that nothing is waited for long, and nothing tried again.
func bound(opt *redis.UniversalOptions, timeout time.Duration) {
	opt.DialTimeout, opt.ReadTimeout, opt.WriteTimeout, opt.PoolTimeout = timeout, timeout, timeout, timeout
	opt.ContextTimeoutEnabled = true
	opt.MaxRetries = -1
	opt.DialerRetries = 1
	opt.PoolSize = poolSize
	opt.PipelinePoolSize = -1 // no second pool
	opt.Protocol = 2
	opt.DisableIdentity = true
	opt.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}

// String says which Redis it is, without secrets.
func (c *Client) String() string { return c.description }

// Redact returns an error of this client without its passwords. A server that does
// not know a command answers with its arguments, and AUTH has a password.
func (c *Client) Redact(err error) error {
	for _, secret := range c.secrets {
		if err != nil && strings.Contains(err.Error(), secret) {
			err = errors.New(strings.ReplaceAll(err.Error(), secret, "…"))
		}
	}
	return err
}
