package noticetext_test

import (
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// Whose notice a text is stands in its title, its closing lines and its number.
func TestWhoseNotice(t *testing.T) {
	for _, c := range []struct{ name, calendar, title, number, office, want string }{
		{"the nation's", "CN", "国务院办公厅关于2027年放假的通知", "国办发明电〔2026〕9号", "国务院办公厅", "CN"},
		{"the nation's for a region", "CN-GX", "国务院办公厅关于2027年放假的通知", "", "某某", "CN"},
		{"by the title", "CN", "广西壮族自治区人民政府办公厅关于2027年放假的通知", "", "某某", "CN-GX"},
		{"by the short name", "CN", "广西自治区人民政府办公厅关于2027年放假的通知", "", "某某", "CN-GX"},
		{"by the short name and its government", "CN", "吉林人民政府办公厅关于2027年放假的通知", "", "某某", "CN-JL"},
		{"a province", "CN", "辽宁省人民政府办公厅关于2027年放假的通知", "", "某某", "CN-LN"},
		{"a city of the name of its province", "CN", "吉林市人民政府办公室关于2027年放假的通知", "", "某某", "吉林市"},
		{"by the closing lines", "CN", "关于2027年放假的通知", "", "宁夏回族自治区人民政府办公厅", "CN-NX"},
		{"by the number", "CN", "关于2027年放假的通知", "桂政办发〔2026〕9号", "某某", "CN-GX"},
		{"by a number of the nation's", "CN-GX", "关于2027年放假的通知", "国办发明电〔2026〕9号", "某某", "CN"},
		{"a number of a region without a calendar", "CN", "关于2027年放假的通知", "湘政办发〔2026〕9号", "某某", "湖南"},
		{"a number that says nothing", "CN", "关于2027年放假的通知", "某办〔2026〕9号", "某某", ""},
		{"a region without a calendar", "CN", "湖南省人民政府办公厅关于2027年放假的通知", "", "某某", "湖南省"},
		{"a city of a region", "CN-GX", "广西壮族自治区南宁市人民政府办公室关于2027年放假的通知", "", "某某", "广西壮族自治区南宁市"},
		{"a city", "CN-GX", "南宁市人民政府办公室关于2027年放假的通知", "", "某某", "南宁市"},
		{"a region that sends on the nation's", "CN", "广西壮族自治区人民政府办公厅转发国务院办公厅关于2027年放假的通知", "", "某某", "CN-GX"},
		{"what differs decides, in the title", "CN", "国务院办公厅关于2027年放假的通知", "", "广西壮族自治区人民政府办公厅", "CN-GX"},
		{"what differs decides, at the end", "CN-GX", "国务院办公厅关于2027年放假的通知", "", "广西壮族自治区人民政府办公厅", "CN"},
		{"nobody's", "CN", "关于2027年放假的通知", "", "某某", ""},
		{"自治区 without a name", "CN-GX", "自治区人民政府办公厅关于2027年放假的通知", "", "某某", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.title + "\n" + c.number + "\n各单位：\n一、元旦：1月1日放假1天。\n\n" + c.office + "\n2026年12月1日\n"
			if got := read(c.calendar, text, nil).Calendar; got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// A text is read as the calendar's whose it is, so that nothing else is wrong with it.
func TestReadAsWhoseItIs(t *testing.T) {
	guangxi := letter("广西壮族自治区人民政府办公厅关于2017年“壮族三月三”放假的通知", "2017年2月10日",
		"一、3月30日、31日放假。4月1日（星期六）国家规定上班，我区放假，4月8日（星期六）上班。")
	want := entryLines(read("CN-GX", guangxi, prior).Notice.Entries)
	if r := read("CN", guangxi, prior); entryLines(r.Notice.Entries) != want || !r.Complete() || r.Notice.Calendar != "CN" {
		t.Errorf("%s%+v of %s", entryLines(r.Notice.Entries), r.Problems, r.Notice.Calendar)
	}
	nation := letter("国务院办公厅关于2017年部分节假日安排的通知", "2016年12月1日", "一、清明节：4月2日至4日放假调休，共3天。4月1日（星期六）上班。")
	if r := read("CN-GX", nation, prior); len(r.Notice.Entries) != 2 || !r.Complete() {
		t.Errorf("%s%+v", entryLines(r.Notice.Entries), r.Problems)
	}
	other := strings.ReplaceAll(guangxi, "广西壮族", "西藏")
	if r := read("CN-GX", other, prior); entryLines(r.Notice.Entries) != want || r.Calendar != "西藏自治区" {
		t.Errorf("%s of %q", entryLines(r.Notice.Entries), r.Calendar)
	}
	if r := read("XX", other, prior); r.Calendar != "西藏自治区" {
		t.Errorf("under a calendar that is not defined: %q", r.Calendar)
	}
}

// A region's notice of a whole year repeats the nation's days and adds its own.
func TestWholeYearOfRegion(t *testing.T) {
	const title = "宁夏回族自治区人民政府办公厅关于2027年部分节假日安排的通知"
	items := []string{
		"一、元旦：1月1日（周五）至3日（周日）放假，共3天。",
		"二、春节：2月5日（周五）至13日（周六）放假调休，共9天。1月31日（周日）、2月20日（周六）上班。",
		"三、开斋节：3月10日（周三）至11日（周四）放假，共2天。",
		"四、古尔邦节：5月17日（周一）至18日（周二）放假，共2天。",
	}
	r := read("CN-NX", letter(title, "2026年11月27日", items...), base2027)
	if got := entryLines(r.Notice.Entries); got != "开斋节 off 2027-03-10 2027-03-11\n古尔邦节 off 2027-05-17 2027-05-18\n" || !r.Complete() || r.Notice.Amends != "" {
		t.Errorf("%s%s%+v", got, whys(r), r.Problems)
	}
	for _, c := range []struct {
		name, item, code string
	}{
		{"repeated wrongly", "一、元旦：1月1日（周五）至4日（周一）放假，共4天。", "reference_mismatch"},
		{"a make-up day that is none", "一、元旦：1月10日（周日）上班。", "reference_mismatch"},
	} {
		r := read("CN-NX", letter(title, "2026年11月27日", c.item, items[2]), base2027)
		if bad := r.Unparsed(); len(bad) != 1 || bad[0].Reason.Code != c.code || len(r.Notice.Entries) != 1 {
			t.Errorf("%s: %s%s", c.name, whys(r), entryLines(r.Notice.Entries))
		}
	}
	if first := read("CN-NX", letter(title, "2026年11月27日", items...), nil); entryLines(first.Notice.Entries) != entryLines(r.Notice.Entries) || !first.Complete() {
		t.Errorf("before the nation's: %s%s%+v", entryLines(first.Notice.Entries), whys(first), first.Problems)
	}
	own := read("CN-NX", letter(title, "2026年11月27日", "一、元旦：我区1月4日（周一）放假。"), base2027)
	if got := entryLines(own.Notice.Entries); got != "元旦 off 2027-01-04 2027-01-04\n" {
		t.Errorf("what the region itself arranges: %s%s", got, whys(own))
	}
}

// A festival that only the region's regulation has is known by it.
func TestStatutoryFestival(t *testing.T) {
	text := letter("宁夏回族自治区人民政府办公厅关于2027年部分节假日安排的通知", "2026年11月27日", "一、某某花节：3月10日（周三）放假1天。", "3月12日（周五）某某花节放假。")
	src := &holidays.Source{Definitions: definitions, Statutory: &holidays.Statutory{Regulations: []holidays.Regulation{
		{Calendar: "CN-GX", Days: []holidays.FestivalDays{{Festival: "某某花节"}}},
	}}}
	if r := noticetext.Read("CN-NX", text, src); r.Complete() {
		t.Error("another region's festival is known")
	}
	src.Statutory.Regulations[0].Calendar = "CN-NX"
	if r := noticetext.Read("CN-NX", text, src); !r.Complete() || len(r.Notice.Entries) != 2 {
		t.Errorf("%+v %s", r.Problems, whys(r))
	}
	src.Statutory.Regulations[0].Days[0] = holidays.FestivalDays{Festival: "花节", AlsoCalled: []string{"某某花节"}}
	if r := noticetext.Read("CN-NX", text, src); !r.Complete() {
		t.Errorf("by another name: %+v %s", r.Problems, whys(r))
	}
}
