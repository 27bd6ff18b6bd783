package api

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"shixian/api/wire"
	"shixian/holidays"
)

// dateText is a date or nothing.
func dateText(d *holidays.Date) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func TestLatestTrigger(t *testing.T) {
	h := newTestHandler(t, nil)
	for query, want := range map[string]string{
		"rule=xihe.countersign-reply&due=2026-02-25":                                                                                      "2026-02-09 2026-02-09 settled",
		"rule=xihe.countersign-reply&due=2026-02-24&amount=1":                                                                             "2026-02-14 2026-02-23 settled",
		"rule=xihe.countersign-reply&due=2026-02-22":                                                                                      "  settled",
		"rule=shuangta.710-annual&due=2026-12-31":                                                                                         "2026-01-01 2026-12-31 settled",
		"rule=xihe.countersign-reply&due=2026-02-26&suspended=2026-02-10/2026-02-10":                                                      "2026-02-09 2026-02-10 settled",
		"rule=xihe.countersign-reply&due=2026-02-25&calendar=CN-GX&as_of=2025-10-01":                                                      "2026-02-09 2026-02-09 provisional",
		"rule=xihe.revise-decided-document&due=2026-04-09":                                                                                "2026-04-06 2026-04-06 settled",
		"rule=xihe.revise-decided-document&due=2026-04-09&interpret=calendar_days:working_days":                                           "2026-04-03 2026-04-06 settled",
		"rule=xihe.revise-decided-document&due=2026-04-09&interpret=trigger_day_excluded:trigger_day_counted&interpret=roll_next:no_roll": "2026-04-07 2026-04-07 settled",
	} {
		got := ok[wire.Triggers](t, get(h, "/v1/deadlines/latest-trigger?"+query))
		if text := fmt.Sprintf("%s %s %s", dateText(got.EarliestTrigger), dateText(got.LatestTrigger), got.Certainty); text != want {
			t.Errorf("%s: %s, want %s", query, text, want)
		}
		if chosen := strings.Count(query, "interpret="); len(got.Interpretations) != chosen {
			t.Errorf("%s: %d readings chosen, told %+v", query, chosen, got.Interpretations)
		}
		for _, i := range got.Interpretations {
			if !strings.Contains(query, i.InsteadOf+":"+i.Code) || i.Text == "" {
				t.Errorf("%s: %+v", query, i)
			}
		}
	}
	for query, want := range map[string]string{
		"rule=xihe.countersign-reply":                           "parameter_missing",
		"rule=xihe.countersign-reply&due=2026-02-25&view=brief": "unknown_field",
		"rule=xihe.countersign-reply&due=2026-02-25&lang=fr":    "invalid_parameter",
		"due=2026-02-25": "field_missing",
		"rule=xihe.countersign-reply&due=yesterday":                                              "invalid_date",
		"rule=xihe.countersign-reply&due=2026-02-25&trigger=2026-02-09":                          "unknown_field",
		"rule=tiexi.absence-approver&due=2026-02-25":                                             "no_due_date",
		"rule=tiexi.enquiry-reply&due=2026-02-25&amount=3":                                       "amount_not_allowed",
		"rule=xihe.countersign-reply&due=2026-02-25&due=2026-02-26":                              "duplicate_field",
		"rule=xihe.countersign-reply&due=2026-02-25&interpret=trigger_inferred:x":                "reading_not_open",
		"rule=xihe.countersign-reply&due=2026-02-25&interpret=calendar_days:working_days":        "reading_unknown",
		"rule=xihe.revise-decided-document&due=2026-02-25&interpret=roll_next:no_roll&roll=next": "reading_and_roll",
	} {
		if p := problemIn(t, get(h, "/v1/deadlines/latest-trigger?"+query)); p.Code != want {
			t.Errorf("%s: %s, want %s", query, p.Code, want)
		}
	}
}

func TestCountedDays(t *testing.T) {
	h := newTestHandler(t, nil)
	const days = "/v1/calendars/CN/workdays?from=2026-02-13&to=2026-03-02"
	for query, want := range map[string]int{
		"": 7, "&from_included=true": 8, "&to_included=false": 6, "&from_included=true&to_included=false": 7,
	} {
		if got := ok[wire.WorkdayCount](t, get(h, days+query)); got.Workdays != want || got.FromIncluded != strings.Contains(query, "from_included=true") {
			t.Errorf("%s: %+v, want %d", query, got, want)
		}
	}
	one := ok[wire.WorkdayCount](t, get(h, "/v1/calendars/CN/workdays?from=2026-02-13&to=2026-02-13&to_included=false"))
	if one.Workdays != 0 || one.Certainty != "settled" {
		t.Errorf("no day at all: %+v", one)
	}
	got := ok[wire.WorkdayCount](t, get(h, "/v1/calendars/CN/workdays?from=2026-11-16&to=2027-02-05&group=month"))
	var months []string
	for _, m := range *got.Months {
		months = append(months, fmt.Sprintf("%s %s %s %d %s", m.Month, m.From, m.To, m.Workdays, m.Certainty))
	}
	if len(months) != 4 || months[0] != "2026-11 2026-11-17 2026-11-30 10 settled" || !strings.HasSuffix(months[3], "provisional") {
		t.Errorf("%v", months)
	}
	for query, want := range map[string]string{"&from_included=1": "invalid_parameter", "&group=week": "invalid_parameter", "&group=": "invalid_parameter"} {
		if p := problemIn(t, get(h, days+query)); p.Code != want {
			t.Errorf("%s: %s", query, p.Code)
		}
	}
}

func TestNthWorkday(t *testing.T) {
	h := newTestHandler(t, nil)
	const path = "/v1/calendars/CN/workdays/nth?month="
	for query, want := range map[string]string{
		"2026-02&n=3": "2026-02-04 16 settled", "2026-02&n=-1": "2026-02-28 16 settled", "2026-02&n=%2B1": "2026-02-02 16 settled",
		"2026-02&n=17": " 16 settled", "2026-02&n=-16": "2026-02-02 16 settled",
	} {
		got := ok[wire.NthWorkday](t, get(h, path+query))
		if text := fmt.Sprintf("%s %d %s", dateText(got.Date), got.Workdays, got.Certainty); text != want {
			t.Errorf("%s: %s, want %s", query, text, want)
		}
	}
	for query, want := range map[string]string{
		"2026-02": "parameter_missing", "2026-02&n=0": "invalid_parameter", "2026-02&n=32": "invalid_parameter", "2026-02&n=x": "invalid_parameter",
		"2026-2&n=1": "invalid_parameter", "2026-02-01&n=1": "invalid_parameter", "1999-01&n=1": "date_out_of_coverage",
	} {
		if p := problemIn(t, get(h, path+query)); p.Code != want {
			t.Errorf("%s: %s, want %s", query, p.Code, want)
		}
	}
}

func TestOnOrAfter(t *testing.T) {
	h := newTestHandler(t, nil)
	const path = "/v1/calendars/CN/add?workdays=0&date="
	for query, want := range map[string]string{
		"2026-02-20":               "2026-02-20",
		"2026-02-20&roll=next":     "2026-02-24",
		"2026-02-20&roll=previous": "2026-02-14",
		"2026-02-14&roll=next":     "2026-02-14",
		"2026-02-14&roll=previous": "2026-02-14",
	} {
		if got := ok[wire.WorkdayStep](t, get(h, path+query)); got.Result.String() != want || got.Certainty != "settled" {
			t.Errorf("%s: %+v, want %s", query, got, want)
		}
	}
	if got := ok[wire.WorkdayStep](t, get(h, "/v1/calendars/CN/add?workdays=-3&date=2026-02-20&roll=next")); got.Result.String() != "2026-02-12" || got.Roll != "" {
		t.Errorf("a roll that changes nothing: %+v", got)
	}
	if got := ok[wire.WorkdayStep](t, get(h, path+"2027-10-02&roll=next")); got.Certainty != "provisional" || got.Earliest.IsZero() {
		t.Errorf("what nobody knows yet: %+v", got)
	}
	if p := problemIn(t, get(h, path+"2026-02-20&roll=none")); p.Code != "invalid_parameter" {
		t.Error(p.Code)
	}
	rec := get(h, "/v1/calendars/CN/workdays/add?date=2026-02-09&workdays=-7")
	if rec.Code != 308 || rec.Header().Get("Location") != "/v1/calendars/CN/add?date=2026-02-09&workdays=-7" {
		t.Errorf("the other path: %d to %s", rec.Code, rec.Header().Get("Location"))
	}
}

func TestSomeDays(t *testing.T) {
	h := newTestHandler(t, nil)
	const path = "/v1/calendars/CN/days"
	got := ok[wire.Days](t, post(h, path, `{"dates":["2026-10-01","2026-02-14","2026-02-14"]}`))
	if len(got.Days) != 3 || got.Days[0].Kind != "holiday" || got.Days[1].Kind != "makeup" || got.Days[1] != got.Days[2] {
		t.Errorf("%+v", got)
	}
	if got := ok[wire.Days](t, post(h, path, `{"dates":[]}`)); got.Days == nil || len(got.Days) != 0 {
		t.Errorf("no days: %+v", got)
	}
	if got := ok[wire.Day](t, get(h, path+"/today")); got.Date != testToday {
		t.Errorf("today: %+v", got)
	}
	for body, want := range map[string]string{
		`{}`: "field_missing", `{"dates":null}`: "field_missing", `{"dates":["x"]}`: "invalid_date", `{"dates":[7]}`: "wrong_type", `{"dates":[null]}`: "wrong_type", `{"day":1}`: "unknown_field",
		`{"dates":["2026-02-14","1999-01-01"]}`:                                         "date_out_of_coverage",
		`{"dates":[` + strings.Repeat(`"2026-02-14",`, maxRangeDays) + `"2026-02-14"]}`: "range_too_long",
	} {
		if p := problemIn(t, post(h, path, body)); p.Code != want {
			t.Errorf("%.60s: %s, want %s", body, p.Code, want)
		}
	}
}

func TestMatters(t *testing.T) {
	h := newTestHandler(t, nil)
	var ids []string
	for _, r := range ok[wire.Rules](t, get(h, "/v1/rules?matter=countersign-reply")).Rules {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	want := []string{"shuangta.countersign-reply", "tiexi.countersign-reply", "xiangshan.countersign-reply", "xiangshan.countersign-reply-major", "xihe.countersign-reply", "xishi.countersign-reply"}
	if !slices.Equal(ids, want) {
		t.Errorf("%v", ids)
	}
	for _, matter := range []string{"", "counter", "nothing", "xihe.countersign-reply"} {
		if p := problemIn(t, get(h, "/v1/rules?matter="+matter)); p.Code != "invalid_parameter" {
			t.Errorf("%q: %s", matter, p.Code)
		}
	}
}

// TestFormats: a due day is told as JSON, alone or as an event, as Accept or format say;
// an Accept that names none of them gets JSON.
func TestFormats(t *testing.T) {
	h := newTestHandler(t, nil)
	const target = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"
	const jsonMedia, text, event = "application/json; charset=utf-8", "text/plain; charset=utf-8", "text/calendar; charset=utf-8"
	for _, c := range []struct{ accept, query, want string }{
		{"", "", jsonMedia}, {"*/*", "", jsonMedia}, {"application/xml", "", jsonMedia}, {"rubbish;;", "", jsonMedia}, {"image/*", "", jsonMedia},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", jsonMedia},
		{"text/plain", "", text}, {"text/plain;q=0.5, application/json;q=0.4", "", text}, {"text/plain;q=0.4, application/json", "", jsonMedia},
		{"text/calendar", "", event}, {"text/calendar, */*;q=0.1", "", event}, {"Text/Plain", "", text}, {"text/plain;charset=utf-8", "", text},
		{"text/plain;q=0", "", jsonMedia}, {"text/plain;q=0, text/*;q=0.5, */*;q=0.1", "", event}, {"text/plain;q=0.8, application/*;q=0.9", "", jsonMedia},
		{"text/plain, */*", "", text}, {"application/json, text/plain, */*", "", jsonMedia}, {"*/*;q=0.1, text/plain", "", text}, {"*/*;q=0", "", jsonMedia}, {"application/json;q=0", "", jsonMedia},
		{"text/html, image/gif, *; q=.2, */*; q=.2", "", jsonMedia}, {"text/plain;q=x", "", jsonMedia},
		{"", "&format=text", text}, {"text/plain", "&format=json", jsonMedia}, {"*/*", "&format=ics", event},
	} {
		rec := get(h, target+c.query, "Accept", c.accept)
		if rec.Code != 200 || rec.Header().Get("Content-Type") != c.want || !strings.Contains(rec.Header().Get("Vary"), "Accept,") {
			t.Errorf("%q %s: %d %v", c.accept, c.query, rec.Code, rec.Header())
		}
	}
	split := newRequest("GET", target, "")
	split.Header["Accept"] = []string{"text/html", "text/plain"}
	rec := serve(h, split)
	if rec.Body.String() != "2026-02-25" {
		t.Errorf("a date: %q", rec.Body)
	}
	if again := get(h, target, "Accept", "text/plain", "If-None-Match", rec.Header().Get("Etag")); again.Code != 304 {
		t.Errorf("a date again: %d", again.Code)
	}
	first := get(h, target+"&format=ics", "Accept-Language", "en").Body.String()
	for _, part := range []string{"BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20260225\r\n", "DTEND;VALUE=DATE:20260226\r\n", "SUMMARY:Due: ", "SEQUENCE:0\r\n"} {
		if !strings.Contains(first, part) {
			t.Errorf("%s is missing in %s", part, first)
		}
	}
	uid := func(ics string) string {
		_, rest, _ := strings.Cut(ics, "UID:")
		id, _, _ := strings.Cut(rest, "\r\n")
		return id
	}
	if a, b := uid(first), uid(get(h, target+"&revision=0&format=ics").Body.String()); a != b || a == "" || a == uid(get(h, target+"&amount=3&format=ics").Body.String()) {
		t.Errorf("UIDs %q and %q", a, b)
	}
	if later := get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger=2027-09-28&format=ics").Body.String(); !strings.Contains(strings.ReplaceAll(later, "\r\n ", ""), "公布后可能改变，最早2027年") {
		t.Errorf("what can move: %s", later)
	}
	for query, want := range map[string]string{
		"/v1/deadlines?rule=tiexi.absence-approver&days=1&format=text": "no_due_date",
		target + "&format=xml": "invalid_parameter", target + "&format=": "invalid_parameter",
		"/v1/calendars/CN/table?format=": "invalid_parameter",
	} {
		if p := problemIn(t, get(h, query, "Accept", "text/plain")); p.Code != want {
			t.Errorf("%s: %s", query, p.Code)
		}
	}
	if rec := post(h, "/v1/deadlines", "{"+good+`,"format":"text"}`); problemIn(t, rec).Code != "unknown_field" {
		t.Errorf("in a body: %s", rec.Body)
	}
}
