package admin

import (
	"context"
	"log/slog"
	"slices"

	"shixian/api/admit/token"
	"shixian/api/problem"
)

// Actor is who makes a call.
type Actor struct {
	Name string
	Role token.Role
	// Request finds the call again in the logs: the id of the request, say.
	Request []slog.Attr
}

// Operation is what an actor wants to do.
type Operation int

// The operations.
const (
	Look   Operation = iota // at drafts, notices and the log
	Write                   // make, change and discard drafts
	Change                  // change the table
)

// Role is the least role that an operation needs.
func (op Operation) Role() token.Role {
	switch op {
	case Look:
		return token.Viewer
	case Write:
		return token.Editor
	}
	return token.Publisher
}

// Authorize reports whether an actor may do something; problem.Forbidden if not,
// which is written into the audit log. Every call of the service begins with it.
// A handler that has to refuse before it has read the rest of a request calls it too.
func (s *Service) Authorize(ctx context.Context, by Actor, op Operation) error {
	need := op.Role()
	if by.Role >= need {
		return nil
	}
	if s.cfg.Observer != nil {
		s.cfg.Observer.Forbidden()
	}
	s.audit(ctx, by, "forbidden", slog.String("role", by.Role.String()), slog.String("needs", need.String()))
	return problem.New(problem.Forbidden, "", by.Role.String(), need.String())
}

func (s *Service) audit(ctx context.Context, by Actor, what string, attrs ...slog.Attr) {
	if s.cfg.Audit != nil {
		s.cfg.Audit(ctx, by.Name, what, slices.Concat(by.Request, attrs)...)
	}
}

// line is what the audit log says of a call that succeeded.
type line struct {
	what  string
	attrs []slog.Attr
}

// call makes a call: it checks the role, bounds the time that do waits for the
// record, and writes the line of audit.
func call[T any](ctx context.Context, s *Service, by Actor, op Operation, do func(context.Context, *line) (T, error)) (T, error) {
	if err := s.Authorize(ctx, by, op); err != nil {
		var none T
		return none, err
	}
	l := line{what: "looked"}
	bounded, cancel := s.bounded(ctx)
	defer cancel()
	out, err := do(bounded, &l)
	if err != nil {
		l = line{"not done", []slog.Attr{slog.String("code", string(problem.CodeOf(err)))}}
	}
	s.audit(ctx, by, l.what, l.attrs...)
	return out, err
}
