package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"

	"shixian/api/admin"
	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/internal/config"
)

type verifyCommand struct {
	config.Settings `group:"settings"`

	Against string `type:"existingfile" placeholder:"FILE" help:"以前的检查点（GET /v1/checkpoint 的正文）：记录须是它的延续 / an earlier checkpoint (the body of GET /v1/checkpoint), of which the record has to be a continuation."`
}

// Run checks the whole record: its hash chain, the tree of its events, the signatures of
// its checkpoints, the drafts kept of what was published, and whether it goes on from an
// earlier checkpoint, that which the replica of the data folder saw last among them.
func (c *verifyCommand) Run(ctx context.Context, p Process) error {
	store, err := openExisting(ctx, &c.Settings)
	if err != nil {
		return err
	}
	defer store.Close()
	keys, err := openKeys(&c.Settings, false, nil)
	if err != nil {
		return err
	}
	r, err := verify(ctx, store, keys)
	if err != nil {
		return err
	}
	if err := r.goesOn(keptCheckpoint(filepath.Join(c.Data, checkpointFile)), keys); err != nil {
		return err
	}
	if err := r.hasDrafts(ctx, store); err != nil {
		return err
	}
	if c.Against != "" {
		if err := r.goesOnFrom(c.Against, keys); err != nil {
			return err
		}
	}
	n, last := r.Tree.Size(), r.last()
	if _, err = fmt.Fprintf(p.Stdout, "%d 个事件，哈希链完整，最后一个是版本 %d / %d events, the hash chain is unbroken, the last is revision %d\n%s\n",
		n, last.Revision, n, last.Revision, last.Hash); err != nil {
		return err
	}
	return tellSigned(p, &r.Verified, keys)
}

// errUnsigned: a service with a key signs the last event when it starts, so that none is
// signed means that it never ran, or that somebody took the checkpoints away.
var errUnsigned = errors.New("有密钥，却没有一个签名的检查点：用这个密钥的服务一启动就签名，检查点可能被删掉了 / " +
	"there is a key, and no checkpoint is signed: a service with the key signs as it starts, so they may have been deleted")

// tellSigned says what was found of the signatures.
func tellSigned(p Process, v *checkpoint.Verified, keys *checkpoint.Keys) error {
	var err error
	switch {
	case v.Since < 0:
		_, err = fmt.Fprintln(p.Stdout, "没有签名的检查点 / no checkpoint is signed")
	case !keys.Verifies():
		_, err = fmt.Fprintf(p.Stdout, "自版本 %d 起有检查点，签名未核对（没有公钥） / checkpoints since revision %d; their signatures were not verified, for there is no key\n", v.Since, v.Since)
	default:
		_, err = fmt.Fprintf(p.Stdout, "自版本 %d 起的检查点都有签名，树根 %s / every checkpoint since revision %d is signed, the tree is %s\n", v.Since, v.Last.Root, v.Since, v.Last.Root)
	}
	return err
}

// verifiedRecord is a record that was read and verified.
type verifiedRecord struct {
	checkpoint.Verified
	id     string
	events []record.Event
}

func (r *verifiedRecord) last() *record.Event { return &r.events[len(r.events)-1] }

// verify reads and checks every event. There is at least one.
func verify(ctx context.Context, store record.Store, keys *checkpoint.Keys) (r verifiedRecord, err error) {
	if r.id, r.events, err = wholeRecord(ctx, store); err != nil {
		return r, err
	}
	r.Verified, err = checkpoint.Verify(r.id, r.events, keys)
	return r, err
}

// goesOn checks that something is signed, if there are keys, and that the record goes on
// from the checkpoint that was kept, if one was.
func (r *verifiedRecord) goesOn(kept keptCheckpoint, keys *checkpoint.Keys) error {
	if !keys.Verifies() {
		return nil
	}
	if r.Since < 0 {
		return errUnsigned
	}
	signed, err := kept.Load()
	if err != nil || signed == "" {
		return err
	}
	before, err := keys.Open(signed)
	if err == nil {
		err = r.Follows(r.id, r.events, before)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", kept, err)
	}
	return nil
}

// hasDrafts checks that each draft kept of what was published says what its event did, and
// that none is missing. What an early program published has none: what comes before any
// checkpoint or draft and, where there are signatures, has no checkpoint.
func (r *verifiedRecord) hasDrafts(ctx context.Context, store record.Store) error {
	drafts, err := store.PublishedBy(ctx, -1, math.MaxInt64)
	if err != nil {
		return err
	}
	expected := false
	var errs []error
	for i := range r.events {
		e := &r.events[i]
		id, there := drafts[e.Revision]
		delete(drafts, e.Revision)
		switch {
		case there && e.Text == "":
			d, err := store.GetDraft(ctx, id)
			if err != nil {
				return err
			}
			if !admin.Fits(d, e) {
				errs = append(errs, fmt.Errorf("版本 %[1]d 的草稿 %[2]s 被改动，与事件不符 / draft %[2]s of revision %[1]d has been changed: it is not what the event did", e.Revision, id))
			}
		case !there && expected && e.Action == record.Publish && (r.Since < 0 || e.Checkpoint != ""):
			errs = append(errs, fmt.Errorf("版本 %[1]d 的草稿不见了 / the draft of revision %[1]d is gone", e.Revision))
		}
		expected = expected || there || e.Checkpoint != ""
	}
	for _, revision := range slices.Sorted(maps.Keys(drafts)) {
		id := drafts[revision]
		errs = append(errs, fmt.Errorf("草稿 %[2]s 说由版本 %[1]d 发布，没有这个事件 / draft %[2]s is said to be of revision %[1]d, and there is no such event", revision, id))
	}
	return errors.Join(errs...)
}

// goesOnFrom checks that the record goes on from the checkpoint in a file, whose signature
// is verified if there are keys.
func (r *verifiedRecord) goesOnFrom(file string, keys *checkpoint.Keys) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	open := checkpoint.Read
	if keys.Verifies() {
		open = keys.Open
	}
	before, err := open(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return before.Continues(r.id, &r.Tree)
}

// wholeRecord reads the id and every event of a record. There is at least one.
func wholeRecord(ctx context.Context, store record.Store) (id string, all []record.Event, err error) {
	if id, err = store.ID(ctx); err != nil {
		return "", nil, err
	}
	if all, err = record.All(ctx, store); err != nil {
		return "", nil, err
	}
	if len(all) == 0 {
		return "", nil, errors.New("记录是空的 / the record is empty")
	}
	return id, all, record.Verify(nil, all)
}
