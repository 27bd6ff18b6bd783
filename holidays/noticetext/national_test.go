package noticetext_test

import "testing"

// The sentences of the State Council's notices of 2007 to 2026 that differ in form.
func TestNationalWordings(t *testing.T) {
	readAll(t, prior, []wording{
		{
			name:   "2007: weekend days moved into the festival",
			title:  "2007",
			issued: "2006年12月18日",
			body:   "一、元旦：1月1日至3日放假，共3天。其中，1月1日为法定假日，将2006年12月30日（星期六）、31日（星期日）两个公休日调至2007年1月2日（星期二）、3日（星期三），2006年12月30日（星期六）、31日（星期日）上班。",
			want: `
一、元旦：1月1日至3日放假，共3天。
	read
	元旦 off 2007-01-01 2007-01-03
	span_days 3 of 2007-01-01 2007-01-03: right
其中，1月1日为法定假日，将2006年12月30日（星期六）、31日（星期日）两个公休日调至2007年1月2日（星期二）、3日（星期三），2006年12月30日（星期六）、31日（星期日）上班。
	read
	元旦 work 2006-12-30 2006-12-31
	weekday 星期六 of 2006-12-30 2006-12-30: right
	weekday 星期日 of 2006-12-31 2006-12-31: right
	weekday 星期二 of 2007-01-02 2007-01-02: right
	weekday 星期三 of 2007-01-03 2007-01-03: right
	weekday 星期六 of 2006-12-30 2006-12-30: right
	weekday 星期日 of 2006-12-31 2006-12-31: right
`,
		},
		{
			name:   "2007: the days told in brackets",
			title:  "2007",
			issued: "2006年12月18日",
			body:   "二、春节：2月18日至24日（农历正月初一至初七）放假，共7天。其中，18日（春节）、19日、20日为法定假日，将2月17日（星期六）、25日（星期日）两个公休日调至2月21日（星期三）、22日（星期四），2月17日（星期六）、25日（星期日）上班。",
			want: `
二、春节：2月18日至24日（农历正月初一至初七）放假，共7天。
	read
	春节 off 2007-02-18 2007-02-24
	span_days 7 of 2007-02-18 2007-02-24: right
其中，18日（春节）、19日、20日为法定假日，将2月17日（星期六）、25日（星期日）两个公休日调至2月21日（星期三）、22日（星期四），2月17日（星期六）、25日（星期日）上班。
	unparsed impossible_date 18日
`,
		},
		{
			name:   "2007: a festival named by its day",
			title:  "2007",
			issued: "2006年12月18日",
			body:   "三、“五一”：5月1日至7日放假，共7天。其中，1日、2日、3日为法定假日，将4月28日（星期六）、29日（星期日）两个公休日调至5月4日（星期五）、7日（星期一），4月28日（星期六）、29日（星期日）上班。",
			want: `
三、“五一”：5月1日至7日放假，共7天。
	read
	劳动节 off 2007-05-01 2007-05-07
	span_days 7 of 2007-05-01 2007-05-07: right
其中，1日、2日、3日为法定假日，将4月28日（星期六）、29日（星期日）两个公休日调至5月4日（星期五）、7日（星期一），4月28日（星期六）、29日（星期日）上班。
	unparsed impossible_date 1日
`,
		},
		{
			name:   "2008: a dash for a span, the turn of the year",
			title:  "2008",
			issued: "2007年12月16日",
			body:   "一、元旦：2007年12月30日—2008年1月1日放假，共3天。其中，1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。",
			want: `
一、元旦：2007年12月30日—2008年1月1日放假，共3天。
	read
	元旦 off 2007-12-30 2008-01-01
	span_days 3 of 2007-12-30 2008-01-01: right
其中，1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。
	read
	元旦 work 2007-12-29 2007-12-29
	weekday 星期二 of 2008-01-01 2008-01-01: right
	weekday 星期日 of 2007-12-30 2007-12-30: right
	weekday 星期六 of 2007-12-29 2007-12-29: right
	weekday 星期一 of 2007-12-31 2007-12-31: right
	weekday 星期六 of 2007-12-29 2007-12-29: right
`,
		},
		{
			name:   "2008: off as ever",
			title:  "2008",
			issued: "2007年12月16日",
			body:   "三、清明节：4月4日—6日放假，共3天。其中，4月4日（清明节）为法定节假日，4月5日（星期六）、4月6日（星期日）照常公休。",
			want: `
三、清明节：4月4日—6日放假，共3天。
	read
	清明节 off 2008-04-04 2008-04-06
	span_days 3 of 2008-04-04 2008-04-06: right
其中，4月4日（清明节）为法定节假日，4月5日（星期六）、4月6日（星期日）照常公休。
	read ordinary_working_day
	weekday 星期六 of 2008-04-05 2008-04-05: right
	weekday 星期日 of 2008-04-06 2008-04-06: right
`,
		},
		{
			name:   "2009: two festivals in one item",
			title:  "2009",
			issued: "2008年12月8日",
			body:   "六、国庆节、中秋节：10月1日—8日放假，共8天。其中，10月1日（星期四）、10月2日（星期五）、10月3日（星期六，农历八月十五，中秋节）为国庆节、中秋节法定节假日，10月4日（星期日）照常公休，9月27日（星期日）公休日调至10月5日（星期一），10月10日（星期六）公休日调至10月6日（星期二）。",
			want: `
六、国庆节、中秋节：10月1日—8日放假，共8天。
	read
	国庆节、中秋节 off 2009-10-01 2009-10-08
	span_days 8 of 2009-10-01 2009-10-08: right
其中，10月1日（星期四）、10月2日（星期五）、10月3日（星期六，农历八月十五，中秋节）为国庆节、中秋节法定节假日，10月4日（星期日）照常公休，9月27日（星期日）公休日调至10月5日（星期一），10月10日（星期六）公休日调至10月6日（星期二）。
	read
	国庆节、中秋节 work 2009-09-27 2009-09-27
	国庆节、中秋节 work 2009-10-10 2009-10-10
	weekday 星期四 of 2009-10-01 2009-10-01: right
	weekday 星期五 of 2009-10-02 2009-10-02: right
	weekday 星期六 of 2009-10-03 2009-10-03: right
	weekday 星期日 of 2009-10-04 2009-10-04: right
	weekday 星期日 of 2009-09-27 2009-09-27: right
	weekday 星期一 of 2009-10-05 2009-10-05: right
	weekday 星期六 of 2009-10-10 2009-10-10: right
	weekday 星期二 of 2009-10-06 2009-10-06: right
`,
		},
		{
			name:   "2011: off and resting",
			title:  "2011",
			issued: "2010年12月9日",
			body:   "一、元旦：1月1日至3日放假公休，共3天。\n\u3000\u3000二、春节：2月2日（农历除夕）至8日放假调休，共7天。1月30日（星期日）、2月12日（星期六）上班。",
			want: `
一、元旦：1月1日至3日放假公休，共3天。
	read
	元旦 off 2011-01-01 2011-01-03
	span_days 3 of 2011-01-01 2011-01-03: right
二、春节：2月2日（农历除夕）至8日放假调休，共7天。
	read
	春节 off 2011-02-02 2011-02-08
	span_days 7 of 2011-02-02 2011-02-08: right
1月30日（星期日）、2月12日（星期六）上班。
	read
	春节 work 2011-01-30 2011-01-30
	春节 work 2011-02-12 2011-02-12
	weekday 星期日 of 2011-01-30 2011-01-30: right
	weekday 星期六 of 2011-02-12 2011-02-12: right
`,
		},
		{
			name:   "2012: the make-up day in the year before",
			title:  "2012",
			issued: "2011年12月6日",
			body:   "一、元旦：2012年1月1日至3日放假调休，共3天。2011年12月31日（星期六）上班。",
			want: `
一、元旦：2012年1月1日至3日放假调休，共3天。
	read
	元旦 off 2012-01-01 2012-01-03
	span_days 3 of 2012-01-01 2012-01-03: right
2011年12月31日（星期六）上班。
	read
	元旦 work 2011-12-31 2011-12-31
	weekday 星期六 of 2011-12-31 2011-12-31: right
`,
		},
		{
			name:   "2014: one day, stated",
			title:  "2014",
			issued: "2013年12月11日",
			body:   "一、元旦：1月1日放假1天。\n\u3000\u3000二、清明节：4月5日放假，4月7日（星期一）补休。",
			want: `
一、元旦：1月1日放假1天。
	read
	元旦 off 2014-01-01 2014-01-01
	span_days 1 of 2014-01-01 2014-01-01: right
二、清明节：4月5日放假，4月7日（星期一）补休。
	read
	清明节 off 2014-04-05 2014-04-05
	清明节 off 2014-04-07 2014-04-07
	weekday 星期一 of 2014-04-07 2014-04-07: right
`,
		},
		{
			name:   "2016: joins the weekend",
			title:  "2016",
			issued: "2015年12月10日",
			body:   "一、元旦：1月1日放假，与周末连休。",
			want: `
一、元旦：1月1日放假，与周末连休。
	read
	元旦 off 2016-01-01 2016-01-01
	joins_weekend 连休 of 2016-01-01 2016-01-01: right
`,
		},
		{
			name:   "2018: the turn of the year in the table of work",
			title:  "2018",
			issued: "2017年11月30日",
			body:   "三、清明节：4月5日至7日放假调休，共3天。4月8日（星期日）上班。",
			want: `
三、清明节：4月5日至7日放假调休，共3天。
	read
	清明节 off 2018-04-05 2018-04-07
	span_days 3 of 2018-04-05 2018-04-07: right
4月8日（星期日）上班。
	read
	清明节 work 2018-04-08 2018-04-08
	weekday 星期日 of 2018-04-08 2018-04-08: right
`,
		},
		{
			name:   "2020: Mid-Autumn within National Day",
			title:  "2020",
			issued: "2019年11月21日",
			body:   "七、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。",
			want: `
七、国庆节、中秋节：10月1日至8日放假调休，共8天。
	read
	国庆节、中秋节 off 2020-10-01 2020-10-08
	span_days 8 of 2020-10-01 2020-10-08: right
9月27日（星期日）、10月10日（星期六）上班。
	read
	国庆节、中秋节 work 2020-09-27 2020-09-27
	国庆节、中秋节 work 2020-10-10 2020-10-10
	weekday 星期日 of 2020-09-27 2020-09-27: right
	weekday 星期六 of 2020-10-10 2020-10-10: right
`,
		},
		{
			name:   "2024: asked for, not arranged",
			title:  "2024",
			issued: "2023年10月25日",
			body:   "二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。",
			want: `
二、春节：2月10日至17日放假调休，共8天。
	read
	春节 off 2024-02-10 2024-02-17
	span_days 8 of 2024-02-10 2024-02-17: right
2月4日（星期日）、2月18日（星期日）上班。
	read
	春节 work 2024-02-04 2024-02-04
	春节 work 2024-02-18 2024-02-18
	weekday 星期日 of 2024-02-04 2024-02-04: right
	weekday 星期日 of 2024-02-18 2024-02-18: right
鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
	reference recommendation
`,
		},
		{
			name:   "2025: no make-up day",
			title:  "2025",
			issued: "2024年11月12日",
			body:   "一、元旦：1月1日（周三）放假1天，不调休。",
			want: `
一、元旦：1月1日（周三）放假1天，不调休。
	read
	元旦 off 2025-01-01 2025-01-01
	weekday 星期三 of 2025-01-01 2025-01-01: right
	span_days 1 of 2025-01-01 2025-01-01: right
`,
		},
		{
			name:   "2025: lunar days beside the weekdays",
			title:  "2025",
			issued: "2024年11月12日",
			body:   "二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。",
			want: `
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。
	read
	春节 off 2025-01-28 2025-02-04
	weekday 星期二 of 2025-01-28 2025-01-28: right
	weekday 星期二 of 2025-02-04 2025-02-04: right
	span_days 8 of 2025-01-28 2025-02-04: right
1月26日（周日）、2月8日（周六）上班。
	read
	春节 work 2025-01-26 2025-01-26
	春节 work 2025-02-08 2025-02-08
	weekday 星期日 of 2025-01-26 2025-01-26: right
	weekday 星期六 of 2025-02-08 2025-02-08: right
`,
		},
		{
			name:   "what is admonished moves no day",
			title:  "2026",
			issued: "2025年11月4日",
			body:   "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n\u3000\u3000节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。",
			want: `
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。
	read
	元旦 off 2026-01-01 2026-01-03
	weekday 星期四 of 2026-01-01 2026-01-01: right
	weekday 星期六 of 2026-01-03 2026-01-03: right
	span_days 3 of 2026-01-01 2026-01-03: right
1月4日（周日）上班。
	read
	元旦 work 2026-01-04 2026-01-04
	weekday 星期日 of 2026-01-04 2026-01-04: right
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。
	no_dates
`,
		},
		{
			name:   "Sunday by its other name",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假。4月28日（星期天）上班。",
			want: `
一、劳动节：5月1日放假。
	read
	劳动节 off 2019-05-01 2019-05-01
4月28日（星期天）上班。
	read
	劳动节 work 2019-04-28 2019-04-28
	weekday 星期日 of 2019-04-28 2019-04-28: right
`,
		},
		{
			name:   "a weekday cut short in a list",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、国庆节：10月1日至7日放假，共7天。10月12日、13日（星期六、日）上班。",
			want: `
一、国庆节：10月1日至7日放假，共7天。
	read
	国庆节 off 2019-10-01 2019-10-07
	span_days 7 of 2019-10-01 2019-10-07: right
10月12日、13日（星期六、日）上班。
	read
	国庆节 work 2019-10-12 2019-10-13
	weekday 星期六 of 2019-10-12 2019-10-12: right
	weekday 星期日 of 2019-10-13 2019-10-13: right
`,
		},
		{
			name:   "a number of days that runs on",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、清明节：4月5日放假，连休3天。",
			want: `
一、清明节：4月5日放假，连休3天。
	read
	清明节 off 2019-04-05 2019-04-05
	span_days 3 of 2019-04-05 2019-04-07: right
`,
		},
		{
			name:   "a run of days through the weekend",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、清明节：4月5日放假，与周末连休，形成3天小长假。",
			want: `
一、清明节：4月5日放假，与周末连休，形成3天小长假。
	read
	清明节 off 2019-04-05 2019-04-05
	joins_weekend 连休 of 2019-04-05 2019-04-05: right
	span_days 3 of 2019-04-05 2019-04-07: right
`,
		},
		{
			name:   "hyphen without 日",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、清明节：4月5-7日放假，共3天。",
			want: `
一、清明节：4月5-7日放假，共3天。
	read
	清明节 off 2019-04-05 2019-04-07
	span_days 3 of 2019-04-05 2019-04-07: right
`,
		},
		{
			name:   "label of the days worked",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：放假时间为5月1日至4日，补班时间：4月28日（星期日）、5月5日（星期日）。",
			want: `
一、劳动节：放假时间为5月1日至4日，补班时间：4月28日（星期日）、5月5日（星期日）。
	read
	劳动节 off 2019-05-01 2019-05-04
	劳动节 work 2019-04-28 2019-04-28
	劳动节 work 2019-05-05 2019-05-05
	weekday 星期日 of 2019-04-28 2019-04-28: right
	weekday 星期日 of 2019-05-05 2019-05-05: right
`,
		},
		{
			name:   "heading and label in one",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "劳动节放假时间：5月1日至3日。",
			want: `
劳动节放假时间：5月1日至3日。
	read
	劳动节 off 2019-05-01 2019-05-03
`,
		},
		{
			name:   "heading without a number",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "劳动节：5月1日至3日放假，共3天。",
			want: `
劳动节：5月1日至3日放假，共3天。
	read
	劳动节 off 2019-05-01 2019-05-03
	span_days 3 of 2019-05-01 2019-05-03: right
`,
		},
		{
			name:   "the number of all days off",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假，5月3日放假，共2天。",
			want: `
一、劳动节：5月1日放假，5月3日放假，共2天。
	read
	劳动节 off 2019-05-01 2019-05-01
	劳动节 off 2019-05-03 2019-05-03
	span_days 2 of 2019-05-03 2019-05-03: right
`,
		},
		{
			name:   "days listed backwards",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月3日、5月1日放假，共2天。",
			want: `
一、劳动节：5月3日、5月1日放假，共2天。
	read
	劳动节 off 2019-05-01 2019-05-01
	劳动节 off 2019-05-03 2019-05-03
	span_days 2 of 2019-05-01 2019-05-03: right
`,
		},
		{
			name:   "the weekday after a date without brackets",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日星期三放假。",
			want: `
一、劳动节：5月1日星期三放假。
	read
	劳动节 off 2019-05-01 2019-05-01
	weekday 星期三 of 2019-05-01 2019-05-01: right
`,
		},
		{
			name:   "by the rules of the State",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：根据国家规定，5月1日放假。",
			want: `
一、劳动节：根据国家规定，5月1日放假。
	read
	劳动节 off 2019-05-01 2019-05-01
`,
		},
		{
			name:   "details in the same sentence",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至3日放假，其中5月1日放假，5月2日、3日调休。",
			want: `
一、劳动节：5月1日至3日放假，其中5月1日放假，5月2日、3日调休。
	read
	劳动节 off 2019-05-01 2019-05-03
`,
		},
		{
			name:   "brackets apart from the dates",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假（法定节假日），与周末不连休。",
			want: `
一、劳动节：5月1日放假（法定节假日），与周末不连休。
	unparsed unknown_text 周末不
lacks no_entries
`,
		},
		{
			name:   "a legal holiday in brackets",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假（法定节假日）。",
			want: `
一、劳动节：5月1日放假（法定节假日）。
	read
	劳动节 off 2019-05-01 2019-05-01
`,
		},
		{
			name:   "dates and their number in brackets",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：放假调休（5月1日至3日，共3天）。",
			want: `
一、劳动节：放假调休（5月1日至3日，共3天）。
	read
	劳动节 off 2019-05-01 2019-05-03
	span_days 3 of 2019-05-01 2019-05-03: right
`,
		},
		{
			name:   "weekday checks of a span moved into the year before",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、火把节：12月30日（星期日）至1月1日（星期二）放假，共3天。",
			want: `
一、火把节：12月30日（星期日）至1月1日（星期二）放假，共3天。
	read
	火把节 off 2018-12-30 2019-01-01
	weekday 星期日 of 2018-12-30 2018-12-30: right
	weekday 星期二 of 2019-01-01 2019-01-01: right
	span_days 3 of 2018-12-30 2019-01-01: right
`,
		},
		{
			name:   "a day of the next year",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、春节：2019年12月31日至2020年1月2日放假，共3天。",
			want: `
一、春节：2019年12月31日至2020年1月2日放假，共3天。
	read
	春节 off 2019-12-31 2020-01-02
	span_days 3 of 2019-12-31 2020-01-02: right
`,
		},
		{
			name:   "the day of the office",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假。\n\u3000\u3000二、本通知自2019年1月1日起执行。",
			want: `
一、劳动节：5月1日放假。
	read
	劳动节 off 2019-05-01 2019-05-01
二、本通知自2019年1月1日起执行。
	reference effective_date
`,
		},
		{
			name:   "an event that is no arrangement",
			title:  "2015",
			issued: "2015年5月13日",
			body:   "2015年9月3日是某某胜利70周年纪念日。",
			want: `
2015年9月3日是某某胜利70周年纪念日。
	unparsed unknown_text 某某胜利70周年纪念日
lacks no_entries
`,
		},
		{
			name:   "the commemoration of 2015",
			title:  "国务院关于某某胜利70周年纪念日调休放假的通知",
			issued: "2015年5月13日",
			body:   "为使全国人民广泛参与纪念活动，2015年9月3日全国放假1天。为方便公众安排假日期间生产生活，特作如下调休：9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。",
			want: `
为使全国人民广泛参与纪念活动，2015年9月3日全国放假1天。
	read
	某某胜利70周年纪念日 off 2015-09-03 2015-09-03
	span_days 1 of 2015-09-03 2015-09-03: right
为方便公众安排假日期间生产生活，特作如下调休：9月3日至5日调休放假，共3天。
	read
	某某胜利70周年纪念日 off 2015-09-04 2015-09-05
	span_days 3 of 2015-09-03 2015-09-05: right
其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。
	read
	某某胜利70周年纪念日 work 2015-09-06 2015-09-06
	weekday 星期四 of 2015-09-03 2015-09-03: right
	weekday 星期五 of 2015-09-04 2015-09-04: right
	weekday 星期日 of 2015-09-06 2015-09-06: right
amends 国办发明电〔2014〕28号
`,
		},
		{
			name:   "the extension of 2020",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "一、延长2020年春节假期至2月2日（农历正月初九、星期日），2月3日（星期一）起正常上班。\n\u3000\u3000二、各地大专院校、中小学、幼儿园推迟开学，具体时间由教育部门另行通知。\n\u3000\u3000三、因疫情防控不能休假的职工，应根据《中华人民共和国劳动法》规定安排补休，未休假期的工资报酬应按照有关政策保障落实。",
			want: `
一、延长2020年春节假期至2月2日（农历正月初九、星期日），2月3日（星期一）起正常上班。
	read
	春节 off 2020-01-31 2020-02-02
	weekday 星期日 of 2020-02-02 2020-02-02: right
	weekday 星期一 of 2020-02-03 2020-02-03: right
二、各地大专院校、中小学、幼儿园推迟开学，具体时间由教育部门另行通知。
	no_dates
三、因疫情防控不能休假的职工，应根据《中华人民共和国劳动法》规定安排补休，未休假期的工资报酬应按照有关政策保障落实。
	no_dates
amends 国办发明电〔2019〕16号
`,
		},
		{
			name:   "the extension, by the festival of the title",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "假期延长至2月2日。",
			want: `
假期延长至2月2日。
	read
	春节 off 2020-01-31 2020-02-02
amends 国办发明电〔2019〕16号
`,
		},
		{
			name:   "Labour Day 2019, rearranged",
			title:  "国务院办公厅关于调整2019年劳动节假期安排的通知",
			issued: "2019年3月22日",
			body:   "一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。",
			want: `
一、2019年5月1日至4日放假调休，共4天。
	read
	劳动节 off 2019-05-01 2019-05-04
	span_days 4 of 2019-05-01 2019-05-04: right
4月28日（星期日）、5月5日（星期日）上班。
	read
	劳动节 work 2019-04-28 2019-04-28
	劳动节 work 2019-05-05 2019-05-05
	weekday 星期日 of 2019-04-28 2019-04-28: right
	weekday 星期日 of 2019-05-05 2019-05-05: right
amends 国办发明电〔2018〕15号
`,
		},
		{
			name:   "off, rearranged as off",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日调整为放假。",
			want: `
一、劳动节：5月1日调整为放假。
	read
	劳动节 off 2019-05-01 2019-05-01
`,
		},
		{
			name:   "days off, rearranged to a date",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：放假1天调整为5月1日。",
			want: `
一、劳动节：放假1天调整为5月1日。
	read
	劳动节 off 2019-05-01 2019-05-01
	span_days 1 of 2019-05-01 2019-05-01: right
`,
		},
		{
			name:   "a weekend day moved, without its name",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月5日（星期日）调至5月2日（星期四）。",
			want: `
一、劳动节：5月5日（星期日）调至5月2日（星期四）。
	read
	劳动节 off 2019-05-02 2019-05-02
	劳动节 work 2019-05-05 2019-05-05
	weekday 星期日 of 2019-05-05 2019-05-05: right
	weekday 星期四 of 2019-05-02 2019-05-02: right
`,
		},
		{
			name:   "a weekend day's rest changed",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月5日（星期日）公休日调整为5月2日（星期四）。",
			want: `
一、劳动节：5月5日（星期日）公休日调整为5月2日（星期四）。
	read
	劳动节 off 2019-05-02 2019-05-02
	劳动节 work 2019-05-05 2019-05-05
	weekday 星期日 of 2019-05-05 2019-05-05: right
	weekday 星期四 of 2019-05-02 2019-05-02: right
`,
		},
		{
			name:   "several weekend days moved",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假，4月28日（星期日）、5月5日（星期日）公休日分别调至5月2日（星期四）、5月3日（星期五）。",
			want: `
一、劳动节：5月1日放假，4月28日（星期日）、5月5日（星期日）公休日分别调至5月2日（星期四）、5月3日（星期五）。
	read
	劳动节 off 2019-05-01 2019-05-03
	劳动节 work 2019-04-28 2019-04-28
	劳动节 work 2019-05-05 2019-05-05
	weekday 星期日 of 2019-04-28 2019-04-28: right
	weekday 星期日 of 2019-05-05 2019-05-05: right
	weekday 星期四 of 2019-05-02 2019-05-02: right
	weekday 星期五 of 2019-05-03 2019-05-03: right
`,
		},
		{
			name:   "a festival that the title does not have",
			title:  "国务院办公厅关于调整2019年劳动节假期安排的通知",
			issued: "2019年3月22日",
			body:   "5月1日至4日放假，端午节6月7日放假。",
			want: `
5月1日至4日放假，端午节6月7日放假。
	read
	劳动节 off 2019-05-01 2019-05-04
	端午节 off 2019-06-07 2019-06-07
amends 国办发明电〔2018〕15号
`,
		},
		{
			name:   "off, and worked from a day on",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至3日放假，5月6日（星期一）起正常上班。",
			want: `
一、劳动节：5月1日至3日放假，5月6日（星期一）起正常上班。
	read
	劳动节 off 2019-05-01 2019-05-03
	weekday 星期一 of 2019-05-06 2019-05-06: right
`,
		},
		{
			name:   "the new year's December, days worked",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、元旦：12月31日、1月1日放假，12月29日（星期六）上班。",
			want: `
一、元旦：12月31日、1月1日放假，12月29日（星期六）上班。
	read
	元旦 off 2018-12-31 2019-01-01
	元旦 work 2018-12-29 2018-12-29
	weekday 星期六 of 2018-12-29 2018-12-29: right
`,
		},
		{
			name:   "December of the year itself",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、火把节：12月30日至31日放假。",
			want: `
一、火把节：12月30日至31日放假。
	read
	火把节 off 2019-12-30 2019-12-31
`,
		},
		{
			name:   "a year written twice",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：2019年5月1日至2019年5月3日放假，共3天。",
			want: `
一、劳动节：2019年5月1日至2019年5月3日放假，共3天。
	read
	劳动节 off 2019-05-01 2019-05-03
	span_days 3 of 2019-05-01 2019-05-03: right
`,
		},
		{
			name:   "details alone",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至3日放假。其中，5月1日为法定节假日。",
			want: `
一、劳动节：5月1日至3日放假。
	read
	劳动节 off 2019-05-01 2019-05-03
其中，5月1日为法定节假日。
	read summary
`,
		},
		{
			name:   "details of one day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假，其中5月1日为法定节假日。",
			want: `
一、劳动节：5月1日放假，其中5月1日为法定节假日。
	read
	劳动节 off 2019-05-01 2019-05-01
`,
		},
		{
			name:   "details without a whole",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至3日放假。\n\u3000\u3000二、端午节：其中6月7日放假。",
			want: `
一、劳动节：5月1日至3日放假。
	read
	劳动节 off 2019-05-01 2019-05-03
二、端午节：其中6月7日放假。
	read
	端午节 off 2019-06-07 2019-06-07
`,
		},
		{
			name:   "said twice",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假。5月1日放假。",
			want: `
一、劳动节：5月1日放假。
	read
	劳动节 off 2019-05-01 2019-05-01
5月1日放假。
	read
`,
		},
		{
			name:   "the whole run of days, the weekend before",
			title:  "2020",
			issued: "2019年11月21日",
			body:   "一、某某节：4月7日放假，与清明节、周末连休，共4天。",
			want: `
一、某某节：4月7日放假，与清明节、周末连休，共4天。
	unparsed weekend_mismatch 2020-04-07
	joins_weekend 连休 of 2020-04-07 2020-04-07: is 星期二
lacks no_entries
`,
		},
		{
			name:   "said once more",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假，即5月1日。",
			want: `
一、劳动节：5月1日放假，即5月1日。
	read
	劳动节 off 2019-05-01 2019-05-01
`,
		},
		{
			name:   "December within November's span",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、火把节：11月25日至12月3日放假。",
			want: `
一、火把节：11月25日至12月3日放假。
	read
	火把节 off 2019-11-25 2019-12-03
`,
		},
		{
			name:   "the festival that the text named last",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "做好春节值班工作。2月4日至10日放假。2月3日（星期日）上班。",
			want: `
做好春节值班工作。
	no_dates
2月4日至10日放假。
	read
	春节 off 2019-02-04 2019-02-10
2月3日（星期日）上班。
	read
	春节 work 2019-02-03 2019-02-03
	weekday 星期日 of 2019-02-03 2019-02-03: right
`,
		},
		{
			name:   "what is only asked for names no festival for what follows",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "做好春节值班工作。鼓励各单位在清明节（4月5日）休息。2月4日至10日放假。",
			want: `
做好春节值班工作。
	no_dates
鼓励各单位在清明节（4月5日）休息。
	reference recommendation
2月4日至10日放假。
	read
	春节 off 2019-02-04 2019-02-10
`,
		},
		{
			name:   "a festival named with its days",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "春节2月4日至10日放假。2月3日（星期日）上班。",
			want: `
春节2月4日至10日放假。
	read
	春节 off 2019-02-04 2019-02-10
2月3日（星期日）上班。
	read
	春节 work 2019-02-03 2019-02-03
	weekday 星期日 of 2019-02-03 2019-02-03: right
`,
		},
		{
			name:   "a number of days, then a span",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：放假3天，5月1日至3日。",
			want: `
一、劳动节：放假3天，5月1日至3日。
	read
	劳动节 off 2019-05-01 2019-05-03
	span_days 3 of 2019-05-01 2019-05-03: right
`,
		},
	})
}
