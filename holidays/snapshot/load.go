package snapshot

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// found is what stands in Redis: the identity and the head, as they are.
type found struct {
	id       string // the record's id; empty if there is none
	idErr    error  // rubbish in its place
	own      bool   // this data version was written before
	others   bool   // other data versions were written
	headText string // the head's first bytes
	head     *head
	headErr  error
}

// look reads identity and head. The error is [live.ErrUnreachable]; what is wrong
// with what was read is in found.
func (s *Store) look(ctx context.Context, open sealer, record string) (*found, error) {
	pipe := s.client.Pipeline()
	fields := pipe.HMGet(ctx, identityKey, "id", s.version)
	count := pipe.HLen(ctx, identityKey)
	text := pipe.GetRange(ctx, headKey(s.version), 0, maxHead)
	if err := send(ctx, pipe); err != nil {
		return nil, s.unreachable(err)
	}
	f := &found{}
	if err := f.identity(fields, count); err != nil {
		return nil, s.unreachable(err)
	}
	switch err := text.Err(); {
	case wrongType(err):
		f.headErr = fmt.Errorf("%w: the head is no string", live.ErrRubbish)
		return f, nil
	case err != nil:
		return nil, s.unreachable(err)
	}
	f.headText = text.Val()
	switch {
	case f.headText != "":
		f.head, f.headErr = open.head(f.headText, record)
	case f.others && !f.own:
		f.headErr = live.ErrOtherVersion
	default:
		f.headErr = fmt.Errorf("%w: there is no head", live.ErrMissing)
	}
	if f.headErr == nil && f.id != "" && f.id != f.head.Record {
		f.head, f.headErr = nil, live.ErrOtherRecord
	}
	return f, nil
}

// send sends commands, each of which then has its own error. The error returned is
// one that none of them has: the connection was refused, over a password say.
func send(ctx context.Context, pipe redis.Pipeliner) error {
	cmds, err := pipe.Exec(ctx)
	for _, cmd := range cmds {
		if cmd.Err() != nil {
			return nil
		}
	}
	return err
}

func (f *found) identity(fields *redis.SliceCmd, count *redis.IntCmd) error {
	err := errors.Join(fields.Err(), count.Err())
	if wrongType(fields.Err()) {
		f.idErr = fmt.Errorf("%w: %s is no hash", live.ErrRubbish, identityKey)
		return nil
	}
	if err != nil {
		return err
	}
	id, there := fields.Val()[0].(string)
	_, f.own = fields.Val()[1].(string)
	n := count.Val()
	if there {
		n--
	}
	if f.own {
		n--
	}
	f.others = n > 0
	switch {
	case there && recordID.MatchString(id):
		f.id = id
	case there:
		f.idErr = fmt.Errorf("%w: %s has no record's id", live.ErrRubbish, identityKey)
	}
	return nil
}

// Load implements [live.Snapshots].
func (s *Store) Load(ctx context.Context, id string) (*live.Snapshot, error) {
	ctx, cancel := context.WithTimeout(ctx, allTimeout)
	defer cancel()
	open, err := s.sealer(ctx)
	if err != nil {
		return nil, err
	}
	f, err := s.look(ctx, open, id)
	switch {
	case err != nil:
		return nil, err
	case f.id != "" && id != "" && f.id != id:
		return nil, live.ErrOtherRecord
	case f.headErr != nil:
		return nil, f.headErr
	}
	texts, err := s.parts(ctx, f.head)
	if err != nil {
		return nil, err
	}
	out := &live.Snapshot{Record: f.head.Record, State: record.NewState()}
	out.Revision, out.Hash, out.Time = f.head.Revision, f.head.Hash, f.head.Time
	out.Epochs = record.Epochs{Begin: f.head.Restored, Shared: f.head.Shared}
	for i, m := range f.head.Parts {
		p, err := open.part(texts[i], f.head, m)
		if err != nil {
			return nil, fmt.Errorf("calendar %s, revision %d: %w", m.Calendar, m.Revision, err)
		}
		out.Notices = append(out.Notices, p.Notices...)
		out.Changed[p.Calendar], out.Withdrawn[p.Calendar] = p.Revision, p.Withdrawn
	}
	return out, nil
}

// parts reads the calendars' snapshots that a head names. The errors are
// [live.ErrUnreachable], [live.ErrMissing] and [live.ErrRubbish].
func (s *Store) parts(ctx context.Context, h *head) ([]string, error) {
	pipe := s.client.Pipeline()
	var cmds []*redis.StringCmd
	for _, m := range h.Parts {
		cmds = append(cmds, pipe.GetRange(ctx, partKey(s.version, m.Calendar, m.Revision), 0, maxPart))
	}
	if err := send(ctx, pipe); err != nil {
		return nil, s.unreachable(err)
	}
	out := make([]string, len(cmds))
	for i, cmd := range cmds {
		m := h.Parts[i]
		switch err := cmd.Err(); {
		case wrongType(err):
			return nil, fmt.Errorf("calendar %s, revision %d: %w: it is no string", m.Calendar, m.Revision, live.ErrRubbish)
		case err != nil:
			return nil, s.unreachable(err)
		case cmd.Val() == "":
			return nil, fmt.Errorf("calendar %s, revision %d: %w", m.Calendar, m.Revision, live.ErrMissing)
		}
		out[i] = cmd.Val()
	}
	return out, nil
}

// Check implements [live.Snapshots].
func (s *Store) Check(ctx context.Context, want *live.Snapshot) error {
	ctx, cancel := context.WithTimeout(ctx, allTimeout)
	defer cancel()
	open, err := s.sealer(ctx)
	if err != nil {
		return err
	}
	f, err := s.look(ctx, open, want.Record)
	if err != nil {
		return err
	}
	if err := f.compare(want); err != nil {
		return err
	}
	texts, err := s.parts(ctx, f.head)
	if err != nil {
		return err
	}
	for i, m := range f.head.Parts {
		_, sum, err := open.unseal(partKey(s.version, m.Calendar, m.Revision), texts[i])
		if err == nil && sum != m.Sum {
			err = live.ErrChecksum
		}
		if err != nil {
			return fmt.Errorf("calendar %s, revision %d: %w", m.Calendar, m.Revision, err)
		}
	}
	return nil
}

// compare says in what way the head found is not that of s.
func (f *found) compare(s *live.Snapshot) error {
	switch {
	case f.id != "" && f.id != s.Record:
		return live.ErrOtherRecord
	case f.headErr != nil:
		return f.headErr
	case f.head.Revision > s.Revision:
		return live.ErrAhead
	case f.head.Revision < s.Revision:
		return live.ErrBehind
	case f.head.Hash != s.Hash:
		return live.ErrDiffers
	case f.idErr != nil:
		return f.idErr
	case f.id == "" || !f.own:
		return fmt.Errorf("%w: %s does not tell of it", live.ErrMissing, identityKey)
	}
	return nil
}
