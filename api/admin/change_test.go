package admin_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// TestOneKeyOneChange: the same request with the same key is answered as the first
// time, by any replica and after a restart; another request with it is refused.
func TestOneKeyOneChange(t *testing.T) {
	r := newReplica(t, alone)
	d := r.drafted(zhang)
	r.lines = nil
	req := admin.PublishRequest{Reason: "国务院通知"}
	publish := func(r *replica, by admin.Actor, key string, req admin.PublishRequest) (admin.Published, error) {
		return r.Publish(t.Context(), by, d.ID, seen(d), key, req)
	}
	first, err := publish(r, li, "one", req)
	if err != nil || first.Repeated {
		t.Fatalf("%+v %v", first, err)
	}
	other := openReplica(t, r.dir, alone)
	for _, r := range []*replica{r, other} {
		again, err := publish(r, li, "one", req)
		if want := first; err != nil || !again.Repeated || again.Revision != want.Revision || again.Notice != want.Notice || !slices.Equal(again.Published, want.Published) {
			t.Errorf("%+v %v, want %+v", again, err, first)
		}
		if r.revision() != 1 {
			t.Errorf("revision %d", r.revision())
		}
	}
	_, err = publish(r, li, "one", admin.PublishRequest{Reason: "另一个"})
	wantError(t, err, problem.KeyReused, "")
	_, err = r.Rollback(t.Context(), li, "one", admin.RollbackRequest{To: new(int64), Reason: "x"})
	wantError(t, err, problem.KeyReused, "")
	_, err = publish(r, zhao, "one", req) // whose key it is not
	wantError(t, err, problem.DraftPublished, "")
	_, err = publish(r, li, "", req)
	wantError(t, err, problem.DraftPublished, "")
	if len(r.lines) != 6 || !strings.HasPrefix(r.lines[0], "li: publish revision=1") || r.lines[1] != "li: repeated" || r.lines[2] != "li: not done code=idempotency_key_reused" {
		t.Errorf("%q", r.lines)
	}
	other.wantLines("li: repeated")
}

// TestKeysAreBounded: to 128 bytes.
func TestKeysAreBounded(t *testing.T) {
	r := newReplica(t, alone)
	for n, code := range map[int]deadlines.Code{128: problem.ReasonMissing, 129: problem.InvalidParameter} {
		_, err := r.Withdraw(t.Context(), li, "CN-2026", strings.Repeat("k", n), admin.ChangeRequest{})
		wantError(t, err, code, map[int]string{128: "/reason", 129: "/Idempotency-Key"}[n])
	}
}

// TestWithoutKey: a call without a key does not ask what was answered under one.
func TestWithoutKey(t *testing.T) {
	r := newReplica(t)
	r.record.fail = func(_ context.Context, method string) error {
		if method == "Reply" {
			return record.ErrUnavailable
		}
		return nil
	}
	r.withdrawn(li, "CN-2026")
}

// TestStoredReply: what the record keeps under a key stays what earlier versions have
// kept, which run beside this one and before it.
func TestStoredReply(t *testing.T) {
	r := newReplica(t, alone)
	hash := func(parts ...string) string {
		sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
		return hex.EncodeToString(sum[:])
	}
	kept := func(key, path, body, want string) {
		t.Helper()
		reply, err := r.record.Reply(t.Context(), hash("li", key))
		if want := `{"request":"` + hash("POST", path, body) + `","reply":` + want + `}`; err != nil || string(reply) != want {
			t.Errorf("%s %v, want %s", reply, err, want)
		}
	}
	d := r.drafted(zhang, "2月20日（周六）上班。", "")
	over := admin.PublishRequest{Reason: "r", ConfirmPast: true, Overrides: []admin.CheckOverride{{Check: draftBalance, Reason: "x"}, {Check: draftYear, Reason: "y"}}}
	if _, err := r.Publish(t.Context(), li, d.ID, seen(d), "a", over); err != nil {
		t.Fatal(err)
	}
	kept("a", "/v1/admin/drafts/"+d.ID+"/publish",
		`{"reason":"r","overrides":[{"check":"festival_balance","reason":"x"},{"check":"year_working_days","reason":"y"}],"confirm_past":true}`,
		`{"revision":1,"notice":"CN-2027","published":["CN-2027"],"withdrawn":[]}`)
	if _, err := r.Withdraw(t.Context(), li, "CN-2027", "b", admin.ChangeRequest{Reason: "r"}); err != nil {
		t.Fatal(err)
	}
	kept("b", "/v1/admin/notices/CN-2027/withdraw", `{"reason":"r"}`, `{"revision":2,"published":[],"withdrawn":["CN-2027"]}`)
	if _, err := r.Rollback(t.Context(), li, "c", admin.RollbackRequest{To: new(int64(1)), Reason: "r", Overrides: over.Overrides[1:]}); err != nil {
		t.Fatal(err)
	}
	kept("c", "/v1/admin/rollback", `{"to":1,"reason":"r","overrides":[{"check":"year_working_days","reason":"y"}]}`, `{"revision":3,"published":["CN-2027"],"withdrawn":[]}`)
}

// TestManyPublishers: of many who publish at the same time on two replicas, one does,
// with a key and without.
func TestManyPublishers(t *testing.T) {
	quiet := func(cfg *admin.Config) { cfg.Audit, cfg.Observer = nil, nil }
	a := newReplica(t, quiet)
	b := openReplica(t, a.dir, quiet)
	for number, key := range map[string]string{"97号": "", "98号": "key"} {
		moved := "2月20日（周六）"
		if key != "" {
			moved = "2月21日（周日）" // so that the second changes something
		}
		d, err := a.Draft(t.Context(), zhang, pasted(strings.NewReplacer("99号", number, "2月20日（周六）", moved).Replace(noticeText)))
		if err != nil {
			t.Fatal(err)
		}
		over := admin.PublishRequest{}
		before := a.revision()
		type outcome struct {
			p   admin.Published
			err error
		}
		outcomes := make(chan outcome)
		for i := range 8 {
			go func() {
				p, err := []*replica{a, b}[i%2].Publish(context.WithoutCancel(t.Context()), li, d.ID, seen(d), key, over)
				outcomes <- outcome{p, err}
			}()
		}
		first, repeated := 0, 0
		for range 8 {
			switch o := <-outcomes; {
			case o.err == nil && o.p.Repeated:
				repeated++
			case o.err == nil:
				first++
			case !slices.Contains([]deadlines.Code{problem.Conflict, problem.DraftPublished, problem.Moved}, problem.CodeOf(o.err)):
				t.Error(o.err)
			}
		}
		if first != 1 || repeated > 0 && key == "" {
			t.Errorf("key %q: %d published, %d were answered again", key, first, repeated)
		}
		// All may have read before the first wrote; who asks again is answered again.
		if p, err := b.Publish(t.Context(), li, d.ID, seen(d), key, over); p.Repeated != (key != "") || (err == nil) != (key != "") {
			t.Errorf("key %q once more: %+v, %v", key, p, err)
		}
		if err := b.tables.Refresh(t.Context()); err != nil || b.revision() != before+1 {
			t.Errorf("revision %d, %v", b.revision(), err)
		}
	}
}

// behind are tables that do not hear of what is new.
type behind struct{ admin.Tables }

func (behind) Refresh(context.Context) error { return nil }

// TestConflict: whoever changes a table that has moved on in the meantime changes
// nothing.
func TestConflict(t *testing.T) {
	r := newReplica(t, alone)
	late := openReplica(t, r.dir, alone, func(cfg *admin.Config) { cfg.Tables = behind{cfg.Tables} })
	d := late.drafted(zhang)
	r.withdrawn(zhao, "CN-2025")
	late.lines = nil
	_, err := late.Publish(t.Context(), li, d.ID, seen(d), "", admin.PublishRequest{})
	wantError(t, err, problem.Conflict, "")
	_, err = late.Withdraw(t.Context(), li, "CN-2026", "", admin.ChangeRequest{Reason: "x", ConfirmPast: true})
	wantError(t, err, problem.Conflict, "")
	late.wantLines("li: not done code=conflict", "li: not done code=conflict")
	if events, _, err := r.Log(t.Context(), wang, -1, 10); err != nil || len(events) != 2 {
		t.Errorf("%d events, %v", len(events), err)
	}
	if _, err := r.Get(t.Context(), wang, d.ID); err != nil {
		t.Errorf("the draft: %v", err)
	}
	if len(late.told) != 0 {
		t.Errorf("the observer was told %q", late.told)
	}
}

// ahead are tables of a revision that the record does not have.
type ahead struct {
	behind
	t *holidays.Table
}

func (a ahead) Table() *holidays.Table { return a.t }

// TestRecordPutBack: a record that was put back to an earlier state has no event to
// go on from. That is a conflict, and no crash.
func TestRecordPutBack(t *testing.T) {
	src, _ := known()
	table, err := holidays.NewTable(src, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := newReplica(t, alone, func(cfg *admin.Config) { cfg.Tables = ahead{behind{cfg.Tables}, table} })
	_, err = r.Withdraw(t.Context(), li, "CN-2026", "", admin.ChangeRequest{Reason: "x", ConfirmPast: true})
	wantError(t, err, problem.Conflict, "")
	r.wantLines("li: not done code=conflict")
}

// TestRecordThatFails: whatever step the record fails at, the caller is told so, and
// nothing was changed.
func TestRecordThatFails(t *testing.T) {
	r := newReplica(t, alone)
	d := r.drafted(zhang)
	calls := map[string]func() error{
		"draft": func() error { _, err := r.Draft(t.Context(), zhang, pasted(noticeText)); return err },
		"edit": func() error {
			_, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
			return err
		},
		"discard": func() error { return r.Discard(t.Context(), zhang, d.ID, seen(d)) },
		"get":     func() error { _, err := r.Get(t.Context(), zhang, d.ID); return err },
		"drafts":  func() error { _, err := r.Drafts(t.Context(), zhang); return err },
		"publish": func() error {
			_, err := r.Publish(t.Context(), li, d.ID, seen(d), "k", admin.PublishRequest{})
			return err
		},
		"withdraw": func() error {
			_, err := r.Withdraw(t.Context(), li, "CN-2026", "k", admin.ChangeRequest{Reason: "x", ConfirmPast: true})
			return err
		},
		"notices": func() error { _, err := r.Notices(t.Context(), wang); return err },
		"log":     func() error { _, _, err := r.Log(t.Context(), wang, -1, 1); return err },
	}
	steps := map[string][]string{
		"draft": {"Last", "Events", "PutDraft"}, "edit": {"Last", "Events", "GetDraft", "PutDraft"}, "discard": {"GetDraft", "DeleteDraft"},
		"get": {"GetDraft"}, "drafts": {"Drafts"}, "notices": {"Events"}, "log": {"Events", "PublishedBy"},
		"publish": {"Reply", "Last", "GetDraft", "Publish"}, "withdraw": {"Reply", "Last", "Publish"},
	}
	for name, do := range calls {
		for _, step := range steps[name] {
			for _, c := range []struct {
				err  error
				want deadlines.Code
			}{
				{record.ErrUnavailable, problem.RecordDown},
				{errors.Join(record.ErrUnsure, record.ErrUnavailable), problem.Unsure},
				{context.DeadlineExceeded, problem.RecordDown},
				{errors.New("secret"), problem.Internal},
			} {
				r.record.fail = func(_ context.Context, method string) error {
					if method == step {
						return c.err
					}
					return nil
				}
				if err := do(); problem.CodeOf(err) != c.want || err == nil {
					t.Errorf("%s, %s: %v, want %s", name, step, err, c.want)
				}
			}
		}
	}
	r.record.fail = nil
	if err := r.tables.Refresh(t.Context()); err != nil || r.revision() != 0 {
		t.Errorf("revision %d, %v", r.revision(), err)
	}
	if kept, err := r.Get(t.Context(), wang, d.ID); err != nil || kept.Version != 1 {
		t.Errorf("%+v %v", kept.Summary, err)
	}
	if list, err := r.Drafts(t.Context(), wang); err != nil || len(list) != 1 {
		t.Errorf("%+v %v", list, err)
	}
}

// TestRecordThatHangs: nobody waits longer than the time that is set, and once it is
// time to write, the waiting before is forgotten.
func TestRecordThatHangs(t *testing.T) {
	r := newReplica(t, func(cfg *admin.Config) { cfg.Timeout = 1 })
	_, err := r.Drafts(t.Context(), wang)
	wantError(t, err, problem.RecordDown, "")

	r = newReplica(t, alone)
	var reading, writing context.Context
	r.record.fail = func(ctx context.Context, method string) error {
		if method == "Reply" {
			reading = ctx
		} else if method == "Publish" {
			writing = ctx
		}
		return nil
	}
	if _, err := r.Withdraw(t.Context(), li, "CN-2026", "k", admin.ChangeRequest{Reason: "x", ConfirmPast: true}); err != nil {
		t.Fatal(err)
	}
	early, bounded := reading.Deadline()
	late, boundedToo := writing.Deadline()
	if !bounded || !boundedToo || !late.After(early) {
		t.Errorf("reading ends at %v, writing at %v", early, late)
	}
}

// TestOutcomeUnknown: whether the event was written is not known; the same request
// with the same key finds out.
func TestOutcomeUnknown(t *testing.T) {
	r := newReplica(t, alone)
	broke := false
	r.record.fail = func(ctx context.Context, method string) error {
		if method != "Publish" || broke {
			return nil
		}
		broke = true
		return errors.Join(record.ErrUnsure, record.ErrUnavailable)
	}
	for _, want := range []deadlines.Code{problem.Unsure, ""} {
		_, err := r.Withdraw(t.Context(), li, "CN-2026", "k", admin.ChangeRequest{Reason: "x", ConfirmPast: true})
		if err != nil && problem.CodeOf(err) != want || err == nil && want != "" {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if r.revision() != 1 {
		t.Errorf("revision %d", r.revision())
	}
}

// none are tables while there is none.
type none struct{ behind }

func (none) Table() *holidays.Table { return nil }

// TestNoTable: without a table nothing is judged, and nothing changes.
func TestNoTable(t *testing.T) {
	r := newReplica(t, func(cfg *admin.Config) { cfg.Tables = none{behind{cfg.Tables}} })
	_, err := r.Draft(t.Context(), zhang, pasted(noticeText))
	wantError(t, err, problem.NotReady, "")
	_, err = r.Get(t.Context(), wang, "x")
	wantError(t, err, problem.NotReady, "")
	_, err = r.Rollback(t.Context(), li, "", admin.RollbackRequest{})
	wantError(t, err, problem.NotReady, "")
	if p := problem.Of(err, "en"); !strings.Contains(p.Detail, live.TableUnknown) {
		t.Errorf("%s", p.Detail)
	}
}

// TestReplyThatCannotBeRead is an internal error.
func TestReplyThatCannotBeRead(t *testing.T) {
	r := newReplica(t, alone)
	sum := sha256.Sum256([]byte("li\x00k"))
	last, err := r.record.Events(t.Context(), -1, 1)
	if err != nil {
		t.Fatal(err)
	}
	e, err := record.Seal(record.Event{Action: record.Withdraw, Time: r.now, Who: "li", Why: "x", Withdrawn: []string{"CN-2026"}}, &last[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.record.Publish(t.Context(), e, "", 0, hex.EncodeToString(sum[:]), json.RawMessage("[]")); err != nil {
		t.Fatal(err)
	}
	_, err = r.Withdraw(t.Context(), li, "CN-2026", "k", admin.ChangeRequest{Reason: "x", ConfirmPast: true})
	wantError(t, err, problem.Internal, "")
}
