package admin

import (
	"context"
	"log/slog"
	"strings"
	"sync"

	"shixian/api/problem"
	"shixian/holidays/record"
)

// AcceptRequest is which record to accept, and why.
type AcceptRequest struct {
	// The position that the record is at
	Position string `json:"position" example:"13.5d2a90c7"`
	// Why; kept in the log
	Reason string `json:"reason"`
	// What the first person's call returned, if that was made at another replica
	Acceptance string `json:"acceptance,omitempty"`
}

// Accepted is what came of an acceptance.
type Accepted struct {
	// Who has accepted
	By []string `json:"by"`
	// Whether that is enough; the position is then the one that came into force
	Complete bool   `json:"complete"`
	Position string `json:"position,omitempty" example:"14.0d77e1b2"`
	// What the second person hands in at another replica; absent if nothing is signed
	Acceptance string `json:"acceptance,omitempty"`
}

// acceptances hold the one that waits for a second person: one record is refused at a time.
type acceptances struct {
	mu              sync.Mutex
	position, first string // who was first to accept it
}

// second notes that somebody accepts a position, and returns who did so before, "" if
// nobody else did.
func (a *acceptances) second(position, who string) (before string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.position == position && a.first != who {
		return a.first
	}
	a.position, a.first = position, who
	return ""
}

// Accept accepts a record that is not a signed continuation of the one before: an event
// begins a new epoch with it. If it takes two people, the first one's call only says so.
func (s *Service) Accept(ctx context.Context, by Actor, req AcceptRequest) (Accepted, error) {
	return call(ctx, s, by, Change, func(ctx context.Context, l *line) (Accepted, error) {
		p, err := record.ParsePosition(req.Position)
		if err != nil || p.Prefix == "" {
			return Accepted{}, problem.New(problem.InvalidParameter, "/position", "position", "位置，如 13.5d2a90c7", "a position, such as 13.5d2a90c7")
		}
		reason := strings.TrimSpace(req.Reason)
		if err := checkReason(reason, "/reason", true); err != nil {
			return Accepted{}, err
		}
		l.what, l.attrs = "accept", []slog.Attr{slog.String("position", req.Position), slog.String("why", reason)}
		out := Accepted{By: []string{by.Name}}
		if s.cfg.FourEyes {
			before, err := s.acceptedBefore(req, p, by.Name)
			if err != nil {
				return out, err
			}
			if before == "" {
				out.Acceptance, err = s.cfg.Tables.Acceptance(p, by.Name)
				return out, err
			}
			out.By = []string{before, by.Name}
		}
		e, err := s.cfg.Tables.Accept(ctx, p, strings.Join(out.By, ", "), reason)
		if err != nil {
			return out, recordError(err)
		}
		out.Complete, out.Position = true, e.Position().String()
		return out, nil
	})
}

// acceptedBefore returns who else accepted a position, here or by what the request has from
// another replica; "" if nobody did.
func (s *Service) acceptedBefore(req AcceptRequest, p record.Position, who string) (string, error) {
	if req.Acceptance == "" {
		return s.accepting.second(req.Position, who), nil
	}
	before, err := s.cfg.Tables.AcceptedBy(req.Acceptance, p)
	if err != nil {
		return "", problem.New(problem.InvalidParameter, "/acceptance", "acceptance", "另一人接受这个位置时得到的 acceptance，一天之内有效",
			"the acceptance that another person got for this position within the last day")
	}
	if before == who { // one person is not two
		before = ""
	}
	return before, nil
}
