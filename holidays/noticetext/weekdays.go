package noticetext

import (
	"strings"
	"time"

	"shixian/holidays"
)

// weekdayCheck is a weekday stated for a date.
type weekdayCheck struct {
	date   holidays.Date
	stated time.Weekday
}

// brackets reads the brackets and weekdays from token n on and tells the
// weekdays in them to the dates before.
func (p *parser) brackets(ts []token, n int, spans []holidays.Span, open *int) (int, *Reason) {
	for ; n < len(ts) && (ts[n].kind == tBracket && len(ts[n].inner) == 0 || ts[n].kind == tWeekday); n++ {
		if len(ts[n].days) == 0 {
			continue
		}
		days := weekdayDates(spans, *open, ts[n])
		if days == nil {
			return refuse(newReason(reasonWeekdayList, ts[n].text(p.r)))
		}
		for i, d := range days {
			p.checks = append(p.checks, weekdayCheck{d, ts[n].days[i]})
		}
		*open = len(spans)
	}
	return n, nil
}

// weekdayDates returns the dates that the weekdays of a bracket belong to: the
// last date, the ends or all days of the last span, or the dates of the list
// since the bracket before. nil: none of these.
func weekdayDates(spans []holidays.Span, open int, t token) []holidays.Date {
	last := spans[len(spans)-1]
	k := len(t.days)
	switch {
	case k == 1:
		return []holidays.Date{last.To}
	case t.ranged && k == 2 && last.Days() > 1:
		return []holidays.Date{last.From, last.To}
	case last.Days() == k:
		return daysOf([]holidays.Span{last})
	}
	if all := spans[min(open, len(spans)):]; len(all) == k {
		out := make([]holidays.Date, k)
		for i, s := range all {
			if out[i] = s.From; s.Days() != 1 {
				return nil
			}
		}
		return out
	}
	return nil
}

// checkWeekdays records what was stated of weekdays and returns the first mistake.
func (r *reader) checkWeekdays(i int, checks []weekdayCheck) (why *Reason) {
	for _, c := range checks {
		actual := c.date.Weekday()
		r.out.Findings = append(r.out.Findings, Finding{
			Code: FindingWeekday, OK: actual == c.stated, Sentence: i, Span: holidays.Span{From: c.date, To: c.date},
			Stated: weekdayName(c.stated), Actual: weekdayName(actual),
		})
		if actual != c.stated && why == nil {
			why = newReason(reasonWeekday, c.date.String())
		}
	}
	return why
}

const weekdayRunes = "日一二三四五六"

// weekday reads 星期六, 周六 or 礼拜六 at the start of r.
func weekday(r []rune) (time.Weekday, int) {
	for _, p := range []string{"星期", "周", "礼拜"} {
		if n := len([]rune(p)); hasPrefix(r, []rune(p)) && len(r) > n {
			if d, ok := weekdayRune(r[n]); ok {
				return d, n + 1
			}
		}
	}
	return 0, 0
}

func weekdayRune(r rune) (time.Weekday, bool) {
	if r == '天' {
		return time.Sunday, true
	}
	i := strings.IndexRune(weekdayRunes, r)
	return time.Weekday(i / len("一")), i >= 0
}

func weekdayName(d time.Weekday) string { return "星期" + string([]rune(weekdayRunes)[d]) }

func weekdayToken(r []rune) (token, int) {
	d, n := weekday(r)
	return token{kind: tWeekday, days: []time.Weekday{d}}, n
}
