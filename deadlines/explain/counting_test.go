package explain_test

import (
	"shixian/deadlines"
	"shixian/deadlines/explain"
)

// countedDays are how the days in between were counted.
var countedDays = []sentence{
	{"over the Spring Festival", asked("xihe.countersign-reply", "2026-02-09"), explain.Days,
		"计算：2026年2月10日至2月25日共16天，计入7个工作日（含补班1天）；不计春节放假9天。",
		"Count: 10 to 25 February 2026, 16 days: 7 working days counted (1 of them made up for a holiday); not counted: 9 days off for Spring Festival."},
	{"a single day", asked("xihe.countersign-reply", "2026-03-02", amount(1)), explain.Days,
		"计算：2026年3月3日共1天，计入1个工作日。",
		"Count: 3 March 2026, 1 day: 1 working day counted."},
	{"over two holidays that meet", asked("xihe.countersign-reply", "2025-09-26"), explain.Days,
		"计算：2025年9月27日至10月13日共17天，计入7个工作日（含补班2天）；不计周末2天、国庆节、中秋节放假8天。",
		"Count: 27 September to 13 October 2025, 17 days: 7 working days counted (2 of them made up for a holiday); not counted: 2 weekend days, 8 days off for National Day and Mid-Autumn."},
	{"over two holidays apart", asked("xihe.countersign-reply", "2026-04-28", amount(40)), explain.Days,
		"计算：2026年4月29日至6月26日共59天，计入40个工作日（含补班1天）；不计周末11天、劳动节放假5天、端午节放假3天。",
		"Count: 29 April to 26 June 2026, 59 days: 40 working days counted (1 of them made up for a holiday); not counted: 11 weekend days, 5 days off for Labour Day, 3 days off for Dragon Boat."},
	{"with a suspension", asked("xihe.issue-decided-document", "2026-06-05", suspended("2026-06-07", "2026-06-11")), explain.Days,
		"计算：2026年6月6日至6月23日共18天，计入7个工作日；不计中止5天、周末3天、端午节放假3天。",
		"Count: 6 to 23 June 2026, 18 days: 7 working days counted; not counted: 5 suspended days, 3 weekend days, 3 days off for Dragon Boat."},
	{"with a suspension of one day", asked("xihe.issue-decided-document", "2026-06-05", suspended("2026-06-08", "2026-06-08")), explain.Days,
		"计算：2026年6月6日至6月17日共12天，计入7个工作日；不计中止1天、周末4天。",
		"Count: 6 to 17 June 2026, 12 days: 7 working days counted; not counted: 1 suspended day, 4 weekend days."},
	{"calendar days from the day itself", asked("shuangta.710-general", "2026-06-01"), explain.Days,
		"计算：2026年6月1日至6月7日，计7天，周末和节假日都计入。",
		"Count: 1 to 7 June 2026, 7 days, weekends and holidays included."},
	{"calendar days that suspended ones lengthen", asked("shuangta.710-general", "2026-06-01", suspended("2026-06-03", "2026-06-04")), explain.Days,
		"计算：2026年6月1日至6月9日，计7天，另加中止的2天，周末和节假日都计入。",
		"Count: 1 to 9 June 2026, 7 days, with 2 suspended days added, weekends and holidays included."},
	{"a single suspended day", asked("shuangta.710-general", "2026-06-01", suspended("2026-06-03", "2026-06-03")), explain.Days,
		"计算：2026年6月1日至6月8日，计7天，另加中止的1天，周末和节假日都计入。",
		"Count: 1 to 8 June 2026, 7 days, with 1 suspended day added, weekends and holidays included."},
	{"calendar days after the day", asked("xihe.revise-decided-document", "2026-04-03"), explain.Days,
		"计算：2026年4月4日至4月6日，计3天，周末和节假日都计入。",
		"Count: 4 to 6 April 2026, 3 days, weekends and holidays included."},
	{"a month without a day of that number", asked("shuangta.710-complex", "2024-01-31"), explain.Days,
		"计算：自2024年1月31日起满1个月，到2024年2月29日（周四）。",
		"Count: 1 month from 31 January 2024 ends on Thursday 29 February 2024."},
	{"a month with a suspension", asked("shuangta.710-complex", "2024-03-11", suspended("2024-03-12", "2024-03-14")), explain.Days,
		"计算：自2024年3月11日起满1个月，另加中止的3天，到2024年4月13日（周六）。",
		"Count: 1 month from 11 March 2024, with 3 suspended days added, ends on Saturday 13 April 2024."},
	{"back from a trip", asked("xihe.travel-notice", "2026-10-09"), explain.Days,
		"计算：从2026年10月9日向前数3天，到2026年10月6日（周二），周末和节假日都计入。",
		"Count: 3 days back from 9 October 2026 end on Tuesday 6 October 2026, weekends and holidays included."},
	{"back from a meeting", asked("shuangta.agenda-review", "2026-06-10"), explain.Days,
		"计算：从2026年6月10日向前数2天，到2026年6月8日（周一），周末和节假日都计入。",
		"Count: 2 days back from 10 June 2026 end on Monday 8 June 2026, weekends and holidays included."},
	{"a single day back", asked("tiexi.fix-agenda", "2026-06-10"), explain.Days,
		"计算：从2026年6月10日向前数1天，到2026年6月9日（周二），周末和节假日都计入。",
		"Count: 1 day back from 10 June 2026 ends on Tuesday 9 June 2026, weekends and holidays included."},
	{"time left for a decision", asked("tiexi.lead-general", "2026-11-28"), explain.Days,
		"计算：2026年11月14日至11月28日共15天，计入10个工作日；不计周末5天。",
		"Count: 14 to 28 November 2026, 15 days: 10 working days counted; not counted: 5 weekend days."},
	{"two weeks", asked("shuangta.head-meeting", "2026-04-16"), explain.Days,
		"计算：自2026年4月16日起满两周（14天），到2026年4月30日（周四）。",
		"Count: two weeks (14 days) from 16 April 2026 end on Thursday 30 April 2026."},
	{"the second Wednesday", asked("tiexi.standing-meeting", "2026-03-12"), explain.Days,
		"计算：2026年4月的第2个周三是2026年4月8日。",
		"Count: the second Wednesday of April 2026 is the 8th."},
	{"a term", asked("tiexi.term", "2021-11-14"), explain.Days,
		"计算：自2021年11月14日起满5年，到2026年11月14日（周六）。",
		"Count: 5 years from 14 November 2021 end on Saturday 14 November 2026."},
	{"the end of a year has no days between", asked("shuangta.710-annual", "2022-06-01"), explain.Days,
		"",
		""},
	{"a quota has none", asked("tiexi.key-topics", "2026-03-02"), explain.Days,
		"",
		""},
	{"an agreed day has none", asked("xihe.countersign-reply", "2026-03-02", agreed("2026-03-20")), explain.Days,
		"",
		""},
}

// broughtIn are what the question or the calendar brought in.
var broughtIn = []sentence{
	{"a suspension that working days leave out", asked("xihe.issue-decided-document", "2026-06-05", suspended("2026-06-07", "2026-06-11")), explain.Condition,
		"中止：2026年6月7日至6月11日（5天），其中的工作日不计入。原文没有中止的规定，这里按所给的中止期间计算。",
		"Suspended: 7 to 11 June 2026 (5 days); the working days among them are not counted. The text does not provide for suspension; the spans are those given."},
	{"two suspensions", asked("xihe.issue-decided-document", "2026-06-05", suspended("2026-06-08", "2026-06-08"), suspended("2026-06-10", "2026-06-11")), explain.Condition,
		"中止：2026年6月8日（1天）、2026年6月10日至6月11日（2天），其中的工作日不计入。原文没有中止的规定，这里按所给的中止期间计算。",
		"Suspended: 8 June 2026 (1 day); 10 to 11 June 2026 (2 days); the working days among them are not counted. The text does not provide for suspension; the spans are those given."},
	{"a suspension that moves the due day on", asked("shuangta.710-general", "2026-06-01", suspended("2026-06-03", "2026-06-04")), explain.Condition,
		"中止：2026年6月3日至6月4日（2天），截止日相应后移。原文没有中止的规定，这里按所给的中止期间计算。",
		"Suspended: 3 to 4 June 2026 (2 days); the due day moves on. The text does not provide for suspension; the spans are those given."},
	{"a suspension before a trip", asked("xihe.travel-notice", "2026-10-16", suspended("2026-10-12", "2026-10-14")), explain.Condition,
		"中止：2026年10月12日至10月14日（3天），截止日相应提前。原文没有中止的规定，这里按所给的中止期间计算。" + "\n" +
			"提前：算到2026年10月13日（周二），当日在中止期间内，提前到其前的最后一个不在中止期间内的工作日。",
		"Suspended: 12 to 14 October 2026 (3 days); the due day moves back. The text does not provide for suspension; the spans are those given." + "\n" +
			"Moved: the count ends on Tuesday 13 October 2026, which is suspended; the working day before it that is not suspended takes its place."},
	{"a suspension that touches nothing", asked("xihe.countersign-reply", "2026-03-02", suspended("2026-05-04", "2026-05-05")), explain.Condition,
		"中止：2026年5月4日至5月5日（2天），没有碰到计算中的日子，结果不变。原文没有中止的规定。",
		"Suspended: 4 to 5 May 2026 (2 days); this touches no day of the count and changes nothing. The text does not provide for suspension; the spans are those given."},
	{"a suspension of a term", asked("tiexi.term", "2021-11-15", suspended("2022-05-04", "2022-05-05")), explain.Condition,
		"中止：2022年5月4日至5月5日（2天），这类时限不因中止而改变，没有起作用。原文没有中止的规定。" + "\n" +
			"休息日：2026年11月15日（周日）是周末，不顺延。",
		"Suspended: 4 to 5 May 2022 (2 days); a limit of this kind does not change with a suspension. The text does not provide for suspension; the spans are those given." + "\n" +
			"Day off: Sunday 15 November 2026 is at the weekend; it does not move."},
	{"a suspension and an agreed day", asked("xihe.countersign-reply", "2026-03-02", agreed("2026-03-20"), suspended("2026-03-04", "2026-03-05")), explain.Condition,
		"中止：2026年3月4日至3月5日（2天），期限已另行商定，没有起作用。原文没有中止的规定。",
		"Suspended: 4 to 5 March 2026 (2 days); the limit was agreed, so this changes nothing. The text does not provide for suspension; the spans are those given."},
	{"another calendar", asked("xihe.countersign-reply", "2026-03-02", calendar("CN-GX")), explain.Condition,
		"日历：按要求用广西壮族自治区的日历（CN-GX）判断工作日，不用本区的（CN-LN）。",
		"Calendar: as asked, working days are those of CN-GX (Guangxi Zhuang Autonomous Region), not those of the district’s own calendar, CN-LN."},
	{"by the notices of an earlier day", asked("xihe.countersign-reply", "2026-03-02", asOf("2025-11-05")), explain.Condition,
		"通知：按要求只用2025年11月5日及以前印发的放假通知。",
		"Notices: as asked, only those issued by 5 November 2025 are used."},
	{"another reading", asked("xihe.revise-decided-document", "2026-04-08", reading("calendar_days", "working_days")), explain.Condition,
		"理解：按所选的理解（不是本服务通常的理解），“日”“天”按工作日理解，周末和节假日不计入。",
		"Reading, as chosen and not the usual one here: Days are read as working days; weekends and holidays are not counted."},
	{"moved on over a holiday", asked("xihe.revise-decided-document", "2026-04-03"), explain.Condition,
		"顺延：算到2026年4月6日（周一），当日清明节放假，顺延到其后的第一个工作日。",
		"Moved: the count ends on Monday 6 April 2026, which is off for Qingming; the next working day takes its place."},
	{"moved back before a holiday", asked("xihe.travel-notice", "2026-10-09"), explain.Condition,
		"提前：算到2026年10月6日（周二），当日国庆节放假，提前到其前的最后一个工作日。",
		"Moved: the count ends on Tuesday 6 October 2026, which is off for National Day; the working day before it takes its place."},
	{"moved on because of a suspension", asked("shuangta.710-general", "2026-06-01", suspended("2026-06-08", "2026-06-30")), explain.Condition,
		"中止：2026年6月8日至6月30日（23天），截止日相应后移。原文没有中止的规定，这里按所给的中止期间计算。" + "\n" +
			"顺延：算到2026年6月7日（周日），当日是周末，顺延到其后的第一个不在中止期间内的工作日。",
		"Suspended: 8 to 30 June 2026 (23 days); the due day moves on. The text does not provide for suspension; the spans are those given." + "\n" +
			"Moved: the count ends on Sunday 7 June 2026, which is at the weekend; the next working day that is not suspended takes its place."},
	{"a term that ends on a Saturday", asked("tiexi.term", "2021-11-14"), explain.Condition,
		"休息日：2026年11月14日（周六）是周末，不顺延。",
		"Day off: Saturday 14 November 2026 is at the weekend; it does not move."},
	{"a roll back, as asked, that has nothing to do", asked("shuangta.710-general", "2026-06-02", rolled(deadlines.RollPrevious)), explain.Condition,
		"休息日：按要求遇休息日提前；这一天是工作日，没有起作用。",
		"Day off: as asked, a day off gives way to the working day before it; this is a working day, so nothing changes."},
	{"no roll, as asked, that has nothing to do", asked("shuangta.710-general", "2026-06-02", rolled(deadlines.RollNone)), explain.Condition,
		"休息日：按要求遇休息日不移动；这一天是工作日，没有起作用。",
		"Day off: as asked, a day off does not move the day; this is a working day, so nothing changes."},
	{"a roll on, as asked, that has nothing to do", asked("shuangta.710-general", "2026-06-02", rolled(deadlines.RollNext)), explain.Condition,
		"休息日：按要求遇休息日顺延；这一天是工作日，没有起作用。",
		"Day off: as asked, a day off gives way to the next working day; this is a working day, so nothing changes."},
	{"no roll, as asked, on a weekend", asked("xihe.revise-decided-document", "2026-04-16", rolled(deadlines.RollNone)), explain.Condition,
		"休息日：2026年4月19日（周日）是周末，按要求不顺延。",
		"Day off: Sunday 19 April 2026 is at the weekend; as asked, it does not move."},
	{"a roll on, as asked", asked("xihe.revise-decided-document", "2026-04-16", rolled(deadlines.RollNext)), explain.Condition,
		"顺延：算到2026年4月19日（周日），当日是周末，按要求顺延到其后的第一个工作日。",
		"Moved: the count ends on Sunday 19 April 2026, which is at the weekend; as asked, the next working day takes its place."},
	{"a roll back, as asked", asked("xihe.revise-decided-document", "2026-04-16", rolled(deadlines.RollPrevious)), explain.Condition,
		"提前：算到2026年4月19日（周日），当日是周末，按要求提前到其前的最后一个工作日。",
		"Moved: the count ends on Sunday 19 April 2026, which is at the weekend; as asked, the working day before it takes its place."},
	{"a meeting day in a holiday, for the head to move", asked("tiexi.standing-meeting", "2025-10-01"), explain.Condition,
		"顺延：例会日2025年10月8日（周三），当日国庆节、中秋节放假，顺延到其后的第一个工作日。这只是先给出的日子，是否改期、改到哪一天，由区政府主要领导审定。",
		"Moved: the meeting day is Wednesday 8 October 2025, which is off for National Day and Mid-Autumn; the next working day takes its place. That day is only a suggestion: whether it moves, and to which day, is for the district head to decide."},
	{"a meeting that is over", asked("shuangta.standing-meeting", "2026-05-31"), explain.Condition,
		"提前：算到2026年5月31日（周日），当日是周末，提前到其前的最后一个工作日。所问之日已在这一天之后。",
		"Moved: the count ends on Sunday 31 May 2026, which is at the weekend; the working day before it takes its place. The day asked about comes after it."},
	{"a month without a day of that number", asked("shuangta.710-complex", "2024-01-31"), explain.Condition,
		"到期月没有这一日，以月末日为最后一日。",
		"The last month has no day with that number, so its last day is taken."},
	{"the last working day of a year", asked("shuangta.710-annual", "2022-06-01"), explain.Condition,
		"休息日：2022年12月31日（周六）元旦放假，不顺延。" + "\n" +
			"当年最后一个工作日：2022年12月30日（周五）。",
		"Day off: Saturday 31 December 2022 is off for New Year; it does not move." + "\n" +
			"Last working day of that year: Friday 30 December 2022."},
	{"the last working day of a year that is not announced", asked("shuangta.710-annual", "2027-06-01"), explain.Condition,
		"当年最后一个工作日：2027年12月31日（周五），暂定，最早2027年12月28日（周二），最晚2027年12月31日（周五）。",
		"Last working day of that year: Friday 31 December 2027, provisional: Tuesday 28 December 2027 at the earliest, Friday 31 December 2027 at the latest."},
}

// sureness are whether the day can still move.
var sureness = []sentence{
	{"all announced", asked("xihe.countersign-reply", "2026-02-09"), explain.Certainty,
		"用到的放假安排都已公布。",
		"All holidays that matter are announced."},
	{"all announced by a day", asked("xihe.countersign-reply", "2026-02-09", asOf("2025-11-05")), explain.Certainty,
		"到2025年11月5日为止，用到的放假安排都已公布。",
		"All holidays that matter were announced by 5 November 2025."},
	{"not announced by that day", asked("xiangshan.issue-decided-document", "2026-02-11", asOf("2025-10-31")), explain.Certainty,
		"暂定：到2025年10月31日为止，2026年2月12日起的放假安排还没有公布，先按放假安排原则推算；公布后可能改变，最早2026年2月24日（周二），最晚2026年2月27日（周五）。",
		"Provisional: the holidays from 12 February 2026 on were not announced by 31 October 2025; the answer is estimated by the published principles of arrangement, and can change: Tuesday 24 February 2026 at the earliest, Friday 27 February 2026 at the latest."},
	{"before the notice of the year", asked("xishi.countersign-reply", "2027-02-02"), explain.Certainty,
		"暂定：2027年2月3日起的放假安排还没有公布，先按放假安排原则推算；公布后可能改变，最早2027年2月16日（周二），最晚2027年2月22日（周一）。",
		"Provisional: the holidays from 3 February 2027 on are not announced yet; the answer is estimated by the published principles of arrangement, and can change: Tuesday 16 February 2027 at the earliest, Monday 22 February 2027 at the latest."},
	{"not announced, and the same day whatever comes", asked("xishi.countersign-reply", "2027-03-15"), explain.Certainty,
		"2027年3月16日起的放假安排还没有公布，但只要不超出2008年以来的各种先例，结果都是这一天。",
		"The holidays from 16 March 2027 on are not announced yet, but unless they depart from everything known since 2008, it is this day."},
	{"a term", asked("tiexi.term", "2021-11-14"), explain.Certainty,
		"这一天与放假安排无关。",
		"The answer does not depend on the holidays."},
	{"the end of a year", asked("shuangta.710-annual", "2022-06-01"), explain.Certainty,
		"截止日本身与放假安排无关。",
		"The due day itself does not depend on the holidays."},
	{"an agreed day", asked("xihe.countersign-reply", "2026-03-02", agreed("2026-03-20")), explain.Certainty,
		"这一天与放假安排无关。",
		"The answer does not depend on the holidays."},
	{"a quota", asked("tiexi.key-topics", "2026-03-02"), explain.Certainty,
		"结果与放假安排无关。",
		"The answer does not depend on the holidays."},
	{"days of the week that are not announced", asked("tiexi.field-research-days", "2027-02-09"), explain.Certainty,
		"暂定：2027年2月9日起的放假安排还没有公布，先按放假安排原则推算；公布后，所列日子里的第一个工作日可能改变，最早2027年2月9日（周二），最晚2027年2月15日（周一）。",
		"Provisional: the holidays from 9 February 2027 on are not announced yet; the first working day among those named is estimated by the published principles of arrangement, and can change: Tuesday 9 February 2027 at the earliest, Monday 15 February 2027 at the latest."},
	{"long before any notice", asked("tiexi.approval-general", "2035-09-27"), explain.Certainty,
		"暂定：2035年9月28日起的放假安排还没有公布，先按放假安排原则推算；公布后可能改变，最早2035年10月16日（周二），最晚2035年10月19日（周五）。",
		"Provisional: the holidays from 28 September 2035 on are not announced yet; the answer is estimated by the published principles of arrangement, and can change: Tuesday 16 October 2035 at the earliest, Friday 19 October 2035 at the latest."},
}

// otherReadings are what the other readings come to.
var otherReadings = []sentence{
	{"several together are the strictest", asked("xihe.revise-decided-document", "2026-04-03", withReadings), explain.Readings,
		"另一种理解：事项发生的当日就是第1天；倒数的，从当日数起。照此：2026年4月7日（周二）。" + "\n" +
			"另一种理解：“日”“天”按工作日理解，周末和节假日不计入。照此：2026年4月9日（周四）。" + "\n" +
			"另一种理解：最后一日遇休息日也不顺延。照此：2026年4月6日（周一）。" + "\n" +
			"最严的是其中几种合在一起：2026年4月5日（周日）。",
		"Another reading: The day of the event itself is day 1; a count backwards starts with it. By it: Tuesday 7 April 2026." + "\n" +
			"Another reading: Days are read as working days; weekends and holidays are not counted. By it: Thursday 9 April 2026." + "\n" +
			"Another reading: The last day stays where it is, even on a day off. By it: Monday 6 April 2026." + "\n" +
			"Strictest, by several of them together: Sunday 5 April 2026."},
	{"none is stricter", asked("shuangta.710-general", "2026-06-05", withReadings), explain.Readings,
		"另一种理解：“日”“天”按工作日理解，周末和节假日不计入。照此：2026年6月15日（周一）。" + "\n" +
			"另一种理解：最后一日遇休息日也不顺延。照此：2026年6月11日（周四）。" + "\n" +
			"几种理解，包括合在一起的，都不比上面的答案更严。",
		"Another reading: Days are read as working days; weekends and holidays are not counted. By it: Monday 15 June 2026." + "\n" +
			"Another reading: The last day stays where it is, even on a day off. By it: Thursday 11 June 2026." + "\n" +
			"No reading, and no combination of them, is stricter than the answer above."},
	{"one is the strictest", asked("xihe.revise-decided-document", "2026-04-13", withReadings), explain.Readings,
		"另一种理解：事项发生的当日就是第1天；倒数的，从当日数起。照此：2026年4月15日（周三）。" + "\n" +
			"另一种理解：“日”“天”按工作日理解，周末和节假日不计入。照此：2026年4月16日（周四）。" + "\n" +
			"另一种理解：最后一日遇休息日也不顺延。照此：2026年4月16日（周四）。" + "\n" +
			"最严的是：2026年4月15日（周三）。",
		"Another reading: The day of the event itself is day 1; a count backwards starts with it. By it: Wednesday 15 April 2026." + "\n" +
			"Another reading: Days are read as working days; weekends and holidays are not counted. By it: Thursday 16 April 2026." + "\n" +
			"Another reading: The last day stays where it is, even on a day off. By it: Thursday 16 April 2026." + "\n" +
			"Strictest: Wednesday 15 April 2026."},
	{"on the line", asked("tiexi.absence-approver", "", days(1), withReadings), explain.Readings,
		"另一种理解：正好等于界限的，归“以上”一边。照此：由区长批准。" + "\n" +
			"最严的是：由区长批准。",
		"Another reading: Exactly the limit counts as beyond it. By it: Approved by the district head." + "\n" +
			"Strictest: Approved by the district head."},
	{"a term", asked("tiexi.term", "2021-11-14", withReadings), explain.Readings,
		"另一种理解：事项发生的当日就是第1天；倒数的，从当日数起。照此：2026年11月13日（周五）。" + "\n" +
			"最严的是：2026年11月13日（周五）。",
		"Another reading: The day of the event itself is day 1; a count backwards starts with it. By it: Friday 13 November 2026." + "\n" +
			"Strictest: Friday 13 November 2026."},
}

// restsOn are what silence comes to, and what the answer rests on.
var restsOn = []sentence{
	{"silence is consent", asked("xihe.countersign-reply", "2026-02-09"), explain.Consequence,
		"如到期未回复，视为无不同意见。",
		"If there is no reply by then, that is taken as no objection."},
	{"silence may not reach so far", asked("xiangshan.countersign-reply", "2026-04-14"), explain.Consequence,
		"如到期未回复，视为无不同意见。原文这一句写在同款另一种时限之后，是否也适用于这一种并不明确，这里按适用理解。",
		"If there is no reply by then, that is taken as no objection. The sentence that says so stands with another limit of the same paragraph; the text leaves open whether it covers this one too, which is assumed here."},
	{"silence means nothing", asked("tiexi.approval-general", "2026-02-10"), explain.Consequence,
		"",
		""},
	{"a document whose articles are counted", asked("xishi.countersign-reply", "2026-03-02"), explain.Basis,
		"依据：《西市区人民政府工作规则》（营西政发〔2024〕1号）第29条第2款，自2024年1月29日起施行；最近一次核对原文是2026年11月28日，其后有无修改未再核实。",
		"By: 西市区人民政府工作规则 (营西政发〔2024〕1号), article 29, paragraph 2, in force since 29 January 2024; its text was last checked on 28 November 2026, and whether it has changed since is not known."},
	{"a document with a number", asked("shuangta.issue-minutes", "2023-06-05"), explain.Basis,
		"依据：《朝阳市双塔区人民政府工作规则》（朝双政发〔2022〕7号）第46条（条号按条文顺序推定），自2022年5月25日起施行；最近一次核对原文是2026年11月28日，其后有无修改未再核实。",
		"By: 朝阳市双塔区人民政府工作规则 (朝双政发〔2022〕7号), article 46 (the number found by counting the articles), in force since 25 May 2022; its text was last checked on 28 November 2026, and whether it has changed since is not known."},
	{"a document without a day of effect", asked("tiexi.term", "2021-11-14"), explain.Basis,
		"依据：《四平市铁西区人民政府工作规则》第10条，施行日期原文未载，不早于2021年11月11日；最近一次核对原文是2026年11月28日，其后有无修改未再核实。",
		"By: 四平市铁西区人民政府工作规则, article 10, in force from a day that the text does not give, not before 11 November 2021; its text was last checked on 28 November 2026, and whether it has changed since is not known."},
	{"the calendar of a region", asked("xihe.countersign-reply", "2026-02-09"), explain.Position,
		"日历CN-LN，版本0；按当日已知的通知计算，通知如有增改，结果可能改变。",
		"Calendar CN-LN, revision 0; counted by the notices known on the day; new or amended ones can change it."},
	{"by the notices of an earlier day", asked("xihe.countersign-reply", "2026-02-09", asOf("2025-11-05")), explain.Position,
		"日历CN-LN，版本0；按2025年11月5日已知的通知计算。",
		"Calendar CN-LN, revision 0; counted by the notices known on 5 November 2025."},
	{"no calendar matters", asked("tiexi.key-topics", "2026-03-02"), explain.Position,
		"日历表版本0；按当日已知的通知计算。",
		"Calendar table, revision 0; counted by the notices known on the day."},
}
