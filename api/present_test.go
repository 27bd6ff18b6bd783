package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"shixian/api/wire"
)

// members returns the names of an object's members, in order.
func members(t *testing.T, body []byte) (out []string) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(string(body)))
	depth := 0
	for key := false; ; {
		tok, err := dec.Token()
		if err != nil {
			return out
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
			key = depth == 1
			continue
		case json.Delim('}'), json.Delim(']'):
			depth--
			key = depth == 1
			continue
		}
		if depth == 1 {
			if key {
				out = append(out, tok.(string))
			}
			key = !key
		}
	}
}

// TestBriefView: the day, or what the shape has instead of it, and how sure it is; the
// bounds only if they differ.
func TestBriefView(t *testing.T) {
	h := newTestHandler(t, nil)
	sure := []string{"certainty", "provisional"}
	for query, want := range map[string][]string{
		"rule=xihe.countersign-reply&trigger=2026-02-09":              append([]string{"rule", "trigger", "due"}, sure...),
		"rule=xihe.countersign-reply&trigger=2027-02-02":              append(append([]string{"rule", "trigger", "due"}, sure...), "earliest", "latest"),
		"rule=tiexi.absence-approver&days=2":                          append([]string{"rule", "approver", "approver_side", "both"}, sure...),
		"rule=tiexi.field-research-days&trigger=2026-03-05":           append([]string{"rule", "trigger", "inside", "next_inside"}, sure...),
		"rule=xiangshan.district-meeting-quota&trigger=2026-03-05":    append([]string{"rule", "trigger", "allowed", "used", "limit", "remaining", "window", "next_allowed"}, sure...),
		"rule=xihe.countersign-reply&trigger=2026-02-09&ref=A-17":     append([]string{"ref", "rule", "trigger", "due"}, sure...),
		"rule=xihe.countersign-reply&trigger=2026-02-09&fields=due":   {"due"},
		"rule=tiexi.absence-approver&days=2&fields=due&ref=A":         {"ref"},
		"rule=xihe.countersign-reply&trigger=2026-02-09&view=brief&x": nil,
	} {
		rec := get(h, "/v1/deadlines?view=brief&"+query)
		if want == nil {
			if rec.Code != http.StatusBadRequest {
				t.Errorf("%s: %d %s", query, rec.Code, rec.Body)
			}
			continue
		}
		if got := members(t, rec.Body.Bytes()); rec.Code != http.StatusOK || !slices.Equal(got, want) || !json.Valid(rec.Body.Bytes()) {
			t.Errorf("%s: %s", query, rec.Body)
		}
	}
}

// TestViewsOfEveryCall: a view, fields and a language stand in the query of each call
// that answers; standard is what there is without them.
func TestViewsOfEveryCall(t *testing.T) {
	h := newTestHandler(t, nil)
	question := `{"rule":"xihe.countersign-reply","trigger":"2026-02-09","trace":false}`
	call := func(path, query, body string) string {
		rec := do(h, "POST", path+query, body)
		if rec.Code != http.StatusOK {
			t.Errorf("POST %s%s: %d %s", path, query, rec.Code, rec.Body)
		}
		return strings.TrimSpace(rec.Body.String())
	}
	batch := `{"items":[` + question + `]}`
	for path, body := range map[string]string{"/v1/deadlines": question, "/v1/deadlines/status": question, "/v1/deadlines/batch": batch} {
		if plain, standard := call(path, "", body), call(path, "?view=standard&lang=zh", body); plain != standard {
			t.Errorf("%s: view=standard is\n%s\nand without it\n%s", path, standard, plain)
		}
		if got := call(path, "?view=full&lang=en", body); !strings.Contains(got, `"explanation":{"text":"Xihe District`) || !strings.Contains(got, `"actor":"the department consulted`) ||
			!strings.Contains(got, `"trigger_event":"the document`) || !strings.Contains(got, `"notes":["A limit set`) || !strings.Contains(got, `"source":"Civil Code`) {
			t.Errorf("%s in full: %s", path, got)
		}
		if got := call(path, "?view=brief", body); strings.Contains(got, "interpretations") || !strings.Contains(got, `"due":"2026-02-25"`) {
			t.Errorf("%s in brief: %s", path, got)
		}
		if got := call(path, "?fields=due,certainty", body); !strings.Contains(got, `{"due":"2026-02-25","certainty":"settled"}`) {
			t.Errorf("%s, two fields: %s", path, got)
		}
		for _, bad := range []string{"?view=all", "?view=", "?fields=dew", "?fields=", "?lang=fr", "?view=full&view=full", "?lang=en&lang=en"} {
			if rec := do(h, "POST", path+bad, body); rec.Code != http.StatusBadRequest {
				t.Errorf("%s%s: %d", path, bad, rec.Code)
			}
		}
	}
	if rec := get(h, "/v1/rules/nothing?lang=en"); !strings.Contains(rec.Body.String(), "There is no rule") && !strings.Contains(rec.Body.String(), "rule") {
		t.Errorf("lang of another call: %s", rec.Body)
	}
	for _, encoded := range []string{"lang=%65n", "l%61ng=en"} {
		if rec := get(h, "/v1/deadlines?"+goodQuery+"&"+encoded); rec.Header().Get("Content-Language") != "en" {
			t.Errorf("%s: %v", encoded, rec.Header())
		}
	}
	if rec := get(h, "/v1/rules/xihe.countersign-reply?lang=fr"); rec.Code != http.StatusBadRequest {
		t.Errorf("a language that is not spoken: %d", rec.Code)
	}
}

// TestReadings: each other reading with its day, the strictest of them, and of their
// combinations what is stricter still: if the day of the meeting counts and days off move nothing, that is
// earlier than by either reading alone.
func TestReadings(t *testing.T) {
	h := newTestHandler(t, nil)
	a := ok[wire.Answer](t, get(h, "/v1/deadlines?rule=xihe.revise-decided-document&trigger=2026-04-03&readings=true"))
	days := map[string]string{}
	for _, r := range *a.Readings {
		days[r.Interpretation+":"+r.Reading] = r.Due.String()
	}
	for reading, due := range map[string]string{
		"trigger_day_excluded:trigger_day_counted": "2026-04-07", "calendar_days:working_days": "2026-04-09", "roll_next:no_roll": "2026-04-06",
	} {
		if days[reading] != due {
			t.Errorf("%s comes to %s, not %s", reading, days[reading], due)
		}
	}
	if len(days) != 3 || a.Due.String() != "2026-04-07" || a.Safe.String() != "2026-04-06" || a.SafeReading != "roll_next:no_roll" ||
		a.SafeCombined.String() != "2026-04-05" || a.SafeCombinedReading != "trigger_day_excluded:trigger_day_counted,roll_next:no_roll" {
		t.Errorf("%v, due %s, safe %s by %s, combined %s by %s", days, a.Due, a.Safe, a.SafeReading, a.SafeCombined, a.SafeCombinedReading)
	}
	// One reading is chosen: the answer says so, and that it could be left.
	a = ok[wire.Answer](t, do(h, "POST", "/v1/deadlines", `{"rule":"xihe.revise-decided-document","trigger":"2026-04-03","readings":true,"interpret":{"calendar_days":"working_days"}}`))
	chosen := slices.IndexFunc(a.Interpretations, func(i wire.Interpretation) bool { return i.Code == "working_days" && i.InsteadOf == "calendar_days" })
	if a.Due.String() != "2026-04-09" || a.Unit != "working_day" || chosen < 0 || a.SafeReading != "calendar_days:calendar_days" ||
		a.SafeCombinedReading != "trigger_day_excluded:trigger_day_counted,calendar_days:calendar_days,roll_next:no_roll" {
		t.Errorf("due %s in %s, %+v, safe by %s, combined by %s", a.Due, a.Unit, a.Interpretations, a.SafeReading, a.SafeCombinedReading)
	}
	for _, i := range a.Interpretations {
		if i.Code == "roll_next" {
			t.Error("working days are not rolled")
		}
	}
	// A year as twelve months on end: the meeting of last June still counts.
	a = ok[wire.Answer](t, get(h, "/v1/deadlines?rule=xiangshan.district-meeting-quota&trigger=2026-04-03&history=2025-06-01&readings=true"))
	if !*a.Allowed || *(*a.Readings)[0].Allowed || a.Safe.String() != "2026-06-01" || a.SafeReading != "quota_calendar_year:twelve_months" {
		t.Errorf("%+v, safe %s by %s", (*a.Readings)[0], a.Safe, a.SafeReading)
	}
	// What was agreed leaves nothing to read.
	a = ok[wire.Answer](t, get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-03-02&agreed=2026-03-20&readings=true"))
	if len(*a.Readings) != 0 || a.Safe.String() != "2026-03-20" || a.SafeReading != "" {
		t.Errorf("%+v, safe %s by %s", *a.Readings, a.Safe, a.SafeReading)
	}
}

// TestFieldsOfFullView: what the full view alone tells can be asked for by name without
// asking for that view, of every shape; a view that was asked for stays what it is.
func TestFieldsOfFullView(t *testing.T) {
	h := newTestHandler(t, nil)
	only := []string{"actor", "trigger_event", "notes", "explanation"}
	for _, question := range []string{
		"rule=xihe.countersign-reply&trigger=2026-02-09", "rule=tiexi.absence-approver&days=2",
		"rule=tiexi.field-research-days&trigger=2026-03-05", "rule=xiangshan.district-meeting-quota&trigger=2026-03-05",
	} {
		standard := members(t, get(h, "/v1/deadlines?"+question).Body.Bytes())
		full := members(t, get(h, "/v1/deadlines?view=full&"+question).Body.Bytes())
		if more := slices.DeleteFunc(full, func(name string) bool { return slices.Contains(standard, name) }); !slices.Equal(more, only) {
			t.Errorf("%s: the full view has %q more", question, more)
		}
		for _, name := range only {
			target := "/v1/deadlines?" + question + "&fields=rule," + name
			if got := members(t, get(h, target).Body.Bytes()); !slices.Equal(got, []string{"rule", name}) {
				t.Errorf("%s: %q", target, got)
			}
			if got := members(t, get(h, target+"&view=standard").Body.Bytes()); !slices.Equal(got, []string{"rule"}) {
				t.Errorf("%s, standard: %q", target, got)
			}
		}
	}
	got := post(h, "/v1/deadlines/batch?fields=due,explanation", `{"items":[{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}]}`).Body.String()
	if !strings.HasPrefix(got, `{"results":[{"due":"2026-02-25","explanation":{"text":"`) {
		t.Error(got)
	}
}
