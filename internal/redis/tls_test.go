package redis

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"shixian/test/testenv"
)

// certificate is a certificate for 127.0.0.1 that signs itself, and its key. A
// process reads the authorities that it trusts once, so there is one for all runs.
var certificate = sync.OnceValues(func() (cert, key []byte) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		panic(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		panic(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret})
})

// file writes a file for one test.
func file(t *testing.T, content []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file.pem")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestTLS trusts a private authority in the way that Open tells of.
func TestTLS(t *testing.T) {
	certPEM, keyPEM := certificate()
	cert, key := file(t, certPEM), file(t, keyPEM)
	t.Setenv("SSL_CERT_FILE", cert) // read once, with the first connection of the process
	addr := testenv.SecureRedis(t, cert, key).Addr()
	if err := ping(t, "rediss://"+addr); err != nil {
		t.Error(err)
	}
	if err := ping(t, "redis://"+addr); err == nil {
		t.Error("the server answers without TLS")
	}
}
