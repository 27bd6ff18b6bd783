package wire

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/internal/charset"
)

// MaxLineBytes is how long a line of NDJSON may be.
const MaxLineBytes = 64 << 10

// Lines cuts NDJSON into lines, one in memory at a time.
type Lines struct {
	br     *bufio.Reader
	ahead  []byte // the next line with its end, once it is known to be here
	number int64
	broken bool
}

// NewLines returns the lines of a body.
func NewLines(body io.Reader) *Lines {
	return &Lines{br: bufio.NewReaderSize(body, MaxLineBytes+1)}
}

// Arrived reports whether [Lines.Next] has a whole line, and need not wait for it.
func (l *Lines) Arrived() bool {
	if len(l.ahead) == 0 {
		arrived, _ := l.br.Peek(l.br.Buffered()) // what is there can be peeked at
		l.ahead = arrived[:bytes.IndexByte(arrived, '\n')+1]
	}
	return len(l.ahead) > 0
}

// Broken reports whether the body cannot be read on.
func (l *Lines) Broken() bool { return l.broken }

// Number is that of the line which [Lines.Next] returned last, from 1.
func (l *Lines) Number() int64 { return l.number }

// Next returns the next line, without its end; it is valid until the next call. The
// error is io.EOF at the end, or what is wrong with the line.
func (l *Lines) Next() ([]byte, error) {
	line, err := l.next()
	if !errors.Is(err, io.EOF) {
		l.number++
	}
	if l.number == 1 {
		line = charset.TrimBOM(line) // which some programs put there
	}
	return line, err
}

func (l *Lines) next() ([]byte, error) {
	if n := len(l.ahead); n > 0 {
		line := l.ahead[:n-1]
		l.ahead = nil
		_, _ = l.br.Discard(n) // it is there
		return line, nil
	}
	line, err := l.br.ReadSlice('\n')
	switch {
	case err == nil:
		return line[:len(line)-1], nil
	case errors.Is(err, bufio.ErrBufferFull):
		return nil, l.passOver()
	case errors.Is(err, io.EOF):
		switch {
		case len(line) > MaxLineBytes:
			return nil, problem.New(problem.LineTooLong, "", MaxLineBytes)
		case len(line) > 0:
			return line, nil
		}
		return nil, io.EOF
	}
	return nil, l.stop(err)
}

// passOver reads to the end of a line that is too long.
func (l *Lines) passOver() error {
	for {
		_, err := l.br.ReadSlice('\n')
		if err == nil || errors.Is(err, io.EOF) {
			return problem.New(problem.LineTooLong, "", MaxLineBytes)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return l.stop(err)
		}
	}
}

// stop gives up a body that broke off.
func (l *Lines) stop(err error) error {
	l.broken = true
	if wrong, ok := errors.AsType[*deadlines.Error](err); ok { // which the body says itself
		return wrong
	}
	return problem.New(problem.ReadFailed, "")
}
