package admin_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays/check"
	"shixian/holidays/record"
	"shixian/test/notice2027"
)

const (
	noticeText     = notice2027.Text
	draftBalance   = check.FestivalBalance
	draftYear      = check.YearWorkingDays
	draftPast      = check.NotPast
	draftPublished = check.NotPublished
)

// TestPublish: one person drafts, another publishes, and everything counts by the
// new table.
func TestPublish(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	r.lines = nil
	got := r.published(li, d)
	if want := (admin.Published{Revision: 1, Notice: "CN-2027", Published: []string{"CN-2027"}, Withdrawn: []string{}}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if cal := r.tables.Table().Calendar("CN"); r.revision() != 1 || cal.IsWorking(date(2027, 2, 5)) || !cal.IsWorking(date(2027, 2, 20)) {
		t.Errorf("revision %d", r.revision())
	}
	kept, err := r.Get(t.Context(), wang, d.ID)
	if h := kept.History; err != nil || kept.State != admin.StatePublished || kept.Summary.Revision != 1 || kept.Publishable || kept.Text != d.Text ||
		!reflect.DeepEqual(kept.Sentences, d.Sentences) || !reflect.DeepEqual(kept.Checks, d.Checks) || !reflect.DeepEqual(kept.Diff, d.Diff) ||
		!reflect.DeepEqual(kept.Impact, d.Impact) || len(h) != 2 || h[0].Who != "zhang" || h[1].Who != "li" || h[1].What != admin.WasPublished {
		t.Errorf("%+v %v", kept, err)
	}
	events, _, err := r.Log(t.Context(), wang, 0, 10)
	if err != nil || len(events) != 1 {
		t.Fatalf("%+v %v", events, err)
	}
	e := events[0]
	if e.Action != record.Publish || e.Who != "li" || e.Why != "发布 / publish 国办发明电〔2026〕99号" || e.Revision != 1 || e.Draft != d.ID || len(e.Overrides) != 0 ||
		!e.Time.Equal(r.now.Truncate(1000)) || len(e.Published) != 1 || !reflect.DeepEqual(e.Published[0], d.Notice) || e.Withdrawn != nil {
		t.Errorf("%+v", e)
	}
	if !slices.Equal(r.told, []string{"published CN"}) {
		t.Errorf("the observer was told %q", r.told)
	}
	r.wantLines("li: publish revision=1 published=[CN-2027] withdrawn=[] overrides=[] why=发布 / publish 国办发明电〔2026〕99号",
		"wang: looked", "wang: looked")
}

// TestTwice: a draft is published once, and a second notice goes on top of the first.
func TestTwice(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	r.published(li, d)
	_, err := r.Publish(t.Context(), li, d.ID, seen(d), "", admin.PublishRequest{})
	wantError(t, err, problem.DraftPublished, "")
	gx := r.drafted(zhang, "99号", "98号")
	n := gx.Notice
	n.Entries, n.Amends, n.Restates, n.Replaces = n.Entries[:1], "CN-2027", []string{n.Entries[0].Festival}, ""
	n.Entries[0].To = n.Entries[0].To.AddDays(-1)
	e, err := r.Edit(t.Context(), zhang, gx.ID, seen(gx), admin.EditRequest{Notice: n})
	if err != nil {
		t.Fatal(err)
	}
	var over admin.PublishRequest
	for _, code := range failed(&e) {
		over.Overrides = append(over.Overrides, admin.CheckOverride{Check: code, Reason: "试"})
	}
	p, err := r.Publish(t.Context(), zhao, e.ID, seen(e), "", over)
	if err != nil || p.Revision != 2 || p.Notice != "CN-2027-2" || r.revision() != 2 {
		t.Errorf("%+v %v", p, err)
	}
}

// TestFourEyes: whoever had a hand in a draft does not publish it, in any order.
func TestFourEyes(t *testing.T) {
	r := newReplica(t)
	publish := func(by admin.Actor, d admin.Draft) error {
		_, err := r.Publish(t.Context(), by, d.ID, seen(d), "", admin.PublishRequest{})
		return err
	}
	d := r.drafted(li)
	wantError(t, publish(li, d), problem.FourEyes, "")
	e, err := r.Edit(t.Context(), zhao, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, publish(li, e), problem.FourEyes, "")
	wantError(t, publish(zhao, e), problem.FourEyes, "")
	sun := li
	sun.Name = "sun"
	if err := publish(sun, e); err != nil {
		t.Error(err)
	}
	if !r.FourEyes() {
		t.Error("nobody is told of it")
	}
	r = newReplica(t, func(cfg *admin.Config) { cfg.FourEyes = false })
	if err := publish(li, r.drafted(li)); err != nil || r.FourEyes() {
		t.Error(err)
	}
}

// TestSeenVersions: nobody publishes what they have not seen.
func TestSeenVersions(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	e, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		seen admin.Seen
		want deadlines.Code
	}{{nil, problem.Precondition}, {seen(d), problem.Stale}, {admin.Seen{3}, problem.Stale}} {
		_, err := r.Publish(t.Context(), li, d.ID, c.seen, "", admin.PublishRequest{})
		wantError(t, err, c.want, "")
		_, err = r.Edit(t.Context(), zhang, d.ID, c.seen, admin.EditRequest{Notice: d.Notice})
		wantError(t, err, c.want, "")
	}
	r.published(li, e)
}

// TestMoved: a draft on an older table is looked at again before it is published.
func TestMoved(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	r.withdrawn(li, "CN-2025")
	if moved, err := r.Get(t.Context(), wang, d.ID); err != nil || moved.Publishable || len(failed(&moved)) != 0 {
		t.Errorf("%+v %v", moved, err)
	}
	_, err := r.Publish(t.Context(), li, d.ID, seen(d), "", admin.PublishRequest{})
	wantError(t, err, problem.Moved, "")
	if p := problem.Of(err, "en"); !strings.Contains(p.Detail, "based on revision 0, and revision 1 is in force") {
		t.Errorf("%s", p.Detail)
	}
	e, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
	if err != nil || e.Base != 1 || !e.Publishable {
		t.Fatalf("%+v %v", e.Summary, err)
	}
	r.published(li, e)
}

// TestOverrides: a failed check is overridden by name, with a reason; only what was
// in the way is kept in the log.
func TestOverrides(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "2月20日（周六）上班。", "")
	if got := failed(&d); !slices.Equal(got, []string{draftBalance, draftYear}) {
		t.Fatalf("%v", got)
	}
	publish := func(overrides ...string) error {
		var req admin.PublishRequest
		for i := 0; i+1 < len(overrides); i += 2 {
			req.Overrides = append(req.Overrides, admin.CheckOverride{Check: overrides[i], Reason: overrides[i+1]})
		}
		_, err := r.Publish(t.Context(), li, d.ID, seen(d), "", req)
		return err
	}
	wantError(t, publish(draftBalance, "  "), problem.ReasonMissing, "/overrides/0/reason")
	wantError(t, publish(draftBalance, "放假", "", "x"), problem.ReasonMissing, "/overrides/1/reason")
	wantError(t, publish(draftBalance, "放假"), problem.ChecksFailed, "/overrides")
	err := publish()
	wantError(t, err, problem.ChecksFailed, "/overrides")
	for lang, want := range map[string][]string{"zh": {"festival_balance：放假天数", " year_working_days：2027年工作日"}, "en": {"festival_balance：Days off", " year_working_days：2027 has"}} {
		for _, text := range want {
			if p := problem.Of(err, lang); !strings.Contains(p.Detail, text) {
				t.Errorf("%s: %s", lang, p.Detail)
			}
		}
	}
	if err := publish(draftPast, "没有用到", draftYear, "少一天", draftBalance, "放假一天"); err != nil {
		t.Fatal(err)
	}
	events, _, err := r.Log(t.Context(), wang, 0, 1)
	want := []record.Override{{Check: draftBalance, Reason: "放假一天"}, {Check: draftYear, Reason: "少一天"}}
	if err != nil || len(events) != 1 || !slices.Equal(events[0].Overrides, want) {
		t.Errorf("%+v %v", events, err)
	}
	if !slices.Equal(r.told, []string{"published CN", "overridden festival_balance", "overridden year_working_days"}) {
		t.Errorf("the observer was told %q", r.told)
	}
}

// TestNoOverride: what would break the table cannot be overridden.
func TestNoOverride(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "2月20日（周六）上班", "2月20日（周六）另行安排")
	var req admin.PublishRequest
	for _, code := range failed(&d) {
		req.Overrides = append(req.Overrides, admin.CheckOverride{Check: code, Reason: "x"})
	}
	_, err := r.Publish(t.Context(), li, d.ID, seen(d), "", req)
	wantError(t, err, problem.ChecksFailed, "/overrides")
	if p := problem.Of(err, "en"); !strings.Contains(p.Detail, check.SentencesRead) || strings.Contains(p.Detail, draftBalance) {
		t.Errorf("%s", p.Detail)
	}
}

// TestPast: days in the past are confirmed, by whoever drafts or by whoever publishes.
func TestPast(t *testing.T) {
	for _, c := range []struct {
		name             string
		drafted, publish bool
		ok               bool
	}{{"nobody", false, false, false}, {"the editor", true, false, true}, {"the publisher", false, true, true}} {
		t.Run(c.name, func(t *testing.T) {
			r := newReplica(t)
			r.now = r.now.AddDate(0, 3, 0)
			d := r.drafted(zhang)
			e, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice, ConfirmPast: c.drafted})
			if err != nil || e.Publishable != c.drafted || d.Publishable {
				t.Errorf("%v %v", failed(&e), err)
			}
			_, err = r.Publish(t.Context(), li, e.ID, seen(e), "", admin.PublishRequest{ConfirmPast: c.publish, Reason: "补录"})
			if !c.ok {
				wantError(t, err, problem.ChecksFailed, "/overrides")
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}
