package noticetext

import (
	"regexp"
	"strings"
	"time"
)

const weekdayRunes = "日一二三四五六"

var (
	lunar = regexp.MustCompile(`^(?:农历|夏历|阴历|旧历)?(?:闰?[正腊冬一二三四五六七八九十]{1,2}月)?(?:大年)?(?:初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]|三月三|除夕|大年夜|年三十)?(?:除夕)?$`)
	// plainWords may stand in the brackets after a date without changing it.
	plainWords = regexp.MustCompile(`^(?:当日|当天|法定节假日|法定节日|法定假日|公休日|周末|双休日|公休|节日当天|含周末|新年|国际劳动节|除夕|不调休|国庆|与周末连休|(?:农历)?(?:清明|端午|中秋|重阳)(?:节)?(?:当日|当天)?)$`)
)

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

// bracket reads a whole bracket. One whose words are not known is left to be
// read as unknown text.
func (l *lexer) bracket(r []rune) (token, int) {
	if r[0] != '(' {
		return token{}, 0
	}
	if len(r) > 1 && r[1] == '(' {
		return token{}, 0
	}
	if m := documentRef.FindString(string(r[:min(len(r), window)])); m != "" {
		return token{kind: tFiller}, len([]rune(m))
	}
	n := 1
	for n < len(r) && n < window && r[n] != ')' && r[n] != '(' {
		n++
	}
	if n >= len(r) || n == window || r[n] == '(' || n == 1 {
		return token{}, 0
	}
	in := r[1:n]
	if t, ok := l.dayWords(in); ok {
		return t, n + 1
	}
	return l.bracketDates(in, n)
}

// dayWords reads what is said of dates in brackets: weekdays, lunar dates,
// namesDay of festivals.
func (l *lexer) dayWords(in []rune) (token, bool) {
	t := token{kind: tBracket}
	lastWeekday := false
	for _, part := range splitWords(in) {
		d, n := weekday(part.r)
		s := string(part.r)
		single := false
		if n == 0 && len(part.r) == 1 && lastWeekday {
			d, single = weekdayRune(part.r[0])
		}
		switch {
		case n == len(part.r) && n > 0 || single:
			t.days = append(t.days, d)
			t.ranged = t.ranged || part.ranged && lastWeekday
			lastWeekday = true
			continue
		case s == "", !lunar.MatchString(s) && !plainWords.MatchString(s) && !isFestivalList(s):
			return token{}, false
		}
		lastWeekday = false
	}
	return t, true
}

// word is a part of a bracket; ranged says that 至 stands before it.
type word struct {
	r      []rune
	ranged bool
}

func splitWords(r []rune) []word {
	var out []word
	ranged := false
	from := 0
	for i, c := range r {
		if strings.ContainsRune("、，和至到-~", c) {
			out = append(out, word{r[from:i], ranged})
			ranged = strings.ContainsRune("至到-~", c)
			from = i + 1
		}
	}
	return append(out, word{r[from:], ranged})
}

// bracketDates reads a bracket that names the days of what stands before it:
// 放假2天(4月2日至3日).
func (l *lexer) bracketDates(in []rune, n int) (token, int) {
	inner := lex(in, l.names)
	for _, t := range inner {
		switch t.kind {
		case tDate, tRange, tList, tWeekday, tThatIs, tCount, tComma:
		case tBracket:
			if hasDate(t.inner) {
				return token{}, 0
			}
		default:
			return token{}, 0
		}
	}
	if !hasDate(inner) {
		if len(inner) == 1 && inner[0].kind == tCount {
			return inner[0], n + 1
		}
		return token{}, 0
	}
	return token{kind: tBracket, inner: inner}, n + 1
}
