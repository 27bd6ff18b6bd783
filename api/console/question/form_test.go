package question_test

import (
	"net/url"
	"testing"

	"shixian/api/console/internal/pagetest"
	"shixian/api/console/question"
)

func read(t *testing.T, query string) question.Form {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return question.Read(pagetest.Catalogue, values)
}

// TestQuery: the question is that of the form, without what means nothing to its rule.
func TestQuery(t *testing.T) {
	for _, c := range []struct{ name, form, want string }{
		{"a limit", "district=xihe&rule=xihe.countersign-reply&trigger=2026-02-09&amount=&days=&history=&roll=&calendar=&as_of=&at=&done=",
			"rule=xihe.countersign-reply&trigger=2026-02-09"},
		{"all that can be said", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=3&roll=next&calendar=CN-GX&as_of=2025-12-01&at=2026-02-20&done=2026-02-19&revision=0&suspended=2026-02-10/2026-02-11",
			"rule=xihe.countersign-reply&calendar=CN-GX&as_of=2025-12-01&revision=0&trigger=2026-02-09&amount=3&roll=next&at=2026-02-20&done=2026-02-19&suspended=2026-02-10%2F2026-02-11"},
		{"an amount nobody may agree on", "rule=xihe.travel-notice&trigger=2026-10-08&amount=2&days=5&history=2026-01-05", "rule=xihe.travel-notice&trigger=2026-10-08"},
		{"a quota", "rule=tiexi.district-meeting-quota&trigger=2026-06-01&history=2026-01-05，2026-03-02、+2025-12-31&roll=next&at=2026-06-02",
			"rule=tiexi.district-meeting-quota&trigger=2026-06-01&history=2026-01-05%2C2026-03-02%2C2025-12-31"},
		{"days in other ways", "rule=tiexi.district-meeting-quota&trigger=2026-06-01&history=2026年1月5日和2026年3月2号；5 Jan 2026 and 3 Feb 2026%3B2026-04-01 2026-04-02",
			"rule=tiexi.district-meeting-quota&trigger=2026-06-01&history=2026-01-05%2C2026-03-02%2C2026-01-05%2C2026-02-03%2C2026-04-01%2C2026-04-02"},
		{"a day without its year among days", "rule=tiexi.district-meeting-quota&trigger=2026-06-01&history=2026年1月5日，3月2日",
			"rule=tiexi.district-meeting-quota&trigger=2026-06-01&history=2026-01-05%2C3%E6%9C%882%E6%97%A5"},
		{"a threshold", "rule=tiexi.absence-approver&days=3&trigger=2026-06-01&history=2026-01-05", "rule=tiexi.absence-approver&days=3"},
		{"two spans in fields, one of them open, and an empty row", "rule=xihe.countersign-reply&trigger=2026-02-09" +
			"&suspended_from=2026-02-10&suspended_to=2026-02-11&suspended_from=&suspended_to=&suspended_from=2026-03-02",
			"rule=xihe.countersign-reply&trigger=2026-02-09&suspended=2026-02-10%2F2026-02-11"},
		{"written in other ways, but clear", "rule=xihe.countersign-reply&trigger=２０２６年2月9日&amount=５&as_of=2025年12月1日",
			"rule=xihe.countersign-reply&as_of=2025-12-01&trigger=2026-02-09&amount=5"},
		{"a number with the rule's unit", "rule=xihe.countersign-reply&trigger=2026.2.9&amount=5个工作日", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=5"},
		{"within a number of units", "rule=xihe.countersign-reply&trigger=9 Feb 2026&amount=5个工作日内", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=5"},
		{"the same in English", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=Within five", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=Within+five"},
		{"the same in English and figures", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=within 5 Working Days", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=5"},
		{"a number with another unit", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=5天", "rule=xihe.countersign-reply&trigger=2026-02-09&amount=5%E5%A4%A9"},
		{"days", "rule=tiexi.absence-approver&days=５天", "rule=tiexi.absence-approver&days=5"},
		{"a day that could be two", "rule=xihe.countersign-reply&trigger=3/4/2026", "rule=xihe.countersign-reply&trigger=3%2F4%2F2026"},
		{"a day that is a number", "rule=xihe.countersign-reply&trigger=46000", "rule=xihe.countersign-reply&trigger=46000"},
		{"a time of day", "rule=xihe.countersign-reply&trigger=2026-02-09T18:00:00%2B08:00", "rule=xihe.countersign-reply&trigger=2026-02-09T18%3A00%3A00%2B08%3A00"},
		{"what is wrong is for the answer to say", "rule=xihe.countersign-reply&trigger=soon", "rule=xihe.countersign-reply&trigger=soon"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := read(t, c.form)
			if got := f.Query(); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			if again := read(t, f.Query()); again.Query() != c.want {
				t.Errorf("read again it is %s", again.Query())
			}
		})
	}
}

// TestDistrict: the district that was chosen last wins over a rule of another.
func TestDistrict(t *testing.T) {
	first := pagetest.Catalogue.Jurisdictions[0].ID
	for _, c := range []struct{ form, district, rule string }{
		{"rule=xihe.countersign-reply", "xihe", "xihe.countersign-reply"},
		{"district=xiangshan&rule=xihe.countersign-reply", "xiangshan", "xiangshan.countersign-reply"},
		{"district=xihe&rule=tiexi.absence-approver", "xihe", ""},
		{"district=tiexi&rule=tiexi.term", "tiexi", "tiexi.term"},
		{"district=atlantis&rule=xihe.countersign-reply", "xihe", "xihe.countersign-reply"},
		{"district=atlantis&rule=xihe.none", first, ""},
		{"", first, ""},
	} {
		f, rule := read(t, c.form), ""
		if f.Rule != nil {
			rule = f.Rule.ID
		}
		if f.District != c.district || rule != c.rule {
			t.Errorf("%q: %s, %q", c.form, f.District, rule)
		}
	}
}

// TestComplete: a threshold asks for a length, all others for a day.
func TestComplete(t *testing.T) {
	for form, want := range map[string]bool{
		"": false, "trigger=2026-02-09": false, "rule=xihe.countersign-reply": false, "rule=xihe.countersign-reply&days=3": false,
		"rule=xihe.countersign-reply&trigger=2026-02-09": true, "rule=tiexi.absence-approver&trigger=2026-02-09": false, "rule=tiexi.absence-approver&days=3": true,
	} {
		if f := read(t, form); f.Complete() != want {
			t.Errorf("%q: %t", form, f.Complete())
		}
	}
}

// TestLink: the same question by another revision, and the form keeps its own.
func TestLink(t *testing.T) {
	f := read(t, "rule=tiexi.absence-approver&days=3&revision=4")
	if got := f.Link(""); got != "/?rule=tiexi.absence-approver&days=3" {
		t.Error(got)
	}
	if got := f.Link("2"); got != "/?rule=tiexi.absence-approver&revision=2&days=3" || f.Revision != "4" {
		t.Error(got, f.Revision)
	}
}
