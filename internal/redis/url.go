package redis

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// ErrURL says that a URL does not name a Redis. It quotes nothing of the URL:
// there may be a password anywhere in a mistyped one.
var ErrURL = errors.New("not a Redis URL")

func badURL(why string) error { return fmt.Errorf("%w: %s", ErrURL, why) }

const (
	redisPort    = "6379"
	sentinelPort = "26379"
)

// parseURL reads the forms that [Open] documents.
func parseURL(raw string) (*redis.UniversalOptions, error) {
	scheme, rest, ok := strings.Cut(raw, "://")
	if !ok || scheme != "redis" && scheme != "rediss" {
		return nil, badURL("it begins with neither redis:// nor rediss://")
	}
	opt := &redis.UniversalOptions{}
	if scheme == "rediss" {
		opt.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	authority, tail := rest, ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority, tail = rest[:i], rest[i:]
	}
	if strings.ContainsAny(tail, "@#") {
		return nil, badURL("a user name, a password or a parameter has a character that must be percent-encoded")
	}
	hosts := authority
	if i := strings.LastIndex(authority, "@"); i >= 0 {
		hosts = authority[i+1:]
		if err := parseUser(opt, authority[:i]); err != nil {
			return nil, err
		}
	}
	path, query, _ := strings.Cut(tail, "?")
	if err := parseQuery(opt, query); err != nil {
		return nil, err
	}
	if err := parseHosts(opt, hosts); err != nil {
		return nil, err
	}
	return opt, parseDatabase(opt, strings.TrimPrefix(path, "/"))
}

func parseUser(opt *redis.UniversalOptions, s string) error {
	user, password, ok := strings.Cut(s, ":")
	if !ok {
		return badURL("it has a user name without a password; a password alone stands behind a colon")
	}
	var err error
	if opt.Username, err = url.PathUnescape(user); err != nil {
		return badURL("the user name is not percent-encoded")
	}
	if opt.Password, err = url.PathUnescape(password); err != nil {
		return badURL("the password is not percent-encoded")
	}
	return nil
}

func parseQuery(opt *redis.UniversalOptions, s string) error {
	query, err := url.ParseQuery(s)
	if err != nil {
		return badURL("its parameters are not percent-encoded")
	}
	for name, values := range query {
		if len(values) != 1 || values[0] == "" {
			return badURL("each of its parameters stands once, with a value")
		}
		switch v := values[0]; name {
		case "master":
			opt.MasterName = v
		case "sentinel_username":
			opt.SentinelUsername = v
		case "sentinel_password":
			opt.SentinelPassword = v
		case "cluster":
			if v != "true" {
				return badURL("the parameter cluster is true or left out")
			}
			opt.IsClusterMode = true
		default:
			return badURL("its parameters are master, sentinel_username, sentinel_password and cluster")
		}
	}
	return checkQuery(opt)
}

func checkQuery(opt *redis.UniversalOptions) error {
	if opt.MasterName != "" && opt.IsClusterMode {
		return badURL("it is either a Sentinel's or a Cluster's, not both")
	}
	if opt.MasterName == "" && opt.SentinelUsername+opt.SentinelPassword != "" {
		return badURL("it has a Sentinel's password and no master")
	}
	return nil
}

func parseHosts(opt *redis.UniversalOptions, s string) error {
	port := redisPort
	if opt.MasterName != "" {
		port = sentinelPort
	}
	for i, addr := range strings.Split(s, ",") {
		host, p, err := net.SplitHostPort(addr)
		if err != nil {
			host, p, err = net.SplitHostPort(addr + ":" + port)
		}
		if n, e := strconv.ParseUint(p, 10, 16); err != nil || e != nil || n == 0 || host == "" {
			return badURL(fmt.Sprintf("address %d is not host:port", i+1))
		}
		opt.Addrs = append(opt.Addrs, net.JoinHostPort(host, p))
	}
	if len(opt.Addrs) > 1 && opt.MasterName == "" {
		opt.IsClusterMode = true
	}
	return nil
}

func parseDatabase(opt *redis.UniversalOptions, s string) error {
	if s == "" {
		return nil
	}
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil {
		return badURL("the path is not the number of a database")
	}
	if n != 0 && opt.IsClusterMode {
		return badURL("a Cluster has no other database than 0")
	}
	opt.DB = int(n)
	return nil
}

// describe says which Redis it is, without secrets.
func describe(opt *redis.UniversalOptions) string {
	at := strings.Join(opt.Addrs, ",")
	switch {
	case opt.MasterName != "":
		return fmt.Sprintf("Redis master %s of Sentinels %s, database %d", opt.MasterName, at, opt.DB)
	case opt.IsClusterMode:
		return "Redis Cluster " + at
	}
	return fmt.Sprintf("Redis %s, database %d", at, opt.DB)
}
