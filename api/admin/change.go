package admin

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"time"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Published is what came of a change of the table.
type Published struct {
	// The revision from which it counts
	Revision int64 `json:"revision"`
	// The notice that was published
	Notice string `json:"notice,omitempty" example:"CN-2027"`
	// The notices that came into force and went out of force
	Published []string `json:"published"`
	Withdrawn []string `json:"withdrawn"`
	// Set if the same request was answered before
	Repeated bool `json:"repeated,omitempty"`
}

// proposal is a change of the table that nothing blocks.
type proposal struct {
	event   record.Event // without its place in the log, time and author
	notice  string       // the ID of the notice that it publishes, if it does
	draft   string       // the draft that it ends, and in which version
	version int64
}

// change is the one way in which the table changes: what propose makes of the newest
// table is appended on top of it. A request that was answered before is answered so
// again.
func (s *Service) change(ctx context.Context, by Actor, asked request, propose func(context.Context, *holidays.Table) (*proposal, error)) (Published, error) {
	return call(ctx, s, by, Change, func(reading context.Context, l *line) (Published, error) {
		key, err := asked.stored(by)
		if err != nil {
			return Published{}, err
		}
		if done, found, err := s.earlier(reading, key, l); found || err != nil {
			return done, err
		}
		t, err := s.newest(reading)
		if err != nil {
			return Published{}, err
		}
		p, err := propose(reading, t)
		if err != nil {
			return Published{}, err
		}
		p.event.Who, p.event.Time = by.Name, s.cfg.Now().UTC().Truncate(time.Microsecond)
		return s.append(ctx, t, p, key, l)
	})
}

// append appends an event on top of t, and lets this replica take it over.
func (s *Service) append(ctx context.Context, t *holidays.Table, p *proposal, key storedKey, l *line) (Published, error) {
	ctx, cancel := s.bounded(ctx)
	defer cancel()
	e, err := s.cfg.Tables.Seal(ctx, t.Position(), p.event)
	if err != nil {
		return Published{}, recordError(err)
	}
	out := Published{Revision: e.Revision, Notice: p.notice, Published: holidays.NoticeIDs(e.Published), Withdrawn: append([]string{}, e.Withdrawn...)}
	var earlier []byte
	done := false
	reply, err := json.Marshal(storedReply{key.asked, out})
	if err == nil {
		earlier, done, err = s.cfg.Record.Publish(ctx, e, p.draft, p.version, key.name, reply)
	}
	switch {
	case errors.Is(err, record.ErrNotFound): // the draft is gone
		return Published{}, problem.New(problem.Conflict, "")
	case err != nil:
		return Published{}, recordError(err)
	case done:
		return repeat(earlier, key, l)
	}
	s.changed(t, &e)
	// The event is durable. A replica that cannot read it back now will by its poll.
	_ = s.cfg.Tables.Refresh(ctx)
	l.what = string(e.Action)
	l.attrs = []slog.Attr{
		slog.Int64("revision", e.Revision), slog.Any("published", out.Published), slog.Any("withdrawn", out.Withdrawn),
		slog.Any("overrides", e.Overrides), slog.String("why", e.Why),
		slog.String("position", e.Position().String()),
	}
	if e.Checkpoint != "" {
		l.attrs = append(l.attrs, slog.String("checkpoint", e.Checkpoint))
	}
	return out, nil
}

// changed tells the observer of an event that was appended on top of t.
func (s *Service) changed(t *holidays.Table, e *record.Event) {
	o := s.cfg.Observer
	if o == nil {
		return
	}
	switch e.Action {
	case record.Publish:
		for i := range e.Published {
			o.Published(e.Published[i].Calendar)
		}
	case record.Withdraw:
		for _, n := range t.Source().Notices {
			if slices.Contains(e.Withdrawn, n.ID) {
				o.Withdrawn(n.Calendar)
			}
		}
	case record.Rollback:
		o.RolledBack()
	}
	for _, k := range e.Overrides {
		o.Overridden(k.Check)
	}
}
