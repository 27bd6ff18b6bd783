package noticetext_test

import (
	"strings"
	"testing"
)

// What is not understood names its sentence and gives no day.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, sentence, code string }{
		{"impossible date", "2月30日放假。", "impossible_date"},
		{"impossible month", "13月1日放假。", "impossible_date"},
		{"day without a month", "5日放假。", "impossible_date"},
		{"reversed", "4月5日至3日放假。", "span_reversed"},
		{"too long", "4月5日至6月3日放假。", "span_too_long"},
		{"no end", "4月5日至放假。", "range_end_missing"},
		{"another year", "2009年4月5日放假。", "year_out_of_range"},
		{"a month of the year before", "2018年5月1日放假。", "year_out_of_range"},
		{"wrong weekday", "4月28日（星期六）上班。", "weekday_mismatch"},
		{"wrong weekday in a list", "4月27日、28日（星期六、星期一）上班。", "weekday_mismatch"},
		{"weekdays that fit no dates", "4月27日、28日（星期六、星期日、星期一）上班。", "weekday_list"},
		{"wrong number of days", "5月1日至4日放假，共5天。", "span_days_mismatch"},
		{"wrong number ahead", "放假3天，即5月1日、2日放假。", "span_days_mismatch"},
		{"joins no weekend", "5月1日放假，与周末连休。", "weekend_mismatch"},
		{"no verb", "4月28日（星期日）。", "no_verb"},
		{"unknown verb", "4月28日（星期日）轮休。", "unknown_text"},
		{"condition", "5月1日可放假。", "unknown_text"},
		{"condition after", "5月1日放假，但窗口单位除外。", "unknown_text"},
		{"bound without an end", "5月1日前放假。", "unknown_text"},
		{"not off", "4月28日（星期日）不放假。", "unknown_text"},
		{"moved to another day", "5月1日放假调整为5月2日放假。", "unknown_text"},
		{"planned before", "原定5月2日放假。", "unknown_text"},
		{"two dates with nothing between", "5月1日3日放假。", "unknown_text"},
		{"heading run into the sentence", "5月1日放假端午节：6月7日放假。", "unknown_text"},
		{"month zero", "0月28日放假。", "impossible_date"},
		{"month zero in a list", "5月1日、0月2日放假。", "impossible_date"},
		{"day zero", "5月0日放假。", "impossible_date"},
		{"day 32", "5月32日放假。", "impossible_date"},
		{"year zero", "0000年5月1日放假。", "impossible_date"},
		{"year zero, in digits alone", "0000-05-01放假。", "impossible_date"},
		{"a list to day zero", "5月1日、0日放假。", "span_reversed"},
		{"until, without from", "5月4日止放假。", "unknown_text"},
		{"a lunar day without its date", "农历三月初三放假，5月1日放假。", "unknown_text"},
		{"a lunar day in a list", "5月1日、农历三月初三放假。", "unknown_text"},
		{"a lunar day before a list", "农历三月初三、5月1日放假。", "unknown_text"},
		{"a summary of days that were not arranged", "以上假期共2天，即5月1日至2日。", "summary_mismatch"},
		{"a history with an arrangement", "《某办法》规定5月1日上班，自2019年1月1日起施行。", "unknown_text"},
		{"falls on a day that is worked", "5月1日放假，恰逢5月4日上班。", "unknown_text"},
		{"reports due, and a day worked", "请于4月28日前报送，4月28日上班。", "unknown_text"},
		{"a festival's day, and no arrangement but the next", "劳动节（5月1日，星期四），5月2日放假。", "weekday_mismatch"},
		{"a day in brackets after other words", "放假（5月1日，星期四）。", "weekday_mismatch"},
		{"open bracket", "4月28日（星期日上班。", "unknown_text"},
		{"off from a day on", "5月1日起放假。", "open_ended"},
		{"both at once", "5月1日放假，上班。", "contradiction"},
		{"off and worked in one sentence", "5月1日至5日放假，5月4日（星期六）上班。", "contradiction"},
		{"day in lieu without a date", "5月1日放假，补休。", "no_date"},
		{"detail outside", "5月1日至3日放假。其中5月6日放假。", "detail_outside"},
		{"summary too wide", "5月1日放假，即劳动节放假时间为5月1日至3日。", "summary_mismatch"},
		{"relative", "节后第一天补班。", "relative_day"},
		{"relative weekday", "五一前一个周六上班。", "relative_day"},
		{"days without dates", "全体公民放假两天。", "count_without_date"},
		{"verb without a date", "全国放假。", "no_date"},
		{"misread day sign", "5月1曰放假。", "no_date"},
		{"cancelled without dates", "取消劳动节放假。", "cancel_without_date"},
		{"extended, nothing known", "延长春节假期至2月12日。", "no_prior"},
		{"moved from a working day", "5月3日（星期五）公休日调至5月2日（星期四）。", "contradiction"},
		{"moved to more days", "5月5日（星期日）公休日调至5月2日、3日。", "contradiction"},
		{"moved to a weekend", "5月5日（星期日）公休日调至5月4日（星期六）。", "contradiction"},
		{"moved nowhere", "5月5日（星期日）公休日调至放假。", "unknown_text"},
		{"two working days swapped", "5月2日与5月3日对调。", "contradiction"},
		{"one day swapped", "5月2日对调。", "unknown_text"},
		{"arrangement in brackets", "5月1日（放假）。", "unknown_text"},
		{"off as ever on a working day", "5月2日照常公休。", "contradiction"},
		{"a list that goes back", "5月3日、1日放假。", "span_reversed"},
		{"worked from a day off on", "5月4日（星期六）起正常上班。", "open_ended"},
		{"year of another notice", "2018年劳动节5月1日放假。", "year_out_of_range"},
		{"joins with an arrangement inside", "5月1日放假，与5月4日连休。", "no_verb"},
		{"worked without a date", "5月1日放假，即上班。", "no_date"},
		{"month without a day", "5月放假。", "no_date"},
		{"extended with wrong days", "延长春节假期至。", "no_date"},
		{"named and not arranged, then arranged wrongly", "5月1日是劳动节，5月2日。", "no_verb"},
		{"same day under another festival", "5月1日放假。\n　　二、端午节：5月1日放假。", "festival_overlap"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read("CN", letter("国务院办公厅关于2019年部分节假日安排的通知", "2018年12月6日",
				"一、国庆节：10月1日至7日放假，共7天。", "二、劳动节："+c.sentence), nil)
			bad := r.Unparsed()
			if len(bad) != 1 || bad[0].Reason.Code != c.code {
				t.Fatalf("unparsed %s", whys(r))
			}
			last := strings.Split(strings.TrimSuffix(c.sentence, "。"), "。")
			if want := strings.TrimSpace(last[len(last)-1]); !strings.Contains(bad[0].Text, strings.ReplaceAll(want, "　", "")) {
				t.Errorf("names %q", bad[0].Text)
			}
			if len(bad[0].Entries) > 0 || bad[0].Reason.ZH == "" || bad[0].Reason.EN == "" {
				t.Errorf("%+v", bad[0])
			}
			if !strings.HasPrefix(entryLines(r.Notice.Entries), "国庆节 off 2019-10-01 2019-10-07\n") {
				t.Errorf("the other sentence is lost: %s", entryLines(r.Notice.Entries))
			}
		})
	}
}

// Regions: quotations that cannot be told from arrangements are refused.
func TestRefusedInRegion(t *testing.T) {
	const title = "广西壮族自治区人民政府办公厅关于2017年“壮族三月三”放假的通知"
	for _, c := range []struct {
		name, sentence, code string
		known                bool
	}{
		{"quoted wrongly", "根据国务院办公厅通知精神，清明节放假时间为4月3日至5日。", "reference_mismatch", true},
		{"国家规定, wrongly", "4月8日（星期六）国家规定上班。", "reference_mismatch", true},
		{"nothing known to compare", "根据国务院办公厅通知精神，4月1日（星期六）上班。", "no_prior", false},
		{"summary over a national working day", "3月30日、31日放假，即“壮族三月三”和清明节放假时间为3月30日至4月4日。", "summary_mismatch", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			known := prior
			if !c.known {
				known = nil
			}
			r := read("CN-GX", letter(title, "2017年2月10日", "一、"+c.sentence), known)
			if bad := r.Unparsed(); len(bad) != 1 || bad[0].Reason.Code != c.code || len(r.Notice.Entries) > 0 {
				t.Fatalf("%s%s", whys(r), entryLines(r.Notice.Entries))
			}
		})
	}
}

// TestRefusedClauses: days, numbers of days and weekdays that do not belong together are
// refused with their sentence.
func TestRefusedClauses(t *testing.T) {
	for sentence, code := range map[string]string{
		"“壮族三月三”放假1天（星期二，4月21日）。":       "unknown_text", // a weekday of no date
		"4月19日、20日放假，与清明节放假重合。":         "unknown_text", // what falls together is no festival
		"“壮族三月三”放假2天，延长4月19日，4月21日上班。":  "no_date",
		"“壮族三月三”（4月19日至20日），4月21日放假。":   "no_verb",
		"“壮族三月三”（4月19日、21日），4月22日上班。":   "no_verb",
		"“壮族三月三”放假2天，4月20日、22日放假，连休5天。": "span_days_mismatch",
		"4月20日、22日放假，共放假休息9天。":          "unknown_text",
	} {
		r := read("CN-GX", letter("广西壮族自治区人民政府办公厅关于2026年“壮族三月三”放假的通知", "2026年3月10日", sentence), nil)
		if bad := r.Unparsed(); len(bad) != 1 || bad[0].Reason.Code != code || len(r.Notice.Entries) > 0 {
			t.Errorf("%s: %s%s", sentence, whys(r), entryLines(r.Notice.Entries))
		}
	}
	apart := read("CN-GX", letter("广西壮族自治区人民政府办公厅关于2026年“壮族三月三”放假的通知", "2026年3月10日", "“壮族三月三”4月20日、22日放假。", "共放假休息9天。"), nil)
	if bad := apart.Unparsed(); len(bad) != 1 || bad[0].Reason.Code != "count_without_date" || len(apart.Notice.Entries) != 2 {
		t.Errorf("%s%s", whys(apart), entryLines(apart.Notice.Entries))
	}
}

// What an amendment refers to has to be so.
func TestRefusedAmendments(t *testing.T) {
	for _, c := range []struct{ name, calendar, title, issued, sentence, code string }{
		{"ends on another day", "CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日", "将春节假期由1月29日延长至2月2日。", "reference_mismatch"},
		{"ends before it ends", "CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日", "延长春节假期至1月28日。", "span_reversed"},
		{"cancels days that were never off", "CN-GX", "广西壮族自治区人民政府办公厅关于取消2020年“壮族三月三”放假的通知", "2020年3月5日", "取消“壮族三月三”放假（3月25日至27日）。", "reference_mismatch"},
		{"worked from a day off on", "CN-GX", "广西壮族自治区人民政府办公厅关于调整2020年“壮族三月三”放假的通知", "2020年3月5日", "3月26日（星期四）起正常上班。", "open_ended"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read(c.calendar, letter(c.title, c.issued, c.sentence), prior)
			if bad := r.Unparsed(); len(bad) != 1 || bad[0].Reason.Code != c.code || len(r.Notice.Entries) > 0 {
				t.Fatalf("%s%s", whys(r), entryLines(r.Notice.Entries))
			}
		})
	}
}
