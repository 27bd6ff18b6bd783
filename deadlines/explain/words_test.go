package explain_test

import (
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// inBoth are the words of both languages.
var inBoth = [2]explain.Words{explain.In(holidays.Chinese), explain.In(holidays.English)}

// TestRuleWords: what a rule asks, in the text's own word, and what its day is called, for
// each shape, unit and strength.
func TestRuleWords(t *testing.T) {
	for id, want := range map[string]struct{ limit, strength, due [2]string }{
		"shuangta.issue-minutes":         {[2]string{"2个工作日内", "within 2 working days"}, [2]string{"原则上", "in principle"}, [2]string{"截止：印发会议纪要", "Due: Issue the minutes of a meeting"}},
		"shuangta.710-general":           {[2]string{"7天内", "within 7 days"}, [2]string{"应", "shall"}, [2]string{"截止：“710”制度：一般事项办结", "Due: “710” rule: an ordinary matter is settled"}},
		"shuangta.710-complex":           {[2]string{"1个月内", "within 1 month"}, [2]string{"原文未用“须”“应”", "stated without 须 or 应"}, [2]string{"截止：“710”制度：复杂事项有结果", "Due: “710” rule: a complex matter has a result"}},
		"shuangta.710-annual":            {[2]string{"在年底", "at the year’s end"}, [2]string{"原文未用“须”“应”", "stated without 须 or 应"}, [2]string{"截止：“710”制度：年初确定事项清零", "Due: “710” rule: everything set at the start of the year is cleared"}},
		"tiexi.coordination-body-review": {[2]string{"当年年底前", "by the end of the year"}, [2]string{"原文未用“须”“应”", "stated without 须 or 应"}, [2]string{"截止：督导议事协调机构年度目标", "Due: Review of the coordination bodies’ yearly goals"}},
		"tiexi.progress-report":          {[2]string{"至少每半年一次", "at least once every half year"}, [2]string{"要", "shall"}, [2]string{"最迟：向上级对口部门报告工作", "Latest: Report to the superior department"}},
		"shuangta.agenda-review":         {[2]string{"提前2天", "2 days before"}, [2]string{"原则上应", "in principle"}, [2]string{"最迟：常务会议汇报材料审核", "Latest: Review of papers for a standing meeting"}},
		"tiexi.fix-agenda":               {[2]string{"提前1天", "1 day before"}, [2]string{"原文未用“须”“应”", "stated without 须 or 应"}, [2]string{"最迟：常务会议议题和文件报区长审定", "Latest: Agenda and papers of a standing meeting put to the district head"}},
		"tiexi.lead-general":             {[2]string{"预留不少于10个工作日", "leave at least 10 working days"}, [2]string{"应", "shall"}, [2]string{"最迟报送：报区政府审批的提前量：一般事项", "Hand in by: Time left for a decision: ordinary matter"}},
		"tiexi.head-travel-notice":       {[2]string{"提前3天", "3 days before"}, [2]string{"须", "shall"}, [2]string{"最迟：区长外出报告", "Latest: Report of the district head’s absence"}},
		"tiexi.term":                     {[2]string{"每届任期5年", "a term of 5 years"}, [2]string{"原文未用“须”“应”", "stated without 须 or 应"}, [2]string{"届满：一届政府的任期", "The term ends: Term of a government"}},
		"shuangta.plenary-meeting":       {[2]string{"每年一次", "once a year"}, [2]string{"一般", "as a rule"}, [2]string{"最迟：区政府全体会议", "Latest: Plenary meeting"}},
		"tiexi.plenary-meeting":          {[2]string{"每半年一次", "once every half year"}, [2]string{"一般", "as a rule"}, [2]string{"最迟：区政府全体会议", "Latest: Plenary meeting"}},
		"xishi.study-session":            {[2]string{"每两个月一次", "once every two months"}, [2]string{"一般", "as a rule"}, [2]string{"最迟：区政府专题学习", "Latest: Study session"}},
		"shuangta.party-group-meeting":   {[2]string{"每月一次", "once a month"}, [2]string{"一般", "as a rule"}, [2]string{"最迟：区政府党组会议", "Latest: Party group meeting"}},
		"shuangta.standing-meeting":      {[2]string{"每半月一次", "once every half month"}, [2]string{"一般", "as a rule"}, [2]string{"最迟：区政府常务会议", "Latest: Standing meeting"}},
		"shuangta.head-meeting":          {[2]string{"每两周一次", "once every two weeks"}, [2]string{"原文未用“须”“应”", "stated without 须 or 应"}, [2]string{"最迟：区长例会", "Latest: District head’s regular meeting"}},
		"tiexi.party-group-meeting":      {[2]string{"每月第2个周三", "on the second Wednesday of each month"}, [2]string{"原则上", "in principle"}, [2]string{"最近一次：区政府党组会议", "Next: Party group meeting"}},
		"tiexi.district-meeting-quota":   {[2]string{"一年不超过1次", "at most 1 meeting a year"}, [2]string{"原则上", "in principle"}, [2]string{"截止：综合部门以区政府名义召开的全区性会议", "Due: District-wide meetings of a general department in the government’s name"}},
		"tiexi.system-meeting-quota":     {[2]string{"一年不超过1次", "at most 1 meeting a year"}, [2]string{"不得", "shall not"}, [2]string{"截止：部门召开的本系统全区性会议", "Due: District-wide meetings of a department’s own system"}},
		"tiexi.field-research-quota":     {[2]string{"每年1个月以上", "1 month or more a year"}, [2]string{"原文未用“须”“应”", "stated without 须 or 应"}, [2]string{"截止：区政府领导全年到基层调研的天数", "Due: Leaders’ days of field research in a year"}},
		"tiexi.key-topics":               {[2]string{"一年1至2个", "1 to 2 topics a year"}, [2]string{"要", "shall"}, [2]string{"截止：区政府领导每年的重点调研课题", "Due: Leaders’ key research topics of a year"}},
		"tiexi.field-research-days":      {[2]string{"安排在周一、周二、周三", "on Monday, Tuesday or Wednesday"}, [2]string{"可", "may"}, [2]string{"截止：区政府领导到基层调研的日子", "Due: Days for leaders’ field research"}},
		"tiexi.absence-approver": {[2]string{"1天以内向分管副区长请示，1天以上向区长请示", "up to 1 day: ask the deputy district head in charge; 1 day or more: the district head"},
			[2]string{"要", "shall"}, [2]string{"截止：离开本地由谁批准", "Due: Who approves an absence"}},
	} {
		r := catalogue().Rule(id)
		if r == nil {
			t.Fatalf("there is no rule %s", id)
		}
		for i, w := range inBoth {
			if got := [...]string{w.Limit(r), w.Strength(r), w.DueTitle(&deadlines.Answer{Rule: r})}; got != [...]string{want.limit[i], want.strength[i], want.due[i]} {
				t.Errorf("%s: %q", id, got)
			}
		}
	}
}

// TestDocumentWords: a document by its number, if it has one, and since and until when it
// holds.
func TestDocumentWords(t *testing.T) {
	replaced := deadlines.Document{Title: "某区工作规则", EffectiveFrom: date("2019-04-02"), EffectiveTo: date("2024-01-28"), SupersededBy: "新规则"}
	for _, c := range []struct {
		d    *deadlines.Document
		want [2]string
	}{
		{catalogue().Rule("shuangta.issue-minutes").Document, [2]string{"《朝阳市双塔区人民政府工作规则》（朝双政发〔2022〕7号），自2022年5月25日起施行", "Work Rules of the People’s Government of Shuangta District, Chaoyang (朝阳市双塔区人民政府工作规则, 朝双政发〔2022〕7号), in force since 25 May 2022"}},
		{catalogue().Rule("tiexi.term").Document, [2]string{"《四平市铁西区人民政府工作规则》，施行日期原文未载，不早于2021年11月11日", "Work Rules of the People’s Government of Tiexi District, Siping (四平市铁西区人民政府工作规则), in force from a day that the text does not give, not before 11 November 2021"}},
		{&replaced, [2]string{"《某区工作规则》，自2019年4月2日起施行，至2024年1月28日止，其后适用“新规则”", "某区工作规则, in force since 2 April 2019, until 28 January 2024, then replaced by “新规则”"}},
	} {
		for i, w := range inBoth {
			if got := w.Document(c.d); got != c.want[i] {
				t.Errorf("got %q, want %q", got, c.want[i])
			}
		}
	}
	for id, want := range map[string][2]string{
		"tiexi.term":                {"《四平市铁西区人民政府工作规则》第10条", "Work Rules of the People’s Government of Tiexi District, Siping (四平市铁西区人民政府工作规则), article 10"},
		"xiangshan.plenary-meeting": {"《象山区人民政府工作规则》（象政〔2021〕11号）第39条第2款", "Work Rules of the People’s Government of Xiangshan District (象山区人民政府工作规则, 象政〔2021〕11号), article 39, paragraph 2"},
	} {
		for i, w := range inBoth {
			if got := w.Citation(catalogue().Rule(id)); got != want[i] {
				t.Errorf("got %q, want %q", got, want[i])
			}
		}
	}
}

// TestAmounts: English has a plural, Chinese a measure word.
func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		n    int
		u    deadlines.Unit
		want [2]string
		unit [2]string
	}{
		{1, deadlines.WorkingDay, [2]string{"1个工作日", "1 working day"}, [2]string{"工作日", "working days"}},
		{0, deadlines.WorkingDay, [2]string{"0个工作日", "0 working days"}, [2]string{"工作日", "working days"}},
		{2, deadlines.CalDay, [2]string{"2天", "2 days"}, [2]string{"天", "days"}},
		{3, deadlines.Month, [2]string{"3个月", "3 months"}, [2]string{"个月", "months"}},
		{1, deadlines.Year, [2]string{"1年", "1 year"}, [2]string{"年", "years"}},
	} {
		for i, w := range inBoth {
			if w.Amount(c.n, c.u) != c.want[i] || w.Unit(c.u) != c.unit[i] {
				t.Errorf("%d %s: %q, %q", c.n, c.u, w.Amount(c.n, c.u), w.Unit(c.u))
			}
		}
	}
	for _, w := range inBoth {
		if w.Unit("") != "" {
			t.Errorf("%q is the unit of a rule that has none", w.Unit(""))
		}
	}
}

// TestDates: in full, with the weekday, and of spans only what differs.
func TestDates(t *testing.T) {
	for day, want := range map[string][4]string{
		"2026-02-09": {"2026年2月9日", "2026年2月9日（周一）", "9 February 2026", "Monday 9 February 2026"},
		"2026-11-29": {"2026年11月29日", "2026年11月29日（周日）", "29 November 2026", "Sunday 29 November 2026"},
	} {
		d, zh, en := date(day), inBoth[0], inBoth[1]
		if got := [...]string{zh.Date(d), zh.DayDate(d), en.Date(d), en.DayDate(d)}; got != want {
			t.Errorf("%s: %q", day, got)
		}
	}
	for _, c := range []struct {
		from, to string
		want     [2]string
	}{
		{"2026-06-07", "2026-06-07", [2]string{"中止：2026年6月7日（1天）", "Suspended: 7 June 2026 (1 day)"}},
		{"2026-06-07", "2026-06-11", [2]string{"中止：2026年6月7日至6月11日（5天）", "Suspended: 7 to 11 June 2026 (5 days)"}},
		{"2026-06-28", "2026-07-02", [2]string{"中止：2026年6月28日至7月2日（5天）", "Suspended: 28 June to 2 July 2026 (5 days)"}},
		{"2026-12-30", "2027-01-02", [2]string{"中止：2026年12月30日至2027年1月2日（4天）", "Suspended: 30 December 2026 to 2 January 2027 (4 days)"}},
		{"2026-06-07", "2027-06-11", [2]string{"中止：2026年6月7日至2027年6月11日（370天）", "Suspended: 7 June 2026 to 11 June 2027 (370 days)"}},
	} {
		for i, lang := range []string{holidays.Chinese, holidays.English} {
			_, e := explained(t, lang, asked("xihe.issue-decided-document", "2026-06-05", suspended(c.from, c.to)))
			if got := e.Of(explain.Condition); len(got) < len(c.want[i]) || got[:len(c.want[i])] != c.want[i] {
				t.Errorf("got %q, want %q", got, c.want[i])
			}
		}
	}
}

// TestMoved: what became of an answer is told by its day, the year's last working day or its
// verdict, with how certain it was and is, and why.
func TestMoved(t *testing.T) {
	due := func(day string) deadlines.Answer {
		return deadlines.Answer{Rule: catalogue().Rule("xihe.countersign-reply"), Due: date(day)}
	}
	annual := func(last string) deadlines.Answer {
		a := deadlines.Answer{Rule: catalogue().Rule("shuangta.710-annual"), Due: date("2027-12-31")}
		a.LastWorkingDay.Date = date(last)
		return a
	}
	open := due("2027-02-17")
	open.UnsettledFrom, open.Earliest, open.Latest = date("2027-02-05"), date("2027-02-16"), date("2027-02-19")
	allowed := func(yes bool) deadlines.Answer {
		a := deadlines.Answer{Rule: catalogue().Rule("tiexi.system-meeting-quota")}
		a.Quota.Allowed, a.Quota.Limit, a.Quota.Remaining = yes, 1, 1
		return a
	}
	window := func(next string) deadlines.Answer { // of a Saturday
		a := deadlines.Answer{Rule: catalogue().Rule("tiexi.field-research-days"), Trigger: date("2027-02-06")}
		a.Window.NextInside = date(next)
		return a
	}
	openWindow := window("2027-02-15")
	openWindow.UnsettledFrom, openWindow.Earliest, openWindow.Latest = date("2027-02-08"), date("2027-02-09"), date("2027-02-15")
	published := deadlines.Cause{Notice: holidays.Notice{ID: "CN-2027", Document: "国办发明电〔2026〕9号"}}
	withdrawn := deadlines.Cause{Notice: holidays.Notice{ID: "CN-2027"}, Withdrawn: true}
	for name, c := range map[string]struct {
		m    deadlines.Move
		want [2]string
	}{
		"another day": {deadlines.Move{Before: due("2027-02-17"), After: due("2027-02-18"), Because: []deadlines.Cause{published}},
			[2]string{"截止日由2027年2月17日（周三）改为2027年2月18日（周四），因为国办发明电〔2026〕9号发布。",
				"The due day moves from Wednesday 17 February 2027 to Thursday 18 February 2027, because 国办发明电〔2026〕9号 was published."}},
		"settled now": {deadlines.Move{Before: open, After: due("2027-02-17"), Because: []deadlines.Cause{withdrawn, published}},
			[2]string{"仍为2027年2月17日（周三），由暂定变为已定，因为CN-2027撤回、国办发明电〔2026〕9号发布。",
				"Still Wednesday 17 February 2027, which was provisional and is settled, because CN-2027 was withdrawn, 国办发明电〔2026〕9号 was published."}},
		"another last working day": {deadlines.Move{Before: annual("2027-12-30"), After: annual("2027-12-31")},
			[2]string{"截止日仍为2027年12月31日（周五），当年最后一个工作日由2027年12月30日（周四）改为2027年12月31日（周五）。",
				"The due day is still Friday 31 December 2027; the year's last working day moves from Thursday 30 December 2027 to Friday 31 December 2027."}},
		"another day of a window": {deadlines.Move{Before: window("2027-02-15"), After: window("2027-02-16")},
			[2]string{"仍为周六，不在所列的日子里，但并不禁止；其后第一个在所列日子里的工作日由2027年2月15日（周一）改为2027年2月16日（周二）。",
				"Still Saturday, not one of the days named, but not forbidden; the first working day after it that is one of them moves from Monday 15 February 2027 to Tuesday 16 February 2027."}},
		"a window settled now": {deadlines.Move{Before: openWindow, After: window("2027-02-15")},
			[2]string{"仍为周六，不在所列的日子里，但并不禁止；其后第一个在所列日子里的工作日仍为2027年2月15日（周一），由暂定变为已定。",
				"Still Saturday, not one of the days named, but not forbidden; the first working day after it that is one of them is still Monday 15 February 2027, which was provisional and is settled."}},
		"another verdict": {deadlines.Move{Before: allowed(true), After: allowed(false)},
			[2]string{"由“可以（还剩1次）”改为“不得再安排（1次已用完）”。", "From “Allowed (1 meeting left)” to “No further one is allowed (the limit is 1 meeting)”."}},
	} {
		for i, lang := range []string{holidays.Chinese, holidays.English} {
			if got := explain.Moved(lang, &c.m); got != c.want[i] {
				t.Errorf("%s: got %q, want %q", name, got, c.want[i])
			}
		}
	}
}

// TestFestivalNames: in English by its parts; one that has no English name keeps its own.
func TestFestivalNames(t *testing.T) {
	for name, want := range map[string][2]string{
		"春节":      {"春节", "Spring Festival"},
		"国庆节、中秋节": {"国庆节、中秋节", "National Day and Mid-Autumn"},
		"开斋节":     {"开斋节", "开斋节"},
		"春节、开斋节":  {"春节、开斋节", "Spring Festival and 开斋节"},
		"中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": {"中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日", "70th anniversary of victory"},
	} {
		for i, lang := range []string{holidays.Chinese, holidays.English} {
			if got := explain.Festival(lang, name, table().Source().Statutory.NameEN); got != want[i] {
				t.Errorf("%s in %s is %q", name, lang, got)
			}
		}
	}
}
