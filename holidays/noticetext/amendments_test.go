package noticetext_test

import (
	"fmt"
	"strings"
	"testing"

	"shixian/holidays"
)

// base2027 are notices of 2027 that the tests amend.
var base2027 = []holidays.Notice{
	notice("CN-2027", "国办发明电〔2026〕9号", "2026-11-25", "元旦 off 2027-01-01 2027-01-03",
		"春节 off 2027-02-05 2027-02-13", "春节 work 2027-01-31 2027-01-31", "春节 work 2027-02-20 2027-02-20",
		"清明节 off 2027-04-03 2027-04-05", "劳动节 off 2027-05-01 2027-05-05", "劳动节 work 2027-04-25 2027-04-25",
		"国庆节、中秋节 off 2027-10-01 2027-10-07", "国庆节、中秋节 work 2027-09-26 2027-09-26"),
	notice("CN-GX-2027", "", "2026-11-26", "广西三月三 off 2027-04-08 2027-04-09", "广西三月三 work 2027-04-11 2027-04-11"),
}

// What an amendment does to the days before is read from its words and its days.
func TestAmendments(t *testing.T) {
	for _, c := range []struct{ name, title, body, want string }{
		{"a full list, shorter", "国务院办公厅关于调整2027年劳动节放假安排的通知", "一、2027年5月1日（星期六）至4日（星期二）放假，共4天。", "restates 劳动节"},
		{"a full list, longer", "国务院办公厅关于重新安排2027年劳动节放假的通知", "一、5月1日至6日放假，共6天。", "restates 劳动节"},
		{"put right", "国务院办公厅关于更正2027年劳动节放假安排的通知", "5月1日至3日放假，共3天。", "restates 劳动节"},
		{"two festivals", "国务院办公厅关于调整2027年清明节、劳动节放假安排的通知", "一、清明节：4月3日至4日放假。二、劳动节：5月1日至4日放假。", "restates 清明节 劳动节"},
		{"the name of a list", "国务院办公厅关于调整2027年国庆节放假安排的通知", "10月1日至5日放假，共5天。", "restates 国庆节、中秋节"},
		{"the opening says it", "国务院办公厅关于2027年劳动节放假安排的通知", "现将2027年劳动节放假安排调整后通知如下。\n　　5月1日至4日放假，共4天。", "restates 劳动节"},
		{"a sentence says it", "国务院办公厅关于2027年劳动节放假安排的通知", "劳动节放假时间调整为5月1日至4日放假，共4天。", "restates 劳动节"},
		{"days change places", "国务院办公厅关于调整2027年劳动节放假安排的通知", "5月5日（星期三）正常上班，4月25日（星期日）正常休息。", "extends 劳动节"},
		{"a make-up day taken back", "国务院办公厅关于调整2027年劳动节放假安排的通知", "取消4月25日（星期日）补班。", "extends 劳动节"},
		{"a make-up day taken back after 上班", "国务院办公厅关于调整2027年劳动节放假安排的通知", "正常上班取消4月25日（星期日）补班。", "extends 劳动节"},
		{"other days", "国务院办公厅关于调整2027年劳动节放假安排的通知", "5月7日至9日放假，共3天。", "undecided 劳动节"},
		{"extended", "国务院办公厅关于延长2027年春节假期的通知", "延长2027年春节假期至2月16日，2月17日起正常上班。", "extends 春节"},
		{"days added", "国务院办公厅关于增加2027年劳动节放假天数的通知", "5月6日（星期四）放假1天。", "extends 劳动节"},
		{"both words", "国务院办公厅关于调整延长2027年劳动节假期的通知", "5月1日至6日放假，共6天。", "undecided 劳动节"},
		{"no word", "国务院办公厅关于2027年劳动节放假的通知", "5月1日至4日放假，共4天。", "undecided 劳动节"},
		{"a word, of something else", "国务院办公厅关于2027年劳动节放假的通知", "5月1日至4日放假，共4天。\n　　节假日期间，各地、各部门要妥善调整值班和安全、保卫等工作。", "undecided 劳动节"},
		{"a festival that had no days", "国务院办公厅关于2027年某某胜利纪念日放假的通知", "2027年9月3日放假1天。", "adds"},
		{"the year again", "国务院办公厅关于2027年部分节假日安排的通知\n国办发明电〔2026〕12号", "一、元旦：1月1日至3日放假，共3天。二、国庆节、中秋节：10月1日至5日放假，共5天。", "replaces CN-2027"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read("CN", letter(c.title, "2026年11月27日", c.body), base2027)
			if got := amendment(r.Notice, r.Undecided); got != c.want {
				t.Errorf("%s, want %s\n%s%s", got, c.want, entryLines(r.Notice.Entries), whys(r))
			}
			if len(r.Unparsed()) > 0 {
				t.Error(whys(r))
			}
		})
	}
}

// A region's notice for its one festival is one of the whole year.
func TestRegionAmendments(t *testing.T) {
	const office = "广西壮族自治区人民政府办公厅"
	for _, c := range []struct{ name, title, body, want string }{
		{"the festival again", "关于2027年“广西三月三”放假的通知", "4月8日放假1天。", "replaces CN-GX-2027"},
		{"cancelled, the make-up day too", "关于取消2027年“广西三月三”放假的通知", "4月8日、9日正常上班，4月11日（星期日）正常休息。", "restates 广西三月三"},
		{"cancelled, nothing said of the make-up day", "关于取消2027年“广西三月三”放假的通知", "4月8日、9日正常上班。", "undecided 广西三月三"},
		{"one day cancelled, the make-up day too", "关于取消2027年“广西三月三”调休的通知", "4月9日正常上班，4月11日（星期日）正常休息。", "extends 广西三月三"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read("CN-GX", letter(office+c.title, "2027年3月1日", c.body), base2027)
			if got := amendment(r.Notice, r.Undecided); got != c.want || len(r.Unparsed()) > 0 {
				t.Errorf("%s, want %s\n%s%s", got, c.want, entryLines(r.Notice.Entries), whys(r))
			}
		})
	}
}

// A correction stands in the place of what it corrects: what comes after it is read
// against it.
func TestAfterCorrection(t *testing.T) {
	text := letter("国务院办公厅关于2027年部分节假日安排的通知\n国办发明电〔2026〕12号", "2026年11月27日", "一、春节：2月5日至11日放假，共7天。")
	corrected := read("CN", text, base2027).Notice
	corrected.ID = "CN-2027-2"
	all := append([]holidays.Notice{corrected}, base2027...)
	r := read("CN", letter("国务院办公厅关于延长2027年春节假期的通知", "2027年2月6日", "延长2027年春节假期至2月14日。"), all)
	if got := entryLines(r.Notice.Entries); got != "春节 off 2027-02-12 2027-02-14\n" || r.Notice.Amends != "国办发明电〔2026〕12号" {
		t.Errorf("%samends %q", got, r.Notice.Amends)
	}
	if r := read("CN", text, all); r.Notice.Replaces != "CN-2027" {
		t.Errorf("read again it replaces %q", r.Notice.Replaces)
	}
	// the notice corrected is no amendment of the correction, though of the same day
	extension := letter("国务院办公厅关于延长2027年春节假期的通知\n国办发明电〔2026〕10号", "2026年11月27日", "延长2027年春节假期至2月14日。")
	later := notice("CN-2027-3", "国办发明电〔2026〕11号", "2026-11-27", "春节 off 2027-02-15 2027-02-16")
	later.Amends = "国办发明电〔2026〕10号"
	if r := read("CN", extension, append([]holidays.Notice{later}, base2027...)); entryLines(r.Notice.Entries) != "春节 off 2027-02-14 2027-02-14\n" {
		t.Errorf("%s", entryLines(r.Notice.Entries))
	}
}

// amendment writes what a notice does to those before it.
func amendment(n holidays.Notice, undecided []string) string {
	var said []string
	for what, names := range map[string][]string{"restates": n.Restates, "extends": n.Extends, "undecided": undecided} {
		if len(names) > 0 {
			said = append(said, what+" "+strings.Join(names, " "))
		}
	}
	switch {
	case n.Replaces != "" && n.Amends == "":
		said = append(said, "replaces "+n.Replaces)
	case n.Replaces == "" && n.Amends != "" && len(said) == 0:
		return "adds"
	case len(said) != 1 || n.Amends == "":
		return fmt.Sprintf("%v, amends %q, replaces %q", said, n.Amends, n.Replaces)
	}
	return said[0]
}
