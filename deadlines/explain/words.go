package explain

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// Words are the short texts of one language, for lists, cells and headings. The
// sentences of an explanation are made of the same ones.
type Words struct{ lang string }

// In returns the words of a language: English, or else Chinese.
func In(lang string) Words { return Words{lang} }

// say chooses between a text in Chinese and the same in English.
func (w Words) say(zh, en string) string { return deadlines.Text{ZH: zh, EN: en}.In(w.lang) }

var zhWeekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Weekday names the weekday of d.
func (w Words) Weekday(d holidays.Date) string { return w.weekday(d.Weekday()) }

func (w Words) weekday(d time.Weekday) string { return w.say(zhWeekdays[d], d.String()) }

// Date writes a date in full.
func (w Words) Date(d holidays.Date) string {
	y, m, day := d.Civil()
	year, of := strconv.Itoa(y), strconv.Itoa(day)
	return w.say(year+"年"+zhMonthDay(d), of+" "+m.String()+" "+year)
}

func zhMonthDay(d holidays.Date) string {
	_, m, day := d.Civil()
	return strconv.Itoa(int(m)) + "月" + strconv.Itoa(day) + "日"
}

// DayDate writes a date with its weekday.
func (w Words) DayDate(d holidays.Date) string {
	date, weekday := w.Date(d), w.Weekday(d)
	return w.say(date+"（"+weekday+"）", weekday+" "+date)
}

// span writes a run of days. What its two ends share is written once.
func (w Words) span(s holidays.Span) string {
	from, to := w.Date(s.From), w.Date(s.To)
	if s.From == s.To {
		return from
	}
	zhTo, enFrom := to, from
	if year, month, day := s.From.Civil(); year == s.To.Year() {
		zhTo, enFrom = zhMonthDay(s.To), strconv.Itoa(day)
		if _, m, _ := s.To.Civil(); m != month {
			enFrom += " " + month.String()
		}
	}
	return w.say(from+"至"+zhTo, enFrom+" to "+to)
}

// units are the units of amounts, as they stand behind a number.
var units = map[deadlines.Unit]deadlines.Text{
	deadlines.WorkingDay: {ZH: "个工作日", EN: "working day"},
	deadlines.CalDay:     {ZH: "天", EN: "day"},
	deadlines.Month:      {ZH: "个月", EN: "month"},
	deadlines.Year:       {ZH: "年", EN: "year"},
}

// Unit names the unit of an amount; a rule without an amount has none.
func (w Words) Unit(u deadlines.Unit) string {
	switch u {
	case "":
		return ""
	case deadlines.WorkingDay:
		return w.say("工作日", "working days")
	}
	return w.say(units[u].ZH, units[u].EN+"s")
}

// Amount says how many of a unit, such as 7个工作日.
func (w Words) Amount(n int, u deadlines.Unit) string { return w.number(n, units[u]) }

// number writes a number and what is counted, in English in the plural unless it is one.
func (w Words) number(n int, of deadlines.Text) string {
	if n != 1 {
		of.EN += "s"
	}
	return strconv.Itoa(n) + w.say(of.ZH, " "+of.EN)
}

func (w Words) dayCount(n int) string { return w.Amount(n, deadlines.CalDay) }

// times says how many of what a quota counts.
func (w Words) times(r *deadlines.Rule, n int) string {
	if r.Unit == deadlines.CalDay {
		return w.dayCount(n)
	}
	return w.number(n, cmp.Or(r.Counter, deadlines.Text{ZH: "次", EN: "time"}))
}

// commemorations are the English names of days off that no regulation gives.
var commemorations = map[string]string{
	"中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th anniversary of victory",
}

// Festival returns a festival's name in a language; one without an English name, which
// nameEN gives, keeps its own.
func Festival(lang, name string, nameEN func(string) string) string {
	if lang != holidays.English {
		return name
	}
	parts := strings.Split(name, "、")
	for i, part := range parts {
		if english := cmp.Or(nameEN(part), commemorations[part]); english != "" {
			parts[i] = english
		}
	}
	return strings.Join(parts, " and ")
}

// Bounds says between which days an estimated day can come to lie; "" if there are none.
func (w Words) Bounds(earliest, latest holidays.Date) string {
	if earliest.IsZero() {
		return ""
	}
	from, to := w.DayDate(earliest), w.DayDate(latest)
	return w.say("最早"+from+"，最晚"+to, from+" at the earliest, "+to+" at the latest")
}
