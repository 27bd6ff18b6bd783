package admin

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/record"
)

// ChangeRequest is why a notice is withdrawn.
type ChangeRequest struct {
	// Why; kept in the log
	Reason string `json:"reason"`
	// Failed checks to go on in spite of
	Overrides []CheckOverride `json:"overrides,omitempty"`
	// Days in the past are meant
	ConfirmPast bool `json:"confirm_past,omitempty"`
}

// RollbackRequest is where to roll back to, and why.
type RollbackRequest struct {
	// The revision whose notices are to be in force again
	To *int64 `json:"to"`
	// Why; kept in the log
	Reason string `json:"reason"`
	// Failed checks to go on in spite of
	Overrides []CheckOverride `json:"overrides,omitempty"`
	// Days in the past are meant
	ConfirmPast bool `json:"confirm_past,omitempty"`
}

// DraftChangeRequest is a change without a notice: one of a withdrawal and a rollback.
type DraftChangeRequest struct {
	// The ID of the notice to withdraw
	Withdraw string `json:"withdraw,omitempty" example:"CN-2026"`
	// Others to withdraw together with it, such as those that amend it
	With []string `json:"with,omitempty"`
	// The revision whose notices are to be in force again
	Rollback *int64 `json:"rollback,omitempty" example:"12"`
	// Why; kept in the log
	Reason string `json:"reason"`
	// Days in the past are meant
	ConfirmPast bool `json:"confirm_past,omitempty"`
}

// body returns what is stored of the draft that is asked for.
func (r *DraftChangeRequest) body() (*body, error) {
	b := &body{Kind: Withdrawal, Withdraw: r.Withdraw, With: r.With, Reason: strings.TrimSpace(r.Reason), ConfirmPast: r.ConfirmPast, at: "/withdraw"}
	if r.Rollback != nil {
		b.Kind, b.Rollback, b.at = Rollback, *r.Rollback, "/rollback"
	}
	if (r.Withdraw == "") == (r.Rollback == nil) {
		return nil, problem.New(problem.InvalidParameter, "/withdraw", "withdraw", "要撤回的通知，且不与 rollback 并用", "a notice to withdraw, and not together with rollback")
	}
	if len(r.With) > 0 && r.Rollback != nil || len(r.With) > maxTogether {
		return nil, problem.New(problem.InvalidParameter, "/with", "with", "与 withdraw 一并撤回的通知", "notices to withdraw together with that of withdraw")
	}
	return b, checkReason(b.Reason, "/reason", true)
}

// maxTogether is how many notices are withdrawn beside another at most.
const maxTogether = 20

// Withdraw takes a notice out of force: it drafts that and publishes it in one. The
// same key does so once. The errors include problem.NeedsSecondPerson, ReasonMissing,
// NoticeUnknown, ChecksFailed and Conflict.
func (s *Service) Withdraw(ctx context.Context, by Actor, notice, key string, req ChangeRequest) (Published, error) {
	asked := request{key: key, path: "/v1/admin/notices/" + notice + "/withdraw", body: req}
	return s.change(ctx, by, asked, func(ctx context.Context, t *holidays.Table) (*proposal, error) {
		p, err := s.alone(ctx, t, &body{Kind: Withdrawal, Withdraw: notice, at: "/id"}, fmt.Sprintf(`{"withdraw":%q,"reason":"…"}`, notice), &req)
		if problem.CodeOf(err) == problem.NoticeUnknown {
			err = problem.OfQuery(err) // the path names it
		}
		return p, err
	})
}

// Rollback puts the notices of an earlier revision into force again, by an event
// after which they are the same; history stays. It drafts that and publishes it in one.
// The same key does so once. The errors include problem.NeedsSecondPerson,
// MissingParameter, ReasonMissing, RevisionUnknown, NothingToDo, ChecksFailed and
// Conflict.
func (s *Service) Rollback(ctx context.Context, by Actor, key string, req RollbackRequest) (Published, error) {
	asked := request{key: key, path: "/v1/admin/rollback", body: req}
	return s.change(ctx, by, asked, func(ctx context.Context, t *holidays.Table) (*proposal, error) {
		if req.To == nil {
			return nil, problem.New(problem.MissingParameter, "/to", "to")
		}
		return s.alone(ctx, t, &body{Kind: Rollback, Rollback: *req.To, at: "/to"}, fmt.Sprintf(`{"rollback":%d,"reason":"…"}`, *req.To), &ChangeRequest{req.Reason, req.Overrides, req.ConfirmPast})
	})
}

// alone makes a change that one person makes in one call; draft is the body of the call
// that drafts it, for when it takes two people.
func (s *Service) alone(ctx context.Context, t *holidays.Table, b *body, draft string, req *ChangeRequest) (*proposal, error) {
	if s.cfg.FourEyes {
		return nil, problem.New(problem.NeedsSecondPerson, "", draft)
	}
	if err := checkReason(req.Reason, "/reason", true); err != nil {
		return nil, err
	}
	b.Reason = req.Reason
	e, err := s.publication(ctx, t, b, &PublishRequest{Overrides: req.Overrides, ConfirmPast: req.ConfirmPast})
	return &proposal{event: e}, err
}

// Amending returns the IDs of the notices of a table that amend one of them, or one that
// does: what has to be withdrawn with it.
func Amending(t *holidays.Table, id string) []string {
	out := []string{id}
	for i := 0; i < len(out); i++ {
		for _, n := range t.Source().Notices {
			if n.Amends != "" && check.Amended(&n, t) == out[i] && !slices.Contains(out, n.ID) {
				out = append(out, n.ID)
			}
		}
	}
	return out[1:]
}

// Between returns the IDs of the notices that a rollback takes out of force and brings
// in again, if it leads from one table to another.
func Between(now, then *holidays.Table) (out, in []string) {
	e := rollbackEvent(now.Source().Notices, then.Source().Notices)
	return e.Withdrawn, holidays.NoticeIDs(e.Published)
}

// rollbackEvent makes the event that turns the notices now into those of then.
func rollbackEvent(now, then []holidays.Notice) record.Event {
	return record.Event{Action: record.Rollback, Published: without(then, now), Withdrawn: holidays.NoticeIDs(without(now, then))}
}

// without returns those notices that are not among others.
func without(notices, others []holidays.Notice) []holidays.Notice {
	return slices.DeleteFunc(slices.Clone(notices), func(n holidays.Notice) bool { return hasNotice(others, n.ID) })
}

func hasNotice(notices []holidays.Notice, id string) bool {
	return slices.ContainsFunc(notices, func(n holidays.Notice) bool { return n.ID == id })
}
