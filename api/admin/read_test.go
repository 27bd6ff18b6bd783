package admin_test

import (
	"slices"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/check"
)

// TestGiven: what was typed beside a notice is read field by field.
func TestGiven(t *testing.T) {
	r := newReplica(t)
	for _, c := range []struct {
		given map[string]string
		code  deadlines.Code
		at    string
	}{
		{nil, problem.MissingParameter, "/calendar"},
		{map[string]string{"calendar": "", "year": "x"}, problem.MissingParameter, "/calendar"},
		{map[string]string{"calendar": "CN-XX", "year": "x"}, deadlines.CodeCalendarUnknown, "/calendar"},
		{map[string]string{"calendar": "CN", "year": "x", "issued": "x"}, problem.InvalidParameter, "/year"},
		{map[string]string{"calendar": "CN", "year": ""}, problem.InvalidParameter, "/year"},
		{map[string]string{"calendar": "CN", "issued": "2026-02-30"}, problem.InvalidDate, "/issued"},
		{map[string]string{"calendar": "CN", "issued": ""}, problem.InvalidDate, "/issued"},
	} {
		_, err := r.Draft(t.Context(), zhang, admin.DraftRequest{Given: c.given})
		wantError(t, err, c.code, c.at)
	}
}

// TestForms: a notice comes in every form, and what its text leaves out is taken from
// beside it.
func TestForms(t *testing.T) {
	r := newReplica(t)
	given := map[string]string{"calendar": "CN", "year": "2027", "document": "试1号", "issued": "2026-11-25"}
	for _, c := range []struct{ name, media, body string }{
		{"text", "text/plain", "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"},
		{"json", "application/json", `{"entries":[{"festival":"元旦","kind":"off","from":"2027-01-01","to":"2027-01-03"}],"calendar":"CN","year":2027}`},
		{"csv", "text/csv", "festival,kind,from,to\n元旦,off,2027-01-01,2027-01-03\n"},
	} {
		d, err := r.Draft(t.Context(), zhang, admin.DraftRequest{Given: given, Media: c.media, Body: []byte(c.body)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		n := d.Notice
		if n.Year != 2027 || n.Document != "试1号" || n.Issued != date(2026, 11, 25) || n.Calendar != "CN" || (d.Text != "") != (c.name == "text") {
			t.Errorf("%s: %+v", c.name, n)
		}
		if c.name == "text" {
			continue // without a heading there is no year to read it in
		}
		want := holidays.Entry{Festival: "元旦", Kind: holidays.Off, Span: holidays.Span{From: date(2027, 1, 1), To: date(2027, 1, 3)}}
		if len(n.Entries) != 1 || n.Entries[0] != want {
			t.Errorf("%s: %+v", c.name, n.Entries)
		}
	}
	d, err := r.Draft(t.Context(), zhang, admin.DraftRequest{Given: map[string]string{"calendar": "CN", "year": "2030", "document": "x", "issued": "2000-01-01"}, Media: "text/plain", Body: []byte(noticeText)})
	if n := d.Notice; err != nil || n.Year != 2027 || n.Document != "国办发明电〔2026〕99号" || n.Issued != date(2026, 11, 25) {
		t.Errorf("the text says otherwise: %+v %v", n, err)
	}
}

// TestWrongForms: what cannot be read is refused, and where it stands is said.
func TestWrongForms(t *testing.T) {
	r := newReplica(t)
	given := map[string]string{"calendar": "CN", "year": "2027", "document": "试1号", "issued": "2026-11-25"}
	padded := func(n int) string { return noticeText + strings.Repeat(" ", n-len(noticeText)) }
	for _, c := range []struct {
		name, calendar, media, body string
		want                        deadlines.Code
		at, says                    string
	}{
		{"unknown calendar", "CN-XX", "text/plain", noticeText, deadlines.CodeCalendarUnknown, "/calendar", "CN-XX"},
		{"nothing", "CN", "text/plain", "", problem.NoticeUnreadable, "", "nothing in it"},
		{"blanks", "CN", "text/csv", " \n\t", problem.NoticeUnreadable, "", "nothing in it"},
		{"a picture", "CN", "image/png", "x", problem.MediaType, "", "image/png"},
		{"too large", "CN", "text/plain", padded(1<<20 + 1), problem.BodyTooLarge, "", "1048576"},
		{"rows that end before they begin", "CN", "text/csv", "festival,kind,from,to\n元旦,off,2027-01-03,2027-01-01\n", problem.NoticeUnreadable, "", "line 2: "},
		{"an encoding that nobody knows", "CN", "text/plain; charset=klingon", noticeText, problem.NoticeUnreadable, "", "cannot be decoded"},
		{"a field that there is not", "CN", "application/json", `{"calendar":"CN","year":2027,"entries":[],"x":1}`, problem.NoticeUnreadable, "/x", "/x: "},
	} {
		given["calendar"] = c.calendar
		_, err := r.Draft(t.Context(), zhang, admin.DraftRequest{Given: given, Media: c.media, Body: []byte(c.body)})
		wantError(t, err, c.want, c.at)
		if p := problem.Of(err, "en"); !strings.Contains(p.Detail, c.says) {
			t.Errorf("%s: %s", c.name, p.Detail)
		}
	}
	if list, err := r.Drafts(t.Context(), wang); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := r.Draft(t.Context(), zhang, pasted(padded(admin.MaxText))); err != nil {
		t.Errorf("the largest notice: %v", err)
	}
	_, err := r.Draft(t.Context(), zhang, pasted(padded(admin.MaxText+1)))
	wantError(t, err, problem.BodyTooLarge, "")
	for _, nothing := range []string{"你好", "明天放假", "关于2027年放假安排的通知"} {
		_, err = r.Draft(t.Context(), zhang, pasted(nothing))
		wantError(t, err, problem.NoticeUnreadable, "")
	}
}

// TestElsewhere: a notice under the number of another calendar's is a draft that says
// whose it is, even if nothing in it is read as that calendar's.
func TestElsewhere(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang, "国办发明电〔2026〕99号", "桂政办电〔2026〕9号")
	i := slices.IndexFunc(d.Checks, func(c check.Result) bool { return c.Code == check.CalendarFits })
	if i < 0 || d.Checks[i].OK || d.Publishable || !strings.Contains(d.Checks[i].Detail.ZH, "CN-GX") {
		t.Errorf("%+v", d.Checks)
	}
}

// TestLimits: what a person writes is short and can be seen, whichever way it comes.
func TestLimits(t *testing.T) {
	r := newReplica(t, alone)
	d := r.drafted(zhang)
	long := strings.Repeat("字", 70_000)
	for _, c := range []struct {
		change func(*holidays.Notice)
		at     string
	}{
		{func(n *holidays.Notice) { n.Entries[1].Festival = long }, "/notice/entries/1/festival"},
		{func(n *holidays.Notice) { n.Entries[0].Festival = "春节\x00" }, "/notice/entries/0/festival"},
		{func(n *holidays.Notice) { n.Entries[0].Festival = "春节\x1b[31m" }, "/notice/entries/0/festival"},
		{func(n *holidays.Notice) { n.Entries[0].Festival = "春\u202e节" }, "/notice/entries/0/festival"},
		{func(n *holidays.Notice) { n.Entries[0].Kind = holidays.EntryKind(long) }, "/notice/entries/0/kind"},
		{func(n *holidays.Notice) { n.Document = long }, "/notice/document"},
		{func(n *holidays.Notice) { n.Source = "\x00" }, "/notice/source"},
		{func(n *holidays.Notice) { n.Amends = long }, "/notice/amends"},
		{func(n *holidays.Notice) { n.Restates = []string{long} }, "/notice/restates"},
		{func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1, Reason: long} }, "/notice/residue"},
		{func(n *holidays.Notice) { n.Entries = slices.Repeat(n.Entries, 1000) }, "/notice/entries"},
	} {
		n := d.Notice
		n.Entries = slices.Clone(n.Entries)
		c.change(&n)
		_, err := r.Edit(t.Context(), zhang, d.ID, seen(d), admin.EditRequest{Notice: n})
		wantError(t, err, problem.NoticeUnreadable, c.at)
	}
	for _, reason := range []string{strings.Repeat("字", admin.MaxReason+1), "x\x00", "\u202e"} {
		_, err := r.Withdraw(t.Context(), li, "CN-2026", "", admin.ChangeRequest{Reason: reason})
		wantError(t, err, problem.InvalidParameter, "/reason")
		_, err = r.DraftChange(t.Context(), li, admin.DraftChangeRequest{Withdraw: "CN-2026", Reason: reason})
		wantError(t, err, problem.InvalidParameter, "/reason")
		_, err = r.Comment(t.Context(), li, d.ID, nil, admin.CommentRequest{Text: reason})
		wantError(t, err, problem.InvalidParameter, "/text")
		_, err = r.Publish(t.Context(), li, d.ID, seen(d), "", admin.PublishRequest{Reason: reason})
		wantError(t, err, problem.InvalidParameter, "/reason")
	}
	_, err := r.Withdraw(t.Context(), li, "CN-2026", "", admin.ChangeRequest{Reason: strings.Repeat("x", 1<<20)})
	wantError(t, err, problem.BodyTooLarge, "")
	if kept, err := r.Get(t.Context(), wang, d.ID); err != nil || kept.Version != 1 || r.revision() != 0 {
		t.Errorf("version %d, revision %d, %v", kept.Version, r.revision(), err)
	}
}
