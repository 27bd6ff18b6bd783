// Package snapshot keeps the table's snapshots in Redis and announces new
// revisions through it.
//
// Its assumptions:
//
//   - Redis may be absent, slow, emptied or hold anything at any time. Everything
//     here ends within about a second, retries nothing by itself, and says which
//     of the errors of package live it was.
//   - Nothing in Redis is trusted: every value carries its SHA-256, the record's id
//     and the data version, and is decoded strictly.
//   - The head never goes back to an older revision. Replicas may write at the
//     same time, and late.
//
// The keys, with V for the [DataVersion]; a Cluster keeps all of V in one slot:
//
//	shixian:record              hash: id, the record's id; V, the revision written last
//	shixian:{V}:head            the newest revision, and the snapshots that make it up
//	shixian:{V}:CALENDAR:N      the calendar's own notices since event N, which changed them
//	shixian:{RECORD ID}:new     channel: new revisions
//
// A calendar's snapshot that the head does not name any more expires after
// [Expiry]. Those of a program that is no longer run stay: they are deleted by
// hand, and so is shixian:record if a Redis is handed to another record.
package snapshot

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"

	"shixian/holidays/live"
)

// Expiry is how long a snapshot is kept once a newer one has taken its place.
const Expiry = 24 * time.Hour

// The bounds on what is waited for.
const (
	opTimeout  = 500 * time.Millisecond // to connect, to read, to write
	allTimeout = time.Second            // for all that a method does
)

// The bounds on what is read.
const (
	maxHead = 256 << 10
	maxPart = 4 << 20
)

// go-redis logs to the standard error by default. What matters of it is in the
// errors that this package returns.
func init() { logging.Disable() }

// Store keeps snapshots in Redis. It implements [live.Snapshots].
type Store struct {
	client  redis.UniversalClient
	version string
	where   string
	secrets []string
}

var _ live.Snapshots = (*Store)(nil)

// Open returns the store that a URL names, for programs of a [DataVersion]. It
// does not connect yet. The forms of the URL are
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
//
// Each of prepare is handed the client before it is used, to watch its calls; nil
// ones are passed over. Their errors are returned as they are.
func Open(url, version string, prepare ...func(redis.UniversalClient) error) (*Store, error) {
	opt, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	s := &Store{version: version, where: where(opt)}
	for _, secret := range []string{opt.Password, opt.SentinelPassword} {
		if secret != "" {
			s.secrets = append(s.secrets, secret)
		}
	}
	bound(opt, opTimeout)
	s.client = redis.NewUniversalClient(opt)
	for _, p := range prepare {
		if p == nil {
			continue
		}
		if err := p(s.client); err != nil {
			return nil, errors.Join(err, s.client.Close())
		}
	}
	return s, nil
}

// bound sees to it that nothing is waited for long, and nothing tried again.
func bound(opt *redis.UniversalOptions, patience time.Duration) {
	opt.DialTimeout, opt.ReadTimeout, opt.WriteTimeout, opt.PoolTimeout = patience, patience, patience, patience
	opt.ContextTimeoutEnabled = true
	opt.MaxRetries = -1
	opt.DialerRetries = 1
	opt.PoolSize = 8
	opt.PipelinePoolSize = -1 // no second pool
	opt.Protocol = 2
	opt.DisableIdentity = true
	opt.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}

// Close ends all connections.
func (s *Store) Close() error { return s.client.Close() }

// String says which Redis it is, without secrets.
func (s *Store) String() string { return s.where }

const identityKey = "shixian:record"

func (s *Store) headKey() string { return "shixian:{" + s.version + "}:head" }

func (s *Store) partKey(calendar string, revision int64) string {
	return fmt.Sprintf("shixian:{%s}:%s:%d", s.version, calendar, revision)
}

func channel(record string) string { return "shixian:{" + record + "}:new" }

// unreachable wraps an error of Redis. A server that does not know a command
// answers with its arguments, and AUTH has a password.
func (s *Store) unreachable(err error) error {
	if err == nil {
		return nil
	}
	for _, secret := range s.secrets {
		if text := err.Error(); strings.Contains(text, secret) {
			err = errors.New(strings.ReplaceAll(text, secret, "…"))
		}
	}
	return fmt.Errorf("%w: %w", live.ErrUnreachable, err)
}

// wrongType says whether a key holds another type than it is read as.
func wrongType(err error) bool {
	return err != nil && strings.HasPrefix(err.Error(), "WRONGTYPE")
}

var recordID = regexp.MustCompile(`^[0-9A-Za-z._-]{1,64}$`)
