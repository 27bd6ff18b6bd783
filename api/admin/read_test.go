package admin_test

import (
	"encoding/json"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
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
		{"nothing", "CN", "text/plain", "", problem.NoticeUnreadable, "", "empty"},
		{"blanks", "CN", "text/csv", " \n\t", problem.NoticeUnreadable, "", "empty"},
		{"a picture", "CN", "image/png", "x", problem.MediaType, "", "image/png"},
		{"too large", "CN", "text/plain", padded(1<<20 + 1), problem.BodyTooLarge, "", "1048576"},
		{"rows that end before they begin", "CN", "text/csv", "festival,kind,from,to\n元旦,off,2027-01-03,2027-01-01\n", problem.NoticeUnreadable, "", "line 2: "},
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
	if _, err := r.Draft(t.Context(), zhang, pasted(padded(1<<20))); err != nil {
		t.Errorf("the largest notice: %v", err)
	}
}

// TestLargeRequests: as much as a call may bring, and not a byte more, whoever makes it.
func TestLargeRequests(t *testing.T) {
	r := newReplica(t)
	d := r.drafted(zhang)
	over := func(field *string, size func() int, limit int) {
		*field = ""
		*field = strings.Repeat("x", limit-size())
	}
	length := func(v any) func() int {
		return func() int {
			b, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			return len(b)
		}
	}
	for limit, code := range []deadlines.Code{"", problem.BodyTooLarge} {
		limit += 1 << 20
		withdraw, edit := admin.ChangeRequest{}, admin.EditRequest{Notice: d.Notice}
		over(&withdraw.Reason, length(&withdraw), limit)
		_, err := r.Withdraw(t.Context(), li, "CN-1999", "", withdraw)
		wantError(t, err, []deadlines.Code{problem.NoticeUnknown, code}[min(len(code), 1)], "")
		over(&edit.Notice.Document, length(&edit.Notice), limit)
		e, err := r.Edit(t.Context(), zhang, d.ID, seen(d), edit)
		if code != "" {
			wantError(t, err, code, "")
		} else if d.Version = e.Version; err != nil {
			t.Error(err)
		}
	}
}
