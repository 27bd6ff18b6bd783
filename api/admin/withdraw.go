package admin

import (
	"context"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/record"
)

// ChangeRequest is why a notice is withdrawn.
type ChangeRequest struct {
	// Why; kept in the log
	Reason string `json:"reason"`
}

// RollbackRequest is where to roll back to, and why.
type RollbackRequest struct {
	// The revision whose notices are to be in force again
	To *int64 `json:"to"`
	// Why; kept in the log
	Reason string `json:"reason"`
}

// Withdraw takes a notice out of force. The same key does so once. The errors
// include problem.ReasonMissing, NoticeUnknown and Conflict.
func (s *Service) Withdraw(ctx context.Context, by Actor, notice, key string, req ChangeRequest) (Published, error) {
	asked := request{key: key, path: "/v1/admin/notices/" + notice + "/withdraw", body: req}
	return s.change(ctx, by, asked, func(_ context.Context, t *holidays.Table) (*proposal, error) {
		switch {
		case strings.TrimSpace(req.Reason) == "":
			return nil, problem.New(problem.ReasonMissing, "/reason")
		case !hasNotice(t.Source().Notices, notice):
			return nil, problem.New(problem.NoticeUnknown, "", notice)
		}
		return &proposal{event: record.Event{Action: record.Withdraw, Why: req.Reason, Withdrawn: []string{notice}}}, nil
	})
}

// Rollback puts the notices of an earlier revision into force again, by an event
// after which they are the same; history stays. The same key does so once. The
// errors include problem.MissingParameter, ReasonMissing, RevisionUnknown,
// NothingToDo and Conflict.
func (s *Service) Rollback(ctx context.Context, by Actor, key string, req RollbackRequest) (Published, error) {
	asked := request{key: key, path: "/v1/admin/rollback", body: req}
	return s.change(ctx, by, asked, func(ctx context.Context, t *holidays.Table) (*proposal, error) {
		if req.To == nil {
			return nil, problem.New(problem.MissingParameter, "/to", "to")
		}
		if strings.TrimSpace(req.Reason) == "" {
			return nil, problem.New(problem.ReasonMissing, "/reason")
		}
		then, err := s.cfg.Tables.TableAt(ctx, *req.To)
		if err != nil {
			return nil, problem.FromRecord(err, *req.To)
		}
		e := rollbackEvent(t.Source().Notices, then.Source().Notices)
		if len(e.Published)+len(e.Withdrawn) == 0 {
			return nil, problem.New(problem.NothingToDo, "/to", *req.To)
		}
		e.Why = req.Reason
		return &proposal{event: e}, nil
	})
}

// Between returns the IDs of the notices that a rollback takes out of force and brings
// in again, if it leads from one table to another.
func Between(now, then *holidays.Table) (out, in []string) {
	e := rollbackEvent(now.Source().Notices, then.Source().Notices)
	for i := range e.Published {
		in = append(in, e.Published[i].ID)
	}
	return e.Withdrawn, in
}

// rollbackEvent makes the event that turns the notices now into those of then.
func rollbackEvent(now, then []holidays.Notice) record.Event {
	e := record.Event{Action: record.Rollback}
	for i := range now {
		if !hasNotice(then, now[i].ID) {
			e.Withdrawn = append(e.Withdrawn, now[i].ID)
		}
	}
	for i := range then {
		if !hasNotice(now, then[i].ID) {
			e.Published = append(e.Published, then[i])
		}
	}
	return e
}

func hasNotice(notices []holidays.Notice, id string) bool {
	return slices.ContainsFunc(notices, func(n holidays.Notice) bool { return n.ID == id })
}
