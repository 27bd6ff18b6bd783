package noticetext_test

import "testing"

// Wordings with a fault: the sentence says why, gives no day, and what was checked is kept.
func TestFaultyWordings(t *testing.T) {
	readAll(t, prior, []wording{
		{
			name:   "a make-up day that is cancelled is not one that is worked",
			title:  "国务院办公厅关于调整2020年春节假期的通知",
			issued: "2019年12月26日",
			body:   "原定1月19日的补班取消。",
			want: `
原定1月19日的补班取消。
	unparsed unknown_text 取消
lacks no_entries
`,
		},
		{
			name:   "extended to an impossible date",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至2月30日。",
			want: `
延长春节假期至2月30日。
	unparsed impossible_date 2月30日
lacks no_entries
`,
		},
		{
			name:   "extended to two days",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至2月1日、2日。",
			want: `
延长春节假期至2月1日、2日。
	unparsed unknown_text 至
lacks no_entries
`,
		},
		{
			name:   "extended too far",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至3月2日。",
			want: `
延长春节假期至3月2日。
	unparsed span_too_long 2020-03-02
lacks no_entries
`,
		},
		{
			name:   "extended as far as can be",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至3月1日。",
			want: `
延长春节假期至3月1日。
	read
	春节 off 2020-01-31 2020-03-01
amends 国办发明电〔2019〕16号
`,
		},
		{
			name:   "extended by a number of days that is not so",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至2月2日，共5天。",
			want: `
延长春节假期至2月2日，共5天。
	unparsed span_days_mismatch 5
	span_days 5 of 2020-01-31 2020-02-02: is 3
lacks no_entries
`,
		},
		{
			name:   "extended over a day that is worked",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "2月1日（星期六）上班。延长春节假期至2月2日。",
			want: `
2月1日（星期六）上班。
	read
	春节 work 2020-02-01 2020-02-01
	weekday 星期六 of 2020-02-01 2020-02-01: right
延长春节假期至2月2日。
	unparsed contradiction 2020-02-01
amends 国办发明电〔2019〕16号
`,
		},
		{
			name:   "extended without saying until when",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "将春节假期由1月30日延长。",
			want: `
将春节假期由1月30日延长。
	unparsed no_date 延长
lacks no_entries
`,
		},
		{
			name:   "extended, then off",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长放假至2月2日。",
			want: `
延长放假至2月2日。
	unparsed unknown_text 放假
lacks no_entries
`,
		},
		{
			name:   "off, then extended",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "2月1日放假延长至2月2日。",
			want: `
2月1日放假延长至2月2日。
	unparsed unknown_text 延长
lacks no_entries
`,
		},
		{
			name:   "to the day it ended on",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至1月30日。",
			want: `
延长春节假期至1月30日。
	unparsed span_reversed 2020-01-30
lacks no_entries
`,
		},
		{
			name:   "until, without a beginning",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "放假至5月3日。",
			want: `
放假至5月3日。
	unparsed unknown_text 至
lacks no_entries
`,
		},
		{
			name:   "until nowhere",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假，延长至。",
			want: `
5月1日放假，延长至。
	unparsed unknown_text 延长
lacks no_entries
`,
		},
		{
			name:   "one day cancelled, the next too",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日取消5月2日放假。",
			want: `
5月1日取消5月2日放假。
	unparsed no_verb 2019-05-01
lacks no_entries
`,
		},
		{
			name:   "worked, then off",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月28日（星期日）上班。4月28日（星期日）放假。",
			want: `
4月28日（星期日）上班。
	read
	 work 2019-04-28 2019-04-28
	weekday 星期日 of 2019-04-28 2019-04-28: right
4月28日（星期日）放假。
	unparsed contradiction 2019-04-28
	weekday 星期日 of 2019-04-28 2019-04-28: right
lacks no_festival  2019-04-28
`,
		},
		{
			name:   "a working day swapped into a day worked",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月27日（星期六）上班。4月28日（星期日）与4月27日（星期六）对调。",
			want: `
4月27日（星期六）上班。
	read
	 work 2019-04-27 2019-04-27
	weekday 星期六 of 2019-04-27 2019-04-27: right
4月28日（星期日）与4月27日（星期六）对调。
	unparsed contradiction 2019-04-27
	weekday 星期日 of 2019-04-28 2019-04-28: right
	weekday 星期六 of 2019-04-27 2019-04-27: right
lacks no_festival  2019-04-27
`,
		},
		{
			name:   "a weekend day moved onto a day worked",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月4日（星期六）上班。5月5日（星期日）公休日调至5月4日（星期六）。",
			want: `
5月4日（星期六）上班。
	read
	 work 2019-05-04 2019-05-04
	weekday 星期六 of 2019-05-04 2019-05-04: right
5月5日（星期日）公休日调至5月4日（星期六）。
	unparsed contradiction 2019-05-04
	weekday 星期日 of 2019-05-05 2019-05-05: right
	weekday 星期六 of 2019-05-04 2019-05-04: right
lacks no_festival  2019-05-04
`,
		},
		{
			name:   "a detail that lies outside",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至3日放假。其中5月5日（星期日）公休日调至5月7日（星期二）。",
			want: `
一、劳动节：5月1日至3日放假。
	read
	劳动节 off 2019-05-01 2019-05-03
其中5月5日（星期日）公休日调至5月7日（星期二）。
	unparsed detail_outside 2019-05-07
	weekday 星期日 of 2019-05-05 2019-05-05: right
	weekday 星期二 of 2019-05-07 2019-05-07: right
`,
		},
		{
			name:   "a weekend day moved into off",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月5日（星期日）公休日调至放假的5月2日。",
			want: `
5月5日（星期日）公休日调至放假的5月2日。
	unparsed unknown_text 放假
	weekday 星期日 of 2019-05-05 2019-05-05: right
lacks no_entries
`,
		},
		{
			name:   "other words in brackets",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假（即3天）。",
			want: `
5月1日放假（即3天）。
	unparsed unknown_text (
lacks no_entries
`,
		},
		{
			name:   "a weekday and no date in brackets",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日（星期三）放假（星期四）。",
			want: `
5月1日（星期三）放假（星期四）。
	unparsed weekday_list (星期四)
	weekday 星期三 of 2019-05-01 2019-05-01: right
lacks no_entries
`,
		},
		{
			name:   "dates twice",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日至3日放假（5月1日至3日），5月4日公休（5月4日）。",
			want: `
5月1日至3日放假（5月1日至3日），5月4日公休（5月4日）。
	unparsed unknown_text (5月1日至3日)
lacks no_entries
`,
		},
		{
			name:   "an impossible date in brackets",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "放假2天（2月30日）。",
			want: `
放假2天（2月30日）。
	unparsed impossible_date 2月30日
lacks no_entries
`,
		},
		{
			name:   "a bracket that begins with until",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "放假2天（至5月2日）。",
			want: `
放假2天（至5月2日）。
	unparsed unknown_text (至5月2日)
lacks no_entries
`,
		},
		{
			name:   "weekdays that fit one span and not the list",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日至2日、5月4日（星期三、星期六）放假。",
			want: `
5月1日至2日、5月4日（星期三、星期六）放假。
	unparsed weekday_list (星期三、星期六)
lacks no_entries
`,
		},
		{
			name:   "back in time, not over the turn of the year",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月5日至4月1日放假。",
			want: `
5月5日至4月1日放假。
	unparsed span_reversed 2019-05-05/2019-04-01
lacks no_entries
`,
		},
		{
			name:   "December to March",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "12月5日至3月1日放假。",
			want: `
12月5日至3月1日放假。
	unparsed span_reversed 2019-12-05/2019-03-01
lacks no_entries
`,
		},
		{
			name:   "planned days amid others",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假，原定5月2日放假，5月3日放假。",
			want: `
5月1日放假，原定5月2日放假，5月3日放假。
	unparsed unknown_text 原定
lacks no_entries
`,
		},
		{
			name:   "planned after a day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假原定5月2日放假。",
			want: `
5月1日放假原定5月2日放假。
	unparsed unknown_text 原定
lacks no_entries
`,
		},
		{
			name:   "a month beside a date",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假，6月放假。",
			want: `
5月1日放假，6月放假。
	unparsed unknown_text 6月
lacks no_entries
`,
		},
		{
			name:   "a weekday before the date",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "星期三5月1日放假。",
			want: `
星期三5月1日放假。
	unparsed unknown_text 星期三
lacks no_entries
`,
		},
		{
			name:   "number of days, wrong verb",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月28日（星期日）上班放假1天。",
			want: `
4月28日（星期日）上班放假1天。
	unparsed contradiction 放假1天
	weekday 星期日 of 2019-04-28 2019-04-28: right
lacks no_entries
`,
		},
		{
			name:   "off twice, no second date",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假，即放假。",
			want: `
5月1日放假，即放假。
	unparsed no_date 放假
lacks no_entries
`,
		},
		{
			name:   "that is, without an arrangement before",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "即5月1日至3日。",
			want: `
即5月1日至3日。
	unparsed no_verb 2019-05-01
lacks no_entries
`,
		},
		{
			name:   "off and worked, numbers only",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "放假3天，补班1天。",
			want: `
放假3天，补班1天。
	unparsed count_without_date
lacks no_entries
`,
		},
		{
			name:   "joined with days that say something themselves",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假和4月28日上班连休。",
			want: `
5月1日放假和4月28日上班连休。
	read
	 off 2019-05-01 2019-05-01
	 work 2019-04-28 2019-04-28
lacks no_festival  2019-05-01
lacks no_festival  2019-04-28
`,
		},
		{
			name:   "joined with days that are cancelled",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假，与取消的周末连休。",
			want: `
5月1日放假，与取消的周末连休。
	unparsed unknown_text 周末
lacks no_entries
`,
		},
		{
			name:   "a reason with an exception",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "为做好工作（窗口除外），5月1日放假。",
			want: `
为做好工作（窗口除外），5月1日放假。
	unparsed unknown_text 做好工作(窗口除外)
lacks no_entries
`,
		},
		{
			name:   "the year that the notice is not for",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "2020年3月1日放假。",
			want: `
2020年3月1日放假。
	unparsed year_out_of_range 2020-03-01
lacks no_entries
`,
		},
		{
			name:   "a month too early",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "2018年10月31日放假。",
			want: `
2018年10月31日放假。
	unparsed year_out_of_range 2018-10-31
lacks no_entries
`,
		},
		{
			name:   "a festival on a day of another",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、端午节：6月7日放假。\n\u3000\u3000二、中秋节：6月7日放假。",
			want: `
一、端午节：6月7日放假。
	read
	端午节 off 2019-06-07 2019-06-07
二、中秋节：6月7日放假。
	unparsed festival_overlap 2019-06-07
`,
		},
		{
			name:   "a span of a month",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、春节：2月4日至3月6日放假，共31天。",
			want: `
一、春节：2月4日至3月6日放假，共31天。
	read
	春节 off 2019-02-04 2019-03-06
	span_days 31 of 2019-02-04 2019-03-06: right
`,
		},
		{
			name:   "a span longer than a month",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、春节：2月4日至3月7日放假。",
			want: `
一、春节：2月4日至3月7日放假。
	unparsed span_too_long 2019-02-04/2019-03-07
lacks no_entries
`,
		},
		{
			name:   "zero month",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "0月28日（星期日）上班。",
			want: `
0月28日（星期日）上班。
	unparsed impossible_date 0月28日
lacks no_entries
`,
		},
		{
			name:   "cut in the middle",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至4日放假，共4天。4月28日（星期",
			want: `
一、劳动节：5月1日至4日放假，共4天。
	read
	劳动节 off 2019-05-01 2019-05-04
	span_days 4 of 2019-05-01 2019-05-04: right
4月28日（星期某某政府办公厅2018年12月6日
	unparsed unknown_text (星期某某政府办公厅
lacks unfinished …月28日(星期某某政府办公厅2018年12月6日
lacks bracket_open …月28日(星期某某政府办公厅2018年12月6日
lacks no_closing
`,
		},
		{
			name:   "a list without its last",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日、放假。",
			want: `
一、劳动节：5月1日、放假。
	read
	劳动节 off 2019-05-01 2019-05-01
`,
		},
		{
			name:   "a day without a month after a number",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "放假1天，即5日放假。",
			want: `
放假1天，即5日放假。
	unparsed impossible_date 5日
lacks no_entries
`,
		},
		{
			name:   "a cancelled weekend day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "取消4月28日（星期日）放假。",
			want: `
取消4月28日（星期日）放假。
	read ordinary_working_day
	weekday 星期日 of 2019-04-28 2019-04-28: right
lacks no_entries
`,
		},
		{
			name:   "moved, and no day from which",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "公休日调至5月3日。",
			want: `
公休日调至5月3日。
	unparsed unknown_text 公休日调至
lacks no_entries
`,
		},
		{
			name:   "moved from a day that is worked already",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月5日（星期日）上班，公休日调至5月3日。",
			want: `
5月5日（星期日）上班，公休日调至5月3日。
	unparsed unknown_text 公休日调至
	weekday 星期日 of 2019-05-05 2019-05-05: right
lacks no_entries
`,
		},
		{
			name:   "worked and moved in one",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月5日（星期日）上班调至5月3日。",
			want: `
5月5日（星期日）上班调至5月3日。
	unparsed unknown_text 调至
	weekday 星期日 of 2019-05-05 2019-05-05: right
lacks no_entries
`,
		},
		{
			name:   "rearranged for another day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月5日（星期日）调整为5月3日。",
			want: `
5月5日（星期日）调整为5月3日。
	unparsed unknown_text 调整为
	weekday 星期日 of 2019-05-05 2019-05-05: right
lacks no_entries
`,
		},
		{
			name:   "a span swapped for a day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月27日至28日与5月2日对调。",
			want: `
4月27日至28日与5月2日对调。
	unparsed unknown_text 对调
lacks no_entries
`,
		},
		{
			name:   "a day swapped for a span",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月28日与5月2日至3日对调。",
			want: `
4月28日与5月2日至3日对调。
	unparsed unknown_text 对调
lacks no_entries
`,
		},
		{
			name:   "off and swapped",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月28日、5月2日放假对调。",
			want: `
4月28日、5月2日放假对调。
	unparsed unknown_text 对调
lacks no_entries
`,
		},
		{
			name:   "three days swapped",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月28日、5月2日、5月3日对调。",
			want: `
4月28日、5月2日、5月3日对调。
	unparsed unknown_text 对调
lacks no_entries
`,
		},
		{
			name:   "until, twice",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至2月2日至2月3日。",
			want: `
延长春节假期至2月2日至2月3日。
	unparsed unknown_text 至
lacks no_entries
`,
		},
		{
			name:   "until a word",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至2月2日，至放假。",
			want: `
延长春节假期至2月2日，至放假。
	unparsed unknown_text 至
lacks no_entries
`,
		},
		{
			name:   "extended to a span",
			title:  "国务院办公厅关于延长2020年春节假期的通知",
			issued: "2020年1月26日",
			body:   "延长春节假期至2月1日、2月2日。",
			want: `
延长春节假期至2月1日、2月2日。
	unparsed unknown_text 至
lacks no_entries
`,
		},
		{
			name:   "off from a day, joined",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月3日起放假，与周末连休。",
			want: `
5月3日起放假，与周末连休。
	unparsed open_ended 2019-05-03
lacks no_entries
`,
		},
		{
			name:   "joins no weekend, a day between",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、国庆节：10月1日放假，与周末连休。",
			want: `
一、国庆节：10月1日放假，与周末连休。
	unparsed weekend_mismatch 2019-10-01
	joins_weekend 连休 of 2019-10-01 2019-10-01: is 星期二
lacks no_entries
`,
		},
		{
			name:   "only weekend days said to join a weekend",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月4日放假，与周末连休。",
			want: `
一、劳动节：5月4日放假，与周末连休。
	unparsed weekend_mismatch 2019-05-04
	joins_weekend 连休 of 2019-05-04 2019-05-04: is 星期六
lacks no_entries
`,
		},
		{
			name:   "a number of days that is nothing here",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、清明节：4月5日放假，与周末连休，共4天。",
			want: `
一、清明节：4月5日放假，与周末连休，共4天。
	unparsed span_days_mismatch 4
	joins_weekend 连休 of 2019-04-05 2019-04-05: right
	span_days 4 of 2019-04-05 2019-04-05: is 1
lacks no_entries
`,
		},
		{
			name:   "a summary of days that are not off",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日放假，即5月1日至2日放假。",
			want: `
一、劳动节：5月1日放假，即5月1日至2日放假。
	unparsed summary_mismatch 2019-05-02
lacks no_entries
`,
		},
		{
			name:   "a date beside a date",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日（星期三）5月2日放假。",
			want: `
5月1日（星期三）5月2日放假。
	unparsed unknown_text (星期三)5月2日
	weekday 星期三 of 2019-05-01 2019-05-01: right
lacks no_entries
`,
		},
		{
			name:   "a weekday beside a date",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日星期三5月2日放假。",
			want: `
5月1日星期三5月2日放假。
	unparsed unknown_text 星期三5月2日
	weekday 星期三 of 2019-05-01 2019-05-01: right
lacks no_entries
`,
		},
		{
			name:   "the last two months before the year",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、元旦：2018年11月1日放假。",
			want: `
一、元旦：2018年11月1日放假。
	read
	元旦 off 2018-11-01 2018-11-01
`,
		},
		{
			name:   "the first two months after the year",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、元旦：2020年2月29日放假。",
			want: `
一、元旦：2020年2月29日放假。
	read
	元旦 off 2020-02-29 2020-02-29
`,
		},
		{
			name:   "two years on",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "2021年1月1日放假。",
			want: `
2021年1月1日放假。
	unparsed year_out_of_range 2021-01-01
lacks no_entries
`,
		},
		{
			name:   "the same day again in a list",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日、1日放假。",
			want: `
5月1日、1日放假。
	unparsed span_reversed 1日
lacks no_entries
`,
		},
		{
			name:   "the month of a day left out, at the turn of the month",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：4月30日、1日放假。",
			want: `
一、劳动节：4月30日、1日放假。
	unparsed span_reversed 1日
lacks no_entries
`,
		},
		{
			name:   "back within one month, with its year",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "2019年12月30日至1月1日放假。",
			want: `
2019年12月30日至1月1日放假。
	unparsed span_reversed 2019-12-30/2019-01-01
lacks no_entries
`,
		},
		{
			name:   "a span to December of the same year",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、元旦：2018年12月30日至12月31日放假。",
			want: `
一、元旦：2018年12月30日至12月31日放假。
	read
	元旦 off 2018-12-30 2018-12-31
`,
		},
		{
			name:   "weekdays for a span of as many days",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至3日（星期三、星期四、星期五）放假。",
			want: `
一、劳动节：5月1日至3日（星期三、星期四、星期五）放假。
	read
	劳动节 off 2019-05-01 2019-05-03
	weekday 星期三 of 2019-05-01 2019-05-01: right
	weekday 星期四 of 2019-05-02 2019-05-02: right
	weekday 星期五 of 2019-05-03 2019-05-03: right
`,
		},
		{
			name:   "three weekdays for two ends",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日至5日（星期三、星期四、星期五）放假。",
			want: `
一、劳动节：5月1日至5日（星期三、星期四、星期五）放假。
	unparsed weekday_list (星期三、星期四、星期五)
lacks no_entries
`,
		},
		{
			name:   "the ends of a span of one day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：5月1日（星期三至星期四）放假。",
			want: `
一、劳动节：5月1日（星期三至星期四）放假。
	unparsed weekday_list (星期三至星期四)
lacks no_entries
`,
		},
		{
			name:   "weekdays since the bracket before",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "一、劳动节：4月28日（星期日）、5月4日、5日（星期六、星期日）上班。",
			want: `
一、劳动节：4月28日（星期日）、5月4日、5日（星期六、星期日）上班。
	read
	劳动节 work 2019-04-28 2019-04-28
	劳动节 work 2019-05-04 2019-05-05
	weekday 星期日 of 2019-04-28 2019-04-28: right
	weekday 星期六 of 2019-05-04 2019-05-04: right
	weekday 星期日 of 2019-05-05 2019-05-05: right
`,
		},
		{
			name:   "a span without its end at the end",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日放假，5月2日至。",
			want: `
5月1日放假，5月2日至。
	unparsed range_end_missing 2019-05-02
lacks no_entries
`,
		},
		{
			name:     "off in one clause, worked here in the next",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "4月1日放假，我区上班。",
			want: `
4月1日放假，我区上班。
	unparsed contradiction 上班
lacks no_entries
`,
		},
		{
			name:     "the nation and the region in one clause",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "4月1日（星期六）国家规定上班我区放假。",
			want: `
4月1日（星期六）国家规定上班我区放假。
	unparsed contradiction 放假
	weekday 星期六 of 2017-04-01 2017-04-01: right
lacks no_entries
`,
		},
		{
			name:     "the nation works, and off",
			calendar: "CN-GX",
			title:    "2017",
			issued:   "2017年2月10日",
			body:     "4月1日（星期六）国家规定上班，放假。",
			want: `
4月1日（星期六）国家规定上班，放假。
	unparsed contradiction 放假
	weekday 星期六 of 2017-04-01 2017-04-01: right
lacks no_entries
`,
		},
		{
			name:   "for the holiday",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "为5月1日假期。",
			want: `
为5月1日假期。
	unparsed no_verb 2019-05-01
lacks no_entries
`,
		},
		{
			name:   "a day that is a day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日为当日。",
			want: `
5月1日为当日。
	unparsed no_verb 2019-05-01
lacks no_entries
`,
		},
		{
			name:   "worked once more",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "4月28日（星期日）上班，即4月28日。",
			want: `
4月28日（星期日）上班，即4月28日。
	unparsed no_verb 2019-04-28
	weekday 星期日 of 2019-04-28 2019-04-28: right
lacks no_entries
`,
		},
		{
			name:   "December to February",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "12月31日至2月1日放假。",
			want: `
12月31日至2月1日放假。
	unparsed span_too_long 2018-12-31/2019-02-01
lacks no_entries
`,
		},
		{
			name:   "two weekdays for a longer span",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "5月1日至5日（星期三、星期日）放假。",
			want: `
5月1日至5日（星期三、星期日）放假。
	unparsed weekday_list (星期三、星期日)
lacks no_entries
`,
		},
		{
			name:   "planned, and cancelled on another day",
			title:  "2019",
			issued: "2018年12月6日",
			body:   "原定5月2日取消5月3日放假。",
			want: `
原定5月2日取消5月3日放假。
	unparsed no_verb 2019-05-02
lacks no_entries
`,
		},
	})
}
