package noticetext_test

import (
	"testing"
)

// Texts as they come from web pages and PDFs: what is the notice, and what stands around it.
func TestCopies(t *testing.T) {
	for _, c := range []struct{ name, calendar, text, want string }{
		{
			name:     "a web page around the notice",
			calendar: "CN",
			text: `首页 > 政务公开 > 政策
索引号：000014349/2020-00108
发文机关：国务院办公厅
成文日期：2020年11月25日
标题：国务院办公厅关于2021年
部分节假日安排的通知
发文字号：国办发明电〔2020〕27号
发布日期：2020年11月27日
国务院办公厅关于2021年部分节假日安排的通知
国办发明电〔2020〕27号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2021年劳动节放假调休日期的具体安排通知如下。
一、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
国务院办公厅
2020年11月25日
（此件公开发布）
【打印】【关闭】
相关链接：国务院办公厅关于2020年部分节假日安排的通知 2019-11-21`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number 国办发明电〔2020〕27号, issued 2020-11-25
1 reference page_furniture: 首页>政务公开>政策
2 reference page_furniture: 索引号：000014349/2020-00108
3 reference page_furniture: 发文机关：国务院办公厅
4 reference page_furniture: 成文日期：2020年11月25日
5 reference title: 标题：国务院办公厅关于2021年部分节假日安排的通知
7 no_dates: 发文字号：国办发明电〔2020〕27号
8 reference page_furniture: 发布日期：2020年11月27日
9 reference title: 国务院办公厅关于2021年部分节假日安排的通知
10 no_dates: 国办发明电〔2020〕27号
11 no_dates: 各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
12 no_dates: 经国务院批准，现将2021年劳动节放假调休日期的具体安排通知如下。
13 read: 一、劳动节：5月1日至5日放假调休，共5天。
13 read: 4月25日（星期日）、5月8日（星期六）上班。
14 no_dates: 国务院办公厅
15 reference date_of_issue: 2020年11月25日
16 no_dates: （此件公开发布）
17 reference page_furniture: 【打印】【关闭】
18 reference title: 相关链接：国务院办公厅关于2020年部分节假日安排的通知2019-11-21
劳动节 off 2021-05-01 2021-05-05
劳动节 work 2021-04-25 2021-04-25
劳动节 work 2021-05-08 2021-05-08
`,
		},
		{
			name:     "pages of a PDF, with a number that breaks a sentence",
			calendar: "CN",
			text: `12
国务院办公厅关于2021年
部分节假日安排的通知
国办发明电〔2020〕27号
各单位：
一、劳动节：5月1日至5日放假
— 1 —
调休，共5天。4月25日（星期日）、5月8日
2
（星期六）上班。
第2页 共3页
二、端午节：6月12日至14日放假，共3天。
3/3
国务院办公厅
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number 国办发明电〔2020〕27号, issued 2020-11-25
1 no_dates: 12
2 reference title: 国务院办公厅关于2021年部分节假日安排的通知
4 no_dates: 国办发明电〔2020〕27号
5 no_dates: 各单位：
6 read: 一、劳动节：5月1日至5日放假调休，共5天。
8 unparsed unknown_text: 4月25日（星期日）、5月8日2（星期六）上班。
12 read: 二、端午节：6月12日至14日放假，共3天。
14 no_dates: 国务院办公厅
15 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
端午节 off 2021-06-12 2021-06-14
`,
		},
		{
			name:     "an item's number on a line of its own",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、
劳动节：5月
1、2日放假，共2天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1、2日放假，共2天。
6 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-02
`,
		},
		{
			name:     "dates broken before what looks like a number",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、春节：2月11日（农历腊月
三十、周四）至17日（农历正月初
六、周三）放假调休，共7天。2月7日（周日）、2月2
0日（周六）上班。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、春节：2月11日（农历腊月三十、周四）至17日（农历正月初六、周三）放假调休，共7天。
5 read: 2月7日（周日）、2月20日（周六）上班。
7 reference date_of_issue: 2020年11月25日
春节 off 2021-02-11 2021-02-17
春节 work 2021-02-07 2021-02-07
春节 work 2021-02-20 2021-02-20
`,
		},
		{
			name:     "items on broken lines without full stops",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假调休，共5天
二、端午节：6月12日至14日放假，共3天
国务院办公厅
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假调休，共5天
4 unparsed unknown_text: 二、端午节：6月12日至14日放假，共3天国务院办公厅
6 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
lacks unfinished 一、劳动节：5月1日至5日放假调休，共5天
`,
		},
		{
			name:     "an item after a long line without a full stop",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，同时做好生产生活物资保障、交通运输和旅游服务管理等各项工作
二、劳动节：5月1日至5日放假，共5天。
国务院办公厅
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 no_dates: 一、节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，同时做好生产生活物资保障、交通运输和旅游服务管理等各项工作
4 read: 二、劳动节：5月1日至5日放假，共5天。
5 no_dates: 国务院办公厅
6 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
lacks unfinished …产生活物资保障、交通运输和旅游服务管理等各项工作
`,
		},
		{
			name:     "a long line that goes on",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，
同时做好工作。
二、劳动节：5月1日至5日放假，共5天。
国务院办公厅
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 no_dates: 一、节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期，同时做好工作。
5 read: 二、劳动节：5月1日至5日放假，共5天。
6 no_dates: 国务院办公厅
7 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "only the date of printing",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
国务院办公厅2020年11月27日印发`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-27
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 reference date_of_issue: 国务院办公厅2020年11月27日印发
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "signed and printed",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
国务院办公厅
2020年11月25日
国务院办公厅秘书局2020年11月27日印发`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 no_dates: 国务院办公厅
5 reference date_of_issue: 2020年11月25日
6 reference page_furniture: 国务院办公厅秘书局2020年11月27日印发
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "no addressee, no opening",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
一、劳动节：5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 read: 一、劳动节：5月1日至5日放假，共5天。
3 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "no item, no addressee",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
劳动节5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 read: 劳动节5月1日至5日放假，共5天。
3 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "a time stamp that looks like an item",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
2020-11-25 10:23
各单位：
一、劳动节：5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 reference page_furniture: 2020-11-2510:23
3 no_dates: 各单位：
4 read: 一、劳动节：5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "years too far apart",
			calendar: "CN",
			text: `各单位：
一、劳动节：2019年5月1日至5日放假，共5天。
二、国庆节：2021年10月1日至7日放假，共7天。
2018年11月25日`,
			want: `
title 
year 0, number , issued 2018-11-25
1 no_dates: 各单位：
2 unparsed no_year: 一、劳动节：2019年5月1日至5日放假，共5天。
3 unparsed no_year: 二、国庆节：2021年10月1日至7日放假，共7天。
4 reference date_of_issue: 2018年11月25日
lacks no_title
lacks no_year
lacks no_entries
lacks no_closing
`,
		},
		{
			name:     "the year from the dates, the later of two",
			calendar: "CN",
			text: `各单位：
一、元旦：2020年12月31日至2021年1月2日放假，共3天。
2020年11月25日`,
			want: `
title 
year 2021, number , issued 2020-11-25
1 no_dates: 各单位：
2 read: 一、元旦：2020年12月31日至2021年1月2日放假，共3天。
3 reference date_of_issue: 2020年11月25日
元旦 off 2020-12-31 2021-01-02
lacks no_title
lacks no_closing
`,
		},
		{
			name:     "entities and ASCII marks",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位:
一、劳动节:5月1日&mdash;5日放假,共5天!
请遵照执行! 是否调休? 不调休;
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位:
3 read: 一、劳动节:5月1日-5日放假,共5天!
4 no_dates: 请遵照执行!
4 no_dates: 是否调休?
4 unparsed no_date: 不调休;
5 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "the festivals of the opening in quotation marks",
			calendar: "CN-GX",
			text: `广西壮族自治区人民政府办公厅关于做好放假工作的通知
各单位：
现将2024年“壮族三月三”放假安排通知如下：
一、4月11日至12日放假。
2024年3月22日`,
			want: `
title 广西壮族自治区人民政府办公厅关于做好放假工作的通知
year 2024, number , issued 2024-03-22
1 reference title: 广西壮族自治区人民政府办公厅关于做好放假工作的通知
2 no_dates: 各单位：
3 no_dates: 现将2024年“壮族三月三”放假安排通知如下：
4 read: 一、4月11日至12日放假。
5 reference date_of_issue: 2024年3月22日
壮族三月三 off 2024-04-11 2024-04-12
`,
		},
		{
			name:     "a festival of the opening that is not arranged",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
现将2021年劳动节、端午节放假调休日期的具体安排通知如下。
一、劳动节：5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 no_dates: 现将2021年劳动节、端午节放假调休日期的具体安排通知如下。
4 read: 一、劳动节：5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
lacks festival_missing 端午节
`,
		},
		{
			name:     "a colon left over after the number",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、：劳动节5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、：劳动节5月1日至5日放假，共5天。
4 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "commas twice",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，，共5天。
4 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "headings on lines of their own",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节
5月1日至5日放假，共5天。
（二）端午节
6月12日至14日放假，共3天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 no_dates: 一、劳动节
4 read: 5月1日至5日放假，共5天。
5 read: （二）端午节6月12日至14日放假，共3天。
7 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
端午节 off 2021-06-12 2021-06-14
`,
		},
		{
			name:     "amends by its title, nothing known",
			calendar: "CN",
			text: `国务院办公厅关于调整2021年劳动节放假安排的通知
各单位：
2021年5月1日至4日放假，共4天。
2020年11月27日`,
			want: `
title 国务院办公厅关于调整2021年劳动节放假安排的通知
year 2021, number , issued 2020-11-27
1 reference title: 国务院办公厅关于调整2021年劳动节放假安排的通知
2 no_dates: 各单位：
3 read: 2021年5月1日至4日放假，共4天。
4 reference date_of_issue: 2020年11月27日
劳动节 off 2021-05-01 2021-05-04
lacks amended_unknown
`,
		},
		{
			name:     "a label before the title, the number after it",
			calendar: "CN-GX",
			text: `标题：某自治区人民政府办公厅关于2024年“壮族三月三”放假的通知　桂政办电〔2024〕12号
各市、县人民政府：
4月11日至12日放假，与周末连休。
某自治区人民政府办公厅
2024年3月22日`,
			want: `
title 某自治区人民政府办公厅关于2024年"壮族三月三"放假的通知
year 2024, number 桂政办电〔2024〕12号, issued 2024-03-22
1 reference title: 标题：某自治区人民政府办公厅关于2024年“壮族三月三”放假的通知桂政办电〔2024〕12号
2 no_dates: 各市、县人民政府：
3 read: 4月11日至12日放假，与周末连休。
4 no_dates: 某自治区人民政府办公厅
5 reference date_of_issue: 2024年3月22日
壮族三月三 off 2024-04-11 2024-04-12
`,
		},
		{
			name:     "a number that is spoilt",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
国办发明电2020 27号
各单位：
一、劳动节：5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 国办发明电202027号各单位：
4 read: 一、劳动节：5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
lacks document_unread 国办发明电202027号各单位：
`,
		},
		{
			name:     "an impossible date of issue",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
国务院办公厅
2020年11月31日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 no_dates: 国务院办公厅
5 unparsed impossible_date: 2020年11月31日
劳动节 off 2021-05-01 2021-05-05
lacks no_issued
`,
		},
		{
			name:     "two links to other notices after the end",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
国务院办公厅
2020年11月25日
国务院办公厅关于2020年部分节假日安排的通知
国务院办公厅关于2019年部分节假日安排的通知`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 no_dates: 国务院办公厅
5 reference date_of_issue: 2020年11月25日
6 reference title: 国务院办公厅关于2020年部分节假日安排的通知
7 reference title: 国务院办公厅关于2019年部分节假日安排的通知
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "nothing of a notice",
			calendar: "CN",
			text:     `你好`,
			want: `
title 
year 0, number , issued 
1 no_dates: 你好
lacks no_title
lacks no_year
lacks no_entries
lacks no_closing
`,
		},
		{
			name:     "the festival twice in the opening",
			calendar: "CN-GX",
			text: `广西壮族自治区人民政府办公厅关于做好放假工作的通知
各单位：
现将2024年“壮族三月三”放假安排通知如下：
现就“壮族三月三”放假安排公布如下：
4月11日至12日放假。
2024年3月22日`,
			want: `
title 广西壮族自治区人民政府办公厅关于做好放假工作的通知
year 2024, number , issued 2024-03-22
1 reference title: 广西壮族自治区人民政府办公厅关于做好放假工作的通知
2 no_dates: 各单位：
3 no_dates: 现将2024年“壮族三月三”放假安排通知如下：
4 no_dates: 现就“壮族三月三”放假安排公布如下：
5 read: 4月11日至12日放假。
6 reference date_of_issue: 2024年3月22日
壮族三月三 off 2024-04-11 2024-04-12
`,
		},
		{
			name:     "two festivals in quotation marks, a third beside",
			calendar: "CN-GX",
			text: `广西壮族自治区人民政府办公厅关于做好放假工作的通知
各单位：
现就2024年“壮族三月三”、“壮族三月三”和“花山节”、端午节放假安排公布如下：
4月11日至12日放假。
2024年3月22日`,
			want: `
title 广西壮族自治区人民政府办公厅关于做好放假工作的通知
year 2024, number , issued 2024-03-22
1 reference title: 广西壮族自治区人民政府办公厅关于做好放假工作的通知
2 no_dates: 各单位：
3 no_dates: 现就2024年“壮族三月三”、“壮族三月三”和“花山节”、端午节放假安排公布如下：
4 read: 4月11日至12日放假。
5 reference date_of_issue: 2024年3月22日
壮族三月三、花山节 off 2024-04-11 2024-04-12
`,
		},
		{
			name:     "one festival in the opening",
			calendar: "CN",
			text: `国务院办公厅关于放假安排的通知
各单位：
现将2021年劳动节放假安排通知如下：
5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于放假安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于放假安排的通知
2 no_dates: 各单位：
3 no_dates: 现将2021年劳动节放假安排通知如下：
4 read: 5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "two festivals in the opening, no headings",
			calendar: "CN",
			text: `国务院办公厅关于放假安排的通知
各单位：
现将2021年劳动节、端午节放假安排通知如下：
5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于放假安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于放假安排的通知
2 no_dates: 各单位：
3 no_dates: 现将2021年劳动节、端午节放假安排通知如下：
4 read: 5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
 off 2021-05-01 2021-05-05
lacks no_festival  2021-05-01
lacks festival_missing 劳动节
lacks festival_missing 端午节
`,
		},
		{
			name:     "after the closing date",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
国务院办公厅
2020年11月25日
全市放假。
6月1日放假。`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 no_dates: 国务院办公厅
5 unparsed no_verb: 2020年11月25日
6 unparsed no_date: 全市放假。
7 read: 6月1日放假。
劳动节 off 2021-05-01 2021-05-05
劳动节 off 2021-06-01 2021-06-01
lacks unfinished 国务院办公厅
lacks no_closing
`,
		},
		{
			name:     "before the addressee",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
全市放假。
各单位：
一、劳动节：5月1日至5日放假，共5天。
国务院办公厅
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 全市放假。
3 no_dates: 各单位：
4 read: 一、劳动节：5月1日至5日放假，共5天。
5 no_dates: 国务院办公厅
6 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "the date of issue from the table only, and one that is none",
			calendar: "CN",
			text: `成文日期：2020年11月31日
成文日期：2020年11月25日
发文日期：2020年11月26日
标题：国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference page_furniture: 成文日期：2020年11月31日
2 reference page_furniture: 成文日期：2020年11月25日
3 reference page_furniture: 发文日期：2020年11月26日
4 reference title: 标题：国务院办公厅关于2021年部分节假日安排的通知
5 no_dates: 各单位：
6 read: 一、劳动节：5月1日至5日放假，共5天。
劳动节 off 2021-05-01 2021-05-05
lacks no_closing
`,
		},
		{
			name:     "the closing date counts, not the table",
			calendar: "CN",
			text: `成文日期：2020年11月24日
标题：国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference page_furniture: 成文日期：2020年11月24日
2 reference title: 标题：国务院办公厅关于2021年部分节假日安排的通知
3 no_dates: 各单位：
4 read: 一、劳动节：5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "a date of issue and an earlier date in the text",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
2020年11月20日
一、劳动节：5月1日至5日放假，共5天。
2020年11月25日
2020年11月26日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 unparsed no_verb: 2020年11月20日
4 read: 一、劳动节：5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
6 reference page_furniture: 2020年11月26日
劳动节 off 2021-05-01 2021-05-05
lacks unfinished 2020年11月20日
`,
		},
		{
			name:     "sentences without dates that move no day",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
二、各地要做好放假期间的值班工作。
三、鼓励职工带薪休假。
四、请各单位妥善安排职工休假。
五、实行综合计算工时的单位，按规定执行。
六、第98号令规定的休假，按规定安排。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 no_dates: 二、各地要做好放假期间的值班工作。
5 no_dates: 三、鼓励职工带薪休假。
6 no_dates: 四、请各单位妥善安排职工休假。
7 no_dates: 五、实行综合计算工时的单位，按规定执行。
8 no_dates: 六、第98号令规定的休假，按规定安排。
9 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "sentences without dates that may move a day",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
二、全国统一放假。
三、照常上班。
四、节后上班。
五、5月照常上班。
六、端午节：不调休。
七、对调。
八、某事，照常放假。
上班的安排。
补休的安排。
公休日调至。
补班1天。
九、5月�日上班。
十、10月做好值班。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 unparsed no_date: 二、全国统一放假。
5 unparsed no_date: 三、照常上班。
6 unparsed relative_day: 四、节后上班。
7 unparsed no_date: 五、5月照常上班。
8 unparsed no_date: 六、端午节：不调休。
9 no_dates: 七、对调。
10 unparsed no_date: 八、某事，照常放假。
11 unparsed no_date: 上班的安排。
12 unparsed no_date: 补休的安排。
13 unparsed no_date: 公休日调至。
14 unparsed count_without_date: 补班1天。
15 unparsed no_date: 九、5月�日上班。
16 unparsed no_date: 十、10月做好值班。
17 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "numbers of days without dates",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假。5月8日（星期六）上班。
二、全年放假5天。
三、全年放假3天。
四、全年放假2天。
五、全年放假4天。
六、全年放假6天。
七、全年放假5天、3天。
八、全年放假5天、4天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假。
3 read: 5月8日（星期六）上班。
4 reference summary: 二、全年放假5天。
5 reference summary: 三、全年放假3天。
6 reference summary: 四、全年放假2天。
7 unparsed count_without_date: 五、全年放假4天。
8 unparsed count_without_date: 六、全年放假6天。
9 reference summary: 七、全年放假5天、3天。
10 unparsed count_without_date: 八、全年放假5天、4天。
11 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
劳动节 work 2021-05-08 2021-05-08
`,
		},
		{
			name:     "years of two dates, in the text alone",
			calendar: "CN",
			text: `各单位：
一、元旦：2021年1月1日至3日放假。
二、春节：2020年12月31日放假。
三、《某办法》自2012年3月1日起放假。
2020年11月25日`,
			want: `
title 
year 0, number , issued 2020-11-25
1 no_dates: 各单位：
2 unparsed no_year: 一、元旦：2021年1月1日至3日放假。
3 unparsed no_year: 二、春节：2020年12月31日放假。
4 unparsed no_year: 三、《某办法》自2012年3月1日起放假。
5 reference date_of_issue: 2020年11月25日
lacks no_title
lacks no_year
lacks no_entries
lacks no_closing
`,
		},
		{
			name:     "a year in Chinese in the text alone",
			calendar: "CN",
			text: `各单位：
一、劳动节：二〇二一年五月一日至五日放假。
2020年11月25日`,
			want: `
title 
year 2021, number , issued 2020-11-25
1 no_dates: 各单位：
2 read: 一、劳动节：二〇二一年五月一日至五日放假。
3 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
lacks no_title
lacks no_closing
`,
		},
		{
			name:     "printed, without a date",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
2020年11月25日
国务院办公厅印发`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 reference date_of_issue: 2020年11月25日
5 no_dates: 国务院办公厅印发
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "a number cited in the body",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、按照有关规定，国办发明电〔2020〕27号
二、劳动节：5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 no_dates: 一、按照有关规定，国办发明电〔2020〕27号
4 read: 二、劳动节：5月1日至5日放假，共5天。
5 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "the body begins with what moves a day",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
一、全市放假。
二、劳动节：5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 2020-11-25
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 unparsed no_date: 一、全市放假。
3 read: 二、劳动节：5月1日至5日放假，共5天。
4 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
`,
		},
		{
			name:     "dates that arrange nothing do not give the year",
			calendar: "CN",
			text: `各单位：
2012年3月1日某某。
一、劳动节：2021年5月1日至5日放假，共5天。
2020年11月25日`,
			want: `
title 
year 2021, number , issued 2020-11-25
1 no_dates: 各单位：
2 unparsed unknown_text: 2012年3月1日某某。
3 read: 一、劳动节：2021年5月1日至5日放假，共5天。
4 reference date_of_issue: 2020年11月25日
劳动节 off 2021-05-01 2021-05-05
lacks no_title
lacks no_closing
`,
		},
		{
			name:     "dates after a number do not give the year",
			calendar: "CN",
			text: `各单位：
一、劳动节：52021年5月1日放假。5月2日放假。
2020年11月25日`,
			want: `
title 
year 0, number , issued 2020-11-25
1 no_dates: 各单位：
2 unparsed no_year: 一、劳动节：52021年5月1日放假。
2 unparsed no_year: 5月2日放假。
3 reference date_of_issue: 2020年11月25日
lacks no_title
lacks no_year
lacks no_entries
lacks no_closing
`,
		},
		{
			name:     "dates before the republic do not give the year",
			calendar: "CN",
			text: `各单位：
一、劳动节：1948年5月1日放假。
二、端午节：1949年5月1日放假。
1948年11月25日`,
			want: `
title 
year 1949, number , issued 1948-11-25
1 no_dates: 各单位：
2 unparsed year_out_of_range: 一、劳动节：1948年5月1日放假。
3 read: 二、端午节：1949年5月1日放假。
4 reference date_of_issue: 1948年11月25日
端午节 off 1949-05-01 1949-05-01
lacks no_title
lacks no_closing
`,
		},
		{
			name:     "a link to a notice of another year, without a date of issue",
			calendar: "CN",
			text: `国务院办公厅关于2021年部分节假日安排的通知
各单位：
一、劳动节：5月1日至5日放假，共5天。
国务院办公厅关于2020年部分节假日安排的通知`,
			want: `
title 国务院办公厅关于2021年部分节假日安排的通知
year 2021, number , issued 
1 reference title: 国务院办公厅关于2021年部分节假日安排的通知
2 no_dates: 各单位：
3 read: 一、劳动节：5月1日至5日放假，共5天。
4 no_dates: 国务院办公厅关于2020年部分节假日安排的通知
劳动节 off 2021-05-01 2021-05-05
lacks unfinished 国务院办公厅关于2020年部分节假日安排的通知
lacks no_closing
`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read(c.calendar, c.text, nil)
			if got := wholeReport(r); got != c.want {
				t.Errorf("got%swant%s", got, c.want)
			}
			checkReading(t, r, c.text)
		})
	}
}
