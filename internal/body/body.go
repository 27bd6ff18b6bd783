// Package body reads the bodies of requests.
package body

import (
	"errors"
	"io"
	"slices"
)

const firstBytes = 4 << 10 // that memory is taken for before anything has arrived

// ReadAll reads r to its end into buf, of which it keeps nothing, and returns what arrived, also
// with an error. So many bytes are announced, 0 if it is not known how many: that is only a
// claim, so memory is taken as they arrive, four times as much each time.
func ReadAll(r io.Reader, buf []byte, announced int64) ([]byte, error) {
	length := int(max(0, announced))
	buf = slices.Grow(buf[:0], min(length, firstBytes)+1)
	for {
		if len(buf) == cap(buf) {
			more := max(512, 3*cap(buf))
			if length > len(buf) {
				more = min(more, length-len(buf)+1)
			}
			buf = slices.Grow(buf, more)
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
	}
}
