package admin_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"shixian/api/admin"
	"shixian/api/admit/token"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays/record"
)

// TestHistory: changes by one person, one after the other, are one step, at the time of the
// last; what somebody else does in between ends it.
func TestHistory(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	var err error
	for _, by := range []admin.Actor{zhang, zhang, li, zhang} {
		r.now = r.now.Add(time.Hour)
		if d, err = r.Edit(t.Context(), by, d.ID, seen(d), admin.EditRequest{Notice: d.Notice}); err != nil {
			t.Fatal(err)
		}
	}
	if d, err = r.Comment(t.Context(), zhang, d.ID, seen(d), admin.CommentRequest{Text: "请看"}); err != nil {
		t.Fatal(err)
	}
	if d, err = r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice}); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		what  admin.What
		who   string
		hours int
	}{{admin.Drafted, "zhang", 0}, {admin.Changed, "zhang", 2}, {admin.Changed, "li", 3}, {admin.Changed, "zhang", 4}, {admin.Commented, "zhang", 4}, {admin.Changed, "zhang", 4}}
	if len(d.History) != len(want) {
		t.Fatalf("%+v", d.History)
	}
	for i, s := range d.History {
		if hours := int(s.Time.Sub(d.Created).Hours()); s.What != want[i].what || s.Who != want[i].who || hours != want[i].hours {
			t.Errorf("step %d: %+v, after %d hours", i, s, hours)
		}
	}
}

// TestLongHistory: of 200 steps the last is taken, and a further one is not; a draft whose
// history an earlier program did not keep begins one.
func TestLongHistory(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	kept, err := r.record.GetDraft(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	put := func(id string, steps []admin.Step) {
		t.Helper()
		var body map[string]any
		if err := json.Unmarshal(kept.Body, &body); err != nil {
			t.Fatal(err)
		}
		body["history"] = steps
		again := kept
		again.ID = id
		if again.Body, err = json.Marshal(body); err == nil {
			err = r.record.PutDraft(t.Context(), again)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("long", slices.Repeat([]admin.Step{{Who: "zhang", What: admin.Commented, Text: "x"}}, 199))
	if _, err := r.Comment(t.Context(), li, "long", nil, admin.CommentRequest{Text: "200"}); err != nil {
		t.Fatal(err)
	}
	_, err = r.Comment(t.Context(), li, "long", nil, admin.CommentRequest{Text: "201"})
	wantError(t, err, deadlines.CodeTooManySpans, "/text")

	put("none", nil)
	for range 2 {
		if d, err = r.Edit(t.Context(), li, "none", admin.Seen{1, 2}, admin.EditRequest{Notice: d.Notice}); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.History) != 1 || d.History[0].What != admin.Changed || d.Version != 3 {
		t.Errorf("%+v", d.History)
	}
}

// TestEditReason: of a withdrawal somebody settles the reason and nothing else, and one that
// is left out stays.
func TestEditReason(t *testing.T) {
	r := newReplica(t)
	w, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2026", Reason: "印错了"})
	if err != nil {
		t.Fatal(err)
	}
	d := r.drafted(zhang)
	onlyCalendar, onlyEntries := d.Notice, d.Notice
	onlyCalendar.Entries, onlyEntries.Calendar = nil, ""
	blank, changed := " \n", " 印错了一天 "
	for name, c := range map[string]struct {
		req  admin.EditRequest
		code deadlines.Code
		at   string
	}{
		"a calendar":     {admin.EditRequest{Notice: onlyCalendar}, problem.InvalidParameter, "/notice"},
		"entries":        {admin.EditRequest{Notice: onlyEntries}, problem.InvalidParameter, "/notice"},
		"a sentence":     {admin.EditRequest{Acknowledged: []admin.Acknowledgement{}}, problem.InvalidParameter, "/notice"},
		"a blank reason": {admin.EditRequest{Reason: &blank}, problem.ReasonMissing, "/reason"},
	} {
		_, err := r.Edit(t.Context(), zhang, w.ID, seen(w), c.req)
		if err == nil {
			t.Errorf("%s was taken", name)
		}
		wantError(t, err, c.code, c.at)
	}
	for _, c := range []struct {
		reason *string
		want   string
	}{{nil, "印错了"}, {&changed, "印错了一天"}} {
		if w, err = r.Edit(t.Context(), zhang, w.ID, seen(w), admin.EditRequest{Reason: c.reason, ConfirmPast: true}); err != nil || w.Reason != c.want || !w.ConfirmPast {
			t.Errorf("%+v %v", w, err)
		}
	}
}

// TestWhy: the log says the draft's reason, and what the publisher adds to it.
func TestWhy(t *testing.T) {
	r := newReplica(t)
	w, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2026", Reason: "印错了", ConfirmPast: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(t.Context(), li, w.ID, seen(w), "", admin.PublishRequest{Reason: "已核对"}); err != nil {
		t.Fatal(err)
	}
	back, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Rollback: new(int64), Reason: "没有印错", ConfirmPast: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(t.Context(), li, back.ID, seen(back), "", admin.PublishRequest{Reason: "没有印错"}); err != nil {
		t.Fatal(err)
	}
	d := r.drafted(zhang)
	if _, err := r.Publish(t.Context(), li, d.ID, seen(d), "", admin.PublishRequest{Reason: "国务院通知"}); err != nil {
		t.Fatal(err)
	}
	events, _, err := r.Log(t.Context(), wang, 0, 3)
	for i, want := range []struct{ why, draft string }{{"印错了；已核对", w.ID}, {"没有印错", back.ID}, {"国务院通知", d.ID}} {
		if err != nil || len(events) != 3 || events[i].Why != want.why || events[i].Draft != want.draft {
			t.Fatalf("%+v %v", events, err)
		}
	}
}

// TestWaitsFor: an open draft waits for publishers who had no hand in it, or for all if one
// person is enough; one that was returned, for those of its editors who may still write.
func TestWaitsFor(t *testing.T) {
	two, one := newReplica(t), newReplica(t, alone)
	as := func(name string, role token.Role) admin.Actor { return admin.Actor{Name: name, Role: role} }
	open := admin.Summary{State: admin.StateOpen, Editors: []string{"li", "zhang"}}
	returned := admin.Summary{State: admin.StateReturned, Editors: open.Editors}
	for _, c := range []struct {
		d        *admin.Summary
		who      admin.Actor
		two, one bool
	}{
		{&open, as("li", token.Publisher), false, true}, {&open, as("zhao", token.Publisher), true, true},
		{&open, as("zhao", token.Editor), false, false}, {&open, as("zhang", token.Editor), false, false},
		{&returned, as("zhang", token.Editor), true, true}, {&returned, as("li", token.Publisher), true, true},
		{&returned, as("zhang", token.Viewer), false, false}, {&returned, as("zhao", token.Publisher), false, false},
	} {
		if got := two.WaitsFor(c.d, c.who); got != c.two {
			t.Errorf("%s for %s as %s, of two: %t", c.d.State, c.who.Name, c.who.Role, got)
		}
		if got := one.WaitsFor(c.d, c.who); got != c.one {
			t.Errorf("%s for %s as %s, alone: %t", c.d.State, c.who.Name, c.who.Role, got)
		}
	}
}

// TestGoneWhileListed: a draft without a summary that is gone before it is read is not
// listed, and harms no other.
func TestGoneWhileListed(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	kept, err := r.record.GetDraft(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	kept.ID, kept.Summary = "old", nil
	if err := r.record.PutDraft(t.Context(), kept); err != nil {
		t.Fatal(err)
	}
	r.record.fail = func(_ context.Context, method string) error {
		if method == "GetDraft" {
			return record.ErrNotFound
		}
		return nil
	}
	if list, err := r.Drafts(t.Context(), wang); err != nil || len(list) != 1 || list[0].ID != d.ID {
		t.Errorf("%+v %v", list, err)
	}
}
