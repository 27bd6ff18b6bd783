package explain_test

import (
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// sentence is what an explanation says about one thing, word by word; several lines about it
// are joined by line breaks, and "" is no line.
type sentence struct {
	about  string
	q      deadlines.Question
	kind   explain.Kind
	zh, en string
}

// TestSentences: each line as a clerk and a lawyer read it, in both languages.
func TestSentences(t *testing.T) {
	for group, all := range map[string][]sentence{
		"from": countedFrom, "result": results, "ends": lasting, "limit": limits, "days": countedDays,
		"conditions": broughtIn, "certainty": sureness, "readings": otherReadings, "basis": restsOn,
	} {
		for _, s := range all {
			t.Run(group+"/"+s.about, func(t *testing.T) {
				for lang, want := range map[string]string{holidays.Chinese: s.zh, holidays.English: s.en} {
					_, e := explained(t, lang, s.q)
					var said []string
					for _, l := range e.Lines {
						if l.Kind == s.kind {
							said = append(said, l.Text)
						}
					}
					if got := strings.Join(said, "\n"); got != want {
						t.Errorf("got  %q\nwant %q", got, want)
					}
				}
			})
		}
	}
}

// countedFrom are what is said of where counting starts.
var countedFrom = []sentence{
	{"a reply, whose day of receipt is not counted", asked("xihe.countersign-reply", "2026-02-09"), explain.From,
		"起算：收到征求意见或会签的文件，2026年2月9日（周一）；当日不计入。",
		"Counted from: the document for consultation or countersignature is received, Monday 9 February 2026; that day is not counted."},
	{"an ordinary matter of the 710 rule, from its first day", asked("shuangta.710-general", "2026-06-01"), explain.From,
		"起算：部署之日，2026年6月1日（周一）；当日计入，为第1天。",
		"Counted from: the day on which the matter is assigned, Monday 1 June 2026; that day is day 1."},
	{"a complex matter, read to end on the day with the same number", asked("shuangta.710-complex", "2026-03-10", reading("month_same_day", "same_number")), explain.From,
		"起算：部署之日，2026年3月10日（周二）；当日计入，为第1天。",
		"Counted from: the day on which the matter is assigned, Tuesday 10 March 2026; that day is day 1."},
	{"an ordinary matter assigned on a Saturday, in working days", asked("shuangta.710-general", "2026-03-07", reading("calendar_days", "working_days")), explain.From,
		"起算：部署之日，2026年3月7日（周六）；当日本可计入，因是周末而不计入。",
		"Counted from: the day on which the matter is assigned, Saturday 7 March 2026; that day would be day 1, but is a weekend day and is not counted."},
	{"a reply whose day of receipt is suspended, read to count it", asked("xihe.countersign-reply", "2026-03-02", suspended("2026-03-02", "2026-03-03"), reading("trigger_day_excluded", "trigger_day_counted")), explain.From,
		"起算：收到征求意见或会签的文件，2026年3月2日（周一）；当日本可计入，因在中止期间内而不计入。",
		"Counted from: the document for consultation or countersignature is received, Monday 2 March 2026; that day would be day 1, but is suspended and is not counted."},
	{"a reply whose day was agreed", asked("xihe.countersign-reply", "2026-03-02", agreed("2026-03-20")), explain.From,
		"起算：收到征求意见或会签的文件，2026年3月2日（周一）；期限另行商定。",
		"Counted from: the document for consultation or countersignature is received, Monday 2 March 2026; the limit was agreed."},
	{"a report before leaving, the day itself not counted", asked("xihe.travel-notice", "2026-10-09"), explain.From,
		"事项：出行之日，2026年10月9日（周五）；当日不计入，从前一日起向前数。",
		"Counted back from: the day of departure, Friday 9 October 2026; that day is not counted."},
	{"papers for a meeting", asked("shuangta.agenda-review", "2026-06-10"), explain.From,
		"事项：常务会议召开之日，2026年6月10日（周三）；当日不计入，从前一日起向前数。",
		"Counted back from: the day of the standing meeting, Wednesday 10 June 2026; that day is not counted."},
	{"time left for a decision", asked("tiexi.lead-general", "2026-11-27"), explain.From,
		"事项：需要作出决定之日，2026年11月27日（周五）。",
		"Event: the date by which the decision is needed, Friday 27 November 2026."},
	{"the end of a year", asked("shuangta.710-annual", "2022-06-01"), explain.From,
		"所问之日：2022年6月1日（周三），看2022年。",
		"Day asked about: Wednesday 1 June 2022; its year is 2022."},
	{"a meeting once a year", asked("shuangta.plenary-meeting", "2023-05-04"), explain.From,
		"所问之日：2023年5月4日（周四）；这一年：2023年1月1日至12月31日。",
		"Day asked about: Thursday 4 May 2023. Its year: 1 January to 31 December 2023."},
	{"a meeting every half year, in the second", asked("tiexi.plenary-meeting", "2026-07-01"), explain.From,
		"所问之日：2026年7月1日（周三）；所在的半年：2026年7月1日至12月31日。",
		"Day asked about: Wednesday 1 July 2026. Its half year: 1 July to 31 December 2026."},
	{"a study session every two months", asked("xishi.study-session", "2026-04-30"), explain.From,
		"所问之日：2026年4月30日（周四）；所在的两个月：2026年3月1日至4月30日。",
		"Day asked about: Thursday 30 April 2026. Its two months: 1 March to 30 April 2026."},
	{"a meeting every month", asked("shuangta.party-group-meeting", "2024-02-10"), explain.From,
		"所问之日：2024年2月10日（周六）；所在的月：2024年2月1日至2月29日。",
		"Day asked about: Saturday 10 February 2024. Its month: 1 to 29 February 2024."},
	{"a meeting every half month, in the first", asked("shuangta.standing-meeting", "2026-04-15"), explain.From,
		"所问之日：2026年4月15日（周三）；所在的半月：2026年4月1日至4月15日。",
		"Day asked about: Wednesday 15 April 2026. Its half month: 1 to 15 April 2026."},
	{"a meeting every half month, in the second", asked("shuangta.standing-meeting", "2026-04-16"), explain.From,
		"所问之日：2026年4月16日（周四）；所在的半月：2026年4月16日至4月30日。",
		"Day asked about: Thursday 16 April 2026. Its half month: 16 to 30 April 2026."},
	{"a meeting every two weeks", asked("shuangta.head-meeting", "2026-04-16"), explain.From,
		"起算：上次开会之日，2026年4月16日（周四）；当日不计入。",
		"Counted from: the day of the last meeting, Thursday 16 April 2026; that day is not counted."},
	{"a meeting on a weekday of the month", asked("tiexi.party-group-meeting", "2026-04-16"), explain.From,
		"所问之日：2026年4月16日（周四），看当日起最近的一次。",
		"Day asked about: Thursday 16 April 2026; the first one from that day on is given."},
	{"an absence of half a day", asked("tiexi.absence-approver", "", days(.5)), explain.From,
		"离开本地的天数：0.5天。",
		"The number of days away: 0.5."},
	{"an absence of two days", asked("tiexi.absence-approver", "", days(2)), explain.From,
		"离开本地的天数：2天。",
		"The number of days away: 2."},
	{"a quota", asked("tiexi.field-research-quota", "2026-03-02"), explain.From,
		"拟调研之日：2026年3月2日（周一）。",
		"The day planned for field research: Monday 2 March 2026."},
	{"days of the week", asked("tiexi.field-research-days", "2026-03-05"), explain.From,
		"拟调研之日：2026年3月5日（周四）。",
		"The day planned for field research: Thursday 5 March 2026."},
	{"a term", asked("tiexi.term", "2021-11-14"), explain.From,
		"起算：任期第一日，2021年11月14日（周日）；当日不计入。",
		"Counted from: the first day of the term, Sunday 14 November 2021; that day is not counted."},
}

// results are what the answer is called, by shape.
var results = []sentence{
	{"a reply", asked("xihe.countersign-reply", "2026-02-09"), explain.Result,
		"截止：2026年2月25日（周三）。",
		"Due: Wednesday 25 February 2026."},
	{"a meeting paper", asked("shuangta.agenda-review", "2026-06-10"), explain.Result,
		"最迟：2026年6月8日（周一）。",
		"Latest: Monday 8 June 2026."},
	{"a decision", asked("tiexi.lead-general", "2026-11-27"), explain.Result,
		"最迟报送：2026年11月13日（周五）。",
		"Hand in by: Friday 13 November 2026."},
	{"a term", asked("tiexi.term", "2021-11-14"), explain.Result,
		"届满：2026年11月14日（周六）。",
		"The term ends: Saturday 14 November 2026."},
	{"a meeting on the day itself", asked("tiexi.party-group-meeting", "2026-04-08"), explain.Result,
		"最近一次：2026年4月8日（周三）。",
		"Next: Wednesday 8 April 2026."},
	{"a meeting on a weekday of the month, from the day after", asked("tiexi.party-group-meeting", "2026-04-09"), explain.Result,
		"最近一次：2026年5月13日（周三）。",
		"Next: Wednesday 13 May 2026."},
	{"a minimum not reached", asked("tiexi.field-research-quota", "2026-03-02", used("2026-01-05")), explain.Result,
		"至少30天，还差29天。2026年1月1日至12月31日已有1天。",
		"At least 30 days; 29 still to come. 1 day so far, 1 January to 31 December 2026."},
	{"a minimum that the year has too few days for", asked("tiexi.field-research-quota", "2025-12-31", used("2025-03-03")), explain.Result,
		"至少30天，还差29天。2025年1月1日至12月31日已有1天，余下的日子已不够。",
		"At least 30 days; 29 still to come. 1 day so far, 1 January to 31 December 2025; the days left are not enough."},
	{"a number between two, none so far", asked("tiexi.key-topics", "2026-03-02"), explain.Result,
		"至少1个，还差1个。2026年1月1日至12月31日尚无。",
		"At least 1 topic; 1 still to come. None so far, 1 January to 31 December 2026."},
	{"a number between two, the least reached", asked("tiexi.key-topics", "2026-03-02", used("2026-01-05")), explain.Result,
		"可以（还剩1个）。2026年1月1日至12月31日已有1个。",
		"Allowed (1 topic left). 1 topic so far, 1 January to 31 December 2026."},
	{"a number between two, full", asked("tiexi.key-topics", "2026-03-02", used("2026-01-05", "2026-02-05")), explain.Result,
		"已到上限（2个已满）。2026年1月1日至12月31日已有2个。2027年1月1日（周五）起又有余额。",
		"The maximum is reached (the limit is 2 topics). 2 topics so far, 1 January to 31 December 2026. There is room again from Friday 1 January 2027."},
	{"a maximum, none so far", asked("tiexi.system-meeting-quota", "2026-04-03"), explain.Result,
		"可以（还剩1次）。2026年1月1日至12月31日尚未用过。",
		"Allowed (1 meeting left). None used, 1 January to 31 December 2026."},
	{"a maximum that the text forbids to pass", asked("tiexi.system-meeting-quota", "2026-04-03", used("2026-01-01")), explain.Result,
		"不得再安排（1次已用完）。2026年1月1日至12月31日已用1次。2027年1月1日（周五）起又有余额。",
		"No further one is allowed (the limit is 1 meeting). 1 meeting used, 1 January to 31 December 2026. There is room again from Friday 1 January 2027."},
	{"a maximum in principle", asked("xiangshan.district-meeting-quota", "2026-04-03", used("2026-01-01")), explain.Result,
		"原则上不再安排（1次已用完）。2026年1月1日至12月31日已用1次。2027年1月1日（周五）起又有余额。",
		"In principle no further one (the limit is 1 meeting). 1 meeting used, 1 January to 31 December 2026. There is room again from Friday 1 January 2027."},
	{"below the line", asked("tiexi.absence-approver", "", days(.5)), explain.Result,
		"由分管副区长批准。",
		"Approved by the deputy district head in charge."},
	{"on the line", asked("tiexi.absence-approver", "", days(1)), explain.Result,
		"由分管副区长批准（正好在界限上，也可理解为由区长批准）。",
		"Approved by the deputy district head in charge (exactly on the line, so that it can also be read as by the district head)."},
	{"beyond the line", asked("tiexi.absence-approver", "", days(1.5)), explain.Result,
		"由区长批准。",
		"Approved by the district head."},
	{"a day that is among those named", asked("tiexi.field-research-days", "2026-03-03"), explain.Result,
		"周二，在所列的日子里。",
		"Tuesday, one of the days named."},
	{"a day that is not", asked("tiexi.field-research-days", "2026-03-05"), explain.Result,
		"周四，不在所列的日子里，但并不禁止。其后第一个在所列日子里的工作日：2026年3月9日（周一）。",
		"Thursday, not one of the days named, but not forbidden. The first working day after it that is one of them: Monday 9 March 2026."},
	{"a day that is, in a holiday", asked("tiexi.field-research-days", "2026-02-17"), explain.Result,
		"周二，在所列的日子里，但当日不上班。其后第一个在所列日子里的工作日：2026年2月24日（周二）。",
		"Tuesday, one of the days named, but not worked. The first working day after it that is one of them: Tuesday 24 February 2026."},
	{"a day that is, expected to be a holiday", asked("tiexi.field-research-days", "2027-02-09"), explain.Result,
		"周二，在所列的日子里，但当日预计不上班。其后第一个在所列日子里的工作日：2027年2月15日（周一）。",
		"Tuesday, one of the days named, but not expected to be worked. The first working day after it that is one of them: Monday 15 February 2027."},
}

// lasting are until when the due day lasts.
var lasting = []sentence{
	{"a reply", asked("xihe.countersign-reply", "2026-02-09"), explain.Ends,
		"期限到当日24时为止；有办公时间的，到停止办公时为止（参照《民法典》第二百零三条第二款）。",
		"The day ends at 24:00, or where there are office hours, when the office closes (Civil Code, art. 203 ¶2, by analogy)."},
	{"a term, which office hours do not end", asked("tiexi.term", "2021-11-14"), explain.Ends,
		"任期到当日24时为止（参照《民法典》第二百零三条第二款）。",
		"The day ends at 24:00 (Civil Code, art. 203 ¶2, by analogy)."},
}

// limits are how much, in the word of the text.
var limits = []sentence{
	{"working days", asked("shuangta.issue-minutes", "2023-06-05"), explain.Limit,
		"规定：第46条，“原则上”在2个工作日内。",
		"Rule: article 46: within 2 working days (“原则上”, in principle)."},
	{"no word for shall", asked("tiexi.approval-general", "2026-02-10"), explain.Limit,
		"规定：第61条第2款，10个工作日内（原文没有“须”“应”一类的词）。",
		"Rule: article 61, paragraph 2: within 10 working days (stated without 须 or 应)."},
	{"an amount set", asked("xihe.countersign-reply", "2026-03-02", amount(1)), explain.Limit,
		"时限：按另定或商定的1个工作日计算；第49条第2款规定的是：“一般应”在7个工作日内。",
		"Limit: 1 working day, as set or agreed. Article 49, paragraph 2 itself says: within 7 working days (“一般应”, as a rule)."},
	{"a day agreed", asked("xihe.countersign-reply", "2026-03-02", agreed("2026-03-20")), explain.Limit,
		"时限：以另行商定的2026年3月20日（周五）为准；第49条第2款规定的是：“一般应”在7个工作日内。",
		"Limit: Friday 20 March 2026, as agreed. Article 49, paragraph 2 itself says: within 7 working days (“一般应”, as a rule)."},
	{"a reading chosen leaves the text's own words", asked("xihe.revise-decided-document", "2026-04-03", reading("calendar_days", "working_days")), explain.Limit,
		"规定：第48条第6款，“要”在3天内。",
		"Rule: article 48, paragraph 6: within 3 days (“要”, shall)."},
	{"a month", asked("shuangta.710-complex", "2024-01-31"), explain.Limit,
		"规定：第63条第2款，1个月内（原文没有“须”“应”一类的词）。",
		"Rule: article 63, paragraph 2: within 1 month (stated without 须 or 应)."},
	{"a maximum that the text forbids to pass", asked("tiexi.system-meeting-quota", "2026-04-03"), explain.Limit,
		"规定：第59条，一年“不得”超过1次。",
		"Rule: article 59: at most 1 meeting a year (“不得”, shall not)."},
	{"a number between two", asked("tiexi.key-topics", "2026-03-02"), explain.Limit,
		"规定：第79条，一年“要”有1至2个。",
		"Rule: article 79: 1 to 2 topics a year (“要”, shall)."},
	{"a line between two who approve", asked("tiexi.absence-approver", "", days(2)), explain.Limit,
		"规定：第75条第5款，1天以内“要”向分管副区长请示，1天以上“要”向区长请示。",
		"Rule: article 75, paragraph 5: up to 1 day: ask the deputy district head in charge; 1 day or more: the district head (“要”, shall)."},
}
