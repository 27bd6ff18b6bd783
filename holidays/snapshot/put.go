package snapshot

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
)

// tries bounds how often a head is put in place of one that changes meanwhile.
const tries = 3

// claim makes Redis the record's own, unless it is another record's already.
//
// KEYS: identity. ARGV: record id, data version, revision.
var claim = redis.NewScript(`
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'hash' and kind ~= 'none' then
	redis.call('DEL', KEYS[1])
end
local id = redis.call('HGET', KEYS[1], 'id')
if id and id ~= ARGV[1] and #id <= 64 and string.find(id, '^[%w%._%-]+$') then
	return 0
end
redis.call('HSET', KEYS[1], 'id', ARGV[1], ARGV[2], ARGV[3])
return 1
`)

// replace writes a head and its parts in place of the head that was seen, and
// lets the parts that only that head named expire. It does nothing if another
// head stands there by now.
//
// KEYS: head, parts to write, parts to let expire. ARGV: the first bytes of the
// head seen, how many at most, the new head, seconds to expiry, number of parts to
// write, their texts.
var replace = redis.NewScript(`
local kind = redis.call('TYPE', KEYS[1]).ok
local seen = ''
if kind == 'string' then
	seen = redis.call('GETRANGE', KEYS[1], 0, tonumber(ARGV[2]))
end
if seen ~= ARGV[1] then
	return 0
end
local n = tonumber(ARGV[5])
for i = 1, n do
	redis.call('SET', KEYS[1 + i], ARGV[5 + i])
end
for i = 2 + n, #KEYS do
	redis.call('EXPIRE', KEYS[i], tonumber(ARGV[4]))
end
redis.call('SET', KEYS[1], ARGV[3])
return 1
`)

// Put implements [live.Snapshots].
func (s *Store) Put(ctx context.Context, of *live.Snapshot) (moved bool, err error) {
	return s.write(ctx, of, false)
}

// Rewrite implements [live.Snapshots].
func (s *Store) Rewrite(ctx context.Context, of *live.Snapshot) (moved bool, err error) {
	return s.write(ctx, of, true)
}

func (s *Store) write(ctx context.Context, of *live.Snapshot, again bool) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, allTimeout)
	defer cancel()
	open, err := s.sealer(ctx)
	if err != nil {
		return false, err
	}
	text, err := open.snapshot(of)
	if err != nil {
		return false, err
	}
	for range tries {
		f, err := s.look(ctx, open, of.Record)
		if err != nil {
			return false, err
		}
		err = f.compare(of)
		switch {
		case errors.Is(err, live.ErrOtherRecord):
			return false, err
		case again:
		case errors.Is(err, live.ErrAhead), errors.Is(err, live.ErrDiffers):
			return false, err
		case f.head != nil && f.head.Revision == of.Revision:
			return false, nil
		}
		done, err := s.replace(ctx, f, text)
		if done || err != nil {
			return done && (f.head == nil || f.head.Revision < of.Revision), err
		}
	}
	return false, s.unreachable(errors.New("the head changes all the time"))
}

// replace puts text in place of what was found; done says whether that still
// stood there.
func (s *Store) replace(ctx context.Context, f *found, text *sealed) (done bool, err error) {
	h := &text.head
	mine, err := claim.Run(ctx, s.client, []string{identityKey}, h.Record, s.version, h.Revision).Bool()
	if err != nil {
		return false, s.unreachable(err)
	}
	if !mine {
		return false, live.ErrOtherRecord
	}
	keys := []string{headKey(s.version)}
	args := []any{f.headText, maxHead, text.text, int64(Expiry.Seconds()), len(text.parts)}
	fresh := map[string]bool{}
	for i, m := range h.Parts {
		key := partKey(s.version, m.Calendar, m.Revision)
		keys, args, fresh[key] = append(keys, key), append(args, text.parts[i]), true
	}
	if f.head != nil {
		for _, m := range f.head.Parts {
			if key := partKey(s.version, m.Calendar, m.Revision); !fresh[key] {
				keys = append(keys, key)
			}
		}
	}
	done, err = replace.Run(ctx, s.client, keys, args...).Bool()
	return done, s.unreachable(err)
}

// Announce implements [live.Snapshots].
func (s *Store) Announce(ctx context.Context, record string, revision int64) error {
	ctx, cancel := context.WithTimeout(ctx, allTimeout)
	defer cancel()
	text, err := encodeAnnouncement(record, s.version, revision)
	if err != nil {
		return err
	}
	if err := s.client.Publish(ctx, channel(record), text).Err(); err != nil {
		return fmt.Errorf("announce revision %d: %w", revision, s.unreachable(err))
	}
	return nil
}
