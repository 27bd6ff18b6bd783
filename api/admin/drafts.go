package admin

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// EditRequest is what a person settled of a draft.
type EditRequest struct {
	// Notice takes the place of the draft's notice; its ID is given to it. A draft of
	// another kind has none.
	Notice holidays.Notice
	// Reason is why, if the draft has no notice. If nil, it stays.
	Reason *string
	// ConfirmPast says that days in the past are meant.
	ConfirmPast bool
	// Acknowledged are the sentences not understood that are taken on, each with a
	// reason. If nil, those that were stay.
	Acknowledged []Acknowledgement
}

// Draft makes a draft from a notice, based on the newest table.
func (s *Service) Draft(ctx context.Context, by Actor, req DraftRequest) (Draft, error) {
	return s.draft(ctx, by, func(t *holidays.Table) (*body, error) { return req.read(t) })
}

// DraftChange makes a draft of a withdrawal or a rollback, based on the newest table.
// The errors include problem.ReasonMissing, NoticeUnknown, RevisionUnknown and
// NothingToDo.
func (s *Service) DraftChange(ctx context.Context, by Actor, req DraftChangeRequest) (Draft, error) {
	return s.draft(ctx, by, func(*holidays.Table) (*body, error) { return req.body() })
}

func (s *Service) draft(ctx context.Context, by Actor, read func(*holidays.Table) (*body, error)) (Draft, error) {
	return call(ctx, s, by, Write, func(ctx context.Context, l *line) (Draft, error) {
		t, err := s.newest(ctx) // a draft on an older one could not be published
		if err != nil {
			return Draft{}, err
		}
		b, err := read(t)
		if err != nil {
			return Draft{}, err
		}
		d := &storedDraft{record.Draft{ID: strings.ToLower(rand.Text()[:16]), Calendar: b.Notice.Calendar, Author: by.Name}, *b}
		out, err := s.put(ctx, by, t, d, Drafted)
		l.what, l.attrs = "draft made", []slog.Attr{slog.String("draft", d.ID), slog.String("calendar", d.Calendar)}
		if d.body.Kind != OfNotice {
			l.attrs = append(l.attrs, slog.String("kind", string(d.body.Kind)))
		}
		return out, err
	})
}

// Edit replaces what a draft says, which is based on the newest table from then on. The
// errors include problem.DraftUnknown, DraftPublished, Precondition, Stale and Conflict.
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
		if err := s.edit(t, d, by, &req); err != nil {
			return Draft{}, err
		}
		out, err := s.put(ctx, by, t, d, Changed)
		l.what, l.attrs = "draft changed", []slog.Attr{slog.String("draft", id), slog.Int64("version", d.Version)}
		return out, err
	})
}

// put stores the next version of a draft, by somebody, based on t.
func (s *Service) put(ctx context.Context, by Actor, t *holidays.Table, d *storedDraft, what What) (Draft, error) {
	if err := s.settle(ctx, t, d); err != nil {
		return Draft{}, err
	}
	d.body.Base = t.Revision()
	d.editedBy(by.Name)
	d.note(Step{s.cfg.Now().UTC(), by.Name, what, ""})
	if err := s.store(ctx, d); err != nil {
		return Draft{}, err
	}
	return s.show(ctx, t, d)
}

// settle finds out what the draft's own values say on top of t: the ID of its notice, or
// the calendar of what it withdraws.
func (s *Service) settle(ctx context.Context, t *holidays.Table, d *storedDraft) error {
	if d.body.Kind == OfNotice {
		events, err := s.history(ctx)
		d.body.Notice.ID = nextID(events, d.Calendar, d.body.Notice.Year)
		return err
	}
	j, err := s.judge(ctx, t, &d.body, false, s.cfg.Today())
	if err != nil {
		return err
	}
	for _, n := range slices.Concat(t.Source().Notices, j.event.Published) {
		if slices.Contains(append(holidays.NoticeIDs(j.event.Published), j.event.Withdrawn...), n.ID) {
			d.Calendar = n.Calendar
			if d.body.Kind == Withdrawal { // which lists show; the notice itself is read from the table
				d.body.Notice = holidays.Notice{Calendar: n.Calendar, Year: n.Year, Document: n.Document}
			}
			break
		}
	}
	return nil
}

func (s *Service) store(ctx context.Context, d *storedDraft) error {
	d.Version++
	d.Updated = s.cfg.Now().UTC()
	if d.Created.IsZero() {
		d.Created = d.Updated
	}
	err := d.seal()
	if err == nil {
		err = s.cfg.Record.PutDraft(ctx, d.Draft)
	}
	return draftError(err, d.ID)
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

// Get returns a draft, judged on top of the table in force; a published one as it was
// judged when it was published.
func (s *Service) Get(ctx context.Context, by Actor, id string) (Draft, error) {
	return call(ctx, s, by, Look, func(ctx context.Context, _ *line) (Draft, error) {
		t, err := s.table()
		if err != nil {
			return Draft{}, err
		}
		d, err := s.load(ctx, id)
		switch {
		case err != nil:
			return Draft{}, err
		case d.Published > 0:
			return s.showPublished(ctx, d)
		}
		return s.show(ctx, t, d)
	})
}

// Drafts lists the open drafts, the newest first.
func (s *Service) Drafts(ctx context.Context, by Actor) ([]Summary, error) {
	return s.list(ctx, by, func(*Summary) bool { return true })
}

// list lists those of the open drafts that are wanted.
func (s *Service) list(ctx context.Context, by Actor, wanted func(*Summary) bool) ([]Summary, error) {
	return call(ctx, s, by, Look, func(ctx context.Context, _ *line) ([]Summary, error) {
		all, err := s.cfg.Record.Drafts(ctx)
		if err != nil {
			return nil, recordError(err)
		}
		var out []Summary
		for i := range all {
			d, err := s.summaryOf(ctx, &all[i])
			if err != nil {
				return nil, err
			}
			if d != nil && wanted(d) {
				out = append(out, *d)
			}
		}
		return out, nil
	})
}

// summaryOf returns what a list shows of a draft; nil if it is gone by now.
func (s *Service) summaryOf(ctx context.Context, kept *record.Draft) (*Summary, error) {
	var d Summary
	if err := json.Unmarshal(kept.Summary, &d); err == nil && d.Version == kept.Version {
		return &d, nil
	}
	// A program that keeps no summaries has stored it.
	old, err := s.load(ctx, kept.ID)
	switch {
	case problem.CodeOf(err) == problem.DraftUnknown:
		return nil, nil
	case err != nil:
		return nil, err
	}
	d = old.summary()
	return &d, nil
}

func (s *Service) load(ctx context.Context, id string) (*storedDraft, error) {
	d, err := s.cfg.Record.GetDraft(ctx, id)
	if err != nil {
		return nil, draftError(err, id)
	}
	return open(d)
}

// loadOpen returns a draft that was not published.
func (s *Service) loadOpen(ctx context.Context, id string) (*storedDraft, error) {
	d, err := s.load(ctx, id)
	if err == nil && d.Published > 0 {
		err = problem.New(problem.DraftPublished, "", d.Published)
	}
	return d, err
}

// loadSeen returns an open draft in the version that the caller has seen.
func (s *Service) loadSeen(ctx context.Context, id string, seen Seen) (*storedDraft, error) {
	d, err := s.loadOpen(ctx, id)
	if err == nil {
		err = seen.check(d.Version)
	}
	return d, err
}

// draftUnknown says that there is no draft of the ID in a call's path.
func draftUnknown(id string) error {
	return problem.OfQuery(problem.New(problem.DraftUnknown, "/id", id))
}

// draftError says what an error of the record means for a draft.
func draftError(err error, id string) error {
	switch {
	case errors.Is(err, record.ErrNotFound):
		return draftUnknown(id)
	case errors.Is(err, record.ErrFull):
		return problem.New(problem.TooManyDrafts, "", record.MaxDrafts)
	}
	return recordError(err)
}
