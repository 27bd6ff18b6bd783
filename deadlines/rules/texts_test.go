package rules_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays/data/datatest"
)

// TestUncounted: all duties with a time word and nothing to count are listed, in the order
// of the texts, and each says why by that word. testdata/uncounted.golden was held against
// the texts.
func TestUncounted(t *testing.T) {
	text, err := os.ReadFile("testdata/uncounted.golden")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(text)), "\n"), func(line string) bool { return strings.HasPrefix(line, "#") })
	var got []string
	for _, j := range rulestest.Catalogue().Jurisdictions {
		for _, u := range j.Uncounted {
			line := fmt.Sprintf("%s %s %d", j.ID, u.Word, u.Article)
			if u.Paragraph > 0 {
				line += fmt.Sprintf(" %d", u.Paragraph)
			}
			got = append(got, line)
			if !strings.Contains(u.Reason.ZH, u.Word) || !strings.Contains(u.Reason.EN, u.Word) {
				t.Errorf("%s: its reason does not name the word", line)
			}
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s is not in the golden file", line)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d duties, and %d in the golden file", len(got), len(want))
	}
}

// TestOverrides: the field of a request by which a caller disagrees with a reading.
func TestOverrides(t *testing.T) {
	want := map[string]string{
		"roll_next": "roll", "roll_previous_notice": "roll", "roll_previous_window": "roll", "roll_next_meeting": "roll",
		"no_roll_year_end": "roll", "no_roll_term": "roll", "roll_overridden": "roll", "meeting_moved": "roll",
		"amount_overridden": "amount", "agreed_date": "agreed", "agreed_rest_day": "agreed",
		"suspended_not_counted": "suspended", "suspended_extends": "suspended", "suspended_no_effect": "suspended",
		"calendar_overridden": "calendar", "as_of_notices": "as_of", "issued_approximate": "as_of",
	}
	for code, i := range rulestest.Catalogue().Interpretations {
		if i.Override != want[code] {
			t.Errorf("%s: overridden by %q, not %q", code, i.Override, want[code])
		}
	}
}

// TestNotesHaveTheTextsWords: if a note tells what a text asks, it does so in the text's
// own word, which is not always 须.
func TestNotesHaveTheTextsWords(t *testing.T) {
	for id, want := range map[string]string{
		"xihe.travel-notice":               "向区政府办公室报备",
		"shuangta.travel-notice":           "需事先征得区政府分管领导同意",
		"shuangta.agenda-review":           "原文没有写由谁负责",
		"xiangshan.district-meeting-quota": "应事先征得区政府分管领导同意",
		"tiexi.district-meeting-quota":     "须由区政府分管领导审批后报区长审定",
		"xishi.meeting-request":            "应先向区政府分管负责同志请示同意",
	} {
		if note := rulestest.Catalogue().Rule(id).Note.ZH; !strings.Contains(note, want) {
			t.Errorf("%s: %q does not say %q", id, note, want)
		}
	}
}

// TestYearOfAQuota: only the rule whose text says 一年 leaves open what year is meant; those
// that say 每年 are not told of another reading.
func TestYearOfAQuota(t *testing.T) {
	cat := rulestest.Catalogue()
	if text := cat.Interpretations["quota_calendar_year"].Text; strings.Contains(text.ZH, "十二个月") || strings.Contains(text.EN, "welve months") {
		t.Errorf("%+v tells every rule of a reading that most of them close", text)
	}
	for _, r := range cat.Rules {
		if r.Shape != deadlines.Quota {
			continue
		}
		open := len(r.Open["quota_calendar_year"]) > 0
		if told := strings.Contains(r.Note.ZH, "连续的十二个月"); open != (r.ID == "xiangshan.district-meeting-quota") || told != open {
			t.Errorf("%s: open %v, told %v", r.ID, open, told)
		}
	}
}

// TestEnglishNames: whatever an English explanation names has an English name.
func TestEnglishNames(t *testing.T) {
	for _, id := range datatest.Table().IDs() {
		if name := datatest.Table().Calendar(id).Definition().NameEN; name == "Nation" || strings.Contains(name, id) {
			t.Errorf("%s is called %q", id, name)
		}
	}
	for _, r := range rulestest.Catalogue().Rules {
		if d := r.Document; d.TitleEN == "" || strings.ContainsFunc(d.TitleEN, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s is called %q", d.Title, d.TitleEN)
		}
	}
}

// TestAgreedDateSaysWhatItPutsAside: the standard view has no explanation, so that the
// interpretation itself says that nothing else in the request matters.
func TestAgreedDateSaysWhatItPutsAside(t *testing.T) {
	text := rulestest.Catalogue().Interpretations["agreed_date"].Text
	for _, what := range []deadlines.Text{
		{ZH: "中止期间", EN: "suspended days"}, {ZH: "遇休息日怎样处理", EN: "a roll"}, {ZH: "所选的理解", EN: "readings"},
	} {
		if !strings.Contains(text.ZH, what.ZH) || !strings.Contains(text.EN, what.EN) {
			t.Errorf("%+v does not name %+v", text, what)
		}
	}
}
