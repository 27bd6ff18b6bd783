package app

import (
	"context"
	"errors"
	"fmt"
	"os"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/internal/config"
)

type verifyCommand struct {
	config.Settings `group:"settings"`

	Against string `type:"existingfile" placeholder:"FILE" help:"以前的检查点（GET /v1/checkpoint 的正文）：记录须是它的延续 / an earlier checkpoint (the body of GET /v1/checkpoint), of which the record has to be a continuation."`
}

// Run checks the whole record: its hash chain, the tree of its events, the signatures of
// its checkpoints, and whether it goes on from an earlier one.
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
	v, last, err := verify(ctx, store, keys)
	if err != nil {
		return err
	}
	if c.Against != "" {
		if err := verifyAgainst(ctx, store, &v, keys, c.Against); err != nil {
			return err
		}
	}
	n := v.Tree.Size()
	if _, err = fmt.Fprintf(p.Stdout, "%d 个事件，哈希链完整，最后一个是版本 %d / %d events, the hash chain is unbroken, the last is revision %d\n%s\n",
		n, last.Revision, n, last.Revision, last.Hash); err != nil {
		return err
	}
	return tellSigned(p, &v, keys)
}

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

// verify reads and checks every event, and returns what it found and the last.
func verify(ctx context.Context, store record.Store, keys *checkpoint.Keys) (v checkpoint.Verified, last record.Event, err error) {
	id, err := store.ID(ctx)
	if err != nil {
		return v, last, err
	}
	events, err := allEvents(ctx, store)
	if err != nil {
		return v, last, err
	}
	v, err = checkpoint.Verify(id, events, keys)
	return v, events[len(events)-1], err
}

// verifyAgainst checks that a record which was verified goes on from the checkpoint in a
// file, whose signature is verified if there are keys.
func verifyAgainst(ctx context.Context, store record.Store, v *checkpoint.Verified, keys *checkpoint.Keys, file string) error {
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
	id, err := store.ID(ctx)
	if err != nil {
		return err
	}
	return before.Continues(id, &v.Tree)
}

// allEvents reads every event of a record. There is at least one.
func allEvents(ctx context.Context, store record.Store) ([]record.Event, error) {
	const page = 500
	var all []record.Event
	for after := int64(-1); ; after = all[len(all)-1].Revision {
		events, err := store.Events(ctx, after, page)
		if err != nil {
			return nil, err
		}
		if len(events) == 0 {
			break
		}
		all = append(all, events...)
	}
	if len(all) == 0 {
		return nil, errors.New("记录是空的 / the record is empty")
	}
	return all, record.Verify(nil, all)
}
