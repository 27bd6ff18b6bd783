package admin_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// moves are how many deadlines of each rule a draft moves.
func (r *replica) moves(id string) map[string]int {
	r.t.Helper()
	all, err := r.Moves(r.t.Context(), wang, id)
	if err != nil {
		r.t.Fatal(err)
	}
	out := map[string]int{}
	for rule := range all {
		out[rule.ID]++
	}
	return out
}

// TestMoves: a draft yields each deadline that its impact counts, before it is published and
// after; one that changes nothing any more yields none.
func TestMoves(t *testing.T) {
	r := newReplica(t)
	d, late := r.drafted(zhang), r.drafted(zhang)
	before := r.moves(d.ID)
	if len(d.Impact.Rules) == 0 || len(before) != len(d.Impact.Rules) {
		t.Fatalf("%d rules, and %d in the impact", len(before), len(d.Impact.Rules))
	}
	for _, i := range d.Impact.Rules {
		if before[i.Rule.ID] != i.Changed {
			t.Errorf("%s: %d deadlines, want %d", i.Rule.ID, before[i.Rule.ID], i.Changed)
		}
	}
	r.published(li, d)
	if got := r.moves(d.ID); !maps.Equal(got, before) {
		t.Errorf("%v once it is published, %v before", got, before)
	}
	if got := r.moves(late.ID); len(got) != 0 {
		t.Errorf("%v", got)
	}
	all, err := r.Moves(t.Context(), wang, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range all {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d", n)
	}
	_, err = r.Moves(t.Context(), wang, "none")
	wantError(t, err, problem.DraftUnknown, "/id")
}

// TestImpactOfOneDay: a day more off is a change of one day, in every calendar that it
// reaches.
func TestImpactOfOneDay(t *testing.T) {
	r := newReplica(t)
	const more = `{"calendar":"CN","year":2026,"document":"国办发明电〔2026〕9号","issued":"2026-11-20","amends":"CN-2026","extends":["国庆节"],` +
		`"entries":[{"festival":"国庆节","kind":"off","from":"2026-12-28","to":"2026-12-28"}]}`
	d, err := r.Draft(t.Context(), zhang, admin.DraftRequest{Given: map[string]string{"calendar": "CN"}, Media: "application/json", Body: []byte(more)})
	if err != nil {
		t.Fatal(err)
	}
	day := date(2026, 12, 28)
	if len(d.Impact.Days) != len(r.tables.Table().IDs()) || d.Impact.Days[0] != (admin.CalendarImpact{Calendar: "CN", Changed: 1, From: day, To: day}) {
		t.Errorf("%+v", d.Impact.Days)
	}
	if len(d.Diff) != 1 || d.Publishable {
		t.Errorf("%+v", d.Diff)
	}
	year := r.drafted(zhang).Impact.Days[0]
	if year.Calendar != "CN" || year.Changed < 2 || year.From != date(2027, 1, 3) && !year.From.Before(year.To) {
		t.Errorf("%+v", year)
	}
}

// TestBetween: what a rollback takes out of force, and what it brings in again.
func TestBetween(t *testing.T) {
	r := newReplica(t, alone)
	then := r.tables.Table()
	r.published(li, r.drafted(zhang))
	r.withdrawn(li, "CN-2026")
	out, in := admin.Between(r.tables.Table(), then)
	if !slices.Equal(out, []string{"CN-2027"}) || !slices.Equal(in, []string{"CN-2026"}) {
		t.Errorf("%v out, %v in", out, in)
	}
	if out, in := admin.Between(then, then); len(out)+len(in) != 0 {
		t.Errorf("%v out, %v in", out, in)
	}
	if got := admin.Amending(then, "CN-2026"); len(got) != 0 {
		t.Errorf("%v amend CN-2026", got)
	}
}

// TestStillPublishable: another year's change leaves a draft to be looked at again, though
// nothing is wrong with it.
func TestStillPublishable(t *testing.T) {
	r := newReplica(t, alone)
	d := r.drafted(zhang)
	if !d.Publishable {
		t.Fatalf("%v", failed(&d))
	}
	r.withdrawn(li, "CN-GX-2026")
	kept, err := r.Get(t.Context(), wang, d.ID)
	if err != nil || len(failed(&kept)) > 0 || kept.Publishable {
		t.Errorf("%v %t %v", failed(&kept), kept.Publishable, err)
	}
	_, err = r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2026", With: make([]string, 20), Reason: "x"})
	wantError(t, err, problem.NoticeUnknown, "/with/0") // as many as can be, and none of them is there
}

// TestMissing: what the text announces and does not arrange is told apart from a sentence
// that was not understood.
func TestMissing(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "各直属机构：\n", "各直属机构：\n\n　　现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n",
		"　　六、中秋节：9月15日（周三）放假1天，不调休。\n", "", "七、国庆节", "六、国庆节", "2月20日（周六）上班", "2月20日（周六）上班，另有安排的从其安排于3月6日补")
	if len(d.Missing) != 1 || !strings.Contains(d.Missing[0], "中秋节") || !slices.Contains(failed(&d), check.TextWhole) || !slices.Contains(failed(&d), check.SentencesRead) {
		t.Errorf("%q %v", d.Missing, failed(&d))
	}
}

// lost are tables that have forgotten those of earlier revisions.
type lost struct{ admin.Tables }

func (lost) TableAt(context.Context, int64) (*holidays.Table, error) { return nil, live.ErrRevision }

// shortened is a store that was put back to a state before its last events.
type shortened struct{ admin.Record }

func (shortened) Events(context.Context, int64, int) ([]record.Event, error) { return nil, nil }

// TestPublishedOutOfReach: a published draft is shown as it was then, or not at all.
func TestPublishedOutOfReach(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	r.published(li, d)
	get := func(r *replica, code deadlines.Code, at string) {
		t.Helper()
		_, err := r.Get(t.Context(), wang, d.ID)
		wantError(t, err, code, at)
	}
	forgetful := openReplica(t, r.dir, func(cfg *admin.Config) { cfg.Tables = lost{cfg.Tables} })
	get(forgetful, problem.RevisionUnknown, "/revision")
	r.record.fail = func(_ context.Context, method string) error {
		if method == "Events" {
			return record.ErrUnavailable
		}
		return nil
	}
	get(r, problem.RecordDown, "")
	r.record.fail = nil
	get(openReplica(t, r.dir, func(cfg *admin.Config) { cfg.Record = shortened{cfg.Record} }), problem.DraftUnknown, "/id")
}
