package body

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// TestReadAll: all arrives, whatever is announced and in whatever pieces, and memory is taken
// for what arrived and not for what is announced.
func TestReadAll(t *testing.T) {
	for _, n := range []int{0, 1, 511, 4095, 4096, 4097, 70_000, 1 << 20} {
		sent := bytes.Repeat([]byte("0123456789abcdef"), n/16+1)[:n]
		for _, announced := range []int64{-1, 0, 1, int64(n), 1 << 40} {
			for what, r := range map[string]io.Reader{
				"whole": bytes.NewReader(sent), "halves": iotest.HalfReader(bytes.NewReader(sent)), "end with the last": iotest.DataErrReader(bytes.NewReader(sent)),
			} {
				got, err := ReadAll(r, []byte("before"), announced)
				if err != nil || !bytes.Equal(got, sent) {
					t.Fatalf("%d bytes of %d, %s: %d, %v", n, announced, what, len(got), err)
				}
				if most := 5*n + 3*firstBytes; cap(got) > most {
					t.Errorf("%d bytes of %d, %s: memory for %d", n, announced, what, cap(got))
				}
				if announced == int64(n) && n > firstBytes && cap(got) > n+n/4 {
					t.Errorf("%d bytes, as announced, %s: memory for %d", n, what, cap(got))
				}
			}
		}
	}
}

// TestReadAllBroken: what arrived before an error comes with it.
func TestReadAllBroken(t *testing.T) {
	broken := errors.New("broken")
	got, err := ReadAll(io.MultiReader(bytes.NewReader([]byte("begun")), iotest.ErrReader(broken)), nil, 100)
	if !errors.Is(err, broken) || string(got) != "begun" {
		t.Errorf("%q, %v", got, err)
	}
}
