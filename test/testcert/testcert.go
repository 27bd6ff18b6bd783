// Package testcert makes certificates for tests, in files that are replaced as
// Kubernetes replaces those of a secret.
package testcert

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Folder is a folder with a certificate: the files are links into a folder that is
// replaced as a whole.
type Folder struct {
	Dir string
	// Pool trusts every certificate that was made.
	Pool *x509.CertPool

	t    testing.TB
	made int64
}

// New returns a folder with a certificate for 127.0.0.1 that expires at until.
func New(t testing.TB, until time.Time) *Folder {
	t.Helper()
	f := &Folder{Dir: t.TempDir(), Pool: x509.NewCertPool(), t: t}
	f.Put(f.Pair(until))
	for _, name := range []string{"tls.crt", "tls.key"} {
		f.must(os.Symlink(filepath.Join("..data", name), filepath.Join(f.Dir, name)))
	}
	return f
}

func (f *Folder) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// Cert returns the file of the certificate.
func (f *Folder) Cert() string { return filepath.Join(f.Dir, "tls.crt") }

// Key returns the file of its key.
func (f *Folder) Key() string { return filepath.Join(f.Dir, "tls.key") }

// Pair makes a certificate that signs itself, and its key, as PEM. Its serial number
// is 1 for the first, 2 for the second and so on.
func (f *Folder) Pair(until time.Time) (cert, key []byte) {
	f.t.Helper()
	f.made++
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	f.must(err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(f.made), Subject: pkix.Name{CommonName: "shixian"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: until.Add(-90 * 24 * time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	f.must(err)
	parsed, err := x509.ParseCertificate(der)
	f.must(err)
	f.Pool.AddCert(parsed)
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	f.must(err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})
}

// Put replaces both files in one step.
func (f *Folder) Put(cert, key []byte) {
	f.t.Helper()
	version, err := os.MkdirTemp(f.Dir, "..version")
	f.must(err)
	f.must(os.WriteFile(filepath.Join(version, "tls.crt"), cert, 0o600))
	f.must(os.WriteFile(filepath.Join(version, "tls.key"), key, 0o600))
	f.must(os.Symlink(filepath.Base(version), filepath.Join(f.Dir, "..new")))
	f.must(os.Rename(filepath.Join(f.Dir, "..new"), filepath.Join(f.Dir, "..data")))
}

// Remove takes both files away.
func (f *Folder) Remove() {
	f.t.Helper()
	f.must(os.Remove(filepath.Join(f.Dir, "..data")))
}

// Client returns a client that trusts the certificates and connects anew each time,
// by the protocols of TLS that are named, or by HTTP/2.
func (f *Folder) Client(protocols ...string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: f.Pool, NextProtos: protocols},
		ForceAttemptHTTP2: len(protocols) == 0, DisableKeepAlives: true,
	}}
}
