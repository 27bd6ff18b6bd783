package admin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"shixian/api/problem"
	"shixian/holidays/record"
)

// request is a change of the table that is asked for.
type request struct {
	key string // makes a repeat harmless; empty for none
	// path and body say what is asked for. Their digest is kept with the key, also by
	// earlier versions, and so their form stays.
	path string
	body any
}

// maxKey is the longest idempotency key, in bytes.
const maxKey = 128

// storedKey is an idempotency key as the record keeps it.
type storedKey struct {
	name  string // digest of the key and its owner; empty for none
	asked string // what it was used for
}

// storedReply is what the record keeps under a key.
type storedReply struct {
	Request string    `json:"request"`
	Reply   Published `json:"reply"`
}

// stored returns the key as the record keeps it.
func (r *request) stored(by Actor) (k storedKey, err error) {
	asked, err := json.Marshal(r.body)
	switch {
	case err != nil:
		return k, err
	case len(asked) > MaxRequest:
		return k, problem.New(problem.BodyTooLarge, "", MaxRequest)
	case r.key == "":
		return k, nil
	case len(r.key) > maxKey:
		most := strconv.Itoa(maxKey)
		return k, problem.New(problem.InvalidParameter, "/Idempotency-Key", "Idempotency-Key", "不超过"+most+"个字符的文本", "a text of at most "+most+" characters")
	}
	return storedKey{digest(by.Name, r.key), digest("POST", r.path, string(asked))}, nil
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// earlier returns what was answered under a key.
func (s *Service) earlier(ctx context.Context, key storedKey, l *line) (done Published, found bool, err error) {
	if key.name == "" {
		return done, false, nil
	}
	reply, err := s.cfg.Record.Reply(ctx, key.name)
	switch {
	case errors.Is(err, record.ErrNotFound):
		return done, false, nil
	case err != nil:
		return done, false, recordError(err)
	}
	done, err = repeat(reply, key, l)
	return done, true, err
}

// repeat returns a stored answer again, if it was the answer to the same request.
func repeat(reply []byte, key storedKey, l *line) (Published, error) {
	var r storedReply
	if err := json.Unmarshal(reply, &r); err != nil {
		return Published{}, fmt.Errorf("stored reply: %w", err)
	}
	if r.Request != key.asked {
		return Published{}, problem.New(problem.KeyReused, "")
	}
	l.what = "repeated"
	r.Reply.Repeated = true
	return r.Reply, nil
}
