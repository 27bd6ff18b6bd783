package admin

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/deadlines"
)

// CommentRequest is what somebody says of a draft.
type CommentRequest struct {
	Text string `json:"text"`
}

// Comment adds a comment to a draft. Who only comments has no hand in it. A nil seen
// stands for the version that is stored. The errors include problem.ReasonMissing,
// DraftUnknown, DraftPublished, Stale and Conflict.
func (s *Service) Comment(ctx context.Context, by Actor, id string, seen Seen, req CommentRequest) (Draft, error) {
	return s.review(ctx, by, Write, id, seen, Commented, req)
}

// Return sends a draft back with a comment (退回). It can be published after somebody
// has saved it; the one who does answers for it, and everybody else may then publish
// it. The errors are those of [Service.Comment], Precondition and DraftReturned.
func (s *Service) Return(ctx context.Context, by Actor, id string, seen Seen, req CommentRequest) (Draft, error) {
	return s.review(ctx, by, Change, id, seen, SentBack, req)
}

func (s *Service) review(ctx context.Context, by Actor, op Operation, id string, seen Seen, what What, req CommentRequest) (Draft, error) {
	return call(ctx, s, by, op, func(ctx context.Context, l *line) (Draft, error) {
		if err := checkReason(req.Text, "/text", true); err != nil {
			return Draft{}, err
		}
		t, err := s.table()
		if err != nil {
			return Draft{}, err
		}
		d, err := s.loadOpen(ctx, id)
		if err == nil && (seen != nil || what == SentBack) {
			err = seen.check(d.Version)
		}
		switch {
		case err != nil:
			return Draft{}, err
		case len(d.body.History) >= maxSteps:
			return Draft{}, problem.New(deadlines.CodeTooManySpans, "/text", maxSteps)
		case what == SentBack && d.body.Returned:
			return Draft{}, problem.New(problem.DraftReturned, "")
		case what == SentBack:
			d.body.Returned = true
		}
		d.note(Step{s.cfg.Now().UTC(), by.Name, what, strings.TrimSpace(req.Text)})
		if err := s.store(ctx, d); err != nil {
			return Draft{}, err
		}
		l.what, l.attrs = "draft "+string(what), []slog.Attr{slog.String("draft", id), slog.Int64("version", d.Version)}
		return s.show(ctx, t, d)
	})
}

// Waiting lists the open drafts that wait for an actor: to publish or to return, or to
// change because they were returned. The newest come first.
func (s *Service) Waiting(ctx context.Context, by Actor) ([]Summary, error) {
	return s.list(ctx, by, func(d *Summary) bool { return s.WaitsFor(d, by) })
}

// WaitsFor reports whether an open draft waits for somebody, of whom only name and role
// are looked at; see [Service.Waiting].
func (s *Service) WaitsFor(d *Summary, who Actor) bool {
	hand := slices.Contains(d.Editors, who.Name)
	if d.State == StateReturned {
		return hand && who.Role >= Write.Role()
	}
	return who.Role >= Change.Role() && !(s.cfg.FourEyes && hand)
}
