package admin_test

import (
	"fmt"
	"slices"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
)

// TestRoles: each call asks for a role, whatever else is wrong with it; who may not is
// told so, and leaves a line.
func TestRoles(t *testing.T) {
	r := newReplica(t)
	ctx := t.Context()
	calls := []struct {
		name  string
		least admin.Actor
		do    func(by admin.Actor) error
	}{
		{"draft", zhang, func(by admin.Actor) error { _, err := r.Draft(ctx, by, admin.DraftRequest{}); return err }},
		{"edit", zhang, func(by admin.Actor) error { _, err := r.Edit(ctx, by, "x", nil, admin.EditRequest{}); return err }},
		{"discard", zhang, func(by admin.Actor) error { return r.Discard(ctx, by, "x", nil) }},
		{"get", wang, func(by admin.Actor) error { _, err := r.Get(ctx, by, "x"); return err }},
		{"drafts", wang, func(by admin.Actor) error { _, err := r.Drafts(ctx, by); return err }},
		{"publish", li, func(by admin.Actor) error {
			_, err := r.Publish(ctx, by, "x", nil, "", admin.PublishRequest{})
			return err
		}},
		{"withdraw", li, func(by admin.Actor) error { _, err := r.Withdraw(ctx, by, "x", "", admin.ChangeRequest{}); return err }},
		{"rollback", li, func(by admin.Actor) error { _, err := r.Rollback(ctx, by, "", admin.RollbackRequest{}); return err }},
		{"notices", wang, func(by admin.Actor) error { _, err := r.Notices(ctx, by); return err }},
		{"log", wang, func(by admin.Actor) error { _, _, err := r.Log(ctx, by, -1, 1); return err }},
		{"look", wang, func(by admin.Actor) error { return r.Authorize(ctx, by, admin.Look) }},
		{"write", zhang, func(by admin.Actor) error { return r.Authorize(ctx, by, admin.Write) }},
		{"change", li, func(by admin.Actor) error { return r.Authorize(ctx, by, admin.Change) }},
	}
	for _, c := range calls {
		for _, by := range []admin.Actor{{}, qian, wang, zhang, li} {
			r.told, r.lines = nil, nil
			err := c.do(by)
			if forbidden := by.Role < c.least.Role; (problem.CodeOf(err) == problem.Forbidden && err != nil) != forbidden {
				t.Errorf("%s as %s: %v", c.name, by.Name, err)
			} else if forbidden {
				want := fmt.Sprintf("%s: forbidden role=%s needs=%s", by.Name, by.Role, c.least.Role)
				if by.Name == zhang.Name {
					want = fmt.Sprintf("zhang: forbidden request_id=r1 role=%s needs=%s", by.Role, c.least.Role)
				}
				r.wantLines(want)
				if !slices.Equal(r.told, []string{"forbidden"}) {
					t.Errorf("%s as %s: the observer was told %q", c.name, by.Name, r.told)
				}
			}
		}
	}
	wantError(t, r.Authorize(ctx, qian, admin.Change), problem.Forbidden, "")
}

// TestAuditLines: what is added for one line is not found in another of the same
// request.
func TestAuditLines(t *testing.T) {
	r := newReplica(t)
	by := zhang
	by.Request = append(by.Request, by.Request[0])[:1]
	for _, id := range []string{"a", "b"} {
		if err := r.Discard(t.Context(), by, id, nil); err == nil {
			t.Error("dropped")
		}
	}
	if by.Request[:2][1].Key != "request_id" {
		t.Errorf("%v was written into the caller's memory", by.Request[:2])
	}
}

// TestWithoutObserver: neither an observer nor a log is needed.
func TestWithoutObserver(t *testing.T) {
	r := newReplica(t, func(cfg *admin.Config) { cfg.Observer, cfg.Audit = nil, nil })
	wantError(t, r.Authorize(t.Context(), qian, admin.Look), problem.Forbidden, "")
	r.published(li, r.drafted(zhang))
	if len(r.told)+len(r.lines) != 0 {
		t.Errorf("%q %q", r.told, r.lines)
	}
}
