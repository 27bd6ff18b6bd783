package admin_test

import (
	"reflect"
	"slices"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays/check"
	"shixian/holidays/record"
)

func to(revision int64, reason string) admin.RollbackRequest {
	return admin.RollbackRequest{To: &revision, Reason: reason, ConfirmPast: true}
}

// TestWithdraw takes a notice out of force, with a reason, once.
func TestWithdraw(t *testing.T) {
	r := newReplica(t, alone)
	for _, c := range []struct {
		notice, reason string
		want           deadlines.Code
		at             string
	}{{"CN-2026", " \n", problem.ReasonMissing, "/reason"}, {"CN-1999", "x", problem.NoticeUnknown, "/id"}, {"", "x", problem.NoticeUnknown, "/id"}} {
		_, err := r.Withdraw(t.Context(), li, c.notice, "", admin.ChangeRequest{Reason: c.reason, ConfirmPast: true})
		wantError(t, err, c.want, c.at)
	}
	r.lines = nil
	got := r.withdrawn(li, "CN-2026")
	if want := (admin.Published{Revision: 1, Published: []string{}, Withdrawn: []string{"CN-2026"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	r.wantLines("li: withdraw revision=1 published=[] withdrawn=[CN-2026] overrides=[] why=印错了")
	if !slices.Equal(r.told, []string{"withdrawn CN"}) {
		t.Errorf("the observer was told %q", r.told)
	}
	_, err := r.Withdraw(t.Context(), li, "CN-2026", "", admin.ChangeRequest{Reason: "x"})
	wantError(t, err, problem.NoticeUnknown, "/id")
	r.withdrawn(zhao, "CN-GX-2026")
	if r.revision() != 2 || !slices.Equal(r.told, []string{"withdrawn CN", "withdrawn CN-GX"}) {
		t.Errorf("revision %d, the observer was told %q", r.revision(), r.told)
	}
}

// TestRollback: back, forth and back again; history stays.
func TestRollback(t *testing.T) {
	r := newReplica(t, alone)
	r.published(li, r.drafted(zhang))
	r.withdrawn(li, "CN-2026")
	r.told, r.lines = nil, nil
	for _, c := range []struct {
		req  admin.RollbackRequest
		want deadlines.Code
		at   string
	}{
		{admin.RollbackRequest{Reason: "x"}, problem.MissingParameter, "/to"}, {to(0, "\t"), problem.ReasonMissing, "/reason"},
		{to(3, "x"), problem.RevisionUnknown, "/to"}, {to(-1, "x"), problem.RevisionUnknown, "/to"}, {to(2, "x"), problem.NothingToDo, "/to"},
	} {
		_, err := r.Rollback(t.Context(), li, "", c.req)
		wantError(t, err, c.want, c.at)
	}
	r.lines = nil
	for _, c := range []struct {
		to      int64
		in, out []string
	}{
		{0, []string{"CN-2026"}, []string{"CN-2027"}}, {1, []string{"CN-2027"}, []string{}},
		{2, []string{}, []string{"CN-2026"}}, {4, []string{"CN-2026"}, []string{}}, {0, []string{}, []string{"CN-2027"}},
	} {
		before := r.revision()
		got, err := r.Rollback(t.Context(), li, "", to(c.to, "退回"))
		if want := (admin.Published{Revision: before + 1, Published: c.in, Withdrawn: c.out}); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("to %d: %+v %v, want %+v", c.to, got, err, want)
		}
	}
	if !slices.Equal(r.told, slices.Repeat([]string{"rolled back"}, 5)) || len(r.lines) != 5 || r.lines[0] != "li: rollback revision=3 published=[CN-2026] withdrawn=[CN-2027] overrides=[] why=退回" {
		t.Errorf("told %q, audited %q", r.told, r.lines)
	}
	events, more, err := r.Log(t.Context(), wang, -1, 8)
	if err != nil || more || len(events) != 8 || events[3].Action != record.Rollback || events[3].Who != "li" || events[3].Why != "退回" {
		t.Errorf("%d events %v", len(events), err)
	}
}

// TestWithdrawTogether: a notice that another amends goes out of force with it, or not at
// all.
func TestWithdrawTogether(t *testing.T) {
	r := newReplica(t, alone)
	if got := admin.Amending(r.tables.Table(), "CN-2020"); !slices.Equal(got, []string{"CN-2020-2"}) {
		t.Fatalf("%v amend CN-2020", got)
	}
	only, err := r.DraftChange(t.Context(), li, admin.DraftChangeRequest{Withdraw: "CN-2020", Reason: "x", ConfirmPast: true})
	if err != nil || only.Publishable || !slices.Contains(failed(&only), check.AmendedInForce) {
		t.Errorf("%+v %v", failed(&only), err)
	}
	both, err := r.DraftChange(t.Context(), li, admin.DraftChangeRequest{Withdraw: "CN-2020", With: []string{"CN-2020-2", "CN-2020"}, Reason: "x", ConfirmPast: true})
	if err != nil || slices.Contains(failed(&both), check.AmendedInForce) || !slices.Equal(both.Withdraws, []string{"CN-2020", "CN-2020-2"}) || len(both.Diff) == 0 {
		t.Fatalf("%+v %v", both, err)
	}
	req := admin.PublishRequest{}
	for _, code := range failed(&both) {
		req.Overrides = append(req.Overrides, admin.CheckOverride{Check: code, Reason: "x"})
	}
	if _, err := r.Publish(t.Context(), li, both.ID, seen(both), "", req); err != nil {
		t.Fatal(err)
	}
	for _, n := range r.tables.Table().Source().Notices {
		if n.Calendar == "CN" && n.Year == 2020 {
			t.Errorf("%s is in force", n.ID)
		}
	}
	_, err = r.DraftChange(t.Context(), li, admin.DraftChangeRequest{Withdraw: "CN-2026", With: []string{"CN-2020-2"}, Reason: "x"})
	wantError(t, err, problem.NoticeUnknown, "/with/0")
	_, err = r.DraftChange(t.Context(), li, admin.DraftChangeRequest{Rollback: new(int64), With: []string{"CN-2026"}, Reason: "x"})
	wantError(t, err, problem.InvalidParameter, "/with")
	_, err = r.DraftChange(t.Context(), li, admin.DraftChangeRequest{Withdraw: "CN-2026", With: make([]string, 21), Reason: "x"})
	wantError(t, err, problem.InvalidParameter, "/with")
}
