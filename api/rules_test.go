package api

import (
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"shixian/api/wire"
	"shixian/deadlines"
)

// TestRulePages: the list has every rule of the catalogue in its order, each page
// is its entry in the list, and both say what the rule says.
func TestRulePages(t *testing.T) {
	h := newTestHandler(t, nil)
	_, cat := world()
	list := ok[wire.Rules](t, get(h, "/v1/rules")).Rules
	if len(list) != len(cat.Rules) {
		t.Fatalf("%d rules, want %d", len(list), len(cat.Rules))
	}
	for i, r := range cat.Rules {
		got := ok[wire.Rule](t, get(h, "/v1/rules/"+r.ID))
		if !reflect.DeepEqual(got, list[i]) {
			t.Errorf("%s: the page has\n%+v\nand the list\n%+v", r.ID, got, list[i])
		}
		if got.ID != r.ID || got.Title != r.Title || got.Shape != r.Shape || got.Amount != r.Amount || got.Unit != r.Unit ||
			got.Group != r.Group || got.Calendar != r.Jurisdiction.Calendar || got.Jurisdiction != r.Jurisdiction.ID || got.Trigger != r.Trigger ||
			got.Actor != r.Actor || got.Strength != r.Strength || got.Overridable != r.Overridable || got.Silence != r.Silence ||
			got.TriggerDayCounts != r.TriggerDayCounts || got.AtLeast != r.AtLeast || got.Every != r.Every || got.Nth != r.Nth ||
			got.EffectiveFrom != r.EffectiveFrom() || got.Citation.Article != r.Article || len(got.Interpretations) != len(r.Interpretations) {
			t.Errorf("%s: %+v", r.ID, got)
		}
		if (got.Roll != "") != r.HasDue() || (got.Approver != nil) != (r.Shape == deadlines.Threshold) {
			t.Errorf("%s: roll %q, approver %v", r.ID, got.Roll, got.Approver)
		}
	}
	window := ok[wire.Rule](t, get(h, "/v1/rules/tiexi.field-research-days"))
	if want := []string{"monday", "tuesday", "wednesday"}; !slices.Equal(window.Weekdays, want) {
		t.Errorf("weekdays %v, want %v", window.Weekdays, want)
	}
	if meeting := ok[wire.Rule](t, get(h, "/v1/rules/tiexi.standing-meeting")); meeting.Weekday != "wednesday" || meeting.Nth != 2 || meeting.PostponedBy == nil {
		t.Errorf("%+v", meeting)
	}
}

// TestFindRules: the filters of the list, alone and together.
func TestFindRules(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct {
		query string
		some  string // one that has to be found
		want  func(wire.Rule) bool
	}{
		{"jurisdiction=xihe", "xihe.travel-notice", func(r wire.Rule) bool { return r.Jurisdiction == "xihe" }},
		{"shape=quota", "tiexi.field-research-quota", func(r wire.Rule) bool { return r.Shape == "quota" }},
		{"jurisdiction=tiexi&shape=within", "tiexi.enquiry-reply", func(r wire.Rule) bool { return r.Jurisdiction == "tiexi" && r.Shape == "within" }},
		{"q=countersign", "xishi.countersign-reply", func(r wire.Rule) bool { return strings.Contains(r.ID, "countersign") }},
		{"q=COUNTERSIGN", "xishi.countersign-reply", func(r wire.Rule) bool { return strings.Contains(r.ID, "countersign") }},
		{"q=%E4%BC%9A%E7%AD%BE", "xihe.countersign-reply", func(r wire.Rule) bool { return strings.Contains(r.ID, "countersign") }},
		{"q=countersign++xihe", "xihe.countersign-reply", func(r wire.Rule) bool { return r.ID == "xihe.countersign-reply" }},
		{"q=", "xihe.travel-notice", func(wire.Rule) bool { return true }},
	}
	all := ok[wire.Rules](t, get(h, "/v1/rules")).Rules
	for _, c := range cases {
		var want, got []string
		for _, r := range all {
			if c.want(r) {
				want = append(want, r.ID)
			}
		}
		for _, r := range ok[wire.Rules](t, get(h, "/v1/rules?"+c.query)).Rules {
			got = append(got, r.ID)
		}
		if !slices.Equal(got, want) || !slices.Contains(got, c.some) {
			t.Errorf("%s: %v, want %v", c.query, got, want)
		}
	}
	if rec := get(h, "/v1/rules?q=nothing+of+the+kind"); !strings.HasPrefix(rec.Body.String(), `{"rules":[],"catalogue":"`) {
		t.Errorf("nothing found: %s", rec.Body)
	}
	for query, names := range map[string]string{"jurisdiction=nowhere": "/v1/jurisdictions", "shape=round": "weekday_window"} {
		if p := problemIn(t, get(h, "/v1/rules?"+query)); !strings.Contains(p.Detail, names) {
			t.Errorf("%s does not say what there is: %s", query, p.Detail)
		}
	}
}

// TestJurisdictions: every district, with as many rules as it has.
func TestJurisdictions(t *testing.T) {
	h := newTestHandler(t, nil)
	want := map[string]int{"xihe": 5, "shuangta": 11, "xiangshan": 6, "tiexi": 28, "xishi": 7}
	got := ok[wire.Jurisdictions](t, get(h, "/v1/jurisdictions")).Jurisdictions
	if len(got) != len(want) {
		t.Errorf("%d districts", len(got))
	}
	for _, j := range got {
		list := ok[wire.Rules](t, get(h, "/v1/rules?jurisdiction="+j.ID)).Rules
		if j.Rules != want[j.ID] || len(list) != j.Rules || j.Calendar != list[0].Calendar || j.EffectiveFrom != list[0].EffectiveFrom ||
			j.EffectiveUnknown != (j.ID == "tiexi") || j.Document != list[0].Citation.Document {
			t.Errorf("%+v with %d rules", j, len(list))
		}
	}
}

// TestRulesOfBatches: what answers many questions names the rules that it went by, as lists
// of rules do.
func TestRulesOfBatches(t *testing.T) {
	h := newTestHandler(t, comparing(t))
	want := ok[wire.Rules](t, get(h, "/v1/rules")).Catalogue
	for what, rec := range map[string]*httptest.ResponseRecorder{
		"a document": post(h, "/v1/deadlines/batch", `{"items":[`+ask25+`]}`),
		"lines":      postLines(h, ask25),
		"what moved": do(h, "POST", "/v1/deadlines/compare?from=0", ask25, "Content-Type", ndjsonType),
	} {
		if got := rec.Header().Get("X-Shixian-Catalogue"); rec.Code != 200 || got != want || want == "" {
			t.Errorf("%s: %d, the rules %q, want %q", what, rec.Code, got, want)
		}
	}
}
