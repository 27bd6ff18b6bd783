package noticetext_test

import (
	"testing"
	"unicode/utf8"
)

// TestCutSentences: a sentence that ends anywhere, as a page breaks it off or a hand that
// copied it missed the rest, is read or refused, and never read past its end.
func TestCutSentences(t *testing.T) {
	for _, c := range []struct {
		calendar, title, issued string
		sentences               []string
	}{
		{"CN", "国务院办公厅关于2019年部分节假日安排的通知", "2018年12月6日", []string{
			"春节：2月4日（星期一、农历除夕）至10日（星期日、正月初六）放假调休，共7天，2月2日（周六）、2月3日（周日）上班。",
			"劳动节放假时间：2019年5月1日起至5月4日止，与周末连休，4月28日、五月五号正常上班，不补休。",
			"国庆节：10月1日至七日，即周二至周一放假，其中9月29日（星期日）照常上班，10月12日公休日调至10月4日。",
		}},
		{"CN", "国务院办公厅关于延长2020年春节假期的通知", "2020年1月26日", []string{
			"延长2020年春节假期至2月2日（农历正月初九、星期日），2月3日（星期一）起正常上班。",
			"原定2月1日上班取消，春节假期调整为1月24日至2月2日。",
		}},
		{"CN-GX", "广西壮族自治区人民政府办公厅关于2017年“壮族三月三”放假的通知", "2017年2月10日", []string{
			"“壮族三月三”放假2天（2017年3月30日至31日，农历三月初三至初四），恰逢清明节。",
			"根据《国务院办公厅关于2017年部分节假日安排的通知》精神，清明节放假时间为4月2日至4日，我区4月1日放假，即3月30日至4月4日。",
			"4月8日与4月7日对调；取消“壮族三月三”放假，3月30日、31日（星期四、星期五）正常上班。",
		}},
	} {
		for _, s := range c.sentences {
			for end := range s {
				if end == 0 {
					continue
				}
				for _, stop := range []string{"。", ""} {
					text := letter(c.title, c.issued, s[:end]+stop)
					checkReading(t, read(c.calendar, text, prior), text)
				}
				_, n := utf8.DecodeRuneInString(s[end:])
				text := letter(c.title, c.issued, s[:end]+s[end+n:])
				checkReading(t, read(c.calendar, text, prior), text)
			}
		}
	}
}
