package noticetext_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays"
)

// style is a way of writing a notice.
type style struct {
	name    string
	weekday string // 星期 or 周
	every   bool   // a weekday after every date, not only after days worked
	short   bool   // months left out in lists (2月20日、21日)
	off     string // what spans off are called
	single  string // what a single day off is called
	numeral bool   // date of issue in Chinese numerals
	number  string // 一、 or (一) or 1.
	shape   func(string) string
}

var styles = []style{
	{name: "2010", weekday: "星期", short: true, off: "放假公休", single: "放假1天", numeral: true, number: "%s、"},
	{name: "2014", weekday: "星期", off: "放假调休", single: "放假", number: "%s、"},
	{name: "2024", weekday: "星期", off: "放假", single: "放假", number: "（%s）"},
	{name: "2025", weekday: "周", every: true, off: "放假调休", single: "放假1天，不调休", number: "%s、"},
	{name: "half", weekday: "星期", off: "调休放假", single: "放假", number: "%s、", shape: halfWidth},
	{name: "full", weekday: "周", every: true, off: "放假", single: "放假，共1天", number: "%s、", shape: fullWidth},
	{name: "page", weekday: "星期", short: true, off: "放假调休", single: "放假1天", number: "%s、", shape: page},
	{name: "entities", weekday: "星期", off: "放假调休", single: "放假", number: "%s、", shape: entities},
	{name: "windows", weekday: "周", every: true, off: "放假调休", single: "放假", number: "%s、", shape: func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
}

func halfWidth(s string) string {
	return strings.NewReplacer("（", "(", "）", ")", "：", ":", "，", ", ", "；", ";", "〔", "[", "〕", "]", "“", `"`, "”", `"`).Replace(s)
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

func page(s string) string {
	return "首页 > 政务公开 > 文件\n字体：大 中 小  打印\n发布日期：2001年02月03日\n2001-02-03 10:23 来源： 门户网站\n" + s +
		"（此件公开发布）\n责任编辑：某某\n相关链接：国务院办公厅关于2002年部分节假日安排的通知 2001-12-10\n"
}

func entities(s string) string {
	return strings.NewReplacer("　", "&emsp;", "月", "&nbsp;月", "日", "日\u200b", "放假", "放 假").Replace(s)
}

// wrapped breaks the lines of s after n characters, as a PDF does.
func wrapped(s string, n int) string {
	var b strings.Builder
	for _, line := range strings.Split(s, "\n") {
		r := []rune(line)
		for ; len(r) > n; r = r[n:] {
			b.WriteString(string(r[:n]) + "\n")
		}
		b.WriteString(string(r) + "\n")
	}
	return b.String()
}

const week = "日一二三四五六"

func (st style) dayName(d holidays.Date) string {
	return "（" + st.weekday + string([]rune(week)[d.Weekday()]) + "）"
}

// date writes d as it stands after prev: with the year if it is not the notice's,
// with the month if it is another one or the style always writes it.
func (st style) date(d, prev holidays.Date, year int, terse bool) string {
	y, m, day := d.Civil()
	py, pm, _ := prev.Civil()
	switch {
	case terse && py == y && pm == m && !prev.IsZero():
		return fmt.Sprintf("%d日", day)
	case y != year || !prev.IsZero() && py != y:
		return fmt.Sprintf("%d年%d月%d日", y, m, day)
	}
	return fmt.Sprintf("%d月%d日", m, day)
}

// offText writes the days off of one festival as a sentence.
func (st style) offText(spans []holidays.Span, year int) string {
	var parts []string
	for i, s := range spans {
		from := st.date(s.From, holidays.Date{}, year, false)
		if st.every || i > 0 {
			from += st.dayName(s.From)
		}
		switch {
		case s.Days() == 1 && i > 0:
			parts = append(parts, from+"补休")
		case s.Days() == 1 && len(spans) > 1:
			parts = append(parts, from+"放假")
		case s.Days() == 1:
			parts = append(parts, from+st.single)
		default:
			to := st.date(s.To, s.From, year, true)
			if st.every || i > 0 {
				to += st.dayName(s.To)
			}
			parts = append(parts, fmt.Sprintf("%s至%s%s，共%d天", from, to, st.off, s.Days()))
		}
	}
	return strings.Join(parts, "，") + "。"
}

func (st style) workText(spans []holidays.Span, year int) string {
	var parts []string
	var prev holidays.Date
	for _, s := range spans {
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			parts = append(parts, st.date(d, prev, year, st.short)+st.dayName(d))
			prev = d
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "、") + "上班。"
}

// festivalsOf returns the festivals of a notice in order, each with its spans.
func festivalsOf(n holidays.Notice) (names []string, off, work map[string][]holidays.Span) {
	off, work = map[string][]holidays.Span{}, map[string][]holidays.Span{}
	for _, e := range n.Entries {
		if !slices.Contains(names, e.Festival) {
			names = append(names, e.Festival)
		}
		if e.Kind == holidays.Off {
			off[e.Festival] = append(off[e.Festival], e.Span)
		} else {
			work[e.Festival] = append(work[e.Festival], e.Span)
		}
	}
	return names, off, work
}

// write composes the text of a yearly notice in the standard phrases, with
// lines of at most width characters, 0 for lines as long as they come.
func (st style) write(n holidays.Notice, width int) string {
	names, off, work := festivalsOf(n)
	var b strings.Builder
	fmt.Fprintf(&b, "国务院办公厅关于%d年\n部分节假日安排的通知\n%s\n\n各省、自治区、直辖市人民政府：\n\n", n.Year, n.Document)
	fmt.Fprintf(&b, "　　经国务院批准，现将%d年%s放假调休日期的具体安排通知如下。\n\n", n.Year, strings.Join(names, "、"))
	for i, name := range names {
		num := fmt.Sprintf(st.number, string([]rune("一二三四五六七八")[i]))
		fmt.Fprintf(&b, "　　%s%s：%s%s\n", num, name, st.offText(off[name], n.Year), st.workText(work[name], n.Year))
	}
	fmt.Fprintf(&b, "\n　　节假日期间，各地要安排好值班等工作。\n\n国务院办公厅\n%s\n", st.issued(n.Issued))
	text := b.String()
	if width > 0 {
		text = wrapped(text, width)
	}
	if st.shape != nil {
		text = st.shape(text)
	}
	return text
}

func (st style) issued(d holidays.Date) string {
	y, m, day := d.Civil()
	if !st.numeral {
		return fmt.Sprintf("%d年%d月%d日", y, m, day)
	}
	var years strings.Builder
	for _, c := range fmt.Sprint(y) {
		years.WriteRune([]rune("○一二三四五六七八九")[c-'0'])
	}
	return years.String() + "年" + chinese(int(m)) + "月" + chinese(day) + "日"
}

func chinese(n int) string {
	digit := func(d int) string {
		if d == 0 {
			return ""
		}
		return string([]rune("一二三四五六七八九")[d-1])
	}
	tens, units := n/10, n%10
	switch tens {
	case 0:
		return digit(units)
	case 1:
		return "十" + digit(units)
	}
	return digit(tens) + "十" + digit(units)
}

// calendarYear says where the days off of each festival may start in tests.
var calendarYear = []struct {
	name   string
	offset int // of the year
	month  int
	day    int
	room   int // days
	most   int // days off
}{
	{"元旦", -1, 12, 27, 8, 3}, {"春节", 0, 1, 21, 30, 8}, {"清明节", 0, 4, 3, 3, 3}, {"劳动节", 0, 4, 28, 4, 5},
	{"端午节", 0, 5, 28, 24, 3}, {"中秋节", 0, 9, 7, 15, 3}, {"国庆节", 0, 9, 30, 2, 8},
}

// notices draws valid yearly notices.
func notices() *rapid.Generator[holidays.Notice] {
	return rapid.Custom(func(t *rapid.T) holidays.Notice {
		year := rapid.IntRange(2010, 2040).Draw(t, "year")
		n := holidays.Notice{Calendar: "CN", Year: year}
		n.Issued = holidays.NewDate(year-1, 10, 1).AddDays(rapid.IntRange(0, 91).Draw(t, "issued"))
		n.Document = fmt.Sprintf("国办发明电〔%d〕%d号", year-1, rapid.IntRange(1, 99).Draw(t, "number"))
		var drawn [][]holidays.Entry
		taken := map[holidays.Date]bool{}
		for _, f := range calendarYear {
			if rapid.IntRange(0, 5).Draw(t, "leave out") > 0 {
				first := holidays.NewDate(year+f.offset, time.Month(f.month), f.day)
				drawn = append(drawn, drawOff(t, taken, f.name, first.AddDays(rapid.IntRange(0, f.room-1).Draw(t, "from")), f.most))
			}
		}
		for _, off := range drawn {
			n.Entries = append(append(n.Entries, off...), drawWork(t, taken, off[0])...)
		}
		return n
	}).Filter(func(n holidays.Notice) bool { return len(n.Entries) > 0 })
}

// drawOff draws the days off of a festival, perhaps with a day in lieu after them.
func drawOff(t *rapid.T, taken map[holidays.Date]bool, name string, from holidays.Date, most int) []holidays.Entry {
	for taken[from] || taken[from.AddDays(-1)] {
		from = from.AddDays(1)
	}
	to := from.AddDays(rapid.IntRange(1, most).Draw(t, "days") - 1)
	out := []holidays.Entry{{Festival: name, Kind: holidays.Off, Span: holidays.Span{From: from, To: to}}}
	if in := to.AddDays(2); to == from && rapid.Bool().Draw(t, "in lieu") {
		out = append(out, holidays.Entry{Festival: name, Kind: holidays.Off, Span: holidays.Span{From: in, To: in}})
	}
	for d := range daysOf(out) {
		taken[d] = true
	}
	return out
}

// drawWork draws weekend days worked around a festival.
func drawWork(t *rapid.T, taken map[holidays.Date]bool, off holidays.Entry) []holidays.Entry {
	var out []holidays.Entry
	for d := off.From.AddDays(-10); d.Before(off.From.AddDays(20)); d = d.AddDays(1) {
		if taken[d] || !d.IsWeekend() || outsideYear(d, off.To) || rapid.IntRange(0, 3).Draw(t, "worked") > 0 {
			continue
		}
		taken[d] = true
		if n := len(out); n > 0 && out[n-1].To.DaysUntil(d) == 1 {
			out[n-1].To = d
			continue
		}
		out = append(out, holidays.Entry{Festival: off.Festival, Kind: holidays.Work, Span: holidays.Span{From: d, To: d}})
	}
	return out
}

// outsideYear keeps the days worked for a festival out of the year before and
// the year after, unless they belong to the New Year.
func outsideYear(d, festival holidays.Date) bool {
	_, m, _ := festival.Civil()
	return m != time.December && m != time.January && d.Year() != festival.Year()
}
