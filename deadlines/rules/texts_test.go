package rules_test

import (
	"slices"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
)

// TestUncounted: all duties with a time word and nothing to count are listed, in the
// order of their articles and with the paragraph where an article has several.
func TestUncounted(t *testing.T) {
	lists := map[string][]deadlines.Uncounted{}
	for _, j := range rulestest.Catalogue().Jurisdictions {
		lists[j.ID] = j.Uncounted
		place := func(u deadlines.Uncounted) int { return u.Article*100 + u.Paragraph }
		if !slices.IsSortedFunc(j.Uncounted, func(a, b deadlines.Uncounted) int { return place(a) - place(b) }) {
			t.Errorf("%s: not in the order of the articles", j.ID)
		}
	}
	for district, n := range map[string]int{"xihe": 24, "shuangta": 36, "xiangshan": 20, "tiexi": 32, "xishi": 13} {
		if len(lists[district]) != n {
			t.Errorf("%s: %d duties, not %d", district, len(lists[district]), n)
		}
	}
	for _, c := range []struct {
		district, word     string
		article, paragraph int
	}{
		{"xihe", "定期", 19, 4}, {"shuangta", "定期", 9, 2}, {"shuangta", "会前", 41, 2}, {"shuangta", "定期", 62, 1}, {"shuangta", "每年", 64, 0},
		{"xiangshan", "事先", 54, 1}, {"tiexi", "同步", 38, 1}, {"tiexi", "定期", 41, 0}, {"tiexi", "定期", 42, 2}, {"tiexi", "会前", 58, 0},
		{"tiexi", "年初", 68, 0}, {"xishi", "定期", 32, 3}, {"xishi", "事先", 41, 3},
	} {
		if !slices.ContainsFunc(lists[c.district], func(u deadlines.Uncounted) bool {
			return u.Word == c.word && u.Article == c.article && u.Paragraph == c.paragraph && strings.Contains(u.Reason.ZH, c.word)
		}) {
			t.Errorf("%+v is missing", c)
		}
	}
}

// TestNotesHaveTheTextsWords: where a note tells what a text asks, it does so in the text's
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
