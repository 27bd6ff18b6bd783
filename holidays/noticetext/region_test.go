package noticetext_test

import "testing"

// The sentences of Guangxi's notices, and what such notices quote.
func TestRegionWordings(t *testing.T) {
	readAll(t, prior, []wording{
		{
			name:     "2014: the days and their moon",
			calendar: "CN-GX",
			title:    "2014",
			issued:   "2014年3月11日",
			body:     "一、“壮族三月三”放假2天，即4月2日（农历三月初三、星期三）、4月3日（星期四）放假。",
			want: `
一、“壮族三月三”放假2天，即4月2日（农历三月初三、星期三）、4月3日（星期四）放假。
	read
	壮族三月三 off 2014-04-02 2014-04-03
	weekday 星期三 of 2014-04-02 2014-04-02: right
	weekday 星期四 of 2014-04-03 2014-04-03: right
	span_days 2 of 2014-04-02 2014-04-03: right
`,
		},
		{
			name:     "2015: joins the weekend",
			calendar: "CN-GX",
			title:    "2015",
			issued:   "2015年3月26日",
			body:     "一、4月21日（星期二）、22日（星期三）放假，共2天。",
			want: `
一、4月21日（星期二）、22日（星期三）放假，共2天。
	read
	壮族三月三 off 2015-04-21 2015-04-22
	weekday 星期二 of 2015-04-21 2015-04-21: right
	weekday 星期三 of 2015-04-22 2015-04-22: right
	span_days 2 of 2015-04-21 2015-04-22: right
`,
		},
		{
			name:     "2018: a day made up",
			calendar: "CN-GX",
			title:    "2018",
			issued:   "2018年3月1日",
			body:     "一、4月18日至20日放假调休，共3天。4月15日（星期日）上班。",
			want: `
一、4月18日至20日放假调休，共3天。
	read
	壮族三月三 off 2018-04-18 2018-04-20
	span_days 3 of 2018-04-18 2018-04-20: right
4月15日（星期日）上班。
	read
	壮族三月三 work 2018-04-15 2018-04-15
	weekday 星期日 of 2018-04-15 2018-04-15: right
`,
		},
		{
			name:     "2018: a weekend day moved",
			calendar: "CN-GX",
			title:    "2018",
			issued:   "2018年3月1日",
			body:     "一、4月18日（星期三）、19日（星期四）放假，4月15日（星期日）公休日调至4月20日（星期五），4月15日（星期日）上班。",
			want: `
一、4月18日（星期三）、19日（星期四）放假，4月15日（星期日）公休日调至4月20日（星期五），4月15日（星期日）上班。
	read
	壮族三月三 off 2018-04-18 2018-04-20
	壮族三月三 work 2018-04-15 2018-04-15
	weekday 星期三 of 2018-04-18 2018-04-18: right
	weekday 星期四 of 2018-04-19 2018-04-19: right
	weekday 星期日 of 2018-04-15 2018-04-15: right
	weekday 星期五 of 2018-04-20 2018-04-20: right
	weekday 星期日 of 2018-04-15 2018-04-15: right
`,
		},
		{
			name:     "2020: the holiday cancelled, the days named",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "取消2020年“壮族三月三”放假。3月26日、27日（星期四、星期五）正常上班。",
			want: `
取消2020年“壮族三月三”放假。
	reference summary
3月26日、27日（星期四、星期五）正常上班。
	read
	壮族三月三 work 2020-03-26 2020-03-27
	weekday 星期四 of 2020-03-26 2020-03-26: right
	weekday 星期五 of 2020-03-27 2020-03-27: right
amends CN-GX-2020
`,
		},
		{
			name:     "2020: cancelled, nothing named",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "为做好疫情防控工作，取消放假。",
			want: `
为做好疫情防控工作，取消放假。
	read
	壮族三月三 work 2020-03-26 2020-03-27
amends CN-GX-2020
`,
		},
		{
			name:     "2020: cancelled and given off",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于调整2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "3月26日放假。取消“壮族三月三”放假。",
			want: `
3月26日放假。
	read
	壮族三月三 off 2020-03-26 2020-03-26
取消“壮族三月三”放假。
	unparsed contradiction 2020-03-26
amends CN-GX-2020
`,
		},
		{
			name:     "2020: planned, then worked",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "原定3月26日、27日（星期四、星期五）“壮族三月三”放假取消，正常上班。",
			want: `
原定3月26日、27日（星期四、星期五）“壮族三月三”放假取消，正常上班。
	read
	壮族三月三 work 2020-03-26 2020-03-27
	weekday 星期四 of 2020-03-26 2020-03-26: right
	weekday 星期五 of 2020-03-27 2020-03-27: right
amends CN-GX-2020
`,
		},
		{
			name:     "2020: not arranged any more",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "3月26日至27日不再安排放假。",
			want: `
3月26日至27日不再安排放假。
	read
	壮族三月三 work 2020-03-26 2020-03-27
amends CN-GX-2020
`,
		},
		{
			name:     "2020: the nation's days under the region's name",
			calendar: "CN-GX",
			title:    "2020",
			issued:   "2020年1月1日",
			body:     "一、4月4日至6日放假，共3天。",
			want: `
一、4月4日至6日放假，共3天。
	unparsed festival_overlap 2020-04-04
lacks no_entries
`,
		},
		{
			name:     "2017: the opening names the festival",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于2017年放假安排的通知",
			issued:   "2017年2月10日",
			body:     "现将2017年“壮族三月三”放假安排通知如下：3月30日、31日放假。",
			want: `
现将2017年“壮族三月三”放假安排通知如下：3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "2017: its own days after a reference",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、根据《国务院办公厅关于2017年部分节假日安排的通知》精神，3月30日、31日放假。",
			want: `
一、根据《国务院办公厅关于2017年部分节假日安排的通知》精神，3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "2017: quoted rightly",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、3月30日、31日放假。根据国务院办公厅通知精神，清明节放假时间为4月2日至4日，4月1日（星期六）上班。",
			want: `
一、3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
根据国务院办公厅通知精神，清明节放假时间为4月2日至4日，4月1日（星期六）上班。
	reference quoted_notice
	weekday 星期六 of 2017-04-01 2017-04-01: right
`,
		},
		{
			name:     "2017: quoted by number",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "根据《国务院办公厅关于2017年部分节假日安排的通知》（国办发明电〔2016〕17号）精神，清明节放假时间为4月2日至4日，4月1日（星期六）上班。",
			want: `
根据《国务院办公厅关于2017年部分节假日安排的通知》（国办发明电〔2016〕17号）精神，清明节放假时间为4月2日至4日，4月1日（星期六）上班。
	reference quoted_notice
	weekday 星期六 of 2017-04-01 2017-04-01: right
lacks no_entries
`,
		},
		{
			name:     "2017: quoted with the wrong number of days",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、根据国务院办公厅通知精神，清明节4月2日至4日放假，共4天。",
			want: `
一、根据国务院办公厅通知精神，清明节4月2日至4日放假，共4天。
	unparsed span_days_mismatch 4
	span_days 4 of 2017-04-02 2017-04-04: is 3
lacks no_entries
`,
		},
		{
			name:     "2017: the nation works, the region rests and works later",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、3月30日、31日放假。4月1日（星期六）国家规定上班，我区放假，4月8日（星期六）上班。",
			want: `
一、3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
4月1日（星期六）国家规定上班，我区放假，4月8日（星期六）上班。
	read
	壮族三月三 off 2017-04-01 2017-04-01
	壮族三月三 work 2017-04-08 2017-04-08
	weekday 星期六 of 2017-04-01 2017-04-01: right
	weekday 星期六 of 2017-04-08 2017-04-08: right
`,
		},
		{
			name:     "2017: a summary over the nation's days",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、3月30日、31日放假。我区4月1日（星期六）放假调休，即3月30日至4月4日放假，共6天。",
			want: `
一、3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
我区4月1日（星期六）放假调休，即3月30日至4月4日放假，共6天。
	read
	壮族三月三 off 2017-04-01 2017-04-01
	weekday 星期六 of 2017-04-01 2017-04-01: right
	span_days 6 of 2017-03-30 2017-04-04: right
`,
		},
		{
			name:     "2017: swapped with the nation's day",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、3月30日、31日放假，4月1日（星期六）与4月8日（星期六）对调。",
			want: `
一、3月30日、31日放假，4月1日（星期六）与4月8日（星期六）对调。
	read
	壮族三月三 off 2017-03-30 2017-04-01
	壮族三月三 work 2017-04-08 2017-04-08
	weekday 星期六 of 2017-04-01 2017-04-01: right
	weekday 星期六 of 2017-04-08 2017-04-08: right
`,
		},
		{
			name:     "2024: the bracket carries the weekday and the moon",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、4月11日（农历三月初三，星期四）、4月12日（星期五）放假。",
			want: `
一、4月11日（农历三月初三，星期四）、4月12日（星期五）放假。
	read
	壮族三月三 off 2024-04-11 2024-04-12
	weekday 星期四 of 2024-04-11 2024-04-11: right
	weekday 星期五 of 2024-04-12 2024-04-12: right
`,
		},
		{
			name:     "2024: with the weekend",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、4月11日至12日放假，与周末连休。",
			want: `
一、4月11日至12日放假，与周末连休。
	read
	壮族三月三 off 2024-04-11 2024-04-12
	joins_weekend 连休 of 2024-04-11 2024-04-12: right
`,
		},
		{
			name:     "2024: a number of days first, the dates later",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、“壮族三月三”期间，本自治区内全体公民放假2天。4月11日至12日放假。",
			want: `
一、“壮族三月三”期间，本自治区内全体公民放假2天。
	reference summary
4月11日至12日放假。
	read
	壮族三月三 off 2024-04-11 2024-04-12
`,
		},
		{
			name:     "2024: the wrong number of days first",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、“壮族三月三”期间，本自治区内全体公民放假3天。4月11日至12日放假。",
			want: `
一、“壮族三月三”期间，本自治区内全体公民放假3天。
	unparsed count_without_date
4月11日至12日放假。
	read
	壮族三月三 off 2024-04-11 2024-04-12
`,
		},
		{
			name:     "2024: the duty of offices",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、4月11日至12日放假。\n\u3000\u3000二、节假日期间，各地各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。",
			want: `
一、4月11日至12日放假。
	read
	壮族三月三 off 2024-04-11 2024-04-12
二、节假日期间，各地各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
	no_dates
`,
		},
		{
			name:     "2024: another festival in an item of its own",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、4月11日至12日放假。\n\u3000\u3000二、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。",
			want: `
一、4月11日至12日放假。
	read
	壮族三月三 off 2024-04-11 2024-04-12
二、清明节：4月4日至6日放假调休，共3天。
	read
	清明节 off 2024-04-04 2024-04-06
	span_days 3 of 2024-04-04 2024-04-06: right
4月7日（星期日）上班。
	read
	清明节 work 2024-04-07 2024-04-07
	weekday 星期日 of 2024-04-07 2024-04-07: right
`,
		},
		{
			name:     "2018: the number of days without those made up",
			calendar: "CN-GX",
			title:    "2018",
			issued:   "2018年3月1日",
			body:     "一、全体公民放假2天，即4月18日至20日放假调休，4月15日（星期日）上班。",
			want: `
一、全体公民放假2天，即4月18日至20日放假调休，4月15日（星期日）上班。
	read
	壮族三月三 off 2018-04-18 2018-04-20
	壮族三月三 work 2018-04-15 2018-04-15
	weekday 星期日 of 2018-04-15 2018-04-15: right
	span_days 2 of 2018-04-18 2018-04-20: right
`,
		},
		{
			name:     "2019: the number of days that the nation works",
			calendar: "CN-GX",
			title:    "2019",
			issued:   "2018年12月29日",
			body:     "一、全体公民放假2天，即4月4日、8日放假。",
			want: `
一、全体公民放假2天，即4月4日、8日放假。
	read
	壮族三月三 off 2019-04-04 2019-04-04
	壮族三月三 off 2019-04-08 2019-04-08
	span_days 2 of 2019-04-04 2019-04-08: right
`,
		},
		{
			name:     "2019: the number of working days in a span with a weekend",
			calendar: "CN-GX",
			title:    "2019",
			issued:   "2018年12月29日",
			body:     "一、全体公民放假2天，即4月11日至14日放假。",
			want: `
一、全体公民放假2天，即4月11日至14日放假。
	read
	壮族三月三 off 2019-04-11 2019-04-14
	span_days 2 of 2019-04-11 2019-04-14: right
`,
		},
		{
			name:     "2024: in the middle, the number that is not so",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、全体公民放假3天，即4月11日至12日放假。",
			want: `
一、全体公民放假3天，即4月11日至12日放假。
	unparsed span_days_mismatch
	span_days 3 of 2024-04-11 2024-04-12: is 2
lacks no_entries
`,
		},
		{
			name:     "2017: quoted, then its own after 我区",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、根据国务院办公厅通知精神，清明节4月2日至4日放假，我区3月30日放假，3月31日放假。",
			want: `
一、根据国务院办公厅通知精神，清明节4月2日至4日放假，我区3月30日放假，3月31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "2017: for the people here",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、根据国务院办公厅通知精神，为方便我区群众出行，3月30日、31日放假。",
			want: `
一、根据国务院办公厅通知精神，为方便我区群众出行，3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
`,
		},
		{
			name:     "2017: repeated without 即",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、3月30日、31日放假。3月30日放假。",
			want: `
一、3月30日、31日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-31
3月30日放假。
	reference summary
`,
		},
		{
			name:     "2017: planned, and not quoted",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、原定3月30日放假，国家规定4月1日（星期六）上班。",
			want: `
一、原定3月30日放假，国家规定4月1日（星期六）上班。
	unparsed unknown_text 原定
lacks no_entries
`,
		},
		{
			name:     "2017: swapped with the nation's day, its own day after it",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "一、4月1日（星期六）与4月8日（星期六）对调，我区3月30日放假。",
			want: `
一、4月1日（星期六）与4月8日（星期六）对调，我区3月30日放假。
	read
	壮族三月三 off 2017-03-30 2017-03-30
	壮族三月三 off 2017-04-01 2017-04-01
	壮族三月三 work 2017-04-08 2017-04-08
	weekday 星期六 of 2017-04-01 2017-04-01: right
	weekday 星期六 of 2017-04-08 2017-04-08: right
`,
		},
		{
			name:     "2019: joins the festival after it",
			calendar: "CN-GX",
			title:    "2019",
			issued:   "2018年12月29日",
			body:     "一、4月4日（星期四）放假，与清明节、周末连休，共4天。",
			want: `
一、4月4日（星期四）放假，与清明节、周末连休，共4天。
	read
	壮族三月三 off 2019-04-04 2019-04-04
	weekday 星期四 of 2019-04-04 2019-04-04: right
	joins_weekend 连休 of 2019-04-04 2019-04-04: right
	span_days 4 of 2019-04-04 2019-04-07: right
`,
		},
		{
			name:     "2019: joins the festival before it",
			calendar: "CN-GX",
			title:    "2019",
			issued:   "2018年12月29日",
			body:     "一、4月8日（星期一）放假，与清明节、周末连休，共4天。",
			want: `
一、4月8日（星期一）放假，与清明节、周末连休，共4天。
	read
	壮族三月三 off 2019-04-08 2019-04-08
	weekday 星期一 of 2019-04-08 2019-04-08: right
	joins_weekend 连休 of 2019-04-08 2019-04-08: right
	span_days 4 of 2019-04-05 2019-04-08: right
`,
		},
		{
			name:     "two festivals in the title",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于2024年“壮族三月三”和“花山节”放假的通知",
			issued:   "2024年3月22日",
			body:     "“壮族三月三”4月11日放假。4月12日放假。",
			want: `
“壮族三月三”4月11日放假。
	read
	壮族三月三、花山节 off 2024-04-11 2024-04-11
4月12日放假。
	read
	壮族三月三、花山节 off 2024-04-12 2024-04-12
`,
		},
		{
			name:     "the item's festival before that of the title",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、花山节：4月11日“壮族三月三”放假。",
			want: `
一、花山节：4月11日“壮族三月三”放假。
	read
	花山节 off 2024-04-11 2024-04-11
lacks no_festival 花山节 2024-04-11
`,
		},
		{
			name:     "a day named, another off as ever",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "4月11日（星期四）是“壮族三月三”，4月13日（星期六）照常公休。",
			want: `
4月11日（星期四）是“壮族三月三”，4月13日（星期六）照常公休。
	read ordinary_working_day
	weekday 星期四 of 2024-04-11 2024-04-11: right
	weekday 星期六 of 2024-04-13 2024-04-13: right
lacks no_entries
`,
		},
		{
			name:     "a day named, and off",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "4月11日（星期四）是“壮族三月三”，4月11日放假。",
			want: `
4月11日（星期四）是“壮族三月三”，4月11日放假。
	read
	壮族三月三 off 2024-04-11 2024-04-11
	weekday 星期四 of 2024-04-11 2024-04-11: right
`,
		},
		{
			name:     "worked in another item",
			calendar: "CN-GX",
			title:    "2018",
			issued:   "2018年3月1日",
			body:     "一、4月15日（星期日）上班。\n\u3000\u3000二、其中4月18日放假。",
			want: `
一、4月15日（星期日）上班。
	read
	壮族三月三 work 2018-04-15 2018-04-15
	weekday 星期日 of 2018-04-15 2018-04-15: right
二、其中4月18日放假。
	read
	壮族三月三 off 2018-04-18 2018-04-18
`,
		},
		{
			name:     "this region, then the days",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "一、我区放假，4月11日至12日。",
			want: `
一、我区放假，4月11日至12日。
	read
	壮族三月三 off 2024-04-11 2024-04-12
`,
		},
		{
			name:     "a day is given its name",
			calendar: "CN-GX",
			title:    "2024",
			issued:   "2024年3月22日",
			body:     "4月11日（星期四）是“壮族三月三”。",
			want: `
4月11日（星期四）是“壮族三月三”。
	reference names_a_day
	weekday 星期四 of 2024-04-11 2024-04-11: right
lacks no_entries
`,
		},
		{
			name:     "no festival of its own, the nation's days",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于2017年放假安排的通知",
			issued:   "2017年2月10日",
			body:     "清明节4月2日至4日放假。",
			want: `
清明节4月2日至4日放假。
	reference quoted_notice
lacks no_entries
`,
		},
		{
			name:     "the nation's days under another festival's name",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "清明节4月2日至4日放假。",
			want: `
清明节4月2日至4日放假。
	reference quoted_notice
lacks no_entries
`,
		},
		{
			name:     "2020: extended by the State's leave",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于延长2020年“壮族三月三”假期的通知",
			issued:   "2020年3月5日",
			body:     "根据国务院办公厅通知精神，延长“壮族三月三”假期至3月30日。",
			want: `
根据国务院办公厅通知精神，延长“壮族三月三”假期至3月30日。
	read
	壮族三月三 off 2020-03-28 2020-03-30
amends CN-GX-2020
`,
		},
		{
			name:     "2020: cancelled by the State's leave",
			calendar: "CN-GX",
			title:    "广西壮族自治区人民政府办公厅关于调整2020年“壮族三月三”放假的通知",
			issued:   "2020年3月5日",
			body:     "根据国务院办公厅通知精神，取消3月26日放假。",
			want: `
根据国务院办公厅通知精神，取消3月26日放假。
	read
	壮族三月三 work 2020-03-26 2020-03-26
amends CN-GX-2020
`,
		},
	})
}
