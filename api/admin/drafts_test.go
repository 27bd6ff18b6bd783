package admin_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/noticetext"
	"shixian/holidays/record"
	"shixian/test/notice2027"
)

func date(y, m, d int) holidays.Date { return holidays.NewDate(y, time.Month(m), d) }

// failed are the checks that did not pass.
func failed(d *admin.Draft) (codes []string) {
	for _, k := range d.Checks {
		if !k.OK {
			codes = append(codes, k.Code)
		}
	}
	return codes
}

// TestDraft: a notice that was pasted is read, judged and kept.
func TestDraft(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	now := r.now.UTC()
	want := admin.Summary{ID: d.ID, Calendar: "CN", Author: "zhang", Editors: []string{"zhang"}, Version: 1, Created: now, Updated: now, Kind: admin.OfNotice, State: admin.StateOpen, Year: 2027, Document: "国办发明电〔2026〕99号"}
	if !reflect.DeepEqual(d.Summary, want) {
		t.Errorf("%+v, want %+v", d.Summary, want)
	}
	if len(d.ID) != 16 || strings.ToLower(d.ID) != d.ID {
		t.Errorf("the id is %q", d.ID)
	}
	if !d.Publishable || len(failed(&d)) != 0 || d.Notice.ID != "CN-2027" || !slices.Equal(d.Editors, []string{"zhang"}) || d.Text != notice2027.Text || len(d.Sentences) == 0 {
		t.Errorf("%+v", d)
	}
	if len(d.Diff) != 6 || d.Diff[0] != (holidays.DayChange{Calendar: "CN", Date: date(2027, 1, 31), Before: holidays.Makeup, After: holidays.Weekend}) {
		t.Errorf("%d days change, the first is %+v", len(d.Diff), d.Diff[0])
	}
	for _, im := range d.Impact.Days {
		if im.Changed != 6 || im.From != d.Diff[0].Date || im.To != d.Diff[5].Date {
			t.Errorf("%+v", im)
		}
	}
	if len(d.Impact.Days) != 4 || len(d.Impact.Rules) == 0 || d.Impact.Rules[0].Changed == 0 {
		t.Errorf("%+v", d.Impact)
	}
	r.wantLines("zhang: draft made request_id=r1 draft=" + d.ID + " calendar=CN")

	again, err := r.Get(t.Context(), wang, d.ID)
	if err != nil || again.Summary.Created.Sub(now).Abs() > time.Microsecond || !slices.Equal(failed(&again), failed(&d)) || again.Text != d.Text {
		t.Errorf("%+v %v", again, err)
	}
	list, err := r.Drafts(t.Context(), wang)
	if err != nil || len(list) != 1 || !reflect.DeepEqual(list[0], again.Summary) {
		t.Errorf("%+v %v, want %+v", list, err, again.Summary)
	}
	r.wantLines("wang: looked", "wang: looked")
	if _, err := r.Get(t.Context(), wang, "none"); err == nil {
		t.Error("a draft that there is not")
	} else {
		wantError(t, err, problem.DraftUnknown, "/id")
	}
	r.wantLines("wang: not done code=draft_unknown")
}

// TestOneDay: a notice that changes a single day says so.
func TestOneDay(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	n := d.Notice
	n.Year, n.Amends = 2026, "CN-2026"
	n.Entries = []holidays.Entry{{Festival: "元旦", Kind: holidays.Off, Span: holidays.Span{From: date(2026, 12, 28), To: date(2026, 12, 28)}}}
	e, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: n})
	if err != nil || len(e.Impact.Days) != 4 {
		t.Fatalf("%+v %v", e.Impact, err)
	}
	if want := (admin.CalendarImpact{Calendar: "CN", Changed: 1, From: date(2026, 12, 28), To: date(2026, 12, 28)}); e.Impact.Days[0] != want {
		t.Errorf("%+v, want %+v", e.Impact.Days[0], want)
	}
}

// TestEdit: what a person settled takes the place of what was read; whoever did so
// had a hand in it.
func TestEdit(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "2月20日（周六）上班", "2月20日（周六）另行安排")
	if d.Publishable || !slices.Contains(failed(&d), check.SentencesRead) {
		t.Fatalf("%v", failed(&d))
	}
	r.now = r.now.Add(time.Hour)
	n := d.Notice
	n.ID, n.Document, n.Source, n.Amends = "CN-1", " 试1号 ", "https://example.org/", "CN-2026"
	n.IssuedApproximate = true // which nobody settles here
	n.Residue = &holidays.Residue{Days: -1, Reason: "多放一天"}
	r.lines = nil
	taken := []admin.Acknowledgement{}
	for _, s := range d.Sentences {
		if s.Status == noticetext.StatusUnparsed {
			taken = append(taken, admin.Acknowledgement{Sentence: s.Text, Reason: "已与原件核对"})
		}
	}
	e, err := r.Edit(t.Context(), li, d.ID, seen(d), admin.EditRequest{Notice: n, ConfirmPast: true, Acknowledged: taken})
	if err != nil {
		t.Fatal(err)
	}
	got := e.Notice
	if got.ID != "CN-2027" || got.Document != "试1号" || got.Source != n.Source || got.Amends != n.Amends || got.IssuedApproximate ||
		got.Residue == nil || *got.Residue != *n.Residue || !slices.Equal(got.Entries, n.Entries) || got.Year != 2027 || got.Issued != n.Issued {
		t.Errorf("%+v", got)
	}
	if e.Version != 2 || !e.Updated.Equal(r.now) || !e.Created.Equal(d.Created) || e.Author != "zhang" || !slices.Equal(e.Editors, []string{"zhang", "li"}) {
		t.Errorf("%+v", e)
	}
	if slices.Contains(failed(&e), check.SentencesRead) || e.Text != d.Text || len(e.Sentences) != len(d.Sentences) {
		t.Errorf("%v", failed(&e))
	}
	r.wantLines("li: draft changed draft=" + d.ID + " version=2")
	e, err = r.Edit(t.Context(), li, d.ID, seen(e), admin.EditRequest{Notice: n})
	if err != nil || !slices.Equal(e.Editors, []string{"zhang", "li"}) || e.Version != 3 {
		t.Errorf("%+v %v", e, err)
	}

	n.Calendar = "CN-GX"
	_, err = r.Edit(t.Context(), zhang, d.ID, seen(e), admin.EditRequest{Notice: n})
	wantError(t, err, problem.InvalidParameter, "/notice/calendar")
	_, err = r.Edit(t.Context(), zhang, "none", seen(e), admin.EditRequest{Notice: n})
	wantError(t, err, problem.DraftUnknown, "/id")
	if kept, err := r.Get(t.Context(), wang, d.ID); err != nil || kept.Version != 3 {
		t.Errorf("%+v %v", kept.Summary, err)
	}
}

// TestIDs: the ID follows the year, and is not given twice, whatever became of the
// notice that had it.
func TestIDs(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	n := d.Notice
	n.Year = 2026
	e, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: n})
	if err != nil || e.Notice.ID != "CN-2026-2" {
		t.Errorf("%s %v", e.Notice.ID, err)
	}
	r.published(li, r.drafted(zhang))
	r.withdrawn(li, "CN-2027")
	d = r.drafted(zhang)
	if d.Notice.ID != "CN-2027-2" {
		t.Errorf("%s", d.Notice.ID)
	}
	r.published(li, d)
	if d = r.drafted(zhang); d.Notice.ID != "CN-2027-3" {
		t.Errorf("%s", d.Notice.ID)
	}
}

// TestDiscard: a draft goes once, in the version that was seen.
func TestDiscard(t *testing.T) {
	r := newReplica(t)
	d, other := r.drafted(zhang), r.drafted(zhang)
	r.lines = nil
	for _, c := range []struct {
		seen admin.Seen
		code string
	}{{nil, "if_match_missing"}, {admin.Seen{2}, "draft_changed"}, {admin.Seen{}, "draft_changed"}, {admin.Seen{7, 1}, ""}, {admin.Seen{1}, "draft_unknown"}} {
		err := r.Discard(t.Context(), zhang, d.ID, c.seen)
		if code := ""; err != nil {
			if code = problem.Of(err, "en").Code; code != c.code {
				t.Errorf("%v: %s, want %s", c.seen, code, c.code)
			}
		} else if c.code != "" {
			t.Errorf("%v: dropped, want %s", c.seen, c.code)
		}
	}
	r.wantLines("zhang: not done request_id=r1 code=if_match_missing", "zhang: not done request_id=r1 code=draft_changed",
		"zhang: not done request_id=r1 code=draft_changed", "zhang: draft dropped request_id=r1 draft="+d.ID, "zhang: not done request_id=r1 code=draft_unknown")
	if list, err := r.Drafts(t.Context(), wang); err != nil || len(list) != 1 || list[0].ID != other.ID {
		t.Errorf("%+v %v", list, err)
	}
}

// TestTwoEditors: of two who change the same version, one is told.
func TestTwoEditors(t *testing.T) {
	a := newReplica(t)
	b := openReplica(t, a.dir)
	for range 3 {
		d := a.drafted(zhang)
		failures := make(chan error, 2)
		for by, r := range map[*admin.Actor]*replica{&zhang: a, &li: b} {
			go func() {
				_, err := r.Edit(context.WithoutCancel(t.Context()), *by, d.ID, seen(d), admin.EditRequest{Notice: d.Notice})
				failures <- err
			}()
		}
		one, two := <-failures, <-failures
		if (one == nil) == (two == nil) {
			t.Fatalf("%v, %v", one, two)
		}
		for _, err := range []error{one, two} {
			if code := problem.CodeOf(err); err != nil && code != problem.Stale && code != problem.Conflict {
				t.Error(err)
			}
		}
		kept, err := b.Get(t.Context(), wang, d.ID)
		if err != nil || kept.Version != 2 {
			t.Errorf("%+v %v", kept.Summary, err)
		}
	}
}

// TestRestart: drafts outlive the process, and are judged by the table of then.
func TestRestart(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	r.published(li, r.drafted(zhang, "99号", "98号"))
	again := openReplica(t, r.dir)
	kept, err := again.Get(t.Context(), wang, d.ID)
	if err != nil || kept.Publishable || !slices.Equal(failed(&kept), []string{check.NotPublished, check.ChangesSomething}) || len(kept.Diff) != 0 || kept.Base != 0 {
		t.Errorf("%+v %v", kept, err)
	}
	n := kept.Notice
	n.Amends = "CN-2027" // then it is another notice of the year
	e, err := again.Edit(t.Context(), zhang, d.ID, seen(kept), admin.EditRequest{Notice: n})
	if err != nil || e.Base != 1 || e.Notice.ID != "CN-2027-2" {
		t.Errorf("%+v %v", e.Summary, err)
	}
}

// TestSeen: a tag is what was shown, to the letter.
func TestSeen(t *testing.T) {
	for tags, want := range map[string]admin.Seen{
		`"v1"`: {1}, ` "v12" `: {12}, `"v1", "v2"`: {1, 2}, `"v1","v3"`: {1, 3},
		``: {0}, `*`: {0}, `v1`: {0}, `W/"v1"`: {0}, `"v01"`: {0}, `"v+1"`: {0}, `"v1`: {0}, `"v"`: {0}, `"x", "v2"`: {0, 2},
	} {
		if got := admin.ReadSeen(tags); !slices.Equal(got, want) || got == nil {
			t.Errorf("%s: %v, want %v", tags, got, want)
		}
	}
	if tag := admin.Tag(12); tag != `"v12"` {
		t.Errorf("%s", tag)
	}
}

// TestDraftThatCannotBeOpened is an internal error, and harms no other.
func TestDraftThatCannotBeOpened(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	if err := r.record.PutDraft(t.Context(), record.Draft{ID: "x", Calendar: "CN", Author: "zhang", Version: 1, Created: r.now, Updated: r.now, Body: []byte("[]")}); err != nil {
		t.Fatal(err)
	}
	_, err := r.Get(t.Context(), wang, "x")
	wantError(t, err, problem.Internal, "")
	_, err = r.Drafts(t.Context(), wang)
	wantError(t, err, problem.Internal, "")
	if _, err := r.Get(t.Context(), wang, d.ID); err != nil {
		t.Error(err)
	}
}

// TestSentencesAreKept as they were read.
func TestSentencesAreKept(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "2月20日（周六）上班", "2月20日（周日）上班", "共7天。2月20日", "共8天。2月20日")
	kept, err := r.Get(t.Context(), wang, d.ID)
	if err != nil || !slices.Equal(failed(&kept), failed(&d)) || !slices.Contains(failed(&d), check.DaysStated) {
		t.Errorf("%v, and kept %v: %v", failed(&d), failed(&kept), err)
	}
	status := func(d *admin.Draft) (all []noticetext.Status) {
		for _, s := range d.Sentences {
			all = append(all, s.Status)
		}
		return all
	}
	if !slices.Equal(status(&d), status(&kept)) {
		t.Errorf("%v, and kept %v", status(&d), status(&kept))
	}
}
