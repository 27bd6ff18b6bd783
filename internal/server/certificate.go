package server

import (
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

const (
	certCheckInterval = time.Second         // at least, between two looks at the files
	expiryWarning     = 14 * 24 * time.Hour // before the end
	warningInterval   = 24 * time.Hour
)

// Certificate is a certificate and its key, in two PEM files. The files are looked at
// again when somebody connects; what does not fit together leaves the pair in force
// as it is. Kubernetes replaces files by replacing what a link points to, so that
// only their content tells that they are others. It is safe for concurrent use.
type Certificate struct {
	certFile, keyFile string
	now               func() time.Time
	log               *slog.Logger

	mu     sync.Mutex
	pair   *tls.Certificate
	seen   [2][sha256.Size]byte // the content of the files that pair was made of
	wrong  string               // what was wrong at the last look, "" for nothing
	logged bool                 // that it is wrong
	looked time.Time
	warned time.Time
}

// OpenCertificate reads a pair of files.
func OpenCertificate(certFile, keyFile string, now func() time.Time, log *slog.Logger) (*Certificate, error) {
	c := &Certificate{certFile: certFile, keyFile: keyFile, now: now, log: log}
	if err := c.read(); err != nil {
		return nil, err
	}
	c.looked = now()
	c.warn(c.looked)
	return c, nil
}

// NotAfter returns when the certificate in force expires.
func (c *Certificate) NotAfter() time.Time {
	pair, _ := c.get(nil) // has no error
	return pair.Leaf.NotAfter
}

// config returns the configuration of a server with this certificate.
func (c *Certificate) config() *tls.Config {
	return &tls.Config{GetCertificate: c.get, MinVersion: tls.VersionTLS12}
}

// get returns the pair in force, after a look at the files if the last one was a while
// ago.
func (c *Certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= certCheckInterval {
		c.looked = now
		c.look()
		c.warn(now)
	}
	return c.pair, nil
}

// look takes new files over. Of files that are wrong it says so when it sees the same
// a second time: they may be about to be replaced one after the other.
func (c *Certificate) look() {
	err := c.read()
	switch {
	case err == nil:
		c.wrong, c.logged = "", false
	case err.Error() != c.wrong:
		c.wrong, c.logged = err.Error(), false
	case !c.logged:
		c.logged = true
		c.log.Error("the new certificate was not taken over", "detail", c.wrong)
	}
}

// read reads the files, and makes a pair of them if they are not those in force.
func (c *Certificate) read() error {
	cert, err := os.ReadFile(c.certFile)
	if err != nil {
		return fmt.Errorf("certificate: %w", err)
	}
	key, err := os.ReadFile(c.keyFile)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	seen := [2][sha256.Size]byte{sha256.Sum256(cert), sha256.Sum256(key)}
	if c.pair != nil && seen == c.seen {
		return nil
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil { // it says which of the two, and nothing of the key
		return fmt.Errorf("certificate and key: %w", err)
	}
	if now := c.now(); c.pair != nil && now.After(pair.Leaf.NotAfter) && !now.After(c.pair.Leaf.NotAfter) {
		return errors.New("新证书已经过期，旧的还没有 / the new certificate has expired, and the old one has not")
	}
	if c.pair != nil {
		c.log.Info("a new certificate is in force", "not_after", pair.Leaf.NotAfter)
	}
	c.pair, c.seen, c.warned = &pair, seen, time.Time{}
	return nil
}

// warn says once a day that the certificate expires soon, or has expired.
func (c *Certificate) warn(now time.Time) {
	end := c.pair.Leaf.NotAfter
	if end.Sub(now) > expiryWarning || now.Sub(c.warned) < warningInterval {
		return
	}
	c.warned = now
	if now.After(end) {
		c.log.Error("the certificate has expired", "not_after", end)
		return
	}
	c.log.Warn("the certificate expires soon", "not_after", end)
}
