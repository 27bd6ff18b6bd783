package noticetext_test

import (
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// labourDay is a national letter with more sentences behind a right arrangement.
func labourDay(more string) noticetext.Reading {
	return read("CN", labourDayText(more), nil)
}

func labourDayText(more string) string {
	return letter("国务院办公厅关于2021年部分节假日安排的通知", "2020年11月25日",
		"一、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）上班。"+more)
}

// A sentence without dates that takes something away from the days is shown.
func TestSentencesThatLimit(t *testing.T) {
	for _, s := range []string{
		"各地可视情况在元宵节当天安排半日休息。",
		"节日前一个工作日可提前半天下班。",
		"边境县除外。",
		"口岸单位例外。",
		"仅限省直机关。",
		"只限机关事业单位。",
		"本安排适用于机关事业单位。",
		"以上天数不含路途。",
		"上述单位不包括企业。",
		"企业不执行本安排。",
		"原通知同时废止。",
		"原通知作废。",
		"各地可结合实际延长1天。",
		"前款所称上班不包含机关。",
		"各地可调整。",
		"具体由各单位自行确定。",
		"如有调整，另行通知。",
		"各单位酌情安排。",
		"边疆地区以自治区通知为准。",
		"以上安排从2028年起执行。",
		"劳动节放假安排视疫情形势另行公布。",
		"上班时间另定。",
		"如遇特殊情况，上述安排另行调整。",
		"各地可根据实际情况错时放假。",
		"各地区可结合实际对补班日期作适当安排。",
		"各省可以自主安排劳动节假期。",
		"本通知自2021年5月2日起执行。",
		"本安排自4月26日起施行。",
		"上述补班取消。",
		"上述日期如与农历不符，以农历日期为准。",
		"以上均为农历日期。",
		"劳动节放假方案有两种，以上为第一种。",
		"本安排试行一年。",
		"本通知所列上班日期为建议日期。",
		"此为预告，正式通知另发。",
		"原国办发明电〔2020〕8号同时停止执行。",
		"少数民族职工在开斋节另放1天。",
		"各地可以在3天以内增加放假天数。",
	} {
		r := labourDay(s)
		if got := r.Unparsed(); len(got) != 1 || got[0].Text != s {
			t.Errorf("%s: %+v", s, got)
		}
	}
	for _, s := range []string{"服务时间延长。", "共安排2天活动。", "遇有重大突发事件，要按规定及时报告。", "此前规定与本通知不一致的，以本通知为准。", "请自行做好防护。", "活动安排另行通知。", "倡导错峰出行。", "本通知自2021年4月25日起执行。", "本通知自印发之日起施行。"} {
		if r := labourDay(s); !r.Complete() {
			t.Errorf("%s: %+v %+v", s, r.Unparsed(), r.Problems)
		}
	}
}

// So is one below the date, where pages have lines of their own.
func TestRemarksThatLimit(t *testing.T) {
	for remark, right := range map[string]bool{
		"以上安排仅限机关。": false, "注：港澳台地区不适用。": false, "（5月5日只放半天）": false, "5月5日仅放半天。": false,
		"（此件公开发布）": true, "本网站适用于各种浏览器。": true, "适用对象：全体公民": true, "5月5日举行活动。": true,
	} {
		r := read("CN", labourDayText("")+remark+"\n", nil)
		if got := r.Unparsed(); (len(got) == 0) != right || r.Notice.Issued != day("2020-11-25") {
			t.Errorf("%s: %+v of %s", remark, got, r.Notice.Issued)
		}
	}
}

// So is a clause of a region's sentence.
func TestClausesThatLimit(t *testing.T) {
	for clause, read := range map[string]bool{
		"仅限回族职工": false, "只在机关": false, "限于机关": false, "期间公园照常开放": true,
	} {
		r := readGuangxi("4月9日至12日放假，共4天，" + clause + "。")
		if got := len(r.Unparsed()) == 0; got != read {
			t.Errorf("%s: %+v", clause, r.Sentences)
		}
	}
}

func readGuangxi(body string) noticetext.Reading {
	return read("CN-GX", letter("广西壮族自治区人民政府办公厅关于2027年“广西三月三”放假的通知", "2027年3月3日", body), nil)
}

// A holiday that is said to be shorter than before contradicts; one that is said in
// parts, or told of in detail, does not.
func TestSaidAgainShorter(t *testing.T) {
	for _, c := range []struct {
		again string
		right bool
	}{
		{"5月1日至4日放假。", false},
		{"劳动节假期为5月1日至4日。", false},
		{"5月1日、2日放假。", false},
		{"5月1日至5日放假。", true},
		{"5月1日至2日放假，3日至5日调休。", true},
		{"其中5月1日至3日放假。", true},
		{"5月1日放假。", true},
		{"5月4日至5日放假。", true},
	} {
		r := labourDay(c.again)
		if got := r.Unparsed(); (len(got) == 0) != c.right {
			t.Errorf("%s: %+v", c.again, got)
		} else if len(got) > 0 && got[0].Reason.Code != "contradiction" {
			t.Errorf("%s: %+v", c.again, got[0].Reason)
		}
	}
	if r := readGuangxi("4月9日至12日放假，共4天。4月9日、10日放假2天。"); len(r.Unparsed()) > 0 {
		t.Errorf("a region repeats some of its days: %+v", r.Unparsed())
	}
}

func problem(r noticetext.Reading, code string) string {
	for _, p := range r.Problems {
		if p.Code == code {
			return p.Detail
		}
	}
	return ""
}

// An office that is no government's arranges days for its own people.
func TestOfficesThatCannotArrange(t *testing.T) {
	body := "一、劳动节：5月1日放假1天。"
	for office, right := range map[string]bool{
		"国务院": true, "国务院办公厅": true, "某某省人民政府": true, "办公厅": true, "自治区办公厅": true,
		"教育部办公厅": false, "北方重工集团办公室": false, "广西壮族自治区教育厅": false,
	} {
		for _, text := range []string{
			strings.ReplaceAll(letter(office+"关于2021年放假的通知", "2020年11月25日", body), "某某政府办公厅\n", "\n"),
			strings.ReplaceAll(letter("关于2021年放假的通知", "2020年11月25日", body), "某某政府办公厅", office),
		} {
			want := office
			if right {
				want = ""
			}
			if got := problem(read("CN", text, nil), "issuer"); got != want {
				t.Errorf("%q of %s", got, text)
			}
		}
	}
}

// So does a government for the people that it names.
func TestNoticesForSome(t *testing.T) {
	right := letter("国务院办公厅关于2021年放假的通知", "2020年11月25日", "现将有关事项通知如下。", "一、劳动节：5月1日放假1天。")
	for _, c := range []struct{ from, to, want string }{
		{"放假的", "中小学放假的", "中小学"},
		{"放假的通知\n", "放假的通知（适用于中央国家机关）\n", "适用"},
		{"现将有关事项", "现将国有企业放假事项", "企业"},
		{"现将有关事项", "根据《高校放假办法》，现将有关事项", ""},
		{"放假1天。", "放假1天。请各学校遵照执行。", ""},
	} {
		if got := problem(read("CN", strings.Replace(right, c.from, c.to, 1), nil), "issuer"); got != c.want {
			t.Errorf("%s: %q, want %q", c.to, got, c.want)
		}
	}
}

// A text that says that it is not settled is no notice.
func TestNotSettledByItsWords(t *testing.T) {
	right := letter("国务院办公厅关于2021年放假的通知", "2020年11月25日", "一、劳动节：5月1日放假1天。")
	for _, c := range []struct{ text, want string }{
		{right, ""},
		{strings.Replace(right, "的通知\n", "的通知（征求意见稿）\n", 1), "征求意见稿"},
		{strings.Replace(right, "放假的", "放假（拟）的", 1), "(拟)"},
		{strings.Replace(right, "1天。", "1天。以上安排暂定。", 1), "暂定"},
		{right + "\n以上安排暂定。\n", "暂定"},
		{strings.Replace(right, "的通知\n", "的通知（第二稿）\n", 1), "(第二稿)"},
		{strings.Replace(right, "的通知\n", "的通知（稿）\n", 1), "(稿)"},
		{strings.Replace(right, "放假的", "放假初步安排的", 1), "初步安排"},
		{strings.Replace(right, "放假的", "放假预安排的", 1), "预安排"},
		{strings.Replace(right, "放假的", "放假（建议方案）的", 1), "建议方案"},
		{strings.Replace(right, "1天。", "1天。以上安排拟于近期印发。", 1), "拟于"},
		{strings.Replace(right, "1天。", "1天。具体以国务院办公厅正式通知为准。", 1), "以国务院办公厅正式通知为准"},
		{strings.Replace(right, "1天。", "1天。请按《某某办法（草案）》执行。", 1), ""},
		{right + "\n相关链接：某某条例草案\n", ""},
		{right + "\n责任编辑：某某 办法暂定\n", ""},
	} {
		if got := problem(read("CN", c.text, nil), "tentative"); got != c.want {
			t.Errorf("%q, want %q, of %s", got, c.want, c.text)
		}
	}
}

// Nor is one that says, or whose page says, that it is not a notice in force.
func TestDisowned(t *testing.T) {
	right := letter("国务院办公厅关于2021年放假的通知", "2020年11月25日", "一、劳动节：5月1日放假1天。")
	for _, c := range []struct{ text, want string }{
		{right, ""},
		{strings.Replace(right, "的通知\n", "的通知（预测版）\n", 1), "预测"},
		{strings.Replace(right, "的通知\n", "的通知（模拟稿）\n", 1), "模拟稿"},
		{"【样例，不得引用】\n" + right, "样例，"},
		{"网传：\n" + right, "网传"},
		{"根据往年规律推算\n" + right, "推算"},
		{"示意文本，非正式文件\n" + right, "示意文"},
		{"尚未正式公布\n" + right, "尚未正式公布"},
		{"（公文写作练习）\n" + right, "练习)"},
		{strings.Replace(right, "的通知\n", "的通知（节选）\n", 1), "节选"},
		{strings.Replace(right, "的通知\n", "的通知（摘登）\n", 1), "摘登"},
		{strings.Replace(right, "的通知\n", "的通知（摘要）\n", 1), "(摘要)"},
		{"摘要：放假\n" + right, ""},
		{right + "\n（本文由人工智能生成）\n", "人工智能生成"},
		{"辟谣：以下“通知”为假消息。\n" + right, "假消息"},
		{"【已废止】\n" + right, "已废止"},
		{"失效\n" + right, "失效"},
		{"有效性：失效\n" + right, "有效性：失效"},
		{"有效性：有效\n" + right, ""},
		{right + "\n以上内容仅供参考。\n", "供参考"},
		{strings.Replace(right, "1天。", "1天。以上内容仅供参考。", 1), "供参考"},
		{right + "\n本通知已被废止\n", "已被废止"},
		{right + "\n相关链接：某市通知已废止\n", ""},
		{right + "\n国务院办公厅关于废止某某文件的通知\n", ""},
		{right + "\n辟谣平台\n", ""},
		{right + "\n合同示范文本\n", ""},
		{strings.Replace(right, "国务院办公厅\n", "示例自治区人民政府办公厅\n", 1), ""},
		{strings.Replace(right, "1天。", "1天。据气象部门预测，节日期间有雨。", 1), ""},
		{strings.Replace(right, "1天。", "1天。请参照《某某办法（示例）》。", 1), ""},
	} {
		if got := problem(read("CN", c.text, nil), "disowned"); got != c.want {
			t.Errorf("%q, want %q, of %s", got, c.want, c.text)
		}
	}
}

// The nation's notice speaks of no city or region that rests or works.
func TestSomePlaceInTheNationsNotice(t *testing.T) {
	for _, who := range []string{"本市", "我区", "全省", "广西"} {
		s := "4月24日（周六）" + who + "上班。"
		if got := labourDay(s).Unparsed(); len(got) != 1 || got[0].Text != s || got[0].Reason.Detail != who {
			t.Errorf("%s: %+v", s, got)
		}
	}
}

// A region's notice of a whole year repeats each of the nation's holidays whole, in one
// sentence or a part of it.
func TestNationSaidAgainShorter(t *testing.T) {
	nation := holidays.Notice{ID: "CN-2027", Calendar: "CN", Year: 2027, Document: "国办发明电〔2026〕9号", Issued: day("2026-11-25"), Entries: []holidays.Entry{
		{Festival: "清明节", Kind: holidays.Off, Span: holidays.Span{From: day("2027-04-03"), To: day("2027-04-05")}},
		{Festival: "国庆节", Kind: holidays.Off, Span: holidays.Span{From: day("2027-10-01"), To: day("2027-10-07")}},
	}}
	const whole, own = "广西壮族自治区人民政府办公厅关于2027年部分节假日安排的通知", "广西壮族自治区人民政府办公厅关于2027年“广西三月三”放假的通知"
	for _, c := range []struct {
		title, quote string
		right        bool
	}{
		{whole, "一、国庆节：10月1日至7日放假，共7天。", true},
		{whole, "一、国庆节：10月1日至6日放假，共6天。", false},
		{whole, "一、国庆节：10月1日至2日放假，10月3日至7日调休。", true},
		{whole, "一、国庆节：10月1日放假。", true},
		{whole, "一、清明节：4月5日放假，与周末连休，共3天。", true},
		{whole, "一、清明节：4月4日至5日放假。", true},
		{own, "国家规定10月1日至6日放假。", true},
	} {
		text := letter(c.title, "2026年11月27日", c.quote, "二、“广西三月三”：4月9日（星期五）、12日（星期一）放假，与周末连休4天。")
		got := read("CN-GX", text, []holidays.Notice{nation}).Unparsed()
		if (len(got) == 0) != c.right || len(got) > 0 && got[0].Reason.Code != "contradiction" {
			t.Errorf("%s: %+v", c.quote, got)
		}
	}
}

// An office is looked for in the three lines above the date.
func TestOfficeFarAboveTheDate(t *testing.T) {
	const rest = "关于2027年放假的通知\n\n各单位：\n一、元旦：1月1日放假1天。\n\n广西壮族自治区人民政府办公厅\n\n"
	for _, c := range []struct{ between, want string }{
		{"特此。\n附后。\n", "CN-GX"},
		{"特此。\n附后。\n另见。\n", ""},
	} {
		if got := read("CN", rest+c.between+"2026年12月1日\n", nil).Calendar; got != c.want {
			t.Errorf("%q, want %q, with %q", got, c.want, c.between)
		}
	}
}

// A day that falls on a weekend is told of without a weekday.
func TestFallsOnAWeekend(t *testing.T) {
	r := readGuangxi("4月9日、10日放假2天，4月10日适逢周末，4月12日补休。")
	if got, want := entryLines(r.Notice.Entries), "广西三月三 off 2027-04-09 2027-04-10\n广西三月三 off 2027-04-12 2027-04-12\n"; got != want {
		t.Errorf("%s%+v", got, r.Sentences)
	}
}

// The year 0 is shown as it was written.
func TestYearZero(t *testing.T) {
	got := labourDay("0000年5月3日放假。").Unparsed()
	if len(got) != 1 || got[0].Reason.Detail != "0年5月3日" {
		t.Errorf("%+v", got)
	}
}

// A detail that says that the region rests, and not on which days, is not read.
func TestOffWithoutDaysOfItsOwn(t *testing.T) {
	if got := readGuangxi("4月9日至12日放假，其中我区放假。").Unparsed(); len(got) != 1 || got[0].Reason.Code != "no_date" {
		t.Errorf("%+v", got)
	}
}
