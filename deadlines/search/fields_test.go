package search

import (
	"testing"

	"shixian/deadlines"
)

// TestWhatARuleIsFoundBy: each text of a rule, in the forms in which it is looked for; a wrong
// character is forgiven in titles, triggers and kinds of matters, and pinyin is read of those
// and of articles and limits.
func TestWhatARuleIsFoundBy(t *testing.T) {
	district := &deadlines.Jurisdiction{ID: "somewhere", Name: deadlines.Text{ZH: "某省某市某区"}}
	rule := &deadlines.Rule{
		ID: "somewhere.cleanup", Title: deadlines.Text{ZH: "积案化解", EN: "Old cases"}, Group: "supervision",
		Jurisdiction: district, Document: &deadlines.Document{Title: "试行办法"}, Article: 12, Paragraph: 3,
		Shape: deadlines.Within, Amount: 15, Unit: deadlines.WorkingDay,
		Trigger: deadlines.Text{ZH: "群众来访之日", EN: "a visit"}, Actor: deadlines.Text{ZH: "信访部门"}, Note: deadlines.Text{ZH: "疑难除外"},
	}
	other := *rule
	other.ID, other.Title, other.Group, other.Article = "somewhere.other", deadlines.Text{ZH: "植树", EN: "Trees"}, "meeting", 99
	other.Trigger, other.Actor, other.Note, other.Document = deadlines.Text{ZH: "开春", EN: "spring"}, deadlines.Text{}, deadlines.Text{}, &deadlines.Document{}
	other.Amount, other.Unit, other.Paragraph = 3, deadlines.Month, 0
	x := New(deadlines.NewCatalogue([]*deadlines.Jurisdiction{district}, []*deadlines.Rule{rule, &other}, nil))
	for typed, want := range map[string]bool{
		"积案": true, "ja": true, "jian": true, "积安化解": true, // the title
		"督办督查": true, "督办督察": true, "duban": true, "dbdc": true, // the kind of matter
		"群众来访": true, "群众来放": true, "laifang": true, "qzlf": true, // the trigger
		"第12条": true, "第十二条第三款": true, "12条": true, "第2条": false, "第13条": false,
		"15个工作日": true, "十五个工作日": true, "15天": true, "15日": true, "5天": false, "shiwugegongzuori": false, "gongzuori": true,
		"信访部门": true, "信仿": false, "xinfangbumen": false, // the actor is looked for as it is
		"疑难": true, "yinan": false, "试行办法": true, "式行": false, "shixing": false,
		"old cases": true, "visit": true, "cleanup": true, "article 12 paragraph 3": true, "within 15 working days": true, "olds": false,
	} {
		found := x.Find(typed, "")
		if got := len(found) > 0 && found[0] == rule; got != want {
			t.Errorf("%s: %t, want %t", typed, got, want)
		}
	}
}
