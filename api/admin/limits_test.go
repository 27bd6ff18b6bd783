package admin_test

import (
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

// TestOverridesAreKept: each check that failed and was overridden stands in the log with its
// reason, and one that did not fail does not.
func TestOverridesAreKept(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "9月26日（周日）、10月9日", "10月9日")
	if want := []string{check.FestivalBalance, check.YearWorkingDays}; !slices.Equal(failed(&d), want) {
		t.Fatalf("%v fail, want %v", failed(&d), want)
	}
	over := admin.PublishRequest{Overrides: []admin.CheckOverride{
		{Check: check.FestivalBalance, Reason: "已核实"}, {Check: check.MakeupDistance, Reason: "以防万一"},
	}}
	_, err := r.Publish(t.Context(), li, d.ID, seen(d), "", over)
	wantError(t, err, problem.ChecksFailed, "/overrides")
	over.Overrides = append(over.Overrides, admin.CheckOverride{Check: check.YearWorkingDays, Reason: " "})
	_, err = r.Publish(t.Context(), li, d.ID, seen(d), "", over)
	wantError(t, err, problem.ReasonMissing, "/overrides/2/reason")
	over.Overrides[2].Reason = "少补一天"
	if _, err = r.Publish(t.Context(), li, d.ID, seen(d), "", over); err != nil {
		t.Fatal(err)
	}
	events, _, err := r.Log(t.Context(), wang, 0, 10)
	want := []record.Override{{Check: check.FestivalBalance, Reason: "已核实"}, {Check: check.YearWorkingDays, Reason: "少补一天"}}
	if err != nil || len(events) != 1 || !slices.Equal(events[0].Overrides, want) {
		t.Errorf("%+v %v", events, err)
	}
}

// TestSizeOfADraft: 256 KiB of text are read, and 1 MiB of anything else; a byte more is not.
func TestSizeOfADraft(t *testing.T) {
	r := newReplica(t)
	const table = `{"calendar":"CN","year":2027,"document":"国办发明电〔2026〕99号","issued":"2026-11-25","entries":[{"festival":"元旦","kind":"off","from":"2027-01-01","to":"2027-01-03"}]}`
	for media, c := range map[string]struct {
		body string
		most int
	}{"text/plain": {notice2027.Text, 256 << 10}, "application/json": {table, 1 << 20}} {
		for more, want := range map[int]deadlines.Code{0: "", 1: problem.BodyTooLarge} {
			req := pasted(c.body + strings.Repeat("\n", c.most-len(c.body)+more))
			req.Media = media
			var code deadlines.Code
			if _, err := r.Draft(t.Context(), zhang, req); err != nil {
				code = problem.CodeOf(err)
			}
			if code != want {
				t.Errorf("%s of %d bytes: %q, want %q", media, c.most+more, code, want)
			}
		}
	}
}

// TestEditWhatIsNotThere: a notice has no reason of its own, and a withdrawal no notice.
func TestEditWhatIsNotThere(t *testing.T) {
	r := newReplica(t)
	d, reason := r.drafted(zhang), "x"
	_, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: d.Notice, Reason: &reason})
	wantError(t, err, problem.InvalidParameter, "/reason")
	r.published(li, d)
	w, err := r.DraftChange(t.Context(), zhang, admin.DraftChangeRequest{Withdraw: "CN-2027", Reason: "印错了"})
	if err != nil {
		t.Fatal(err)
	}
	for name, req := range map[string]admin.EditRequest{
		"a notice":        {Notice: d.Notice, Reason: &reason},
		"acknowledgement": {Acknowledged: []admin.Acknowledgement{}, Reason: &reason},
	} {
		if _, err := r.Edit(t.Context(), zhang, w.ID, seen(w), req); problem.CodeOf(err) != problem.InvalidParameter {
			t.Errorf("%s: %v", name, err)
		}
	}
	changed, err := r.Edit(t.Context(), zhang, w.ID, seen(w), admin.EditRequest{Reason: &reason})
	if err != nil || changed.Reason != reason {
		t.Errorf("%q %v", changed.Reason, err)
	}
}

// TestReasons: 2,000 characters that can be seen, or breaks of lines; the error names the
// field by its last word.
func TestReasons(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	for text, ok := range map[string]bool{
		strings.Repeat("字", 2000): true, strings.Repeat("字", 2001): false, "一行\n又一行\t。": true, "a\x00b": false, "a\u202eb": false, "\xff": false,
		"可以☑\ufe0f": true, "a\u3164b": false,
	} {
		_, err := r.Comment(t.Context(), zhang, d.ID, nil, admin.CommentRequest{Text: text})
		if ok {
			if err != nil {
				t.Errorf("%.10q: %v", text, err)
			}
			continue
		}
		wantError(t, err, problem.InvalidParameter, "/text")
		if p := problem.Of(err, "en"); !strings.Contains(p.Detail, "parameter “text”") {
			t.Errorf("%.10q: %s", text, p.Detail)
		}
	}
}

// TestStaleAcknowledgement: what somebody took on and the program reads by now is no override.
func TestStaleAcknowledgement(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	kept, err := r.record.GetDraft(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	kept.ID = "stale"
	kept.Body = []byte(strings.Replace(string(kept.Body), `"base":`, `"acknowledged":[{"sentence":"另行通知。","reason":"x","who":"zhang","time":"2026-11-26T00:00:00Z"}],"base":`, 1))
	if err := r.record.PutDraft(t.Context(), kept); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(t.Context(), li, "stale", admin.Seen{1}, "", admin.PublishRequest{}); err != nil {
		t.Fatal(err)
	}
	events, _, err := r.Log(t.Context(), wang, 0, 1)
	if err != nil || len(events) != 1 || len(events[0].Overrides) != 0 {
		t.Errorf("%+v %v", events, err)
	}
}

// TestStaleSummary: a list does not go by a summary of another version of the draft, which a
// program that keeps none has left behind.
func TestStaleSummary(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	kept, err := r.record.GetDraft(t.Context(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	kept.ID = "stale"
	kept.Summary = []byte(strings.Replace(string(kept.Summary), `"Version":1`, `"Version":7`, 1))
	if err := r.record.PutDraft(t.Context(), kept); err != nil {
		t.Fatal(err)
	}
	list, err := r.Drafts(t.Context(), wang)
	if err != nil || len(list) != 2 || list[0].Version != 1 || list[1].Version != 1 || !strings.Contains(string(kept.Summary), `"Version":7`) {
		t.Errorf("%+v %v", list, err)
	}
}

// TestLongNumber: a document number that was typed beside a text is held to its length.
func TestLongNumber(t *testing.T) {
	r := newReplica(t)
	req := pasted(strings.Replace(notice2027.Text, "国办发明电〔2026〕99号\n", "", 1))
	for n, code := range map[int]deadlines.Code{60: "", 61: problem.NoticeUnreadable} {
		req.Given = map[string]string{"calendar": "CN", "document": strings.Repeat("号", n)}
		d, err := r.Draft(t.Context(), zhang, req)
		if code != "" {
			wantError(t, err, code, "/document")
		} else if err != nil || d.Document != req.Given["document"] {
			t.Errorf("%+v %v", d.Summary, err)
		}
	}
}
