package main

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
	// lookEvery is the least time between two looks at the files of a certificate.
	lookEvery = time.Second
	// expirySoon is how long before its end a certificate is warned of.
	expirySoon = 14 * 24 * time.Hour
	// warnEvery is the time between two warnings.
	warnEvery = 24 * time.Hour
)

// certificate is a certificate and its key, in two PEM files. The files are looked at
// again when somebody connects; what does not fit together leaves the pair in force
// as it is. Kubernetes replaces files by replacing what a link points to, so that
// only their content tells that they are others.
type certificate struct {
	certFile, keyFile string
	now               func() time.Time
	log               *slog.Logger

	mu     sync.Mutex
	pair   *tls.Certificate
	seen   [sha256.Size]byte // the content that pair was made of
	wrong  string            // what was wrong at the last look, and twice is logged
	told   bool              // it was logged
	looked time.Time
	warned time.Time
}

// openCertificate reads the pair that the settings name, and returns nil where they
// name none.
func (s *settings) openCertificate(now func() time.Time, log *slog.Logger) (*certificate, error) {
	if s.TLSCert == "" {
		return nil, nil
	}
	c := &certificate{certFile: s.TLSCert, keyFile: s.TLSKey, now: now, log: log}
	if err := c.read(); err != nil {
		return nil, err
	}
	c.looked = now()
	c.warn(c.looked)
	return c, nil
}

// NotAfter returns when the certificate in force expires.
func (c *certificate) NotAfter() time.Time {
	pair, _ := c.get(nil) // has no error
	return pair.Leaf.NotAfter
}

// config returns the configuration of a server with this certificate.
func (c *certificate) config() *tls.Config {
	return &tls.Config{GetCertificate: c.get, MinVersion: tls.VersionTLS12}
}

// get returns the pair in force, after a look at the files where the last one was a
// while ago.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= lookEvery {
		c.looked = now
		c.look()
		c.warn(now)
	}
	return c.pair, nil
}

// look takes new files over. Of files that are wrong it says so when it sees the same
// a second time: they may be about to be replaced one after the other.
func (c *certificate) look() {
	err := c.read()
	switch {
	case err == nil:
		c.wrong, c.told = "", false
	case err.Error() != c.wrong:
		c.wrong, c.told = err.Error(), false
	case !c.told:
		c.told = true
		c.log.Error("the new certificate was not taken over", "detail", c.wrong)
	}
}

// read reads the files, and makes a pair of them where they are not those in force.
// The error names the setting.
func (c *certificate) read() error {
	cert, err := os.ReadFile(c.certFile)
	if err != nil {
		return fmt.Errorf("SHIXIAN_TLS_CERT: %w", err)
	}
	key, err := os.ReadFile(c.keyFile)
	if err != nil {
		return fmt.Errorf("SHIXIAN_TLS_KEY: %w", err)
	}
	seen := contentOf(cert, key)
	if c.pair != nil && seen == c.seen {
		return nil
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil { // it says which of the two, and nothing of the key
		return fmt.Errorf("SHIXIAN_TLS_CERT, SHIXIAN_TLS_KEY: %w", err)
	}
	if now := c.now(); c.pair != nil && now.After(pair.Leaf.NotAfter) && !now.After(c.pair.Leaf.NotAfter) {
		return errors.New("SHIXIAN_TLS_CERT: the new certificate has expired, and the old one has not")
	}
	if c.pair != nil {
		c.log.Info("a new certificate is in force", "not_after", pair.Leaf.NotAfter)
	}
	c.pair, c.seen, c.warned = &pair, seen, time.Time{}
	return nil
}

// contentOf tells two pairs of files apart.
func contentOf(cert, key []byte) [sha256.Size]byte {
	sum := sha256.New()
	for _, file := range [][]byte{cert, key} {
		part := sha256.Sum256(file)
		_, _ = sum.Write(part[:]) // a hash takes everything
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// warn says once a day that the certificate expires soon, or has expired.
func (c *certificate) warn(now time.Time) {
	end := c.pair.Leaf.NotAfter
	if end.Sub(now) > expirySoon || now.Sub(c.warned) < warnEvery {
		return
	}
	c.warned = now
	if now.After(end) {
		c.log.Error("the certificate has expired", "not_after", end)
		return
	}
	c.log.Warn("the certificate expires soon", "not_after", end)
}
