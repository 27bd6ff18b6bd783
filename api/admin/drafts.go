package admin

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// EditRequest replaces the notice of a draft by what a person settled.
type EditRequest struct {
	// Notice is the notice; its ID is given to it.
	Notice holidays.Notice
	// ConfirmPast says that days in the past are meant.
	ConfirmPast bool
}

// Draft makes a draft from a notice, based on the newest table.
func (s *Service) Draft(ctx context.Context, by Actor, req DraftRequest) (Draft, error) {
	return call(ctx, s, by, Write, func(ctx context.Context, l *line) (Draft, error) {
		t, err := s.newest(ctx) // a draft on an older one could not be published
		if err != nil {
			return Draft{}, err
		}
		b, err := req.read(t)
		if err != nil {
			return Draft{}, err
		}
		d := &stored{record.Draft{ID: newDraftID(), Calendar: b.Notice.Calendar, Author: by.Name}, *b}
		l.what, l.attrs = "draft made", []slog.Attr{slog.String("draft", d.ID), slog.String("calendar", d.Calendar)}
		return s.put(ctx, by, t, d)
	})
}

// Edit replaces the notice of a draft, which is based on the newest table from then
// on. The errors include problem.DraftUnknown, Precondition, Stale and Conflict.
func (s *Service) Edit(ctx context.Context, by Actor, id string, seen Seen, req EditRequest) (Draft, error) {
	return call(ctx, s, by, Write, func(ctx context.Context, l *line) (Draft, error) {
		t, err := s.newest(ctx)
		if err != nil {
			return Draft{}, err
		}
		d, err := s.loadSeen(ctx, id, seen)
		if err != nil {
			return Draft{}, err
		}
		if req.Notice.Calendar != d.Calendar {
			return Draft{}, problem.New(problem.InvalidParameter, "/notice/calendar", "calendar", "草稿的日历 "+d.Calendar, "the draft's calendar "+d.Calendar)
		}
		if _, err := marshal(req.Notice); err != nil {
			return Draft{}, err
		}
		n := req.Notice
		d.body.Notice = holidays.Notice{
			Calendar: n.Calendar, Year: n.Year, Document: strings.TrimSpace(n.Document),
			Issued: n.Issued, Source: n.Source,
			Amends: n.Amends, Restates: n.Restates, Extends: n.Extends, Replaces: n.Replaces, Entries: n.Entries, Residue: n.Residue,
		}
		d.body.ByHand, d.body.ConfirmPast = true, req.ConfirmPast
		out, err := s.put(ctx, by, t, d)
		l.what, l.attrs = "draft changed", []slog.Attr{slog.String("draft", id), slog.Int64("version", d.Version)}
		return out, err
	})
}

// put stores the next version of a draft, by somebody, based on t.
func (s *Service) put(ctx context.Context, by Actor, t *holidays.Table, d *stored) (Draft, error) {
	events, err := s.history(ctx)
	if err != nil {
		return Draft{}, err
	}
	d.body.Notice.ID = nextID(events, d.Calendar, d.body.Notice.Year)
	d.body.Base = t.Revision()
	d.editedBy(by.Name)
	d.Version++
	d.Updated = s.cfg.Now().UTC()
	if d.Created.IsZero() {
		d.Created = d.Updated
	}
	if d.Body, err = json.Marshal(d.body); err != nil {
		return Draft{}, err
	}
	if err := s.cfg.Record.PutDraft(ctx, d.Draft); err != nil {
		return Draft{}, draftError(err, d.ID)
	}
	return s.judge(t, d)
}

// Discard drops a draft. The errors include problem.DraftUnknown, Precondition,
// Stale and Conflict.
func (s *Service) Discard(ctx context.Context, by Actor, id string, seen Seen) error {
	_, err := call(ctx, s, by, Write, func(ctx context.Context, l *line) (struct{}, error) {
		l.what, l.attrs = "draft dropped", []slog.Attr{slog.String("draft", id)}
		d, err := s.loadSeen(ctx, id, seen)
		if err == nil {
			err = draftError(s.cfg.Record.DeleteDraft(ctx, id, d.Version), id)
		}
		return struct{}{}, err
	})
	return err
}

// Get returns a draft, judged on top of the table in force.
func (s *Service) Get(ctx context.Context, by Actor, id string) (Draft, error) {
	return call(ctx, s, by, Look, func(ctx context.Context, _ *line) (Draft, error) {
		t, err := s.table()
		if err != nil {
			return Draft{}, err
		}
		d, err := s.load(ctx, id)
		if err != nil {
			return Draft{}, err
		}
		return s.judge(t, d)
	})
}

// Drafts lists the drafts, the newest first.
func (s *Service) Drafts(ctx context.Context, by Actor) ([]Summary, error) {
	return call(ctx, s, by, Look, func(ctx context.Context, _ *line) ([]Summary, error) {
		all, err := s.cfg.Record.Drafts(ctx)
		if err != nil {
			return nil, problem.FromRecord(err, 0)
		}
		var out []Summary
		for _, kept := range all {
			d, err := open(kept)
			if err != nil {
				return nil, err
			}
			out = append(out, d.summary())
		}
		return out, nil
	})
}

func (s *Service) load(ctx context.Context, id string) (*stored, error) {
	d, err := s.cfg.Record.GetDraft(ctx, id)
	if err != nil {
		return nil, draftError(err, id)
	}
	return open(d)
}

// loadSeen returns a draft in the version that the caller has seen.
func (s *Service) loadSeen(ctx context.Context, id string, seen Seen) (*stored, error) {
	d, err := s.load(ctx, id)
	if err == nil {
		err = seen.check(d.Version)
	}
	return d, err
}

// draftError says what an error of the record means for a draft.
func draftError(err error, id string) error {
	if errors.Is(err, record.ErrNotFound) {
		return problem.New(problem.DraftUnknown, "", id)
	}
	return problem.FromRecord(err, 0)
}
