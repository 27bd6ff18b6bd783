package admin_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays/check"
	"shixian/holidays/record"
)

// sun publishes as li and zhao do.
var sun = admin.Actor{Name: "sun", Role: li.Role}

// waiting are the IDs of the drafts that wait for somebody.
func (r *replica) waiting(by admin.Actor) (ids []string) {
	r.t.Helper()
	list, err := r.Waiting(r.t.Context(), by)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, d := range list {
		ids = append(ids, d.ID)
	}
	return ids
}

// TestReview: comments make nobody an editor, a draft that was returned waits for those
// who made it, and two publishers who both changed it get out of the deadlock.
func TestReview(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(li)
	publish := func(by admin.Actor, d *admin.Draft) error {
		_, err := r.Publish(t.Context(), by, d.ID, seen(*d), "", admin.PublishRequest{})
		return err
	}
	for _, c := range []struct {
		by   admin.Actor
		want bool
	}{{li, false}, {zhao, true}, {zhang, false}, {wang, false}} {
		if got := slices.Equal(r.waiting(c.by), []string{d.ID}); got != c.want {
			t.Errorf("it waits for %s: %t", c.by.Name, got)
		}
	}
	d, err := r.Comment(t.Context(), sun, d.ID, nil, admin.CommentRequest{Text: " 第三项再看一下 \n"})
	if err != nil || d.Version != 2 || !slices.Equal(d.Editors, []string{"li"}) || d.History[1].Text != "第三项再看一下" || !d.Publishable {
		t.Fatalf("%+v %v", d, err)
	}
	d, err = r.Edit(t.Context(), zhao, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, publish(li, &d), problem.FourEyes, "")
	wantError(t, publish(zhao, &d), problem.FourEyes, "")

	_, err = r.Return(t.Context(), zhang, d.ID, seen(d), admin.CommentRequest{Text: "x"})
	wantError(t, err, problem.Forbidden, "")
	_, err = r.Return(t.Context(), li, d.ID, nil, admin.CommentRequest{Text: "x"})
	wantError(t, err, problem.Precondition, "")
	_, err = r.Return(t.Context(), li, d.ID, seen(d), admin.CommentRequest{Text: " "})
	wantError(t, err, problem.ReasonMissing, "/text")
	r.lines = nil
	d, err = r.Return(t.Context(), li, d.ID, seen(d), admin.CommentRequest{Text: "两人都改过，请重新保存"})
	if err != nil || d.State != admin.StateReturned || d.Publishable || !slices.Equal(d.Editors, []string{"li", "zhao"}) {
		t.Fatalf("%+v %v", d, err)
	}
	r.wantLines("li: draft returned draft=" + d.ID + " version=4")
	wantError(t, publish(sun, &d), problem.DraftReturned, "")
	_, err = r.Return(t.Context(), sun, d.ID, seen(d), admin.CommentRequest{Text: "x"})
	wantError(t, err, problem.DraftReturned, "")
	if got := r.waiting(zhao); !slices.Equal(got, []string{d.ID}) {
		t.Errorf("for zhao there wait %v", got)
	}
	if got := r.waiting(sun); got != nil {
		t.Errorf("for sun there wait %v", got)
	}

	d, err = r.Edit(t.Context(), zhao, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
	if err != nil || d.State != admin.StateOpen || !slices.Equal(d.Editors, []string{"zhao"}) || !d.Publishable {
		t.Fatalf("%+v %v", d, err)
	}
	wantError(t, publish(zhao, &d), problem.FourEyes, "")
	if err := publish(li, &d); err != nil {
		t.Fatal(err)
	}
	kept, err := openReplica(t, r.dir).Get(t.Context(), wang, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	var what []admin.What
	for _, s := range kept.History {
		what = append(what, s.What)
	}
	if want := []admin.What{admin.Drafted, admin.Commented, admin.Changed, admin.SentBack, admin.Changed, admin.WasPublished}; !slices.Equal(what, want) {
		t.Errorf("%v, want %v", what, want)
	}
	for name, do := range map[string]func() error{
		"publish": func() error { return publish(sun, &d) },
		"edit": func() error {
			_, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
			return err
		},
		"discard": func() error { return r.Discard(t.Context(), zhang, d.ID, seen(d)) },
		"comment": func() error {
			_, err := r.Comment(t.Context(), zhang, d.ID, nil, admin.CommentRequest{Text: "x"})
			return err
		},
	} {
		if code := problem.CodeOf(do()); code != problem.DraftPublished {
			t.Errorf("%s: %s", name, code)
		}
	}
	if got := r.waiting(sun); got != nil {
		t.Errorf("for sun there wait %v", got)
	}
}

// TestAcknowledge: saving clears nothing; a sentence that was not understood is taken on
// by somebody, with a reason that the log keeps.
func TestAcknowledge(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "2月20日（周六）上班", "2月20日（周六）上班，另有安排的从其安排于3月6日补")
	var unread []string
	for _, s := range d.Sentences {
		if s.Status == "unparsed" {
			unread = append(unread, s.Text)
		}
	}
	before := failed(&d)
	if len(unread) != 1 || !slices.Contains(before, check.SentencesRead) {
		t.Fatalf("%q %v", unread, before)
	}
	d, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
	if err != nil || !slices.Equal(failed(&d), before) {
		t.Fatalf("saving has changed %v to %v, %v", before, failed(&d), err)
	}
	save := func(by admin.Actor, a ...admin.Acknowledgement) error {
		saved, err := r.Edit(t.Context(), by, d.ID, seen(d), admin.EditRequest{Notice: d.Notice, Acknowledged: a})
		if err == nil {
			d = saved
		}
		return err
	}
	wantError(t, save(zhang, admin.Acknowledgement{Sentence: "别的", Reason: "x"}), problem.InvalidParameter, "/acknowledged/0/sentence")
	wantError(t, save(zhang, admin.Acknowledgement{Sentence: unread[0]}), problem.ReasonMissing, "/acknowledged/0/reason")
	if err := save(zhang, admin.Acknowledgement{Sentence: unread[0], Reason: "已电话核实", Who: "li"}); err != nil || slices.Contains(failed(&d), check.SentencesRead) {
		t.Fatalf("%v %v", failed(&d), err)
	}
	r.now = r.now.Add(time.Hour)
	if err := save(zhao); err != nil || len(d.Acknowledged) != 1 || d.Acknowledged[0].Who != "zhang" {
		t.Fatalf("%+v %v", d.Acknowledged, err)
	}
	twice := admin.Acknowledgement{Sentence: unread[0], Reason: "已电话核实"}
	if err := save(zhao, twice, twice); err != nil || len(d.Acknowledged) != 1 || d.Acknowledged[0].Who != "zhang" {
		t.Fatalf("%+v %v", d.Acknowledged, err)
	}
	var over admin.PublishRequest
	for _, code := range failed(&d) {
		over.Overrides = append(over.Overrides, admin.CheckOverride{Check: code, Reason: "试"})
	}
	if _, err := r.Publish(t.Context(), li, d.ID, seen(d), "", over); err != nil {
		t.Fatal(err)
	}
	events, _, err := r.Log(t.Context(), wang, 0, 10)
	want := record.Override{Check: check.SentencesRead, Reason: "“" + unread[0] + "”：已电话核实（zhang）"}
	if err != nil || len(events) != 1 || !slices.Contains(events[0].Overrides, want) {
		t.Errorf("%+v %v", events, err)
	}
}

// TestDraftedChanges: a withdrawal and a rollback take the same way as a notice, by two
// people.
func TestDraftedChanges(t *testing.T) {
	r := newReplica(t)
	r.published(li, r.drafted(zhang))
	d, err := r.DraftChange(t.Context(), li, admin.DraftChangeRequest{Withdraw: "CN-2027", Reason: "印错了"})
	if err != nil || d.Kind != admin.Withdrawal || d.Calendar != "CN" || d.Year != 2027 || d.Withdraw != "CN-2027" || !slices.Equal(d.Withdraws, []string{"CN-2027"}) ||
		len(d.Diff) != 6 || len(d.Impact.Days) != 4 || !d.Publishable || len(d.Notice.Entries) == 0 {
		t.Fatalf("%+v %v", d, err)
	}
	publish := func(by admin.Actor, d *admin.Draft, past bool) error {
		_, err := r.Publish(t.Context(), by, d.ID, seen(*d), "", admin.PublishRequest{ConfirmPast: past})
		return err
	}
	wantError(t, publish(li, &d, false), problem.FourEyes, "")
	if err := publish(zhao, &d, false); err != nil || r.tables.Table().Calendar("CN").IsWorking(date(2027, 2, 12)) {
		t.Fatal(err)
	}
	kept, err := r.Get(t.Context(), wang, d.ID)
	if err != nil || kept.State != admin.StatePublished || len(kept.Diff) != 6 || kept.Notice.ID != "CN-2027" {
		t.Errorf("%+v %v", kept, err)
	}
	back, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Rollback: new(int64(1)), Reason: "没有印错"})
	if err != nil || back.Kind != admin.Rollback || back.Rollback != 1 || !slices.Equal(back.Publishes, []string{"CN-2027"}) || len(back.Diff) != 6 || !back.Publishable {
		t.Fatalf("%+v %v", back, err)
	}
	why := "没有印错，恢复"
	if back, err = r.Edit(t.Context(), zhang, back.ID, seen(back), admin.EditRequest{Reason: &why}); err != nil || back.Reason != why {
		t.Fatalf("%+v %v", back, err)
	}
	if err := publish(li, &back, false); err != nil || r.revision() != 3 {
		t.Fatal(err)
	}
	events, _, err := r.Log(t.Context(), wang, 1, 10)
	if err != nil || events[0].Action != record.Withdraw || events[0].Who != "zhao" || events[0].Why != "印错了" || events[1].Action != record.Rollback || events[1].Why != why {
		t.Errorf("%+v %v", events, err)
	}
	past, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2026", Reason: "x"})
	if err != nil || !slices.Equal(failed(&past), []string{check.NotPast}) {
		t.Fatalf("%v %v", failed(&past), err)
	}
	wantError(t, publish(li, &past, false), problem.ChecksFailed, "/overrides")
	if err := publish(li, &past, true); err != nil {
		t.Error(err)
	}
}

// TestWrongChanges: what cannot be drafted, or not be done in one call.
func TestWrongChanges(t *testing.T) {
	r := newReplica(t)
	for _, c := range []struct {
		req  admin.DraftChangeRequest
		want deadlines.Code
		at   string
	}{
		{admin.DraftChangeRequest{Reason: "x"}, problem.InvalidParameter, "/withdraw"},
		{admin.DraftChangeRequest{Withdraw: "CN-2026", Rollback: new(int64), Reason: "x"}, problem.InvalidParameter, "/withdraw"},
		{admin.DraftChangeRequest{Withdraw: "CN-2026", Reason: " "}, problem.ReasonMissing, "/reason"},
		{admin.DraftChangeRequest{Withdraw: "CN-1999", Reason: "x"}, problem.NoticeUnknown, "/withdraw"},
		{admin.DraftChangeRequest{Withdraw: "CN-2026", With: []string{"CN-2025", "CN-1999"}, Reason: "x"}, problem.NoticeUnknown, "/with/1"},
		{admin.DraftChangeRequest{Rollback: new(int64(9)), Reason: "x"}, problem.RevisionUnknown, "/rollback"},
		{admin.DraftChangeRequest{Rollback: new(int64), Reason: "x"}, problem.NothingToDo, "/rollback"},
	} {
		_, err := r.DraftChange(t.Context(), zhang, c.req)
		wantError(t, err, c.want, c.at)
	}
	_, err := r.Withdraw(t.Context(), li, "CN-2026", "", admin.ChangeRequest{Reason: "x"})
	wantError(t, err, problem.NeedsSecondPerson, "")
	if p := problem.Of(err, "zh"); p.Status != 409 || !strings.Contains(p.Detail, `{"withdraw":"CN-2026","reason":"…"}`) {
		t.Errorf("%+v", p)
	}
	_, err = r.Rollback(t.Context(), li, "", to(0, "x"))
	wantError(t, err, problem.NeedsSecondPerson, "")
	amended, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2020", Reason: "x", ConfirmPast: true})
	if err != nil || !slices.Contains(failed(&amended), check.AmendedInForce) || amended.Publishable {
		t.Errorf("%v %v", failed(&amended), err)
	}
	over := admin.PublishRequest{Overrides: []admin.CheckOverride{{Check: check.AmendedInForce, Reason: "x"}, {Check: check.YearWorkingDays, Reason: "x"}}}
	_, err = r.Publish(t.Context(), li, amended.ID, seen(amended), "", over)
	wantError(t, err, problem.ChecksFailed, "/overrides")
}

// TestWithdrawnMeanwhile: what somebody else has withdrawn is withdrawn once.
func TestWithdrawnMeanwhile(t *testing.T) {
	r := newReplica(t)
	r.published(li, r.drafted(zhang))
	var drafts []admin.Draft
	for range 2 {
		d, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2027", Reason: "印错了"})
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, d)
	}
	r.published(li, drafts[0])
	late, err := r.Get(t.Context(), wang, drafts[1].ID)
	if err != nil || late.Publishable || len(late.Withdraws) != 0 {
		t.Errorf("%+v %v", late, err)
	}
	_, err = r.Publish(t.Context(), li, late.ID, seen(late), "", admin.PublishRequest{})
	wantError(t, err, problem.Moved, "")
	_, err = r.Edit(t.Context(), zhang, late.ID, seen(late), admin.EditRequest{})
	wantError(t, err, problem.NoticeUnknown, "")
}

// TestFull: there are at most so many open drafts.
func TestFull(t *testing.T) {
	r := newReplica(t, alone)
	d := r.drafted(zhang)
	kept, err := r.record.GetDraft(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < record.MaxDrafts; i++ {
		kept.ID = "draft" + string(rune('a'+i/10)) + string(rune('a'+i%10))
		if err := r.record.PutDraft(t.Context(), kept); err != nil {
			t.Fatal(err)
		}
	}
	_, err = r.Draft(t.Context(), zhang, pasted(noticeText))
	wantError(t, err, problem.TooManyDrafts, "")
	r.published(zhang2(), d)
	if _, err = r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2027", Reason: "x"}); err != nil {
		t.Error(err)
	}
}

func zhang2() admin.Actor { return admin.Actor{Name: "zhang", Role: li.Role} }

// TestEarlierDraft: a draft that an earlier program has stored opens, and is listed.
func TestEarlierDraft(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	kept, err := r.record.GetDraft(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	kept.ID, kept.Summary = "earlier", nil
	kept.Body = []byte(strings.Replace(strings.Replace(string(kept.Body), `"kind":"notice",`, "", 1), `"proposed":`, `"by_hand":true,"sentences":[{"text":"甲"}],"notice":`, 1))
	if err := r.record.PutDraft(t.Context(), kept); err != nil {
		t.Fatal(err)
	}
	got, err := r.Get(t.Context(), wang, "earlier")
	if err != nil || got.Notice.ID != d.Notice.ID || !got.Publishable || got.Kind != admin.OfNotice {
		t.Errorf("%+v %v", got, err)
	}
	list, err := r.Drafts(t.Context(), wang)
	if err != nil || len(list) != 2 || list[0].Document != list[1].Document || list[0].Year != 2027 {
		t.Errorf("%+v %v", list, err)
	}
}

// TestListsReadSummaries: a draft is kept as its text and little more, and a list does not
// read what it holds.
func TestListsReadSummaries(t *testing.T) {
	r := newReplica(t)
	text := strings.Replace(noticeText, "\n\n国务院办公厅\n", "\n"+strings.Repeat("　　各地区、各部门要安排好值班。\n", 4000)+"\n国务院办公厅\n", 1)
	if len(text) < 180_000 {
		t.Fatalf("%d bytes", len(text))
	}
	d, err := r.Draft(t.Context(), zhang, pasted(text))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := r.record.GetDraft(t.Context(), d.ID)
	if err != nil || len(kept.Body) > len(text)+10_000 || len(kept.Summary) > 1000 {
		t.Errorf("%d bytes of text are kept as %d and %d, %v", len(text), len(kept.Body), len(kept.Summary), err)
	}
	r.record.fail = func(_ context.Context, method string) error {
		if method == "GetDraft" {
			return record.ErrUnavailable
		}
		return nil
	}
	for name, list := range map[string]func(context.Context, admin.Actor) ([]admin.Summary, error){"all": r.Drafts, "waiting": r.Waiting} {
		if all, err := list(t.Context(), li); err != nil || len(all) != 1 || all[0].ID != d.ID {
			t.Errorf("%s: %+v %v", name, all, err)
		}
	}
	listed, err := r.record.Drafts(t.Context())
	if err != nil || len(listed) != 1 || len(listed[0].Body) != 0 {
		t.Errorf("the list has a body of %d bytes, %v", len(listed[0].Body), err)
	}
}
