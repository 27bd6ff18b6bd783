package noticetext_test

import (
	"strings"
	"testing"

	"shixian/holidays"
)

// letter composes a short notice around the sentences of its body.
func letter(title, issued string, body ...string) string {
	return title + "\n\n各有关单位：\n\n　　" + strings.Join(body, "\n　　") + "\n\n某某政府办公厅\n" + issued + "\n"
}

// day parses a date of a test table.
func day(s string) holidays.Date {
	d, err := holidays.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// entry writes a row of a test table: "春节 off 2020-01-31 2020-02-02".
func entry(s string) holidays.Entry {
	f := strings.Fields(s)
	return holidays.Entry{Festival: f[0], Kind: holidays.EntryKind(f[1]), Span: holidays.Span{From: day(f[2]), To: day(f[3])}}
}

func notice(id, document, issued string, rows ...string) holidays.Notice {
	calendar, year := "CN", day(issued).Year()
	if strings.HasPrefix(id, "CN-GX") {
		calendar = "CN-GX"
	}
	n := holidays.Notice{ID: id, Calendar: calendar, Document: document, Issued: day(issued)}
	for _, r := range rows {
		n.Entries = append(n.Entries, entry(r))
		year = max(year, n.Entries[len(n.Entries)-1].From.Year())
	}
	n.Year = year
	return n
}

var prior = []holidays.Notice{
	notice("CN-2015", "国办发明电〔2014〕28号", "2014-12-16", "国庆节 off 2015-10-01 2015-10-07"),
	notice("CN-2017", "国办发明电〔2016〕17号", "2016-12-01", "清明节 off 2017-04-02 2017-04-04", "清明节 work 2017-04-01 2017-04-01"),
	notice("CN-2019", "国办发明电〔2018〕15号", "2018-12-06", "清明节 off 2019-04-05 2019-04-05", "劳动节 off 2019-05-01 2019-05-01"),
	notice("CN-2020", "国办发明电〔2019〕16号", "2019-11-21", "春节 off 2020-01-24 2020-01-30", "春节 work 2020-02-01 2020-02-01", "清明节 off 2020-04-04 2020-04-06"),
	notice("CN-GX-2020", "", "2020-01-01", "壮族三月三 off 2020-03-26 2020-03-27"),
	notice("CN-2023", "国办发明电〔2022〕16号", "2022-12-08", "劳动节 off 2023-04-29 2023-05-03", "劳动节 work 2023-04-23 2023-04-23"),
}

// Wordings of their own, each in a notice of its own.
func TestWordings(t *testing.T) {
	const region = "广西壮族自治区人民政府办公厅关于%年“壮族三月三”放假的通知"
	year := func(title, y string) string { return strings.Replace(title, "%", y, 1) }
	national := func(y string) string { return "国务院办公厅关于" + y + "年部分节假日安排的通知" }
	for _, c := range []struct {
		name, calendar, title, issued, body string
		want                                []string
		amends                              string
	}{
		{"span over the turn of the year", "CN", national("2019"), "2018年12月6日",
			"一、元旦：12月30日至1月1日放假，共3天。12月29日（星期六）上班。",
			[]string{"元旦 off 2018-12-30 2019-01-01", "元旦 work 2018-12-29 2018-12-29"}, ""},
		{"year named on the second date only", "CN", national("2019"), "2018年12月6日",
			"一、元旦：12月30日至2019年1月1日放假，共3天。", []string{"元旦 off 2018-12-30 2019-01-01"}, ""},
		{"day in lieu apart", "CN", national("2014"), "2013年12月11日",
			"一、清明节：4月5日放假，4月7日（星期一）补休。", []string{"清明节 off 2014-04-05 2014-04-05", "清明节 off 2014-04-07 2014-04-07"}, ""},
		{"day in lieu next", "CN", national("2015"), "2014年12月16日",
			"一、清明节：4月5日放假，4月6日（星期一）补休。", []string{"清明节 off 2015-04-05 2015-04-06"}, ""},
		{"day in lieu, a sentence of its own", "CN", national("2015"), "2014年12月16日",
			"一、清明节：4月5日放假。4月6日（星期一）补休。", []string{"清明节 off 2015-04-05 2015-04-06"}, ""},
		{"joins a weekend", "CN", national("2019"), "2018年12月6日",
			"一、清明节：4月5日放假，与周末连休，共3天。", []string{"清明节 off 2019-04-05 2019-04-05"}, ""},
		{"recommendation", "CN", national("2024"), "2023年10月25日",
			"一、春节：2月10日至17日放假调休，共8天。鼓励各单位安排职工在除夕（2月9日）休息。", []string{"春节 off 2024-02-10 2024-02-17"}, ""},
		{"lunar dates in brackets", "CN", national("2026"), "2025年11月4日",
			"一、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、28日（周六）上班。",
			[]string{"春节 off 2026-02-15 2026-02-23", "春节 work 2026-02-14 2026-02-14", "春节 work 2026-02-28 2026-02-28"}, ""},
		{"weekend days moved", "CN", national("2010"), "2009年12月8日",
			"一、劳动节：5月1日至3日放假，共3天。其中，5月1日（星期六）为法定节假日，5月1日（星期六）公休日调至5月3日（星期一），5月2日（星期日）照常公休。",
			[]string{"劳动节 off 2010-05-01 2010-05-03"}, ""},
		{"heading without a colon", "CN", national("2021"), "2020年11月25日",
			"一、劳动节\n5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。",
			[]string{"劳动节 off 2021-05-01 2021-05-05", "劳动节 work 2021-04-25 2021-04-25", "劳动节 work 2021-05-08 2021-05-08"}, ""},
		{"Chinese numerals and 号", "CN", national("2021"), "2020年11月25日",
			"一、劳动节：五月一号至五号放假，共五天。", []string{"劳动节 off 2021-05-01 2021-05-05"}, ""},
		{"day sign left out", "CN", national("2021"), "2020年11月25日",
			"一、劳动节：5月1至5日放假，共5天。", []string{"劳动节 off 2021-05-01 2021-05-05"}, ""},
		{"worked before off in the text", "CN", national("2021"), "2020年11月25日",
			"一、中秋节：9月18日（星期六）上班，9月19日至21日放假，共3天。",
			[]string{"中秋节 off 2021-09-19 2021-09-21", "中秋节 work 2021-09-18 2021-09-18"}, ""},
		{"the title names the festival", "CN", "国务院办公厅关于调整\n2019年劳动节假期安排的通知", "2019年3月22日",
			"一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。",
			[]string{"劳动节 off 2019-05-01 2019-05-04", "劳动节 work 2019-04-28 2019-04-28", "劳动节 work 2019-05-05 2019-05-05"}, "国办发明电〔2018〕15号"},
		{"the year in the body only, details", "CN", "国务院关于某某胜利70周年纪念日调休放假的通知", "2015年5月13日",
			"为便于参加活动，2015年9月3日全国放假1天。现调整如下：9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。",
			[]string{"某某胜利70周年纪念日 off 2015-09-03 2015-09-05", "某某胜利70周年纪念日 work 2015-09-06 2015-09-06"}, "国办发明电〔2014〕28号"},
		{"extension", "CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日",
			"一、延长2020年春节假期至2月2日（农历正月初九、星期日），2月3日（星期一）起正常上班。",
			[]string{"春节 off 2020-01-31 2020-02-02"}, "国办发明电〔2019〕16号"},
		{"extension from a named day", "CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日",
			"一、将春节假期由1月30日延长至2月2日。", []string{"春节 off 2020-01-31 2020-02-02"}, "国办发明电〔2019〕16号"},
		{"quoted national dates, own arrangement, summary", "CN-GX", year(region, "2017"), "2017年2月10日",
			"一、“壮族三月三”期间，全体公民放假2天，即3月30日、31日（农历三月初三、初四）放假。根据国务院办公厅通知精神，清明节放假时间为4月2日至4日，4月1日（星期六）上班。我区4月1日（星期六）放假调休，4月8日（星期六）上班，即“壮族三月三”和清明节放假时间为3月30日至4月4日。",
			[]string{"壮族三月三 off 2017-03-30 2017-03-31", "壮族三月三 off 2017-04-01 2017-04-01", "壮族三月三 work 2017-04-08 2017-04-08"}, ""},
		{"joins a festival and a weekend", "CN-GX", year(region, "2019"), "2018年12月29日",
			"一、4月4日（星期四）、8日（星期一）放假，与清明节、周末连休，共5天。",
			[]string{"壮族三月三 off 2019-04-04 2019-04-04", "壮族三月三 off 2019-04-08 2019-04-08"}, ""},
		{"the nation works, the region rests", "CN-GX", year(region, "2023"), "2023年3月14日",
			"一、4月21日至23日放假，共3天。其中，4月23日（星期日）国家规定上班，我区放假，不再补班。",
			[]string{"壮族三月三 off 2023-04-21 2023-04-23"}, ""},
		{"cancelled, days named", "CN-GX", "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知", "2020年3月5日",
			"经研究，取消原定“壮族三月三”放假，3月26日、27日（星期四、星期五）正常上班。",
			[]string{"壮族三月三 work 2020-03-26 2020-03-27"}, "CN-GX-2020"},
		{"cancelled, days in brackets", "CN-GX", "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知", "2020年3月5日",
			"取消2020年“壮族三月三”放假安排（3月26日至27日）。", []string{"壮族三月三 work 2020-03-26 2020-03-27"}, "CN-GX-2020"},
		{"cancelled, days known from the earlier notice", "CN-GX", "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知", "2020年3月5日",
			"经研究，取消2020年“壮族三月三”放假。", []string{"壮族三月三 work 2020-03-26 2020-03-27"}, "CN-GX-2020"},
		{"dates in brackets after the number of days", "CN-GX", year(region, "2024"), "2024年3月22日",
			"一、全体公民放假2天（4月11日至12日）。", []string{"壮族三月三 off 2024-04-11 2024-04-12"}, ""},
		{"label", "CN-GX", year(region, "2024"), "2024年3月22日",
			"一、放假时间：4月11日至12日，共2天。", []string{"壮族三月三 off 2024-04-11 2024-04-12"}, ""},
		{"noun for a verb", "CN-GX", year(region, "2024"), "2024年3月22日",
			"一、4月11日、12日为“壮族三月三”假期。", []string{"壮族三月三 off 2024-04-11 2024-04-12"}, ""},
		{"days swapped", "CN-GX", year(region, "2018"), "2018年3月1日",
			"一、4月18日、19日放假，4月15日（星期日）与4月20日（星期五）对调。",
			[]string{"壮族三月三 off 2018-04-18 2018-04-20", "壮族三月三 work 2018-04-15 2018-04-15"}, ""},
		{"ordinary working day", "CN-GX", year(region, "2024"), "2024年3月22日",
			"一、4月11日至12日放假，4月15日（星期一）正常上班。", []string{"壮族三月三 off 2024-04-11 2024-04-12"}, ""},
		{"a span over the turn of the year under another name", "CN", national("2019"), "2018年12月6日",
			"一、火把节：12月30日至1月2日（星期日至星期三）放假，共4天。", []string{"火把节 off 2018-12-30 2019-01-02"}, ""},
		{"extension with the days of the whole", "CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日",
			"春节假期延长至2月2日，共10天。", []string{"春节 off 2020-01-31 2020-02-02"}, "国办发明电〔2019〕16号"},
		{"extension with the days of its own", "CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日",
			"春节假期延长至2月2日，共3天。", []string{"春节 off 2020-01-31 2020-02-02"}, "国办发明电〔2019〕16号"},
		{"quoted with its days", "CN-GX", year(region, "2017"), "2017年2月10日",
			"一、根据国务院办公厅通知精神，清明节4月2日至4日放假，共3天。结合实际，3月30日、31日放假，与清明节连休。",
			[]string{"壮族三月三 off 2017-03-30 2017-03-31"}, ""},
		{"that is, the region rests", "CN-GX", year(region, "2023"), "2023年3月14日",
			"一、4月21日、22日放假。4月23日（星期日）国家规定上班，即我区放假。",
			[]string{"壮族三月三 off 2023-04-21 2023-04-23"}, ""},
		{"swapped, the worked day first", "CN-GX", year(region, "2018"), "2018年3月1日",
			"一、4月18日、19日放假，4月20日（星期五）与4月15日（星期日）调换。",
			[]string{"壮族三月三 off 2018-04-18 2018-04-20", "壮族三月三 work 2018-04-15 2018-04-15"}, ""},
		{"number of days in brackets", "CN-GX", year(region, "2024"), "2024年3月22日",
			"一、4月11日至12日（星期四、星期五）放假（共2天），与周末（4月13日、14日）连休。", []string{"壮族三月三 off 2024-04-11 2024-04-12"}, ""},
		{"number of days in a sentence of its own", "CN-GX", year(region, "2018"), "2018年3月1日",
			"一、“壮族三月三”期间，全体公民放假2天。4月18日至20日放假调休，4月15日（星期日）上班。",
			[]string{"壮族三月三 off 2018-04-18 2018-04-20", "壮族三月三 work 2018-04-15 2018-04-15"}, ""},
		{"days between filled in", "CN", national("2019"), "2018年12月6日",
			"一、劳动节：5月1日放假，5月3日放假。5月1日至3日放假，共3天。", []string{"劳动节 off 2019-05-01 2019-05-03"}, ""},
		{"a holiday not kept", "CN-GX", "广西壮族自治区人民政府办公厅关于2020年“壮族三月三”不放假的通知", "2020年3月5日",
			"今年“壮族三月三”不放假，3月26日（星期四）、27日（星期五）正常上班，3月28日（星期六）正常公休。",
			[]string{"壮族三月三 work 2020-03-26 2020-03-27"}, "CN-GX-2020"},
		{"effective date", "CN", national("2019"), "2018年12月6日",
			"一、劳动节：5月1日放假。\n　　二、本通知自2019年1月1日起施行。", []string{"劳动节 off 2019-05-01 2019-05-01"}, ""},
		{"the nation's days within the region's", "CN-GX", year(region, "2019"), "2018年12月29日",
			"一、4月4日（星期四）至8日（星期一）放假，与清明节连休，共5天。",
			[]string{"壮族三月三 off 2019-04-04 2019-04-04", "壮族三月三 off 2019-04-08 2019-04-08"}, ""},
		{"a day is given its name", "CN-GX", year(region, "2024"), "2024年3月22日",
			"4月11日（星期四）是“壮族三月三”。\n　　一、4月11日至12日放假。", []string{"壮族三月三 off 2024-04-11 2024-04-12"}, ""},
		{"items on one line", "CN", national("2019"), "2018年12月6日",
			"一、劳动节：5月1日放假1天。 二、端午节：6月7日放假，与周末连休。", []string{"劳动节 off 2019-05-01 2019-05-01", "端午节 off 2019-06-07 2019-06-07"}, ""},
		{"a festival's days in brackets, off", "CN", national("2019"), "2018年12月6日",
			"一、劳动节：劳动节（5月1日至3日）放假。", []string{"劳动节 off 2019-05-01 2019-05-03"}, ""},
		{"a festival's day in brackets, then the days off", "CN", national("2019"), "2018年12月6日",
			"一、劳动节：今年劳动节（5月1日，星期三），5月2日至3日放假。", []string{"劳动节 off 2019-05-02 2019-05-03"}, ""},
		{"a festival's day in brackets, off in the next clause", "CN", national("2019"), "2018年12月6日",
			"一、劳动节：劳动节（5月1日），放假1天。", []string{"劳动节 off 2019-05-01 2019-05-01"}, ""},
		{"a festival's days in brackets, off in the next clause", "CN", national("2019"), "2018年12月6日",
			"一、劳动节：劳动节（5月1日至3日），放假3天。", []string{"劳动节 off 2019-05-01 2019-05-03"}, ""},
		{"full stops of the typewriter", "CN", national("2019"), "2018年12月6日",
			"1.劳动节:5月1日至4日放假调休,共4天.4月28日(星期日)、5月5日(星期日)上班.",
			[]string{"劳动节 off 2019-05-01 2019-05-04", "劳动节 work 2019-04-28 2019-04-28", "劳动节 work 2019-05-05 2019-05-05"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			whole := letter(c.title, c.issued, c.body)
			for _, text := range append([]string{whole, halfWidth(whole), fullWidth(whole), entities(whole)}, narrow(whole)...) {
				r := read(c.calendar, text, prior)
				want := strings.Join(c.want, "\n") + "\n"
				if got := entryLines(r.Notice.Entries); got != want {
					t.Fatalf("got\n%swant\n%s%s\n%s", got, want, whys(r), text)
				}
				if r.Notice.Amends != c.amends {
					t.Fatalf("amends %q, want %q", r.Notice.Amends, c.amends)
				}
				if !r.Complete() {
					t.Fatalf("%s%+v\n%s", whys(r), r.Problems, text)
				}
			}
		})
	}
}

// narrow returns a text with its lines broken after 12 to 40 characters.
func narrow(text string) []string {
	var out []string
	for n := 12; n <= 40; n++ {
		out = append(out, wrapped(text, n))
	}
	return out
}

// A notice that is among the prior ones is not taken for its own amendment.
func TestReadAgain(t *testing.T) {
	text := letter("国务院办公厅关于延长2020年春节假期的通知\n国办发明电〔2020〕1号", "2020年1月26日", "一、延长2020年春节假期至2月2日。")
	first := read("CN", text, prior)
	again := read("CN", text, append([]holidays.Notice{first.Notice}, prior...))
	if a, b := entryLines(first.Notice.Entries), entryLines(again.Notice.Entries); a != b || a == "" || again.Notice.Amends != "国办发明电〔2019〕16号" {
		t.Errorf("first\n%sagain\n%samends %q", a, b, again.Notice.Amends)
	}
}
